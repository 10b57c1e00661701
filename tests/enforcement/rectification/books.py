"""Ledgers for the tests of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from shuangjian.enforcement.rectification import ledger as book
from shuangjian.enforcement.rectification.events import Entry, Event, Item, LedgerError, Opened
from shuangjian.enforcement.rectification.ledger import append

START = date(2024, 9, 2)


def on(days: int) -> date:
    return START + timedelta(days)


def written(events: Sequence[Event]) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for event in events:
        entries = append(entries, event)
    return entries


def opened(*ids: str, days: int = 10) -> Opened:
    return Opened(START, "p-1", tuple(Item(id_, f"rule {id_}", on(days)) for id_ in ids))


def refused(call: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(LedgerError) as caught:
        call()
    return caught.value.faults


def faults(entries: tuple[Entry, ...], event: Event) -> tuple[str, ...]:
    return refused(lambda: append(entries, event))


def forged(entries: tuple[Entry, ...], event: Event) -> Entry:
    """An entry with digests as they must be, whether or not the event may follow."""
    before = entries[-1].digest if entries else ""
    return Entry(event, before, book._digest(event, before))
