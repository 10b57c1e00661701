"""Venues (培训场所) of offline training: how large, on which floor, safe from fire, watched by video."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Options,
    add_days,
    all_of,
    among,
    any_of,
    at_least,
    at_most,
    forbid,
    no_later_than,
    not_,
    ratio,
    require,
    when,
)
from ...model.venue import SafetyHead, TrainingRoom, Venue, VenueMonth, VenueTurn, VideoSystem

# ------------------------------------------------------------------------------------------- size


@rule
def area_per_pupil(venue: Venue, area: Limit[Fraction]) -> Outcome:
    """A venue has enough area for each of the pupils who are there in the same time slot."""
    return at_least(ratio(venue.area_m2, venue.most_students), area)


@rule
def room_per_pupil(venue: Venue, area: Limit[Fraction]) -> Outcome:
    """The rooms for training have enough area for each of the pupils who are there in the same time slot."""
    return at_least(ratio(venue.room_m2, venue.most_students), area)


@rule
def fixed_and_safe(venue: Venue) -> Outcome:
    """Training takes place on fixed and safe premises."""
    return require(all_of(venue.is_fixed, venue.is_safe))


@rule
def total_area(venue: Venue, area: Limit[Decimal]) -> Outcome:
    """A venue is as large as a place asks."""
    return at_least(venue.area_m2, area)


@rule
def one_floor_area(venue: Venue, area: Limit[Decimal]) -> Outcome:
    """As much of a venue as a place asks lies on one floor."""
    return at_least(venue.one_floor_m2, area)


@rule
def room_share(venue: Venue, share: Limit[Fraction]) -> Outcome:
    """Rooms for training take the share of a venue that a place asks."""
    return at_least(ratio(venue.room_m2, venue.area_m2), share)


@rule
def lease(venue: Venue, months: Limit[int]) -> Outcome:
    """A venue is leased for as long as a place asks."""
    return at_least(venue.lease_months, months)


# ------------------------------------------------------------------------------------------- floors


@rule
def floor(room: TrainingRoom, highest: Limit[int]) -> Outcome:
    """Pupils train no higher up than a place allows."""
    return at_most(room.floor, highest)


@rule
def not_below_ground(room: TrainingRoom) -> Outcome:
    """Young pupils do not train below ground."""
    return forbid(room.is_below_ground)


# ------------------------------------------------------------------------------------------- fire


@rule
def safety_head(venue: Venue, heads: Limit[Options[SafetyHead]]) -> Outcome:
    """Responsible for fire safety is one of those at the top of the institution."""
    return among(venue.safety_head, heads)


@rule
def fire_code(venue: Venue) -> Outcome:
    """A place for children's activities follows the fire code for buildings."""
    return require(venue.follows_fire_code)


@rule
def fire_checks(month: VenueMonth, times: Limit[int]) -> Outcome:
    """A venue has a fire inspection each month."""
    return at_least(month.fire_checks, times)


@rule
def fire_check_before(turn: VenueTurn) -> Outcome:
    """A venue has a fire inspection before each vacation and each new course."""
    return require(turn.is_checked)


@rule
def fire_patrols(venue: Venue, minutes: Limit[int]) -> Outcome:
    """Fire patrols follow each other closely enough while training goes on."""
    return at_most(venue.unpatrolled_minutes, minutes)


@rule
def no_hot_work(venue: Venue) -> Outcome:
    """There is no hot work while training goes on."""
    return forbid(venue.has_hot_work)


# ------------------------------------------------------------------------------------------- video


@rule
def video_runs(system: VideoSystem) -> Outcome:
    """Video runs at the key spots of a venue."""
    return require(system.runs_at_key_spots)


@rule
def video_kept(system: VideoSystem, days: Limit[int]) -> Outcome:
    """Video is kept long enough."""
    return at_least(system.kept_days, days)


@rule
def video_deleted(system: VideoSystem) -> Outcome:
    """Video whose days are over is deleted once its purpose is met."""
    return forbid(system.outlives_purpose)


@rule(law_day="used_on")
def video_filed(system: VideoSystem, days: Limit[int]) -> Outcome:
    """A video system is filed with the police within days of its first use; not due yet is not late."""
    due = add_days(system.used_on, days)
    is_due = any_of(system.is_filed, not_(no_later_than(system.date, due)))
    return when(is_due, no_later_than(system.open_until, due))


@rule
def older_video_filed(system: VideoSystem, latest: Limit[date]) -> Outcome:
    """A video system older than the regulation is filed with the police by its last day; not due yet is not late."""
    is_due = any_of(system.is_filed, not_(no_later_than(system.date, latest)))
    return when(is_due, no_later_than(system.open_until, latest))
