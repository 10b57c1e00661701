"""What happens to a custody account (资金监管账户): payments, lessons, answers, refunds, changes of a fee."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import attrs

from .money import LESSONS, NOTHING, YUAN

_DIFFERENCE: Final = {**YUAN, "low": -YUAN["high"]}
_ONE_OR_MORE: Final = {**LESSONS, "low": 1}


@attrs.frozen
class Paid:
    """Money was paid in for lessons to come.

    Attributes:
        day: The day of it.
        yuan: How much [yuan]; nothing for lessons that are given away (赠课).
        lessons: For how many lessons.
        first_day: First day it covers, where that is agreed.
        last_day: Last day it covers.

    """

    day: date
    yuan: Decimal = attrs.field(metadata=YUAN)
    lessons: int = attrs.field(metadata=_ONE_OR_MORE)
    first_day: date | None = None
    last_day: date | None = None


@attrs.frozen
class Taught:
    """The next lesson was taught (授课), and put to the payer to be confirmed.

    Attributes:
        day: The day of it.

    """

    day: date


@attrs.frozen
class Answered:
    """The payer confirmed a lesson (确认消课), or denied that it was taught: then it is still to come.

    Attributes:
        day: The day of it.
        lesson: Which lesson, counted from 1 in the order they were taught.
        confirms: Whether it was confirmed.

    """

    day: date
    lesson: int = attrs.field(metadata=_ONE_OR_MORE)
    confirms: bool


@attrs.frozen
class Refunded:
    """Lessons to come were given up and money was paid back (退费); the last that were paid for go first.

    Nothing of their fee goes to the institution but what lessons taught cost beyond their own fee, where these are
    priced at the list price (CTR-07 原价). Lessons that wait for an answer are not counted: what is released is in step
    with the lessons (PRE-13 消拨同步), and the payer may still deny them.

    Attributes:
        day: The day of it.
        yuan: How much was paid back [yuan].
        lessons: How many lessons were given up.
        kept: What of their fee went to the institution, as the price of lessons taught before [yuan].
        list_yuan: The list price of one of these lessons, where something was kept [yuan].

    """

    day: date
    yuan: Decimal = attrs.field(metadata=YUAN)
    lessons: int = attrs.field(metadata=_ONE_OR_MORE)
    kept: Decimal = attrs.field(default=NOTHING, metadata=YUAN)
    list_yuan: Decimal | None = attrs.field(default=None, metadata=YUAN)


@attrs.frozen
class FeeChanged:
    """The fee of all lessons to come became another; the difference was paid in, or paid back, that day.

    Attributes:
        day: The day of it.
        yuan: The difference in all [yuan]; below 0 if it was paid back.

    """

    day: date
    yuan: Decimal = attrs.field(metadata=_DIFFERENCE)


Event: TypeAlias = Paid | Taught | Answered | Refunded | FeeChanged
"""What happens to a custody account."""
