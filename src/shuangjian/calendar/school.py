"""A school's own calendar, laid over the nation's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from ..model.day import DayKind
from .day import CalendarError, Day
from .national import NATION
from .period import Period, find, labelled
from .sound import unsound


def _days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)


def _periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(periods)


@attrs.frozen(kw_only=True)
class SchoolCalendar:
    """What one school, or all schools of a place, say of their days.

    Groups that keep different days (grade 9 without the spring break, CA-05) have a calendar each. What a day is, is
    decided by the first of these that speaks:

    1. the nation, where it knows a statutory holiday (no school can teach it away) or knows nothing (before its table);
    2. `taught`: a school day;
    3. a vacation, weekends and make-up days in it included;
    4. the nation's rest days: a weekend or a day off;
    5. a season break, which may take back a make-up day (CA-12);
    6. `off`: a rest day;
    7. what the nation leaves to the school and the school did not list under `taught` or `off`: a make-up day stays one
       (CA-02), a holiday of part of the citizens has no kind (CA-08);
    8. a term: a school day;
    9. the nation, for days the calendar does not speak of: a weekday there has no kind.

    Before the first and after the last day of all its terms, vacations and breaks, 4 does not speak: a school may teach
    on the nation's rest days (CA-04), so they have no kind there, as for a school without a calendar.

    An answer is provisional if the nation's is, or if the calendar is; the nation's statutory holidays only if hers is.

    Attributes:
        id: The name records and receipts use.
        title: The name for people.
        place: The id of the place it is for, if it is one of those shipped.
        terms: The terms, from the first to the last day of teaching or exams.
        vacations: Vacations, named ``winter`` or ``summer``.
        breaks: Season breaks, named ``spring`` or ``autumn``.
        taught: Days on which teaching takes place although the nation rests or leaves it open; each in a term.
        off: Days on which the school gives no lessons, such as a sports day or a regional holiday (CA-11).
        provisional: Whether the calendar is a draft.

    Raises:
        CalendarError: if the calendar contradicts itself or the law; it names all faults.

    """

    id: str
    title: str
    place: str | None = None
    terms: tuple[Period, ...] = attrs.field(default=(), converter=_periods)
    vacations: tuple[Period, ...] = attrs.field(default=(), converter=_periods)
    breaks: tuple[Period, ...] = attrs.field(default=(), converter=_periods)
    taught: frozenset[date] = attrs.field(default=frozenset(), converter=_days)
    off: frozenset[date] = attrs.field(default=frozenset(), converter=_days)
    provisional: bool = False

    def __attrs_post_init__(self) -> None:
        periods = labelled(term=self.terms, vacation=self.vacations, **{"break": self.breaks})
        faults = tuple(unsound(periods, self.taught, self.off))
        if faults:
            raise CalendarError(f"calendar {self.id}: {fault}" for fault in faults)

    def on(self, day: date, /) -> Day:
        """Say what a date is for this school.

        Raises:
            TypeError: if `day` is a moment or no date.

        """
        nation = NATION.on(day)
        if nation.kind is DayKind.STATUTORY_HOLIDAY or not NATION.covers(day):
            return nation
        provisional = nation.provisional or self.provisional
        rests = nation.kind is DayKind.REST_DAY
        said = self._over_rest(day) or (self._outside(day, nation) if rests else self._in_term(day, nation))
        kind, because = said or (nation.kind, nation.because)
        return Day(kind, provisional, because)

    def _over_rest(self, day: date) -> tuple[DayKind, str] | None:
        """What the school says even of days on which the nation rests."""
        if day in self.taught:
            return DayKind.SCHOOL_DAY, f"{self.id}: listed as taught"
        vacation = find(self.vacations, day)
        return (DayKind.VACATION, f"{self.id}: {vacation.name} vacation") if vacation else None

    def _outside(self, day: date, nation: Day) -> tuple[DayKind | None, str] | None:
        """What the nation's rest is where the school says nothing: of no kind, unless the day is listed as off."""
        periods = (*self.terms, *self.vacations, *self.breaks)
        if day in self.off or (any(p.first <= day for p in periods) and any(day <= p.last for p in periods)):
            return None
        return None, f"{nation.because}; outside all that {self.id} speaks of, and a school may teach on it (CA-04)"

    def _in_term(self, day: date, nation: Day) -> tuple[DayKind, str] | None:
        """What the school says of days on which the nation works."""
        season = find(self.breaks, day)
        if season:
            return DayKind.SEASON_BREAK, f"{self.id}: {season.name} break (CA-03)"
        if day in self.off:
            return DayKind.REST_DAY, f"{self.id}: listed as off"
        left_open = nation.kind is DayKind.MAKE_UP_DAY or NATION.part_holiday(day)
        term = None if left_open else find(self.terms, day)
        return (DayKind.SCHOOL_DAY, f"{self.id}: term {term.name}") if term else None
