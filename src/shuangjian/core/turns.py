# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Derivations over what came before, on tables: windows of one partition and one order, which engines sort but once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from .columns import MARK
from .graph import Answer
from .rows import Rows, answers_of, apart, dtype_of, typed, wide, widened

_ORDER, _NAME, _BEFORE, _SAME, _OPEN = (f"{MARK}{n}" for n in ("order", "name", "before", "same", "open"))
_TABLE = f"{MARK}turns"


def windowed(rows: Rows, keyed: Any, name: str | None) -> Any:
    """The rows, each completed by what came before it."""
    spelled, words = apart(rows.derivation.spelled, _WINDOW)
    turns = _Turns(rows, name)
    frame = turns.in_order(keyed, {n: rows.say(w.args[0]) for n, w in words.items() if w.op == "previous"})
    told = {n: _WINDOW[w.op](turns, n, rows.say(w.args[0])) for n, w in words.items()}
    known = {n: nw.when(~nw.col(_OPEN)).then(e) for n, e in told.items() if e is not None}
    frame, answers = answers_of(rows, widened(frame, known), spelled, words)
    fields = {n: _unless_stated(rows, n, e) for n, e in answers.items()}
    return frame.with_columns(**fields).select(*dict.fromkeys([*rows.schema, *fields]))


def _unless_stated(rows: Rows, name: str, made_: Any) -> Any:
    """What is made of a field, unless the row says any of those that are made itself."""
    there = [n for n in rows.derivation.spelled if n not in rows.asker.unknown]
    if not there:
        return made_
    is_stated = reduce(or_, (~rows.columns_of(rows.schema).clean(n).is_null() for n in there))
    type_ = rows.form.types[name]
    own = nw.col(name) if name in there else nw.lit(None, dtype_of(type_))
    own = own if rows.schema.get(name) in (None, nw.String) or dtype_of(type_) != nw.String else own.cast(nw.String())
    return nw.when(is_stated).then(typed(own, type_)).otherwise(made_)


class _Turns:
    """Who came before whom in each group: windows of one partition and one order, which engines sort but once."""

    def __init__(self, rows: Rows, name: str | None) -> None:
        by: Any = rows.derivation.order
        self.rows, self.name, self.order = rows, name, rows.say(rows.form.spell(by))
        self.is_plain = by in rows.schema
        first = [] if self.order is None else [by if self.is_plain else _ORDER]
        named = [] if name is None else [name if rows.schema[name] == nw.String else _NAME]
        self.sort = [*first, *named] or [rows.group[-1]]

    def in_order(self, frame: Any, wanted: Mapping[str, Answer]) -> Any:
        """The frame with what is wanted of the row before each, whether there is one, and whether turns are open.

        They are where an order is not known, or two rows share it and a name; no name is an empty one.
        """
        columns, own = self.rows.columns, self._own()
        order = nw.col(_ORDER) if _ORDER in own else columns(self.order)
        before = {_SAME: nw.col(self.rows.group[-1]), f"{_BEFORE}{_ORDER}": order}
        tie = [order == nw.col(f"{_BEFORE}{_ORDER}")]
        if self.name is not None:
            before[f"{_BEFORE}{_NAME}"] = nw.col(self.sort[-1])
            tie.append(nw.col(self.sort[-1]).fill_null("") == nw.col(f"{_BEFORE}{_NAME}").fill_null(""))
        before |= {n: columns(x) for n, x in wanted.items() if x is not None}
        is_odd = order.is_null() | nw.col(f"{_BEFORE}{_ORDER}").is_null() | reduce(and_, tie)
        return self._with_open(self._shifted(widened(frame, own), before), ~nw.col(_SAME).is_null() & is_odd)

    def _own(self) -> dict[str, Any]:
        """What rows are sorted by, where it is no column as it stands."""
        order = {_ORDER: self.rows.columns(self.order)} if _ORDER in self.sort else {}
        return order | ({_NAME: nw.col(self.name).cast(nw.String())} if self.name and _NAME in self.sort else {})

    def over(self, x: Any) -> Any:
        """A window of each group in its order."""
        return x.over(*self.rows.group, order_by=self.sort)

    def _shifted(self, frame: Any, before: Mapping[str, Any]) -> Any:
        """Polars sorts a whole frame far faster than each group."""
        if self.rows.frame.implementation is not nw.Implementation.POLARS:
            return frame.with_columns(**{n: self.over(x.shift(1)) for n, x in before.items()})
        import polars as pl  # noqa: PLC0415  # only where it is used

        frame = nw.from_native(frame.to_native().sort(*self.rows.group, *self.sort)).with_columns(**before)
        same = reduce(and_, (pl.col(k).eq_missing(pl.col(k).shift(1)) for k in self.rows.group))
        return nw.from_native(
            frame.to_native().with_columns(pl.when(same).then(pl.col(n).shift(1)).alias(n) for n in before)
        )

    def _with_open(self, frame: Any, is_odd: Any) -> Any:
        """A group is open where any turn in it is: few are, and most engines find them faster by a join."""
        group, frame = self.rows.group, frame.with_columns(is_odd.alias(_OPEN))
        if self.rows.frame.implementation is nw.Implementation.DUCKDB:
            return nw.from_native(frame.to_native().query(_TABLE, _few_open(group)))
        if self.rows.frame.implementation is not nw.Implementation.POLARS:
            return frame.with_columns(nw.col(_OPEN).any().over(*group))
        few = frame.filter(nw.col(_OPEN)).select(*group, _OPEN).unique().to_native()
        joined = frame.drop(_OPEN).to_native().join(few, on=list(group), how="left", nulls_equal=True)
        return nw.from_native(joined).with_columns(nw.col(_OPEN).fill_null(value=False))


def _few_open(group: Sequence[str]) -> str:
    """The join as DuckDB has it: narwhals would have the windows worked out once for each side."""
    names = ", ".join(f'"{k}"' for k in group)
    same = " and ".join(f't."{k}" is not distinct from few."{k}"' for k in group)
    return f"""
with t as materialized (from {_TABLE}), few as (select distinct {names}, true as few from t where {_OPEN})
select t.* replace (few is not null as {_OPEN}) from t left join few on {same}"""  # noqa: S608  # names of fields


def _previous(_: _Turns, name: str, x: Answer) -> Any:
    return None if x is None else nw.col(name)


def _is_first(_: _Turns, __: str, ___: Answer) -> Any:
    return nw.col(_SAME).is_null()


def _running(turns: _Turns, _: str, x: Answer) -> Any:
    """Engines pass over what is not known; from the first of it on, so is the sum."""
    if x is None:
        return None
    columns, graph = turns.rows.columns, turns.rows.asker.graph
    unknown = turns.over(columns(graph.case([(graph.known(x), 0)], 1)).cum_sum())
    return nw.when(unknown == 0).then(turns.over(wide(columns, x).cum_sum()))


_WINDOW: Mapping[str, Callable[[_Turns, str, Answer], Any]] = {
    "previous": _previous, "is_first": _is_first, "running": _running,
}  # fmt: skip
