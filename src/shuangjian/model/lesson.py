"""One lesson of a training institution."""

from __future__ import annotations

from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given, judged
from ..core.words import Clock, any_of, at_most, choose, clock, equals, known, minutes_between, not_
from .day import DayKind
from .grade import OfPupils
from .institution import Mode, Subject
from .ondate import from_calendar


@attrs.frozen(kw_only=True)
class Lesson(OfPupils):
    """One lesson (一节课) of one group, local wall-clock time.

    Attributes:
        date: The day it belongs to, also where it runs past midnight.
        calendar: Id of the school calendar of its pupils.
        day_kind: What the day is for its pupils; filled from the calendar where it is not given.
        day_kind_provisional: Whether the calendar behind it may still change.
        class_id: Which group, an opaque id.
        institution_id: Whose lesson it is, an opaque id.
        venue_id: In which venue it is given, an opaque id.
        grade: School year of its pupils, where a sentence is about some grades alone; `stage` is told beside it.
        subject: Kind of training, declared or decided.
        mode: Where it takes place.
        is_live: Whether an online lesson is given live (直播), not recorded.
        starts_at: When it begins.
        ends_at: When it ends.
        ends: When it ends on the clock of its day, where only that is said [min of day].
        lesson_minutes: How long it takes, where only that is said [min].
        is_first: Whether no online lesson of the group began before it on its day.
        previous_ends_at: When the group's online lessons that began before it on its day had all ended.
        previous_seen_ends_at: When those of them that are among the records had; another, whose group or day is not
            told, may have ended later.
        stretch: Which of the group's day's stretches of online lessons without a minute between them it belongs to,
            from 1; a lesson offline is a stretch of its own.
        is_reported: Whether it stands as it is in the timetable reported to the authority (上课时间备案).
        overlaps_school: Whether it overlaps the teaching time of local schools.
        students: How many pupils are in the group.
        full_time_teachers: Full-time teaching staff in it; assistants do not count.
        sets_homework: Whether homework is set, in any form.
        over_standard: Whether a person judged it beyond the standard or ahead of the school.

    """

    date: Date | None = given()
    calendar: str | None = given()
    day_kind: DayKind | None = from_calendar()
    day_kind_provisional: bool | None = given()
    class_id: str | None = given()
    institution_id: str | None = given()
    venue_id: str | None = given()
    grade: int | None = given(low=0, high=12)
    subject: Subject | None = given()
    mode: Mode | None = given()
    is_live: bool | None = given()
    starts_at: datetime | None = given()
    ends_at: datetime | None = given()
    ends: Clock | None = given(low=0, high=2879)
    lesson_minutes: int | None = given(low=0, high=1440)
    is_first: bool | None = given()
    previous_ends_at: datetime | None = given()
    previous_seen_ends_at: datetime | None = given()
    stretch: int | None = given(low=0, high=1440)
    is_reported: bool | None = given()
    overlaps_school: bool | None = given()
    students: int | None = given(low=0, high=1_000_000)
    full_time_teachers: int | None = given(low=0, high=10_000)
    sets_homework: bool | None = given()
    over_standard: bool | None = judged()

    @property
    def minutes(self) -> int | None:
        """How long it takes [min]."""
        from_clock = minutes_between(self.starts_at, self.ends_at)
        return choose(known(self.lesson_minutes), self.lesson_minutes, from_clock)

    @property
    def end_clock(self) -> Clock | None:
        """When it ends on the clock of its day: 00:10 of the next day is 1450 [min of day]."""
        return choose(known(self.ends), self.ends, clock(self.ends_at, self.date))

    @property
    def gap_minutes(self) -> int | None:
        """Time since the online lessons before it [min]."""
        return minutes_between(self.previous_ends_at, self.starts_at)

    @property
    def most_gap_minutes(self) -> int | None:
        """No more than this can have passed since they ended [min]."""
        seen = choose(known(self.previous_ends_at), self.previous_ends_at, self.previous_seen_ends_at)
        return minutes_between(seen, self.starts_at)

    @property
    def is_online(self) -> bool | None:
        """Whether it takes place online."""
        return equals(self.mode, Mode.ONLINE)

    @property
    def begins_anew(self) -> bool | None:
        """Whether there is a minute or more between it and the online lessons before, if there are any."""
        return any_of(not_(self.is_online), self.is_first, not_(at_most(self.gap_minutes, 0)))
