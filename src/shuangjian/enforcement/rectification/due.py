"""When a time limit ends (期限): in days, in working days by the State Council's table, in months and in years."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import Annotated, Final

import attrs
from dateutil.relativedelta import relativedelta

from ...calendar import NATION, NationalCalendar
from ...core.faults import ManyFaults
from ...core.typed import Range, typed
from ...model.day import DayKind

LONGEST: Final = 400
"""The most days, working days, months or years a limit may have."""


class DueError(ManyFaults):
    """A time limit cannot be reckoned.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


class Unit(Enum):
    """What a time limit is counted in; some laws count short ones in working days, the others not (PEN-12)."""

    DAY = "day"
    """日"""
    WORKING_DAY = "working_day"
    """工作日: neither a weekend nor a day off by the yearly notice, or a weekend day made a working day (CA-02)"""
    MONTH = "month"
    """月"""
    YEAR = "year"
    """年"""


_STEP: Final = {Unit.DAY: relativedelta(days=1), Unit.MONTH: relativedelta(months=1), Unit.YEAR: relativedelta(years=1)}


@attrs.frozen
class Due:
    """The end of a time limit.

    Attributes:
        day: Its last day, included.
        provisional: Whether a yearly notice still to come may move it.

    """

    day: date
    provisional: bool


@typed(DueError)
def due(day: date, n: Annotated[int, Range(1, LONGEST)], unit: Unit, calendar: NationalCalendar = NATION) -> Due:
    """Say on which day a time limit ends; the day it starts from is not counted.

    Months and years end on the day of the same number, or on the last of a month that has none.

    Args:
        day: The day it starts from.
        n: How many units, from 1 to 400.
        unit: What is counted.
        calendar: The State Council's table (CA-02).

    Raises:
        DueError: if the table does not reach back to the day, the count is out of its range, or something is of another
            type, such as a moment.

    """
    if unit is not Unit.WORKING_DAY:
        return Due(day + n * _STEP[unit], provisional=False)
    if not calendar.covers(day):
        raise DueError([f"day: {day} lies before the table of working days; count it by hand"])
    return _worked(day, n, calendar)


def _worked(day: date, n: int, calendar: NationalCalendar) -> Due:
    provisional = False
    while n:
        day += timedelta(1)
        said = calendar.on(day)
        provisional = provisional or said.provisional
        n -= said.kind in (None, DayKind.MAKE_UP_DAY)
    return Due(day, provisional)
