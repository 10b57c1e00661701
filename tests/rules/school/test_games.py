"""Online games: the hand-worked cases come out as written, and hours and days agree with a count of minutes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.checker import check
from shuangjian.core.verdict import Verdict
from shuangjian.model.day import DayKind
from shuangjian.model.game import GameDay, GameService
from shuangjian.rules.school import games
from shuangjian.testing.cases import Case, load_cases

RULES = games.night_begins.family.rules
CASES = load_cases(Path(__file__).with_name("games.cases.toml"), RULES.values())
DAYS = st.dates(date(2021, 9, 1), date(2030, 12, 31))
KEPT = {Verdict.SATISFIED}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


def stretch(day: date, start: int, minutes: int) -> GameService:
    begin = datetime(day.year, day.month, day.day) + timedelta(minutes=start)  # noqa: DTZ001  # wall-clock
    return GameService(date=day, is_minor=True, starts_at=begin, ends_at=begin + timedelta(minutes=minutes))


@given(DAYS, st.integers(0, 1439), st.integers(1, 3000))
def test_a_stretch_keeps_off_the_night_if_none_of_its_minutes_lies_in_it(day: date, start: int, minutes: int) -> None:
    service = stretch(day, start, minutes)
    hours = [(start + n) % 1440 for n in range(minutes)]
    kept = all(480 < m < 1320 for m in hours)
    assert ({games.night_begins(service).verdict, games.night_ends(service).verdict} == KEPT) is kept


@given(DAYS, st.integers(0, 1439), st.integers(1, 3000))
def test_what_keeps_to_the_hour_keeps_off_the_night_and_is_no_longer_than_an_hour(
    day: date, start: int, minutes: int
) -> None:
    service = stretch(day, start, minutes)
    if {games.hour_begins(service).verdict, games.hour_ends(service).verdict} == KEPT:
        assert minutes <= 60
        assert {games.night_begins(service).verdict, games.night_ends(service).verdict} == KEPT


@given(DAYS, st.sampled_from([None, *DayKind]))
def test_the_day_agrees_with_the_weekday(day: date, kind: DayKind | None) -> None:
    told = GameService(date=day, day_kind=kind).game_day
    if day.weekday() >= 4:
        assert told is [GameDay.FRIDAY, GameDay.SATURDAY, GameDay.SUNDAY][day.weekday() - 4]
    else:
        holiday = GameDay.STATUTORY_HOLIDAY if kind is DayKind.STATUTORY_HOLIDAY else GameDay.OTHER
        assert told is (holiday if kind else None)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 10, 1), Verdict.SATISFIED),  # Thursday, a statutory holiday
        (date(2026, 10, 5), Verdict.VIOLATED),  # Monday, a day off of the notice
        (date(2026, 2, 14), Verdict.SATISFIED),  # Saturday, worked
        (date(2026, 3, 2), Verdict.VIOLATED),  # an ordinary Monday is no statutory holiday
        (date(2100, 3, 1), Verdict.UNKNOWN),  # Monday: a notice still to come may make it one
    ],
)
def test_the_nation_tells_its_holidays_and_days_off(day: date, verdict: Verdict) -> None:
    assert check(stretch(day, 1200, 60), rules=[games.served_days]).verdict is verdict
