"""Sums of money: exact to the fen, and typed as unknown where a fact is missing that decides them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from typing import Any, get_args, get_type_hints

import attrs

from ...core.fact import bare, wrong
from ...core.verdict import Missing
from ...model.payment import Payment

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
    """A sum in fen (分)."""
    return int(yuan.scaleb(2))


def of_fen(fen: int) -> Decimal:
    """A sum of so many fen [yuan]."""
    return Decimal(fen).scaleb(-2)


def is_whole_fen(yuan: Decimal) -> bool:
    """Whether a sum has no parts of a fen."""
    return of_fen(in_fen(yuan)) == yuan


def rounded_up(yuan: Fraction) -> Decimal:
    """The least sum of whole fen that is not below this one: nobody gets less than is due."""
    return of_fen(ceil(yuan * 100))


def field_faults(given: attrs.AttrsInstance) -> Iterator[str]:
    """What is wrong with the fields of something, each by itself: type, range, parts of a fen."""
    for name, type_, may_lack, metadata in _fields(type(given)):
        value = getattr(given, name)
        if value is None and may_lack:
            continue
        if fault := wrong(value, type_, metadata):
            yield f"{name}: {fault}; write one that is"
        elif metadata.get("is_sum") and isinstance(value, Decimal) and not is_whole_fen(value):
            yield f"{name}: {value} has parts of a fen; write whole fen"


@cache
def _fields(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, Any, bool, Mapping[str, Any]], ...]:
    """Name, type, whether it may be None, and range of each field."""
    hints = get_type_hints(cls)
    told = {a.name: a.metadata for a in attrs.fields(cls)}
    return tuple((n, bare(hints[n]), type(None) in get_args(hints[n]), told[n]) for n in told)
