"""Curriculum (课程): what a week, a term and a school year hold, and how nine years are shared out."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import at_least, at_most, forbid, require, when
from ...model.curriculum import TimetableWeek

# ------------------------------------------------------------------------------------------- the week


@rule
def weekly_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has no more lessons than the plan gives the grade."""
    return when(week.is_full, at_most(week.lessons, lessons))


@rule
def weekly_minutes(week: TimetableWeek, minutes: Limit[int]) -> Outcome:
    """The lessons of a full week, whatever their lengths, take no more time than those of the plan."""
    return when(week.is_full, at_most(week.lesson_minutes, minutes))


@rule
def pe_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has enough lessons of PE."""
    return when(week.is_full, at_least(week.pe_lessons, lessons))


@rule
def daily_pe(week: TimetableWeek, days: Limit[int]) -> Outcome:
    """No school day is without a lesson of PE."""
    return at_most(week.days_without_pe, days)


@rule
def labour_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has enough lessons of labour."""
    return when(week.is_full, at_least(week.labour_lessons, lessons))


@rule
def practice_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has enough lessons of integrated practice."""
    return when(week.is_full, at_least(week.practice_lessons, lessons))


@rule
def class_activities(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has time for class and team activity."""
    return when(week.is_full, at_least(week.class_activity_lessons, lessons))


@rule
def calligraphy(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has calligraphy among its lessons of Chinese."""
    return when(week.is_full, at_least(week.calligraphy_lessons, lessons))


@rule
def lessons_kept(week: TimetableWeek) -> Outcome:
    """Lessons of PE, arts, morality, labour and practice are not given to other subjects."""
    return forbid(week.lessons_taken_away)


@rule
def as_published(week: TimetableWeek) -> Outcome:
    """There is one timetable: what is taught is what is published."""
    return require(week.is_as_published)


@rule
def published(week: TimetableWeek) -> Outcome:
    """The timetable that is taught is made public."""
    return require(week.is_published)
