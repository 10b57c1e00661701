# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""A user's table as the rules read it: columns to fields, types and calendar checked before any work, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs
import narwhals as nw

from ..core.columns import MARK, possible
from ..core.derive import Derivation
from ..core.fact import Fact, form
from ..core.faults import suggestion
from ..core.frame import Judged, judge
from ..core.layer import Place
from ..core.rule import Rule
from ..core.ruleset import Ruleset, ruleset
from ..core.turns import Window
from ..core.verdict import Verdict
from ..core.words import Clock
from .calendar import with_calendar
from .counts import MONTH
from .engine import opened
from .fault import TableError
from .findings import KEY

_ROW = f"{MARK}row"
"""A column that stands for the rows of a table of which nothing is read."""
_TEXT = (nw.String, nw.Categorical, nw.Enum)
_MOST_DIGITS, _WHOLE = 38, 12
"""Digits of a decimal, and those before the point: more than any amount has that can be."""


@attrs.frozen(kw_only=True)
class Intake:
    """A table and what is to be known to judge it.

    Attributes:
        frame: The table, its columns named by the fields of the facts.
        rules: The rules that are asked.
        unknown: Fields nobody knows.
        place: Place of the rows that name none.
        window: What completes the rows first.

    """

    frame: Any
    rules: tuple[Rule[Any], ...]
    unknown: frozenset[str]
    place: str | None
    window: Window | None

    def judged(self, profiles: Iterable[str], *, unverified: bool) -> Judged:
        """The table with what the rules say of each row."""
        return judge(
            self.frame,
            self.rules,
            profiles=frozenset(profiles),
            unverified=unverified,
            unknown=self.unknown,
            place=None if "place" in self.frame.collect_schema().names() else self.place,
            window=self.window,
        )


def taken(  # noqa: PLR0913  # every option of a check, each by its name
    table: Any,
    fact: type[Fact],
    *,
    rules: Sequence[Rule[Any]],
    layers: Iterable[Place] = (),
    columns: Mapping[str, str] | None = None,
    unknown: Iterable[str] = (),
    key: str | None = None,
    by: Sequence[str] = (),
    keep: Iterable[Verdict] = (),
    place: str | None = None,
    calendar: Any = None,
    window: Derivation[Any, Any] | None = None,
) -> Intake:
    """The table as the rules of a fact class read it.

    Raises:
        TableError: with everything that is wrong with it.
        LawError: if the place is not known, or a layer cannot be used.

    """
    if not _is_class_of_facts(fact):
        raise TableError([f"fact: {fact!r} is no class of facts; take one, such as HomeworkDay"])
    together: Ruleset = ruleset(rules, layers)
    asked = tuple(r for r in together.rules if issubclass(fact, r.fact))
    together.places.chain(place)
    wanted = {n for r in asked for n in r.inputs} | {f for name in by for f in _read_by(fact, name)}
    odd = _odd_window(window, fact)
    reads, made = (window.reads, {"id", *window.spelled}) if window and not odd else (set(), set())
    faults = [*_no_rule(asked, fact), *_odd_groups(fact, by), *_odd_verdicts(keep), *odd]
    frame = read(
        table, fact, (wanted | reads) - made, optional=made, columns=columns, unknown=unknown, key=key, place=place,
        calendar=calendar, faults=faults,
    )  # fmt: skip
    there = frame.collect_schema().names()
    return Intake(
        frame=frame, rules=asked, unknown=frozenset(unknown) - made.union(there), place=place,
        window=None if window is None else Window(window, name_of(key, there)),
    )  # fmt: skip


def name_of(key: str | None, there: Collection[str]) -> str | None:
    """The column that names the records of a table with these columns."""
    return KEY if key is not None else "id" if "id" in there else None


def read(  # noqa: PLR0913  # as above
    table: Any,
    fact: type[Fact],
    wanted: Iterable[str],
    *,
    optional: Iterable[str] = (),
    whole: bool = False,
    columns: Mapping[str, str] | None = None,
    unknown: Iterable[str] = (),
    key: str | None = None,
    place: str | None = None,
    calendar: Any = None,
    faults: Iterable[str] = (),
) -> Any:
    """The table as a frame with columns for the wanted fields, the optional ones it has or its whole, and the key.

    Raises:
        TableError: with everything that is wrong with it, after the faults found before.

    """
    frame = opened(table)
    reader = _Reader(frame, fact, dict(columns or {}), frozenset(unknown))
    filled = frozenset({"day_kind", "day_kind_provisional"} if calendar is not None else ())
    wanted = {*wanted, *(reader.column_of.keys() & set(optional))}
    if found := [*reader.faults(wanted - filled), *faults, *reader.key_faults(key)]:
        raise TableError(found)
    frame = frame.select(*reader.selected(wanted | filled | (reader.column_of.keys() if whole else set()), key))
    if calendar is not None:
        frame = with_calendar(frame, calendar)
    if place is not None and "place" in frame.collect_schema().names():
        frame = frame.with_columns(nw.col("place").fill_null(place))
    return frame


def _is_class_of_facts(named: Any) -> bool:
    return isinstance(named, type) and issubclass(named, Fact)


def _no_rule(asked: Sequence[Rule[Any]], fact: type[Fact]) -> list[str]:
    return [] if asked else [f"no rule is about {fact.__name__}; name another class, or other rules"]


def _read_by(fact: type[Fact], name: str) -> set[str]:
    """The fields that something rows are grouped by is made of."""
    if name in ("place", MONTH):
        return {fact.law_day} if name == MONTH else set()
    return form(fact).spell(name).leaves("field") if name in form(fact).types else set()


def _odd_window(window: Derivation[Any, Any] | None, fact: type[Fact]) -> list[str]:
    if window is None or (window.order is not None and issubclass(fact, window.source)):
        return []
    is_window = window.order is not None
    what = f"is of {window.source.__name__}" if is_window else "makes new facts, which are a table of their own"
    return [f"window: {window.name} {what}; take a window of {fact.__name__}, or derive the table first"]


def _odd_groups(fact: type[Fact], by: Sequence[str]) -> list[str]:
    there = ["place", MONTH, *form(fact).types]
    return [f"by: {fact.__name__} has no {n!r}{suggestion(n, there)}" for n in by if n not in there]


def _odd_verdicts(keep: Iterable[Any]) -> list[str]:
    return [
        f"keep: {v!r} is no verdict; take members of Verdict, such as {Verdict.VIOLATED}"
        for v in keep
        if not isinstance(v, Verdict)
    ]


class _Reader:
    """What of a table is read, and what is wrong with that."""

    def __init__(self, frame: Any, fact: type[Fact], columns: dict[str, str], unknown: frozenset[str]) -> None:
        self.schema: Mapping[str, Any] = frame.collect_schema()
        self.fact, self.named, self.unknown = fact, columns, unknown
        self.types = {n: t for n, t in form(fact).types.items() if n in form(fact).fields}
        self.fields = {*self.types, "place", "id"}
        own = {n: n for n in self.schema if n in self.fields and n not in columns and n not in columns.values()}
        self.column_of = {field: column for column, field in {**own, **columns}.items()}

    def faults(self, wanted: Iterable[str]) -> list[str]:
        """Everything that is wrong, each with its cure."""
        return [*self._misnamed(), *self._missing(wanted), *self._mistyped(wanted)]

    def _misnamed(self) -> list[str]:
        fields = sorted(self.fields)
        return [
            *(
                f"columns: the table has no column {c!r}{suggestion(c, self.schema)}"
                for c in self.named
                if c not in self.schema
            ),
            *(
                f"columns: {self.fact.__name__} has no field {f!r}{suggestion(f, fields)}"
                for f in self.named.values()
                if f not in self.fields
            ),
            *(f"columns: {f} is given by two columns; leave one out" for f in _twice(self.named.values())),
            *(
                f"unknown: {self.fact.__name__} has no field {f!r}{suggestion(f, fields)}"
                for f in sorted(self.unknown - self.fields)
            ),
            *(
                f"unknown: {f} is said to be unknown and has the column {self.column_of[f]!r}; leave one out"
                for f in sorted(self.unknown & set(self.named.values()))
            ),
        ]

    def _missing(self, wanted: Iterable[str]) -> list[str]:
        missing = sorted(f for f in wanted if f not in self.column_of and f not in self.unknown)
        named = "; name its column in `columns`, or the field in `unknown` if nobody knows it"
        return [f"no column for {f}{suggestion(f, self._free())}{named}" for f in missing]

    def _free(self) -> list[str]:
        return [c for c in self.schema if c not in self.column_of.values()]

    def _mistyped(self, wanted: Iterable[str]) -> list[str]:
        read = sorted({*wanted, "place"} & self.column_of.keys())
        found = ((f, self.schema.get(self.column_of[f])) for f in read)
        return [
            f"{self.column_of[f]}: {fault}"
            for f, dtype in found
            if dtype and (fault := _wrong(dtype, str if f == "id" else self.types.get(f)))
        ]

    def key_faults(self, key: str | None) -> list[str]:
        """What is wrong with the column that names the records."""
        if key is None or key in self.schema:
            return []
        return [f"no column {key!r} that names the records{suggestion(key, self.schema)}; say which: key=…"]

    def selected(self, wanted: Iterable[str], key: str | None) -> list[Any]:
        """The columns that are read, by the names of their fields."""
        marks = {m.get("provisional") for m in form(self.fact).fields.values()}
        read = sorted(({*wanted, *marks, "place", "calendar"} & self.column_of.keys()) - self.unknown)
        money = {f: self.schema[self.column_of[f]] for f in read if self.types.get(f) is Decimal}
        one = _one_decimal(money.values())
        found = [
            (self._as(one, f) if f in money and money[f] != one else nw.col(self.column_of[f])).alias(f) for f in read
        ]
        found += [nw.col(key).alias(KEY)] if key is not None else []
        return found or [nw.col(name).alias(_ROW) for name in [*self.schema][:1]]

    def _as(self, dtype: Any, field: str) -> Any:
        """Money as a type that holds all of it that can be."""
        return possible(nw.col(self.column_of[field]), form(self.fact).fields[field]).cast(dtype)


def _one_decimal(dtypes: Iterable[Any]) -> Any:
    """The type to reckon with all these amounts in: theirs, if it is one; not every engine compares two."""
    kinds = list(dict.fromkeys(dtypes))
    if len(kinds) == 1 and kinds[0] == nw.Decimal:
        return kinds[0]
    scale = max((d.scale for d in kinds if d == nw.Decimal), default=0)
    return nw.Decimal(scale + _WHOLE, scale)


def _twice(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return sorted({n for n in listed if listed.count(n) > 1})


def _wrong(dtype: Any, type_: Any) -> str | None:  # noqa: PLR0911  # one line a type
    """What is wrong with the type of a column for a field of this type, and what to do."""
    if dtype == nw.Unknown:
        return None
    if type_ is bool:
        return None if dtype == nw.Boolean else f"is {dtype}; cast it to Boolean"
    if type_ is int:
        return None if dtype.is_integer() else f"is {dtype}; cast it to a whole number"
    if type_ is Clock:
        return None if dtype.is_integer() else f"is {dtype}; give whole minutes since midnight"
    if type_ is Decimal:
        return _wrong_amount(dtype)
    if type_ is date:
        return None if dtype == nw.Date else f"is {dtype}; cast it to a date"
    if type_ is datetime:
        return _wrong_moment(dtype)
    if type_ is str and dtype.is_integer():
        return None
    is_text = any(dtype == t for t in _TEXT)
    kind = "the values of " + type_.__name__ if isinstance(type_, type) and issubclass(type_, Enum) else "text"
    return None if is_text else f"is {dtype}; give {kind}"


def _wrong_amount(dtype: Any) -> str | None:
    if dtype == nw.Decimal and dtype.scale > _MOST_DIGITS - _WHOLE:
        return f"is {dtype}; cast it to a decimal of at most {_MOST_DIGITS - _WHOLE} places"
    is_exact = dtype.is_integer() or dtype == nw.Decimal
    return None if is_exact else f"is {dtype}; money is exact, cast it to a decimal"


def _wrong_moment(dtype: Any) -> str | None:
    if dtype != nw.Datetime:
        return f"is {dtype}; cast it to a moment without time zone"
    if getattr(dtype, "time_zone", None):
        return f"has the time zone {dtype.time_zone}; give local wall-clock time without one"
    return None
