"""No decimal context of the caller changes a sum: not its precision, its rounding, nor its traps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_UP,
    Clamped,
    Context,
    Decimal,
    DecimalException,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
    localcontext,
)  # fmt: skip
from fractions import Fraction
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, strategies as st

from benchmarks import custody as plainly
from shuangjian.enforcement.prepaid.claims import AtFault, Terms
from shuangjian.enforcement.prepaid.collected import payments
from shuangjian.enforcement.prepaid.custody import CustodyError, account, after, settled
from shuangjian.enforcement.prepaid.deposit import Deposit, least_deposit
from shuangjian.enforcement.prepaid.events import Answered, Event, FeeChanged, Paid, Refunded, Taught
from shuangjian.enforcement.prepaid.refund import Due, due
from shuangjian.enforcement.prepaid.state import Account
from shuangjian.model.institution import Subject
from shuangjian.model.payment import Payment, Refund

FIRST = date(2026, 3, 1)
T = TypeVar("T")
ALL_TRAPS: list[type[DecimalException]] = [
    Clamped, FloatOperation, Inexact, InvalidOperation, Overflow, Rounded, Subnormal, Underflow
]  # fmt: skip


@st.composite
def hostile(draw: st.DrawFn) -> Context:
    """What rounds much, or raises where it has to round."""
    return Context(
        prec=draw(st.integers(1, 4)),
        rounding=draw(st.sampled_from([ROUND_UP, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR])),
        Emin=-1,
        Emax=1,
        traps=draw(st.sampled_from([[], [Inexact, Rounded], ALL_TRAPS])),
    )


def within(context: Context, call: Callable[[], T]) -> T:
    with localcontext(context):
        return call()


def drawn(seed: int) -> list[Event]:
    """Events of one account, those that cannot be among them."""
    rng, plain, found = Random(seed), plainly.Plain(3), list[Event]()
    for _ in range(12):
        found.append(plainly.drawn(rng, plain))
        plain.take(found[-1])
    return found


def told(events: list[Event]) -> Account | tuple[str, ...]:
    try:
        return account(events, FIRST + timedelta(99), 3)
    except CustodyError as refused:
        return refused.faults


def step_by_step(events: list[Event]) -> Account:
    now = Account()
    for event in events:
        try:
            now = after(now, event, 3)
        except CustodyError:
            continue
    return settled(now, FIRST + timedelta(99), 3)


@given(seed=st.integers(0, 10**9), context=hostile())
def test_an_account_is_the_same(seed: int, context: Context) -> None:
    events = drawn(seed)
    assert within(context, lambda: told(events)) == told(events)
    assert repr(within(context, lambda: step_by_step(events))) == repr(step_by_step(events))
    now = step_by_step(events)
    assert within(context, lambda: (now.held, now.fees)) == (now.held, now.fees)


@given(context=hostile())
def test_large_and_small_sums_are_kept_to_the_fen(context: Context) -> None:
    events: list[Event] = [
        Paid(FIRST, Decimal("12345678.91"), 7),
        Taught(FIRST),
        Answered(FIRST, 1, confirms=True),
        FeeChanged(FIRST, Decimal("0.07")),
        FeeChanged(FIRST, Decimal("-0.03")),
        Refunded(FIRST, Decimal("3527336.84"), 2, Decimal("0.02"), Decimal("1763668.43")),
    ]
    now = within(context, lambda: account(events, FIRST))
    sums = (now.paid, now.released, now.refunded, now.held)
    assert tuple(map(str, sums)) == ("12345678.98", "1763668.43", "3527336.87", "7054673.68")
    (first, rise) = within(context, lambda: payments(events, Payment()))
    assert (first.yuan, rise.yuan) == (Decimal("12345678.91"), Decimal("0.07"))


@given(
    context=hostile(), paid=st.integers(0, 10**9), each=st.integers(0, 10**8), left=st.integers(0, 12),
    at_fault=st.none() | st.sampled_from(AtFault),
)  # fmt: skip
def test_a_refund_is_the_same(context: Context, paid: int, each: int, left: int, at_fault: AtFault | None) -> None:
    refund = Refund(
        place="beijing", paid_on=FIRST, asked_on=FIRST, subject=Subject.NON_SUBJECT, before_start=False,
        lessons_taken=12 - left, lessons_left=left, paid_yuan=Decimal(paid) / 100, agrees_full_refund=False,
        after_false_advertising=False,
    )  # fmt: skip
    terms = Terms(
        lessons=12, list_yuan=Decimal(each) / 100, at_fault=at_fault, may_cancel=True, loan_rate=Decimal("0.0305"),
        deposit_rate=Decimal("0.015"), years=Fraction(7, 12),
    )  # fmt: skip

    def reckoned() -> tuple[Due, Decimal | None]:
        found = due(refund, terms)
        return found, found.yuan

    assert repr(within(context, reckoned)) == repr(reckoned())
    sums = [reckoned()[1], *(step.yuan for step in reckoned()[0].steps)]
    assert {one.as_tuple().exponent for one in sums if one is not None} == {-2}


@given(context=hostile(), fen=st.lists(st.integers(0, 10**10), max_size=9))
def test_a_deposit_is_the_same(context: Context, fen: list[int]) -> None:
    taken = [Payment(paid_on=FIRST, yuan=Decimal(one) / 100) for one in fen]

    def reckoned() -> Deposit | None:
        return least_deposit(taken, FIRST)

    found = within(context, reckoned)
    assert found is not None
    assert found.least.yuan == Fraction(sum(fen), 100)
    assert repr(found) == repr(reckoned())


def test_such_a_context_would_lose_money() -> None:
    """So these tests have something to find."""
    with localcontext(Context(prec=3)):
        assert Decimal("1000.01") + Decimal("0.01") == Decimal("1.00E+3")
    with localcontext(Context(prec=3, traps=[Inexact])), pytest.raises(Inexact):
        _ = Decimal("1000.01") + Decimal("0.01")
