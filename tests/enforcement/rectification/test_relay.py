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
            Step("a", "c", at(6)),
        ])  # fmt: skip
    assert caught.value.faults == (
        "steps[1]: 'county' had not received it; tell first from whom it did",
        "steps[2]: 'city' had it; tell each receiver once",
        "steps[3]: 'a' had it; tell each receiver once",
        "steps[3]: 2021-08-05 21:44:00 lies before an earlier step; tell them in the order of time",
    )


def test_all_that_is_of_another_type_is_told() -> None:
    given_: Any = START.date()
    name: Any = 5
    with pytest.raises(RelayError) as caught:
        relayed([Step("city", "a", given_), Step(name, "b", START.replace(tzinfo=UTC)), Step("a", "c", START)])
    assert caught.value.faults == (
        "steps[0].at: datetime.date(2021, 8, 5) is not of type datetime; give one that is",
        "steps[1].sender: 5 is not of type str; give one that is",
        (
            "steps[1].at: datetime.datetime(2021, 8, 5, 21, 40, tzinfo=datetime.timezone.utc) has a time zone; "
            "give local wall-clock time without one; give one that is"
        ),
    )
    with pytest.raises(RelayError, match=r"^steps: is of type NoneType; give several, such as a list$"):
        relayed(None)  # type: ignore[arg-type]


def test_steps_can_be_read_but_once_and_at_the_same_moment() -> None:
    told = relayed(iter([Step("city", "a", START), Step("a", "b", START)]))
    assert told == {"a": timedelta(0), "b": timedelta(0)}


def test_a_step_lies_before_any_earlier_one_not_only_the_last() -> None:
    with pytest.raises(RelayError) as caught:
        relayed([Step("city", "a", at(5)), Step("city", "b", at(3)), Step("city", "c", at(4))])
    assert [f.partition(":")[0] for f in caught.value.faults] == ["steps[1]", "steps[2]"]
