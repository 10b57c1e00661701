"""Vacation care (假期托管): free to join, care and not lessons, its fee made public."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import Options, among, forbid, require, when
from ...model.day import Vacation
from ...model.service import VacationCare


@rule
def voluntary(care: VacationCare) -> Outcome:
    """Pupils and teachers take part of their own free will."""
    return require(care.is_voluntary)


@rule
def no_group_lessons(care: VacationCare, banned: Limit[Options[Vacation]]) -> Outcome:
    """No remedial lessons of whole groups are given in the care of a vacation, a weekend or a holiday."""
    return when(among(care.vacation, banned), forbid(care.group_lessons))


@rule
def no_new_lessons(care: VacationCare) -> Outcome:
    """No new lessons are taught in the care."""
    return forbid(care.new_lessons)


@rule
def fee_posted(care: VacationCare) -> Outcome:
    """Where the care has a fee, its level is made public."""
    return when(care.has_fee, require(care.fee_posted))
