"""What stands in a custody account (资金监管账户)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from .lots import Lot, fee_of
from .money import NOTHING, added, less, part_of_a_fen

_SUM: Final = {"low": 0}
_FEES: Final = ("each", "last")


@attrs.frozen
class Waiting:
    """A lesson that was taught and that the payer did not answer yet.

    Attributes:
        lesson: Which lesson, counted from 1.
        day: The day it was taught.
        yuan: Its fee [yuan].

    """

    lesson: int = attrs.field(metadata={"low": 1})
    day: date
    yuan: Decimal = attrs.field(metadata=_SUM)


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
    paid: Decimal = attrs.field(default=NOTHING, metadata=_SUM)
    released: Decimal = attrs.field(default=NOTHING, metadata=_SUM)
    refunded: Decimal = attrs.field(default=NOTHING, metadata=_SUM)
    taught: int = attrs.field(default=0, metadata={"low": 0})
    denied: int = attrs.field(default=0, metadata={"low": 0})
    lots: tuple[Lot, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def held(self) -> Decimal:
        """What is held for lessons to come, or not answered yet [yuan]."""
        return less(self.paid, self.released, self.refunded)

    @property
    def fees(self) -> Decimal:
        """The fees of the lessons to come and of those not answered yet [yuan]; what is held."""
        return added(fee_of(self.lots), *(one.yuan for one in self.waiting))

    @property
    def settled(self) -> int:
        """How many lessons were taught and confirmed, or settled without an answer (PRE-14 逾期自动确认)."""
        return self.taught - self.denied - len(self.waiting)

    @property
    def lessons_left(self) -> int:
        """How many lessons were paid for and are still to come."""
        return sum(lot.lessons for lot in self.lots)

    @property
    def is_closed(self) -> bool:
        """Whether no lesson is to come or waits for an answer; then nothing is held."""
        return not self.lots and not self.waiting


def unlike_events(now: Account) -> Iterator[str]:
    """Say of an account why no events can have made it."""
    for name, yuan in _sums(now):
        yield from part_of_a_fen(name, yuan)
    lessons = {one.lesson for one in now.waiting}
    if len(lessons) < len(now.waiting) or max(lessons, default=0) > now.taught or now.settled < 0:
        yield f".waiting: cannot be of {now.taught} lessons taught and {now.denied} denied; give what events made"
    if now.held != now.fees:
        yield f".paid: {now.held} held are not the fees of the lessons, {now.fees}; give what events made"


def _sums(now: Account) -> Iterator[tuple[str, Decimal]]:
    """Every sum in it, each with its place."""
    yield from ((f".{name}", getattr(now, name)) for name in ("paid", "released", "refunded"))
    yield from ((f".lots[{at}].{name}", getattr(lot, name)) for at, lot in enumerate(now.lots) for name in _FEES)
    yield from ((f".waiting[{at}].yuan", one.yuan) for at, one in enumerate(now.waiting))
