"""An account made by hand is refused where no events can have made it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import attrs
import pytest

from shuangjian.enforcement.prepaid.custody import CustodyError, after, settled
from shuangjian.enforcement.prepaid.events import Answered
from shuangjian.enforcement.prepaid.lots import Lot
from shuangjian.enforcement.prepaid.state import Account, Waiting

DAY = date(2026, 3, 1)


def yuan(amount: str | int) -> Decimal:
    return Decimal(amount)


def refused(make: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(CustodyError) as caught:
        make()
    return caught.value.faults


def test_an_account_made_by_hand_is_looked_into() -> None:
    below = Account(paid=yuan(-1), released=yuan(-1), refunded=yuan(-1), taught=-1, denied=-1)
    odd = attrs.evolve(below, lots=(Lot(0, yuan(-1), yuan(-1)),), waiting=(Waiting(0, DAY, yuan(-1)),))
    places = [fault.partition(" ")[0] for fault in refused(lambda: settled(odd, DAY, None))]
    assert places == [
        "now.paid:", "now.released:", "now.refunded:", "now.taught:", "now.denied:",
        "now.lots[0].lessons:", "now.lots[0].each:", "now.lots[0].last:",
        "now.waiting[0].lesson:", "now.waiting[0].yuan:",
    ]  # fmt: skip


def test_an_account_no_events_can_have_made_is_refused() -> None:
    unlike = Account(taught=1, lots=(Lot(2, yuan(5), yuan(6)),), waiting=(Waiting(1, DAY, yuan(4)),))
    told = "now.paid: 0.00 held are not the fees of the lessons, 15.00; give what events made"
    assert refused(lambda: settled(unlike, DAY, None)) == (told,)
    assert refused(lambda: after(unlike, Answered(DAY, 2, confirms=True), None)) == (told,)
    right = attrs.evolve(unlike, paid=yuan(15))
    assert after(right, Answered(DAY, 1, confirms=True), None).held == yuan(11)
    twice = Account(taught=2, waiting=(Waiting(1, DAY, yuan(0)), Waiting(1, DAY, yuan(0))))
    told = "now.waiting: cannot be of 2 lessons taught and 0 denied; give what events made"
    assert refused(lambda: after(twice, Answered(DAY, 1, confirms=True), None)) == (told,)


@pytest.mark.parametrize(
    ("lessons", "taught", "denied", "may_be"),
    [
        ([1], 1, 0, True),
        ([2], 2, 1, True),
        ([1, 2], 2, 0, True),
        ([2], 1, 0, False),
        ([1, 1], 2, 0, False),
        ([1], 1, 1, False),
        ([], 0, 1, False),
        ([], 0, 0, True),
    ],
)
def test_lessons_waiting_are_of_those_taught(lessons: list[int], taught: int, denied: int, may_be: bool) -> None:
    waiting = tuple(Waiting(lesson, DAY, yuan(0)) for lesson in lessons)
    now = Account(taught=taught, denied=denied, waiting=waiting)
    told = f"now.waiting: cannot be of {taught} lessons taught and {denied} denied; give what events made"
    if may_be:
        assert settled(now, DAY, None) == now
    else:
        assert refused(lambda: settled(now, DAY, None)) == (told,)


def test_parts_of_a_fen_in_an_account_are_told_wherever_they_are() -> None:
    odd = yuan("0.005")
    now = Account(None, odd, odd, odd, 1, 0, (Lot(1, odd, odd),), (Waiting(1, DAY, odd),))
    places = ("paid", "released", "refunded", "lots[0].each", "lots[0].last", "waiting[0].yuan")
    told = tuple(f"now.{place}: 0.005 has parts of a fen; write whole fen" for place in places)
    assert refused(lambda: settled(now, DAY, None)) == told


def test_an_account_is_not_settled_before_its_last_event() -> None:
    now = Account(DAY)
    assert settled(now, DAY, None) == now
    assert refused(lambda: settled(now, date(2026, 2, 28), None)) == (
        "day: 2026-02-28 lies before 2026-03-01, the day of the last event; give none before it",
    )
