"""Contracts: the hand-worked cases come out as written, and what is not due is not late."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Modality, Verdict
from shuangjian.model.institution import Subject
from shuangjian.model.payment import Refund
from shuangjian.rules.training import contracts
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("contracts.cases.toml"), contracts.withdrawal.family.rules.values())
ASKED = date(2023, 3, 1)
DAY = timedelta(1)
AMOUNTS = st.decimals(0, 9_999, places=2)


def beijing(*, settled: int | None, seen: int, before_start: bool) -> Refund:
    return Refund(
        place="beijing", asked_on=ASKED, subject=Subject.SUBJECT, before_start=before_start,
        is_settled=settled is not None, settled_on=None if settled is None else ASKED + DAY * settled,
        seen_on=ASKED + DAY * seen,
    )  # fmt: skip


def withdrawn(after: int, refunded: Decimal, paid: Decimal = Decimal(4800), taken: int = 0) -> Refund:
    return Refund(
        paid_on=date(2025, 6, 1), asked_on=date(2025, 6, 1) + DAY * after, is_settled=True, lessons_taken=taken,
        paid_yuan=paid, refunded_yuan=refunded,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(settled=st.none() | st.integers(0, 40), seen=st.integers(0, 40), before_start=st.booleans())
def test_what_is_not_due_is_not_late(settled: int | None, seen: int, before_start: bool) -> None:
    days = 5 if before_start else 15
    found = contracts.refund_days(beijing(settled=settled, seen=seen, before_start=before_start))
    if settled is None and seen <= days:
        assert found.verdict is Verdict.NOT_APPLICABLE
    else:
        late = (seen if settled is None else settled) > days
        assert found.verdict is (Verdict.VIOLATED if late else Verdict.SATISFIED)
        assert found.modality is Modality.IN_PRINCIPLE


@given(after=st.integers(0, 30), taken=st.integers(0, 5), paid=AMOUNTS, refunded=AMOUNTS)
def test_only_who_asks_in_time_and_took_nothing_is_owed_everything(
    after: int, taken: int, paid: Decimal, refunded: Decimal
) -> None:
    found = contracts.withdrawal(withdrawn(after, refunded, paid, taken)).verdict
    if after > 7 or taken:
        assert found is Verdict.NOT_APPLICABLE
    else:
        assert found is (Verdict.SATISFIED if refunded >= paid else Verdict.VIOLATED)


@given(left=st.integers(0, 60), price=AMOUNTS, refunded=AMOUNTS, place=st.sampled_from([None, "beijing"]))
def test_in_beijing_lessons_not_given_are_paid_back_by_their_price(
    left: int, price: Decimal, refunded: Decimal, place: str | None
) -> None:
    refund = Refund(
        place=place, asked_on=ASKED, before_start=False, is_settled=True, lessons_left=left, lesson_yuan=price,
        refunded_yuan=refunded,
    )  # fmt: skip
    found = contracts.proportional_refund(refund).verdict
    kept = Verdict.SATISFIED if refunded >= price * left else Verdict.VIOLATED
    assert found is (kept if place else Verdict.NOT_APPLICABLE)


@given(after=st.integers(-40, 40), refunded=AMOUNTS)
def test_who_leaves_by_the_day_agreed_gets_everything(after: int, refunded: Decimal) -> None:
    agreed = date(2024, 6, 10)
    refund = Refund(
        paid_on=date(2024, 5, 1), asked_on=agreed + DAY * after, full_refund_until=agreed, is_settled=True,
        paid_yuan=Decimal(4800), refunded_yuan=refunded,
    )  # fmt: skip
    found = contracts.agreed_refund(refund).verdict
    if after > 0:
        assert found is Verdict.NOT_APPLICABLE
    else:
        assert found is (Verdict.SATISFIED if refunded >= 4800 else Verdict.VIOLATED)
