"""Which column of a file is which field, said once in a map; whatever is not said is a fault, never a guess."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import attrs

from ...core.fact import Fact, form
from ...core.faults import suggestion
from ...records.raw import named
from .fault import broken, told

MOST_COLUMNS = 200
LARGEST = 1_000_000
"""Bytes of a map."""
MOST_DOTS = 50
"""Dots on one line of it: keys of many parts would keep the parser busy for hours."""
TYPE = "type"
"""A column with the type of the record needs no entry."""
_KEYS = ("columns", "unknown", "ignore", "sheet")
_SHOWN = 60


@attrs.frozen(kw_only=True)
class Names:
    """The map beside a file.

    Attributes:
        columns: Field by column of the file; a column that has the name of its field needs no entry.
        unknown: Fields nobody knows; the file has no column for them.
        ignore: Columns of the file that are no fields.
        sheet: Name of the sheet of a workbook, where more than one holds anything.

    """

    columns: Mapping[str, str] = attrs.field(factory=dict[str, str])
    unknown: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    sheet: str | None = None


def read_map(path: Path) -> Names:
    """Read a map from TOML.

    Raises:
        FileError: with everything that is wrong with its form; whether it fits a file is said where they meet.

    """
    file = named(path)
    with told(file):
        if not path.is_file():
            raise broken(file, "is no regular file" if path.exists() else "there is no such file")
        if path.stat().st_size > LARGEST:
            raise broken(file, f"is larger than {LARGEST} bytes")
        content = path.read_bytes()
    table = _table(file, content)
    if faults := list(_malformed(table)):
        raise broken(file, *faults)
    return Names(
        columns=table.get("columns", {}),
        unknown=tuple(table.get("unknown", ())),
        ignore=tuple(table.get("ignore", ())),
        sheet=table.get("sheet"),
    )


def _table(file: str, content: bytes) -> Mapping[str, Any]:
    try:
        text = content.decode("utf-8-sig")
        if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
            raise broken(file, f"a line has more than {MOST_DOTS} dots; shorten it")
        return tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        raise broken(file, f"is not TOML in UTF-8: {str(fault)[:200]}") from fault


def _malformed(table: Mapping[str, Any]) -> Iterator[str]:
    for key in table:
        if key not in _KEYS:
            yield f"unknown key {key[:_SHOWN]!r}{suggestion(key[:_SHOWN], _KEYS)}"
    columns: object = table.get("columns", {})
    if not isinstance(columns, dict) or not _are_texts(cast("dict[str, object]", columns).values()):
        yield 'columns is a table of fields by columns: [columns], then "column in the file" = "field"'
    for key in ("unknown", "ignore"):
        if not isinstance(given := table.get(key, []), list) or not _are_texts(cast("list[object]", given)):
            yield f'{key} is a list of names: {key} = ["…"]'
    if not isinstance(table.get("sheet", ""), str):
        yield "sheet is the name of a sheet"


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(v, str) for v in values)


# ------------------------------------------------------------------------------------------- map and header


def fields(cls: type[Fact]) -> list[str]:
    """Every field a column may hold."""
    return ["id", "place", *form(cls).fields]


def absent(cls: type[Fact], columns: Iterable[str | None]) -> tuple[str, ...]:
    """The fields a rule may ask for and no column holds."""
    there = set(columns)
    return tuple(f for f in form(cls).fields if f not in there and f != "calendar")


def placed(file: str, header: Sequence[str], cls: type[Fact], names: Names) -> list[str | None]:
    """The field of each column of a file; None where it is to be ignored.

    Args:
        file: What the file is called in faults.
        header: The names its columns have, blanks around them taken off.
        cls: The type of record.
        names: The map.

    Raises:
        FileError: with every column and field the map leaves open or gets wrong, and the lines to put into it.

    """
    if faults := list(_wrong_header(header)):
        raise broken(file, *faults)
    faults = [*_odd_map(header, cls, names), *_odd_columns(header, cls, names), *_owed(header, cls, names)]
    if faults:
        raise broken(file, *faults)
    return [_field(column, names) for column in header]


def _field(column: str, names: Names) -> str | None:
    return None if column in names.ignore else names.columns.get(column, column)


def _wrong_header(header: Sequence[str]) -> Iterator[str]:
    if not any(header):
        yield "has no header; its first line names the columns"
        return
    if any("\x00" in column for column in header):
        yield "is no text, or UTF-16 without a byte order mark; save it as UTF-8"
        return
    if len(header) == 1 and (other := next((c for c in ";\t" if c in header[0]), "")):
        yield f"columns are separated by {other!r}; save it with commas"
        return
    if len(header) > MOST_COLUMNS:
        yield f"has {len(header)} columns; at most {MOST_COLUMNS} are read"
        return
    for column, times in Counter(header).items():
        if not column:
            yield "a column has no name; name it or take it out"
        elif times > 1:
            yield f"column {column[:_SHOWN]!r} stands {times} times; keep one"


def _odd_map(header: Sequence[str], cls: type[Fact], names: Names) -> Iterator[str]:
    """What the map says of columns and fields there are not."""
    known = fields(cls)
    for column in (*names.columns, *names.ignore):
        if column not in header:
            yield f"the map names a column {column[:_SHOWN]!r}, which the file has not{suggestion(column, header)}"
    for field in (*names.columns.values(), *names.unknown):
        if field not in known:
            yield f"the map names a field {field[:_SHOWN]!r}, which {cls.__name__} has not{suggestion(field, known)}"
    for column in names.columns:
        if column in names.ignore:
            yield f"the map both uses and ignores the column {column[:_SHOWN]!r}; keep one"


def _odd_columns(header: Sequence[str], cls: type[Fact], names: Names) -> Iterator[str]:
    """Columns that are no field, two for one field, one for a field nobody is said to know."""
    known = fields(cls)
    for column in header:
        if column not in (*known, TYPE) and column not in (*names.columns, *names.ignore):
            said = _toml(column[:_SHOWN])
            cure = f'put {said} = "…" under [columns] of the map, or ignore = [{said}]'
            yield f"unknown column {column[:_SHOWN]!r}{suggestion(column[:_SHOWN], known)}; {cure}"
    held = [f for column in header if (f := _field(column, names)) is not None]
    for field, times in Counter(held).items():
        if times > 1:
            yield f"{times} columns are {field!r}; ignore all but one"
    for field in sorted(set(held) & set(names.unknown)):
        yield f"{field!r} is unknown by the map, and the file has a column for it; keep one"


def _owed(header: Sequence[str], cls: type[Fact], names: Names) -> Iterator[str]:
    """Fields neither the file holds nor the map calls unknown; those a calendar fills may be left to it."""
    filled = {n for field, m in form(cls).fields.items() if m.get("of") for n in (field, m.get("provisional"))}
    missing = absent(cls, (_field(column, names) for column in header))
    if owed := [f for f in missing if f not in filled and f not in names.unknown]:
        listed = ", ".join(_toml(f) for f in (*names.unknown, *owed))
        yield f"has no column for {', '.join(owed)}; map them, or put unknown = [{listed}] into the map"


def _toml(text: str) -> str:
    """Text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
