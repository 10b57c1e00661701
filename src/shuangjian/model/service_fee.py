"""The fee of after-school service (课后服务费)."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from fractions import Fraction

import attrs

from ..core.fact import given
from ..core.words import at_least, percent, ratio, times
from .grade import OfGrade


@attrs.frozen(kw_only=True)
class ServiceFee(OfGrade):
    """What one pupil is asked to pay for the after-school service (课后服务费), and how much of it that pays for.

    A list price is such a record as well: the price of one month has one month, that of one lesson-period one of those.
    Who collects it, and whether it may be taken at all, is asked of the `ServiceSession`.

    Attributes:
        date: First day it pays for.
        yuan: What is asked in all [yuan].
        other_yuan: Of it, what is asked for care of early comers, at meals or midday, or for self-study, early or in
            the evening; all of it where it is not told apart, 0 where it pays for none of these [yuan].
        lesson_periods: How many lesson-periods of service it pays for (课时).
        minutes: How much service it pays for [min].
        days: How many days of service it pays for.
        months: How many months it pays for.
        terms: How many terms it pays for.
        full_month_yuan: What one month costs a pupil who is there every day, where those seldom there pay less; such a
            fee is told month by month [yuan].
        periods_a_day: How many lesson-periods there are on each day it pays for.
        homework_help_only: Whether it pays for help with homework and nothing else.
        is_rural: Whether the school is a rural one (农村学校).
        is_private: Whether the school is a private one (民办).
        is_raised: Whether the county raised the fee, where its city or province lets it.
        in_hardship: Whether the pupil's family is a poor one by the rules of the place (家庭经济困难).
        has_agreement: Whether the parents agreed in writing.
        refunds_missed_days: Whether days a pupil is not there are paid back by the day.
        days_attended: On how many of the working days it pays for the pupil was there.
        working_days: How many working days it pays for.

    """

    date: Date | None = given()
    yuan: Decimal | None = given(low=0, high=1_000_000)
    other_yuan: Decimal | None = given(low=0, high=1_000_000)
    lesson_periods: int | None = given(low=1, high=10_000)
    minutes: int | None = given(low=1, high=1_000_000)
    days: int | None = given(low=1, high=366)
    months: int | None = given(low=1, high=12)
    terms: int | None = given(low=1, high=4)
    full_month_yuan: Decimal | None = given(low=0, high=1_000_000)
    periods_a_day: int | None = given(low=1, high=10)
    homework_help_only: bool | None = given()
    is_rural: bool | None = given()
    is_private: bool | None = given()
    is_raised: bool | None = given()
    in_hardship: bool | None = given()
    has_agreement: bool | None = given()
    refunds_missed_days: bool | None = given()
    days_attended: int | None = given(low=0, high=366)
    working_days: int | None = given(low=0, high=366)

    @property
    def yuan_a_lesson(self) -> Fraction | None:
        """What a lesson-period comes to [yuan]."""
        return ratio(self.yuan, self.lesson_periods)

    @property
    def yuan_an_hour(self) -> Fraction | None:
        """What an hour comes to [yuan]."""
        return ratio(times(self.yuan, 60), self.minutes)

    @property
    def yuan_a_day(self) -> Fraction | None:
        """What a day comes to [yuan]."""
        return ratio(self.yuan, self.days)

    @property
    def yuan_a_month(self) -> Fraction | None:
        """What a month comes to [yuan]."""
        return ratio(self.yuan, self.months)

    @property
    def yuan_a_term(self) -> Fraction | None:
        """What a term comes to [yuan]."""
        return ratio(self.yuan, self.terms)

    @property
    def share_of_full(self) -> Fraction | None:
        """What is asked, of what as many months cost a pupil who is there every day [%]."""
        return percent(self.yuan, times(self.full_month_yuan, self.months))

    @property
    def attended_half(self) -> bool | None:
        """Whether the pupil was there on at least half of the working days."""
        return at_least(times(self.days_attended, 2), self.working_days)
