"""Facts made of other facts: a class's day from its homework, a lesson with the one before it, payments at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ..core.derive import Derivation, derive, window
from ..core.fact import Fact
from ..core.whole import (
    count,
    distinct,
    greatest,
    latest_before,
    latest_seen_before,
    least,
    only,
    peak,
    running,
    running_seen,
    some,
    some_before,
    total,
)
from ..core.words import at_least, choose, equals, known, minus, minutes_between, not_
from .conduct import TrainingClass
from .curriculum import TimetableWeek
from .homework import HomeworkAssignment, HomeworkDay
from .institution import Mode, Operation
from .lesson import Lesson
from .payment import Payment
from .service import Activity, ServiceDay, ServiceSession, ServiceWeek
from .timetable import TimetableSlot
from .together import LessonStretch, PaymentsAtOnce, PersonPosts, StaffPost
from .venue import Venue


@derive("class_id", "date")
def homework_day(item: HomeworkAssignment) -> HomeworkDay:
    """What one class was given for one day, all subjects together."""
    return HomeworkDay(
        class_id=only(item.class_id),
        grade=only(item.grade),
        system=only(item.system),
        school_stage=only(item.school_stage),
        date=only(item.date),
        calendar=only(item.calendar),
        day_kind=only(item.day_kind),
        day_kind_provisional=only(item.day_kind_provisional),
        written_minutes=total(item.minutes, item.is_written),
        written_home_minutes=total(item.minutes, item.is_written_home),
        written_subjects=distinct(item.course, item.is_written),
    )


@window("class_id", "date", order="starts_at")
def after_previous(lesson: Lesson) -> Lesson:
    """A lesson with the end of the same group's online lessons that began before it on the day, the latest.

    A short lesson within a long one ends before it: not the last to begin counts, but the last to end.
    """
    return attrs.evolve(
        lesson,
        previous_ends_at=latest_before(lesson.ends_at, lesson.is_online),
        previous_seen_ends_at=latest_seen_before(lesson.ends_at, lesson.is_online),
        is_first=not_(some_before(lesson.is_online)),
    )


@derive("class_id", "date")
def service_day(session: ServiceSession) -> ServiceDay:
    """The after-school service of one class on one day, as far as its sessions count."""
    return ServiceDay(
        class_id=only(session.class_id),
        grade=only(session.grade),
        system=only(session.system),
        school_stage=only(session.school_stage),
        date=only(session.date),
        sessions=count(session.counts_as_service),
        minutes=total(session.minutes, session.counts_as_service),
        minutes_without_care=total(session.minutes, session.follows_lessons),
        sport_sessions=count(equals(session.activity, Activity.SPORT)),
    )


@derive("class_id", "week")
def service_week(day: ServiceDay) -> ServiceWeek:
    """The days of one week on which service was offered, and the shortest of them.

    Whether the week is full no session tells: where it is, say so of what is made (`is_full`).
    """
    return ServiceWeek(
        class_id=only(day.class_id),
        grade=only(day.grade),
        system=only(day.system),
        school_stage=only(day.school_stage),
        date=only(day.week),
        days=count(at_least(day.sessions, 1)),
        shortest_day_minutes=least(day.minutes),
        shortest_day_without_care=least(day.minutes_without_care),
        sport_days=count(at_least(day.sport_sessions, 1)),
    )


@window("payer_id", "course_id", order="paid_on")
def with_lessons_open(payment: Payment) -> Payment:
    """A payment with the lessons paid and not yet taken after it, over all payments for the course."""
    return attrs.evolve(
        payment,
        lessons_open=minus(running(payment.lessons), payment.lessons_taken),
        lessons_seen_open=minus(running_seen(payment.lessons), payment.lessons_taken),
    )


@derive("payer_id", "course_id", "lessons_taken")
def payments_at_once(payment: Payment) -> PaymentsAtOnce:
    """Payments of one payer for one course between which no lesson of it was given.

    Every payment counts, also what was paid back later or taken before the ceilings began: leave out what shall not.
    One made after another had run out may be a collection of its own: that a person has to judge.
    """
    return PaymentsAtOnce(
        paid_on=greatest(payment.paid_on),
        payer_id=only(payment.payer_id),
        course_id=only(payment.course_id),
        stage=only(payment.stage),
        subject=only(payment.subject),
        mode=only(payment.mode),
        basis=only(payment.basis),
        payments=count(known(payment.payer_id)),
        lessons=total(payment.lessons, known(payment.payer_id)),
        first_day=least(payment.first_day),
        last_day=greatest(payment.last_day),
        run_out_on=least(payment.last_day),
        yuan=total(payment.yuan, known(payment.payer_id)),
    )


@window("class_id", "date", "mode", order="starts_at")
def in_stretches(lesson: Lesson) -> Lesson:
    """A lesson with the number of its stretch; `after_previous` first."""
    return attrs.evolve(lesson, stretch=running_seen(choose(lesson.begins_anew, 1, 0)))


@derive("class_id", "date", "mode", "stretch")
def lesson_stretch(lesson: Lesson) -> LessonStretch:
    """Online lessons of one group without a minute between them; `in_stretches` first."""
    return LessonStretch(
        date=only(lesson.date),
        class_id=only(lesson.class_id),
        stage=only(lesson.stage),
        compulsory=only(lesson.compulsory),
        subject=only(lesson.subject),
        mode=only(lesson.mode),
        is_live=only(lesson.is_live),
        pieces=count(known(lesson.class_id)),
        minutes=minutes_between(least(lesson.starts_at), greatest(lesson.ends_at)),
    )


@derive("venue_id", "date")
def venue_day(lesson: Lesson) -> Venue:
    """One venue on one day, with the most pupils who are at offline lessons in it at one time."""
    return Venue(
        date=only(lesson.date),
        venue_id=only(lesson.venue_id),
        subject=only(lesson.subject),
        most_students=peak(
            choose(equals(lesson.mode, Mode.OFFLINE), lesson.students, 0), lesson.starts_at, lesson.ends_at
        ),
    )


@derive("institution_id", "venue_id", "date", "mode", "subject", "stage")
def operation_day(lesson: Lesson) -> Operation:
    """What one institution runs in one venue on one day, each kind of training and each stage by itself."""
    return Operation(
        date=only(lesson.date),
        institution_id=only(lesson.institution_id),
        venue_id=only(lesson.venue_id),
        stage=only(lesson.stage),
        compulsory=only(lesson.compulsory),
        mode=only(lesson.mode),
        subject=only(lesson.subject),
    )


@derive("class_id", "date")
def class_day(lesson: Lesson) -> TrainingClass:
    """One group on one day: whether all its lessons stand in the timetable that was reported."""
    return TrainingClass(
        date=only(lesson.date),
        class_id=only(lesson.class_id),
        stage=only(lesson.stage),
        compulsory=only(lesson.compulsory),
        subject=only(lesson.subject),
        is_timetable_filed=not_(some(not_(lesson.is_reported))),
    )


@derive("class_id", "week")
def timetable_week(slot: TimetableSlot) -> TimetableWeek:
    """One week of a class's timetable as taught: whether every period is what the published one says."""
    return TimetableWeek(
        date=only(slot.week),
        class_id=only(slot.class_id),
        grade=only(slot.grade),
        system=only(slot.system),
        school_stage=only(slot.school_stage),
        is_as_published=not_(some(not_(slot.is_published))),
    )


@derive("person_id", "date")
def person_posts(post: StaffPost) -> PersonPosts:
    """At how many institutions one person counts as full-time staff, of the posts looked at on one day."""
    return PersonPosts(
        date=only(post.date),
        person_id=only(post.person_id),
        full_time=distinct(post.institution_id, post.is_full_time),
    )


DERIVATIONS: tuple[Derivation[Any, Any], ...] = (
    homework_day,
    after_previous,
    service_day,
    service_week,
    with_lessons_open,
    payments_at_once,
    in_stretches,
    lesson_stretch,
    venue_day,
    operation_day,
    class_day,
    timetable_week,
    person_posts,
)
"""Every derivation of the library."""


_SUMS = (homework_day, service_day, service_week, payments_at_once, lesson_stretch, person_posts)
"""Those whose facts are of no other making: nobody who holds the records would think to write these down."""


def made_of(source: type[Fact]) -> Iterator[type[Fact]]:
    """The classes of facts that records of a class add up to, directly or in turn."""
    for derivation in _SUMS:
        if issubclass(source, derivation.source):
            yield derivation.target
            yield from made_of(derivation.target)
