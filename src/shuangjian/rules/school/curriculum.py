"""Curriculum (课程): what a week, a term and a school year hold, and how nine years are shared out."""

from __future__ import annotations

from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Span,
    all_of,
    any_of,
    at_least,
    at_most,
    exactly,
    forbid,
    known,
    no_earlier_than,
    no_later_than,
    not_,
    require,
    when,
    within,
)
from ...model.curriculum import CoursePlan, SchoolTerm, SchoolYear, TimetableWeek

# ------------------------------------------------------------------------------------------- the week


@rule
def weekly_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has no more lessons than the plan gives the grade."""
    return when(week.is_full, at_most(week.lessons, lessons))


@rule
def weekly_minutes(week: TimetableWeek, minutes: Limit[int]) -> Outcome:
    """The lessons of a full week, whatever their lengths, take no more time than those of the plan."""
    return when(week.is_full, at_most(week.lesson_minutes, minutes))


def _of_full_week(week: TimetableWeek, *, enough: bool | None) -> Outcome:
    """Whether a full week has enough; one that has enough keeps the rule though it is not known to be full."""
    may_be_full = any_of(week.is_full, not_(known(week.is_full)))
    return when(may_be_full, any_of(not_(week.is_full), enough))


@rule
def pe_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has enough lessons of PE."""
    return _of_full_week(week, enough=at_least(week.pe_lessons, lessons))


@rule
def daily_pe(week: TimetableWeek, days: Limit[int]) -> Outcome:
    """No school day is without a lesson of PE."""
    return at_most(week.days_without_pe, days)


@rule
def daily_outdoors(week: TimetableWeek, days: Limit[int]) -> Outcome:
    """Where a place says so, no school day is without a lesson outdoors beside those of PE."""
    return at_most(week.days_without_outdoors, days)


@rule
def labour_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has enough lessons of labour."""
    return _of_full_week(week, enough=at_least(week.labour_lessons, lessons))


@rule
def practice_lessons(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has enough lessons of integrated practice."""
    return _of_full_week(week, enough=at_least(week.practice_lessons, lessons))


@rule
def class_activities(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has time for class and team activity."""
    return _of_full_week(week, enough=at_least(week.class_activity_lessons, lessons))


@rule
def calligraphy(week: TimetableWeek, lessons: Limit[int]) -> Outcome:
    """A full week has calligraphy among its lessons of Chinese."""
    return _of_full_week(week, enough=at_least(week.calligraphy_lessons, lessons))


@rule
def lessons_kept(week: TimetableWeek) -> Outcome:
    """Lessons of PE, arts, morality, labour and practice are not given to other subjects."""
    return forbid(any_of(week.lessons_taken_away, all_of(known(week.pe_taken_away), week.pe_taken_away)))


@rule
def pe_kept(week: TimetableWeek) -> Outcome:
    """No lesson of PE is given to another subject."""
    return forbid(week.pe_taken_away)


@rule
def as_published(week: TimetableWeek) -> Outcome:
    """There is one timetable: what is taught is what is published."""
    return require(week.is_as_published)


@rule
def published(week: TimetableWeek) -> Outcome:
    """The timetable that is taught is made public."""
    return require(week.is_published)


# ------------------------------------------------------------------------------------------- the school year


@rule
def year_weeks(year: SchoolYear, weeks: Limit[int]) -> Outcome:
    """A school year has as many weeks as the plan says."""
    return exactly(year.weeks, weeks)


@rule
def teaching_weeks(year: SchoolYear, weeks: Limit[int]) -> Outcome:
    """New lessons are taught in as many weeks as the plan gives them, fewer in the last grade."""
    return exactly(year.teaching_weeks, weeks)


@rule
def revision_weeks(year: SchoolYear, weeks: Limit[int]) -> Outcome:
    """Revision and exams take as many weeks of a year as the plan gives them."""
    return exactly(year.revision_weeks, weeks)


@rule
def first_term_revision(year: SchoolYear, weeks: Limit[int]) -> Outcome:
    """In the last grade, revision takes as many weeks of the first term as the plan gives it."""
    return exactly(year.first_term_revision_weeks, weeks)


@rule
def second_term_revision(year: SchoolYear, weeks: Limit[int]) -> Outcome:
    """In the last grade, revision takes as many weeks of the second term as the plan gives it."""
    return exactly(year.second_term_revision_weeks, weeks)


@rule
def flexible_weeks(year: SchoolYear, weeks: Limit[int]) -> Outcome:
    """The school has as many weeks to use as it sees fit as the plan gives it."""
    return exactly(year.flexible_weeks, weeks)


@rule
def sports_meeting(year: SchoolYear, times: Limit[int]) -> Outcome:
    """Every school year has a sports meeting of the whole school."""
    return at_least(year.sports_meetings, times)


@rule
def social_practice(year: SchoolYear, days: Limit[int]) -> Outcome:
    """Where a place sets a number, a school year has enough days of social practice."""
    return at_least(year.social_practice_days, days)


# ------------------------------------------------------------------------------------------- the term


@rule
def term_start(term: SchoolTerm) -> Outcome:
    """A term does not begin before the day of the official calendar."""
    return no_earlier_than(term.date, term.official_first_day)


@rule(law_day="last_day")
def term_end(term: SchoolTerm) -> Outcome:
    """A term does not end after the day of the official calendar."""
    return no_later_than(term.last_day, term.official_last_day)


@rule
def sight_checks(term: SchoolTerm, times: Limit[int]) -> Outcome:
    """The sight of the pupils is checked often enough in a term."""
    return at_least(term.sight_checks, times)


@rule
def no_key_class(term: SchoolTerm) -> Outcome:
    """No class is a key class beside ordinary ones."""
    return forbid(term.is_key_class)


@rule
def plan_kept(term: SchoolTerm) -> Outcome:
    """The number of lessons, difficulty and pace are not changed at will."""
    return forbid(term.plan_changed)


@rule
def not_beyond(term: SchoolTerm) -> Outcome:
    """Nothing is taught beyond the curriculum or ahead of it."""
    return forbid(term.beyond_standard)


@rule
def zero_start(term: SchoolTerm) -> Outcome:
    """The youngest are taught from zero, as if they knew nothing before."""
    return require(term.starts_from_zero)


@rule
def entry_courses(term: SchoolTerm) -> Outcome:
    """In the term of entry, local and school courses and practice lessons mainly help pupils to settle in."""
    return require(term.courses_ease_entry)


@rule
def entry_pace(term: SchoolTerm) -> Outcome:
    """In the term of entry the pace is not caught up on."""
    return forbid(term.pace_caught_up)


# ------------------------------------------------------------------------------------------- nine years


@rule
def nine_year_lessons(plan: CoursePlan, lessons: Limit[int]) -> Outcome:
    """New lessons of all courses add up over the nine years to the total of the plan."""
    return exactly(plan.all_lessons, lessons)


@rule
def area_share(plan: CoursePlan, share: Limit[Span]) -> Outcome:
    """An area's share of the lessons of nine years lies in its range."""
    return within(plan.share, share)


@rule
def cross_subject(plan: CoursePlan, share: Limit[Fraction]) -> Outcome:
    """A subject gives enough of its lessons, on average, to themes across subjects."""
    return at_least(plan.cross_subject_share, share)
