"""What a calendar answers, and the one thing it raises."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol

import attrs

from ..core.faults import ManyFaults
from ..model.day import DayKind

LONGEST = 400
"""The longest stretch of days anything here speaks of, in days: a school year and a little more."""


class CalendarError(ManyFaults):
    """A calendar, or a question put to one, is wrong.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Day:
    """What a calendar says of one date.

    Attributes:
        kind: What the day is; None if this calendar cannot tell.
        provisional: Whether a document still to come may change the answer.
        because: What it rests on, with the clause; for people, not for programs.

    """

    kind: DayKind | None
    provisional: bool
    because: str


class Calendar(Protocol):
    """Anything that can say what a date is: the nation's calendar, a school's, or your own."""

    @property
    def id(self) -> str:
        """The name it goes by in a record and in a receipt."""
        ...

    def on(self, day: date, /) -> Day:
        """Say what this date is."""
        ...


def plain(day: object) -> date:
    """Return a date as it is; a moment would compare unequal to every date, without a word.

    Raises:
        TypeError: if it is a moment, whose date depends on a time zone, or no date at all.

    """
    if isinstance(day, datetime):
        raise TypeError(f"{day!r} is a moment; pass its local date, .date()")
    if not isinstance(day, date):
        raise TypeError(f"{day!r} is not a date")
    return day


def common(calendar: Calendar, first: date, last: date) -> Day:
    """Say what every day from `first` to `last` is, for a record whose day is known only as an interval.

    Args:
        calendar: Which calendar to ask.
        first: The first day the record may be of.
        last: The last one, included; at most 400 days in all.

    Returns:
        The kind if all days agree on it, else kind None; provisional if the answer for any of them is.

    Raises:
        CalendarError: if the interval runs backwards or is too long.
        TypeError: if an end is not a plain date.

    """
    length = (plain(last) - plain(first)).days + 1
    if not 1 <= length <= LONGEST:
        cure = f"ask for 1 to {LONGEST} days, the earlier end first"
        raise CalendarError([f"interval {first} to {last}: it has {length} days; {cure}"])
    days = [calendar.on(first + timedelta(n)) for n in range(length)]
    provisional = any(day.provisional for day in days)
    for n, (day, following) in enumerate(pairwise(days)):
        if day.kind is not following.kind:
            parting = f"{first + timedelta(n)}: {day.because}; {first + timedelta(n + 1)}: {following.because}"
            return Day(None, provisional, f"the days differ ({parting})")
    return Day(days[0].kind, provisional, days[0].because)
