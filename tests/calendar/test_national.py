"""The nation's calendar, against two other tables and against the law's own counts (CA-01, CA-02, CA-09, CA-10)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given

from shuangjian.calendar import NATION, Notice
from shuangjian.core.verdict import Evidence
from shuangjian.model.day import DayKind
from tests.calendar.drawn import days

HERE = Path(__file__).parent
STATUTORY, REST, WORKED = DayKind.STATUTORY_HOLIDAY, DayKind.REST_DAY, DayKind.MAKE_UP_DAY
ANNOUNCED = [notice for notice in NATION.notices if notice.announced]
FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)


def each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))


def rows(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def works(day: date) -> bool:
    return NATION.on(day).kind in (None, WORKED)


# ------------------------------------------------- other tables


def test_every_day_from_2018_to_2026_is_worked_or_off_as_chinesecalendar_says() -> None:
    table: Any = chinese_calendar
    differing = [day for day in each_day(FIRST, LAST) if works(day) != table.is_workday(day)]
    assert differing == []


def test_every_day_from_2018_to_2026_is_worked_or_off_as_the_snapshot_says() -> None:
    named = {date.fromisoformat(row["day"]): row["name"] for row in rows("holidays_cn.csv")}

    def worked(day: date) -> bool:
        return named.get(day) == "worked" if day in named else day.weekday() < 5

    assert [day for day in each_day(FIRST, LAST) if works(day) != worked(day)] == []


def test_the_statutory_days_are_those_the_snapshot_names_after_a_holiday() -> None:
    swapped = ("worked", "(observed)", "Day off", "Extended")
    named = {
        date.fromisoformat(row["day"])
        for row in rows("holidays_cn.csv")
        if not any(word in row["name"] for word in swapped)
    }
    assert {day for day in each_day(FIRST, LAST) if NATION.on(day).kind is STATUTORY} == named


# ------------------------------------------------- the law's counts


def off(notice: Notice) -> list[date]:
    return [day for x in notice.holidays if x.first and x.last for day in each_day(x.first, x.last)]


def test_the_notices_are_those_of_the_register() -> None:
    known = [
        (
            int(row["year"]),
            row["number"],
            date.fromisoformat(row["issued"]),
            int(row["days_off"]),
            row["changed_by"] or None,
            tuple(date.fromisoformat(day) for day in row["worked"].split()),
        )
        for row in rows("notices.csv")
    ]
    assert known == [(x.year, x.number, x.issued, x.days_off, x.changed_by, x.worked) for x in ANNOUNCED]


@pytest.mark.parametrize("notice", ANNOUNCED, ids=lambda notice: str(notice.year))
class TestNotice:
    def test_its_spans_add_up_to_its_days_off_and_do_not_overlap(self, notice: Notice) -> None:
        assert len(off(notice)) == len(set(off(notice))) == notice.days_off

    def test_its_working_days_are_weekend_days_outside_its_spans(self, notice: Notice) -> None:
        assert all(day.weekday() >= 5 and day not in off(notice) for day in notice.worked)
        assert all(NATION.on(day).kind is WORKED for day in notice.worked)

    def test_it_has_as_many_statutory_days_as_the_law_of_its_year(self, notice: Notice) -> None:
        law = next(x for x in NATION.laws if x.until is None or date(notice.year, 1, 1) < x.until)
        statutory = [day for holiday in notice.holidays for day in holiday.statutory]
        assert len(statutory) == law.days == (13 if notice.year >= 2025 else 11)
        assert set(statutory) <= set(off(notice))
        fixed = {date(notice.year, month, day) for month, day in law.fixed}
        assert fixed <= set(statutory)

    def test_it_names_seven_holidays_with_the_days_of_each_together(self, notice: Notice) -> None:
        assert len({holiday.name for holiday in notice.holidays}) == len(notice.holidays) == 7
        for holiday in notice.holidays:
            assert all(b - a == timedelta(1) for a, b in pairwise(holiday.statutory))

    def test_it_reaches_back_into_december_by_less_than_the_table_allows_for(self, notice: Notice) -> None:
        earliest = min(*off(notice), *notice.worked)
        assert date(notice.year, 1, 1) - earliest <= timedelta(7)

    def test_it_says_by_which_clauses_and_how_it_was_verified(self, notice: Notice) -> None:
        assert notice.clauses == ("CA-01", "CA-02")
        assert notice.evidence is (Evidence.REPORT if notice.year >= 2024 else Evidence.RESTATED)


def test_swapping_gives_and_takes_nothing() -> None:
    """A holiday on a weekend is made up on a weekday, a swapped weekday is worked (CA-07); 2020 got two more."""
    for notice in ANNOUNCED:
        weekdays_off = sum(day.weekday() < 5 for day in off(notice))
        statutory = sum(len(holiday.statutory) for holiday in notice.holidays)
        assert weekdays_off - len(notice.worked) - statutory == (2 if notice.year == 2020 else 0), notice.year


# ------------------------------------------------- single days, by hand


@pytest.mark.parametrize(
    ("text", "kind", "provisional"),
    [
        ("2018-12-28", None, False),  # a Friday like any other
        ("2018-12-29", WORKED, False),  # a Saturday worked by the notice for 2019
        ("2018-12-30", REST, False),  # off by the notice for 2019
        ("2018-12-31", REST, False),  # a Monday off by the notice for 2019
        ("2019-01-01", STATUTORY, False),
        ("2019-05-02", REST, False),  # given by the changed notice; not statutory before 2025
        ("2020-01-31", REST, False),  # the lengthened Spring Festival is no statutory holiday
        ("2020-10-01", STATUTORY, False),  # two holidays on one day
        ("2020-10-08", REST, False),
        ("2022-12-31", REST, False),  # off by the notice for 2023
        ("2024-02-09", None, False),  # lunar new year's eve was no day off in 2024
        ("2024-05-02", REST, False),  # the day before the law changed it …
        ("2025-05-02", STATUTORY, False),  # … and after (CA-01)
        ("2025-01-28", STATUTORY, False),  # lunar new year's eve since 2025
        ("2025-10-06", STATUTORY, False),  # Mid-Autumn inside the National Day span
        ("2025-10-07", REST, False),
        ("2026-02-15", REST, False),  # the span of 2026 begins a day before the eve (CA-09)
        ("2026-02-16", STATUTORY, False),
        ("2026-02-28", WORKED, False),
        ("2026-06-01", None, False),  # off for some pupils only (CA-08)
        ("2026-12-24", None, False),
        ("2026-12-25", None, True),  # the notice for 2027 may reach back
        ("2026-12-26", REST, True),
        ("2027-01-01", STATUTORY, True),  # fixed by law, the notice is not out
        ("2027-01-02", REST, True),
        ("2027-01-04", None, True),
        ("2027-02-05", None, True),  # lunar: not computed (CA-10)
        ("2027-02-06", REST, True),
        ("2027-05-02", STATUTORY, True),  # a Sunday
        ("2027-05-03", None, True),
        ("2027-10-02", STATUTORY, True),
        ("2027-10-04", None, True),
        ("2039-10-03", STATUTORY, True),  # a year the table does not name
        ("2017-12-31", None, False),  # before the table
        ("2017-10-01", None, False),
    ],
)
def test_a_day_is(text: str, kind: DayKind | None, provisional: bool) -> None:
    day = NATION.on(date.fromisoformat(text))
    assert (day.kind, day.provisional) == (kind, provisional)


def test_2027_is_not_announced_and_has_no_spans() -> None:
    assert NATION.notices[-1] == Notice(year=2027, announced=False, clauses=("CA-10",))


def test_the_reason_names_holiday_notice_and_clause() -> None:
    assert NATION.on(date(2026, 2, 17)).because == "春节 (Spring Festival): statutory day (CA-01)"
    assert NATION.on(date(2026, 2, 20)).because == "春节 (Spring Festival): day off by 国办发明电〔2025〕7号 (CA-02)"
    assert NATION.on(date(2026, 2, 28)).because == "working day by 国办发明电〔2025〕7号 (CA-02)"
    assert NATION.on(date(2017, 10, 3)).because == "before the first year of the national table"
    assert NATION.on(date(2026, 6, 1)).because.endswith("off for pupils under 14, not for the others (CA-08)")


def test_the_law_of_thirteen_days_begins_when_that_of_eleven_ends() -> None:
    before, after = NATION.laws
    assert (before.since, before.until, after.since, after.until) == (None, date(2025, 1, 1), date(2025, 1, 1), None)
    assert set(after.fixed) - set(before.fixed) == {(5, 2)}


def test_a_moment_is_refused_because_it_equals_no_date() -> None:
    with pytest.raises(TypeError, match="is a moment"):
        NATION.on(datetime(2026, 10, 1))  # noqa: DTZ001


def test_what_is_no_date_is_refused() -> None:
    text: Any = "2026-10-01"
    with pytest.raises(TypeError, match="is not a date"):
        NATION.on(text)


@given(days)
def test_a_weekday_has_no_kind_unless_a_notice_or_the_law_names_it(day: date) -> None:
    kind = NATION.on(day).kind
    if kind is None:
        assert day.weekday() < 5 or day < FIRST
    else:
        assert kind in (STATUTORY, REST, WORKED)
        assert kind is not WORKED or day.weekday() >= 5


@given(days)
def test_what_is_provisional_is_later_than_the_last_notice_settles(day: date) -> None:
    assert NATION.on(day).provisional == (day >= date(2026, 12, 25))
