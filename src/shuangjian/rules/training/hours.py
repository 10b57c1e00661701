"""Hours and conduct of lessons (培训时间): on which days, until when, for how long, and what they may ask of pupils."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import Clock, Options, all_of, among, at_least, at_most, forbid, no_later_than, not_, when
from ...model.day import DayKind
from ...model.institution import Mode, Subject
from ...model.lesson import Lesson
from ...model.together import LessonStretch


@rule
def training_days(lesson: Lesson, allowed: Limit[Options[DayKind]]) -> Outcome:
    """No subject lesson on a statutory holiday, on a rest day or in a vacation."""
    return among(lesson.day_kind, allowed)


@rule
def training_end(lesson: Lesson, latest: Limit[Clock]) -> Outcome:
    """A lesson ends no later than the evening limit of its mode, past midnight counting as later still."""
    return no_later_than(lesson.end_clock, latest)


@rule
def online_minutes(lesson: Lesson, minutes: Limit[int]) -> Outcome:
    """An online lesson is short; no cap exists for an offline one."""
    return at_most(lesson.minutes, minutes)


@rule
def cut_lesson(stretch: LessonStretch, minutes: Limit[int]) -> Outcome:
    """Online lessons that follow each other without a minute between them are together no longer than one may be."""
    return when(stretch.is_cut, at_most(stretch.minutes, minutes))


@rule
def online_gap(lesson: Lesson, minutes: Limit[int]) -> Outcome:
    """Pupils rest between two online lessons of one day."""
    rest = all_of(at_least(lesson.gap_minutes, minutes), at_least(lesson.most_gap_minutes, minutes))
    return when(not_(lesson.is_first), rest)


@rule
def school_hours(lesson: Lesson) -> Outcome:
    """A lesson does not overlap the teaching time of the local schools."""
    return forbid(lesson.overlaps_school)


@rule
def no_homework(lesson: Lesson) -> Outcome:
    """A lesson sets no homework."""
    return forbid(lesson.sets_homework)


@rule
def over_standard(lesson: Lesson) -> Outcome:
    """Subject training is neither above the curriculum standard nor ahead of the schools."""
    return forbid(lesson.over_standard)


@rule
def preschool_online(lesson: Lesson, excluded: Limit[Options[Mode]]) -> Outcome:
    """Preschoolers get no online lessons, whatever the content."""
    return forbid(among(lesson.mode, excluded))


@rule
def preschool_subject(lesson: Lesson, excluded: Limit[Options[Subject]]) -> Outcome:
    """Preschoolers get no subject lessons on any day, foreign languages included, under whatever name."""
    return forbid(among(lesson.subject, excluded))
