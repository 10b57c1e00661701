"""Contracts (合同) and refunds (退费) of training."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import add_days, all_of, any_of, at_least, forbid, no_later_than, not_, require, times, when
from ...model.contract import Contract
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


@rule
def contract_particulars(contract: Contract) -> Outcome:
    """A contract tells the licence, until when it runs, who approved the institution and how fees are supervised."""
    licence = all_of(contract.shows_licence_number, contract.shows_licence_expiry, contract.shows_approving_body)
    return require(all_of(licence, contract.shows_supervision))


@rule
def no_unfair_terms(contract: Contract) -> Outcome:
    """No standard term of a contract is unfair to pupils."""
    return forbid(contract.has_unfair_terms)


@rule
def contract_icp(contract: Contract) -> Outcome:
    """A contract on online training tells the internet filing number."""
    return require(contract.shows_icp_number)


@rule
def agreed_refund(refund: Refund) -> Outcome:
    """Who leaves by the day the contract agrees on gets everything back."""
    in_time = no_later_than(refund.asked_on, refund.full_refund_until)
    applies = all_of(refund.has_refund_term, in_time, refund.is_closed)
    return when(applies, at_least(refund.refunded_yuan, refund.paid_yuan))


@rule(law_day="asked_on")
def full_refund_before_start(refund: Refund) -> Outcome:
    """Who leaves before the start gets everything back, where a place asks for it."""
    return when(refund.is_closed, at_least(refund.refunded_yuan, refund.paid_yuan))


@rule(law_day="asked_on")
def proportional_refund(refund: Refund) -> Outcome:
    """Who leaves gets back at least the price of the lessons that were not given."""
    return when(refund.is_closed, at_least(refund.refunded_yuan, times(refund.lesson_yuan, refund.lessons_left)))


@rule(law_day="asked_on")
def false_advert_refund(refund: Refund) -> Outcome:
    """Who was brought in by false advertising gets everything back, where a place asks for it."""
    applies = all_of(refund.is_closed, refund.after_false_advertising)
    return when(applies, at_least(refund.refunded_yuan, refund.paid_yuan))
