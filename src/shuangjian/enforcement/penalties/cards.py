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
from ...core.words import all_of
from .left_open import Open, left_open


class CardError(ManyFaults):
    """A breach cannot follow those before it.

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
        is_extreme: Whether it was held an extreme case.

    """

    on: date
    is_extreme: bool = False


@attrs.frozen
class Standing:
    """Where an institution stands.

    Attributes:
        shown: Every card it was shown, with the day, the earliest first.
        closure_is_ordered: Whether closure is ordered: once two yellow cards made a red one. None where the red card
            came at once, of which no source tells it.

    """

    shown: tuple[tuple[date, Card], ...] = ()
    closure_is_ordered: bool | None = False

    @property
    def card(self) -> Card | None:
        """The last card it was shown; a red one stays."""
        return self.shown[-1][1] if self.shown else None


def show(standing: Standing, breach: Breach) -> Standing:
    """Where an institution stands after one more breach: reminder, yellow, and red with the second yellow (ENF-08).

    An extreme case is red at once. After the red card nothing more is shown.

    Raises:
        CardError: if the day is none, or lies before that of the last card.

    """
    last = [day for day, _ in standing.shown[-1:]]
    if faults := [f"breach.on: {what}" for _, what in _faults([*last, breach.on])]:
        raise CardError(faults)
    return _next(standing, breach)


def standing(breaches: Iterable[Breach]) -> Standing:
    """Where an institution stands after breaches in the order of their days; without any, nowhere.

    Raises:
        CardError: with every day that is none, or lies before the one before it.

    """
    held = tuple(breaches)
    if faults := [f"breaches[{at}].on: {what}" for at, what in _faults([b.on for b in held])]:
        raise CardError(faults)
    return reduce(_next, held, Standing())


def _next(standing: Standing, breach: Breach) -> Standing:
    if standing.card is Card.RED:
        return standing
    if breach.is_extreme:
        return Standing((*standing.shown, (breach.on, Card.RED)), closure_is_ordered=None)
    ladder = _ladder()
    card = Card(ladder["again"] if standing.shown else ladder["first"])
    shown = (*standing.shown, (breach.on, card))
    if sum(c is Card.YELLOW for _, c in shown) < ladder["yellows_that_make_red"]:
        return Standing(shown)
    return Standing((*shown, (breach.on, Card.RED)), closure_is_ordered=True)


def _faults(days: Sequence[date]) -> Iterator[tuple[int, str]]:
    """All that is wrong with days that should follow each other, and which of them."""
    last = date.min
    for at, day in enumerate(days):
        if type(day) is not date:
            yield at, f"{day!r} is no day; give a date"
        elif day < last:
            yield at, f"{day} lies before {last}, which is told before it; give them in their order"
        else:
            last = day


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


def listing(*, has_offended: bool | None, has_licence: bool | None) -> Listing:
    """On which lists an institution belongs, as far as the sources tell (ENF-09).

    Args:
        has_offended: Whether it was held to have offended; None: not known.
        has_licence: Whether it holds a licence to run training (办学许可证); None: not known.

    """
    return Listing(black=has_offended, white=all_of(has_licence, None))


def cards_left_open() -> tuple[Open, ...]:
    """What no source tells of cards, lists and credit grades (ENF-07, ENF-08, ENF-09)."""
    return left_open(_ladder())


@cache
def _ladder() -> Table:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
