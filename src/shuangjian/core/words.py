"""The words a rule is written in.

On facts they answer: a value, True, False, or None for "not known". On stand-ins they record. Logic is Kleene's: an
unknown stays unknown unless the rest already decides.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Generic, NewType, Protocol, Self, TypeGuard, TypeVar

import attrs

from .expr import Misuse, word
from .verdict import Verdict

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)
Clock = NewType("Clock", int)
"""Minutes since the midnight a day began with: 20:30 is 1230, half past midnight of the next day is 1470."""
Q = TypeVar("Q", int, Decimal, Fraction)
"""Quantities: no float, and never two kinds in one comparison."""
M = TypeVar("M", Clock, date)
"""Moments."""


class Choice(Enum):
    """Base of every enumeration in a fact: mixing two of them is a type error."""

    __hash__ = object.__hash__  # Enum's own is written in Python and costs more than a whole check

    def same(self, other: Self, /) -> bool:
        """Whether both are one member; there so that type checkers keep two enumerations apart."""
        return self is other


class Same(Protocol[T_contra]):
    """Something that can be one of its own kind."""

    def same(self, other: T_contra, /) -> bool:
        """Whether both are one member."""
        ...


@attrs.frozen
class Options(Generic[T]):
    """The members the law names, and those it leaves unsettled (a make-up Saturday, a spring break)."""

    named: frozenset[T]
    unsettled: frozenset[T] = frozenset()


def is_options(value: object) -> TypeGuard[Options[Any]]:
    """Whether it is a set of members, of whatever enumeration."""
    return isinstance(value, Options)


@attrs.frozen
class Span:
    """A closed range: 20 to 22 per cent, 4 to 5 grades."""

    low: Fraction
    high: Fraction


# ------------------------------------------------- comparisons: conditions, and what a rule demands


@word
def at_most(observed: Q | None, limit: Q | None) -> bool | None:
    """No more than; the limit itself is allowed (不超过)."""
    return None if observed is None or limit is None else observed <= limit


@word
def at_least(observed: Q | None, limit: Q | None) -> bool | None:
    """No less than; the limit itself is enough (不少于)."""
    return None if observed is None or limit is None else observed >= limit


@word
def exactly(observed: Q | None, limit: Q | None) -> bool | None:
    """Equal quantities."""
    return None if observed is None or limit is None else observed == limit


@word
def within(observed: Fraction | None, span: Span | None) -> bool | None:
    """Inside a closed range, both ends allowed."""
    return None if observed is None or span is None else span.low <= observed <= span.high


@word
def no_later_than(observed: M | None, limit: M | None) -> bool | None:
    """At the moment or before it (不晚于)."""
    return None if observed is None or limit is None else observed <= limit


@word
def no_earlier_than(observed: M | None, limit: M | None) -> bool | None:
    """At the moment or after it (不早于)."""
    return None if observed is None or limit is None else observed >= limit


@word
def among(observed: Same[T] | None, options: Options[T] | None) -> bool | None:
    """One of those the norm names; unknown where it leaves the member unsettled."""
    if observed is None or options is None:
        return None
    if wrong := [o for o in options.named | options.unsettled if type(o) is not type(observed)]:
        msg = f"{observed!r} can never be one of {wrong}"
        raise Misuse(msg)
    return True if observed in options.named else None if observed in options.unsettled else False


def one_of(observed: Same[T] | None, *options: T) -> bool | None:
    """One of those named here, in the rule."""
    return among(observed, Options(frozenset(options)))


def equals(observed: Same[T] | None, other: T) -> bool | None:
    """This very member."""
    return among(observed, Options(frozenset([other])))


@word
def require(fact: bool | None) -> bool | None:
    """It must be so."""
    return fact


@word
def forbid(fact: bool | None) -> bool | None:
    """It must not be so."""
    return None if fact is None else not fact


# ------------------------------------------------------------------------------------------- logic


@word
def all_of(*conditions: bool | None) -> bool | None:
    """Every one holds; one that fails decides."""
    return False if False in conditions else None if None in conditions else True


@word
def any_of(*conditions: bool | None) -> bool | None:
    """At least one holds; one that holds decides."""
    return True if True in conditions else None if None in conditions else False


@word
def not_(condition: bool | None) -> bool | None:
    """It does not hold."""
    return None if condition is None else not condition


@word
def known(value: object) -> bool:
    """The record says it at all; the only word that never answers None."""
    return value is not None


@word
def choose(condition: bool | None, yes: T | None, no: T | None) -> T | None:
    """One value or another; for derived facts."""
    return None if condition is None else yes if condition else no


@word
def when(applies: bool | None, demand: bool | None) -> Verdict | bool | None:
    """The demand, where it applies; the root of a rule with a scope."""
    return None if applies is None else demand if applies else Verdict.NOT_APPLICABLE


# ------------------------------------------------------------------------------------------- quantities and time


@word
def plus(a: Q | None, b: Q | None) -> Q | None:
    """The sum."""
    return None if a is None or b is None else a + b


@word
def minus(a: Q | None, b: Q | None) -> Q | None:
    """The difference."""
    return None if a is None or b is None else a - b


@word
def times(a: Q | None, factor: Q | int | None) -> Q | None:
    """The product."""
    return None if a is None or factor is None else a * factor


@word
def ratio(part: int | Decimal | None, whole: int | Decimal | None) -> Fraction | None:
    """An exact share; of nothing it is not known."""
    return None if part is None or whole is None or not whole else Fraction(part) / Fraction(whole)


@word
def percent(part: int | Decimal | None, whole: int | Decimal | None) -> Fraction | None:
    """An exact share in hundredths; of nothing it is not known."""
    return None if part is None or whole is None or not whole else 100 * Fraction(part) / Fraction(whole)


@word
def minutes_between(start: datetime | None, end: datetime | None) -> int | None:
    """Whole minutes from one moment to another, local wall-clock time [min]."""
    return None if start is None or end is None else (end - start) // timedelta(minutes=1)


@word
def clock(moment: datetime | None, day: date | None) -> Clock | None:
    """The moment on the clock of the day it belongs to, also past midnight [min]."""
    return (
        None
        if moment is None or day is None
        else Clock((moment - datetime.combine(day, time())) // timedelta(minutes=1))
    )


@word
def day_of(moment: datetime | None) -> date | None:
    """The calendar day of a moment."""
    return None if moment is None else moment.date()


@word
def week_of(day: date | None) -> date | None:
    """The Monday of the week a day lies in."""
    return None if day is None else day - timedelta(days=day.weekday())


@word
def add_days(day: date | None, days: int | None) -> date | None:
    """So many days later."""
    return None if day is None or days is None else day + timedelta(days=days)


@word
def add_months(day: date | None, months: int | None) -> date | None:
    """The same day of another month, or the last day that month has."""
    return None if day is None or months is None else months_later(day, months)


@lru_cache(maxsize=4096)
def months_later(day: date, months: int) -> date:
    """The same day of another month, kept: records share days, and reckoning takes longer than judging."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  # costs more than the rest of the import

    return day + relativedelta(months=months)
