"""Online games (网络游戏): when minors may be served; sleep is what the law guards by it."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import Clock, Options, among, no_earlier_than, no_later_than, not_
from ...model.game import GameDay, GameService


@rule
def night_begins(service: GameService, begins: Limit[Clock]) -> Outcome:
    """Service of a minor is over when the night begins, past midnight counting as later still."""
    return no_later_than(service.end_clock, begins)


@rule
def night_ends(service: GameService, ends: Limit[Clock]) -> Outcome:
    """Service of a minor does not begin before the night is over; its last moment belongs to the night."""
    return not_(no_later_than(service.start_clock, ends))


@rule
def served_days(service: GameService, allowed: Limit[Options[GameDay]]) -> Outcome:
    """A minor is served only on the days of the week named and on statutory holidays."""
    return among(service.game_day, allowed)


@rule
def hour_begins(service: GameService, earliest: Limit[Clock]) -> Outcome:
    """Service of a minor does not begin before the hour in which it is allowed."""
    return no_earlier_than(service.start_clock, earliest)


@rule
def hour_ends(service: GameService, latest: Limit[Clock]) -> Outcome:
    """Service of a minor is over when the hour in which it is allowed ends, past midnight counting as later still."""
    return no_later_than(service.end_clock, latest)
