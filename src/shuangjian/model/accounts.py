"""Books (账) of a training institution: its yearly report, what the bank releases, what is booked as income."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal

import attrs

from ..core.fact import Fact, given
from ..core.words import all_of, choose
from .institution import Mode, Subject


@attrs.frozen(kw_only=True)
class CustodyRelease(Fact):
    """One release of money from the custody of a bank (银行托管), for one payment.

    Attributes:
        date: The day of it.
        paid_yuan: What the payment put into custody [yuan].
        lessons: How many lessons it pays for.
        lessons_given: How many of these were given by that day.
        released_yuan: What of it was released by then, this release counted [yuan].
        both_confirmed: Whether institution and payer confirmed the lessons it is for (双方确认).
        is_checked: Whether the authority checked it (主管部门审核).
        parent_confirmed: Whether the parent confirmed the lessons it is for.
        days_unanswered: Days the last of these had stood on the platform without an answer of the parent.

    """

    date: Date | None = given()
    paid_yuan: Decimal | None = given(low=0, high=100_000_000)
    lessons: int | None = given(low=1, high=100_000)
    lessons_given: int | None = given(low=0, high=100_000)
    released_yuan: Decimal | None = given(low=0, high=100_000_000)
    both_confirmed: bool | None = given()
    is_checked: bool | None = given()
    parent_confirmed: bool | None = given()
    days_unanswered: int | None = given(low=0, high=36_500)


@attrs.frozen(kw_only=True)
class FeeBooks(Fact):
    """The books of one institution: what they say of training fees at the end of a day, and its report on a year.

    Attributes:
        date: The day.
        taught_yuan: Fees of the lessons given since the period of the books began, without tax [yuan].
        income_yuan: Training fees booked as income in that time, without tax (收入) [yuan].
        untaught_yuan: Fees taken for lessons not given yet, without tax [yuan].
        liability_yuan: Training fees booked as a liability, without tax (负债) [yuan].
        has_off_book: Whether there are accounts outside the books (账外账).
        year_end: Last day of the year the yearly report is on.
        subject: Kind of training of the institution.
        mode: Where it trains.
        is_handed_in: Whether that report was handed in.
        handed_in_on: The day it was.
        seen_on: The day the matter was last looked at.
        has_income: Whether the report says the income (收入).
        has_cost: Whether the report says the cost (成本).
        has_profit: Whether the report says the profit (利润).
        has_related_deals: Whether the report says the deals with related parties, or that there were none (关联交易).

    """

    date: Date | None = given()
    taught_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    income_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    untaught_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    liability_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    has_off_book: bool | None = given()
    year_end: Date | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    is_handed_in: bool | None = given()
    handed_in_on: Date | None = given()
    seen_on: Date | None = given()
    has_income: bool | None = given()
    has_cost: bool | None = given()
    has_profit: bool | None = given()
    has_related_deals: bool | None = given()

    @property
    def open_until(self) -> Date | None:
        """The day it was handed in, or the last day it was seen missing."""
        return choose(self.is_handed_in, self.handed_in_on, self.seen_on)

    @property
    def is_whole(self) -> bool | None:
        """Whether it says all it has to."""
        return all_of(self.has_income, self.has_cost, self.has_profit, self.has_related_deals)
