"""The nation's calendar where it is all there is: what it can tell of a record of a school, and of any other."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from ..core.fact import Fact
from ..model.day import DayKind
from ..model.ondate import OnDate
from .day import Calendar, Day
from .national import NATION, NationalCalendar


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


def nation_of(fact: type[Fact]) -> Calendar:
    """The calendar of records of this class that name none."""
    return ALONE if issubclass(fact, OnDate) else NATION
