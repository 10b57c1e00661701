"""Facts made of other facts: a class's day from its homework, a lesson with the one before it, a week of service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ..core.derive import Derivation, count, derive, distinct, is_first, least, only, previous, running, total, window
from ..core.fact import Fact
from ..core.words import at_least, equals, minus
from .homework import HomeworkAssignment, HomeworkDay
from .lesson import Lesson
from .payment import Payment
from .service import Activity, ServiceDay, ServiceSession, ServiceWeek


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
    """A lesson with the end of the same group's lesson before it on the same day."""
    return attrs.evolve(lesson, previous_ends_at=previous(lesson.ends_at), is_first=is_first(lesson.starts_at))


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
    """The days of one week on which service was offered, and the shortest of them."""
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
    return attrs.evolve(payment, lessons_open=minus(running(payment.lessons), payment.lessons_taken))


DERIVATIONS: tuple[Derivation[Any, Any], ...] = (
    homework_day,
    after_previous,
    service_day,
    service_week,
    with_lessons_open,
)
"""Every derivation of the library."""


def made_of(source: type[Fact]) -> Iterator[type[Fact]]:
    """The classes of facts that groups of records of a class make, directly or in turn."""
    for derivation in DERIVATIONS:
        if derivation.order is None and issubclass(source, derivation.source):
            yield derivation.target
            yield from made_of(derivation.target)
