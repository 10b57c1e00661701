"""Sums of money: exact to the fen, and typed as unknown where a fact is missing that decides them.

They are reckoned in whole fen, as integers, so that no rounding of the caller's decimal context can touch them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

import attrs

from ...core.verdict import Missing
from ...model.payment import Payment
from ..exact import EXACT

YUAN = attrs.fields(Payment).yuan.metadata
"""From what to what a sum may run [yuan], as in a record of a payment."""
LESSONS = attrs.fields(Payment).lessons.metadata
"""From what to what a count of lessons may run, as in a record of a payment."""


@attrs.frozen
class Sum:
    """A sum, or what is missing to know it.

    Attributes:
        yuan: The sum [yuan]; None: not known.
        missing: Without a sum, what would decide it. Beside a sum, what is not known and plays a part: whatever it may
            be, the sum is the same.

    """

    yuan: Decimal | None
    missing: tuple[Missing, ...] = ()


def in_fen(yuan: Decimal) -> int:
    """A sum in fen (分), without parts of one."""
    top, bottom = yuan.as_integer_ratio()
    return top * 100 // bottom


def of_fen(fen: int) -> Decimal:
    """A sum of so many fen [yuan], with two decimals."""
    return Decimal(fen).scaleb(-2, EXACT)


NOTHING: Final = of_fen(0)
"""No money [yuan]."""


def added(*sums: Decimal) -> Decimal:
    """Sums together [yuan], with two decimals."""
    return of_fen(sum(map(in_fen, sums)))


def less(yuan: Decimal, *others: Decimal) -> Decimal:
    """A sum less others [yuan], with two decimals."""
    return of_fen(in_fen(yuan) - sum(map(in_fen, others)))


def times(yuan: Decimal, count: int) -> Decimal:
    """A sum so many times [yuan], with two decimals."""
    return of_fen(in_fen(yuan) * count)


def rounded_up(yuan: Fraction) -> Decimal:
    """The least sum of whole fen that is not below this one: nobody gets less than is due."""
    return of_fen(ceil(yuan * 100))


def part_of_a_fen(place: str, yuan: Decimal | None) -> Iterator[str]:
    """Say of a sum that it is not of whole fen.

    Args:
        place: What the sum is called.
        yuan: The sum [yuan]; None: not known.

    """
    if yuan is not None and of_fen(in_fen(yuan)) != yuan:
        yield f"{place}: {yuan} has parts of a fen; write whole fen"
