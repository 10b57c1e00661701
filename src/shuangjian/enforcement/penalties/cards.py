"""Red and yellow cards (红黄牌) of an online subject institution, and the black and white lists (黑白名单)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from functools import cache, reduce
from pathlib import Path

import attrs

from ...core.faults import ManyFaults
from ...core.toml import Table
from ...core.typed import field_misfits, typed
from ...core.words import all_of
from .left_open import Open


class CardError(ManyFaults):
    """What is told of breaches, cards or lists cannot be.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


class Card(Enum):
    """What an institution was shown, the mildest first (ENF-08)."""

    REMINDER = "reminder"
    """提醒"""
    YELLOW = "yellow"
    """黄牌"""
    RED = "red"
    """红牌"""


@attrs.frozen
class Breach:
    """A class held in banned time, as the Ministry found it (TIM-01).

    Attributes:
        on: The day it was found.
        is_extreme: Whether it was held an extreme case. It must be known: an extreme case leads to another card.

    Raises:
        CardError: with each of them that is of the wrong type.

    """

    on: date
    is_extreme: bool

    def __attrs_post_init__(self) -> None:
        if faults := field_misfits(self):
            raise CardError(faults)


@attrs.frozen
class Shown:
    """A card that was shown.

    Attributes:
        on: The day of the breach it was shown for.
        card: Which.

    Raises:
        CardError: with each of them that is of the wrong type.

    """

    on: date
    card: Card

    def __attrs_post_init__(self) -> None:
        if faults := field_misfits(self):
            raise CardError(faults)


@attrs.frozen
class Standing:
    """Where an institution stands.

    Attributes:
        shown: Every card it was shown, the earliest first.

    Raises:
        CardError: with everything that is of the wrong type, or else every card that lies before an earlier one, cannot
            follow those before it, or is missing.

    """

    shown: tuple[Shown, ...] = ()

    def __attrs_post_init__(self) -> None:
        if faults := field_misfits(self) or list(_impossible(self.shown)):
            raise CardError(faults)

    @property
    def card(self) -> Card | None:
        """The last card it was shown; a red one stays."""
        return self.shown[-1].card if self.shown else None

    @property
    def closure_is_ordered(self) -> bool | None:
        """Whether closure is ordered: once yellows made a red one; None, as no source tells, where it came at once."""
        if self.card is not Card.RED:
            return False
        return True if _make_red(self.shown) else None


@typed(CardError)
def show(standing: Standing, breach: Breach) -> Standing:
    """Where an institution stands after one more breach: reminder, yellow, and red with the second yellow (ENF-08).

    An extreme case is red at once. After the red card nothing more is shown.

    Raises:
        CardError: with every argument that does not fit, or if the breach lies before the last card.

    """
    last = standing.shown[-1].on if standing.shown else breach.on
    if breach.on < last:
        raise CardError([f"breach.on: {_before(breach.on, last)}"])
    return _next(standing, breach)


@typed(CardError)
def standing(breaches: Iterable[Breach]) -> Standing:
    """Where an institution stands after breaches in the order of their days; without any, nowhere.

    Raises:
        CardError: with everything that is no breach, or else every one that lies before an earlier one.

    """
    held = tuple(breaches)
    if faults := tuple(_disordered("breaches", [one.on for one in held])):
        raise CardError(faults)
    return reduce(_next, held, Standing())


def _next(standing: Standing, breach: Breach) -> Standing:
    if standing.card is Card.RED:
        return standing
    if breach.is_extreme:
        return Standing((*standing.shown, Shown(breach.on, Card.RED)))
    shown = (*standing.shown, Shown(breach.on, _next_card(standing.shown)))
    return Standing((*shown, Shown(breach.on, Card.RED)) if _make_red(shown) else shown)


def _next_card(shown: Sequence[Shown]) -> Card:
    """What is shown after these, of a case that is not extreme."""
    if _make_red(shown):
        return Card.RED
    return Card(_ladder()["again"] if shown else _ladder()["first"])


def _make_red(shown: Sequence[Shown]) -> bool:
    """Whether there are as many yellow cards as make a red one."""
    least: int = _ladder()["yellows_that_make_red"]
    return sum(one.card is Card.YELLOW for one in shown) >= least


def _impossible(shown: Sequence[Shown]) -> Iterator[str]:
    """What cannot be of cards that were shown."""
    yield from _disordered("shown", [one.on for one in shown])
    for at, one in enumerate(shown):
        if Card.RED in (earlier.card for earlier in shown[:at]):
            yield f"shown[{at}].card: a red card stays; leave out what is told after it"
        elif one.card not in (may := dict.fromkeys((_next_card(shown[:at]), Card.RED))):
            yield f"shown[{at}].card: {one.card.value} cannot follow; write {' or '.join(c.value for c in may)}"
    if _make_red(shown) and shown[-1].card is not Card.RED:
        yield "shown: the yellow cards make a red one; add it"


def _disordered(place: str, days: Sequence[date]) -> Iterator[str]:
    """Which days of those that should follow each other lie before an earlier one."""
    last = date.min
    for at, day in enumerate(days):
        if day < last:
            yield f"{place}[{at}].on: {_before(day, last)}"
        last = max(last, day)


def _before(day: date, last: date) -> str:
    return f"{day} lies before {last}, which is told before it; give them in their order"


@attrs.frozen
class Listing:
    """On which lists an institution belongs (ENF-09).

    Attributes:
        black: Whether on the black list, of those who offended; None: not known.
        white: Whether on the white list. An institution without a licence never; of a licensed one no source tells what
            else is asked, so it is not known.

    """

    black: bool | None
    white: bool | None


@typed(CardError)
def listing(*, has_offended: bool | None, has_licence: bool | None) -> Listing:
    """On which lists an institution belongs, as far as the sources tell (ENF-09).

    Args:
        has_offended: Whether it was held to have offended; None: not known.
        has_licence: Whether it holds a licence to run training (办学许可证); None: not known.

    Raises:
        CardError: with every argument that does not fit.

    """
    return Listing(black=has_offended, white=all_of(has_licence, None))


def cards_left_open() -> tuple[Open, ...]:
    """What no source tells of cards, lists and credit grades (ENF-07, ENF-08, ENF-09)."""
    return tuple(Open(**row) for row in _ladder()["open"])


@cache
def _ladder() -> Table:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
