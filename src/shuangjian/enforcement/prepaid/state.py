"""What stands in a custody account (资金监管账户)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from .lots import Lot, fee_of
from .money import NOTHING, added, less

_SUM: Final = {"low": 0}


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
        """How many lessons were taught and confirmed, or settled without an answer."""
        return self.taught - self.denied - len(self.waiting)

    @property
    def lessons_left(self) -> int:
        """How many lessons were paid for and are still to come."""
        return sum(lot.lessons for lot in self.lots)

    @property
    def is_closed(self) -> bool:
        """Whether no lesson is to come or waits for an answer; then nothing is held."""
        return not self.lots and not self.waiting
