"""From findings to deeds: what a breach that was found amounts to, as the provisions on penalties tell acts apart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path

import attrs

from ...core.toml import Table, is_table
from ...core.typed import typed
from ...core.verdict import Finding, Verdict
from .fault import ActError
from .left_open import Open


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
    HALF_OR_FULL_DAY = "half_or_full_day"
    """Preschoolers are enrolled for half or full days (半日制、全日制) outside a kindergarten (PRS-05)."""
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
        left_open: What may follow from the clauses that were broken, though no provision here carries it, and why.
        without_penalty: The clauses that were broken and have no part in either: no penalty that is known names them.

    """

    deeds: frozenset[Deed]
    by_clause: Mapping[str, tuple[Deed, ...]]
    left_open: tuple[Open, ...]
    without_penalty: tuple[str, ...]


@typed(ActError)
def deeds(findings: Iterable[Finding]) -> Found:
    """Read of the violated findings which deeds they speak of, by their clauses; the others say nothing.

    That a clause leads to a deed is the library's reading throughout: no clause names its article (P-gen, PEN-11).
    Where a clause holds several duties, and not each of them leads to the same deeds, the rule decides.

    Raises:
        ActError: with every place that is no finding, or holds what no finding can.

    """
    broken = [(c, f.rule) for f in findings if f.verdict is Verdict.VIOLATED for c in f.clauses]
    by_clause: dict[str, tuple[Deed, ...]] = {}
    for clause, rule in broken:
        if led := _deeds_of(clause, rule):
            by_clause[clause] = tuple(dict.fromkeys((*by_clause.get(clause, ()), *led)))
    clauses = dict.fromkeys(clause for clause, _ in broken)
    left_open = tuple(one for one in _left_open() if not clauses.keys().isdisjoint(one.clauses))
    known = {*by_clause, *(clause for one in left_open for clause in one.clauses)}
    return Found(
        frozenset(deed for each in by_clause.values() for deed in each),
        by_clause,
        left_open,
        tuple(clause for clause in clauses if clause not in known),
    )


def _deeds_of(clause: str, rule: str) -> tuple[Deed, ...]:
    """The deeds a breach of a clause amounts to, as a rule found it."""
    named = _table()["deeds"].get(clause, ())
    return tuple(map(Deed, named.get(rule, ()) if is_table(named) else named))


@cache
def _left_open() -> tuple[Open, ...]:
    return tuple(Open(**row) for row in _table()["open"])


@cache
def _table() -> Table:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
