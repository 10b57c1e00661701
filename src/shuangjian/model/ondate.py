"""A class's record of one day, whose kind a calendar tells."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given
from ..core.verdict import Reason
from ..core.words import Options, among
from .day import DayKind
from .grade import OfGrade

PROVISIONAL = "day_kind_provisional"


def from_calendar(of: str = "date") -> DayKind | None:
    """Declare the field that says what a day is; a calendar fills it, and without one it is unknown."""
    kind: DayKind | None = given(reason=Reason.CALENDAR, of=of, provisional=PROVISIONAL)
    return kind


def is_taught(kind: DayKind | None) -> bool | None:
    """Whether teaching takes place on a day of that kind; of a make-up working day only the school says."""
    return among(kind, Options(frozenset([DayKind.SCHOOL_DAY]), frozenset([DayKind.MAKE_UP_DAY])))


@attrs.frozen(kw_only=True)
class OnDate(OfGrade):
    """A record of one class on one day.

    Attributes:
        date: The day.
        calendar: Id of the school calendar that tells what the day is.
        day_kind: What the day is; filled from the calendar where it is not given.
        day_kind_provisional: Whether the calendar behind it may still change.

    """

    date: Date | None = given()
    calendar: str | None = given()
    day_kind: DayKind | None = from_calendar()
    day_kind_provisional: bool | None = given()
