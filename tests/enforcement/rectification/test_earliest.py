"""From which day on an act that waits may be done: the days that are told are those on which it is carried out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from shuangjian.calendar import Day, NationalCalendar
from shuangjian.enforcement.rectification.acts import Decision, Standing, acts
from shuangjian.enforcement.rectification.due import Due
from shuangjian.enforcement.rectification.institution import Notice
from shuangjian.enforcement.rectification.life import apply, earliest, possible
from tests.enforcement.rectification.lives import faults, hearing, moved, of, paper

DAY = timedelta(1)
RUNNING = sorted(acts()["closure"].moves, key=lambda standing: standing.value)


@st.composite
def papers(draw: st.DrawFn) -> list[Notice]:
    """A few papers one after the other, most of them such as something waits for, at most a fortnight apart."""
    day, held = draw(st.dates(date(2021, 9, 18), date(2025, 6, 30))), list[Notice]()
    for _ in range(draw(st.integers(0, 6))):
        about = draw(st.sampled_from([None, *Decision]))
        held.append(paper("announcement", day) if about is None else hearing(day, about))
        day += timedelta(draw(st.integers(0, 14)))
    return held


@given(standing=st.sampled_from(RUNNING), held=papers())
def test_an_act_is_carried_out_from_that_day_on_and_not_before(standing: Standing, held: list[Notice]) -> None:
    now = of(standing)
    for one in held:
        if one.act in possible(now) and (one.about is None or one.about.value not in acts() or _can(standing, one)):
            now = apply(now, one)
    told = earliest(now)
    assert list(told) == [id_ for id_ in possible(now) if acts()[id_].waits]
    for id_, first in told.items():
        assert not first.provisional
        last = now.history[-1].day or first.day
        assert apply(now, paper(id_, max(first.day, last))).history[-1].act == id_
        assert f"day: '{id_}' waits until {first.day}" in faults(now, paper(id_, first.day - DAY))


def _can(standing: Standing, held: Notice) -> bool:
    return held.about is not None and standing in acts()[held.about.value].moves


def test_the_first_day_by_hand() -> None:
    """Heard of on 28 September 2021: 29, 30, then 8 and 9 October (worked), 11 must be over; announced: six months."""
    for decision in (Decision.REVOCATION, Decision.CLOSURE):
        heard = apply(of(), hearing(date(2021, 9, 28), decision))
        assert earliest(heard) == {decision.value: Due(date(2021, 10, 12), provisional=False)}
    announced = apply(of(), paper("announcement", date(2021, 9, 1)))
    assert earliest(announced) == {"closing": Due(date(2022, 3, 1), provisional=False)}
    both = apply(announced, hearing(date(2021, 9, 28)))
    assert earliest(both) == {
        "revocation": Due(date(2021, 10, 12), provisional=False),
        "closing": Due(date(2022, 3, 1), provisional=False),
    }


def test_what_waits_for_nothing_or_for_what_was_not_done_has_none() -> None:
    for standing in Standing:
        assert earliest(of(standing)) == {}
    assert earliest(apply(of(), hearing(date(2021, 9, 28), Decision.FINE))) == {}
    spent = moved(of(), paper("no_enrolment", date(2021, 9, 1)), hearing(date(2021, 9, 2)))
    assert list(earliest(spent)) == ["revocation"]
    assert earliest(apply(spent, paper("verification", date(2021, 9, 3)))) == {}
    limited = moved(of(Standing.RELICENSED), *(paper(a, date(2021, 9, 28)) for a in ("old_licence", "registration")))
    assert "business_licence" in possible(limited)  # has a time limit, and need not wait
    assert earliest(limited) == {}


def test_what_waited_and_can_come_no_more_has_none() -> None:
    filed = moved(of(Standing.FILED), paper("announcement", date(2021, 9, 18)))
    assert list(earliest(filed)) == ["closing"]
    assert earliest(apply(filed, paper("filing_lost", date(2022, 1, 1)))) == {}
    heard = moved(of(), paper("announcement", date(2021, 9, 18)), hearing(date(2021, 9, 28)))
    assert earliest(apply(heard, paper("revocation", date(2021, 10, 12)))) == {}


class NoHolidays(NationalCalendar):
    """A table in which every day is worked."""

    def on(self, day: date, /) -> Day:
        return Day(None, provisional=False, because="worked")


def test_the_days_are_those_of_the_table_given() -> None:
    heard = apply(of(), hearing(date(2021, 9, 28)))
    assert earliest(heard, NoHolidays())["revocation"].day == date(2021, 10, 4)


@pytest.mark.parametrize("later", [0, 1, 30])
def test_a_day_that_a_notice_to_come_may_move_is_told_as_such_and_is_not_enough(later: int) -> None:
    heard = apply(of(), hearing(date(2026, 12, 30)))
    first = earliest(heard)["revocation"]
    assert first == Due(date(2027, 1, 8), provisional=True)
    assert faults(heard, paper("revocation", first.day + later * DAY)) == (
        "day: 'revocation' waits until 2027-01-08; the yearly notice that settles it is not out",
    )
