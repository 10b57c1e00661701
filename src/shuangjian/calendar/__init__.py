"""What a day is: the nation's calendar, a school's, and what both leave open; see ``docs/explanation/calendar.md``."""

from .day import Calendar, CalendarError, Day, common
from .file import load, read
from .national import NATION, NationalCalendar
from .notices import Holiday, Law, Notice
from .period import Period
from .school import SchoolCalendar

__all__ = [
    "NATION",
    "Calendar",
    "CalendarError",
    "Day",
    "Holiday",
    "Law",
    "NationalCalendar",
    "Notice",
    "Period",
    "SchoolCalendar",
    "common",
    "load",
    "read",
]
