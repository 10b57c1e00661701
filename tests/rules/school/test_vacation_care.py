"""Vacation care: the hand-worked cases come out as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.day import Vacation
from shuangjian.model.grade import Stage
from shuangjian.model.service import VacationCare
from shuangjian.rules.school import vacation_care
from shuangjian.testing.cases import Case, load_cases

RULES = vacation_care.voluntary.family.rules
CASES = load_cases(Path(__file__).with_name("vacation_care.cases.toml"), RULES.values())
WORST = VacationCare(
    school_stage=Stage.PRIMARY, is_voluntary=False, group_lessons=True, new_lessons=True, has_fee=True, fee_posted=False
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(
    st.dates(date(2017, 1, 1), date(2030, 12, 31)),
    st.sampled_from(Vacation),
    st.sampled_from(Stage),
    st.sampled_from(sorted(RULES)),
)
def test_the_notice_binds_summer_care_of_primary_and_junior_schools_and_the_law_bars_group_lessons_in_winter_too(
    day: date, vacation: Vacation, stage: Stage, rule: str
) -> None:
    care = attrs.evolve(WORST, date=day, vacation=vacation, school_stage=stage)
    by_law = rule == "no_group_lessons" and day >= date(2021, 6, 1)
    by_notice = day >= date(2021, 7, 9) and vacation is Vacation.SUMMER
    of_break = Verdict.UNKNOWN if vacation is Vacation.SEASON_BREAK else Verdict.VIOLATED
    binds = (by_law or by_notice) and stage in {Stage.PRIMARY, Stage.JUNIOR}
    assert RULES[rule](care).verdict is (of_break if binds else Verdict.NOT_APPLICABLE)
