"""The closed loop: steps in their order, what is missing of it, and what cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import days
from shuangjian.core.verdict import Evidence, Verdict
from shuangjian.monitoring.fault import MonitoringError
from shuangjian.monitoring.indicator import Indicator, Measure, Target
from shuangjian.monitoring.loop import (
    OPEN,
    Evaluated,
    FedBack,
    Guaranteed,
    Intervened,
    Monitored,
    Phase,
    Step,
    missing,
)

GOAL = Target(Fraction(1, 2), days("2021"), ("HQ-17",), Evidence.RESTATED)
HOMEWORK = Measure(id="homework", title={}, counts={}, clauses=("HQ-17",), target=GOAL)
PLAIN = Measure(id="plain", title={}, counts={}, clauses=("HQ-17",))
FIRST = date(2026, 3, 2)
TELLS = {
    "met": Indicator(HOMEWORK, 6, 10),
    "missed": Indicator(HOMEWORK, 4, 10),
    "unknown": Indicator(HOMEWORK, 4, 8, 2),
    "none": Indicator(PLAIN, 0, 10),
}
REST = (Phase.FEED_BACK, Phase.INTERVENE, Phase.GUARANTEE)


def day(number: int) -> date:
    return FIRST + timedelta(number)


def taken(*steps: frozenset[str]) -> Step:
    """A loop that was evaluated, and went on for these groups, one step after the other."""
    last: Any = Evaluated(Monitored(FIRST, TELLS), FIRST)
    for kind, groups in zip((FedBack, Intervened, Guaranteed), steps, strict=False):
        last = kind(last, FIRST, groups)
    return last  # type: ignore[no-any-return]


BOTH = frozenset({"missed", "unknown"})


# ------------------------------------------------------------------------------------------- what is missing


def test_what_was_only_counted_owes_all_the_rest_of_every_group() -> None:
    assert missing(Monitored(FIRST, TELLS)) == dict.fromkeys(TELLS, (Phase.EVALUATE, *REST))
    assert missing(Monitored(FIRST, {})) == {}


def test_what_does_not_reach_its_target_or_may_not_goes_on() -> None:
    assert Evaluated(Monitored(FIRST, TELLS), FIRST).verdicts == {
        "met": Verdict.SATISFIED,
        "missed": Verdict.VIOLATED,
        "unknown": Verdict.UNKNOWN,
        "none": Verdict.NOT_APPLICABLE,
    }
    assert missing(taken()) == {"missed": REST, "unknown": REST}
    assert {Verdict.VIOLATED, Verdict.UNKNOWN} == OPEN


def test_step_by_step_a_loop_is_closed() -> None:
    assert missing(taken(BOTH)) == dict.fromkeys(("missed", "unknown"), REST[1:])
    assert missing(taken(BOTH, BOTH)) == dict.fromkeys(("missed", "unknown"), REST[2:])
    assert missing(taken(BOTH, BOTH, BOTH)) == {}


@given(st.lists(st.frozensets(st.sampled_from(sorted(TELLS))), max_size=3))
def test_each_group_owes_the_steps_it_has_not_taken(drawn: list[frozenset[str]]) -> None:
    steps = [frozenset.intersection(*drawn[: n + 1]) for n in range(len(drawn))]
    owed = missing(taken(*steps))
    for group in TELLS:
        been = sum(group in groups for groups in steps)
        wanted = REST[been:] if group in BOTH else ()
        assert owed.get(group, ()) == wanted
    assert all(owed.values())


def test_the_law_of_the_last_day_counted_says_what_is_a_target() -> None:
    before = Evaluated(Monitored(date(2020, 12, 31), TELLS), FIRST)
    assert set(before.verdicts.values()) == {Verdict.NOT_APPLICABLE}
    assert missing(before) == {}


def test_the_steps_have_their_order_and_names() -> None:
    assert [p.value for p in Phase] == ["monitor", "evaluate", "feed_back", "intervene", "guarantee"]


# ------------------------------------------------------------------------------------------- the round after


def test_a_round_that_follows_another_begins_anew() -> None:
    closed = taken(BOTH, BOTH, BOTH)
    assert isinstance(closed, Guaranteed)
    better = Monitored(day(90), {group: Indicator(HOMEWORK, 9, 10) for group in BOTH}, closed)
    assert missing(better) == dict.fromkeys(BOTH, (Phase.EVALUATE, *REST))
    assert missing(Evaluated(better, day(91))) == {}
    worse = Monitored(day(90), TELLS, closed)
    assert missing(Evaluated(worse, day(91))) == {"missed": REST, "unknown": REST}


def test_a_round_that_follows_another_counts_the_same_of_the_same() -> None:
    closed = taken(BOTH, BOTH, BOTH)
    assert isinstance(closed, Guaranteed)
    with pytest.raises(MonitoringError) as caught:
        Monitored(day(-1), {"unknown": Indicator(PLAIN, 1, 1), "met": Indicator(PLAIN, 1, 1)}, closed)
    assert caught.value.faults == (
        "on: 2026-03-01 is before 2026-03-02, the day of the step before; correct one of the two",
        "indicators: 'missed' of the round before is not counted; count it again",
        "indicators.unknown: counts 'plain', before 'homework'; count the same again",
    )
    with pytest.raises(MonitoringError) as caught:
        Monitored(FIRST, {}, taken())  # type: ignore[arg-type]
    assert caught.value.faults == ("after: is of type Evaluated; give Guaranteed",)


# ------------------------------------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("kind", "before", "told"),
    [
        (FedBack, Monitored(FIRST, TELLS), "is of type Monitored; give Evaluated"),
        (Intervened, taken(), "is of type Evaluated; give FedBack"),
        (Guaranteed, taken(BOTH), "is of type FedBack; give Intervened"),
        (FedBack, taken(BOTH), "is of type FedBack; give Evaluated"),
        (Intervened, None, "is of type NoneType; give FedBack"),
    ],
)
def test_no_step_can_be_left_out_or_taken_twice(kind: type[Any], before: Any, told: str) -> None:
    with pytest.raises(MonitoringError) as caught:
        kind(before, FIRST, frozenset())
    assert caught.value.faults == (f"after: {told}",)


def test_nothing_is_evaluated_that_was_not_counted() -> None:
    with pytest.raises(MonitoringError) as caught:
        Evaluated(taken(), FIRST)  # type: ignore[arg-type]
    assert caught.value.faults == ("after: is of type Evaluated; give Monitored",)


def test_no_step_is_taken_before_the_one_before_it() -> None:
    last: Any = Monitored(day(1), TELLS)
    for kind, groups in ((Evaluated, ()), (FedBack, (BOTH,)), (Intervened, (BOTH,)), (Guaranteed, (BOTH,))):
        with pytest.raises(MonitoringError) as caught:
            kind(last, day(0), *groups)
        assert caught.value.faults == (
            "on: 2026-03-02 is before 2026-03-03, the day of the step before; correct one of the two",
        )
        last = kind(last, day(1), *groups)  # the same day will do


@pytest.mark.parametrize("steps", [(), (BOTH,), (BOTH, BOTH)])
def test_each_group_that_was_not_in_the_step_before_is_told(steps: tuple[frozenset[str], ...]) -> None:
    kind: Any = (FedBack, Intervened, Guaranteed)[len(steps)]
    with pytest.raises(MonitoringError) as caught:
        kind(taken(*steps), day(-1), frozenset({"missed", "y", "x"}))
    assert caught.value.faults == (
        "on: 2026-03-01 is before 2026-03-02, the day of the step before; correct one of the two",
        "groups: 'x' was not in the step before; take that step for it first",
        "groups: 'y' was not in the step before; take that step for it first",
    )


def test_steps_are_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        taken().on = day(1)  # type: ignore[misc]
