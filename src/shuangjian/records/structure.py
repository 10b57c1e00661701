"""From a raw record to a fact, through cattrs: all faults of the record at once, each with its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar, cast

import attrs

from ..core.dates import Days, days
from ..core.fact import EARLIEST, LATEST, OUTSIDE, Fact, form
from ..core.faults import suggestion
from ..model.grade import Grade, Stage, System
from .contradictions import FLAGS, contradictions, stages
from .values import fits, identifier, shown, value

try:
    from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
    from cattrs.gen import make_dict_structure_fn, override
except ImportError as missing:
    raise ImportError("reading records needs cattrs; pip install 'shuangjian[cli]'") from missing

F = TypeVar("F", bound=Fact)
Told = tuple[str, str]
"""A field and what is wrong with it."""
MOST_UNKNOWN = 10
"""Unknown fields of one record that are listed."""
_STAGES = {"小学": Stage.PRIMARY, "初中": Stage.JUNIOR}


def structure(cls: type[F], table: Mapping[str, object], *, cells: bool) -> tuple[F | None, list[Told]]:
    """A fact from the fields of a record, or everything that is wrong with them.

    Args:
        cls: The type of record.
        table: Its fields by name, without ``type``.
        cells: Whether the values are cells of a table.

    """
    faults: list[Told] = []
    given = dict(table)
    _prepare(given, "law_days", faults, _refuse_law_days)
    _prepare(given, cls.law_day, faults, partial(_law_day, given))
    if "grade" in form(cls).types:
        _prepare(given, "grade", faults, partial(_grade, given.get("system")))
    try:
        fact: F | None = _structurer(cls, cells=cells)(given)
    except ClassValidationError as group:
        wrong = _told(cls, group)
        faults += wrong
        fact = _rest(cls, given, {name for name, _ in wrong}, cells=cells)
    faults += contradictions(fact) if fact else ()
    return (None if faults else fact), faults


def _rest(cls: type[F], given: Mapping[str, object], wrong: set[str], *, cells: bool) -> F | None:
    """The record of the fields nothing is wrong with, so that their contradictions are told too."""
    in_doubt = {field for _, field, flag, _ in FLAGS if flag in wrong}
    sound = {a.name for a in attrs.fields(cls)} - wrong - in_doubt
    try:
        return _structurer(cls, cells=cells)({k: v for k, v in given.items() if k in sound})
    except ClassValidationError:  # a class of someone else may ask for more than its fields do
        return None


def _prepare(given: dict[str, object], name: str, faults: list[Told], change: Callable[[object], object]) -> None:
    """Change a value that hangs on others of the record, before each is read by itself."""
    if given.get(name) is None:
        return
    try:
        given[name] = change(given[name])
    except ValueError as fault:
        faults.append((name, str(fault)))
        given[name] = None


def _refuse_law_days(raw: object) -> object:
    raise ValueError(f"{shown(raw)}: write a month or an interval where the day itself stands")


def _law_day(given: dict[str, object], raw: object) -> object:
    """A month, a year or an interval goes into `law_days`; anything else is read as a day is."""
    if not isinstance(raw, str) or fits(r"\d{4}-\d\d-\d\d", raw) or len(raw) > 21:  # noqa: PLR2004  # two days and a stroke
        return raw
    try:
        found = days(raw)
    except ValueError as fault:
        cure = 'write 2026-03-02, "2026-03", "2026" or "2021-08-02/2021-08-13"'
        raise ValueError(str(fault) if "backwards" in str(fault) else f"{shown(raw)} is no day; {cure}") from fault
    if found.first < EARLIEST or found.last > LATEST:
        raise ValueError(f"{raw} lies outside {EARLIEST} to {LATEST}")
    if found.first == found.last:
        return found.first
    given["law_days"] = found
    return None


def _grade(said: object, raw: object) -> object:
    """A grade in words; its stage, where the words name one, must be that of the number."""
    if not isinstance(raw, str) or fits(r"-?\d{1,18}", raw):
        return raw if not isinstance(raw, str) else int(raw)
    try:
        system = cast("System | None", value(said, System, cells=True))
    except ValueError:
        system = None
    if len(raw) > 20:  # noqa: PLR2004  # the longest way to write one is half of it
        raise ValueError(f"{shown(raw)} is no grade; write 3, 三年级, 初二, 高一 or G8")
    number = Grade.parse(raw, system).number
    named = _STAGES.get(raw.strip()[:2])
    if named and named not in stages(number, system):
        raise ValueError(f"{shown(raw)} is read as grade {number}, which is no {raw.strip()[:2]}; write the number")
    return number


# ------------------------------------------------------------------------------------------- cattrs


_MADE: dict[tuple[type[Any], bool], Callable[[Mapping[str, object]], Any]] = {}


def _structurer(cls: type[F], *, cells: bool) -> Callable[[Mapping[str, object]], F]:
    """What cattrs makes of the class, made once."""
    if (cls, cells) not in _MADE:
        _MADE[cls, cells] = _made(cls, cells=cells)
    return _MADE[cls, cells]


def _made(cls: type[F], *, cells: bool) -> Callable[[Mapping[str, object]], F]:
    """One strict hook a field, and nothing beside the fields."""
    blank, kept = cls(), form(cls)
    hooks: dict[str, Any] = {
        a.name: override(struct_hook=_hook(blank, a, kept.types.get(a.name), cells=cells)) for a in attrs.fields(cls)
    }
    made = make_dict_structure_fn(
        cls, Converter(), _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **hooks
    )
    return lambda table: made(table, cls)


def _hook(blank: Fact, field: attrs.Attribute[Any], expected: object, *, cells: bool) -> Callable[[Any, Any], Any]:
    """Read a value as the field's type, then let the field's own validator say whether it is possible."""

    def read(raw: object, _: object) -> object:
        if field.name in OUTSIDE or field.name == "calendar" or field.name.endswith("_id"):
            return raw if isinstance(raw, Days) else identifier(raw, cells=cells)
        found = value(raw, expected, cells=cells)
        if field.validator is not None:
            field.validator(blank, field, found)
        return found

    return read


def _told(cls: type[Fact], group: ClassValidationError) -> list[Told]:
    fields, others = group.group_exceptions()
    told = [(note.name, str(fault).removeprefix(f"{cls.__name__}.{note.name}: ")) for fault, note in fields]
    for fault in others:
        told += _unknown(cls, fault.extra_fields) if isinstance(fault, ForbiddenExtraKeysError) else [("", str(fault))]
    return told


def _unknown(cls: type[Fact], names: Iterable[str]) -> list[Told]:
    """Fields the type has not, each with what was probably meant."""
    odd = sorted(names)
    known = [a.name for a in attrs.fields(cls) if a.name != "law_days"]
    told = [(n[:60], _no_field(cls, n[:60], known)) for n in odd[:MOST_UNKNOWN]]
    more = len(odd) - MOST_UNKNOWN
    return told if more <= 0 else [*told, ("", f"has {more} more unknown fields")]


def _no_field(cls: type[Fact], name: str, known: list[str]) -> str:
    if name in form(cls).types:
        return "is computed from other fields; leave it out"
    return f"{cls.__name__} has no such field{suggestion(name, known)}"
