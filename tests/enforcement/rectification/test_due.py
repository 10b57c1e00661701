"""When a time limit ends: by another calendar, by its laws, and worked by hand over holidays with make-up days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given, strategies as st

from shuangjian.calendar import NATION
from shuangjian.enforcement.rectification.due import LONGEST, Due, DueError, Unit, due

CALENDAR: Any = chinese_calendar
DAYS = st.dates(date(2018, 1, 1), date(2025, 12, 1))
COUNTS = st.integers(1, 12)


def end(day: date, n: int, unit: Unit) -> date:
    return due(day, n, unit).day


# ------------------------------------------------------------------------------------------- laws


@given(day=DAYS, n=st.integers(1, 250))
def test_the_last_working_day_is_the_nth_that_another_calendar_counts(day: date, n: int) -> None:
    if day + timedelta(n * 2 + 30) > date(2026, 12, 20):
        day -= timedelta(365 * 2)
    last = end(day, n, Unit.WORKING_DAY)
    passed = [day + timedelta(k) for k in range(1, (last - day).days + 1)]
    assert CALENDAR.is_workday(last)
    assert sum(map(CALENDAR.is_workday, passed)) == n


@given(day=DAYS, n=COUNTS, more=COUNTS, unit=st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.YEAR]))
def test_one_limit_after_another_is_one_of_both(day: date, n: int, more: int, unit: Unit) -> None:
    if (day.month, day.day) != (2, 29):  # of which a year later there may be none
        far = n + more if unit is not Unit.WORKING_DAY else min(n + more, 5)
        first = min(n, far - 1)
        assert end(end(day, first, unit), far - first, unit) == end(day, far, unit)


@given(day=DAYS, n=st.integers(1, LONGEST))
def test_days_are_counted_from_the_next_one(day: date, n: int) -> None:
    assert due(day, n, Unit.DAY) == Due(day + timedelta(n), provisional=False)


@given(day=DAYS, n=st.integers(1, LONGEST))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, n: int) -> None:
    last = end(day, n, Unit.MONTH)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == n
    assert last.day == day.day or (last.day < day.day and (last + timedelta(1)).day == 1)


@given(day=DAYS, n=st.integers(1, 30))
def test_a_year_is_twelve_months(day: date, n: int) -> None:
    assert end(day, n, Unit.YEAR) == end(day, 12 * n, Unit.MONTH)


# ------------------------------------------------------------------------------------------- worked by hand


@pytest.mark.parametrize(
    ("day", "n", "last", "why"),
    [
        (date(2021, 9, 17), 1, date(2021, 9, 18), "a Saturday made a working day before Mid-Autumn"),
        (date(2021, 9, 18), 1, date(2021, 9, 22), "Mid-Autumn, 19 to 21 September"),
        (date(2021, 9, 24), 1, date(2021, 9, 26), "a Sunday made a working day, the Saturday before it not"),
        (date(2021, 9, 30), 1, date(2021, 10, 8), "the whole week of National Day"),
        (date(2021, 9, 30), 2, date(2021, 10, 9), "the Saturday worked after it"),
        (date(2021, 9, 30), 3, date(2021, 10, 11), "and then a Sunday off"),
        (date(2021, 10, 3), 1, date(2021, 10, 8), "begun inside the holiday"),
        (date(2026, 2, 13), 1, date(2026, 2, 14), "a Saturday worked before Spring Festival"),
        (date(2026, 2, 13), 2, date(2026, 2, 24), "nine days off"),
        (date(2026, 2, 13), 6, date(2026, 2, 28), "a Saturday worked after it"),
        (date(2026, 3, 2), 5, date(2026, 3, 9), "an ordinary week and its weekend"),
        (date(2025, 12, 31), 1, date(2026, 1, 4), "the year turns: 1 to 3 January off, the Sunday worked"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_working_days_over_holidays(day: date, n: int, last: date, why: str) -> None:
    assert due(day, n, Unit.WORKING_DAY) == Due(last, provisional=False)


@pytest.mark.parametrize(
    ("day", "n", "unit", "last"),
    [
        (date(2021, 8, 31), 6, Unit.MONTH, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, Unit.MONTH, date(2024, 2, 29)),
        (date(2021, 9, 1), 6, Unit.MONTH, date(2022, 3, 1)),
        (date(2024, 2, 29), 1, Unit.YEAR, date(2025, 2, 28)),
        (date(2024, 2, 28), 2, Unit.YEAR, date(2026, 2, 28)),
        (date(2021, 12, 31), 1, Unit.DAY, date(2022, 1, 1)),
        (date(2021, 9, 30), 7, Unit.DAY, date(2021, 10, 7)),
    ],
)
def test_days_months_and_years(day: date, n: int, unit: Unit, last: date) -> None:
    assert due(day, n, unit) == Due(last, provisional=False)


def test_a_limit_into_a_year_without_a_notice_may_still_move() -> None:
    assert due(date(2026, 12, 21), 1, Unit.WORKING_DAY) == Due(date(2026, 12, 22), provisional=False)
    assert due(date(2026, 12, 21), 12, Unit.WORKING_DAY).provisional
    assert due(date(2026, 12, 21), 30, Unit.DAY) == Due(date(2027, 1, 20), provisional=False)


def test_one_day_that_may_move_makes_the_end_so() -> None:
    """A day near the end of 2026 is not settled, nor whatever is counted past it."""
    ends = [due(date(2026, 12, 18), n, Unit.WORKING_DAY) for n in range(1, 15)]
    marks = [e.provisional for e in ends]
    assert marks == sorted(marks)
    assert marks[0] != marks[-1]


# ------------------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("day", "n", "unit", "faults"),
    [
        (
            datetime(2021, 9, 1, 8),  # noqa: DTZ001  # a moment, refused with or without a zone
            1.0,
            "day",
            (
                "day: datetime.datetime(2021, 9, 1, 8, 0) is not of type date; give one that is",
                "n: 1.0 is not of type int; give one that is",
                "unit: 'day' is not of type Unit; give one that is",
            ),
        ),
        (None, 1, Unit.DAY, ("day: None is not of type date; give one that is",)),
        (date(2021, 9, 1), 0, Unit.DAY, ("n: 0 is impossible; it runs from 1 to 400; give one that is",)),
        (date(2021, 9, 1), 401, Unit.DAY, ("n: 401 is impossible; it runs from 1 to 400; give one that is",)),
        (date(2021, 9, 1), True, Unit.DAY, ("n: True is not of type int; give one that is",)),
        (
            date(2017, 12, 31),
            1,
            Unit.WORKING_DAY,
            ("day: 2017-12-31 lies before the table of working days; count it by hand",),
        ),
        (
            date(2021, 9, 1),
            10**50,
            Unit.DAY,
            ("n: a number of 167 bits is impossible; it runs from 1 to 400; give one that is",),
        ),
        (date(2200, 1, 1), 1, Unit.YEAR, ("day: 2200-01-01 lies outside 1949-10-01 to 2199-12-31; give one that is",)),
    ],
)
def test_all_that_is_wrong_is_told(day: Any, n: Any, unit: Any, faults: tuple[str, ...]) -> None:
    with pytest.raises(DueError) as caught:
        due(day, n, unit)
    assert caught.value.faults == faults


def test_a_table_of_another_kind_is_refused() -> None:
    given_: Any = "national"
    with pytest.raises(DueError, match=r"^calendar: is of type str; give NationalCalendar$"):
        due(date(2021, 9, 1), 1, Unit.DAY, given_)


@pytest.mark.parametrize("unit", Unit)
def test_the_longest_limit_from_the_last_day_there_can_be_still_ends(unit: Unit) -> None:
    assert end(date(2199, 12, 31), LONGEST, unit) > date(2200, 12, 31)


def test_what_needs_no_table_reaches_before_it() -> None:
    assert due(date(2017, 12, 31), 1, Unit.MONTH).day == date(2018, 1, 31)
    assert due(date(2018, 1, 1), LONGEST, Unit.WORKING_DAY, NATION).day > date(2019, 1, 1)
