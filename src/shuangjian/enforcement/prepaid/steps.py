"""How a custody account moves on by one event, and which events cannot be; what they are made of is right here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from ...core.dates import DAY
from .events import Answered, Event, FeeChanged, Paid, Refunded, Taught
from .lots import Lot, fee_of, next_of, spread, without
from .money import NOTHING, added, less, part_of_a_fen, times
from .state import Account, Waiting


def released_by(now: Account, day: date, days: int | None) -> Account:
    """Release the lessons nobody had answered for so many days at the end of a day.

    Args:
        now: What stood in the account before.
        day: The day.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    """
    if days is None or not now.waiting:
        return now
    due = [one for one in now.waiting if (day - one.day).days >= days]
    waiting = tuple(one for one in now.waiting if (day - one.day).days < days)
    return attrs.evolve(now, waiting=waiting, released=added(now.released, *(one.yuan for one in due)))


def stepped(now: Account, event: Event, days: int | None) -> tuple[Account, list[str]]:
    """What stands in the account after an event; or what stood there, and all that is wrong with the event.

    Args:
        now: What stood in it before.
        event: What happened.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    """
    due = released_by(now, event.day - DAY, days)
    if faults := list(_faults(due, event)):
        return now, faults
    return attrs.evolve(_AFTER[type(event)](due, event), day=event.day), []


def played(events: Iterable[Event], day: date, days: int | None) -> tuple[list[Account], list[str]]:
    """What stood in the account before each event up to a day, and after the last; and all that is wrong with them.

    Args:
        events: What happened; each of its type.
        day: The day; what happened later is passed over.
        days: After how many days without an answer a lesson is settled [d]; None: it waits for the payer.

    """
    states, told = [Account()], list[str]()
    for at, event in enumerate(events):
        if event.day <= day:
            now, faults = stepped(states[-1], event, days)
            states.append(now)
            told += [f"events[{at}].{fault}" for fault in faults]
    return states, told


# ------------------------------------------------------------------------------------------- what an event does


def _paid(now: Account, event: Paid) -> Account:
    lots = (*now.lots, spread(event.yuan, event.lessons))
    return attrs.evolve(now, paid=added(now.paid, event.yuan), lots=lots)


def _taught(now: Account, event: Taught) -> Account:
    fee, lots = next_of(now.lots)
    waits = Waiting(now.taught + 1, event.day, fee)
    return attrs.evolve(now, taught=now.taught + 1, lots=lots, waiting=(*now.waiting, waits))


def _answered(now: Account, event: Answered) -> Account:
    (one,) = (w for w in now.waiting if w.lesson == event.lesson)
    waiting = tuple(w for w in now.waiting if w is not one)
    if event.confirms:
        return attrs.evolve(now, waiting=waiting, released=added(now.released, one.yuan))
    return attrs.evolve(now, waiting=waiting, denied=now.denied + 1, lots=(Lot(1, one.yuan, one.yuan), *now.lots))


def _refunded(now: Account, event: Refunded) -> Account:
    lots, _ = without(now.lots, event.lessons)
    released, refunded = added(now.released, event.kept), added(now.refunded, event.yuan)
    return attrs.evolve(now, lots=lots, released=released, refunded=refunded)


def _fee_changed(now: Account, event: FeeChanged) -> Account:
    lots = (spread(added(fee_of(now.lots), event.yuan), now.lessons_left),)
    if event.yuan > 0:
        return attrs.evolve(now, lots=lots, paid=added(now.paid, event.yuan))
    return attrs.evolve(now, lots=lots, refunded=less(now.refunded, event.yuan))


_AFTER: Final[Mapping[type[Event], Callable[[Account, Any], Account]]] = {
    Paid: _paid,
    Taught: _taught,
    Answered: _answered,
    Refunded: _refunded,
    FeeChanged: _fee_changed,
}


# ------------------------------------------------------------------------------------------- what cannot be


def _faults(now: Account, event: Event) -> Iterator[str]:
    """All that is wrong with an event after what was before."""
    parts = [fault for name in _SUMS[type(event)] for fault in part_of_a_fen(name, getattr(event, name))]
    yield from parts
    if now.day and event.day < now.day:
        yield f"day: {event.day} lies before {now.day}, the day of the event before; order events by their days"
    if not parts:
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
    if event.kept > 0:
        yield from _faults_of_kept(now, event.kept, event.list_yuan)
    if event.lessons > now.lessons_left:
        yield f"lessons: {event.lessons} are more than the {now.lessons_left} to come; give up no more than these"
        return
    _, fee = without(now.lots, event.lessons)
    if added(event.yuan, event.kept) != fee:
        yield f"kept: {event.yuan} and {event.kept} are not the fee of these lessons, {fee}; write what was kept of it"


def _faults_of_kept(now: Account, kept: Decimal, list_yuan: Decimal | None) -> Iterator[str]:
    """Whether the institution has more than the lessons settled cost at the list price, what was released counted."""
    if list_yuan is None:
        yield f"list_yuan: is not told, though {kept} was kept; write the list price of one lesson"
    most = max(less(times(list_yuan or NOTHING, now.settled), now.released), NOTHING)
    if kept > most and (list_yuan is not None or not now.settled):
        yield (
            f"kept: {kept} is more than {most}, which the {now.settled} lessons settled cost at the list price beyond "
            f"the {now.released} released; keep no more, or put what settles other lessons before it"
        )


def _faults_of_change(now: Account, event: FeeChanged) -> Iterator[str]:
    fee = fee_of(now.lots)
    if not now.lots:
        yield "yuan: no lesson is to come whose fee could change; put its payment before it"
    elif event.yuan == 0 or added(fee, event.yuan) < 0:
        yield f"yuan: {event.yuan} cannot be, the fee of the lessons to come is {fee}; write the difference"


_FAULTS: Final[Mapping[type[Event], Callable[[Account, Any], Iterator[str]]]] = {
    Paid: _faults_of_payment,
    Taught: _faults_of_lesson,
    Answered: _faults_of_answer,
    Refunded: _faults_of_refund,
    FeeChanged: _faults_of_change,
}
_SUMS: Final[Mapping[type[Event], tuple[str, ...]]] = {
    Paid: ("yuan",),
    Taught: (),
    Answered: (),
    Refunded: ("yuan", "kept", "list_yuan"),
    FeeChanged: ("yuan",),
}
"""The sums of each, which are of whole fen."""
