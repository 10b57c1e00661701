"""What an institution keeps of lessons given up: no more than the lessons settled cost at the list price."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement.prepaid.custody import CustodyError, account
from shuangjian.enforcement.prepaid.events import Answered, Event, Paid, Refunded, Taught

FIRST = date(2026, 3, 1)
FEE, LIST = Decimal(100), Decimal(150)


def taught(lessons: int, confirmed: int) -> list[Event]:
    """Ten lessons at 100 yuan, some of them taught, some of these confirmed."""
    answers = [Answered(FIRST, n + 1, confirms=True) for n in range(confirmed)]
    return [Paid(FIRST, FEE * 10, 10), *[Taught(FIRST)] * lessons, *answers]


def kept(amount: str | int, list_yuan: Decimal | None = LIST, lessons: int = 4, day: date = FIRST) -> Event:
    return Refunded(day, FEE * lessons - Decimal(amount), lessons, Decimal(amount), list_yuan)


def faults(events: list[Event], days: int | None = None) -> list[str]:
    """What is wrong with the last of the events; nothing if they may be."""
    last = len(events) - 1
    try:
        account(events, date(2026, 12, 31), days)
    except CustodyError as refused:
        return [fault.removeprefix(f"events[{last}].") for fault in refused.faults]
    return []


def beyond(amount: str, most: str, lessons: int, released: str) -> str:
    return (
        f"kept: {amount} is more than {most}, which the {lessons} lessons settled cost at the list price beyond the "
        f"{released} released; keep no more, or put what settles other lessons before it"
    )


@pytest.mark.parametrize(("lessons", "confirmed"), [(0, 0), (3, 0)])
def test_nothing_is_kept_before_a_lesson_is_settled(lessons: int, confirmed: int) -> None:
    """A lesson that waits for an answer may still be denied (PRE-13, PRE-14)."""
    before = taught(lessons, confirmed)
    assert faults([*before, kept("0.01")]) == [beyond("0.01", "0.00", 0, "0.00")]
    assert faults([*before, kept(0)]) == []


def test_what_lessons_settled_cost_at_the_list_price_may_be_kept_and_no_fen_more() -> None:
    before = taught(3, 3)
    assert faults([*before, kept(150)]) == []
    assert faults([*before, kept("150.01")]) == [beyond("150.01", "150.00", 3, "300.00")]


def test_a_lesson_denied_or_waiting_counts_for_nothing() -> None:
    denied = [*taught(3, 1), Answered(FIRST, 2, confirms=False)]
    assert faults([*denied, kept(50)]) == []
    assert faults([*denied, kept(51)]) == [beyond("51", "50.00", 1, "100.00")]
    assert faults([*denied, kept(0, None)]) == []


def test_a_lesson_settled_without_an_answer_counts() -> None:
    before = taught(2, 0)
    late = FIRST + timedelta(4)
    assert faults([*before, kept(100, day=late)], 3) == []
    assert faults([*before, kept(100, day=late - timedelta(1))], 3) == [beyond("100", "0.00", 0, "0.00")]


def test_what_was_kept_before_counts() -> None:
    before = taught(4, 4)
    first = kept(150, lessons=2)
    assert faults([*before, first, kept(50, lessons=2)]) == []
    assert faults([*before, first, kept(51, lessons=2)]) == [beyond("51", "50.00", 4, "550.00")]


def test_a_list_price_below_the_fee_leaves_nothing_to_keep() -> None:
    before = taught(3, 3)
    assert faults([*before, kept(1, Decimal(99))]) == [beyond("1", "0.00", 3, "300.00")]
    assert faults([*before, kept(0, Decimal(99))]) == []


def test_who_keeps_anything_says_the_list_price() -> None:
    before = taught(3, 3)
    untold = "list_yuan: is not told, though 5 was kept; write the list price of one lesson"
    assert faults([*before, kept(5, None)]) == [untold]
    none = taught(3, 0)
    assert faults([*none, kept(5, None)]) == [untold, beyond("5", "0.00", 0, "0.00")]
    assert faults([*before, kept(0, None)]) == []


@given(
    lessons=st.integers(0, 6),
    confirmed=st.integers(0, 6),
    fen=st.integers(0, 40_000),
    each=st.integers(0, 40_000).map(lambda fen: Decimal(fen) / 100),
)
def test_an_institution_never_has_more_than_its_lessons_cost(
    lessons: int, confirmed: int, fen: int, each: Decimal
) -> None:
    before = taught(lessons, min(lessons, confirmed))
    amount = Decimal(fen) / 100
    event = Refunded(FIRST, FEE * 4 - amount, 4, amount, each)
    settled = min(lessons, confirmed)
    may_be = amount == 0 or FEE * settled + amount <= each * settled
    assert (not faults([*before, event])) is may_be
    if may_be:
        now = account([*before, event], FIRST)
        assert now.released <= max(each, FEE) * now.settled
        assert now.settled == settled
