"""Rows of one fact type as a table, and what an engine says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import duckdb
import ibis
import narwhals as nw
import polars as pl

from shuangjian.core.fact import Fact
from shuangjian.core.frame import column, verdicts
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.core.words import Clock

TYPES: dict[Any, Any] = {
    bool: pl.Boolean,
    int: pl.Int64,
    Clock: pl.Int64,
    date: pl.Date,
    datetime: pl.Datetime("us"),
    Decimal: pl.Decimal(14, 2),
}
ENGINES = ("polars", "duckdb", "pyarrow", "ibis")


def table(rules: Sequence[Rule[Any]], records: Sequence[Fact]) -> pl.DataFrame:
    """The records, one column a field the rules read."""
    names = [*sorted({n for r in rules for n in r.inputs}), "place"]
    types = rules[0].form.types
    schema = {"row": pl.Int64} | {n: TYPES.get(types.get(n), pl.String) for n in names}
    rows = [{"row": i} | {n: _plain(getattr(f, n)) for n in names} for i, f in enumerate(records)]
    return pl.DataFrame(rows, schema=schema)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def native(frame: pl.DataFrame, engine: str) -> Any:
    """The table as an engine has it."""
    if engine == "polars":
        return frame.lazy()
    if engine == "ibis":
        return ibis.memtable(frame.to_arrow())
    return duckdb.from_arrow(frame.to_arrow()) if engine == "duckdb" else frame.to_arrow()


def judged(
    rules: Sequence[Rule[Any]],
    frame: pl.DataFrame,
    engine: str,
    profiles: frozenset[str] = frozenset(),
    *,
    unverified: bool = False,
) -> dict[str, list[Verdict]]:
    """What an engine says of every row, in order, by rule."""
    said = verdicts(native(frame, engine), rules, profiles=profiles, unverified=unverified)
    done = nw.from_native(said).lazy().collect("pyarrow").sort("row")
    return {r.id: [Verdict(v) for v in done[column(r)].to_list()] for r in rules}
