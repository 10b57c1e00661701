"""What a rectification ledger (整改台账) is made of: events, entries with digests, and how items stand (ENF-05)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TypeAlias

import attrs

from ...core.faults import ManyFaults
from ...core.typed import field_misfits, typed


class LedgerError(ManyFaults):
    """An event cannot follow, or a ledger is not as it was written.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Item:
    """One thing demanded.

    Attributes:
        id: Which, an opaque id.
        demand: What has to be put right, such as the id of the rule that was broken.
        deadline: The last day for it (整改时限).

    """

    id: str
    demand: str
    deadline: date


@attrs.frozen
class Opened:
    """The ledger is opened, on the day of the rectification notice (整改通知书, ENF-05).

    Attributes:
        day: That day.
        institution: Whose ledger it is, a training institution or a school, an opaque id.
        items: What is demanded.

    """

    day: date
    institution: str
    items: tuple[Item, ...]


@attrs.frozen
class Reported:
    """An item is reported done by who was to put it right.

    Attributes:
        day: The day it is.
        item: Its id.

    """

    day: date
    item: str


@attrs.frozen
class Verified:
    """A reported item is checked, found put right and struck off (销号, ENF-05).

    Attributes:
        day: The day it is.
        item: Its id.

    """

    day: date
    item: str


@attrs.frozen
class Refused:
    """A reported item is checked and found not put right; it is open again.

    Attributes:
        day: The day it is.
        item: Its id.

    """

    day: date
    item: str


@attrs.frozen
class Extended:
    """The deadline of an item is put off to a later day.

    Attributes:
        day: The day it is.
        item: Its id.
        deadline: The last day for it from now on.

    """

    day: date
    item: str
    deadline: date


@attrs.frozen
class Reopened:
    """An item that was struck off is found broken again (PEN-03).

    Attributes:
        day: The day it is.
        item: Its id.
        deadline: The last day for it now.

    """

    day: date
    item: str
    deadline: date


@attrs.frozen
class Closed:
    """Every item is struck off, and the ledger is closed.

    Attributes:
        day: The day it is.

    """

    day: date


Event: TypeAlias = Opened | Reported | Verified | Refused | Extended | Reopened | Closed
"""What can stand in a ledger."""


@attrs.frozen
class Entry:
    """An event in a ledger.

    Attributes:
        event: What happened.
        before: The digest of the entry before; empty for the first.
        digest: SHA-256 over the event and `before`.

    Raises:
        LedgerError: if something in it is of another type, with all that is.

    """

    event: Event
    before: str
    digest: str

    def __attrs_post_init__(self) -> None:
        if faults := field_misfits(self):
            raise LedgerError(faults)


class Status(Enum):
    """How far an item has come."""

    OPEN = "open"
    """to be put right (整改)"""
    REPORTED = "reported"
    """reported done, not yet checked"""
    VERIFIED = "verified"
    """销号"""


@attrs.frozen
class Progress:
    """An item as it stands.

    Attributes:
        item: What is demanded, with the deadline that holds now.
        status: How far it has come.
        reported_on: The day it was last reported done; None while it is open.

    """

    item: Item
    status: Status = Status.OPEN
    reported_on: date | None = None


@attrs.frozen
class State:
    """A ledger as it stood at the end of a day.

    Attributes:
        day: That day.
        items: Every item by its id, in the order of the notice.
        closed_on: The day it was last closed; None if it never was.
        is_closed: Whether it is closed.
        again: Items found broken again within the time of PEN-03 after a closing: what makes a penalty heavier.

    """

    day: date
    items: Mapping[str, Progress] = attrs.field(factory=dict[str, Progress])
    closed_on: date | None = None
    is_closed: bool = False
    again: frozenset[str] = frozenset()

    @typed(LedgerError)
    def having(self, status: Status) -> tuple[str, ...]:
        """The ids of the items of this status.

        Raises:
            LedgerError: if it is none.

        """
        return tuple(id_ for id_, p in self.items.items() if p.status is status)

    @property
    def overdue(self) -> tuple[str, ...]:
        """The ids of items not struck off whose deadline is over, and that were not reported done by it."""
        return tuple(
            id_
            for id_, p in self.items.items()
            if p.status is not Status.VERIFIED and (p.reported_on or self.day) > p.item.deadline
        )
