"""Tables: what is refused, and what is left as it was; that the verdicts are right, the parity tests show."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl
import pytest

from shuangjian.core.frame import column, verdicts
from shuangjian.core.verdict import Verdict
from tests.core.policy import DAY, Parcel, at_places, row, ruled

RULE = at_places(ruled("at_most(x.n, k)", k=[row(value=5)]), a=[row(value=3)])
TABLE = pl.DataFrame(
    {"name": ["p", "q", "r", "s"], "date": [DAY] * 4, "n": [4, 6, None, 4], "place": [None, "cn", "a", "a"]}
)
NA, OK, BAD, OPEN = (v.value for v in Verdict)


def test_every_column_missing_is_named_at_once() -> None:
    with pytest.raises(ValueError, match=r"^the table has no column date, n; what nobody knows is a column of nulls$"):
        verdicts(TABLE.select("name"), [RULE])


def test_pandas_is_refused_with_the_cure() -> None:
    with pytest.raises(TypeError, match=r"pyarrow\.Table\.from_pandas"):
        verdicts(pd.DataFrame({"date": [DAY], "n": [4]}), [RULE])


def test_the_table_keeps_its_columns_and_gets_one_a_rule() -> None:
    judged = verdicts(TABLE, [RULE])
    assert judged.columns == [*TABLE.columns, column(RULE)]
    assert judged.select(TABLE.columns).equals(TABLE)
    assert judged[column(RULE)].to_list() == [OK, BAD, OPEN, BAD]
    assert verdicts(TABLE, []) is TABLE


def test_what_is_handed_over_comes_back_as_the_same_kind() -> None:
    assert isinstance(verdicts(TABLE.lazy(), [RULE]), pl.LazyFrame)
    assert isinstance(verdicts(duckdb.from_arrow(TABLE.to_arrow()), [RULE]), duckdb.DuckDBPyRelation)


def test_without_a_place_the_nation_speaks_and_a_strange_place_leaves_it_open() -> None:
    assert verdicts(TABLE.drop("place"), [RULE])[column(RULE)].to_list() == [OK, BAD, OPEN, OK]
    strange = TABLE.with_columns(place=pl.lit("nowhere"))
    assert verdicts(strange, [RULE])[column(RULE)].to_list() == [OPEN] * 4


def test_rules_of_other_places_each_know_their_own() -> None:
    other = at_places(ruled("at_least(x.n, k)", k=[row(value=5)]), b=[row(value=7)])
    table = TABLE.with_columns(place=pl.Series(["a", "b", "b", "cn"]))
    judged = verdicts(table.with_columns(n=pl.lit(6)), [RULE])
    assert judged[column(RULE)].to_list() == [BAD, OPEN, OPEN, BAD]
    assert verdicts(table.with_columns(n=pl.lit(6)), [other])[column(other)].to_list() == [OPEN, BAD, BAD, OK]


NARROW = [pl.Int8, pl.UInt8, pl.Int16, pl.UInt32]


@pytest.mark.parametrize("type_", NARROW, ids=str)
def test_small_whole_numbers_do_not_overflow(type_: type[pl.DataType]) -> None:
    share = ruled("at_most(percent(x.n, x.m), k)", k=[row(value=50)])
    less = ruled("at_least(minus(x.n, x.m), k)", k=[row(value=0)])
    table = pl.DataFrame(
        {"date": [DAY] * 3, "n": [100, 3, 50], "m": [101, 120, 100]}, schema_overrides={"n": type_, "m": type_}
    )
    judged = verdicts(table, [share])
    assert judged[column(share)].to_list() == [BAD, OK, OK]
    assert verdicts(table, [less])[column(less)].to_list() == [BAD] * 3
    assert judged.schema["n"] == type_


def test_a_column_without_a_type_is_one_of_nulls() -> None:
    banned = ruled("forbid(x.is_big)")
    table = TABLE.with_columns(is_big=pl.lit(None), n=pl.lit(None), place=pl.lit(None))
    assert verdicts(table, [banned])[column(banned)].to_list() == [OPEN] * 4
    assert verdicts(table, [RULE])[column(RULE)].to_list() == [OPEN] * 4
    assert verdicts(table.with_columns(date=pl.lit(None)), [RULE])[column(RULE)].to_list() == [OPEN] * 4


CONSTANT = [
    "all_of(at_least(k, 3), x.is_big)",
    "any_of(not_(at_least(k, 3)), x.is_big)",
]


@pytest.mark.parametrize("body", CONSTANT)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_condition_on_numbers_of_the_law_alone_is_what_the_function_says(body: str, engine: str) -> None:
    made = ruled(body, k=[row(value=5)])
    table = pl.DataFrame({"date": [DAY] * 3, "is_big": [True, False, None]})
    native = table.lazy() if engine == "polars" else duckdb.from_arrow(table.to_arrow())
    judged = verdicts(native, [made]).pl() if engine == "duckdb" else verdicts(native, [made]).collect()
    said = [made(Parcel(date=DAY, is_big=big)).verdict.value for big in (True, False, None)]
    assert judged[column(made)].to_list() == said


def test_a_choice_that_hangs_on_a_number_nobody_gave_is_open() -> None:
    norm = {"unit": "u", "same": True, "row": [row(open=True)]}
    made = ruled("when(choose(exactly(k, 3), x.is_big, not_(x.is_big)), x.is_ugly)", k=norm)
    table = pl.DataFrame({"date": [DAY], "is_big": [True], "is_ugly": [True]})
    assert made(Parcel(date=DAY, is_big=True, is_ugly=True)).verdict is Verdict.UNKNOWN
    assert verdicts(table, [made])[column(made)].to_list() == [OPEN]
