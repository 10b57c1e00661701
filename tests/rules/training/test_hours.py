"""Training hours: the hand-worked cases come out as written, and what every hour of a day must give."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.day import DayKind
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.lesson import Lesson
from shuangjian.rules.training import hours
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("hours.cases.toml"), hours.training_days.family.rules.values())
PUPILS = [Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR]
DAY = date(2026, 3, 3)
MIDNIGHT = datetime(2026, 3, 3)  # noqa: DTZ001  # facts hold local wall-clock time


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


def lesson_ending(minute: int, mode: Mode, subject: Subject, stage: Stage) -> Lesson:
    return Lesson(date=DAY, mode=mode, subject=subject, stage=stage, ends_at=MIDNIGHT + timedelta(minutes=minute))


@given(
    minute=st.integers(0, 2879),
    later=st.integers(0, 2879),
    mode=st.sampled_from(Mode),
    subject=st.sampled_from(Subject),
    stage=st.sampled_from(PUPILS),
)
def test_a_later_end_never_mends_a_lesson(minute: int, later: int, mode: Mode, subject: Subject, stage: Stage) -> None:
    first, second = sorted([minute, later])
    if hours.training_end(lesson_ending(first, mode, subject, stage)).verdict is Verdict.VIOLATED:
        assert hours.training_end(lesson_ending(second, mode, subject, stage)).verdict is Verdict.VIOLATED


@given(minute=st.integers(0, 2879), subject=st.sampled_from(Subject), stage=st.sampled_from(PUPILS))
def test_in_person_is_never_allowed_later_than_online(minute: int, subject: Subject, stage: Stage) -> None:
    if hours.training_end(lesson_ending(minute, Mode.OFFLINE, subject, stage)).verdict is Verdict.SATISFIED:
        assert hours.training_end(lesson_ending(minute, Mode.ONLINE, subject, stage)).verdict is Verdict.SATISFIED


@given(kind=st.sampled_from(DayKind), weekday=st.integers(0, 6), mode=st.sampled_from([None, *Mode]))
def test_the_kind_of_day_decides_and_never_the_weekday(kind: DayKind, weekday: int, mode: Mode | None) -> None:
    lesson = Lesson(
        date=DAY + timedelta(weekday), day_kind=kind, mode=mode, stage=Stage.PRIMARY, subject=Subject.SUBJECT
    )
    expected = {
        DayKind.SCHOOL_DAY: Verdict.SATISFIED,
        DayKind.MAKE_UP_DAY: Verdict.UNKNOWN,
        DayKind.SEASON_BREAK: Verdict.UNKNOWN,
    }
    assert hours.training_days(lesson).verdict is expected.get(kind, Verdict.VIOLATED)


@given(kind=st.sampled_from([None, *DayKind]), place=st.sampled_from([None, "haikou", "suzhou", "beijing"]))
def test_without_a_local_rule_a_senior_class_is_neither_passed_nor_failed(
    kind: DayKind | None, place: str | None
) -> None:
    lesson = Lesson(date=DAY, place=place, day_kind=kind, stage=Stage.SENIOR, subject=Subject.SUBJECT)
    if place in (None, "beijing"):
        assert hours.training_days(lesson).verdict is Verdict.UNKNOWN
    elif kind is DayKind.REST_DAY:
        assert hours.training_days(lesson).verdict is Verdict.VIOLATED


@given(minutes=st.integers(1, 600), subject=st.sampled_from(Subject), stage=st.sampled_from(Stage))
def test_an_offline_lesson_of_any_length_is_lawful(minutes: int, subject: Subject, stage: Stage) -> None:
    lesson = Lesson(
        date=DAY,
        mode=Mode.OFFLINE,
        subject=subject,
        stage=stage,
        starts_at=MIDNIGHT,
        ends_at=MIDNIGHT + timedelta(minutes=minutes),
    )
    assert hours.online_minutes(lesson).verdict is Verdict.NOT_APPLICABLE


def test_a_calendar_that_may_change_marks_the_verdict() -> None:
    lesson = Lesson(
        date=DAY, day_kind=DayKind.VACATION, day_kind_provisional=True, stage=Stage.JUNIOR, subject=Subject.SUBJECT
    )
    found = hours.training_days(lesson)
    assert found.verdict is Verdict.VIOLATED
    assert found.provisional
