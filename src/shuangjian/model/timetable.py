"""One lesson of a school's timetable (课表), as published or as taught."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given
from ..core.words import week_of
from .grade import OfGrade
from .homework import Course


@attrs.frozen(kw_only=True)
class TimetableSlot(OfGrade):
    """One period of one class on one day, in the published timetable or as it was taught.

    Attributes:
        date: The day.
        class_id: Which class, an opaque id.
        period: Which lesson of the day, the first being 1 (节次).
        course: What it is.
        is_published: Of one that was taught, whether the published timetable has this course in this period.

    """

    date: Date | None = given()
    class_id: str | None = given()
    period: int | None = given(low=0, high=30)
    course: Course | None = given()
    is_published: bool | None = given()

    @property
    def week(self) -> Date | None:
        """The Monday of its week."""
        return week_of(self.date)
