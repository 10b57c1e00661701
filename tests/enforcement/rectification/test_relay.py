"""How an order went down: who received it how long after the first, and what cannot have been."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement.rectification.relay import RelayError, Step, relayed

START: Any = datetime(2021, 8, 5, 21, 40)  # noqa: DTZ001  # local time, as offices tell it


def at(minutes: int) -> datetime:
    later: datetime = START + timedelta(minutes=minutes)
    return later


@given(tree=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 90)), max_size=12))
def test_everybody_is_told_once_and_how_late(tree: list[tuple[int, int]]) -> None:
    minutes, steps = 0, [Step("city", "0", START)]
    for n, (parent, gap) in enumerate(tree, 1):
        minutes += gap
        steps.append(Step(str(min(parent, n - 1)), str(n), at(minutes)))
    told = relayed(steps)
    assert list(told) == [str(n) for n in range(len(tree) + 1)]
    assert list(told.values()) == [s.at - START for s in steps]


def test_nothing_told_is_nothing_received() -> None:
    assert relayed([]) == {}


def test_all_steps_that_cannot_be_are_told() -> None:
    with pytest.raises(RelayError) as caught:
        relayed([
            Step("city", "district", at(5)),
            Step("county", "a", at(5)),
            Step("district", "city", at(6)),
            Step("district", "a", at(4)),
            Step("a", "b", at(6).replace(tzinfo=UTC)),
            Step("a", "c", at(6)),
        ])  # fmt: skip
    assert caught.value.faults == (
        "steps[1]: 'county' had not received it; tell first from whom it did",
        "steps[2]: 'city' had it; tell each receiver once",
        "steps[3]: 'a' had it; tell each receiver once",
        "steps[3]: 2021-08-05 21:44:00 lies before an earlier step; tell them in the order of time",
        "steps[4]: 2021-08-05 21:46:00+00:00 has a time zone; give local time without one",
    )
