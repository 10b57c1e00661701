"""Capital (资本) of training institutions: who may put money in, and what may be done with the money inside."""

from __future__ import annotations

from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import Options, all_of, among, any_of, at_least, forbid, percent, require, when
from ...model.capital import CapitalTie, Deal, DealKind, FinanceYear
from ...model.institution import Institution
from ...model.lifecycle import Closure

# ------------------------------------------------------------------------------------------- who puts money in


@rule
def not_listed(institution: Institution) -> Outcome:
    """No institution for subject training is listed to raise money."""
    return forbid(institution.is_listed)


@rule
def not_capitalised(institution: Institution) -> Outcome:
    """No institution for subject training is run as a capital operation."""
    return forbid(institution.is_capital_operation)


@rule
def listed_company(tie: CapitalTie) -> Outcome:
    """No listed company puts stock-market money into subject training, buys into it or founds it."""
    return forbid(tie.by_listed_company)


@rule
def foreign_capital(tie: CapitalTie) -> Outcome:
    """Foreign capital takes neither control of subject training nor a share in it, in the ways the law names."""
    return forbid(all_of(tie.by_foreign_capital, tie.has_stake))


@rule
def school_founder(tie: CapitalTie) -> Outcome:
    """No primary or secondary school founds a training institution, alone or with others."""
    return forbid(tie.by_school)


# ------------------------------------------------------------------------------------------- the money inside


@rule
def funds_kept(deal: Deal, excluded: Limit[Options[DealKind]]) -> Outcome:
    """The money of a non-profit institution is not withdrawn, lent, left to others, pledged or paid to founders."""
    return forbid(among(deal.kind, excluded))


@rule
def refunds_first(closure: Closure) -> Outcome:
    """When a non-profit institution is wound up, what pupils are owed is paid before anything else."""
    return require(closure.repays_pupils_first)


@rule
def filed_account(institution: Institution) -> Outcome:
    """A non-profit institution takes its fees through an account filed with the authority."""
    return require(institution.fees_in_filed_account)


@rule
def settlement_account(institution: Institution) -> Outcome:
    """A for-profit institution takes all its income into its own settlement account."""
    return require(institution.income_in_settlement_account)


@rule
def audited(year: FinanceYear) -> Outcome:
    """The accounts of every year are audited."""
    return require(year.is_audited)


@rule
def development_fund(year: FinanceYear, share: Limit[Fraction]) -> Outcome:
    """Enough of what a year brought goes into the development fund; where it brought nothing, nothing need go."""
    covers_all = at_least(year.fund_yuan, year.gain_yuan)
    return any_of(at_least(percent(year.fund_yuan, year.gain_yuan), share), covers_all)


@rule
def goes_to_training(year: FinanceYear) -> Outcome:
    """Money that was raised and fees that were taken go mainly to training."""
    return require(year.goes_to_training)


@rule
def related_disclosed(deal: Deal) -> Outcome:
    """Deals with related parties are disclosed."""
    return when(deal.is_related, require(deal.is_disclosed))


@rule
def related_fair(deal: Deal) -> Outcome:
    """Deals with related parties are open and fair."""
    return when(deal.is_related, require(deal.is_open_and_fair))


@rule
def related_reviewed(deal: Deal) -> Outcome:
    """Deals of a non-profit institution with related parties are reviewed every year."""
    return when(deal.is_related, require(deal.is_reviewed))
