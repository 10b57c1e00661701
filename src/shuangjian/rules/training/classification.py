"""Classification (分类鉴别): what is subject training and what is not; four labels, and a person decides."""

from __future__ import annotations

from ...core.rule import Outcome, rule
from ...core.words import all_of, any_of, equals, forbid, not_, require, when
from ...model.institution import Subject
from ...model.programme import Programme


@rule
def listed_subject(programme: Programme) -> Outcome:
    """A course on the list of subjects is run as subject training."""
    return require(equals(programme.kind, Subject.SUBJECT))


@rule
def listed_non_subject(programme: Programme) -> Outcome:
    """A course on the other list is run as non-subject training, unless it teaches what those standards hold."""
    return require(any_of(equals(programme.kind, Subject.NON_SUBJECT), programme.teaches_standard))


@rule
def standard_content(programme: Programme) -> Outcome:
    """Nothing run as non-subject training teaches what the subjects' standards hold, under whatever name."""
    return when(equals(programme.kind, Subject.NON_SUBJECT), forbid(programme.teaches_standard))


@rule
def as_identified(programme: Programme) -> Outcome:
    """Nothing run as non-subject training was identified as subject training; four labels and a person decide."""
    is_cleared = all_of(not_(equals(programme.identified_as, Subject.SUBJECT)), programme.is_labelled)
    return when(equals(programme.kind, Subject.NON_SUBJECT), require(is_cleared))


@rule
def disputed(programme: Programme) -> Outcome:
    """What is in dispute goes to an expert panel without an interest in the institution."""
    is_heard = all_of(programme.went_to_panel, not_(programme.panel_has_interest))
    return when(programme.is_disputed, require(is_heard))


@rule(law_day="offered_on")
def assessed_first(programme: Programme) -> Outcome:
    """A provider assesses a programme itself before offering it."""
    return require(programme.assessed_first)
