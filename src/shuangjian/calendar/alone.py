"""Who tells what a day is for a record: for a school's own; for training, whose rest is the nation's; for games."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from ..core.fact import Fact
from ..model.day import DayKind
from ..model.game import GameService
from ..model.ondate import OnDate
from .day import Calendar, Day
from .national import NATION, NationalCalendar
from .school import SchoolCalendar


@attrs.frozen
class NationAlone(NationalCalendar):
    """What the nation says to a school that gave no calendar of its own.

    A school may teach on a weekend or a day off of the yearly notice (CA-04), so such a day has no kind here; training
    is barred on the nation's rest days themselves, whatever the schools around do.
    """

    def on(self, day: date, /) -> Day:
        """Say what a date is for the pupils of any school.

        Raises:
            TypeError: if `day` is a moment or no date.

        """
        said = super().on(day)
        if said.kind is not DayKind.REST_DAY:
            return said
        because = f"{said.because}; a school may teach on it, only its own calendar tells (CA-04)"
        return attrs.evolve(said, kind=None, because=because)


ALONE: Final = NationAlone()


@attrs.frozen
class OfTraining:
    """A school's calendar for records of training: where it has no kind for a day, the nation has.

    Attributes:
        school: The school's calendar.

    """

    school: SchoolCalendar

    @property
    def id(self) -> str:
        """The name of the school's."""
        return self.school.id

    def on(self, day: date, /) -> Day:
        """Say what a date is for training beside that school.

        Raises:
            TypeError: if `day` is a moment or no date.

        """
        said = self.school.on(day)
        if said.kind is not None:
            return said
        return attrs.evolve(NATION.on(day), provisional=said.provisional)


@attrs.frozen
class OfGames:
    """A calendar for records of games, whose law tells statutory holidays from all other days (SL-14).

    A day that no notice names, and none still may, is no statutory holiday; it goes by school day, whatever the schools
    do on it.

    Attributes:
        calendar: The calendar.

    """

    calendar: Calendar

    @property
    def id(self) -> str:
        """The name of that calendar."""
        return self.calendar.id

    def on(self, day: date, /) -> Day:
        """Say what a date is for the law on games.

        Raises:
            TypeError: if `day` is a moment or no date.

        """
        said = self.calendar.on(day)
        nation = said if said.kind else NATION.on(day)
        if nation.kind or nation.provisional or not NATION.covers(day):
            return nation
        return Day(DayKind.SCHOOL_DAY, provisional=said.provisional, because="no statutory holiday (CA-01)")


def asked_by(fact: type[Fact], calendar: Calendar = NATION) -> Calendar:
    """The calendar as records of this class ask it; without one it is the nation's."""
    if issubclass(fact, OnDate):
        return ALONE if calendar == NATION else calendar
    if issubclass(fact, GameService):
        return OfGames(calendar)
    return OfTraining(calendar) if isinstance(calendar, SchoolCalendar) else calendar
