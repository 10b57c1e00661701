"""An act and what the provisions on penalties ask about it: facts only, each of them perhaps not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from ...core.typed import field_misfits, typed
from ...core.words import Choice
from ...model.institution import Subject
from ..exact import EXACT
from .deeds import Deed
from .fault import ActError

JUDGED: Final = "judged"
"""Key of the metadata of a field that only a person can fill in."""
_JUDGED: Final = {JUDGED: True}
_PEOPLE: Final = {"low": 0, "high": 1_000_000}
_YUAN: Final = {"low": 0, "high": 10_000_000_000}


class Actor(Choice):
    """Who acted, by the kinds the order names (PEN-00)."""

    NATURAL_PERSON = "natural_person"
    """自然人"""
    LEGAL_PERSON = "legal_person"
    """法人"""
    OTHER_ORGANISATION = "other_organisation"
    """其他组织"""


class Form(Choice):
    """In which form unapproved or disguised subject training is given (P18)."""

    ONLINE_TOOLS = "online_tools"
    """Over chat, meeting or streaming tools."""
    OTHER_PLACE = "other_place"
    """In flats, hotels, cafés and such places, one to one or one to many (一对一、一对多)."""
    OTHER_NAME = "other_name"
    """Under another name: consulting, childcare (托管), study tour, live-in teacher (住家教师) and the like."""
    NONE_OF_THESE = "none_of_these"
    """In no such form."""


class Gravity(Choice):
    """How grave a person judged the act; the provisions do not say how to tell (P18, PEN-07, PEN-11, PEN-12)."""

    SLIGHT = "slight"
    ORDINARY = "ordinary"
    HEAVY = "heavy"
    """Worse than ordinary, not yet serious; only the provisions on prices tell it apart (PEN-07)."""
    SERIOUS = "serious"
    MOST_SERIOUS = "most_serious"


@attrs.frozen(kw_only=True)
class Act:
    """One act, of one actor. None is always "not known"; what was not done is simply not among the deeds.

    Attributes:
        deeds: What was done; at least one.
        began_on: Its first day.
        ended_on: Its last day; None also where it goes on.
        found_on: The day an authority found it.
        actor: Who acted.
        is_for_pupils: Whether it is aimed, in society, at children of 3 and older or at pupils (PEN-00).
        has_licence: Whether who acted holds a licence to run training (办学许可证).
        subject: Kind of training.
        has_dedicated_place: Whether there is a place for it alone offline, or a site or app online (专门的场所: P17).
        staff: How many people work in it (P17).
        is_organised: Whether a person judged that there is organisation and division of work (P17).
        form: In which form the training is given, as a person judged (P18).
        is_paid: Whether it is done for pay (有偿: P18).
        is_knowing: Whether who helped knew the training to be illegal (P-help).
        by_serving_teacher: Whether a serving teacher (在职教师) gives the training (PEN-03).
        resists_officers: Whether officers were resisted or obstructed (PEN-03).
        penalised_on: The days on which the same actor was dealt with for earlier acts; empty: never (PEN-03, PEN-12).
        is_corrected: Whether it was put right, by the day that was set if one was. False: not, though its time is over,
            or that was refused; None also while there is time.
        is_repeated: Whether it is one of several breaches or a repeated one (PEN-13).
        gravity: How grave it is (情节), as a person judged.
        harms_life_or_finance: Whether life, health or finance is harmed, which lengthens the time in which the act
            can be found (PEN-12).
        received_yuan: The money received through the act [yuan].
        refunded_yuan: What of it was given back [yuan].
        advertising_yuan: What the advertisement cost [yuan].
        is_cost_clear: Whether that cost can be established at all (PEN-08).

    Raises:
        ActError: with everything that is wrong.

    """

    deeds: frozenset[Deed]
    began_on: date | None = None
    ended_on: date | None = None
    found_on: date | None = None
    actor: Actor | None = None
    is_for_pupils: bool | None = None
    has_licence: bool | None = None
    subject: Subject | None = None
    has_dedicated_place: bool | None = None
    staff: int | None = attrs.field(default=None, metadata=_PEOPLE)
    is_organised: bool | None = attrs.field(default=None, metadata=_JUDGED)
    form: Form | None = attrs.field(default=None, metadata=_JUDGED)
    is_paid: bool | None = None
    is_knowing: bool | None = None
    by_serving_teacher: bool | None = None
    resists_officers: bool | None = None
    penalised_on: tuple[date, ...] | None = None
    is_corrected: bool | None = None
    is_repeated: bool | None = None
    gravity: Gravity | None = attrs.field(default=None, metadata=_JUDGED)
    harms_life_or_finance: bool | None = None
    received_yuan: Decimal | None = attrs.field(default=None, metadata=_YUAN)
    refunded_yuan: Decimal | None = attrs.field(default=None, metadata=_YUAN)
    advertising_yuan: Decimal | None = attrs.field(default=None, metadata=_YUAN)
    is_cost_clear: bool | None = None

    def __attrs_post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise ActError(faults)


@attrs.frozen
class Band:
    """From one amount to another, both included.

    Attributes:
        least: The lower end; 0 where the provision names none.
        most: The upper end.
        unit: "yuan", "year", or what it is a multiple of: "gains" or "cost".

    """

    least: Decimal
    most: Decimal
    unit: str = "yuan"


@typed(ActError)
def illegal_gains(act: Act) -> Band | None:
    """Between which amounts the illegal gains (违法所得) lie: what was received less what was given back (PEN-04).

    One amount [yuan] where both are known; from nothing to all that was received where the refunds are not; None where
    not even that is known. That refunds are taken out before a fine is reckoned, a county's decision tells (ENF-20).

    Raises:
        ActError: if it is no act.

    """
    if act.received_yuan is None:
        return None
    if act.refunded_yuan is None:
        return Band(Decimal(0), act.received_yuan)
    net = EXACT.subtract(act.received_yuan, act.refunded_yuan)
    return Band(net, net)


_ORDERED: Final = (("began_on", "ended_on"), ("began_on", "found_on"), ("refunded_yuan", "received_yuan"))
"""Fields of which the first is never above the second."""


def _faults(act: Act) -> Iterator[str]:
    """All that is wrong with an act; what belongs together is compared only where each is right by itself."""
    told = field_misfits(act)
    yield from told
    if act.deeds == frozenset():
        yield "deeds: is empty; name at least one thing that was done"
    bad = {fault.partition(":")[0] for fault in told}
    for first, last in _ORDERED:
        low, high = getattr(act, first), getattr(act, last)
        if not {first, last} & bad and low is not None and high is not None and low > high:
            yield f"{last}: {high} cannot be where {first} is {low}; mend the one that is wrong"
