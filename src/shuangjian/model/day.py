"""What a day is for a school, and in which stretch without lessons it lies."""

from __future__ import annotations

from ..core.words import Choice


class DayKind(Choice):
    """What a day is for the pupils of a school; a weekday test does not tell (CA-04).

    Where it is not known, a fact holds ``None``: there is no member for it.
    """

    SCHOOL_DAY = "school_day"
    """Teaching takes place."""
    REST_DAY = "rest_day"
    """A weekend, a day off swapped for a working weekend day, or a day the school gives off (休息日)."""
    STATUTORY_HOLIDAY = "statutory_holiday"
    """A day off by D28 Art 2, for all citizens (法定节假日): not the whole span of a yearly notice (CA-01)."""
    VACATION = "vacation"
    """A winter or summer vacation, its weekends included (寒暑假)."""
    SEASON_BREAK = "season_break"
    """A spring or autumn break in term time (春秋假, CA-03)."""
    MAKE_UP_DAY = "make_up_day"
    """A weekend day turned into a working day; whether it is a school day, the school says (调休上班日, CA-02)."""


class Vacation(Choice):
    """A stretch of days without lessons, in which homework may be set or care be offered."""

    SUMMER = "summer"
    """暑假"""
    WINTER = "winter"
    """寒假"""
    SEASON_BREAK = "season_break"
    """春秋假"""
    WEEKEND = "weekend"
    """周末"""
    HOLIDAY = "holiday"
    """A statutory holiday with the days off around it (法定节假日)."""
