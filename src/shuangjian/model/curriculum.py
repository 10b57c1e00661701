"""Curriculum (课程): the week's timetable of a class, its term, its school year, and a course over all nine years."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given
from .grade import OfGrade


@attrs.frozen(kw_only=True)
class TimetableWeek(OfGrade):
    """The timetable of one class in one week (课表), as it was taught or is planned.

    Attributes:
        date: First day of the week.
        class_id: Which class, an opaque id.
        is_full: Whether it is a full week of five school days, without a holiday or a make-up day in it.
        lessons: Lessons of the week, all courses together (周课时).
        lesson_minutes: Time of all these lessons [min].
        pe_lessons: Lessons of PE (体育与健康).
        days_without_pe: School days of the week without a lesson of PE.
        labour_lessons: Lessons of labour (劳动).
        practice_lessons: Lessons of integrated practice (综合实践活动).
        class_activity_lessons: Lessons of class and team activity (班团队活动).
        calligraphy_lessons: Lessons of calligraphy, within those of Chinese (书法).
        lessons_taken_away: Whether a lesson of PE, arts, morality, labour or practice was given to another subject
            (挤占).
        is_as_published: Whether what is taught is what the published timetable says; a second one for use is not
            (阴阳课表).
        is_published: Whether the timetable that is taught is made public (晒课表).

    """

    date: Date | None = given()
    class_id: str | None = given()
    is_full: bool | None = given()
    lessons: int | None = given(low=0, high=100)
    lesson_minutes: int | None = given(low=0, high=10080)
    pe_lessons: int | None = given(low=0, high=100)
    days_without_pe: int | None = given(low=0, high=7)
    labour_lessons: int | None = given(low=0, high=100)
    practice_lessons: int | None = given(low=0, high=100)
    class_activity_lessons: int | None = given(low=0, high=100)
    calligraphy_lessons: int | None = given(low=0, high=100)
    lessons_taken_away: bool | None = given()
    is_as_published: bool | None = given()
    is_published: bool | None = given()
