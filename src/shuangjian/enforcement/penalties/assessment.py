"""What is told of an act that was held against the provisions on penalties (行政处罚)."""

from __future__ import annotations

from enum import Enum

import attrs

from ...core.typed import typed
from ...core.verdict import Evidence, Missing, Modality
from .act import Band
from .fault import ActError
from .left_open import Open


class Status(Enum):
    """Whether an element is there, or all of them together."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@attrs.frozen
class Element:
    """One element of a provision, of a consequence or of a circumstance, held against an act.

    Attributes:
        name: Which, as elements.toml names it.
        status: Whether it is there.
        facts: The fields of the act it hangs on.
        missing: Of an unknown one, the fields that are not told; where all are, what the law leaves open.

    """

    name: str
    status: Status
    facts: tuple[str, ...]
    missing: tuple[Missing, ...] = ()


class Measure(Enum):
    """What an authority orders or imposes (PEN-01, with what the provisions order beside a penalty)."""

    CORRECT = "correct"
    """Put right, by a day that is set or at once."""
    STOP = "stop"
    """Running it is stopped."""
    REFUND = "refund"
    """What was charged is given back; of a price, what was charged too much (PEN-07)."""
    UNDO = "undo"
    """Undo what the advertisement did, as widely as it ran."""
    WARNING = "warning"
    """警告"""
    CRITICISM = "criticism"
    """通报批评"""
    FINE = "fine"
    """罚款"""
    CONFISCATION = "confiscation"
    """没收违法所得"""
    STOP_ENROLLING = "stop_enrolling"
    """Enrolling is stopped (停止招生)."""
    NO_TRAINING = "no_training"
    """No training is given while enrolling is stopped (PEN-13)."""
    SUSPENSION = "suspension"
    """Business is stopped until things are right."""
    REVOCATION = "revocation"
    """The licence is taken."""
    CAREER_BAN = "career_ban"
    """限制从业"""
    CAREER_BAN_FOR_LIFE = "career_ban_for_life"
    """The same, for life."""


class Bearer(Enum):
    """Whom a measure is for."""

    ACTOR = "actor"
    FOUNDER = "founder"
    """举办者"""
    PERSONS_IN_CHARGE = "persons_in_charge"
    """Those in charge of it, or directly responsible."""


class Effect(Enum):
    """What a circumstance does."""

    HEAVIER = "heavier"
    """The penalty is heavier within its band (从重); only those of its own document."""
    NONE = "none"
    """No penalty is imposed (不予处罚)."""
    PERHAPS_NONE = "perhaps_none"
    """None need be imposed (可以不予处罚)."""


class Outcome(Enum):
    """What all provisions together come to."""

    MATCHED = "matched"
    """Of at least one provision every element is met."""
    UNDECIDED = "undecided"
    """Of none are all met, but of some all may be."""
    NO_ARTICLE_MATCHED = "no_article_matched"
    """Each lacks an element: no article that is known here may apply."""


@attrs.frozen(kw_only=True)
class Consequence:
    """What a provision names as following.

    Attributes:
        measures: One of these.
        bearer: Whom it is for.
        modality: MAY where the provision leaves it to the authority; None where it is told as what follows.
        status: Whether the conditions of this consequence are met, those of its provision aside.
        elements: These conditions.
        band: Between which ends, as the provision names them; its unit is "yuan", "year", "gains" (times the illegal
            gains) or "cost" (times the cost of the advertisement). None: no number.
        amount: The same in yuan; wider where the facts leave it open, None where they do so wholly.
        missing: The fields without which the amount stays open, or what the law leaves open of it.

    """

    measures: tuple[Measure, ...]
    bearer: Bearer
    modality: Modality | None
    status: Status
    elements: tuple[Element, ...]
    band: Band | None
    amount: Band | None
    missing: tuple[Missing, ...]


@attrs.frozen(kw_only=True)
class Citation:
    """Where something stands.

    Attributes:
        id: Its name here.
        document: Key of the document.
        article: The article; empty where the number was not established.
        clauses: Ids of the clauses.
        evidence: How well it was verified.

    """

    id: str
    document: str
    article: str
    clauses: tuple[str, ...]
    evidence: Evidence


@attrs.frozen(kw_only=True)
class Provision:
    """A provision, held against an act.

    Attributes:
        cited: Where it stands.
        is_reading: Whether it is held to such deeds by the library's own reading.
        status: Whether all elements are met.
        elements: What it asks, the time first.
        consequences: What it names as following.

    """

    cited: Citation
    is_reading: bool
    status: Status
    elements: tuple[Element, ...]
    consequences: tuple[Consequence, ...]


@attrs.frozen(kw_only=True)
class Circumstance:
    """What makes a penalty heavier, or takes it away, held against an act (PEN-03, PEN-12).

    Attributes:
        cited: Where it stands.
        effect: What it does.
        status: Whether all elements are met.
        elements: What it asks, the time first.

    """

    cited: Citation
    effect: Effect
    status: Status
    elements: tuple[Element, ...]


@attrs.frozen(kw_only=True)
class Assessment:
    """What may follow from an act.

    Several provisions may be met by one act; of their fines one is imposed, the higher (PEN-12, art. 29).

    Attributes:
        provisions: Every provision there is, in the order of the documents.
        circumstances: Every circumstance there is.
        gains: Between which amounts the illegal gains lie [yuan]; None: not known.
        left_open: What the library does not know of, and why; no answer here speaks of it.

    """

    provisions: tuple[Provision, ...]
    circumstances: tuple[Circumstance, ...]
    gains: Band | None
    left_open: tuple[Open, ...]

    @typed(ActError)
    def of(self, status: Status) -> tuple[Provision, ...]:
        """The provisions of one status.

        Raises:
            ActError: if it is no status.

        """
        return tuple(p for p in self.provisions if p.status is status)

    @property
    def outcome(self) -> Outcome:
        """What all provisions together come to."""
        if self.of(Status.MET):
            return Outcome.MATCHED
        return Outcome.UNDECIDED if self.of(Status.UNKNOWN) else Outcome.NO_ARTICLE_MATCHED
