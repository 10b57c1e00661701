"""National competitions for pupils (全国性竞赛): which may be held, how often, and that they cost and give nothing."""

from __future__ import annotations

from decimal import Decimal

from ...core.rule import Limit, Outcome, rule
from ...core.words import at_most, forbid, require
from ...model.competition import Competition


@rule
def listed(event: Competition) -> Outcome:
    """Only competitions on the list of the ministry are held."""
    return require(event.is_listed)


@rule
def once_a_year(event: Competition, times: Limit[int]) -> Outcome:
    """A listed competition is held only so often in a school year."""
    return at_most(event.held_in_year, times)


@rule
def times_in_all(event: Competition, times: Limit[int]) -> Outcome:
    """A listed competition is held only so often under one list."""
    return at_most(event.held_under_list, times)


@rule
def no_fee(event: Competition, yuan: Limit[Decimal]) -> Outcome:
    """Pupils pay nothing to take part, under whatever name."""
    return at_most(event.fee_yuan, yuan)


@rule
def no_linked_training(event: Competition) -> Outcome:
    """No training and no camp is linked with a competition."""
    return forbid(event.has_linked_training)


@rule
def serves_no_admission(event: Competition) -> Outcome:
    """Neither a competition nor a result of it serves admission."""
    return forbid(event.serves_admission)
