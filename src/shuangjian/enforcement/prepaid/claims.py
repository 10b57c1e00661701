"""What clauses ask of a refund (退费): when, and how much; which rows of law say so."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import attrs

from ...core.norm import Row
from ...core.verdict import Reason
from ...core.words import Choice, add_days, all_of, no_later_than
from ...model.payment import Refund
from .law import own_rows, rule_rows
from .lots import spread, without
from .money import LESSONS, NOTHING, YUAN, added, less, times

_OWN = Path(__file__).with_name("refund.toml")


class What(Enum):
    """What money is asked back for."""

    WITHDRAWAL = "withdrawal"
    """soon after paying, nothing consumed (七日内退款)"""
    AGREED = "agreed"
    """by the day the contract names (约定期限)"""
    BEFORE_START = "before-start"
    """before the course began (开班前)"""
    FALSE_ADVERTISING = "false-advertising"
    """after false advertising (虚假宣传)"""
    IN_PROPORTION = "in-proportion"
    """the lessons not given, in proportion (按未消课时)"""
    AT_DISCOUNT = "at-discount"
    """all but the used part at the price that was paid (折扣价)"""
    AT_LIST = "at-list"
    """all but the used part at the list price (原价)"""
    LOAN_RATE = "loan-rate"
    """interest at the one-year loan prime rate (一年期贷款市场报价利率)"""
    DEPOSIT_RATE = "deposit-rate"
    """interest at the one-year deposit base rate (一年期存款基准利率)"""


class AtFault(Choice):
    """Whose fault it is that the contract ends."""

    INSTITUTION = "institution"
    CONSUMER = "consumer"
    NEITHER = "neither"


_RATE: Final = {"low": 0, "high": 1}
_YEARS: Final = {"low": 0, "high": 100}
"""From what to what interest may run [years]; as of the rates, no law, but beyond it a slip of the pen."""


@attrs.frozen(kw_only=True)
class Terms:
    """What a record of a refund does not tell and reckoning needs. None: not known.

    Attributes:
        lessons: How many lessons the money was paid for.
        list_yuan: List price of one lesson (原价) [yuan]; it may be below what was paid for one, for to charge more
            than the list says is a breach of its own.
        at_fault: Whose fault it is that the contract ends.
        may_cancel: Whether the contract ends by agreement, or the payer may cancel it (解除), such as after the
            place moved and use became harder.
        loan_rate: One-year loan prime rate [part of the sum per year], 0.03 for three per cent.
        deposit_rate: One-year deposit base rate [part of the sum per year].
        years: For how long interest is reckoned [years].

    """

    lessons: int | None = attrs.field(default=None, metadata={**LESSONS, "low": 1})
    list_yuan: Decimal | None = attrs.field(default=None, metadata=YUAN)
    at_fault: AtFault | None = attrs.field(default=None, metadata={"reason": Reason.JUDGEMENT})
    may_cancel: bool | None = attrs.field(default=None, metadata={"reason": Reason.JUDGEMENT})
    loan_rate: Decimal | None = attrs.field(default=None, metadata=_RATE)
    deposit_rate: Decimal | None = attrs.field(default=None, metadata=_RATE)
    years: Fraction | None = attrs.field(default=None, metadata=_YEARS)


@attrs.frozen
class Claim:
    """When a clause asks for money, and how much.

    Attributes:
        what: What for.
        law_day: The field whose day decides which law is in force.
        rows: The rows of law at a place.
        applies: Whether it asks, beside what its rows hang on; None: not known.
        yuan: How much [yuan]; None: not known.
        reads: The fields both read.

    """

    what: What
    law_day: str
    rows: Callable[[str | None], tuple[Row, ...]]
    applies: Callable[[Refund, Terms, Any], bool | None]
    yuan: Callable[[Refund, Terms], Decimal | None]
    reads: tuple[str, ...]


def _asked_by(rule: str, type_: type | None = None) -> Callable[[str | None], tuple[Row, ...]]:
    """The rows of a rule on contracts."""
    return lambda place: rule_rows("contracts", rule, Refund, type_, place)


def _asked_in_court(table: str) -> Callable[[str | None], tuple[Row, ...]]:
    """The rows of a table beside this module."""
    return lambda _: own_rows(_OWN, table, at_fault=AtFault)


def _is_withdrawn(refund: Refund, _: Terms, days: int) -> bool | None:
    return all_of(no_later_than(refund.asked_on, add_days(refund.paid_on, days)), refund.is_untouched)


def _is_agreed(refund: Refund, _: Terms, __: object) -> bool | None:
    return all_of(refund.has_refund_term, no_later_than(refund.asked_on, refund.full_refund_until))


def _is_deceived(refund: Refund, _: Terms, __: object) -> bool | None:
    return refund.after_false_advertising


def _may_cancel(_: Refund, terms: Terms, __: object) -> bool | None:
    return terms.may_cancel


def _always(_: Refund, __: Terms, ___: object) -> bool:
    return True


def _all(refund: Refund, _: Terms) -> Decimal | None:
    return None if refund.paid_yuan is None else added(refund.paid_yuan)


def _share(refund: Refund, terms: Terms) -> Decimal | None:
    """The fees of the lessons not given, each with its fee as a custody account has it."""
    if refund.paid_yuan is None or refund.lessons_left is None or terms.lessons is None:
        return None
    _, fee = without((spread(refund.paid_yuan, terms.lessons),), refund.lessons_left)
    return fee


def _beyond_list(refund: Refund, terms: Terms) -> Decimal | None:
    """What was paid, less the lessons given at their list price; nothing where these are worth more."""
    if refund.paid_yuan is None or refund.lessons_left is None or terms.lessons is None:
        return None
    given = terms.lessons - refund.lessons_left
    if given and terms.list_yuan is None:
        return None
    return max(less(refund.paid_yuan, times(terms.list_yuan or NOTHING, given)), NOTHING)


_SHARED: Final = ("paid_yuan", "lessons_left", "lessons")
CLAIMS: Final = (
    Claim(
        What.WITHDRAWAL, "paid_on", _asked_by("withdrawal.days", int), _is_withdrawn, _all,
        ("asked_on", "paid_on", "lessons_taken", "paid_yuan"),
    ),
    Claim(
        What.AGREED, "paid_on", _asked_by("agreed_refund"), _is_agreed, _all,
        ("agrees_full_refund", "asked_on", "full_refund_until", "paid_yuan"),
    ),
    Claim(What.BEFORE_START, "asked_on", _asked_by("full_refund_before_start"), _always, _all, ("paid_yuan",)),
    Claim(
        What.FALSE_ADVERTISING, "asked_on", _asked_by("false_advert_refund"), _is_deceived, _all,
        ("after_false_advertising", "paid_yuan"),
    ),
    Claim(What.IN_PROPORTION, "asked_on", _asked_by("proportional_refund"), _always, _share, _SHARED),
    Claim(
        What.AT_DISCOUNT, "paid_on", _asked_in_court("at_discount"), _may_cancel, _share, ("may_cancel", *_SHARED)
    ),
    Claim(
        What.AT_LIST, "paid_on", _asked_in_court("at_list"), _may_cancel, _beyond_list,
        ("may_cancel", *_SHARED, "list_yuan"),
    ),
)  # fmt: skip
"""What is asked of the money paid, in the order steps are told."""
INTEREST: Final = (
    (What.LOAN_RATE, _asked_in_court("loan_rate"), "loan_rate"),
    (What.DEPOSIT_RATE, _asked_in_court("deposit_rate"), "deposit_rate"),
)
"""What is asked beside it: what for, the rows, and the field with the rate."""
