# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""The state of each feature of a row, as a column of small numbers: 0 where it is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from .columns import Columns
from .engine_words import dictionary_codes, literal, projected, quoted
from .features import Feature, Stretch

Test = tuple[str, Any]
"""A word, and what it compares with."""
Steps = Sequence[tuple[Test, int]]
"""Conditions, each with the number of a state: the first that holds counts, else it is the number beside.

Whole numbers that are states of their own are one step: where they lie between two, the state is the number, and what
is beside, more.
"""


def with_states(
    frame: Any, columns: Columns, features: Mapping[str, Feature], guards: Mapping[str, tuple[str, Sequence[int]]]
) -> Any:
    """The frame with a column for each feature; asks that are no fields have columns already.

    A guard is another of these columns, and its numbers at which it matters what a feature is; else 0 stands there.
    """
    if frame.implementation is nw.Implementation.POLARS:
        return frame.with_columns(**{name: _by_narwhals(f, columns) for name, f in features.items()})
    has_dictionaries = frame.implementation is nw.Implementation.DUCKDB
    each = {name: _texts(f, columns) for name, f in features.items()} if has_dictionaries else {}
    texts = {name: told for name, told in each.items() if told[0]}
    names = {n: quoted(_name(f, columns), frame.implementation) for n, f in features.items()}
    said = {n: _in_sql(names[n], *_steps(f, columns)) for n, f in features.items() if n not in texts}
    said |= {n: dictionary_codes(names[n], *listed) for n, listed in texts.items()}
    frame = projected(frame, {n: x for n, x in said.items() if n not in guards})
    return projected(frame, {n: _guarded(said[n], *guard, frame.implementation) for n, guard in guards.items()})


def _guarded(said: str, guard: str, numbers: Sequence[int], engine: Any) -> str:
    if not numbers:  # where it would matter, there is no row of these places
        return "cast(0 as integer)"
    return f"case when {quoted(guard, engine)} in ({_literals(numbers)}) then {said} else 0 end"


def _name(feature: Feature, columns: Columns) -> str:
    """The column of a feature."""
    if feature.is_of_places:
        return "place"
    return columns.made.get(feature.ask) or feature.ask.args[0]


def _steps(feature: Feature, columns: Columns) -> tuple[Steps, int]:
    """How a state is told, and the number of all others."""
    texts, last = columns.texts(feature.ask), len(feature.states) - 1
    if feature.is_of_places:
        return [(("null", None), 0), *((("in", sorted(g)), n) for n, g in enumerate(feature.same, 1))], last
    if texts:
        return [(("in", [text]), n) for n, text in enumerate(texts, 1)], 0
    if isinstance(feature.states[-1], Stretch):
        return list(_stretches(feature, columns)), 0
    if isinstance(feature.states[-1], bool):
        return [(("true", None), 2), (("false", None), 1)], 0
    low, high = feature.states[1], feature.states[-1]
    return [(("between", (low, high)), 1 - low)], 0


def _stretches(feature: Feature, columns: Columns) -> Iterator[tuple[Test, int]]:
    """Where a value lies, the likelier first: of days the last, of what is measured the least."""
    low, high = columns.ends_of(feature.ask)
    starts = [(s.start, n) for n, s in enumerate(feature.states[2:], 2)]
    if starts and isinstance(starts[0][0][0], date):
        if high is not None:
            yield (">", high), 0
        yield from (((">" if after else ">=", value), n) for (value, after), n in reversed(starts))
        yield ("known", None) if low is None else (">=", low), 1
        return
    if low is not None:
        yield ("<", low), 0
    yield from ((("<=" if after else "<", value), n - 1) for (value, after), n in starts)
    yield ("known", None) if high is None else ("<=", high), len(feature.states) - 1


# ------------------------------------------------------------------------------------------- as each engine says it


def _by_narwhals(feature: Feature, columns: Columns) -> Any:
    if feature.is_of_places:
        x = nw.col("place")
    else:
        x = columns.text(feature.ask.args[0]) if columns.texts(feature.ask) else columns.raw(feature.ask)
    steps, rest = _steps(feature, columns)
    found: Any = nw.lit(rest)
    for (test, value), number in reversed(steps):
        said = x + number if test == "between" else nw.lit(number)
        found = nw.when(_NARWHALS[test](x, value)).then(said).otherwise(found)
    return found.cast(nw.Int32)


_NARWHALS: Mapping[str, Callable[[Any, Any], Any]] = {
    "null": lambda x, _: x.is_null(),
    "known": lambda x, _: ~x.is_null(),
    "true": lambda x, _: x,
    "false": lambda x, _: ~x,
    "in": lambda x, values: x.is_in(values) if len(values) > 2 else reduce(or_, (x == v for v in values)),  # noqa: PLR2004
    "between": lambda x, ends: (x >= ends[0]) & (x <= ends[1]),
    "<": lambda x, v: x < v,
    "<=": lambda x, v: x <= v,
    ">": lambda x, v: x > v,
    ">=": lambda x, v: x >= v,
}


def _in_sql(x: str, steps: Steps, rest: int) -> str:
    said = ((test, value, f"{x} + {number}" if test == "between" else number) for (test, value), number in steps)
    whens = " ".join(f"when {_SQL[test](x, value)} then {number}" for test, value, number in said)
    return f"cast(case {whens} else {rest} end as integer)"


_SQL: Mapping[str, Callable[[str, Any], str]] = {
    "null": lambda x, _: f"{x} is null",
    "known": lambda x, _: f"{x} is not null",
    "true": lambda x, _: x,
    "false": lambda x, _: f"not {x}",
    "in": lambda x, values: f"{x} = {_literal(values[0])}" if len(values) == 1 else f"{x} in ({_literals(values)})",
    "between": lambda x, ends: f"{x} between {ends[0]} and {ends[1]}",
    "<": lambda x, v: f"{x} < {_literal(v)}",
    "<=": lambda x, v: f"{x} <= {_literal(v)}",
    ">": lambda x, v: f"{x} > {_literal(v)}",
    ">=": lambda x, v: f"{x} >= {_literal(v)}",
}


def _literals(values: Iterable[Any]) -> str:
    return ", ".join(map(_literal, values))


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return literal(value)
    return f"date '{value}'" if isinstance(value, date) else format(value, "f" if isinstance(value, Decimal) else "")


def _texts(feature: Feature, columns: Columns) -> tuple[Sequence[tuple[str, int]], int]:
    """The number of each text, and that of others; none where it is of no texts."""
    if not feature.is_of_places:
        return [(text, n) for n, text in enumerate(columns.texts(feature.ask), 1)], 0
    return [(p, n) for n, group in enumerate(feature.same, 1) for p in sorted(group)], len(feature.states) - 1
