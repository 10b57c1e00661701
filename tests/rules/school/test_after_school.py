"""After-school service: the hand-worked cases come out as written, and what the trap list warns of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.strict import Stricter
from shuangjian.core.verdict import WORST_FIRST, Modality, Verdict
from shuangjian.core.words import Clock
from shuangjian.model.grade import OfGrade, Stage
from shuangjian.model.service import Activity, EveningStudy, ServiceSession, ServiceWeek
from shuangjian.rules.school import after_school
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("after_school.cases.toml"), after_school.voluntary.family.rules.values())
CLOCKS = st.integers(0, 2879).map(Clock)
DAYS = st.dates(date(2017, 1, 1), date(2027, 12, 31))
PLACES = sorted(after_school.voluntary.places.known)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@pytest.mark.parametrize("case", [c for c in CASES if c.fact.law_days is None], ids=lambda c: f"{c.rule.name}: {c.why}")
def test_nothing_binds_before_school(case: Case) -> None:
    assert isinstance(case.fact, OfGrade)
    small = attrs.evolve(case.fact, grade=0, school_stage=None)
    assert case.rule(small).verdict is Verdict.NOT_APPLICABLE


def test_the_two_sentences_on_the_end_meet_without_gap_or_overlap() -> None:
    before, since = (r for r in after_school.service_end.norms[0].rows if r.place == "cn")
    day = date(2021, 7, 24)
    while day < date(2025, 1, 1):
        held = (before.in_force(day), since.in_force(day))
        assert held in {(True, False), (False, True), (None, None)}, day
        day += timedelta(1)


def test_earliest_and_latest_end_are_strict_in_opposite_directions() -> None:
    """T23: the direction is kept with the number."""
    assert after_school.service_end.norms[0].stricter is Stricter.HIGHER
    assert after_school.service_latest_end.norms[0].stricter is Stricter.LOWER
    assert not {"jilin", "lanzhou"} & {r.place for r in after_school.service_end.norms[0].rows}
    assert not {"beijing", "tianjin"} & {r.place for r in after_school.service_latest_end.norms[0].rows}


@pytest.mark.parametrize("days", range(8))
def test_a_week_is_held_to_the_days_of_the_law_whenever_it_reaches_them(days: int) -> None:
    """The record's own word for a full week is that of every row: else a week that meets the law would stay unknown."""
    week = ServiceWeek(date=date(2026, 3, 2), days=days)
    asked = {row.value for row in after_school.service_days.norms[0].rows}
    assert {week.fills_a_week} == {True if days >= least else None for least in asked}


@given(DAYS, CLOCKS, st.sampled_from([Stage.PRIMARY, Stage.JUNIOR]))
def test_the_end_of_work_has_no_default(day: date, ends: Clock, stage: Stage) -> None:
    """T10: without a place no hour is right or wrong."""
    found = after_school.service_end(ServiceSession(date=day, school_stage=stage, is_last=True, ends=ends))
    assert found.verdict is (Verdict.UNKNOWN if day >= date(2021, 7, 24) else Verdict.NOT_APPLICABLE)


@given(DAYS, st.sampled_from(PLACES), st.sampled_from([4, 8]), CLOCKS, CLOCKS)
def test_a_later_end_of_service_never_worsens_and_a_later_end_of_evening_study_never_mends(
    day: date, place: str, grade: int, one: Clock, other: Clock
) -> None:
    sooner, later = sorted((one, other))
    service = [
        after_school.service_end(ServiceSession(date=day, place=place, grade=grade, is_last=True, ends=e))
        for e in (sooner, later)
    ]
    study = [
        after_school.evening_study_end(EveningStudy(date=day, place=place, grade=grade, is_boarder=True, ends=e))
        for e in (sooner, later)
    ]
    worst = WORST_FIRST.index
    assert worst(service[0].verdict) <= worst(service[1].verdict)
    assert worst(study[0].verdict) >= worst(study[1].verdict)


@given(DAYS, st.sampled_from(["early_study", "midday_care", "evening_study"]))
def test_what_a_plan_of_2021_lists_is_lawful_until_spring_2024_and_a_breach_since(day: date, kind: str) -> None:
    """T09, T24: the plan itself did not change, the law did."""
    session = ServiceSession(date=day, school_stage=Stage.JUNIOR, activity=Activity(kind), counts=True)
    found = after_school.service_kinds(session)
    if day < date(2024, 2, 1):
        assert found.verdict is Verdict.NOT_APPLICABLE
    elif day < date(2024, 3, 31):
        assert found.verdict is Verdict.UNKNOWN
    else:
        assert (found.verdict, found.modality) == (Verdict.VIOLATED, Modality.BAN)


@given(DAYS, st.integers(0, 119), st.sampled_from([None, *PLACES]))
def test_less_than_two_hours_never_passes(day: date, minutes: int, place: str | None) -> None:
    """T11: lesson-periods are not hours, and no place lowers the floor."""
    week = ServiceWeek(date=day, place=place, school_stage=Stage.PRIMARY, shortest_day_minutes=minutes)
    assert after_school.service_minutes(week).verdict is not Verdict.SATISFIED


@given(DAYS, CLOCKS)
def test_evening_study_has_no_national_hour(day: date, ends: Clock) -> None:
    """T09: without a place nothing is said of it, not even that something is missing."""
    study = EveningStudy(date=day, school_stage=Stage.JUNIOR, is_boarder=True, ends=ends)
    assert after_school.evening_study_end(study).verdict is Verdict.NOT_APPLICABLE


@given(DAYS, st.sampled_from([None, *PLACES]), st.sampled_from([4, 8]), CLOCKS)
def test_a_service_that_ends_with_work_breaks_neither_the_nation_s_word_nor_a_latest_hour(
    day: date, place: str | None, grade: int, ends: Clock
) -> None:
    """T23: what one clause asks for is no breach of another."""
    session = ServiceSession(date=day, place=place, grade=grade, is_last=True, ends=ends, end_of_work=ends)
    assert after_school.service_latest_end(session).verdict is not Verdict.VIOLATED
    found = after_school.service_after_work(attrs.evolve(session, place=None))
    assert found.verdict is (Verdict.NOT_APPLICABLE if day < date(2021, 7, 24) else Verdict.SATISFIED)
