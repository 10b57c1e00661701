"""A school's calendar over the nation's: which of the two speaks, and what may not be stated (CA-03, CA-04, CA-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from shuangjian.calendar import NATION, CalendarError, Day, NationalCalendar, Period, SchoolCalendar, common
from shuangjian.calendar.alone import asked_by
from shuangjian.frames import calendar_days
from shuangjian.model.day import DayKind
from shuangjian.model.game import GameService
from shuangjian.model.lesson import Lesson
from shuangjian.model.school import SchoolDay
from tests.calendar.drawn import calendars, days

SCHOOL, REST, STATUTORY = DayKind.SCHOOL_DAY, DayKind.REST_DAY, DayKind.STATUTORY_HOLIDAY
VACATION, BREAK, WORKED = DayKind.VACATION, DayKind.SEASON_BREAK, DayKind.MAKE_UP_DAY


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(name: str, first: str, last: str) -> Period:
    return Period(name, day(first), day(last))


LINPING = SchoolCalendar(
    id="linping",
    title="A school in Linping",
    terms=[period("autumn 2025", "2025-09-01", "2026-01-30"), period("spring 2026", "2026-03-02", "2026-06-30")],
    vacations=[period("winter", "2026-01-31", "2026-03-01"), period("summer", "2026-07-01", "2026-08-31")],
    breaks=[period("autumn", "2025-09-28", "2025-09-30"), period("spring", "2026-05-02", "2026-05-07")],
    taught=[day("2025-09-27"), day("2026-04-25"), day("2026-06-01")],
    off=[day("2026-04-17"), day("2025-10-11")],
)
DRAFT = SchoolCalendar(id="draft", title="Draft", terms=LINPING.terms, provisional=True)
NEXT = SchoolCalendar(
    id="next",
    title="2026/27",
    terms=[period("autumn 2026", "2026-09-01", "2027-01-22"), period("spring 2027", "2027-02-22", "2027-06-30")],
    vacations=[period("winter", "2027-01-23", "2027-02-21")],
    breaks=[period("spring", "2027-04-28", "2027-04-30")],
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-04-24", SCHOOL),  # a Friday in term
        ("2026-04-25", SCHOOL),  # a Saturday taught, against a break later (CA-04)
        ("2026-04-26", REST),  # a Sunday
        ("2026-04-17", REST),  # the sports day, a Friday
        ("2025-10-11", REST),  # a make-up Saturday given off
        ("2026-05-09", WORKED),  # a make-up Saturday not listed as taught stays one
        ("2026-01-04", WORKED),
        ("2025-09-27", SCHOOL),  # taught, so that … (CA-12)
        ("2025-09-28", BREAK),  # … the make-up Sunday of the nation is part of the break
        ("2025-10-01", STATUTORY),
        ("2026-05-02", STATUTORY),  # stated as break, but the nation's holiday comes first
        ("2026-05-03", REST),  # stated as break, but a Sunday and a day off anyway
        ("2026-05-05", REST),  # stated as break, but a day off
        ("2026-05-06", BREAK),
        ("2026-05-08", SCHOOL),
        ("2026-02-07", VACATION),  # a Saturday in the winter vacation
        ("2026-02-14", VACATION),  # a make-up Saturday in it: there is nothing to make up
        ("2026-02-15", VACATION),  # a day off in it that is not statutory
        ("2026-02-17", STATUTORY),  # a statutory holiday in it
        ("2026-06-01", SCHOOL),  # listed as taught (CA-08)
        ("2026-06-19", STATUTORY),
        ("2026-09-01", None),  # after the last day the calendar speaks of
        ("2026-09-05", None),  # a Saturday there, on which a school may teach
        ("2026-09-20", WORKED),  # a make-up Sunday there
        ("2026-09-25", STATUTORY),  # a statutory holiday there
        ("2026-10-05", None),  # a day off of the notice there
        ("2025-08-30", None),  # a Saturday before the first day it speaks of
        ("2026-08-30", VACATION),  # the last Sunday it speaks of
    ],
)
def test_a_day_is(text: str, kind: DayKind | None) -> None:
    assert LINPING.on(day(text)).kind is kind
    assert not LINPING.on(day(text)).provisional


def test_a_holiday_of_some_pupils_stays_open_until_the_school_lists_it() -> None:
    without = SchoolCalendar(id="x", title="X", terms=LINPING.terms)
    listed_off = SchoolCalendar(id="x", title="X", terms=LINPING.terms, off=[day("2026-06-01")])
    assert (without.on(day("2026-06-01")).kind, listed_off.on(day("2026-06-01")).kind) == (None, REST)
    assert "under 14" in without.on(day("2026-06-01")).because


@pytest.mark.parametrize(
    ("text", "kind", "provisional"),
    [
        ("2026-12-24", SCHOOL, False),
        ("2026-12-25", SCHOOL, True),
        ("2027-01-01", STATUTORY, True),
        ("2027-01-04", SCHOOL, True),
        ("2027-01-25", VACATION, True),
        ("2027-04-28", BREAK, True),
        ("2027-03-06", REST, True),
        ("2027-05-04", None, True),  # half a day for some (CA-08), and no notice yet
    ],
)
def test_before_the_notice_is_out_all_is_provisional(text: str, kind: DayKind | None, provisional: bool) -> None:
    assert (NEXT.on(day(text)).kind, NEXT.on(day(text)).provisional) == (kind, provisional)


def test_a_draft_is_provisional_but_for_the_statutory_holidays() -> None:
    assert DRAFT.on(day("2026-04-24")).provisional
    assert DRAFT.on(day("2026-04-25")).provisional
    assert not DRAFT.on(day("2025-10-01")).provisional


def test_before_the_national_table_nothing_is_known_even_in_a_term() -> None:
    old = SchoolCalendar(id="old", title="Old", terms=[period("autumn 2017", "2017-09-01", "2018-01-26")])
    assert (old.on(day("2017-10-03")).kind, old.on(day("2018-01-03")).kind) == (None, SCHOOL)


def test_the_reason_names_calendar_and_entry() -> None:
    assert LINPING.on(day("2026-04-25")).because == "linping: listed as taught"
    assert LINPING.on(day("2026-04-17")).because == "linping: listed as off"
    assert LINPING.on(day("2026-04-24")).because == "linping: term spring 2026"
    assert LINPING.on(day("2026-07-01")).because == "linping: summer vacation"
    assert LINPING.on(day("2026-05-06")).because == "linping: spring break (CA-03)"
    assert LINPING.on(day("2026-05-09")) == NATION.on(day("2026-05-09"))


def spoken(periods: Sequence[Period]) -> tuple[date, date]:
    """The first and the last day anything is said of."""
    return min(p.first for p in periods), max(p.last for p in periods)


def painted(calendar: SchoolCalendar, on: date) -> DayKind | None:
    """The documented precedence once more, from the weakest statement to the strongest."""
    nation = NATION.on(on)
    kind = nation.kind
    periods = (*calendar.terms, *calendar.vacations, *calendar.breaks)
    if kind is REST and on not in calendar.off and not (periods and spoken(periods)[0] <= on <= spoken(periods)[1]):
        kind = None
    is_left = nation.kind is None and not NATION.part_holiday(on)
    if is_left and any(on in term for term in calendar.terms):
        kind = SCHOOL
    if nation.kind is not REST:
        kind = REST if on in calendar.off else kind
        kind = BREAK if any(on in x for x in calendar.breaks) else kind
    kind = VACATION if any(on in x for x in calendar.vacations) else kind
    kind = SCHOOL if on in calendar.taught else kind
    kind = STATUTORY if nation.kind is STATUTORY else kind
    return kind if on >= date(2018, 1, 1) else None


@given(calendars(), days)
def test_every_day_follows_the_precedence(calendar: SchoolCalendar, on: date) -> None:
    marked = [x for p in (*calendar.terms, *calendar.vacations, *calendar.breaks) for x in (p.first, p.last)]
    for each in {on, *calendar.taught, *calendar.off, *marked, *(x + timedelta(1) for x in marked)}:
        assert calendar.on(each).kind is painted(calendar, each)


@given(calendars(), days)
def test_what_the_nation_leaves_open_no_school_calendar_settles(calendar: SchoolCalendar, on: date) -> None:
    said, nation = calendar.on(on), NATION.on(on)
    assert said.provisional or not nation.provisional
    if not calendar.provisional:
        assert said.provisional == nation.provisional


@given(calendars(), days)
def test_outside_all_it_states_a_calendar_says_what_the_nation_says(calendar: SchoolCalendar, on: date) -> None:
    periods = (*calendar.terms, *calendar.vacations, *calendar.breaks)
    if on not in calendar.off and not any(on in x for x in periods):
        is_between = bool(periods) and spoken(periods)[0] <= on <= spoken(periods)[1]
        nation = NATION if is_between else asked_by(SchoolDay)
        assert calendar.on(on).kind is nation.on(on).kind
        if calendar.on(on).kind is not None:
            assert calendar.on(on).because == nation.on(on).because


@given(calendars(), days)
def test_of_training_the_nation_tells_what_the_school_does_not(calendar: SchoolCalendar, on: date) -> None:
    said, of_training = calendar.on(on), asked_by(Lesson, calendar).on(on)
    assert of_training.kind is (NATION.on(on).kind if said.kind is None else said.kind)
    assert of_training.provisional is said.provisional
    assert asked_by(SchoolDay, calendar) is calendar


@given(calendars() | st.just(NATION), days)
def test_of_games_a_day_is_open_only_where_it_may_be_a_statutory_holiday(
    calendar: SchoolCalendar | NationalCalendar, on: date
) -> None:
    said, nation, of_games = calendar.on(on), NATION.on(on), asked_by(GameService, calendar).on(on)
    told = said.kind or nation.kind
    is_settled = not nation.provisional and NATION.covers(on)
    assert of_games.kind is (told or (SCHOOL if is_settled else None))
    assert told is not STATUTORY or of_games.kind is STATUTORY


def test_of_games_an_ordinary_tuesday_is_no_statutory_holiday() -> None:
    of_games = asked_by(GameService)
    told = ["2024-03-05", "2025-06-04", "2026-05-05", "2026-05-01", "2017-03-07", "2999-03-05"]
    assert [of_games.on(day(t)).kind for t in told] == [SCHOOL, SCHOOL, REST, STATUTORY, None, None]
    assert of_games.id == NATION.id


@given(calendars(), days)
def test_a_table_is_told_the_same_days(calendar: SchoolCalendar, on: date) -> None:
    for of in (SchoolDay, Lesson, GameService):
        told, said = calendar_days([calendar], on, on, of=of), asked_by(of, calendar).on(on)
        assert told["day_kind"] == [said.kind.value if said.kind else None]
        assert (told["calendar"], told["provisional"]) == ([calendar.id], [said.provisional])


# ------------------------------------------------- an interval


@given(calendars(), days, st.integers(0, 40))
def test_an_interval_has_a_kind_only_if_all_its_days_have_it(calendar: SchoolCalendar, first: date, more: int) -> None:
    each = [calendar.on(first + timedelta(n)) for n in range(more + 1)]
    kinds = {x.kind for x in each}
    answer = common(calendar, first, first + timedelta(more))
    assert answer.kind is (kinds.pop() if len(kinds) == 1 else None)
    assert answer.provisional == any(x.provisional for x in each)


@given(calendars(), days)
def test_an_interval_of_one_day_is_that_day(calendar: SchoolCalendar, on: date) -> None:
    assert common(calendar, on, on) == calendar.on(on)


def test_the_reason_of_an_interval_names_the_first_two_days_that_differ() -> None:
    answer = common(LINPING, day("2026-04-23"), day("2026-04-27"))
    assert answer == Day(None, False, "the days differ (2026-04-25: linping: listed as taught; 2026-04-26: weekend)")


def test_an_interval_may_have_400_days_and_no_more() -> None:
    first = day("2026-01-01")
    assert common(NATION, first, first + timedelta(399)).provisional
    with pytest.raises(CalendarError, match="it has 401 days; ask for 1 to 400"):
        common(NATION, first, first + timedelta(400))


def test_an_interval_may_not_run_backwards_nor_be_of_moments() -> None:
    with pytest.raises(CalendarError, match="it has 0 days"):
        common(NATION, day("2026-01-02"), day("2026-01-01"))
    with pytest.raises(TypeError, match="is a moment"):
        common(NATION, datetime(2026, 1, 1), datetime(2026, 1, 1))  # noqa: DTZ001


# ------------------------------------------------- what may not be stated


def test_a_calendar_made_in_code_is_checked_too_and_all_faults_come_at_once() -> None:
    with pytest.raises(CalendarError) as caught:
        SchoolCalendar(
            id="bad",
            title="Bad",
            terms=[period("a", "2026-03-02", "2026-07-10"), period("b", "2026-09-01", "2026-08-01")],
            vacations=[period("Summer", "2026-07-01", "2026-08-31")],
            taught=[day("2026-05-01")],
        )
    assert [fault.split("; ")[0] for fault in caught.value.faults] == [
        "calendar bad: [[term]] 2: last 2026-08-01 is before first 2026-09-01",
        "calendar bad: [[vacation]] 1: name 'Summer' is not known",
        "calendar bad: [[vacation]] 1: 2026-07-01 to 2026-08-31 overlaps [[term]] 1 (2026-03-02 to 2026-07-10)",
        "calendar bad: taught: 2026-05-01 is a statutory holiday, which no calendar makes a school day",
    ]
    assert str(caught.value) == "\n".join(caught.value.faults)
