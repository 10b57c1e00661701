"""Contracts (合同) and refunds (退费) of training."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import add_days, all_of, any_of, at_least, no_later_than, not_, require, when
from ...model.institution import Institution
from ...model.payment import Refund


@rule
def model_contract(institution: Institution) -> Outcome:
    """The model contract is used throughout."""
    return require(institution.uses_model_contract)


@rule(law_day="asked_on")
def refund_days(refund: Refund, days: Limit[int]) -> Outcome:
    """Money comes back within the days a place sets; not due yet is not late."""
    due = add_days(refund.asked_on, days)
    is_due = any_of(refund.is_settled, not_(no_later_than(refund.seen_on, due)))
    return when(is_due, no_later_than(refund.open_until, due))


@rule
def withdrawal(refund: Refund, days: Limit[int]) -> Outcome:
    """Who withdraws within days of paying and has consumed nothing gets the whole principal back."""
    in_time = no_later_than(refund.asked_on, add_days(refund.paid_on, days))
    applies = all_of(in_time, refund.is_untouched, refund.is_closed)
    return when(applies, at_least(refund.refunded_yuan, refund.paid_yuan))
