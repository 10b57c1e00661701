"""Each word as it is written in source says at its limit, and one past it, what the word says."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from tests.core.policy import DAY, Colour, Parcel, row, ruled

NIGHT = datetime(2022, 3, 4, 0, 10)  # noqa: DTZ001  # facts hold local wall-clock time
BODIES: dict[str, tuple[str, Any]] = {
    "at_most(x.n, k)": ("int", 3),
    "at_least(x.n, k)": ("int", 3),
    "exactly(x.n, k)": ("int", 3),
    "at_most(ratio(x.n, x.m), k)": ("Fraction", "3/2"),
    "at_least(ratio(x.n, x.m), k)": ("Fraction", "3/2"),
    "at_most(percent(x.n, x.m), k)": ("Fraction", 150),
    "at_least(percent(x.n, x.m), k)": ("Fraction", 150),
    "within(ratio(x.n, x.m), k)": ("Span", ["3/2", 2]),
    "within(percent(x.n, x.m), k)": ("Span", [100, 150]),
    "within(times(ratio(x.n, x.m), 2), k)": ("Span", [3, 4]),
    "no_later_than(clock(x.ends, x.date), k)": ("Clock", "24:10"),
    "no_earlier_than(clock(x.ends, x.date), k)": ("Clock", "24:10"),
    "at_most(minutes_between(x.starts, x.ends), k)": ("int", 20),
    "among(x.colour, k)": ("Options[Colour]", ["red"]),
    "forbid(among(x.colour, k))": ("Options[Colour]", ["red"]),
    "when(known(x.tag), at_most(x.n, k))": ("int", 3),
    "at_most(choose(known(x.m), x.m, x.n), k)": ("int", 3),
    "when(at_least(x.n, k), at_most(x.m, 2))": ("int", 3),
    "all_of(at_most(x.n, k), at_most(x.m, 2))": ("int", 3),
    "any_of(at_most(x.n, k), at_least(x.m, 3))": ("int", 3),
    "when(any_of(known(x.tag), at_least(x.m, 3)), at_most(x.n, k))": ("int", 3),
    "at_most(choose(at_most(x.m, 2), x.m, x.n), k)": ("int", 3),
    "at_most(choose(at_most(ratio(x.n, x.m), 1), x.m, x.n), k)": ("int", 3),
    "at_most(choose(known(x.m), x.n, 9), k)": ("int", 3),
    "at_most(minus(x.n, -2), k)": ("int", 3),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_word_in_source_is_the_word(body: str) -> None:
    type_, value = BODIES[body]
    said: dict[str, Any] = {"unsettled": ["blue"]} if type_.startswith("Options") else {}
    made = ruled(body, {"k": type_}, k={"unit": "u", "same": "exactly" in body, "row": [row(value=value, **said)]})
    check, verdicts = made.at(), set[str]()
    ends = [NIGHT + timedelta(minutes=m) for m in (-1, 0, 1)]
    for n, m, end, colour in product([None, 0, 2, 3, 4], [None, 0, 2, 3], ends, [None, *Colour]):
        fact = Parcel(
            date=DAY, n=n, m=m, starts=NIGHT - timedelta(minutes=20), ends=end, colour=colour, tag=("t" if n else None)
        )
        assert check(fact) is made(fact).verdict, fact
        verdicts.add(check(fact).name)
    assert {"SATISFIED", "VIOLATED"} <= verdicts
