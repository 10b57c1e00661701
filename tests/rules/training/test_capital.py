"""Capital: the hand-worked cases come out as written, and the share of the fund agrees with dividing by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.capital import CapitalTie, Deal, DealKind, FinanceYear, TieWay
from shuangjian.model.institution import LegalForm, Subject
from shuangjian.rules.training import capital
from shuangjian.testing.cases import Case, load_cases

RULES = capital.audited.family.rules
CASES = load_cases(Path(__file__).with_name("capital.cases.toml"), RULES.values())
DAY = date(2024, 5, 6)
MAYBE = st.sampled_from([None, True, False])
AMOUNTS = st.decimals(0, 9_999, places=2)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(gain=AMOUNTS, fund=AMOUNTS)
def test_the_fund_gets_a_tenth_of_what_there_is(gain: Decimal, fund: Decimal) -> None:
    found = capital.development_fund(FinanceYear(date=DAY, gain_yuan=gain, fund_yuan=fund)).verdict
    assert found is (Verdict.SATISFIED if 10 * fund >= gain else Verdict.VIOLATED)


@given(
    way=st.sampled_from([None, *TieWay]), subject=st.sampled_from([None, *Subject]), has_stake=MAYBE, compulsory=MAYBE
)
def test_an_investor_of_no_named_kind_breaks_nothing(
    way: TieWay | None, subject: Subject | None, has_stake: bool | None, compulsory: bool | None
) -> None:
    tie = CapitalTie(
        date=DAY, way=way, subject=subject, has_stake=has_stake, compulsory=compulsory,
        by_listed_company=False, by_foreign_capital=False, by_school=False,
    )  # fmt: skip
    about = [r for r in RULES.values() if r.fact is CapitalTie]
    assert Verdict.VIOLATED not in {r(tie).verdict for r in about}


@given(way=st.sampled_from(TieWay), compulsory=st.booleans())
def test_no_way_into_non_subject_training_is_barred_but_to_schools(way: TieWay, compulsory: bool) -> None:
    tie = CapitalTie(
        date=DAY, way=way, subject=Subject.NON_SUBJECT, compulsory=compulsory, has_stake=True,
        by_listed_company=True, by_foreign_capital=True, by_school=True,
    )  # fmt: skip
    broken = {n for n, r in RULES.items() if r.fact is CapitalTie and r(tie).verdict is Verdict.VIOLATED}
    assert broken == ({"school_founder"} if way is TieWay.FOUNDING else set())


@given(kind=st.sampled_from([None, *DealKind]), is_disclosed=MAYBE, is_fair=MAYBE)
def test_a_deal_of_a_for_profit_institution_with_a_stranger_is_its_own_affair(
    kind: DealKind | None, is_disclosed: bool | None, is_fair: bool | None
) -> None:
    deal = Deal(
        date=DAY, legal_form=LegalForm.FOR_PROFIT, kind=kind, is_related=False, is_disclosed=is_disclosed,
        is_open_and_fair=is_fair,
    )  # fmt: skip
    assert {r(deal).verdict for r in RULES.values() if r.fact is Deal} == {Verdict.NOT_APPLICABLE}
