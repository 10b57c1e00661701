"""Timetable (作息): the first lesson, breaks, study time, exercise, and days without lessons."""

from __future__ import annotations

from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Clock,
    Options,
    all_of,
    among,
    any_of,
    at_least,
    at_most,
    forbid,
    no_earlier_than,
    no_later_than,
    not_,
    percent,
    require,
    when,
)
from ...model.day import DayKind
from ...model.school import SchoolDay, TeachingTime


@rule
def first_lesson(day: SchoolDay, earliest: Limit[Clock]) -> Outcome:
    """The first lesson, not arrival, begins no earlier in the morning than the hour of its stage."""
    return no_earlier_than(day.first_lesson, earliest)


@rule
def arrival(day: SchoolDay, earliest: Limit[Clock]) -> Outcome:
    """Where a place sets an hour, pupils need not be at school before it."""
    return no_earlier_than(day.arrival, earliest)


@rule
def morning_end(day: SchoolDay, latest: Limit[Clock]) -> Outcome:
    """Where a place sets an hour, lessons of the morning end by it."""
    return no_later_than(day.morning_ends, latest)


@rule
def afternoon_start(day: SchoolDay, earliest: Limit[Clock]) -> Outcome:
    """Where a place sets an hour, lessons of the afternoon begin no earlier."""
    return no_earlier_than(day.afternoon_starts, earliest)


@rule
def self_study_kept(day: SchoolDay) -> Outcome:
    """Where a place says so, check time and self-study are not used to teach."""
    return forbid(day.self_study_taught)


@rule
def early_activity(day: SchoolDay) -> Outcome:
    """Pupils need not come early for a common activity such as collective reading."""
    return forbid(day.compulsory_before_lessons)


@rule
def early_care(day: SchoolDay) -> Outcome:
    """Pupils who have to come early for reasons of their families are let in and looked after."""
    return when(day.has_early_pupils, require(day.early_pupils_looked_after))


@rule
def break_minutes(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """No break between two lessons is shorter than the floor, or than the longer break that is wished for or owed."""
    return at_least(day.shortest_break, minutes)


@rule
def afternoon_break_minutes(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Where a place sets it, no break of the afternoon is shorter."""
    return at_least(day.shortest_afternoon_break, minutes)


@rule
def break_total(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """All breaks of a school day together reach what the place asks for."""
    return when(day.is_school_day, at_least(day.total_break_minutes, minutes))


@rule
def break_kept(day: SchoolDay) -> Outcome:
    """No break is taken for teaching, by overrunning or by keeping pupils in."""
    return forbid(day.break_taken_away)


@rule
def free_time(day: SchoolDay) -> Outcome:
    """Talking, playing and leaving the room are not limited without need at break and in other time without lessons."""
    return forbid(day.free_time_limited)


@rule
def study_minutes(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Lessons, self-study and study inside the service, all of a day, stay within the cap of the stage."""
    return at_most(day.study_minutes, minutes)


@rule
def device_share(teaching: TeachingTime, share: Limit[Fraction]) -> Outcome:
    """Teaching with electronic devices takes only a part of all teaching time."""
    return at_most(percent(teaching.device_minutes, teaching.teaching_minutes), share)


@rule
def exercise_in_school(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Pupils get their exercise at school on every school day."""
    return when(day.is_school_day, at_least(day.exercise_in_school, minutes))


@rule
def exercise_outside(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Pupils get exercise outside school too on every school day."""
    return when(day.is_school_day, at_least(day.exercise_outside, minutes))


@rule
def exercise_total(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Exercise in and outside school together reaches the daily total on every school day."""
    enough_of_one = any_of(at_least(day.exercise_in_school, minutes), at_least(day.exercise_outside, minutes))
    return when(day.is_school_day, any_of(at_least(day.exercise_minutes, minutes), enough_of_one))


@rule
def outdoors(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Pupils are active outdoors long enough on every school day."""
    return when(day.is_school_day, at_least(day.outdoor_minutes, minutes))


@rule
def long_break(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """Every school day has one long break for the whole school."""
    return when(day.is_school_day, at_least(day.long_break_minutes, minutes))


@rule
def morning_long_break(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """The morning of a school day has a long break of its own."""
    return when(day.is_school_day, at_least(day.morning_long_break_minutes, minutes))


@rule
def afternoon_long_break(day: SchoolDay, minutes: Limit[int]) -> Outcome:
    """The afternoon of a school day has a long break of its own."""
    return when(day.is_school_day, at_least(day.afternoon_long_break_minutes, minutes))


@rule
def group_exercise(day: SchoolDay) -> Outcome:
    """Where a place says so, pupils exercise together after class on a school day without a lesson of PE."""
    return when(all_of(day.is_school_day, not_(day.has_pe_lesson)), require(day.has_group_exercise))


@rule
def holiday_lessons(day: SchoolDay, banned: Limit[Options[DayKind]]) -> Outcome:
    """A school gives no lessons to whole groups on statutory holidays, on rest days and in vacations."""
    return when(among(day.day_kind, banned), forbid(day.group_lessons))
