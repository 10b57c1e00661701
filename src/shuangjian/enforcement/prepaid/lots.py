"""The fees of lessons to come: whole fen for each lesson, and nothing lost where a price does not divide."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import attrs

from .money import NOTHING, added, in_fen, less, of_fen, times

_FEE: Final = {"low": 0}


@attrs.frozen
class Lot:
    """Lessons to come that were paid for together.

    Attributes:
        lessons: How many.
        each: The fee of each but the last [yuan].
        last: The fee of the last [yuan].

    """

    lessons: int = attrs.field(metadata={"low": 1})
    each: Decimal = attrs.field(metadata=_FEE)
    last: Decimal = attrs.field(metadata=_FEE)

    @property
    def yuan(self) -> Decimal:
        """The fee of all [yuan]."""
        return added(times(self.each, self.lessons - 1), self.last)


def spread(yuan: Decimal, lessons: int) -> Lot:
    """A sum over lessons: as many whole fen for each, the last with what is over."""
    each = of_fen(in_fen(yuan) // lessons)
    return Lot(lessons, each, less(yuan, times(each, lessons - 1)))


def fee_of(lots: tuple[Lot, ...]) -> Decimal:
    """The fee of all their lessons [yuan]."""
    return added(*(lot.yuan for lot in lots))


def next_of(lots: tuple[Lot, ...]) -> tuple[Decimal, tuple[Lot, ...]]:
    """The fee of the next lesson [yuan], and the lots without it."""
    first, *rest = lots
    if first.lessons == 1:
        return first.last, tuple(rest)
    return first.each, (Lot(first.lessons - 1, first.each, first.last), *rest)


def without(lots: tuple[Lot, ...], lessons: int) -> tuple[tuple[Lot, ...], Decimal]:
    """The lots without so many lessons, the last first, and the fee of these [yuan]."""
    kept, fee = list(lots), NOTHING
    while lessons:
        lot = kept.pop()
        gone = min(lessons, lot.lessons)
        fee = added(fee, Lot(gone, lot.each, lot.last).yuan)
        if gone < lot.lessons:
            kept.append(Lot(lot.lessons - gone, lot.each, lot.each))
        lessons -= gone
    return tuple(kept), fee
