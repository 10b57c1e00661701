"""What a check is given: files, the rules asked for, calendars, waivers; and the checker they make."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from ..calendar import SchoolCalendar, load
from ..checker import TOLD, Checker
from ..core.faults import suggestion
from ..core.rule import Rule
from ..core.verdict import Verdict
from ..rules import RULES
from ..waiver import Waiver
from .options import Options, Refused, known, listed

SUFFIXES = frozenset({".json", ".jsonl", ".toml", ".csv"})
"""Files of records a folder is searched for."""
TABLES = frozenset({".parquet", ".xlsx"})
"""Files that are always tables."""
LARGEST = 1_000_000
"""Bytes of a file of waivers."""
MOST_DOTS = 50
"""Dots on one line of it: keys of many parts would keep the parser busy for hours."""
_WAIVER = {"rule": str, "reason": str, "by": str, "until": date, "record": str, "place": str}
_OWED = ("rule", "reason", "by", "until")


def files(paths: Iterable[Path], apart: Iterable[Path]) -> list[Path]:
    """Every file of records, once, in the order given; folders are searched, leaving out what was given apart.

    Raises:
        Refused: if a path is not there, or a folder holds no records.

    """
    skipped = {p.resolve() for p in apart}
    found: dict[Path, Path] = {}
    for path in paths:
        inside = list(_inside(path, skipped)) if path.is_dir() else [path]
        if not inside:
            more = "; name tables (.parquet, .xlsx) one by one" if any(map(is_always_table, path.rglob("*"))) else ""
            raise Refused(f"shuangjian: {path}: the folder holds no .json, .jsonl, .toml or .csv{more}")
        if not path.exists():
            raise Refused(f"shuangjian: {path}: there is no such file or folder")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _inside(folder: Path, skipped: set[Path]) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(where, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and path.resolve() not in skipped:
                yield path


def is_always_table(path: Path) -> bool:
    """Whether a file can be nothing but a table."""
    return path.suffix.lower() in TABLES


def keep_inputs(inputs: Iterable[Path], options: Options) -> None:
    """Refuse to write over what is read, or two things to one place.

    Raises:
        Refused: if that is asked for.

    """
    written = [p.resolve() for p in (options.output, options.rejects) if p]
    given = [p for p in (options.waivers, options.map) if p]
    taken = {p.resolve() for p in (*inputs, *options.calendar, *given)}
    for path in written:
        if path in taken or written.count(path) > 1:
            raise Refused(f"shuangjian: {path}: is used twice; name another file")
        if not path.parent.is_dir() or path.is_dir():
            raise Refused(f"shuangjian: {path}: no file can be written there")


def checker(options: Options) -> Checker:
    """The checker that was asked for.

    Raises:
        CalendarError: if a calendar cannot be used.
        LawError: if the place is not known.
        Refused: if anything else cannot be used.

    """
    given = calendars(options.calendar)
    return Checker(
        rules=chosen(listed(options.select), listed(options.ignore)),
        place=options.place,
        calendars=given,
        calendar=next(iter(given)) if len(given) == 1 else None,
        profiles=profiles(listed(options.profile)),
        unverified=options.include_unverified,
        waivers=waivers(options.waivers),
        keep=Verdict if options.every else TOLD,
    )


def chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule[Any], ...]:
    """The rules asked for, by id or family.

    Raises:
        Refused: if an id is unknown, or no rule is left.

    """
    known((*select, *ignore), {name for r in RULES for name in (r.id, r.family.name)}, "rule or family")
    wanted, unwanted = set(select), set(ignore)
    rules = tuple(r for r in RULES if (not wanted or _named(r, wanted)) and not _named(r, unwanted))
    if not rules:
        raise Refused("shuangjian: --select and --ignore leave no rule to check")
    return rules


def _named(rule: Rule[Any], names: set[str]) -> bool:
    return bool({rule.id, rule.family.name} & names)


def profiles(names: Sequence[str]) -> tuple[str, ...]:
    """Stricter readings, as named.

    Raises:
        Refused: if there is none of that name.

    """
    if names:
        known(names, {row.profile for r in RULES for n in r.norms for row in n.rows if row.profile}, "profile")
    return tuple(names)


def calendars(paths: Sequence[Path]) -> dict[str, SchoolCalendar]:
    """School calendars by their ids.

    Raises:
        CalendarError: if one cannot be used.
        Refused: if two have one id.

    """
    found: dict[str, SchoolCalendar] = {}
    for path in paths:
        calendar = load(path)
        if calendar.id in found:
            raise Refused(f"shuangjian: {path}: the calendar id {calendar.id!r} is taken by another file")
        found[calendar.id] = calendar
    return found


# ------------------------------------------------------------------------------------------- waivers


def waivers(path: Path | None) -> tuple[Waiver, ...]:
    """Recorded exceptions from a TOML file: ``[[waiver]]`` with rule, reason, by, until and, if meant, record, place.

    Raises:
        Refused: with everything that is wrong in the file.

    """
    if path is None:
        return ()
    table = _table(path)
    entries: Any = table.get("waiver", [])
    faults = [f"unknown key {k!r}; write [[waiver]]" for k in table if k != "waiver"]
    if not isinstance(entries, list):
        entries, faults = [], [*faults, "waiver is a list of tables: [[waiver]]"]
    each = cast("list[Any]", entries)
    faults += [f"waiver[{i}]{fault}" for i, entry in enumerate(each) for fault in _wrong(entry)]
    if faults:
        raise Refused("\n".join(f"{path}: {fault}" for fault in faults))
    return tuple(Waiver(**entry) for entry in each)


def _table(path: Path) -> Mapping[str, Any]:
    content = text_of(path, LARGEST)
    if any(line.count(".") > MOST_DOTS for line in content.splitlines()):
        raise Refused(f"{path}: a line has more than {MOST_DOTS} dots; shorten it")
    try:
        return tomllib.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Refused(f"{path}: is not TOML: {str(fault)[:200]}") from fault


def text_of(path: Path, largest: int) -> str:
    """The text of a file.

    Raises:
        Refused: if it is no file, larger than that many bytes, not to be read, or not UTF-8.

    """
    try:
        if not path.is_file():
            raise Refused(f"{path}: {'is no regular file' if path.exists() else 'there is no such file'}")
        if path.stat().st_size > largest:
            raise Refused(f"{path}: larger than {largest} bytes")
        return path.read_text("utf-8-sig")
    except OSError as fault:
        raise Refused(f"{path}: cannot be read: {fault.strerror}") from fault
    except ValueError as fault:
        raise Refused(f"{path}: is not UTF-8: {str(fault)[:200]}") from fault


def _wrong(entry: Any) -> Iterator[str]:  # noqa: ANN401
    """What is wrong with one waiver."""
    if not isinstance(entry, dict):
        yield ": is no table"
        return
    table = cast("Mapping[str, Any]", entry)
    yield from (f".{k}: unknown key{suggestion(k, _WAIVER)}" for k in table if k not in _WAIVER)
    yield from (f": {k} is missing" for k in _OWED if k not in table)
    for key, type_ in _WAIVER.items():
        if key in table and (not isinstance(table[key], type_) or isinstance(table[key], datetime)):
            yield f".{key}: {'a date such as 2026-12-31' if type_ is date else 'text'} is wanted"
    ids = [r.id for r in RULES]
    if isinstance(named := table.get("rule"), str) and named not in ids:
        yield f".rule: unknown rule {named!r}{suggestion(named, ids)}"
