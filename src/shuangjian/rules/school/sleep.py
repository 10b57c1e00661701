"""Sleep (睡眠): how long pupils sleep, and when they go to bed."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import Clock, all_of, any_of, at_least, no_earlier_than, no_later_than
from ...model.school import BoardingNight, PupilNight


@rule
def sleep_minutes(night: PupilNight, minutes: Limit[int]) -> Outcome:
    """The night reaches the norm of the stage; where only night and midday nap together do, it is left open."""
    enough_with_nap = all_of(at_least(night.slept_with_nap, minutes), night.nap_counts)
    return any_of(at_least(night.slept_minutes, minutes), enough_with_nap)


@rule
def bedtime(night: PupilNight, latest: Limit[Clock]) -> Outcome:
    """Pupils are in bed by the hour of their stage."""
    return no_later_than(night.bed_clock, latest)


@rule
def boarding_timetable(night: BoardingNight, minutes: Limit[int]) -> Outcome:
    """The timetable of a boarding school lets its pupils sleep as long as their stage is to; a nap is left open."""
    enough_with_nap = all_of(at_least(night.minutes_with_nap, minutes), night.nap_counts)
    return any_of(at_least(night.minutes, minutes), enough_with_nap)


@rule
def lights_out(night: BoardingNight, latest: Limit[Clock]) -> Outcome:
    """Where a place sets an hour, boarders are in bed by it."""
    return no_later_than(night.lights_out, latest)


@rule
def wake_up(night: BoardingNight, earliest: Limit[Clock]) -> Outcome:
    """Where a place sets an hour, boarders are not woken before it."""
    return no_earlier_than(night.wake_up, earliest)
