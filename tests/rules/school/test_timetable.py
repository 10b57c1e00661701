"""Timetable: the hand-worked cases come out as written, and the traps of its law are avoided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Modality, Verdict
from shuangjian.core.words import Clock
from shuangjian.model.day import DayKind
from shuangjian.model.grade import Stage, System
from shuangjian.model.school import SchoolDay
from shuangjian.rules.school import timetable
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("timetable.cases.toml"), timetable.first_lesson.family.rules.values())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


SETTLED = date(2026, 11, 21)
"""A day on which every row, the undated ones too, is surely in force."""
PLACES = st.sampled_from(sorted(timetable.first_lesson.places.known))
PUPILS = st.sampled_from([Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR])


@given(place=PLACES, stage=PUPILS, minutes=st.integers(0, 9))
def test_no_place_softens_the_floor_of_ten_minutes(place: str, stage: Stage, minutes: int) -> None:
    found = timetable.break_minutes(SchoolDay(place=place, date=SETTLED, school_stage=stage, shortest_break=minutes))
    assert (found.verdict, found.modality, found.limit) == (Verdict.VIOLATED, Modality.BAN, 10)


@given(place=PLACES, stage=PUPILS, minutes=st.integers(10, 14))
def test_from_ten_minutes_on_a_break_is_never_banned(place: str, stage: Stage, minutes: int) -> None:
    found = timetable.break_minutes(SchoolDay(place=place, date=SETTLED, school_stage=stage, shortest_break=minutes))
    assert found.verdict is Verdict.VIOLATED
    assert found.modality is not Modality.BAN


@given(place=PLACES, grade=st.integers(1, 12), start=st.integers(6 * 60, 10 * 60))
def test_an_early_lesson_is_banned_only_where_a_province_set_the_hour(place: str, grade: int, start: int) -> None:
    day = SchoolDay(place=place, date=SETTLED, grade=grade, system=System.SIX_THREE, first_lesson=Clock(start))
    found = timetable.first_lesson(day)
    assert found.modality is (Modality.IN_PRINCIPLE if found.places == ("cn",) else Modality.BAN)
    assert ("SL-19" in found.clauses) is (found.modality is Modality.BAN)


@given(kind=st.sampled_from(DayKind), grade=st.integers(10, 12))
def test_group_lessons_of_senior_pupils_are_not_spoken_of(kind: DayKind, grade: int) -> None:
    day = SchoolDay(date=SETTLED, grade=grade, day_kind=kind, group_lessons=True)
    assert timetable.holiday_lessons(day).verdict is Verdict.NOT_APPLICABLE


@given(stage=PUPILS, place=PLACES, morning=st.integers(0, 60), afternoon=st.integers(0, 60))
def test_one_long_break_is_enough_for_the_day_but_not_for_the_other_half(
    stage: Stage, place: str, morning: int, afternoon: int
) -> None:
    day = SchoolDay(
        place=place,
        date=SETTLED,
        school_stage=stage,
        day_kind=DayKind.SCHOOL_DAY,
        long_break_minutes=max(morning, afternoon),
        morning_long_break_minutes=morning,
        afternoon_long_break_minutes=afternoon,
    )
    rules = (timetable.morning_long_break, timetable.afternoon_long_break, timetable.long_break)
    in_the_morning, in_the_afternoon, in_the_day = (r(day).verdict is Verdict.SATISFIED for r in rules)
    assert (in_the_morning, in_the_afternoon) == (morning >= 30, afternoon >= 30)
    assert in_the_day is (in_the_morning or in_the_afternoon)


@given(stage=PUPILS, enough=st.integers(120, 1440), other=st.none() | st.integers(0, 1440), at_school=st.booleans())
def test_two_hours_of_exercise_are_enough_whatever_the_rest_is(
    stage: Stage, enough: int, other: int | None, at_school: bool
) -> None:
    inside, outside = (enough, other) if at_school else (other, enough)
    day = SchoolDay(
        date=SETTLED,
        school_stage=stage,
        day_kind=DayKind.SCHOOL_DAY,
        exercise_in_school=inside,
        exercise_outside=outside,
    )
    assert timetable.exercise_total(day).verdict is Verdict.SATISFIED
