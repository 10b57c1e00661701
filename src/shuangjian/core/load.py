"""Rows of law from tables of values, all faults at once: the tables of a family, and what the layers add to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from itertools import combinations
from typing import Any, get_args, get_origin

import attrs

from .dates import Days, days
from .faults import Collector
from .norm import NATION, Norm, Row
from .register import Clause, Register
from .strict import Stricter
from .toml import Table, is_list, is_series, is_table
from .verdict import Evidence, Modality
from .words import Clock, Options, Span

_NORM = {"unit", "local", "same", "row", "note"}
_ROW = {"from", "until", "is", "open", "unsettled", "clauses", "modality", "evidence", "profile", "note"}
_NUMBERS = (int, Decimal, Fraction, Clock)
_BEST = list(Evidence)


@attrs.frozen
class Target:
    """What a table of rows must fit.

    Attributes:
        table: Its name, ``rule.norm``.
        name: The norm's name.
        type: The norm's type; None for a ban or duty without a number.
        types: The facts a row may hang on, with their types.
        stricter: The direction read from the rule.

    """

    table: str
    name: str
    type: Any
    types: Mapping[str, Any]
    stricter: Stricter | None


def load_norm(target: Target, table: Table, register: Register | None, faults: Collector) -> Norm | None:
    """One norm from its table; what is wrong with it goes to `faults`."""
    before = len(faults.faults)
    faults.unknown(target.table, table, _NORM if target.type is not None else _NORM | {"title"})
    local, same, unit = table.get("local", "tighten"), table.get("same", False), table.get("unit", "")
    if not isinstance(unit, str) or not isinstance(table.get("note", ""), str) or not isinstance(same, bool):
        faults.add(target.table, "unit and note are texts, same is true or false")
    if local not in ("tighten", "replace"):
        faults.add(target.table, f'local = {local!r}: write "replace", or leave it out')
    if target.stricter is None and not same:
        faults.add(target.table, "has no direction in which it is stricter; if it is a definition, write same = true")
    if target.type in _NUMBERS and not unit:
        faults.add(target.table, 'a number needs its unit, such as unit = "min"')
    rows = load_rows(target, table, NATION, register, faults)
    stricter = Stricter.SAME if same or target.stricter is None else target.stricter
    return Norm(target.name, target.type, unit, stricter, local, tuple(rows)) if len(faults.faults) == before else None


def load_rows(target: Target, table: Table, place: str, register: Register | None, faults: Collector) -> list[Row]:
    """The rows of one norm at one place."""
    given = table.get("row", [])
    if not is_list(given) or not all(map(is_table, given)):
        faults.add(target.table, "row is a list of tables: row = [ { … } ]")
        return []
    loaders = [_RowLoader(f"{target.table}.row[{i}]", target, r, register, faults) for i, r in enumerate(given)]
    return [row for loader in loaders if (row := loader.load(place))]


class _RowLoader:
    """Reads one row, noting every fault."""

    def __init__(self, at: str, target: Target, row: Table, register: Register | None, faults: Collector) -> None:
        self.at, self.target, self.row, self.register, self.faults = at, target, row, register, faults

    def fault(self, what: str) -> None:
        self.faults.add(self.at, what)

    def load(self, place: str) -> Row | None:
        before = len(self.faults.faults)
        self.faults.unknown(self.at, self.row, {*_ROW, *self.target.types}, "key or fact")
        clauses = self._clauses()
        first = self._registered(clauses)
        start, end = self._when(first)
        modality = self._strength(self._part(first.modality, first, start) if first else ())
        evidence = self._evidence(self._part(first.evidence, first, start) if first else ())
        where, value = self._where(), self._value()
        profile, note, is_unsettled = self._text("profile"), self._text("note") or "", self.row.get("unsettled") is True
        if len(self.faults.faults) > before or start is None or modality is None or evidence is None:
            return None
        return Row(
            place=place, start=start, end=end, where=where, value=value, modality=modality,
            clauses=clauses, evidence=evidence, profile=profile, is_unsettled=is_unsettled, note=note,
        )  # fmt: skip

    def _text(self, key: str) -> str | None:
        said = self.row.get(key)
        if said is not None and not isinstance(said, str):
            self.fault(f"{key} = {said!r}: write a text")
        return said

    # ---------------------------------------------------------------------------------- clause, dates, strength

    def _clauses(self) -> tuple[str, ...]:
        clauses = self.row.get("clauses")
        if not is_list(clauses) or not clauses or not all(isinstance(c, str) and c for c in clauses):
            self.fault('cites nothing; write clauses = ["…"]')
            return ()
        return tuple(clauses)

    def _registered(self, clauses: tuple[str, ...]) -> Clause | None:
        """The clause whose date, modality and evidence hold where the row says none."""
        if self.register is None:
            return None
        found = {c: self.register.clause(c) for c in clauses}
        for name in (c for c, known in found.items() if known is None):
            self.fault(f"unknown clause {name!r}{self.register.near(name)}")
        return found[clauses[0]] if clauses else None

    def _when(self, clause: Clause | None) -> tuple[Days | None, Days | None]:
        start = self._day("from") or self._only(clause.starts if clause else (), "from")
        end = self._day("until") or (clause.end if clause else None)
        if start and end and end.last < start.first:
            self.fault(f"until {end} lies before from {start}")
        if start and clause and start.last < clause.starts[0].first:
            self.fault(f"from {start} lies before {clause.id} was in force ({clause.starts[0]})")
        return start, end

    def _day(self, key: str) -> Days | None:
        try:
            return days(self.row[key]) if key in self.row else None
        except ValueError as wrong:
            self.fault(f"{key}: {wrong}")
            return None

    def _only(self, said: tuple[Any, ...], key: str) -> Any:
        """What the register says, where it says one thing."""
        if key in self.row:
            return None
        if len(set(said)) != 1:
            options = ", ".join(dict.fromkeys(s.name.lower() if isinstance(s, Enum) else str(s) for s in said))
            self.fault(f"{key} is not said" + (f"; the clause has several: {options}" if said else ""))
            return None
        return said[0]

    def _part(self, said: tuple[Any, ...], clause: Clause, start: Days | None) -> tuple[Any, ...]:
        """Of what a clause with several beginnings says, what belongs to the one the row names."""
        if len(said) == len(clause.starts) and start in clause.starts:
            return tuple(s for s, begins in zip(said, clause.starts, strict=True) if begins == start)
        return said

    def _strength(self, allowed: tuple[Modality, ...]) -> Modality | None:
        if "modality" not in self.row:
            found: Modality | None = self._only(allowed, "modality")
            return found
        said = str(self.row["modality"]).upper()
        if said not in Modality.__members__:
            self.fault(f"modality {self.row['modality']!r}: write one of {', '.join(m.name.lower() for m in Modality)}")
            return None
        if self.register and Modality[said] not in allowed:
            options = ", ".join(m.name.lower() for m in allowed) or "a definition"
            self.fault(f"modality {said.lower()!r} is not the clause's: {options}")
        return Modality[said]

    def _evidence(self, allowed: tuple[Evidence, ...]) -> Evidence | None:
        if "evidence" not in self.row:
            found: Evidence | None = self._only(allowed, "evidence")
            return found
        said = self.row["evidence"]
        if said not in [e.value for e in Evidence]:
            self.fault(f"evidence {said!r}: write one of {', '.join(e.value for e in Evidence)}")
            return None
        if allowed and _BEST.index(Evidence(said)) < min(_BEST.index(e) for e in allowed):
            self.fault(f"evidence {said!r} is better than the register has: {', '.join(e.value for e in allowed)}")
        return Evidence(said)

    # ---------------------------------------------------------------------------------- for whom, and what

    def _where(self) -> dict[str, frozenset[object]]:
        where: dict[str, frozenset[object]] = {}
        for key in (k for k in self.row if k in self.target.types and k not in _ROW):
            raw = self.row[key]
            if is_list(raw) and not raw:
                self.fault(f"{key} = []: the row would never bind; name a value, or leave the key out")
            try:
                where[key] = frozenset(read_value(v, self.target.types[key]) for v in (raw if is_list(raw) else [raw]))
            except ValueError as wrong:
                self.fault(f"{key}: {wrong}")
        return where

    def _value(self) -> Any:
        is_open = self.row.get("open", False)
        if not isinstance(is_open, bool):
            self.fault(f"open = {is_open!r}: write true, or leave it out")
        unsettled = self.row.get("unsettled", ())
        if unsettled is not True and "unsettled" in self.row and get_origin(self.target.type) is not Options:
            self.fault("unsettled lists members of a set; write true where the text leaves open whether the row binds")
        if is_open is True:
            if "is" in self.row:
                self.fault("is open and gives a value; keep one of them")
            return None
        if self.target.type is None:
            if "is" in self.row:
                self.fault("gives a value, but its rule compares with none")
            return True
        if "is" not in self.row:
            self.fault("gives no value; write is = …, or open = true where a place must give it")
            return None
        try:
            return read_value(self.row["is"], self.target.type, () if unsettled is True else unsettled)
        except ValueError as wrong:
            self.fault(f"is: {wrong}")
            return None


# ------------------------------------------------------------------------------------------- values


def read_value(raw: Any, type_: Any, unsettled: Any = ()) -> Any:
    """A value of TOML as the type the rule asks for.

    Raises:
        ValueError: if it is not of that type; a float is refused with what to write.

    """
    if isinstance(raw, float):
        msg = f'{raw}: write "{raw}", a float never meets a limit'
        raise ValueError(msg)  # noqa: TRY004  # one kind of fault for whatever is wrong with a value
    if get_origin(type_) is Options:
        (member,) = get_args(type_)
        return Options(frozenset(_members(raw, member)), frozenset(_members(unsettled, member)))
    if type_ is Span:
        return _span(raw)
    if type_ is Clock:
        return _clock(raw)
    if type_ in (Fraction, Decimal):
        return _exact(raw, type_)
    if isinstance(type_, type) and issubclass(type_, Enum):
        return _member(raw, type_)
    if type(raw) is not type_:
        msg = f"{raw!r} is not of type {_name(type_)}"
        raise ValueError(msg)
    return raw


def _name(type_: Any) -> str:
    return str(getattr(type_, "__name__", type_))


def _members(raw: Any, type_: Any) -> Iterator[Any]:
    if not is_series(raw):
        msg = f"{raw!r} is no list of names"
        raise ValueError(msg)
    return (read_value(v, type_) for v in raw)


def _member(raw: Any, type_: type[Enum]) -> Enum:
    for member in type_:
        if member.value == raw and type(member.value) is type(raw):
            return member
    msg = f"{raw!r} is no {type_.__name__}; known are {', '.join(str(m.value) for m in type_)}"
    raise ValueError(msg)


def _span(raw: Any) -> Span:
    if not is_list(raw) or len(raw) != 2:  # noqa: PLR2004  # low and high
        msg = f"{raw!r} is no range; write [low, high]"
        raise ValueError(msg)
    span = Span(_exact(raw[0], Fraction), _exact(raw[1], Fraction))
    if span.low > span.high:
        msg = f"{raw!r} runs backwards"
        raise ValueError(msg)
    return span


_EXACT = re.compile(r"-?\d{1,30}(\.\d{1,12}|/\d{1,12})?", re.ASCII)


def _exact(raw: Any, type_: Any) -> Any:
    try:
        if type(raw) in (int, str) and _EXACT.fullmatch(str(raw)):
            value = type_(raw)
            if type_ is Fraction or value.is_finite():
                return value
    except (ValueError, InvalidOperation, ZeroDivisionError):
        pass
    msg = f'{raw!r} is no exact number; write 12 or "12.5"'
    raise ValueError(msg)


_CLOCK = re.compile(r"(\d+):(\d\d)", re.ASCII)


def _clock(raw: Any) -> Clock:
    found = _CLOCK.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        msg = f'{raw!r} is no time of day; write "20:30"'
        raise ValueError(msg)
    hour, minute = map(int, found.groups())
    if hour >= 48 or minute >= 60:  # noqa: PLR2004  # up to the end of the next day
        msg = f"{raw!r} is no time of day; hours run to 47 (the next day), minutes to 59"
        raise ValueError(msg)
    return Clock(hour * 60 + minute)


# ------------------------------------------------------------------------------------------- definitions


def disagreements(norm: Norm, chains: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Row, Row]]:
    """Rows of a definition that bind together and differ."""
    if norm.stricter is not Stricter.SAME:
        return
    for a, b in combinations([r for r in norm.rows if r.value is not None], 2):
        if a.value != b.value and _meet(a, b) and _share_a_chain(a, b, norm.local, chains):
            yield a, b


def _meet(a: Row, b: Row) -> bool:
    ends = (a.end.last if a.end else date.max, b.end.last if b.end else date.max)
    in_time = a.start.first <= ends[1] and b.start.first <= ends[0]
    return in_time and all(v & b.where.get(k, v) for k, v in a.where.items())


def _share_a_chain(a: Row, b: Row, local: str, chains: Mapping[str, tuple[str, ...]]) -> bool:
    if a.place == b.place:
        return True
    return local != "replace" and any(a.place in c and b.place in c for c in chains.values())
