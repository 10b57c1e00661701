"""Content and conduct: the hand-worked cases come out as written, and silence is never a pass."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.conduct import TrainingClass, TrainingConduct
from shuangjian.model.institution import Subject
from shuangjian.rules.training import conduct
from shuangjian.testing.cases import Case, load_cases

RULES = conduct.content_filed.family.rules
CASES = load_cases(Path(__file__).with_name("conduct.cases.toml"), RULES.values())
DAYS = st.dates(date(2018, 8, 22), date(2030, 12, 31))
MAYBE = st.sampled_from([None, True, False])


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(DAYS, st.sampled_from([None, *Subject]))
def test_a_record_that_says_nothing_passes_nowhere(day: date, subject: Subject | None) -> None:
    silent = [TrainingClass(date=day, subject=subject), TrainingConduct(date=day)]
    told = {r(f).verdict for f in silent for r in RULES.values() if r.fact is type(f)}
    assert told <= {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}


@given(DAYS, st.sampled_from([None, *Subject]), MAYBE, MAYBE)
def test_to_report_a_class_is_not_to_make_it_public(
    day: date, subject: Subject | None, timetable: bool | None, pupils: bool | None
) -> None:
    reported = TrainingClass(date=day, subject=subject, is_timetable_filed=timetable, are_pupils_filed=pupils)
    public = TrainingClass(
        date=day, subject=subject, is_content_posted=True, is_timetable_posted=timetable, are_pupils_posted=pupils
    )
    assert conduct.class_filed(reported).verdict is conduct.class_posted(public).verdict
    assert conduct.class_posted(reported).verdict is not Verdict.SATISFIED
    assert conduct.class_filed(public).verdict is not Verdict.SATISFIED


@given(DAYS, MAYBE, MAYBE, MAYBE)
def test_any_one_of_exams_competitions_and_rankings_is_too_many(
    day: date, exams: bool | None, contests: bool | None, ranks: bool | None
) -> None:
    held = [exams, contests, ranks]
    found = conduct.no_subject_contests(
        TrainingConduct(date=day, holds_grade_exams=exams, holds_subject_contests=contests, ranks_pupils=ranks)
    )
    wanted = Verdict.VIOLATED if True in held else Verdict.UNKNOWN if None in held else Verdict.SATISFIED
    assert found.verdict is wanted


@given(day=DAYS, pupils=st.integers(1, 12), level=st.integers(1, 12))
def test_a_class_is_for_one_year_alone(day: date, pupils: int, level: int) -> None:
    offer = TrainingClass(date=day, subject=Subject.SUBJECT, grade=pupils, class_grade=level)
    assert conduct.class_grade(offer).verdict is (Verdict.SATISFIED if pupils == level else Verdict.VIOLATED)
