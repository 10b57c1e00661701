"""Curriculum: the hand-worked cases come out as written, and the numbers of the plan fit each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangjian.rules.school import curriculum
from shuangjian.testing.cases import Case, load_cases

RULES = curriculum.weekly_lessons.family.rules
CASES = load_cases(Path(__file__).with_name("curriculum.cases.toml"), RULES.values())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict
