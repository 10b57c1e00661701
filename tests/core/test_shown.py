"""What a finding shows: the two things the demand compares, or the one it asks for, and their unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.policy import DAY, Colour, Parcel, row, ruled

FIVE = row(value=5)
SHOWN: dict[str, tuple[Any, Any, str]] = {
    "at_most(x.n, k)": (3, 5, "u"),
    "when(x.is_red, at_least(x.n, k))": (3, 5, "u"),
    "exactly(plus(x.n, x.m), k)": (7, 5, "u"),
    "at_most(x.n, plus(k, 1))": (3, 6, "u"),
    "at_most(minus(x.n, k), x.m)": (-2, 4, ""),
    "at_most(1, plus(x.n, k))": (1, 8, "u"),
    "forbid(at_most(x.n, k))": (3, 5, "u"),
    "require(at_most(x.n, k))": (3, 5, "u"),
    "not_(at_most(x.n, k))": (3, 5, "u"),
    "forbid(not_(at_least(x.m, k)))": (4, 5, "u"),
    "any_of(x.is_big, at_most(x.m, k))": (4, 5, "u"),
    "any_of(at_most(x.n, k), at_most(x.m, k))": (3, 5, "u"),
    "all_of(at_most(x.n, k), at_most(x.m, k))": (None, None, ""),
    "all_of(at_most(x.n, k), at_most(choose(known(x.n), x.n, x.m), k))": (3, 5, "u"),
    "forbid(all_of(at_most(x.n, k), x.is_big))": (True, None, ""),
    "require(choose(x.is_big, at_most(x.m, k), x.is_big))": (True, None, ""),
    "choose(x.is_big, at_most(x.n, k), at_most(x.m, k))": (None, None, ""),
}


@pytest.mark.parametrize("body", SHOWN)
def test_what_the_demand_compares_is_shown(body: str) -> None:
    norm = {"unit": "u", "same": True, "row": [FIVE]}
    told = ruled(body, k=norm)(Parcel(date=DAY, n=3, m=4, colour=Colour.RED, is_big=True))
    assert (told.observed, told.limit, told.unit) == SHOWN[body]


@pytest.mark.parametrize("body", ["forbid(x.is_big)", "require(x.is_big)"])
def test_where_nothing_is_compared_what_it_asks_for_is_shown(body: str) -> None:
    told = ruled(body)(Parcel(date=DAY, is_big=True))
    assert (told.observed, told.limit, told.unit) == (True, None, "")


def test_a_moment_is_shown_without_a_unit() -> None:
    made = ruled("no_later_than(x.sent, k)", {"k": "Date"}, k=[row(value=date(2022, 3, 1))])
    told = made(Parcel(date=DAY, sent=DAY))
    assert (told.observed, told.limit, told.unit) == (DAY, date(2022, 3, 1), "")


def test_each_number_is_shown_in_its_own_unit() -> None:
    norms: dict[str, Any] = {"k": {"unit": "u", "row": [FIVE]}, "j": {"unit": "v", "row": [row(value=1)]}}
    told = ruled("when(at_least(x.m, k), at_most(x.n, j))", **norms)(Parcel(date=DAY, n=3, m=5))
    assert (told.observed, told.limit, told.unit) == (3, 1, "v")
