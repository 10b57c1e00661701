"""Curriculum: the hand-worked cases come out as written, and the numbers of the plan fit each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangjian.model.grade import System
from shuangjian.rules.school import curriculum
from shuangjian.testing.cases import Case, load_cases

RULES = curriculum.weekly_lessons.family.rules
CASES = load_cases(Path(__file__).with_name("curriculum.cases.toml"), RULES.values())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


def limit(rule: str, grade: int) -> int:
    """The number a rule holds a grade to, six years of primary school taken."""
    fact = RULES[rule].fact(date=date(2025, 9, 1), grade=grade, system=System.SIX_THREE)
    (norm,) = RULES[rule].norms
    (entry,) = norm.cell(fact.date, {k: getattr(fact, k) for k in norm.keys}) or ()
    found: int = entry.value
    return found


@pytest.mark.parametrize("grade", range(1, 9))
def test_the_weeks_of_a_year_add_up(grade: int) -> None:
    parts = ("teaching_weeks", "revision_weeks", "flexible_weeks")
    assert sum(limit(r, grade) for r in parts) == limit("year_weeks", grade)


def test_the_weeks_of_grade_9_add_up() -> None:
    parts = ("teaching_weeks", "first_term_revision", "second_term_revision", "flexible_weeks")
    assert sum(limit(r, 9) for r in parts) == limit("year_weeks", 9)


def test_the_lessons_of_nine_years_are_those_of_their_weeks() -> None:
    (total,) = [row.value for row in curriculum.nine_year_lessons.norms[0].rows]
    assert sum(limit("weekly_lessons", g) * limit("teaching_weeks", g) for g in range(1, 10)) == total


@pytest.mark.parametrize("grade", range(1, 10))
def test_the_minutes_of_a_week_are_its_lessons_of_standard_length(grade: int) -> None:
    standard = 40 if grade <= 6 else 45
    assert limit("weekly_minutes", grade) == limit("weekly_lessons", grade) * standard


def test_grade_6_has_as_many_lessons_under_either_system_each_of_the_length_of_its_stage() -> None:
    (norm,) = RULES["weekly_minutes"].norms
    junior = {r.value for r in norm.rows if "grade" in r.where}
    assert junior == {limit("weekly_lessons", 6) * 45}
