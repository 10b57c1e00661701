"""Prepayment (预收费): how much may be taken at once, how early, and where the money goes."""

from __future__ import annotations

from decimal import Decimal

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    add_days,
    add_months,
    all_of,
    any_of,
    at_least,
    at_most,
    equals,
    exactly,
    forbid,
    minus,
    no_earlier_than,
    not_,
    require,
    times,
    when,
)
from ...model.accounts import CustodyRelease, FeeBooks
from ...model.institution import Institution
from ...model.payment import Basis, Payment
from ...model.together import PaymentsAtOnce


@rule
def months(payment: Payment, months: Limit[int]) -> Outcome:
    """One payment covers only so many calendar months; they may be counted from its first day or the day before."""
    earliest = add_days(add_months(payment.last_day, minus(0, months)), 1)
    return no_earlier_than(payment.first_day, earliest)


@rule
def lessons(payment: Payment, lessons: Limit[int]) -> Outcome:
    """One payment covers only so many lessons, as contracted."""
    return at_most(payment.lessons, lessons)


@rule
def yuan(payment: Payment, yuan: Limit[Decimal]) -> Outcome:
    """One payment takes only so much money."""
    return at_most(payment.yuan, yuan)


@rule
def split_months(payments: PaymentsAtOnce, months: Limit[int]) -> Outcome:
    """Payments made at once do not together cover more calendar months than one may."""
    earliest = add_days(add_months(payments.last_day, minus(0, months)), 1)
    return when(payments.is_in_parts, no_earlier_than(payments.first_day, earliest))


@rule
def split_lessons(payments: PaymentsAtOnce, lessons: Limit[int]) -> Outcome:
    """Payments made at once do not together cover more lessons than one may."""
    return when(payments.is_in_parts, at_most(payments.lessons, lessons))


@rule
def split_yuan(payments: PaymentsAtOnce, yuan: Limit[Decimal]) -> Outcome:
    """Payments made at once do not together take more money than one may."""
    return when(payments.is_in_parts, at_most(payments.yuan, yuan))


@rule
def lessons_ahead(payment: Payment, lessons: Limit[int]) -> Outcome:
    """Payments for one course do not together cover more lessons to come than one payment may."""
    return all_of(at_most(payment.lessons_open, lessons), at_most(payment.least_lessons_open, lessons))


@rule
def split(payment: Payment) -> Outcome:
    """No fee is split up, topped up or sold as a punch card to get round the ceilings."""
    return forbid(payment.is_split)


@rule
def too_early(payment: Payment, months: Limit[int]) -> Outcome:
    """Fees for a period are taken only shortly before it begins."""
    in_time = no_earlier_than(payment.paid_on, add_months(payment.first_day, minus(0, months)))
    return when(equals(payment.basis, Basis.PERIOD), in_time)


@rule
def renewed_too_early(payment: Payment, lessons: Limit[int]) -> Outcome:
    """Lessons are sold anew only when few of the earlier ones are left."""
    return when(equals(payment.basis, Basis.LESSONS), at_most(payment.lessons_left, lessons))


@rule
def far_ahead(payment: Payment) -> Outcome:
    """Fees are not taken long before the course."""
    return forbid(payment.is_far_ahead)


@rule
def across_terms(payment: Payment) -> Outcome:
    """Fees are not taken across school terms."""
    return forbid(payment.crosses_terms)


@rule
def supervised_account(payment: Payment) -> Outcome:
    """A prepaid fee goes into the institution's own dedicated account and no other."""
    return require(payment.in_supervised_account)


@rule
def all_supervised(institution: Institution) -> Outcome:
    """The whole of the prepaid money is supervised."""
    return require(institution.fees_in_supervised_account)


@rule
def deposit(institution: Institution) -> Outcome:
    """A risk guarantee deposit is not below the fees of all pupils for one charging cycle."""
    return when(institution.uses_deposit, at_least(institution.deposit_yuan, institution.cycle_yuan))


@rule
def no_loans(payment: Payment) -> Outcome:
    """Pupils' training is not paid by training loans."""
    return forbid(payment.by_loan)


@rule
def loans_offered(institution: Institution) -> Outcome:
    """Pupils are not led to pay by training loans."""
    return forbid(institution.offers_loans)


@rule
def on_platform(institution: Institution) -> Outcome:
    """The institution runs on the national platform."""
    return require(institution.on_platform)


@rule
def supervision_mode(institution: Institution) -> Outcome:
    """Prepaid fees are supervised by bank custody or by a risk guarantee deposit."""
    return require(any_of(institution.uses_custody, institution.uses_deposit))


@rule
def custody(institution: Institution) -> Outcome:
    """Prepaid fees are in the custody of a bank where a place allows no other way."""
    return require(institution.uses_custody)


@rule
def deposit_kept(institution: Institution) -> Outcome:
    """A risk guarantee deposit is kept beside the custody where a place asks for both."""
    return require(institution.uses_deposit)


@rule
def through_platform(payment: Payment) -> Outcome:
    """Fees are paid through the platform and in no other way where a place asks for it."""
    return require(payment.through_platform)


@rule
def agreement_filed(institution: Institution) -> Outcome:
    """The agreement on custody or deposit is filed with the authority."""
    return require(institution.agreement_is_filed)


@rule
def bank_takes_nothing(institution: Institution) -> Outcome:
    """The bank that supervises charges neither institution nor pupils, and does not touch the money."""
    return forbid(any_of(institution.bank_charges, institution.bank_uses_money))


@rule
def released_in_step(release: CustodyRelease) -> Outcome:
    """No larger part of a payment is released from custody than the part of its lessons that was given."""
    return at_most(times(release.released_yuan, release.lessons), times(release.paid_yuan, release.lessons_given))


@rule
def release_confirmed(release: CustodyRelease) -> Outcome:
    """Nothing is released from custody before both sides confirmed it and the authority checked it."""
    return require(all_of(release.both_confirmed, release.is_checked))


@rule
def release_unanswered(release: CustodyRelease, days: Limit[int]) -> Outcome:
    """Lessons the parent did not confirm are settled only after days without an answer."""
    return when(not_(release.parent_confirmed), at_least(release.days_unanswered, days))


@rule
def liability_until_taught(books: FeeBooks) -> Outcome:
    """Fees taken for lessons not given yet, and no others, are booked as a liability."""
    return exactly(books.liability_yuan, books.untaught_yuan)


@rule
def income_when_taught(books: FeeBooks) -> Outcome:
    """Fees are booked as income when their lessons are given, neither earlier nor later."""
    return exactly(books.income_yuan, books.taught_yuan)
