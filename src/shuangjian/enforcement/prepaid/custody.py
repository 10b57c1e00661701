"""A custody account (资金监管账户) of one training contract, as its events make it: state in, new state out.

A bank holds what was paid (银行托管, PRE-11) and releases it lesson by lesson, in step with what was taught (消拨同步,
PRE-13). Each lesson has its fee in whole fen; what a price leaves over when it is divided is in the fee of the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, TypeAlias

import attrs

from ...core.faults import ManyFaults
from ...core.judge import unsettled
from ...core.norm import NATION
from ...core.typed import Range, typed
from ...core.verdict import Missing, Reason
from ...model.accounts import CustodyRelease
from .events import Event
from .law import rule_rows
from .state import Account, unlike_events
from .steps import played, released_by, stepped

_TOLD = attrs.fields(CustodyRelease).days_unanswered.metadata
Days: TypeAlias = Annotated[int, Range(_TOLD["low"], _TOLD["high"])]
"""How many days a lesson may wait for an answer [d], as in a record of what was released."""


class CustodyError(ManyFaults):
    """Events of a custody account cannot be, or what was given is no account.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@typed(CustodyError)
def unanswered_days(place: str | None, day: date) -> int | Missing:
    """After how many days without an answer a lesson is settled at a place (PRE-14 逾期自动确认).

    No number is the nation's: where a place sets none, a lesson waits for the payer.

    Args:
        place: Id of the place; None: the nation's law alone.
        day: The day the lesson is taught.

    Returns:
        The days [d]; or what is missing, where no place sets them or the source leaves open whether it did by that day.

    Raises:
        CustodyError: if either is of another type.
        LawError: if the place is not known, or the data of the law cannot be used.

    """
    rows = rule_rows("prepayment", "release_unanswered.days", CustodyRelease, int, place)
    found = [(row, row.in_force(day)) for row in rows]
    for row, is_in_force in found:
        if is_in_force is None:
            return unsettled(row, day)
    days = [row.value for row, is_in_force in found if is_in_force]
    return max(days) if days else Missing(Reason.LOCAL_NORM, f"prepayment.release-unanswered days ({place or NATION})")


@typed(CustodyError)
def after(now: Account, event: Event, days: Days | None) -> Account:
    """What stands in the account after one more event (消拨同步, PRE-13).

    Lessons that were settled without an answer before the day of the event are released first; an answer on the last
    of the days counts.

    Args:
        now: What stood in it before.
        event: What happened.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    Raises:
        CustodyError: with all that does not fit its type; else with all that is wrong with the account; else with all
            that is wrong with the event.

    """
    if unlike := list(_unlike(now)):
        raise CustodyError(unlike)
    found, faults = stepped(now, event, days)
    if faults:
        raise CustodyError(f"event.{fault}" for fault in faults)
    return found


@typed(CustodyError)
def settled(now: Account, day: date, days: Days | None) -> Account:
    """Release the lessons that nobody had answered for so many days at the end of a day (PRE-14 逾期自动确认).

    Args:
        now: What stood in the account before.
        day: The day.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    Raises:
        CustodyError: with all that does not fit its type; else with all that is wrong with the account and the day.

    """
    faults = list(_unlike(now))
    if now.day and day < now.day:
        faults.append(f"day: {day} lies before {now.day}, the day of the last event; give none before it")
    if faults:
        raise CustodyError(faults)
    return released_by(now, day, days)


@typed(CustodyError)
def account(events: Iterable[Event], day: date, days: Days | None = None) -> Account:
    """What stands in an account at the end of a day, of the events up to then.

    Args:
        events: What happened, in the order of the days; what happened later is passed over.
        day: The day.
        days: After how many days without an answer a lesson is settled [d], see `unanswered_days`; None: it waits.

    Raises:
        CustodyError: with all that does not fit its type; else with all that is wrong with every event, those after a
            wrong one judged as if it had not been.

    """
    states, faults = played(events, day, days)
    if faults:
        raise CustodyError(faults)
    return released_by(states[-1], day, days)


def _unlike(now: Account) -> Iterator[str]:
    """What is wrong with an account made by hand."""
    return (f"now{fault}" for fault in unlike_events(now))
