"""Preschoolers: the hand-worked cases come out as written, and what nobody judged is never a pass."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.preschool import PreschoolActivity, Provider
from shuangjian.rules.training import preschool
from shuangjian.testing.cases import Case, load_cases

RULES = preschool.primary_courses.family.rules
CASES = load_cases(Path(__file__).with_name("preschool.cases.toml"), RULES.values())
DAYS = st.dates(date(2025, 6, 1), date(2030, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(DAYS, st.sampled_from([None, *Provider]))
def test_what_nobody_judged_is_never_a_pass(day: date, provider: Provider | None) -> None:
    activity = PreschoolActivity(date=day, provider=provider)
    assert {r(activity).verdict for r in RULES.values()} <= {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}


@given(DAYS, st.sampled_from(Provider))
def test_since_the_law_on_preschool_education_nobody_teaches_primary_courses(day: date, provider: Provider) -> None:
    activity = PreschoolActivity(date=day, provider=provider, teaches_primary_courses=True)
    assert preschool.primary_courses(activity).verdict is Verdict.VIOLATED
