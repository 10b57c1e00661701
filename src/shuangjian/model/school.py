"""A school, a class's school day and teaching time, a pupil's night."""

from __future__ import annotations

from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from ..core.verdict import Reason
from ..core.words import Clock, clock, minus, minutes_between, plus
from .grade import OfGrade, Stage, System
from .ondate import OnDate, is_taught
from .service import Season


@attrs.frozen(kw_only=True)
class School(Fact):
    """A school as it runs its affairs on one day.

    Attributes:
        date: The day it is looked at.
        name: Name of the school (an institution, never a person).
        system: School system.
        is_boarding: Whether pupils board.
        ranks_by_results: Whether schools or teachers are ranked by promotion rate or scores (升学率、考试成绩).
        stage: Stage of its pupils; of several stages, one record each.
        coordinates_homework: Whether subject groups and grade groups coordinate homework (作业统筹), as a record shows.
        supervises_homework: Whether the school guides and supervises what its teachers set (指导监督).
        plans_spare_time: Whether a boarding school plans the spare time of its boarders (课余生活).
        pushes_exercise_books: Whether a person judged that it pushes pupils or parents to buy exercise books (练习册).
        teams_up_for_tutoring: Whether it gives paid tutoring together with a training institution (合作有偿辅导).

    """

    date: Date | None = given()
    name: str | None = given()
    system: System | None = given()
    is_boarding: bool | None = given()
    ranks_by_results: bool | None = given()
    stage: Stage | None = given()
    coordinates_homework: bool | None = given()
    supervises_homework: bool | None = given()
    plans_spare_time: bool | None = given()
    pushes_exercise_books: bool | None = judged()
    teams_up_for_tutoring: bool | None = given()


@attrs.frozen(kw_only=True)
class SchoolDay(OnDate):
    """One class on one school day: timetable, breaks, exercise.

    Attributes:
        class_id: Which class, an opaque id.
        first_lesson: When the first lesson of the morning begins (上午上课时间), not when pupils arrive [min of day].
        arrival: By when pupils have to be at school (最迟到校时间) [min of day].
        morning_ends: When the last lesson of the morning ends (上午放学时间) [min of day].
        afternoon_starts: When the first lesson of the afternoon begins (下午上课时间) [min of day].
        compulsory_before_lessons: Whether pupils must come early for a common activity (统一教学活动, 早读).
        has_early_pupils: Whether pupils have to come early for reasons of their families.
        early_pupils_looked_after: Whether the school opens early for them and looks after them.
        self_study_taught: Whether check time or self-study, in the morning or at midday, was used to teach a subject.
        shortest_break: The shortest break between two lessons [min].
        shortest_afternoon_break: The shortest of those in the afternoon [min].
        total_break_minutes: All breaks of the day together, long ones too [min].
        break_taken_away: Whether a break was taken for teaching or pupils were kept in.
        free_time_limited: Whether a person judged that talking, playing or leaving the room is limited without need, at
            break or in other time without lessons.
        study_minutes: Lessons, self-study and study inside the service, together [min].
        exercise_in_school: Physical activity at school [min].
        exercise_outside: Physical activity outside school [min].
        outdoor_minutes: Time of activity outdoors, all of the day [min].
        long_break_minutes: The unified long break (大课间); the longest of the day where there are two [min].
        morning_long_break_minutes: The unified long break of the morning; 0 where there is none [min].
        afternoon_long_break_minutes: The unified long break of the afternoon; 0 where there is none [min].
        has_pe_lesson: Whether the class has a lesson of PE that day.
        has_group_exercise: Whether pupils exercise together after class (课后集体锻炼).
        group_lessons: Whether the school held lessons for whole groups that day (集体补课 where it is no school day).

    """

    class_id: str | None = given()
    first_lesson: Clock | None = given(low=0, high=2879)
    arrival: Clock | None = given(low=0, high=2879)
    morning_ends: Clock | None = given(low=0, high=2879)
    afternoon_starts: Clock | None = given(low=0, high=2879)
    compulsory_before_lessons: bool | None = given()
    has_early_pupils: bool | None = given()
    early_pupils_looked_after: bool | None = given()
    self_study_taught: bool | None = given()
    shortest_break: int | None = given(low=0, high=300)
    shortest_afternoon_break: int | None = given(low=0, high=300)
    total_break_minutes: int | None = given(low=0, high=1440)
    break_taken_away: bool | None = given()
    free_time_limited: bool | None = judged()
    study_minutes: int | None = given(low=0, high=1440)
    exercise_in_school: int | None = given(low=0, high=1440)
    exercise_outside: int | None = given(low=0, high=1440)
    outdoor_minutes: int | None = given(low=0, high=1440)
    long_break_minutes: int | None = given(low=0, high=300)
    morning_long_break_minutes: int | None = given(low=0, high=300)
    afternoon_long_break_minutes: int | None = given(low=0, high=300)
    has_pe_lesson: bool | None = given()
    has_group_exercise: bool | None = given()
    group_lessons: bool | None = given()

    @property
    def is_school_day(self) -> bool | None:
        """Whether teaching takes place on it."""
        return is_taught(self.day_kind)

    @property
    def exercise_minutes(self) -> int | None:
        """Physical activity of the whole day [min]."""
        return plus(self.exercise_in_school, self.exercise_outside)


@attrs.frozen(kw_only=True)
class TeachingTime(OfGrade):
    """How one class was taught over a while: a week, a month, a term; the law names no period.

    Attributes:
        date: First day of that while.
        class_id: Which class, an opaque id.
        teaching_minutes: All teaching of that while (教学总时长) [min].
        device_minutes: Of it, teaching with electronic devices (使用电子产品开展教学) [min].

    """

    date: Date | None = given()
    class_id: str | None = given()
    teaching_minutes: int | None = given(low=0, high=100_000)
    device_minutes: int | None = given(low=0, high=100_000)


@attrs.frozen(kw_only=True)
class PupilNight(OfGrade):
    """One pupil's night.

    Attributes:
        date: The evening it begins.
        bed_at: When the pupil went to bed, local wall-clock time.
        woke_at: When the pupil woke, local wall-clock time.
        nap_minutes: Midday nap of the same day, 0 where there was none [min]; kept apart from the night.
        nap_counts: Whether the nap counts toward the norm; no text says so, an authority may.

    """

    date: Date | None = given()
    bed_at: datetime | None = given()
    woke_at: datetime | None = given()
    nap_minutes: int | None = given(low=0, high=600)
    nap_counts: bool | None = given(reason=Reason.UNSETTLED)

    @property
    def slept_minutes(self) -> int | None:
        """Sleep of the night [min]."""
        return minutes_between(self.bed_at, self.woke_at)

    @property
    def slept_with_nap(self) -> int | None:
        """Sleep of the night and midday nap together [min]."""
        return plus(self.slept_minutes, self.nap_minutes)

    @property
    def bed_clock(self) -> Clock | None:
        """Bedtime on the clock of the evening, also past midnight [min of day]."""
        return clock(self.bed_at, self.date)


@attrs.frozen(kw_only=True)
class BoardingNight(OfGrade):
    """The night the timetable of a boarding school gives one class (寄宿生作息).

    Attributes:
        date: The evening it begins.
        class_id: Which class, an opaque id.
        lights_out: When lights go out, also past midnight: half past twelve is 24:30 [min of day].
        wake_up: When the pupils are woken, on the clock of the next morning [min of day].
        nap_minutes: Midday rest in bed by the timetable, 0 where there is none [min]; kept apart from the night.
        nap_counts: Whether that rest counts toward the norm; no text says so, an authority may.
        season: Which of the year's two timetables it belongs to.

    """

    date: Date | None = given()
    class_id: str | None = given()
    lights_out: Clock | None = given(low=720, high=1799)
    wake_up: Clock | None = given(low=0, high=1439)
    nap_minutes: int | None = given(low=0, high=600)
    nap_counts: bool | None = given(reason=Reason.UNSETTLED)
    season: Season | None = given()

    @property
    def minutes(self) -> int | None:
        """Time between lights-out and wake-up [min]."""
        return minus(plus(self.wake_up, 1440), self.lights_out)

    @property
    def minutes_with_nap(self) -> int | None:
        """The night and the midday rest together [min]."""
        return plus(self.minutes, self.nap_minutes)
