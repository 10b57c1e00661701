"""Preschoolers (学前儿童): what nobody may teach them or draw them into; lessons of theirs are judged by hours too."""

from __future__ import annotations

from ...core.rule import Outcome, rule
from ...core.words import forbid
from ...model.preschool import PreschoolActivity


@rule
def primary_courses(activity: PreschoolActivity) -> Outcome:
    """Preschoolers are not taught courses of primary school."""
    return forbid(activity.teaches_primary_courses)


@rule
def half_or_full_day(activity: PreschoolActivity) -> Outcome:
    """Preschoolers get no half-day or full-day training outside a kindergarten."""
    return forbid(activity.is_half_or_full_day)


@rule
def fit_for_age(activity: PreschoolActivity) -> Outcome:
    """No competition and no commercial activity for preschoolers is unfit for their age."""
    return forbid(activity.is_unfit_for_age)
