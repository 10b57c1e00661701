"""Licences (办学许可): who may be approved, who may run training at all, and within which range."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import Options, all_of, among, at_least, forbid, not_, require, when
from ...model.institution import Licence, Mode, Operation, Subject


@rule
def no_new_licence(licence: Licence) -> Outcome:
    """No new institution is approved where new approvals have stopped; a licence held before may be re-issued."""
    return require(licence.is_reissue)


@rule
def licensed(operation: Operation) -> Outcome:
    """Whoever runs training holds a licence and is registered as a legal person, both."""
    return require(all_of(operation.has_licence, operation.is_registered))


@rule
def online_approval(operation: Operation) -> Outcome:
    """Nobody takes money for subject training online without an approval; having filed is not enough."""
    return when(operation.is_paid, require(operation.has_licence))


@rule
def licensed_address(operation: Operation) -> Outcome:
    """Every address where a licensed institution teaches stands on a licence."""
    return when(operation.has_licence, require(operation.at_licensed_address))


@rule
def licensed_subject(operation: Operation, allowed: Limit[Options[Subject]]) -> Outcome:
    """A licensed institution gives the kind of training its licence allows, and no other."""
    return when(operation.has_licence, among(operation.subject, allowed))


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
