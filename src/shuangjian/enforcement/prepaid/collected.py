"""Collections of money among the events of a custody account, as records the rules on prepayment judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from ...core.typed import typed
from ...core.words import plus
from ...model.payment import Payment
from .custody import CustodyError
from .events import Event, FeeChanged, Paid
from .state import Account
from .steps import played


@typed(CustodyError)
def payments(events: Iterable[Event], like: Payment) -> tuple[Payment, ...]:
    """Every collection of money among the events as a record, for the rules on prepayment and on what was split.

    A fee that was raised was collected too (PRE-03 变相); it covers what the payment before it covers. Once an account
    is closed, what was given up counts as taken, so that a payment made afterwards is no part of those before; what was
    paid back of one that is open does not undo what was collected.

    Args:
        events: What happened, in the order of the days.
        like: What the events do not tell: payer, course, place, kind of training, and how many of the lessons of the
            course were taken before the first event.

    Returns:
        The records, in the order of the events; numbered, where `like` has an id.

    Raises:
        CustodyError: with all that does not fit its type; else with all that is wrong with every event; else with every
            number that is larger than a record may have.

    """
    listed = tuple(events)
    states, faults = played(listed, date.max, None)
    found, covers, bought, given_up = list[Payment](), like, 0, 0
    for at, (now, event) in enumerate(zip(states, listed, strict=False)):
        if isinstance(event, Paid):
            given_up = bought - _given(now) if now.is_closed else given_up
            bought += event.lessons
            covers = attrs.evolve(like, first_day=event.first_day, last_day=event.last_day)
        if isinstance(event, Paid) or (isinstance(event, FeeChanged) and event.yuan > 0):
            try:
                taken = plus(like.lessons_taken, _given(now) + given_up)
                found.append(_payment(now, event, attrs.evolve(covers, lessons_taken=taken), len(found) + 1))
            except ValueError as refused:
                faults.append(f"events[{at}]: {refused}; write fewer")
    if faults:
        raise CustodyError(faults)
    return tuple(found)


def _payment(now: Account, event: Paid | FeeChanged, covers: Payment, number: int) -> Payment:
    return attrs.evolve(
        covers,
        id=covers.id and f"{covers.id}.{number}",
        paid_on=event.day,
        lessons=event.lessons if isinstance(event, Paid) else 0,
        lessons_left=now.lessons_left if isinstance(event, Paid) else None,
        yuan=event.yuan,
        in_supervised_account=True,
        under_custody=True,
    )


def _given(now: Account) -> int:
    """How many lessons were taught and not denied."""
    return now.taught - now.denied
