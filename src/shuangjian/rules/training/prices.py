"""Prices (收费) of training: the guided price, what is charged beside it, what is posted."""

from __future__ import annotations

from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import at_most, forbid, ratio, require, times
from ...model.institution import Institution
from ...model.payment import Price


@rule
def guided_price(price: Price, base: Limit[Fraction], raised: Limit[Fraction], standard: Limit[int]) -> Outcome:
    """A lesson, reckoned to the standard length, costs no more than the local base price raised by the upward float."""
    return at_most(ratio(times(price.yuan, standard), price.minutes), times(base, raised))


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
