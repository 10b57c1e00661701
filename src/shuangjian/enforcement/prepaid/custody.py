"""A custody account (资金监管账户) of one training contract, as its events make it: state in, new state out.

A bank holds what was paid (银行托管, PRE-11) and releases it lesson by lesson, in step with what was taught (消拨同步,
PRE-13). Each lesson has its fee in whole fen; what a price leaves over when it is divided is in the fee of the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from ...core.dates import DAY
from ...core.fact import wrong
from ...core.faults import ManyFaults
from ...core.judge import unsettled
from ...core.norm import NATION
from ...core.verdict import Missing, Reason
from ...model.accounts import CustodyRelease
from .events import Answered, Event, FeeChanged, Paid, Refunded, Taught
from .law import rule_rows
from .lots import Lot, fee_of, next_of, spread, without
from .money import field_faults, of_fen

_NOTHING: Final = of_fen(0)
_DAYS: Final = attrs.fields(CustodyRelease).days_unanswered.metadata


class CustodyError(ManyFaults):
    """Events of a custody account cannot be.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Waiting:
    """A lesson that was taught and that the payer did not answer yet.

    Attributes:
        lesson: Which lesson, counted from 1.
        day: The day it was taught.
        yuan: Its fee [yuan].

    """

    lesson: int
    day: date
    yuan: Decimal


@attrs.frozen
class Account:
    """What stands in a custody account: of what was paid, whatever was not released or paid back is held.

    Attributes:
        day: The day of the last event; None before the first.
        paid: What was paid in [yuan].
        released: What was released to the institution (拨付) [yuan].
        refunded: What was paid back to the payer (退费) [yuan].
        taught: How many lessons were taught, those counted that the payer denied.
        denied: How many of these the payer denied.
        lots: The lessons to come.
        waiting: The lessons not answered yet.

    """

    day: date | None = None
    paid: Decimal = _NOTHING
    released: Decimal = _NOTHING
    refunded: Decimal = _NOTHING
    taught: int = 0
    denied: int = 0
    lots: tuple[Lot, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def held(self) -> Decimal:
        """What is held for lessons to come, or not answered yet [yuan]."""
        return self.paid - self.released - self.refunded

    @property
    def lessons_left(self) -> int:
        """How many lessons were paid for and are still to come."""
        return sum(lot.lessons for lot in self.lots)

    @property
    def is_closed(self) -> bool:
        """Whether no lesson is to come or waits for an answer; then nothing is held."""
        return not self.lots and not self.waiting


def unanswered_days(place: str | None, day: date) -> int | Missing:
    """After how many days without an answer a lesson is settled at a place (PRE-14 逾期自动确认).

    No number is the nation's: where a place sets none, a lesson waits for the payer.

    Args:
        place: Id of the place; None: the nation's law alone.
        day: The day the lesson is taught.

    Returns:
        The days [d]; or what is missing, where no place sets them or the source leaves open whether it did by that day.

    Raises:
        LawError: if the place is not known, or the data of the law cannot be used.

    """
    rows = rule_rows("prepayment", "release_unanswered.days", CustodyRelease, int, place)
    found = [(row, row.in_force(day)) for row in rows]
    for row, is_in_force in found:
        if is_in_force is None:
            return unsettled(row, day)
    days = [row.value for row, is_in_force in found if is_in_force]
    return max(days) if days else Missing(Reason.LOCAL_NORM, f"prepayment.release-unanswered days ({place or NATION})")


def after(now: Account, event: Event, days: int | None) -> Account:
    """What stands in the account after one more event (消拨同步, PRE-13).

    Lessons that were settled without an answer before the day of the event are released first; an answer on the last
    of the days counts.

    Args:
        now: What stood in it before.
        event: What happened.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    Raises:
        CustodyError: with all that is wrong with the event; what stood in the account stands.

    """
    if faults := [*_faults_of_days(days), *field_faults(event)]:
        raise CustodyError(faults)
    due = settled(now, event.day - DAY, days)
    if faults := list(_faults(due, event)):
        raise CustodyError(faults)
    return attrs.evolve(_AFTER[type(event)](due, event), day=event.day)


def settled(now: Account, day: date, days: int | None) -> Account:
    """Release the lessons that nobody had answered for so many days at the end of a day (PRE-14 逾期自动确认).

    Args:
        now: What stood in the account before.
        day: The day.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    Raises:
        CustodyError: if the days cannot be.

    """
    if faults := list(_faults_of_days(days)):
        raise CustodyError(faults)
    if days is None or not now.waiting:
        return now
    due = [one for one in now.waiting if (day - one.day).days >= days]
    waiting = tuple(one for one in now.waiting if (day - one.day).days < days)
    return attrs.evolve(now, waiting=waiting, released=now.released + sum(one.yuan for one in due))


def account(events: Iterable[Event], day: date, days: int | None = None) -> Account:
    """What stands in an account at the end of a day, of the events up to then.

    Args:
        events: What happened, in the order of the days; what happened later is passed over.
        day: The day.
        days: After how many days without an answer a lesson is settled [d], see `unanswered_days`; None: it waits.

    Raises:
        CustodyError: with all that is wrong with the days and with every event; those after a wrong one are judged as
            if it had not been.

    """
    now, faults = Account(), list(_faults_of_days(days))
    days = None if faults else days
    for at, event in enumerate(events):
        try:
            now = now if type(event.day) is date and event.day > day else after(now, event, days)
        except CustodyError as refused:
            faults += [f"events[{at}].{fault}" for fault in refused.faults]
    if faults:
        raise CustodyError(faults)
    return settled(now, day, days)


# ------------------------------------------------------------------------------------------- what an event does


def _paid(now: Account, event: Paid) -> Account:
    return attrs.evolve(now, paid=now.paid + event.yuan, lots=(*now.lots, spread(event.yuan, event.lessons)))


def _taught(now: Account, event: Taught) -> Account:
    fee, lots = next_of(now.lots)
    waits = Waiting(now.taught + 1, event.day, fee)
    return attrs.evolve(now, taught=now.taught + 1, lots=lots, waiting=(*now.waiting, waits))


def _answered(now: Account, event: Answered) -> Account:
    (one,) = (w for w in now.waiting if w.lesson == event.lesson)
    waiting = tuple(w for w in now.waiting if w is not one)
    if event.confirms:
        return attrs.evolve(now, waiting=waiting, released=now.released + one.yuan)
    return attrs.evolve(now, waiting=waiting, denied=now.denied + 1, lots=(Lot(1, one.yuan, one.yuan), *now.lots))


def _refunded(now: Account, event: Refunded) -> Account:
    lots, _ = without(now.lots, event.lessons)
    return attrs.evolve(now, lots=lots, released=now.released + event.kept, refunded=now.refunded + event.yuan)


def _fee_changed(now: Account, event: FeeChanged) -> Account:
    lots = (spread(fee_of(now.lots) + event.yuan, now.lessons_left),)
    paid, refunded = max(event.yuan, Decimal()), max(-event.yuan, Decimal())
    return attrs.evolve(now, lots=lots, paid=now.paid + paid, refunded=now.refunded + refunded)


_AFTER: Final[Mapping[type[Event], Callable[[Account, Any], Account]]] = {
    Paid: _paid,
    Taught: _taught,
    Answered: _answered,
    Refunded: _refunded,
    FeeChanged: _fee_changed,
}


# ------------------------------------------------------------------------------------------- what cannot be


def _faults_of_days(days: int | None) -> Iterator[str]:
    if days is not None and (fault := wrong(days, int, _DAYS)):
        yield f"days: {fault}; write one that is, or None"


def _faults(now: Account, event: Event) -> Iterator[str]:
    """All that is wrong with an event after what was before."""
    if now.day and event.day < now.day:
        yield f"day: {event.day} lies before {now.day}, the day of the event before; order events by their days"
    yield from _FAULTS[type(event)](now, event)


def _faults_of_payment(_: Account, event: Paid) -> Iterator[str]:
    if event.first_day and event.last_day and event.last_day < event.first_day:
        yield f"last_day: {event.last_day} lies before first_day, {event.first_day}; change them round"


def _faults_of_lesson(now: Account, _: Taught) -> Iterator[str]:
    if not now.lots:
        yield "day: no lesson is left that was paid for; put its payment before it"


def _faults_of_answer(now: Account, event: Answered) -> Iterator[str]:
    waiting = [one.lesson for one in now.waiting]
    if event.lesson not in waiting:
        yield f"lesson: {event.lesson} does not wait for an answer; those that do are {waiting}"


def _faults_of_refund(now: Account, event: Refunded) -> Iterator[str]:
    if event.yuan > now.held:
        yield f"yuan: {event.yuan} is more than the {now.held} held; write what was paid back of the account"
    if event.lessons > now.lessons_left:
        yield f"lessons: {event.lessons} are more than the {now.lessons_left} to come; give up no more than these"
        return
    _, fee = without(now.lots, event.lessons)
    if event.yuan + event.kept != fee:
        yield f"kept: {event.yuan} and {event.kept} are not the fee of these lessons, {fee}; write what was kept of it"


def _faults_of_change(now: Account, event: FeeChanged) -> Iterator[str]:
    fee = fee_of(now.lots)
    if not now.lots:
        yield "yuan: no lesson is to come whose fee could change; put its payment before it"
    elif event.yuan == 0 or fee + event.yuan < 0:
        yield f"yuan: {event.yuan} cannot be, the fee of the lessons to come is {fee}; write the difference"


_FAULTS: Final[Mapping[type[Event], Callable[[Account, Any], Iterator[str]]]] = {
    Paid: _faults_of_payment,
    Taught: _faults_of_lesson,
    Answered: _faults_of_answer,
    Refunded: _faults_of_refund,
    FeeChanged: _faults_of_change,
}
