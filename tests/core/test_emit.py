"""Each word as it is written in source says at its limit, and one past it, what the word says."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from shuangjian.core.rule import Rule
from shuangjian.core.words import Clock
from tests.core.policy import DAY, Colour, Parcel, row, ruled

NIGHT = datetime(2022, 3, 4, 0, 10)  # noqa: DTZ001  # facts hold local wall-clock time
SIX = "plus(plus(x.n, x.m), plus(x.n, 1))"  # nodes; written out as often as it is met
SEVEN = "plus(plus(x.n, x.m), plus(x.n, x.m))"  # worked out once
DEAR = f"at_most({SIX}, k)"
LEFT = "Options(frozenset([Colour.RED]), frozenset([Colour.BLUE]))"
SETTLED = "Options(frozenset([Colour.RED, Colour.GREEN]), frozenset([Colour.RED]))"
BODIES: dict[str, tuple[str, Any]] = {
    "at_most(x.n, k)": ("int", 3),
    "at_least(x.n, k)": ("int", 3),
    "exactly(x.n, k)": ("int", 3),
    "no_later_than(x.minute, k)": ("Clock", "10:00"),
    "no_earlier_than(x.minute, k)": ("Clock", "10:00"),
    "at_most(ratio(x.n, x.m), k)": ("Fraction", "3/2"),
    "at_least(ratio(x.n, x.m), k)": ("Fraction", "3/2"),
    "at_most(percent(x.n, x.m), k)": ("Fraction", 150),
    "at_least(percent(x.n, x.m), k)": ("Fraction", 150),
    "at_least(percent(x.n, 1), k)": ("Fraction", 150),
    "at_most(ratio(x.n, -2), minus(0, k))": ("Fraction", "3/2"),
    "at_least(percent(x.n, -2), minus(0, k))": ("Fraction", 150),
    "choose(at_most(x.m, 2), x.is_big, at_most(ratio(x.n, 0), k))": ("Fraction", "3/2"),
    "exactly(ratio(x.n, x.m), k)": ("Fraction", "3/2"),
    "within(ratio(x.n, x.m), k)": ("Span", ["3/2", 2]),
    "within(percent(x.n, x.m), k)": ("Span", [100, 150]),
    "any_of(within(ratio(x.n, x.m), k), exactly(ratio(x.m, x.n), 2))": ("Span", ["3/2", 2]),
    "within(times(ratio(x.n, x.m), 2), k)": ("Span", [3, 4]),
    "at_most(ratio(x.n, x.m), ratio(k, x.m))": ("int", 3),
    "at_most(plus(x.n, x.m), minus(times(k, 2), 1))": ("int", 3),
    "at_most(minus(x.n, -2), k)": ("int", 3),
    "at_most(minutes_between(x.starts, x.ends), k)": ("int", 20),
    "no_later_than(clock(x.ends, x.date), k)": ("Clock", "24:10"),
    "no_earlier_than(clock(x.ends, x.date), k)": ("Clock", "24:10"),
    "no_later_than(x.date, add_days(day_of(x.ends), k))": ("int", -1),
    "no_later_than(day_of(x.ends), add_months(add_months(x.date, 1), k))": ("int", -1),
    "no_later_than(week_of(x.date), add_days(x.sent, k))": ("int", -3),
    "among(x.colour, k)": ("Options[Colour]", ["red"]),
    "forbid(among(x.colour, k))": ("Options[Colour]", ["red"]),
    f"any_of(at_most(x.n, k), among(x.colour, {LEFT}))": ("int", 3),
    f"all_of(at_most(x.n, k), among(x.colour, {SETTLED}))": ("int", 3),
    "all_of(at_most(x.n, k), equals(x.tag, 't'))": ("int", 3),
    "when(known(x.tag), at_most(x.n, k))": ("int", 3),
    "when(at_least(x.n, k), at_most(x.m, 2))": ("int", 3),
    "when(any_of(known(x.tag), at_least(x.m, 3)), at_most(x.n, k))": ("int", 3),
    "all_of(at_most(x.n, k), at_most(x.m, 2))": ("int", 3),
    "any_of(at_most(x.n, k), at_least(x.m, 3), require(x.is_big))": ("int", 3),
    "all_of(at_most(x.n, k), any_of(not_(x.is_big), forbid(x.is_ugly)))": ("int", 3),
    "all_of(known(x.tag), known(plus(x.n, x.m)), at_most(x.n, k))": ("int", 3),
    "at_most(choose(known(x.m), x.m, x.n), k)": ("int", 3),
    "at_most(choose(known(x.m), x.n, 9), k)": ("int", 3),
    "at_most(choose(known(x.m), plus(x.m, 1), x.n), k)": ("int", 3),
    "at_most(choose(known(plus(x.n, x.m)), plus(x.n, x.m), x.n), k)": ("int", 3),
    "at_most(x.n, choose(known(k), k, x.m))": ("int", 3),
    "at_most(choose(x.is_big, x.m, x.n), k)": ("int", 3),
    "at_most(choose(at_most(x.m, 2), x.m, x.n), k)": ("int", 3),
    "at_most(choose(at_most(ratio(x.n, x.m), 1), x.m, x.n), k)": ("int", 3),
    "at_most(choose(at_most(plus(x.n, x.m), k), plus(x.n, x.m), times(x.m, 2)), k)": ("int", 3),
    f"any_of(at_most({SIX}, k), at_least({SIX}, 9))": ("int", 5),
    f"any_of(at_most({SEVEN}, k), at_least({SEVEN}, 9))": ("int", 5),
    f"all_of(choose({DEAR}, x.is_big, x.is_ugly), at_most(x.n, choose({DEAR}, 2, 3)))": ("int", 9),
}  # fmt: skip


def spelled(body: str) -> Rule[Parcel]:
    """A rule of that body with its one number."""
    type_, value = BODIES[body]
    said: dict[str, Any] = {"unsettled": ["blue"]} if type_.startswith("Options") else {}
    return ruled(body, {"k": type_}, k={"unit": "u", "same": True, "row": [row(value=value, **said)]})


def parcels() -> list[Parcel]:
    """Records on both sides of every limit above, any field unknown."""
    ends = [NIGHT + timedelta(minutes=m) for m in (-11, -1, 0, 1)]
    truths = [None, True, False]
    days = [None, *(DAY + timedelta(d) for d in (-1, 0, 1))]
    minutes = [None, *map(Clock, (599, 600, 601))]
    return [
        Parcel(
            date=DAY, n=n, m=m, tag="t" if n else None, starts=NIGHT - timedelta(minutes=20), ends=end, colour=colour,
            is_big=truths[i % 3], is_ugly=truths[i % 5 % 3], sent=days[i % 4], minute=minutes[i % 4],
        )
        for i, (n, m, end, colour) in enumerate(product([None, 0, 2, 3, 4], [None, 0, 2, 3], ends, [None, *Colour]))
    ]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_word_in_source_is_the_word(body: str) -> None:
    made = spelled(body)
    check, verdicts = made.at(), set[str]()
    for fact in parcels():
        assert check(fact) is made(fact).verdict, fact
        verdicts.add(check(fact).name)
    assert {"SATISFIED", "VIOLATED"} <= verdicts
