"""What a cell says, in SQL. It reads a cell only where it is sure to read it as ``records`` does; the rest it leaves.

Every expression gives the value, or null where the cell is empty *or* has to be looked at by the reader of records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeGuard

import attrs

from ...core.fact import DECIMALS, EARLIEST, LATEST, OUTSIDE, Fact, form
from ...core.words import Clock
from ...model.grade import OfGrade, System
from ...records.structure import structure
from ...records.values import LONGEST_ID, LONGEST_TEXT, NO, TERMS, YES
from .engine import text

_PRINTABLE = r"[ -~\x{4E00}-\x{9FA5}\x{3400}-\x{4DB5}\x{3001}-\x{3003}\x{3008}-\x{3011}\x{FF01}-\x{FF5E}“”‘’—·]+"
"""Characters every version of Unicode can show; a text with any other is left."""
_DAY, _MINUTE = r"\d{4}-\d\d-\d\d", r"([01]\d|2[0-3]):[0-5]\d"
_CLOCK, _WHOLE, _AMOUNT = r"([0-3]?\d|4[0-7]):[0-5]\d", r"-?\d{1,18}", r"-?\d{1,18}(\.\d{1,6})?"
_INT32 = 2**31 - 1
_WIDEST = 24
_OUR_VALIDATOR = attrs.fields(OfGrade).grade.validator
_DIGITS = "一二三四五六七八九"


@attrs.frozen(kw_only=True)
class Field:
    """A field as far as the engine has to know it.

    Attributes:
        name: Its name.
        type: Its type, without its None.
        low: Smallest possible number.
        high: Largest possible number.
        is_id: Whether it is an identifier.
        is_known: Whether nothing is asked of a value beside its type and bounds.

    """

    name: str
    type: Any
    low: int | None = None
    high: int | None = None
    is_id: bool = False
    is_known: bool = True

    @property
    def sql_type(self) -> str:
        """The type of its column."""
        if self.type is int:
            return "INTEGER" if _fits_int32(self.low) and _fits_int32(self.high) else "BIGINT"
        if self.type is Decimal:
            digits = _WIDEST if self.high is None else len(str(self.high)) + DECIMALS
            return f"DECIMAL({min(digits, _WIDEST)}, {DECIMALS})"
        return _TYPES.get(self.type, "VARCHAR")


_TYPES: Mapping[Any, str] = {bool: "BOOLEAN", Clock: "INTEGER", date: "DATE", datetime: "TIMESTAMP"}


def _fits_int32(bound: int | None) -> bool:
    return bound is not None and abs(bound) <= _INT32


def field(cls: type[Fact], name: str) -> Field:
    """A field of a class, or its id or place."""
    if name in OUTSIDE:
        return Field(name=name, type=str, is_id=True)
    declared = form(cls).fields[name]
    of_class = next(a for a in attrs.fields(cls) if a.name == name)
    return Field(
        name=name,
        type=form(cls).types[name],
        low=declared.get("low"),
        high=declared.get("high"),
        is_id=name == "calendar" or name.endswith("_id"),
        is_known=of_class.validator == _OUR_VALIDATOR and not hasattr(cls, "__attrs_post_init__"),
    )


# ------------------------------------------------------------------------------------------- cells of text


def parsed(cls: type[Fact], of: Field, cell: str, system: str | None) -> str:
    """The value of a cell of text.

    Args:
        cls: The type of record.
        of: The field.
        cell: SQL of the cell, blanks taken off, null where it is empty.
        system: SQL of the cell that says the school system, where the file has it; a grade in words may hang on it.

    """
    if not of.is_known:
        return f"NULL::{of.sql_type}"
    if of.is_id or of.type is str:
        longest = LONGEST_ID if of.is_id else LONGEST_TEXT
        return _if(f"{_matches(cell, _PRINTABLE)} AND length({cell}) <= {longest}", cell)
    if _is_enumeration(of.type):
        return _member(of.type, cell)
    if of.name == "grade":
        return f"coalesce({_number(of, cell)}, {_grade(cls, cell, system)})"
    if of.type is Clock:
        return _bounded(of, _clock(cell))
    return _number(of, cell) if of.type in (int, Decimal) else _PARSERS[of.type](cell)


def _is_enumeration(expected: object) -> TypeGuard[type[Enum]]:
    return isinstance(expected, type) and issubclass(expected, Enum)


def _if(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} END"


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {text(pattern)})"


def _number(of: Field, cell: str) -> str:
    pattern, wide = (_WHOLE, "BIGINT") if of.type is int else (_AMOUNT, f"DECIMAL({_WIDEST}, {DECIMALS})")
    read = f"TRY_CAST({cell} AS {wide})"
    return _if(_matches(cell, pattern), _bounded(of, read))


def _bounded(of: Field, number: str) -> str:
    """The number in the type of its column, if it is possible."""
    bounds = [f"{number} {sign} {bound}" for sign, bound in ((">=", of.low), ("<=", of.high)) if bound is not None]
    cast_ = f"TRY_CAST({number} AS {of.sql_type})"
    return _if(" AND ".join(bounds), cast_) if bounds else cast_


def _member(expected: type[Enum], cell: str) -> str:
    said = {str(m.value): str(m.value) for m in expected} | {
        k: str(m.value) for k, m in TERMS.get(expected, {}).items()
    }
    return f"CASE {cell} {' '.join(f'WHEN {text(k)} THEN {text(v)}' for k, v in said.items())} END"


def _flag(cell: str) -> str:
    yes, no = (", ".join(map(text, words)) for words in (YES, NO))
    return f"CASE WHEN lower({cell}) IN ({yes}) THEN true WHEN lower({cell}) IN ({no}) THEN false END"


def _clock(cell: str) -> str:
    parts = f"string_split({cell}, ':')"
    return _if(_matches(cell, _CLOCK), f"({parts}[1]::INTEGER * 60 + {parts}[2]::INTEGER)")


def _day(cell: str) -> str:
    return _if(_matches(cell, _DAY), _sensible(f"TRY_CAST({cell} AS DATE)"))


def _moment(cell: str) -> str:
    return _if(_matches(cell, f"{_DAY}[T ]{_MINUTE}(:00)?"), _sensible(f"TRY_CAST({cell} AS TIMESTAMP)"))


def _sensible(moment: str) -> str:
    return _if(f"{moment}::DATE BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'", moment)


_PARSERS = {bool: _flag, date: _day, datetime: _moment}


def _grade(cls: type[Fact], cell: str, system: str | None) -> str:
    """A grade in words: what the reader of records makes of each way to write one, under each school system."""
    said = _grades(cls)
    cases = {s: " ".join(f"WHEN {text(w)} THEN {n}" for w, n in words.items()) for s, words in said.items()}
    if system is None:
        return f"CASE {cell} {cases['']} END"
    under = [f"WHEN {text(s)} THEN CASE {cell} {c} END" for s, c in cases.items()]
    return f"CASE coalesce({system}, '') {' '.join(under)} END"


_GRADES: dict[type[Fact], Mapping[str, Mapping[str, int]]] = {}


def _grades(cls: type[Fact]) -> Mapping[str, Mapping[str, int]]:
    """Number of a grade by the school system that is stated, then by what is written; found once a class."""
    if cls not in _GRADES:
        stated = ("", *(s.value for s in System)) if "system" in form(cls).fields else ("",)
        _GRADES[cls] = {system: dict(_read(cls, system)) for system in stated}
    return _GRADES[cls]


def _read(cls: type[Fact], system: str) -> Iterator[tuple[str, int]]:
    """The ways to write a grade that are read under a school system, and their numbers."""
    for written in _written():
        stated = {"system": system} if system else {}
        fact: Any = structure(cls, {"grade": written, **stated}, cells=True)[0]
        if fact is not None:
            yield written, fact.grade


def _written() -> Iterator[str]:
    for n in range(1, 13):
        yield from (f"{n}年级", f"G{n}", f"g{n}", f"Grade {n}", f"grade {n}")
    for c in _DIGITS:
        yield from (f"{c}年级", f"小学{c}年级", f"初中{c}年级")
    for c in _DIGITS[:4]:
        yield from (f"{school}{c}{end}" for school in ("初", "初中", "高", "高中") for end in ("", "年级"))


# ------------------------------------------------------------------------------------------- columns with a type


_WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_FIT: Mapping[Any, tuple[str, ...]] = {
    bool: ("BOOLEAN",),
    int: _WHOLE_TYPES,
    Decimal: _WHOLE_TYPES,
    Clock: ("TIME",),
    date: ("DATE",),
    datetime: _MOMENTS,
    str: (*_WHOLE_TYPES, "UUID"),
}
_WANTED: Mapping[Any, str] = {
    bool: "true and false",
    int: "whole numbers",
    Decimal: f"whole numbers, or decimals with at most {DECIMALS} places",
    Clock: 'times of day, or text such as "20:30"',
    date: "dates",
    datetime: "local timestamps without a time zone",
    str: "text",
}


def is_text(engine_type: str) -> bool:
    """Whether a column may say anything; one without a type says nothing."""
    return engine_type in ("VARCHAR", '"NULL"') or engine_type.startswith("ENUM(")


def misfit(of: Field, engine_type: str) -> str | None:
    """Say what is wrong with the type of a column, or None. Text may hold anything."""
    if is_text(engine_type):
        return None
    if of.type is Decimal and engine_type.startswith("DECIMAL("):
        return None if int(engine_type[8:-1].split(",")[1]) <= DECIMALS else _wanted(of, engine_type)
    return None if engine_type in _FIT.get(of.type, ()) else _wanted(of, engine_type)


def _wanted(of: Field, engine_type: str) -> str:
    return f"is {engine_type.lower()}; {of.name} asks for {_WANTED.get(of.type, 'text')}"


def typed(of: Field, column: str) -> str:
    """The value of a column that has a type of its own, within the bounds of the field."""
    if not of.is_known:
        return f"NULL::{of.sql_type}"
    if of.type in (int, Decimal):
        return _bounded(of, column)
    if of.type is Clock:
        whole = f"extract('microseconds' FROM {column}) = 0"
        minutes = f"(extract('hour' FROM {column}) * 60 + extract('minute' FROM {column}))::INTEGER"
        return _if(whole, _bounded(of, minutes))
    if of.type is datetime:
        return _if(f"date_trunc('minute', {column}) = {column}", f"{_sensible(column)}::TIMESTAMP")
    return _sensible(column) if of.type is date else f"{column}::{of.sql_type}"


def said(column: str, engine_type: str) -> str:
    """What a column says, as a cell of text would."""
    if engine_type == "TIME":
        return f"regexp_replace({column}::VARCHAR, ':00$', '')"
    return f"{column}::VARCHAR"
