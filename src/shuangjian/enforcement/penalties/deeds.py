"""From findings to deeds: what a breach that was found amounts to, as the provisions on penalties tell acts apart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path

import attrs

from ...core.verdict import Finding, Verdict


class Deed(Enum):
    """What was done, as the provisions tell acts apart."""

    TRAINING = "training"
    """Training is given off campus (校外培训), lawfully or not: the other facts tell (P17, P18)."""
    COMPETITION = "competition"
    """A competition is held in society without approval (P-comp)."""
    HELP = "help"
    """Illegal training is given a place, or served by a platform (P-help)."""
    FOUNDING = "founding"
    """A school is founded against the rules, or enrols while it is being set up (筹设期: PEN-11, art. 65)."""
    FOUNDER = "founder"
    """A founder, controller or board member does what art. 62 of the regulation lists (PEN-11)."""
    EDUCATION_POLICY = "education_policy"
    """Against the education policy (PEN-11, item 1)."""
    UNLAWFUL = "unlawful"
    """Activity against laws or national provisions (PEN-11, item 2)."""
    IDLE_BOARD = "idle_board"
    """The board does not do its work (PEN-11, item 3)."""
    POOR_CONDITIONS = "poor_conditions"
    """Teaching conditions are poor (PEN-11, item 4)."""
    UNSAFE_PREMISES = "unsafe_premises"
    """The premises are unsafe (PEN-11, item 5)."""
    HARM = "harm"
    """Learners come to harm (PEN-11, item 6)."""
    HIRING = "hiring"
    """Staff are hired or paid unlawfully (PEN-11, item 7)."""
    ENROLMENT = "enrolment"
    """Pupils are enrolled unlawfully or dishonestly (PEN-11, item 8)."""
    BEYOND_LICENCE = "beyond_licence"
    """Beyond the licence, or at an address or branch nobody approved (PEN-11, item 9)."""
    DISCLOSURE = "disclosure"
    """What must be disclosed is missing or false (PEN-11, item 10)."""
    FEES = "fees"
    """Accounts are in chaos, fee items are added or rates raised against the law (PEN-11, item 11)."""
    MANAGEMENT = "management"
    """Other chaos of management (PEN-11, item 12)."""
    HARMFUL_CONTENT = "harmful_content"
    """What is taught harms minors (P-gen)."""
    PREPAYMENT = "prepayment"
    """Fees are collected in advance (预收费) against the rules (P-gen)."""
    PRICE = "price"
    """Above the guided price, own fee items, split or repeated charges and the like (PEN-07)."""
    PRICE_DISPLAY = "price_display"
    """Prices are not displayed, or more is charged than is displayed (PEN-07)."""
    PRICE_DECEPTION = "price_deception"
    """Prices deceive (PEN-07)."""
    ADVERTISEMENT = "advertisement"
    """An advertisement for training, or in a school, that the law on advertising forbids (PEN-08)."""
    FALSE_ADVERTISEMENT = "false_advertisement"
    """A false advertisement (PEN-08)."""
    FIRE_EQUIPMENT = "fire_equipment"
    """Fire equipment or signs below standard, exits blocked, windows barred, a hazard left (PEN-09)."""
    FIRE_ACCEPTANCE = "fire_acceptance"
    """Premises used without fire acceptance, or after it failed (PEN-09)."""
    FIRE_DUTIES = "fire_duties"
    """Other duties of fire safety are not met (PEN-09)."""
    RECORDS = "records"
    """Criminal records are not looked up, or somebody with such a record is hired (PEN-10, art. 126)."""
    MINORS_ONLINE = "minors_online"
    """Duties to minors online are not met (PEN-10, art. 127)."""
    STAFF_MEASURES = "staff_measures"
    """The measures on staff are not kept (PEN-13)."""
    VIDEO_FILING = "video_filing"
    """A video system is not filed with the police, or falsely (PEN-14)."""
    VIDEO_NOTICE = "video_notice"
    """No sign tells of a video system (PEN-14)."""


@attrs.frozen
class Found:
    """What violated findings amount to.

    Attributes:
        deeds: What was done, to be told of an `Act`; whether a penalty may follow hangs on its other facts.
        by_clause: For each clause that was broken and leads to deeds, which.
        without_penalty: The clauses that were broken and lead to none: no penalty that is known names them.

    """

    deeds: frozenset[Deed]
    by_clause: Mapping[str, tuple[Deed, ...]]
    without_penalty: tuple[str, ...]


def deeds(findings: Iterable[Finding]) -> Found:
    """Read of the violated findings which deeds they speak of, by their clauses; the others say nothing.

    That a clause leads to a deed is the library's reading throughout: no clause names its article (P-gen, PEN-11).
    """
    broken = dict.fromkeys(c for f in findings if f.verdict is Verdict.VIOLATED for c in f.clauses)
    known = _by_clause()
    by_clause = {clause: known[clause] for clause in broken if clause in known}
    return Found(
        frozenset(deed for each in by_clause.values() for deed in each),
        by_clause,
        tuple(clause for clause in broken if clause not in known),
    )


@cache
def _by_clause() -> Mapping[str, tuple[Deed, ...]]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {clause: tuple(map(Deed, named)) for clause, named in table["deeds"].items()}
