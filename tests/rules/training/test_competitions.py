"""National competitions: the hand-worked cases come out as written, and only what is listed is counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.competition import Competition
from shuangjian.rules.training import competitions
from shuangjian.testing.cases import Case, load_cases

RULES = competitions.listed.family.rules
CASES = load_cases(Path(__file__).with_name("competitions.cases.toml"), RULES.values())
UNDER_THE_LIST = st.dates(date(2025, 10, 22), date(2028, 7, 31))
TIMES = st.integers(1, 20)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(UNDER_THE_LIST, TIMES, TIMES)
def test_what_is_not_listed_breaks_the_list_and_nothing_is_counted(day: date, in_year: int, in_all: int) -> None:
    event = Competition(date=day, is_listed=False, held_in_year=in_year, held_under_list=in_all)
    assert competitions.listed(event).verdict is Verdict.VIOLATED
    assert competitions.once_a_year(event).verdict is Verdict.NOT_APPLICABLE
    assert competitions.times_in_all(event).verdict is Verdict.NOT_APPLICABLE


@given(UNDER_THE_LIST, st.decimals(0, 100_000, places=2))
def test_whatever_is_paid_is_too_much(day: date, paid: Decimal) -> None:
    found = competitions.no_fee(Competition(date=day, fee_yuan=paid)).verdict
    assert found is (Verdict.VIOLATED if paid else Verdict.SATISFIED)


@given(UNDER_THE_LIST)
def test_silence_is_no_pass(day: date) -> None:
    assert {r(Competition(date=day)).verdict for r in RULES.values()} == {Verdict.UNKNOWN}
