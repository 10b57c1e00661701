# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Each ask in narwhals: an expression of a whole table, in Kleene's logic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import reduce
from itertools import count, pairwise
from operator import and_, or_
from typing import Any

import narwhals as nw

from .engine_words import quoted, sql_words, words_of
from .fact import EARLIEST, LATEST
from .graph import Answer, Ask
from .words import Clock

MARK = "_sj_"
"""What the names of our own columns begin with."""
_NARROW = (nw.Int8, nw.UInt8, nw.UInt16, nw.UInt32)
"""Types of numbers that not even a comparison is safe with."""
_VAST = (nw.UInt64, nw.Int128, nw.UInt128)
"""Types of numbers that may hold more than is reckoned with."""
_LARGEST = 2**62
_ARITHMETIC = {"plus", "minus", "times", "add_days", "add_months", "week_of"}
_RESULTS = {
    **dict.fromkeys(("text", "text_clock", "text_date", "text_short", "glue", "listed"), nw.String),
    **dict.fromkeys(("minutes_between", "clock"), nw.Int64),
    "day_of": nw.Date,
    "month": nw.Int32,
    "place": nw.String,
}
"""What the words that give no truth give."""
_SHORT = 2
"""Neighbouring numbers from which on a range is asked for instead of each."""


class Columns:
    """Asks as expressions of one engine.

    Attributes:
        made: The asks that have a column of their own by now.

    """

    def __init__(
        self,
        engine: Any,
        types: Mapping[str, Any],
        metadata: Mapping[str, Any],
        schema: Mapping[str, Any],
        mark: str = MARK,
    ) -> None:
        """For the fields of one fact class, as a frame of an engine has them; the mark tells our columns apart."""
        self.engine, self.types, self.metadata, self.schema = engine, types, metadata, schema
        self.reckoned: set[str] = set()
        """Fields that are added, taken away or multiplied: a narrow number would overflow."""
        self.words, self._sql = words_of(engine), sql_words(engine)
        self.made: dict[Ask, str] = {}
        self.names = (f"{mark}{n}" for n in count())
        """The names of the next columns."""

    @classmethod
    def after(cls, before: Columns, made: Mapping[Ask, str]) -> Columns:
        """The same with more asks that have a column; what is made of these does not touch the others."""
        later = cls(before.engine, before.types, before.metadata, before.schema)
        later.reckoned = before.reckoned
        later.made, later.names = {**before.made, **made}, before.names
        return later

    def __call__(self, x: Answer, dtype: Any = None) -> Any:
        """The expression of an ask or of a constant; of "not known", one of this type."""
        if isinstance(x, Ask):
            return nw.col(self.made[x]) if x in self.made else self._new(x)
        return nw.lit(None, dtype or nw.Boolean) if x is None else nw.lit(x)

    def _new(self, ask: Ask) -> Any:  # noqa: PLR0911  # one line a kind
        op, args = ask.op, ask.args
        if op == "field":
            return self.clean(args[0])
        if op == "place":
            return nw.col("place")
        if op == "case":
            return self._case(args)
        if op in ("both", "either"):
            return reduce(and_ if op == "both" else or_, map(self, args))
        if op == "is_one":
            return is_one(self(args[0]), args[1])
        if op == "no" and isinstance(args[0], Ask) and args[0].op == "known":
            return self(args[0].args[0]).is_null()
        if op == "is_place":
            return nw.col("place").is_null() | nw.col("place").is_in(list(args[1]))
        return self.words[op](*(self(a) if isinstance(a, Ask) else a for a in args))

    def _case(self, args: tuple[Any, ...]) -> Any:
        *steps, rest = args
        dtype = self._common(args)
        found = None if rest is None else self(rest, dtype)
        for test, value in reversed(steps):
            if value is None and found is None:
                continue
            chosen = nw.when(self(test)).then(self(value, dtype))
            found = chosen if found is None else chosen.otherwise(found)
        return self(None, dtype) if found is None else found

    def dtype(self, x: Answer) -> Any:  # one line a kind
        """The type an answer has in this engine; None where it is not known of any row."""
        if isinstance(x, (bool, int, str)):
            return nw.Boolean if isinstance(x, bool) else nw.Int32 if isinstance(x, int) else nw.String
        if not isinstance(x, Ask):
            return None
        if x.op == "case":
            return self._common(x.args)
        if x.op == "field":
            type_ = self.types.get(x.args[0])
            return nw.Int32 if isinstance(type_, type) and issubclass(type_, Enum) else self.schema[x.args[0]]
        if x.op in _ARITHMETIC:
            return next(d for a in x.args if (d := self.dtype(a)) is not None)
        return _RESULTS.get(x.op, nw.Boolean)

    def _common(self, args: tuple[Any, ...]) -> Any:
        *steps, rest = args
        return next((d for v in (*(value for _, value in steps), rest) if (d := self.dtype(v)) is not None), None)

    def is_cleaned(self, ask: Ask) -> bool:
        """Whether it is a field that is not read as it stands."""
        type_ = self.types.get(ask.args[0]) if ask.op == "field" else None
        return type_ is not None and type_ not in (bool, str)

    def is_in_sql(self, ask: Ask) -> bool:
        """Whether it is said in the engine's own SQL, of columns: so its parts have a column each."""
        return self._word(ask) in self._sql

    def in_sql(self, ask: Ask) -> str:
        """An ask in the engine's own SQL."""
        names = [ask.args[0]] if ask.op == "field" else [self.made[part] for part in ask.args]
        return self._sql[self._word(ask)].format(*(quoted(n, self.engine) for n in names))

    def _word(self, ask: Ask) -> str:
        return "moment" if ask.op == "field" and self.types.get(ask.args[0]) is datetime else ask.op

    def cleaned(self) -> dict[str, str]:
        """The columns of fields as the law may read them, by the fields."""
        return {ask.args[0]: name for ask, name in self.made.items() if ask.op == "field"}

    def forget(self) -> None:
        """Leave the columns of what is reckoned from fields: to reckon it again is cheaper than to carry it."""
        self.made = {ask: name for ask, name in self.made.items() if ask.op == "field"}

    def clean(self, name: str) -> Any:
        """A field as the law may read it: a value that cannot be is not known."""
        column, type_ = nw.col(name), self.types.get(name)
        if isinstance(type_, type) and issubclass(type_, Enum):
            text = self.text(name)
            members = list(type_)
            found: Any = nw.when(text == members[-1].value).then(nw.lit(len(members) - 1))
            for i in range(len(members) - 2, -1, -1):
                found = nw.when(text == members[i].value).then(nw.lit(i)).otherwise(found)
            return found
        if type_ in (int, Clock, Decimal):
            return possible(self._wide(column, name), self.metadata[name])
        if type_ is date:
            return nw.when((column >= EARLIEST) & (column <= LATEST)).then(column)
        return nw.when(_is_moment(column)).then(column) if type_ is datetime else column

    def _wide(self, column: Any, name: str) -> Any:
        found = self.schema[name]
        if found in _VAST:
            return nw.when((column >= -_LARGEST) & (column <= _LARGEST)).then(column).cast(nw.Int64)
        narrow = found in _NARROW or (name in self.reckoned and found.is_integer() and found != nw.Int64)
        return column.cast(nw.Int64) if narrow else column

    def texts(self, ask: Ask) -> list[str]:
        """The texts of an enumeration, in order; none of anything else."""
        type_ = self.types.get(ask.args[0]) if ask.op == "field" else None
        return [str(m.value) for m in type_] if isinstance(type_, type) and issubclass(type_, Enum) else []

    def text(self, name: str) -> Any:
        """A column of texts, as such."""
        column = nw.col(name)
        return column if self.schema[name] == nw.String else column.cast(nw.String)

    def is_raw(self, ask: Ask) -> bool:
        """Whether it is a field whose column tells as it stands what is known, and what cannot be; see `ends_of`."""
        type_ = self.types.get(ask.args[0]) if ask.op == "field" else None
        return type_ in (int, Clock, Decimal, date, bool) or bool(self.texts(ask)) or ask.op == "place"

    def raw(self, ask: Ask) -> Any:
        """An ask, a field as it stands."""
        return self._wide(nw.col(ask.args[0]), ask.args[0]) if self.is_raw(ask) else self(ask)

    def ends_of(self, ask: Ask) -> tuple[Any, Any]:
        """The least and the most that can be, of a field as it stands."""
        type_ = self.types.get(ask.args[0]) if ask.op == "field" else None
        if type_ is date:
            return EARLIEST, LATEST
        metadata = self.metadata[ask.args[0]] if type_ in (int, Clock, Decimal) else {}
        return metadata.get("low"), metadata.get("high")


def possible(number: Any, metadata: Mapping[str, Any]) -> Any:
    """A number, if it can be that of a field; else it is not known."""
    low, high = metadata.get("low"), metadata.get("high")
    tests = [*([number >= low] if low is not None else []), *([number <= high] if high is not None else [])]
    return nw.when(reduce(and_, tests)).then(number) if tests else number


def is_one(x: Any, values: Sequence[Any]) -> Any:
    """A few equalities, or ranges of neighbouring numbers: what engines do best. No value at all is never met."""
    if not values:
        return x != x  # noqa: PLR0124  # null stays null
    if len(values) > _SHORT and _are_neighbours(values):
        return (x >= values[0]) & (x <= values[-1])
    return reduce(or_, [x == v for v in values])


def _are_neighbours(values: Sequence[Any]) -> bool:
    return isinstance(values[0], int) and all(b - a == 1 for a, b in pairwise(values))


def _is_moment(moment: Any) -> Any:
    """Whether it is a whole minute of a day that can be."""
    first, last = datetime.combine(EARLIEST, time.min), datetime.combine(LATEST, time.max)
    return (moment >= first) & (moment <= last) & (moment == moment.dt.truncate("1m"))
