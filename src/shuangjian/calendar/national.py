"""The nation's calendar: what the State Council's yearly notices and the holiday law say of a day."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from ..model.day import DayKind
from .day import Day, plain
from .notices import Law, Notice, Table, table

SATURDAY = 5
WEEKEND = Day(DayKind.REST_DAY, provisional=False, because="weekend")
WEEKDAY = Day(None, provisional=False, because="an ordinary weekday; only a school's calendar tells what it is")
OPEN_WEEKEND = Day(
    DayKind.REST_DAY, provisional=True, because="weekend; the notice that may move it is not out (CA-02)"
)
OPEN_WEEKDAY = Day(None, provisional=True, because="a weekday; the notice that may give it off is not out (CA-02)")
UNTOLD = Day(None, provisional=False, because="before the first year of the national table")


@attrs.frozen
class NationalCalendar:
    """What the nation says of a day: statutory holidays, days off, make-up working days, weekends.

    An ordinary weekday has kind None: a school day, vacation or season break is a school's to tell. A year whose notice
    is not out is provisional throughout and never guessed: only weekends and the days the solar calendar fixes by law
    have a kind (CA-10). The table is read when first asked, not on import.
    """

    @property
    def id(self) -> str:
        """The name it goes by in a receipt."""
        return "national"

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The yearly notices the answers rest on, in order of years."""
        return tuple(table().notices.values())

    @property
    def laws(self) -> tuple[Law, ...]:
        """Which days were statutory, and since when."""
        return table().laws

    def on(self, day: date, /) -> Day:
        """Say what a date is for the whole nation.

        Raises:
            TypeError: if `day` is a moment or no date.

        """
        notices = table()
        named = notices.named.get(plain(day))
        if named is not None:
            return named
        return UNTOLD if day < notices.first else _unnamed(day, notices)

    def covers(self, day: date, /) -> bool:
        """Whether the table reaches back to this day; before it, nothing is known."""
        return day >= table().first

    def part_holiday(self, day: date, /) -> str | None:
        """Say who has this day off, if it is a holiday of part of the citizens (1 June, 4 May: CA-08)."""
        return table().part.get((day.month, day.day))


NATION: Final = NationalCalendar()
"""The nation's calendar."""


def _unnamed(day: date, notices: Table) -> Day:
    """Say what a day is that no notice names."""
    settled = notices.settled(day)
    fixed = None if notices.announced(day.year) else notices.fixed(day)
    if fixed:
        return Day(DayKind.STATUTORY_HOLIDAY, provisional=True, because=f"{fixed}, fixed by law; no notice yet (CA-01)")
    if day.weekday() >= SATURDAY:
        return WEEKEND if settled else OPEN_WEEKEND
    part = notices.part.get((day.month, day.day))
    if part:
        return Day(None, provisional=not settled, because=part)
    return WEEKDAY if settled else OPEN_WEEKDAY
