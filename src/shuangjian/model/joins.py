"""Records completed by others that share a key: by the register of licensed addresses, by a published timetable."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from ..core.join import Join, join
from ..core.whole import greatest, least, only, some
from ..core.words import Choice, all_of, any_of, equals, known, no_later_than
from .grade import Stage
from .institution import Operation, Subject
from .lesson import Lesson
from .register import LicensedAddress, ReportedLesson
from .timetable import TimetableSlot
from .venue import Venue

C = TypeVar("C", bound=Choice)


@join("institution_id", "venue_id")
def on_licence(operation: Operation, address: LicensedAddress) -> Operation:
    """What an institution runs in a venue, with whether that address stands on a licence of it on the day.

    Of an address with several spans of licence only the days before and after all of them are told.
    """
    is_listed = some(known(address.venue_id))
    has_begun = no_later_than(least(address.licensed_from), operation.date)
    is_not_over = no_later_than(operation.date, greatest(address.licensed_until))
    is_since = no_later_than(only(address.licensed_from), operation.date)
    is_still = no_later_than(operation.date, only(address.licensed_until))
    return attrs.evolve(operation, at_licensed_address=all_of(is_listed, has_begun, is_not_over, is_since, is_still))


def _shared(of_one: C | None, of_others: C | None, kind: type[C]) -> bool | None:
    """Whether any of the others says the same."""
    return any_of(*(all_of(equals(of_one, member), some(equals(of_others, member))) for member in kind))


@join("class_id", "starts_at", "ends_at")
def as_reported(lesson: Lesson, reported: ReportedLesson) -> Lesson:
    """A lesson with whether it stands in the timetable that was reported: its clock, its kind and whom it is for.

    One whose clock is not there is not reported; where it is, kind and stage have to be told on both sides.
    """
    is_there = some(known(reported.class_id))
    same_subject = _shared(lesson.subject, reported.subject, Subject)
    same_stage = _shared(lesson.stage, reported.stage, Stage)
    return attrs.evolve(lesson, is_reported=all_of(is_there, same_subject, same_stage))


@join("venue_id")
def with_size(day: Venue, venue: Venue) -> Venue:
    """A venue on one day with its size and what it is, by a register of venues."""
    return attrs.evolve(
        day,
        sector=only(venue.sector),
        is_branch=only(venue.is_branch),
        area_m2=only(venue.area_m2),
        room_m2=only(venue.room_m2),
        one_floor_m2=only(venue.one_floor_m2),
    )


@join("class_id", "date", "period", "course")
def with_published(slot: TimetableSlot, published: TimetableSlot) -> TimetableSlot:
    """A lesson of a school's timetable as taught, with whether the published one says the same."""
    return attrs.evolve(slot, is_published=some(known(published.course)))


JOINS: tuple[Join[Any, Any], ...] = (on_licence, as_reported, with_size, with_published)
"""Every join of the library."""
