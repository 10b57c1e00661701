"""The least guarantee deposit: the fees of one charging cycle, and nothing guessed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian import check
from shuangjian.core.verdict import Evidence, Missing, Reason, Verdict
from shuangjian.enforcement.prepaid.deposit import Deposit, DepositError, least_deposit
from shuangjian.enforcement.prepaid.money import Sum
from shuangjian.model.payment import Payment

FIRST = date(2026, 1, 15)


def paid(day: date | None, yuan: int | None) -> Payment:
    return Payment(paid_on=day, yuan=None if yuan is None else Decimal(yuan))


@given(taken=st.lists(st.tuples(st.integers(-20, 120), st.integers(0, 9000)), max_size=12), how=st.randoms())
def test_all_that_was_taken_in_the_cycle_counts_in_any_order(taken: list[tuple[int, int]], how: Any) -> None:
    payments = [paid(FIRST + timedelta(n), yuan) for n, yuan in taken]
    how.shuffle(payments)
    expected = sum((Decimal(yuan) for n, yuan in taken if 0 <= n <= 89), Decimal())  # until 14 April
    assert least_deposit(payments, FIRST) == Deposit(date(2026, 4, 14), Sum(expected), ("PRE-12",), Evidence.REPORT)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2021, 10, 29), date(2022, 1, 28)),
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 11, 29), date(2027, 2, 28)),
        (FIRST, date(2026, 4, 14)),
    ],
)
def test_a_cycle_has_three_months(first: date, last: date) -> None:
    days = [first - timedelta(1), first, last, last + timedelta(1)]
    found = least_deposit([paid(day, 10**n) for n, day in enumerate(days)], first)
    assert found is not None
    assert (found.last_day, found.least) == (last, Sum(Decimal(110)))


@given(st.dates(date(2022, 1, 1), date(2100, 1, 1)))
def test_a_cycle_is_as_long_as_the_rule_on_months_in_advance_lets_a_payment_be(first: date) -> None:
    found = least_deposit([], first)
    assert found is not None
    said = [
        finding.verdict
        for last in (found.last_day, found.last_day + timedelta(1))
        for finding in check(Payment(paid_on=first, first_day=first, last_day=last), keep=Verdict).findings
        if finding.rule == "prepayment.months"
    ]
    assert said == [Verdict.SATISFIED, Verdict.VIOLATED]


def test_before_the_notice_nothing_was_asked() -> None:
    """As in the rule on it, since the day the notice is from in the register."""
    assert least_deposit([paid(date(2021, 10, 28), 100)], date(2021, 10, 28)) is None


def test_what_is_not_known_of_a_payment_makes_the_sum_unknown() -> None:
    payments = [paid(FIRST, 100), paid(None, 100), paid(FIRST, None), paid(FIRST - timedelta(1), None)]
    found = least_deposit(payments, FIRST)
    assert found is not None
    lacks = (Missing(Reason.FACT, "payments[1].paid_on"), Missing(Reason.FACT, "payments[2].yuan"))
    assert found.least == Sum(None, lacks)


def faults(payments: Any, first_day: Any) -> tuple[str, ...]:
    with pytest.raises(DepositError) as caught:
        least_deposit(payments, first_day)
    return caught.value.faults


def test_all_that_does_not_fit_is_told_at_once() -> None:
    assert faults([paid(FIRST, 1), "x", None], None) == (
        "payments[1]: is of type str; give Payment",
        "payments[2]: is of type NoneType; give Payment",
        "first_day: None is not of type date; give one that is",
    )
    assert faults(None, date.max) == (
        "payments: is of type NoneType; give several, such as a list",
        "first_day: 9999-12-31 lies outside 1949-10-01 to 2199-12-31; give one that is",
    )
    assert least_deposit([], date(2199, 12, 31)) is not None  # the cycle may end later


def test_parts_of_a_fen_are_refused_wherever_they_are() -> None:
    odd = [Payment(paid_on=day, yuan=Decimal(yuan)) for day, yuan in ((FIRST, "1.005"), (None, "1"), (None, "0.001"))]
    assert faults(iter(odd), FIRST) == (
        "payments[0].yuan: 1.005 has parts of a fen; write whole fen",
        "payments[2].yuan: 0.001 has parts of a fen; write whole fen",
    )
