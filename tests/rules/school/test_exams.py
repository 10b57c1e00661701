"""Exams: the hand-worked cases come out as written, and the traps of its law are avoided."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.exam import Exam, ExamScope, ExamTerm
from shuangjian.model.grade import Stage, System
from shuangjian.rules.school import exams
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("exams.cases.toml"), exams.finals.family.rules.values())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


PILOTS = {"beijing", "shanghai", "shenyang", "guangzhou", "chengdu", "zhengzhou", "changzhi", "weihai", "nantong"}
NATIONWIDE = date(2025, 12, 4)
PLACES = sorted(exams.finals.places.known)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("system", list(System))
def test_before_the_whole_country_followed_the_cut_is_known_in_the_nine_pilot_places_alone(
    place: str, system: System
) -> None:
    term = ExamTerm(place=place, date=date(2023, 2, 13), grade=6, system=system, finals=2)
    is_pilot = not PILOTS.isdisjoint(exams.finals.places.chain(place))
    assert exams.finals(term).verdict is (Verdict.VIOLATED if is_pilot else Verdict.UNKNOWN)


@given(place=st.sampled_from(PLACES), grade=st.integers(1, 12), finals=st.integers(0, 5), days=st.integers(0, 2000))
def test_since_then_every_place_reads_the_same(place: str, grade: int, finals: int, days: int) -> None:
    term = ExamTerm(date=NATIONWIDE + timedelta(days), place=place, grade=grade, system=System.SIX_THREE, finals=finals)
    bound = Verdict.SATISFIED if finals <= 1 else Verdict.VIOLATED
    assert exams.finals(term).verdict is (bound if 3 <= grade <= 9 else Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize("rule", ["finals", "midterms", "unified_exams", "mocks", "midterm_subjects"])
def test_exams_of_a_term_are_judged_by_the_law_of_the_day_of_the_last(rule: str) -> None:
    """A day of the term before the change says no more than it did; the exam after it falls under the new law."""
    counted = dict.fromkeys(["finals", "midterms", "unified_exams", "mocks", "midterm_subjects"], 9)
    days = ["last_final_on", "last_midterm_on", "last_unified_on", "last_mock_on"]
    asked = exams.finals.family.rules[rule]
    for grade, place in ((4, None), (9, None), (12, "beijing"), (6, "chengdu")):
        held: dict[str, Any] = {"grade": grade, "place": place, "system": System.SIX_THREE, **counted}
        for day in (date(2025, 9, 1), NATIONWIDE - timedelta(1), NATIONWIDE, date(2026, 1, 22)):
            told = held | dict.fromkeys(days, day)
            assert asked(ExamTerm(date=date(2025, 9, 1), **told)).verdict is asked(ExamTerm(date=day, **told)).verdict


@given(
    rule=st.sampled_from(["unified_exams", "mocks", "midterm_subjects"]),
    place=st.sampled_from([None, "sichuan"]),
    grade=st.sampled_from([1, 4, 8, 9, 11, 12]),
    first=st.dates(date(2018, 1, 1), date(2026, 12, 31)),
    counted=st.integers(0, 9),
)
def test_where_the_day_of_the_last_is_not_told_the_law_of_every_day_of_the_term_agrees_or_it_is_unknown(
    rule: str, place: str | None, grade: int, first: date, counted: int
) -> None:
    held: dict[str, Any] = {"date": first, "place": place, "grade": grade, "system": System.SIX_THREE, rule: counted}
    days = {"midterm_subjects": "last_midterm_on", "mocks": "last_mock_on", "unified_exams": "last_unified_on"}
    asked = exams.finals.family.rules[rule]
    ends = date(first.year + (first.month > 7), 7 if 2 <= first.month <= 7 else 1, 31)  # the end of July, of January
    found = {asked(ExamTerm(**held | {days[rule]: day})).verdict for day in (first, ends)}
    untold = asked(ExamTerm(**held)).verdict
    assert untold is Verdict.UNKNOWN or {untold} == found


def test_a_class_test_lies_outside_one_notice_and_inside_the_other() -> None:
    quiz = Exam(date=date(2026, 3, 20), grade=4, scope=ExamScope.CLASS, is_small_test=True, papers_bought=True)
    assert exams.small_tests(quiz).verdict is Verdict.VIOLATED
    assert exams.papers_bought(quiz).verdict is Verdict.NOT_APPLICABLE


def test_the_old_number_counts_every_unified_exam_and_not_finals() -> None:
    term = ExamTerm(date=date(2020, 9, 1), school_stage=Stage.JUNIOR, grade=8, finals=1, midterms=1, unified_exams=3)
    assert exams.unified_exams(term).verdict is Verdict.VIOLATED
    assert exams.finals(term).verdict is Verdict.NOT_APPLICABLE


@given(day=st.dates(date(2021, 8, 30), date(2030, 12, 31)), grade=st.sampled_from([1, 2]))
def test_a_common_exam_of_the_lowest_grades_is_banned_only_on_paper(day: date, grade: int) -> None:
    exam = Exam(date=day, grade=grade, scope=ExamScope.SCHOOL)
    assert exams.paper_exams(exam).verdict is Verdict.UNKNOWN
    assert exams.paper_exams(Exam(date=day, grade=grade, is_on_paper=True)).verdict is Verdict.VIOLATED
