"""`frames.join`: the library's joins on every engine, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core.fact import Fact, form
from shuangjian.core.join import Join
from shuangjian.frames import TableError, join
from shuangjian.model.joins import JOINS, on_licence, with_size
from tests import parity
from tests.core.test_groups import columns, said, table, told
from tests.frames.test_derive import KINDS, SLOW, values

NAMES = [j.name for j in JOINS]
kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
joins = pytest.mark.parametrize("how", JOINS, ids=NAMES)


def drawn(cls: type[Fact], left_out: set[str], rng: Random, often_unknown: float) -> Fact:
    types = {n: t for n, t in form(cls).types.items() if n in form(cls).fields and n not in left_out}
    given_ = {n: rng.choice(list(values(t))) for n, t in types.items() if values(t) and rng.random() > often_unknown}
    given_ |= {n: 1 for n in ("students", "most_students") if n in given_}
    return cls(id=rng.choice([None, "a", "b"]), place=rng.choice([None, "cn", "anshan"]), **given_)


def pair(how: Join[Any, Any], rng: Random, number: int) -> tuple[list[Any], list[Any]]:
    """Records, a few of which say themselves what is made, and others, whose keys are seldom unknown."""
    records = [drawn(how.source, set() if rng.random() < 0.1 else {*how.spelled}, rng, 0.1) for _ in range(number)]
    return records, [drawn(how.other, set(), rng, rng.choice([0, 0, 0.05])) for _ in range(number)]


def agree(how: Join[Any, Any], number: int, rng: Random, kind: Callable[[pl.DataFrame], Any]) -> None:
    records, others = pair(how, rng, number)
    expected = how(records, others)
    found = join(kind(table(records, how.source)), kind(table(others, how.other)), how)
    assert told(found.facts, columns(how.source)) == said(expected.facts, columns(how.source))
    assert told(found.left, columns(how.source)) == said(expected.left, columns(how.source))


@kinds
@joins
@settings(deadline=None, max_examples=12)
@given(rng=st.randoms(use_true_random=False), number=st.integers(0, 12))
def test_tables_and_lists_agree(
    how: Join[Any, Any], kind: Callable[[pl.DataFrame], Any], rng: Random, number: int
) -> None:
    agree(how, number, rng, kind)


@pytest.mark.parametrize("kind", SLOW.values(), ids=SLOW)
@joins
def test_engines_that_are_slow_to_start_agree_too(how: Join[Any, Any], kind: Callable[[pl.DataFrame], Any]) -> None:
    agree(how, 200, Random(how.name), kind)


VENUES = pl.DataFrame({"venue_id": ["v", "w"], "date": [None, None], "most_students": [20, 30]}).cast({"date": pl.Date})
SIZES = pl.DataFrame({"Raum": ["v"], "m2": [60]})
REST: dict[str, Any] = {
    "others_columns": {"Raum": "venue_id", "m2": "area_m2"},
    "others_unknown": ["sector", "is_branch", "room_m2", "one_floor_m2"],
}


@kinds
def test_columns_of_either_table_have_the_names_the_caller_says(kind: Callable[[pl.DataFrame], Any]) -> None:
    numbered = VENUES.with_columns(nr=pl.Series([1, 2]))
    found = join(kind(numbered), kind(SIZES), with_size, key="nr", **REST)
    assert told(found.facts, ["nr", "venue_id", "most_students", "area_m2", "sector"]) == {
        (1, "v", 20, 60, None): 1, (2, "w", 30, None, None): 1,
    }  # fmt: skip
    assert type(found.facts) is type(found.left) is type(kind(VENUES))


def test_all_that_is_wrong_with_either_table_is_told_at_once() -> None:
    with pytest.raises(TableError) as refused:
        join(VENUES.drop("venue_id"), SIZES, with_size, **REST | {"others_unknown": []}, key="nr")
    assert [fault.partition(";")[0] for fault in refused.value.faults] == [
        "no column for venue_id",
        "no column 'nr' that names the records",
        "others: no column for is_branch",
        "others: no column for one_floor_m2",
        "others: no column for room_m2",
        "others: no column for sector",
    ]
    with pytest.raises(TableError) as refused:
        join(VENUES.lazy(), parity.native(SIZES, "duckdb"), with_size, **REST)
    assert refused.value.faults == ("the two tables are of polars and duckdb; hand over both of one",)
    with pytest.raises(TableError, match="is no table"):
        join(VENUES, [], on_licence)
