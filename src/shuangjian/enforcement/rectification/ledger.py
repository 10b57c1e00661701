"""The rectification ledger (整改台账): what was demanded, reported, verified and struck off (销号), item by item.

Events are only ever appended; what stands is a fold over them. Each entry carries a digest over itself and the digest
of the one before, so that a changed, dropped, inserted or moved entry shows (ENF-05). What is found broken again within
the time of PEN-03 is told; the day a ledger was closed is taken as that of being dealt with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import Final

import attrs

from ...core.typed import typed
from ..again import weighs_since, weighs_until
from ..digest import LONGEST_TEXT, digest, is_text
from .events import (
    Closed,
    Entry,
    Event,
    Extended,
    Item,
    LedgerError,
    Opened,
    Progress,
    Refused,
    Reopened,
    Reported,
    State,
    Status,
    Verified,
)

FORMAT: Final = "shuangjian-ledger/1"
"""Name and version of how entries are written for their digest."""

_BLANK: Final = State(date.min)


@typed(LedgerError)
def append(entries: tuple[Entry, ...], event: Event) -> tuple[Entry, ...]:
    """Add an event to a ledger (ENF-05); the entries there are stay as they are.

    Raises:
        LedgerError: if the event cannot follow, or something is of another type, with all that is wrong; and with what
            `verify` says of the ledger.

    """
    found, now = _read(entries)
    if faults := [*found, *_faults(now, event)]:
        raise LedgerError(faults)
    before = _noted(entries)
    return (*entries, Entry(event, before, _digest(event, before)))


@typed(LedgerError)
def state(entries: tuple[Entry, ...], day: date) -> State:
    """Say how a ledger stood at the end of a day: a fold over the events up to it (ENF-05).

    Raises:
        LedgerError: if something is of another type, such as a moment; and with what `verify` says of the ledger.

    """
    if faults := _read(entries)[0]:
        raise LedgerError(faults)
    return attrs.evolve(reduce(_after, (e.event for e in entries if e.event.day <= day), _BLANK), day=day)


@typed(LedgerError)
def verify(entries: tuple[Entry, ...], last: str | None = None) -> tuple[str, ...]:
    """Say where a ledger was changed, cut or put in another order, and where an event cannot be; nothing if nowhere.

    Args:
        entries: The ledger.
        last: The digest of its last entry, as it was noted elsewhere; without it nobody can see that a ledger was cut
            short, or written anew from some entry on.

    Raises:
        LedgerError: if something is of another type.

    """
    found, _ = _read(entries)
    if last not in (None, noted := _noted(entries)):
        found.append(f"last: {last!r} was noted, the last entry has {noted!r}; it was cut short, or written anew")
    return tuple(found)


def _read(entries: tuple[Entry, ...]) -> tuple[list[str], State]:
    """What is wrong with a ledger, and what stands at its end."""
    found, now, before = list[str](), _BLANK, ""
    for at, entry in enumerate(entries):
        if entry.before != before:
            found.append(
                f"entries[{at}]: does not follow the one before it; one was dropped, inserted, moved or changed"
            )
        if entry.digest != _digest(entry.event, entry.before):
            found.append(f"entries[{at}]: was changed; its digest is not that of what it says")
        faults = [f"entries[{at}]: {fault}" for fault in _faults(now, entry.event)]
        now, before = now if faults else _after(now, entry.event), entry.digest
        found += faults
    return found, now


def _noted(entries: tuple[Entry, ...]) -> str:
    """The digest of the last entry."""
    return entries[-1].digest if entries else ""


def _digest(event: Event, before: str) -> str:
    return digest(FORMAT, before, type(event).__name__, attrs.asdict(event, value_serializer=_plain))


def _plain(_: type, __: object, value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# ------------------------------------------------------------------------------------------- the fold


def _after(now: State, event: Event) -> State:
    """The state after an event that may follow; of the items of a closed ledger one alone may: it opens it again."""
    if isinstance(event, Opened):
        return State(event.day, {i.id: Progress(i) for i in event.items})
    if isinstance(event, Closed):
        return State(event.day, now.items, event.day, is_closed=True, again=now.again)
    items = {**now.items, event.item: _moved(now.items[event.item], event)}
    is_again = isinstance(event, Reopened) and _is_again(now.closed_on, event.day)
    return State(event.day, items, now.closed_on, again=now.again | {event.item} if is_again else now.again)


def _moved(held: Progress, event: Reported | Verified | Refused | Extended | Reopened) -> Progress:
    """An item after an event on it."""
    match event:
        case Reported():
            return Progress(held.item, Status.REPORTED, event.day)
        case Verified():
            return Progress(held.item, Status.VERIFIED, held.reported_on)
        case Refused():
            return Progress(held.item)
        case Extended():
            return Progress(_until(held.item, event.deadline), held.status, held.reported_on)
        case Reopened():
            return Progress(_until(held.item, event.deadline))


def _until(item: Item, deadline: date) -> Item:
    """An item with another deadline."""
    return Item(item.id, item.demand, deadline)


def _is_again(closed_on: date | None, day: date) -> bool:
    return closed_on is not None and weighs_since() <= day <= weighs_until(closed_on)


# ------------------------------------------------------------------------------------------- what is wrong

_WANTED: Final = {
    Reported: (Status.OPEN,),
    Verified: (Status.REPORTED,),
    Refused: (Status.REPORTED,),
    Extended: (Status.OPEN, Status.REPORTED),
    Reopened: (Status.VERIFIED,),
}
"""What an item must be for an event to follow."""


def _faults(now: State, event: Event) -> Iterator[str]:
    """Why an event cannot follow."""
    if event.day < now.day:
        yield f"day: {event.day} lies before the event before it, of {now.day}"
    if isinstance(event, Opened):
        yield from _opening_faults(now, event)
    elif not now.items:
        yield "ledger: is not opened; open it first"
    elif isinstance(event, Closed):
        if left := [id_ for id_, p in now.items.items() if p.status is not Status.VERIFIED]:
            yield f"items: {', '.join(map(ascii, left))} not struck off; verify each first"
        if now.is_closed:
            yield f"ledger: is closed since {now.closed_on}"
    else:
        yield from _item_faults(now, event)


def _opening_faults(now: State, event: Opened) -> Iterator[str]:
    if now.items:
        yield "ledger: is opened already; a new notice has a ledger of its own"
    if not event.items:
        yield "items: there is none; name what is demanded"
    for name, text in [("institution", event.institution), *_texts(event)]:
        if not is_text(text):
            yield f"{name}: {text[:20]!a} is no text to publish; write 1 to {LONGEST_TEXT} visible characters"
    for id_, times in Counter(i.id for i in event.items).items():
        if times > 1:
            yield f"items: {id_[:LONGEST_TEXT]!a} stands {times} times; name each once"
    for at, item in enumerate(event.items):
        yield from _deadline_faults(f"items[{at}].deadline", item.deadline, event.day)


def _texts(event: Opened) -> Iterator[tuple[str, str]]:
    for at, item in enumerate(event.items):
        yield f"items[{at}].id", item.id
        yield f"items[{at}].demand", item.demand


def _item_faults(now: State, event: Reported | Verified | Refused | Extended | Reopened) -> Iterator[str]:
    held, wanted = now.items.get(event.item), _WANTED[type(event)]
    if held is None:
        yield f"item: {event.item[:LONGEST_TEXT]!a} is none of this ledger; it has {', '.join(map(ascii, now.items))}"
    elif held.status not in wanted:
        names = " or ".join(s.value for s in wanted)
        yield f"item: {event.item!a} is {held.status.value}; what is {type(event).__name__.lower()} must be {names}"
    elif isinstance(event, Extended) and event.deadline <= held.item.deadline:
        yield f"deadline: {event.deadline} is no later than {held.item.deadline}, which it has"
    if isinstance(event, (Extended, Reopened)):
        yield from _deadline_faults("deadline", event.deadline, event.day)


def _deadline_faults(name: str, deadline: date, day: date) -> Iterator[str]:
    if deadline < day:
        yield f"{name}: {deadline} lies before {day}, the day it is set"
