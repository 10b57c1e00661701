# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Each word in narwhals: a recorded tree as an expression of a whole table, in Kleene's logic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import reduce
from operator import and_, ge, le, or_
from typing import Any

import narwhals as nw

from .expr import Node, answer
from .words import Options


def is_one(x: Any, values: Sequence[Any]) -> Any:
    """A few equalities: what engines do best. No value at all is never met."""
    return reduce(or_, [x == v for v in values]) if values else x != x  # noqa: PLR0124  # null stays null


def plain(value: Any, *, made: bool) -> Any:
    """A member of an enumeration is its text in the caller's column, its place in the list where a rule made it."""
    return value if not isinstance(value, Enum) else list(type(value)).index(value) if made else value.value


def is_made(node: Any) -> bool:
    """Whether a rule makes the value, so that an enumeration is a number and not text."""
    return isinstance(node, Node) and node.op == "choose"


class Say:
    """A tree in narwhals, the norms put in.

    A number nobody gave is None, and None is folded away here: an engine would want a type for it.
    """

    def __init__(self, types: Mapping[str, Any], engine: Any, names: Mapping[str, str]) -> None:
        """For the fields of one fact class, their types, and the columns that hold them under another name."""
        self.types, self.names = types, names
        self.words = _WORDS | _OTHERWISE.get(engine, {})
        self.columns: dict[Node, str] = {}
        """The nodes that have a column of their own by now."""

    def __call__(self, node: Any, numbers: Mapping[str, Any]) -> Any:
        """The expression, the constant, or None."""
        if not isinstance(node, Node):
            return node.value if isinstance(node, Enum) else node
        if node in self.columns:
            return nw.col(self.columns[node])
        if node.op == "field":
            return self.field(node.args[0])
        return numbers.get(node.args[0]) if node.op == "norm" else self._word(node, numbers)

    def field(self, name: str) -> Any:
        """The column of a field."""
        return nw.col(self.names.get(name, name))

    def _word(self, node: Node, numbers: Mapping[str, Any]) -> Any:
        if not node.leaves("field"):
            return _constant(node, numbers)
        if node.op == "choose":
            return self._choose(node.args, numbers)
        if node.op == "among":
            return self._among(node.args, numbers)
        if node.op in ("at_most", "at_least", "within") and _is_share(node.args[0]):
            return self._share(node, numbers)
        given = [self._factor(self(x, numbers), node) for x in node.args]
        if node.op in ("all_of", "any_of"):
            return _joined(given, decides=node.op == "any_of")
        return None if any(g is None for g in given) else self.words[node.op](*given)

    def _choose(self, args: tuple[Any, ...], numbers: Mapping[str, Any]) -> Any:
        condition, yes, no = args
        cond = self(condition, numbers)
        if cond is None:
            return None
        return nw.when(cond).then(self._branch(yes, numbers)).otherwise(nw.when(~cond).then(self._branch(no, numbers)))

    def _branch(self, node: Any, numbers: Mapping[str, Any]) -> Any:
        """One side of a choice, enumerations as numbers."""
        if isinstance(node, Enum):
            return nw.lit(plain(node, made=True))
        type_ = self.types.get(node.args[0]) if isinstance(node, Node) and node.op == "field" else None
        if isinstance(type_, type) and issubclass(type_, Enum):
            text = self.field(node.args[0])
            return reduce(lambda rest, m: _chosen(text == m.value, plain(m, made=True), rest), list(type_), None)
        said = self(node, numbers)
        return said if isinstance(node, Node) else nw.lit(said)

    def _among(self, args: tuple[Any, ...], numbers: Mapping[str, Any]) -> Any:
        observed, options = args
        named: Options[Any] | None = self(options, numbers)
        if named is None:
            return None
        it, made = self(observed, numbers), is_made(observed)
        inside = is_one(it, [plain(v, made=made) for v in named.named])
        unsettled = [plain(v, made=made) for v in named.unsettled - named.named]
        return nw.when(~is_one(it, unsettled)).then(inside) if unsettled else inside

    def _factor(self, said: Any, node: Node) -> Any:
        """A whole number to multiply money by: as a decimal it has no more digits than it needs."""
        is_money = type(said) is int and any(self.types.get(f) is Decimal for f in node.leaves("field"))
        return nw.lit(Decimal(said)) if is_money else said

    def _share(self, node: Node, numbers: Mapping[str, Any]) -> Any:
        """Part / whole against a fraction, multiplied out: exact, and no division."""
        share, limit = node.args[0], self(node.args[1], numbers)
        if limit is None:
            return None
        part, whole = (self(x, numbers) for x in share.args)
        hundred = 100 if share.op == "percent" else 1
        low = limit.low if node.op == "within" else limit if node.op == "at_least" else None
        high = limit.high if node.op == "within" else limit if node.op == "at_most" else None

        def met(sign: int) -> Any:
            """Whether it is, for a whole above nothing (1) or below it (-1): the comparison turns round."""
            tests: list[Any] = []
            for bound, test in ((low, ge), (high, le)):
                if bound is not None:
                    scale = self._factor(hundred * bound.denominator * sign, share)
                    tests.append(test(part * scale, whole * (bound.numerator * sign)))
            return reduce(and_, tests)

        whole = nw.lit(whole) if isinstance(whole, int) else whole
        return nw.when(whole > 0).then(met(1)).otherwise(nw.when(whole < 0).then(met(-1)))


def _constant(node: Node, numbers: Mapping[str, Any]) -> Any:
    """What hangs on no column; a truth as an expression, for Python's own have other signs."""
    value = plain(answer(node, lambda leaf: numbers.get(leaf.args[0])), made=is_made(node))
    return nw.lit(value) if isinstance(value, bool) else value


def _chosen(condition: Any, value: int, rest: Any) -> Any:
    chosen = nw.when(condition).then(nw.lit(value))
    return chosen if rest is None else chosen.otherwise(rest)


def _is_share(node: Any) -> bool:
    return isinstance(node, Node) and node.op in ("ratio", "percent")


def _joined(given: list[Any], *, decides: bool) -> Any:
    """One that decides, decides; a part nobody gave leaves the rest open."""
    rest = [g for g in given if g is not None]
    if not rest:
        return None
    whole = reduce(or_ if decides else and_, rest)
    return whole if len(rest) == len(given) else nw.when(whole if decides else ~whole).then(nw.lit(decides))


def _clock(moment: Any, day: Any) -> Any:
    return (moment - day.cast(nw.Datetime("us"))).dt.total_minutes()


_EPOCH = 719_163
"""1970-01-01, counted from the first day of year 1, as Python does."""


def _before(year: Any) -> Any:
    """The days before a year."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400


def _ordinal(day: Any) -> Any:
    """The number of a day, in plain arithmetic: not every engine has durations."""
    return _before(day.dt.year().cast(nw.Int64)) + day.dt.ordinal_day().cast(nw.Int64)


def _minute(moment: Any) -> Any:
    """The number of a minute."""
    return (_ordinal(moment) * 24 + moment.dt.hour().cast(nw.Int64)) * 60 + moment.dt.minute().cast(nw.Int64)


def _months_later(day: Any, number: int) -> Any:
    """The same day some months later, or the last of that month, where dates can be moved by days alone."""
    months = day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64) - 1 + number
    year, month, of_month = months // 12, months % 12 + 1, day.dt.day().cast(nw.Int64)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    length = nw.when(is_one(month, [4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    length = nw.when(month == 2).then(february).otherwise(length)  # noqa: PLR2004  # February
    of_month = nw.when(of_month <= length).then(of_month).otherwise(length)
    shorter = nw.when(month <= 2).then(nw.lit(0)).otherwise(february - 30)  # noqa: PLR2004  # as above
    found = _before(year) + (month * 367 - 362) // 12 + shorter + of_month - _EPOCH
    return found.cast(nw.Int32).cast(nw.Date)


def _later(unit: str) -> Any:
    def later(day: Any, number: Any) -> Any:
        if not isinstance(number, int):
            msg = "a table can move a date by a number of the law, not by a column"
            raise TypeError(msg)
        return day.dt.offset_by(f"{number}{unit}")

    return later


_WORDS: dict[str, Any] = {
    "at_most": lambda a, b: a <= b,
    "at_least": lambda a, b: a >= b,
    "exactly": lambda a, b: a == b,
    "no_later_than": lambda a, b: a <= b,
    "no_earlier_than": lambda a, b: a >= b,
    "require": lambda a: a,
    "forbid": lambda a: ~a,
    "not_": lambda a: ~a,
    "known": lambda a: ~a.is_null(),
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "times": lambda a, b: a * b,
    "minutes_between": lambda a, b: (b - a).dt.total_minutes(),
    "clock": _clock,
    "day_of": lambda a: a.dt.date(),
    "add_days": _later("d"),
    "add_months": _later("mo"),
}
_NO_DURATIONS = {
    "minutes_between": lambda a, b: _minute(b) - _minute(a),
    "clock": lambda moment, day: _minute(moment) - _ordinal(day) * 1440,
}
_OTHERWISE: dict[Any, dict[str, Any]] = {
    nw.Implementation.PYARROW: {"add_months": _months_later},
    nw.Implementation.PYSPARK: _NO_DURATIONS,
}
"""The words an engine needs said in another way."""
