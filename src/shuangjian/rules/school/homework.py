"""Homework (作业): amount, procedure, and who must not be burdened with it."""

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
    choose,
    forbid,
    known,
    no_later_than,
    not_,
    percent,
    ratio,
    require,
    when,
)
from ...model.homework import (
    Channel,
    HomeworkAssignment,
    HomeworkDay,
    HomeworkEvening,
    HomeworkVacation,
    HomeworkWeek,
    Marker,
)
from ...model.school import School


@rule
def written_home(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """Pupils of the lowest grades take no written homework home; written work inside school is lawful."""
    return at_most(day.written_home_minutes, minutes)


@rule
def no_written_home(item: HomeworkAssignment) -> Outcome:
    """No piece of homework of the lowest grades is written and to be done at home, however short it is."""
    return forbid(item.is_written_home)


@rule
def written_minutes(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """Average written homework of a class on a school day, all subjects together, stays within the cap of its band."""
    return when(day.is_school_day, at_most(day.written_minutes, minutes))


def _of_all(longest: int | None, average: int | None, minutes: Limit[int]) -> bool | None:
    """Whether nobody is above the cap: an average above it shows that somebody is."""
    by_average = all_of(not_(known(longest)), not_(at_most(average, minutes)))
    return not_(any_of(not_(at_most(longest, minutes)), by_average))


@rule
def longest_home(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """No pupil of the class needs longer for written home work than the cap, read as an absolute one."""
    return when(day.is_school_day, _of_all(day.longest_written_home_minutes, day.written_home_minutes, minutes))


@rule
def longest_written(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """No pupil of the class needs longer for all written work, wherever it is done, than the cap, read as absolute."""
    return when(day.is_school_day, _of_all(day.longest_written_minutes, day.written_minutes, minutes))


@rule
def written_home_daily(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """Average written homework to be done at home on a school day stays within the cap of its place."""
    return when(day.is_school_day, at_most(day.written_home_minutes, minutes))


@rule
def home_minutes(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """All work to be done at home, written or not, stays within the cap of its band."""
    return when(day.is_school_day, at_most(day.home_minutes, minutes))


@rule
def vacation_minutes(vacation: HomeworkVacation, minutes: Limit[Fraction]) -> Outcome:
    """Written homework for days without lessons, averaged over them, stays within the cap."""
    return at_most(ratio(vacation.written_minutes, vacation.days), minutes)


@rule
def written_subjects(day: HomeworkDay, subjects: Limit[int]) -> Outcome:
    """Only so many subjects set written homework on one school day."""
    return when(day.is_school_day, at_most(day.written_subjects, subjects))


@rule
def subject_share(week: HomeworkWeek, share: Limit[Fraction]) -> Outcome:
    """Homework in the subjects leaves room in the week for practice and inquiry."""
    has_any = not_(at_most(week.all_minutes, 0))
    return when(has_any, at_most(percent(week.subject_minutes, week.all_minutes), share))


@rule
def no_homework_day(week: HomeworkWeek, days: Limit[int]) -> Outcome:
    """One day of the week is free of homework."""
    return at_least(week.no_homework_days, days)


@rule
def posted(day: HomeworkDay) -> Outcome:
    """The day's homework is made public in the school."""
    return when(day.is_school_day, require(day.is_posted))


@rule
def not_repetitive(item: HomeworkAssignment) -> Outcome:
    """No repetitive or punitive homework."""
    return forbid(item.is_repetitive)


@rule
def not_for_parents(item: HomeworkAssignment) -> Outcome:
    """No homework is set to parents, openly or in disguise."""
    return forbid(item.is_for_parents)


@rule
def not_checked_by_parents(item: HomeworkAssignment) -> Outcome:
    """Parents are not asked to check homework."""
    return forbid(item.parents_must_check)


@rule
def not_marked_by_parents(item: HomeworkAssignment) -> Outcome:
    """Parents are not asked to mark homework."""
    return forbid(item.parents_must_mark)


@rule
def not_signed_by_parents(item: HomeworkAssignment) -> Outcome:
    """Where a place says so, a parent's signature is not asked for as proof that homework was done."""
    return forbid(item.parents_must_sign)


@rule
def all_marked(item: HomeworkAssignment, by: Limit[Options[Marker]]) -> Outcome:
    """Every piece that was set is marked, and by the teacher."""
    return require(all_of(item.all_marked, among(item.marker, by)))


@rule
def not_self_marked(item: HomeworkAssignment, excluded: Limit[Options[Marker]]) -> Outcome:
    """Pupils are not asked to mark their own work."""
    return forbid(among(item.marker, excluded))


@rule
def not_by_phone(item: HomeworkAssignment, excluded: Limit[Options[Channel]]) -> Outcome:
    """Homework is not handed out by mobile phone."""
    return forbid(among(item.channel, excluded))


@rule
def no_phone_needed(item: HomeworkAssignment) -> Outcome:
    """Pupils are not required to use a mobile phone for homework."""
    return forbid(item.must_use_mobile)


@rule
def finished_in_school(day: HomeworkDay) -> Outcome:
    """Written homework is finished in school: basically all of it in primary grades, most of it in middle school."""
    judged = day.finished_in_school
    unjudged = any_of(at_most(day.written_home_minutes, 0), judged)
    return when(day.is_school_day, choose(known(judged), judged, unjudged))


@rule
def over_standard(item: HomeworkAssignment) -> Outcome:
    """Homework is not harder than the national curriculum standard."""
    return forbid(item.over_standard)


@rule
def not_electronic(item: HomeworkAssignment) -> Outcome:
    """Homework is done on paper, not on an electronic device."""
    return forbid(item.is_electronic)


@rule
def not_generated_alone(item: HomeworkAssignment) -> Outcome:
    """Primary pupils do not use open-ended content generation on their own for their homework."""
    return forbid(item.is_generated_alone)


@rule
def electronic_minutes(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """Homework that has to be done on electronic devices is short."""
    return at_most(day.electronic_minutes, minutes)


@rule
def electronic_filed(day: HomeworkDay) -> Outcome:
    """Homework that has to be done on electronic devices is reported inside the school."""
    return when(not_(at_most(day.electronic_minutes, 0)), require(day.electronic_filed))


@rule
def cutoff(evening: HomeworkEvening, latest: Limit[Clock]) -> Outcome:
    """Homework stops by the hour of the stage, finished or not."""
    return no_later_than(evening.end_clock, latest)


@rule
def not_made_up(evening: HomeworkEvening) -> Outcome:
    """What was left unfinished when homework stopped is not made up later."""
    return forbid(evening.made_up)


@rule
def coordinated(school: School) -> Outcome:
    """Subject groups and grade groups coordinate homework."""
    return require(school.coordinates_homework)


@rule
def supervised(school: School) -> Outcome:
    """The school guides and supervises what its teachers set."""
    return require(school.supervises_homework)


@rule
def spare_time_planned(school: School) -> Outcome:
    """A boarding school plans the spare time of its boarders."""
    return when(school.is_boarding, require(school.plans_spare_time))
