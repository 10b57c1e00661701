"""Indicators: exact shares, what the unknown may make of them, targets, periods, sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import Days, days
from shuangjian.core.verdict import Evidence, Verdict
from shuangjian.core.words import Span
from shuangjian.monitoring.fault import MonitoringError
from shuangjian.monitoring.indicator import Change, Indicator, Measure, Target, Trend, compare, total

LAW_DAY = date(2026, 3, 10)
SHARES = st.fractions(0, 1, max_denominator=12)


def target(least: Fraction, starts: str = "2021-08/2021-09") -> Target:
    return Target(least, days(starts), ("AS-03",), Evidence.REPORT)


def measure(least: Fraction | None = None, id_: str = "schools") -> Measure:
    wanted = None if least is None else target(least)
    return Measure(id=id_, title={}, counts={}, clauses=("AS-03",), target=wanted)


PLAIN = measure()


@st.composite
def indicators(draw: st.DrawFn, of: Measure = PLAIN) -> Indicator:
    denominator = draw(st.integers(0, 8))
    return Indicator(of, draw(st.integers(0, denominator)), denominator, draw(st.integers(0, 4)))


def outcomes(indicator: Indicator) -> Iterator[Fraction]:
    """The shares there are if each unknown turns out one way or the other."""
    everyone = indicator.denominator + indicator.unknowns
    yield from (Fraction(indicator.numerator + yes, everyone) for yes in range(indicator.unknowns + 1) if everyone)


# ------------------------------------------------------------------------------------------- shares and intervals


@given(indicators())
def test_the_interval_runs_from_the_least_to_the_most_that_the_unknown_may_make(indicator: Indicator) -> None:
    shares = list(outcomes(indicator))
    assert indicator.interval == (Span(min(shares), max(shares)) if shares else None)


@given(indicators())
def test_the_share_of_those_known_lies_in_the_interval_and_is_it_where_nothing_is_unknown(indicator: Indicator) -> None:
    if indicator.share is None:
        assert indicator.denominator == 0
        return
    assert indicator.interval is not None
    assert indicator.interval.low <= indicator.share <= indicator.interval.high
    assert (indicator.interval.low == indicator.interval.high) == (indicator.unknowns == 0)


@pytest.mark.parametrize(
    ("numbers", "share", "interval"),
    [
        ((0, 0, 0), None, None),
        ((0, 0, 3), None, Span(Fraction(0), Fraction(1))),
        ((0, 4, 0), Fraction(0), Span(Fraction(0), Fraction(0))),
        ((4, 4, 0), Fraction(1), Span(Fraction(1), Fraction(1))),
        ((1, 3, 0), Fraction(1, 3), Span(Fraction(1, 3), Fraction(1, 3))),
        ((1, 3, 1), Fraction(1, 3), Span(Fraction(1, 4), Fraction(1, 2))),
    ],
)
def test_shares_worked_by_hand(numbers: tuple[int, int, int], share: Fraction | None, interval: Span | None) -> None:
    indicator = Indicator(PLAIN, *numbers)
    assert (indicator.share, indicator.interval) == (share, interval)


def test_unless_told_otherwise_nothing_is_unknown() -> None:
    assert Indicator(PLAIN, 1, 2) == Indicator(PLAIN, 1, 2, 0)


# ------------------------------------------------------------------------------------------- targets


@given(st.data(), SHARES)
def test_a_target_is_met_if_it_is_however_the_unknown_turn_out(data: st.DataObject, least: Fraction) -> None:
    indicator = data.draw(indicators(measure(least)))
    reached = {share >= least for share in outcomes(indicator)}
    if len(reached) == 1:
        assert indicator.met(LAW_DAY) is (Verdict.SATISFIED if reached == {True} else Verdict.VIOLATED)
    else:
        assert indicator.met(LAW_DAY) is Verdict.UNKNOWN


@given(st.data(), SHARES)
def test_one_more_unknown_never_turns_what_is_not_met_into_met(data: st.DataObject, least: Fraction) -> None:
    indicator = data.draw(indicators(measure(least)))
    more = Indicator(indicator.measure, indicator.numerator, indicator.denominator, indicator.unknowns + 1)
    assert indicator.interval is None or more.met(LAW_DAY) in (indicator.met(LAW_DAY), Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((7, 10, 0), Verdict.SATISFIED),  # the target itself
        ((69, 100, 0), Verdict.VIOLATED),  # one short of it
        ((7, 9, 1), Verdict.SATISFIED),  # also if the unknown is a no
        ((6, 9, 1), Verdict.UNKNOWN),  # only if the unknown is a yes
        ((5, 9, 1), Verdict.VIOLATED),  # not even then
        ((0, 0, 5), Verdict.UNKNOWN),
        ((0, 0, 0), Verdict.UNKNOWN),  # of nobody: never a pass
    ],
)
def test_seventy_percent_worked_by_hand(numbers: tuple[int, int, int], said: Verdict) -> None:
    assert Indicator(measure(Fraction(7, 10)), *numbers).met(LAW_DAY) is said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 7, 31), Verdict.NOT_APPLICABLE),
        (date(2021, 8, 1), Verdict.UNKNOWN),  # the source says no more than autumn 2021
        (date(2021, 9, 29), Verdict.UNKNOWN),
        (date(2021, 9, 30), Verdict.SATISFIED),
        (date(2021, 10, 1), Verdict.SATISFIED),
    ],
)
def test_a_target_binds_from_its_first_day_as_exactly_as_that_is_known(day: date, said: Verdict) -> None:
    assert Indicator(measure(Fraction(1)), 29, 29).met(day) is said


def test_without_a_target_nothing_is_met_and_nothing_missed() -> None:
    assert Indicator(PLAIN, 0, 5).met(LAW_DAY) is Verdict.NOT_APPLICABLE
    assert Indicator(PLAIN, 0, 0).met(LAW_DAY) is Verdict.NOT_APPLICABLE


def test_a_target_that_begins_on_one_day_binds_on_it() -> None:
    wanted = Target(Fraction(1), Days(LAW_DAY, LAW_DAY), (), Evidence.TEXT)
    assert [wanted.binds(day) for day in (date(2026, 3, 9), LAW_DAY)] == [False, True]


# ------------------------------------------------------------------------------------------- two periods


@given(indicators(), indicators())
def test_a_change_runs_from_the_least_to_the_most_the_unknown_of_both_periods_may_make(
    before: Indicator, after: Indicator
) -> None:
    changes = [b - a for a in outcomes(before) for b in outcomes(after)]
    change = compare(before, after)
    assert change.by == (Span(min(changes), max(changes)) if changes else None)
    signs = {(c > 0) - (c < 0) for c in changes}
    ways = {1: Trend.RISEN, -1: Trend.FALLEN, 0: Trend.SAME}
    assert change.trend is (ways[signs.pop()] if len(signs) == 1 else Trend.UNKNOWN)


@given(indicators(), indicators())
def test_a_change_told_backwards_is_its_opposite(before: Indicator, after: Indicator) -> None:
    one, other = compare(before, after).by, compare(after, before).by
    assert one == (None if other is None else Span(-other.high, -other.low))


@pytest.mark.parametrize(
    ("low", "high", "trend"),
    [
        (1, 1, Trend.RISEN),
        (0, 1, Trend.UNKNOWN),
        (0, 0, Trend.SAME),
        (-1, 0, Trend.UNKNOWN),
        (-1, -1, Trend.FALLEN),
        (-1, 1, Trend.UNKNOWN),
    ],
)
def test_a_trend_is_told_only_where_no_doubt_is_left(low: int, high: int, trend: Trend) -> None:
    assert Change(Span(Fraction(low), Fraction(high))).trend is trend


def test_shares_are_compared_not_numbers() -> None:
    assert compare(Indicator(PLAIN, 1, 2), Indicator(PLAIN, 50, 100)).trend is Trend.SAME
    assert compare(Indicator(PLAIN, 70, 100), Indicator(PLAIN, 78, 100)) == Change(
        Span(Fraction(2, 25), Fraction(2, 25))
    )


def test_nothing_can_be_said_of_a_period_in_which_nobody_was_counted() -> None:
    nobody, somebody = Indicator(PLAIN, 0, 0), Indicator(PLAIN, 1, 2)
    for before, after in ((nobody, somebody), (somebody, nobody), (nobody, nobody)):
        assert compare(before, after) == Change(None)
    assert Change(None).trend is Trend.UNKNOWN


def test_two_measures_are_not_compared() -> None:
    with pytest.raises(MonitoringError) as caught:
        compare(Indicator(PLAIN, 1, 2), Indicator(measure(id_="pupils"), 1, 2))
    assert caught.value.faults == ("after: counts 'pupils', not 'schools' as before; compare one with itself",)


# ------------------------------------------------------------------------------------------- sums


@given(st.lists(indicators(), max_size=5), st.randoms(use_true_random=False), st.integers(0, 5))
def test_sums_are_the_same_in_any_order_and_any_grouping(held: list[Indicator], how: object, at: int) -> None:
    mixed = sorted(held, key=lambda _: how.random())  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    at_once = total(PLAIN, held)
    assert at_once == total(PLAIN, mixed)
    assert at_once == total(PLAIN, [total(PLAIN, held[:at]), total(PLAIN, held[at:])])
    assert at_once == reduce(lambda a, b: total(PLAIN, [a, b]), held, total(PLAIN, []))


@given(st.lists(indicators(), min_size=1, max_size=5))
def test_a_sum_counts_everybody_once_and_lies_between_its_parts(held: list[Indicator]) -> None:
    summed = total(PLAIN, held)
    assert summed.denominator + summed.unknowns == sum(i.denominator + i.unknowns for i in held)
    parts = [i.interval for i in held if i.interval]
    assert bool(parts) == (summed.interval is not None)
    if summed.interval:
        assert min(p.low for p in parts) <= summed.interval.low <= summed.interval.high <= max(p.high for p in parts)


def test_a_sum_worked_by_hand_takes_an_iterator() -> None:
    held = (Indicator(PLAIN, n, 4, n + 1) for n in (1, 2))
    assert total(PLAIN, held) == Indicator(PLAIN, 3, 8, 5)
    assert total(PLAIN, []) == Indicator(PLAIN, 0, 0, 0)


def test_of_a_sum_of_two_measures_each_stranger_is_told() -> None:
    pupils = measure(id_="pupils")
    with pytest.raises(MonitoringError) as caught:
        total(PLAIN, [Indicator(pupils, 1, 2), Indicator(PLAIN, 1, 2), Indicator(pupils, 0, 0)])
    assert caught.value.faults == (
        "indicators[0]: counts 'pupils', not 'schools'; add up those of one measure",
        "indicators[2]: counts 'pupils', not 'schools'; add up those of one measure",
    )


# ------------------------------------------------------------------------------------------- what is wrong


def test_every_number_that_cannot_be_is_told() -> None:
    with pytest.raises(MonitoringError) as caught:
        Indicator(PLAIN, -1, 2.0, True)  # type: ignore[arg-type]
    assert caught.value.faults == (
        "numerator: -1 is impossible; it runs from 0 to any; give one that is",
        "denominator: 2.0 is not of type int; give one that is",
        "unknowns: True is not of type int; give one that is",
    )
    with pytest.raises(MonitoringError) as caught:
        Indicator(PLAIN, 3, 2, 5)
    assert caught.value.faults == ("numerator: 3 of 2 cannot be; leave those of whom nothing is known out of both",)


@pytest.mark.parametrize("least", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_target_is_a_share(least: Fraction) -> None:
    with pytest.raises(MonitoringError) as caught:
        target(least)
    assert caught.value.faults == (f"least: {least} is no share; write one from 0 to 1",)


def test_all_and_none_are_targets() -> None:
    assert [target(Fraction(n)).least for n in (0, 1)] == [0, 1]
