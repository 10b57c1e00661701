"""Licences (办学许可): who is approved, who may run training, within which range, from set-up to closing."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Options,
    add_months,
    all_of,
    among,
    any_of,
    at_least,
    equals,
    forbid,
    no_earlier_than,
    no_later_than,
    not_,
    require,
    when,
)
from ...model.institution import Institution, LegalForm, Licence, Mode, Operation, Subject, TrainingSector
from ...model.lifecycle import Changeover, Closure, SetUp


@rule
def no_new_licence(licence: Licence) -> Outcome:
    """No new institution is approved where new approvals have stopped; a licence held before may be re-issued."""
    return require(licence.is_reissue)


@rule
def licensed(operation: Operation) -> Outcome:
    """An institution, and who gives subject training for pay, holds a licence and is registered as a legal person."""
    is_paid_subject = all_of(equals(operation.subject, Subject.SUBJECT), operation.is_paid)
    needs_licence = any_of(operation.acts_as_institution, is_paid_subject)
    return when(needs_licence, require(all_of(operation.has_licence, operation.is_registered)))


@rule
def online_approval(operation: Operation) -> Outcome:
    """Nobody enrols or takes money for subject training online without an approval; having filed is not enough."""
    return when(any_of(operation.enrols, operation.is_paid), require(operation.has_licence))


@rule
def licensed_address(operation: Operation) -> Outcome:
    """Every address where a licensed institution teaches stands on a licence."""
    return when(operation.has_licence, require(operation.at_licensed_address))


@rule
def branch(operation: Operation) -> Outcome:
    """A branch school holds a licence of its own and is filed where the institution was approved."""
    return require(all_of(operation.branch_has_licence, operation.branch_is_filed))


@rule
def licensed_range(operation: Operation) -> Outcome:
    """Nobody trains beyond what the licence allows, by content, pupils or in another way."""
    return when(operation.has_licence, forbid(operation.is_beyond_range))


@rule
def licensed_subject(operation: Operation, allowed: Limit[Options[Subject]]) -> Outcome:
    """A licensed institution gives the kind of training its licence allows, and no other."""
    return when(operation.has_licence, among(operation.subject, allowed))


@rule
def licensed_sector(operation: Operation, allowed: Limit[Options[TrainingSector]]) -> Outcome:
    """An institution for one sector of non-subject training needs another approval to train in another sector."""
    return when(operation.has_licence, among(operation.sector, allowed))


@rule
def licensed_mode(operation: Operation, allowed: Limit[Options[Mode]]) -> Outcome:
    """A licence for online training allows none offline, nor the other way round."""
    return when(operation.has_licence, among(operation.mode, allowed))


@rule
def unapproved_school(operation: Operation, staff: Limit[int]) -> Outcome:
    """Nobody runs an institution, with a place or site of its own, staff and division of work, without approval."""
    enough_staff = at_least(operation.staff, staff)
    is_institution = all_of(operation.has_dedicated_place, enough_staff, operation.is_organised)
    return forbid(all_of(not_(operation.has_licence), is_institution))


@rule
def unapproved_tutoring(operation: Operation, staff: Limit[int]) -> Outcome:
    """What is less than an institution gives no subject training for pay without approval either."""
    enough_staff = at_least(operation.staff, staff)
    is_institution = all_of(operation.has_dedicated_place, enough_staff, operation.is_organised)
    return when(all_of(operation.is_paid, not_(is_institution)), require(operation.has_licence))


@rule
def disguised(operation: Operation) -> Outcome:
    """No subject training goes on under another name or in another form."""
    return forbid(operation.is_disguised)


# ------------------------------------------------------------------------------------------- form and head


@rule
def non_profit(institution: Institution, forms: Limit[Options[LegalForm]]) -> Outcome:
    """An institution for subject training of compulsory education is registered as non-profit."""
    return among(institution.legal_form, forms)


@rule
def suspended(institution: Institution) -> Outcome:
    """Until it is registered as non-profit, an institution that has to be neither enrols nor takes fees."""
    is_non_profit = equals(institution.legal_form, LegalForm.NON_PROFIT)
    return when(not_(is_non_profit), forbid(any_of(institution.enrols, institution.takes_fees)))


@rule
def head_in_china(institution: Institution) -> Outcome:
    """The head of the decision body is a Chinese national and lives in China."""
    return require(all_of(institution.head_is_chinese, institution.head_lives_in_china))


@rule
def head_record(institution: Institution) -> Outcome:
    """The head of the decision body has no record of intentional crime, and no bad record in education."""
    return forbid(institution.head_has_record)


@rule
def head_conduct(institution: Institution) -> Outcome:
    """The head of the decision body is of good conduct."""
    return require(institution.head_is_of_good_conduct)


# ------------------------------------------------------------------------------------------- beginning and end


@rule
def set_up_enrolment(set_up: SetUp) -> Outcome:
    """Nobody enrols pupils before the institution is approved."""
    return forbid(set_up.enrols)


@rule(law_day="set_up_on")
def formal_application(set_up: SetUp, months: Limit[int]) -> Outcome:
    """Formal approval is applied for in time after the approval to set up; not due yet is not late."""
    due = add_months(set_up.set_up_on, months)
    is_due = any_of(set_up.is_applied, not_(no_later_than(set_up.date, due)))
    return when(is_due, no_later_than(set_up.open_until, due))


@rule
def changeover_order(change: Changeover) -> Outcome:
    """An institution that becomes non-profit is licensed first, then registered; its business licence goes last."""
    licensed_first = no_later_than(change.licensed_on, change.registered_on)
    return require(all_of(licensed_first, no_later_than(change.registered_on, change.done_on)))


@rule
def closing_announced(closure: Closure, months: Limit[int]) -> Outcome:
    """A closing is announced long enough ahead."""
    return no_earlier_than(closure.closes_on, add_months(closure.known_since, months))


@rule
def closing_plan(closure: Closure) -> Outcome:
    """A closing follows a plan."""
    return require(closure.follows_plan)
