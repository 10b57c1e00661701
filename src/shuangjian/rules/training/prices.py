"""Prices (收费) of training: the guided price, what is charged beside it, what is posted."""

from __future__ import annotations

from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import add_months, all_of, any_of, at_most, forbid, no_later_than, not_, ratio, require, times, when
from ...model.accounts import FeeBooks
from ...model.institution import Institution
from ...model.payment import Payment, Price


@rule
def guided_price(price: Price, base: Limit[Fraction], raised: Limit[Fraction], standard: Limit[int]) -> Outcome:
    """A lesson, reckoned to the standard length, costs no more than the local base price raised by the upward float."""
    return at_most(ratio(times(price.yuan, standard), price.minutes), times(base, raised))


@rule
def class_band(price: Price, pupils: Limit[int]) -> Outcome:
    """A class has no more pupils than the band whose price is asked."""
    return at_most(price.students, pupils)


@rule
def extra_charges(price: Price) -> Outcome:
    """Nothing is charged beside the training fee: no books, no materials, no disguised increase."""
    return forbid(price.extra_charges)


@rule
def as_posted(price: Price) -> Outcome:
    """Nothing is charged beyond the posted list."""
    return require(price.is_posted)


@rule
def posted(institution: Institution) -> Outcome:
    """Fee items and standards are posted at the venue and the site."""
    return require(institution.posts_prices)


@rule
def told_before(payment: Payment) -> Outcome:
    """Fee items and standards are told before money is taken."""
    return require(payment.told_before)


@rule
def no_false_price(price: Price) -> Outcome:
    """No price is made to look lower by an invented original price or a false discount."""
    return forbid(any_of(price.has_invented_original, price.has_false_discount))


@rule
def no_monopoly(institution: Institution) -> Outcome:
    """No institution is a monopoly."""
    return forbid(institution.has_monopoly)


@rule
def invoiced(payment: Payment) -> Outcome:
    """A training fee is invoiced, and the invoice is true to what was bought and paid."""
    return require(all_of(payment.is_invoiced, payment.invoice_is_true))


@rule
def no_off_book(books: FeeBooks) -> Outcome:
    """There are no accounts outside the books."""
    return forbid(books.has_off_book)


@rule(law_day="year_end")
def yearly_report(books: FeeBooks, months: Limit[int]) -> Outcome:
    """A yearly report is handed in within months of the end of its year; not due yet is not late."""
    due = add_months(books.year_end, months)
    is_due = any_of(books.is_handed_in, not_(no_later_than(books.seen_on, due)))
    return when(is_due, no_later_than(books.open_until, due))


@rule(law_day="year_end")
def yearly_report_whole(books: FeeBooks) -> Outcome:
    """A yearly report says income, cost, profit and the deals with related parties."""
    return when(books.is_handed_in, require(books.is_whole))
