"""Money: prices, payments, refunds of training."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from typing import ClassVar

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, any_of, choose, exactly, known
from .grade import OfPupils, Stage
from .institution import Mode, Subject


class ClassSize(Choice):
    """Class bands of guided prices (班型); where the edges lie, each place says."""

    SMALL = "small"
    MIDDLE = "middle"
    MEDIUM_LARGE = "medium_large"
    """the third of four bands, where a place draws four"""
    LARGE = "large"


class Basis(Choice):
    """What a payment is measured by."""

    PERIOD = "period"
    """按培训周期"""
    LESSONS = "lessons"
    """按课时"""


@attrs.frozen(kw_only=True)
class Price(OfPupils):
    """The price one pupil is asked for one lesson.

    Attributes:
        date: The day it is asked.
        subject: Kind of training.
        mode: Where it takes place.
        class_size: Class band as the place draws it.
        students: How many pupils are in the class.
        is_town: Whether it is a town price, where the list of the place tells towns apart.
        yuan: Price of one lesson of `minutes` [yuan].
        minutes: Length of that lesson [min].
        is_posted: Whether it is posted as asked.
        extra_charges: Whether books, materials or anything else is charged beside it.
        has_invented_original: Whether a person judged the original price shown beside it invented (虚构原价).
        has_false_discount: Whether a person judged the discount shown false (虚假折扣).

    """

    date: Date | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    class_size: ClassSize | None = given()
    students: int | None = given(low=0, high=1_000_000)
    is_town: bool | None = given()
    yuan: Decimal | None = given(low=0, high=10_000_000)
    minutes: int | None = given(low=1, high=1440)
    is_posted: bool | None = given()
    extra_charges: bool | None = given()
    has_invented_original: bool | None = judged()
    has_false_discount: bool | None = judged()


@attrs.frozen(kw_only=True)
class Payment(Fact):
    """One collection of money, open or disguised (充值、次卡).

    Attributes:
        paid_on: The day it was taken.
        payer_id: For which pupil it was paid, an opaque id; two children of one parent are two.
        course_id: For what course, an opaque id.
        stage: Stage of the pupil.
        subject: Kind of training.
        mode: Where it takes place.
        basis: What it is measured by.
        first_day: First day it covers.
        last_day: Last day it covers.
        lessons: How many lessons it covers, as contracted.
        lessons_left: Lessons of an earlier payment not yet taken when it was made.
        lessons_taken: Lessons of the course taken before it was made, in all.
        lessons_open: Lessons paid and not yet taken after it, over all payments for the course.
        lessons_seen_open: The same over the payments that are among the records; another, whose payer or course is not
            told, may add to them.
        yuan: How much was taken [yuan].
        in_supervised_account: Whether it went into the dedicated account.
        by_loan: Whether it was made by a training loan (培训贷).
        crosses_terms: Whether it covers lessons of more than one school term (跨学期).
        is_split: Whether a person judged it a part of one fee split up, topped up or sold as a punch card (充值、次卡).
        is_far_ahead: Whether a person judged it taken long before the course, where no number of days is given.
        is_cash: Whether it was made in cash.
        under_custody: Whether a bank holds the prepaid fees of the institution in custody (银行托管).
        through_platform: Whether it was made through the platform for training (全国平台).
        told_before: Whether fee items and standards were told to the payer before (事先告知).
        is_invoiced: Whether an invoice was given for it (发票).
        invoice_is_true: Whether that invoice says what was bought and paid.

    """

    law_day: ClassVar[str] = "paid_on"
    paid_on: Date | None = given()
    payer_id: str | None = given()
    course_id: str | None = given()
    stage: Stage | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    basis: Basis | None = given()
    first_day: Date | None = given()
    last_day: Date | None = given()
    lessons: int | None = given(low=0, high=100_000)
    lessons_left: int | None = given(low=0, high=100_000)
    lessons_taken: int | None = given(low=0, high=100_000)
    lessons_open: int | None = given(low=0, high=100_000)
    lessons_seen_open: int | None = given(low=0, high=100_000)
    yuan: Decimal | None = given(low=0, high=100_000_000)
    in_supervised_account: bool | None = given()
    by_loan: bool | None = given()
    crosses_terms: bool | None = given()
    is_split: bool | None = judged()
    is_far_ahead: bool | None = judged()
    is_cash: bool | None = given()
    under_custody: bool | None = given()
    through_platform: bool | None = given()
    told_before: bool | None = given()
    is_invoiced: bool | None = given()
    invoice_is_true: bool | None = given()

    @property
    def least_lessons_open(self) -> int | None:
        """No fewer lessons than this are paid and not yet taken after it."""
        return choose(known(self.lessons_open), self.lessons_open, self.lessons_seen_open)


@attrs.frozen(kw_only=True)
class Refund(Fact):
    """One demand for money back. "Not yet" is not "not known": whether, when, and the day last looked at.

    Attributes:
        paid_on: The day the money was paid.
        asked_on: The day it was asked back.
        is_settled: Whether it was paid back.
        settled_on: The day it was.
        is_refused: Whether it was refused for good.
        seen_on: The day the matter was last looked at.
        subject: Kind of training.
        before_start: Whether it was asked before the course began.
        lessons_taken: Lessons taken by then.
        paid_yuan: What was paid [yuan].
        refunded_yuan: What came back [yuan].
        agrees_full_refund: Whether the contract names days, before or after the start, within which who leaves gets
            everything back; the day alone says so too.
        full_refund_until: The last of these days, as the contract reckons them.
        lesson_yuan: Price of one lesson by the contract [yuan].
        lessons_left: Lessons paid for and not given by then.
        after_false_advertising: Whether a person judged that false advertising had brought the pupil in (虚假宣传).

    """

    law_day: ClassVar[str] = "paid_on"
    paid_on: Date | None = given()
    asked_on: Date | None = given()
    is_settled: bool | None = given()
    settled_on: Date | None = given()
    is_refused: bool | None = given()
    seen_on: Date | None = given()
    subject: Subject | None = given()
    before_start: bool | None = given()
    lessons_taken: int | None = given(low=0, high=100_000)
    paid_yuan: Decimal | None = given(low=0, high=100_000_000)
    refunded_yuan: Decimal | None = given(low=0, high=100_000_000)
    agrees_full_refund: bool | None = given()
    full_refund_until: Date | None = given()
    lesson_yuan: Decimal | None = given(low=0, high=10_000_000)
    lessons_left: int | None = given(low=0, high=100_000)
    after_false_advertising: bool | None = judged()

    @property
    def open_until(self) -> Date | None:
        """The day it was settled, or the last day it was seen unsettled."""
        return choose(self.is_settled, self.settled_on, self.seen_on)

    @property
    def is_closed(self) -> bool | None:
        """Whether it was paid back or refused; a demand still open is neither kept nor broken."""
        return any_of(self.is_settled, self.is_refused)

    @property
    def has_refund_term(self) -> bool | None:
        """Whether the contract names such days."""
        return any_of(known(self.full_refund_until), self.agrees_full_refund)

    @property
    def is_untouched(self) -> bool | None:
        """Whether nothing was consumed by then."""
        return exactly(self.lessons_taken, 0)
