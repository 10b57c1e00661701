"""Online games (网络游戏): when an operator served a minor."""

from __future__ import annotations

from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given
from ..core.words import Choice, Clock, add_days, choose, clock, equals, no_later_than, week_of
from .day import DayKind
from .ondate import from_calendar


class GameDay(Choice):
    """What a day is, as far as the law on games tells days apart; a worked Saturday is a Saturday."""

    FRIDAY = "friday"
    """周五"""
    SATURDAY = "saturday"
    """周六"""
    SUNDAY = "sunday"
    """周日"""
    STATUTORY_HOLIDAY = "statutory_holiday"
    """A statutory holiday from Monday to Thursday (法定节假日): not the whole span of a yearly notice (CA-01)."""
    OTHER = "other"
    """Any other day from Monday to Thursday, days off swapped in among them."""


@attrs.frozen(kw_only=True)
class GameService(Fact):
    """One stretch without a break in which an operator of online games served one player, who is not named.

    Attributes:
        date: The day it begins.
        calendar: Id of the calendar that tells what the day is.
        day_kind: What the day is; filled from the calendar where it is not given. Only whether it is a statutory
            holiday matters, and only from Monday to Thursday; an ordinary weekday goes by school day.
        day_kind_provisional: Whether the calendar behind it may still change.
        is_minor: Whether the player is a minor (未成年人).
        starts_at: When service begins, local wall-clock time.
        ends_at: When it ends, local wall-clock time: from that moment on there is none.

    """

    date: Date | None = given()
    calendar: str | None = given()
    day_kind: DayKind | None = from_calendar()
    day_kind_provisional: bool | None = given()
    is_minor: bool | None = given()
    starts_at: datetime | None = given()
    ends_at: datetime | None = given()

    @property
    def start_clock(self) -> Clock | None:
        """When it begins on the clock of its day [min of day]."""
        return clock(self.starts_at, self.date)

    @property
    def end_clock(self) -> Clock | None:
        """When it ends on the clock of its day: 00:10 of the next day is 1450 [min of day]."""
        return clock(self.ends_at, self.date)

    @property
    def game_day(self) -> GameDay | None:
        """Which of the days the law on games tells apart it is: by the weekday first, then by the calendar."""
        monday = week_of(self.date)
        weekend = choose(no_later_than(self.date, add_days(monday, 5)), GameDay.SATURDAY, GameDay.SUNDAY)
        late = choose(no_later_than(self.date, add_days(monday, 4)), GameDay.FRIDAY, weekend)
        is_statutory = equals(self.day_kind, DayKind.STATUTORY_HOLIDAY)
        early = choose(is_statutory, GameDay.STATUTORY_HOLIDAY, GameDay.OTHER)
        return choose(no_later_than(self.date, add_days(monday, 3)), early, late)
