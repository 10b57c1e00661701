"""An indicator (指标): how many of those counted do what is asked, and what the others, not known, may make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Annotated, TypeAlias

import attrs

from ..core.dates import Days
from ..core.typed import Range, field_misfits, typed
from ..core.verdict import Evidence, Verdict
from ..core.words import Span
from .fault import MonitoringError, refuse

Count: TypeAlias = Annotated[int, Range(low=0)]
"""A number of people or things."""


@attrs.frozen
class Target:
    """A share that is to be reached.

    Attributes:
        least: The smallest share that reaches it, from 0 to 1.
        starts: The day it begins to bind, as exact as the source tells it.
        clauses: Ids of the clauses that set it.
        evidence: How well they were verified.

    Raises:
        MonitoringError: with every field that is not of its type; if the share does not lie between 0 and 1.

    """

    least: Fraction
    starts: Days
    clauses: tuple[str, ...]
    evidence: Evidence

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        refuse([] if 0 <= self.least <= 1 else [f"least: {self.least} is no share; write one from 0 to 1"])

    @typed(MonitoringError)
    def binds(self, on: date) -> bool | None:
        """Whether it binds on a day; None between the first and the last day it may have begun on."""
        if on < self.starts.first:
            return False
        return True if on >= self.starts.last else None


@attrs.frozen(kw_only=True)
class Measure:
    """What an indicator counts.

    Attributes:
        id: Its id.
        title: Its name by language.
        counts: Whom it counts, and what each must do to count as yes, by language.
        clauses: Ids of the clauses it serves.
        rules: Ids of the rules whose verdicts it counts; none: it is counted in another way.
        target: The share to be reached; None: nobody sets one.

    Raises:
        MonitoringError: with every field that is not of its type.

    """

    id: str
    title: Mapping[str, str]
    counts: Mapping[str, str]
    clauses: tuple[str, ...]
    rules: tuple[str, ...] = ()
    target: Target | None = None

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))


@attrs.frozen
class Indicator:
    """What a measure came to, of one school, one district, one grade: whoever was counted.

    Attributes:
        measure: What was counted.
        numerator: Of how many it is known that they do what is asked.
        denominator: Of how many it is known whether they do.
        unknowns: Of how many it is not known; they are in neither of the two.

    Raises:
        MonitoringError: with every number that cannot be.

    """

    measure: Measure
    numerator: Count
    denominator: Count
    unknowns: Count = 0

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        if self.numerator > self.denominator:
            told = f"{self.numerator} of {self.denominator}"
            refuse([f"numerator: {told} cannot be; leave those of whom nothing is known out of both"])

    @property
    def share(self) -> Fraction | None:
        """The exact share of those of whom it is known; None where it is known of nobody."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def interval(self) -> Span | None:
        """The share of all: between that with every unknown a no and that with every unknown a yes; None of nobody."""
        everyone = self.denominator + self.unknowns
        if not everyone:
            return None
        return Span(Fraction(self.numerator, everyone), Fraction(self.numerator + self.unknowns, everyone))

    @typed(MonitoringError)
    def met(self, on: date) -> Verdict:
        """Whether its target is reached, by the law of a day.

        NOT_APPLICABLE where there is no target yet, or none at all. UNKNOWN where the unknown could turn it, where
        nobody was counted, and where the source leaves open whether the target binds already: never a pass.

        Args:
            on: The day whose law is asked, such as the last one of the period that was counted.

        """
        target = self.measure.target
        if target is None or target.binds(on) is False:
            return Verdict.NOT_APPLICABLE
        if target.binds(on) is None or self.interval is None:
            return Verdict.UNKNOWN
        if self.interval.low >= target.least:
            return Verdict.SATISFIED
        return Verdict.VIOLATED if self.interval.high < target.least else Verdict.UNKNOWN


class Trend(Enum):
    """How a share went from one period to the next."""

    RISEN = "risen"
    FALLEN = "fallen"
    SAME = "same"
    UNKNOWN = "unknown"


@attrs.frozen
class Change:
    """How a share changed between two periods.

    Attributes:
        by: The share after less the share before, as an interval, from -1 to 1; None where nobody was counted in one.

    """

    by: Span | None

    @property
    def trend(self) -> Trend:
        """Which way it went, as far as whatever is not known leaves no doubt."""
        if self.by is None:
            return Trend.UNKNOWN
        if self.by.low > 0:
            return Trend.RISEN
        if self.by.high < 0:
            return Trend.FALLEN
        return Trend.SAME if self.by.low == self.by.high else Trend.UNKNOWN


@typed(MonitoringError)
def compare(before: Indicator, after: Indicator) -> Change:
    """Compare what a measure came to in two periods.

    Raises:
        MonitoringError: if two measures are compared.

    """
    if before.measure != after.measure:
        refuse([f"after: counts {after.measure.id!r}, not {before.measure.id!r} as before; compare one with itself"])
    if before.interval is None or after.interval is None:
        return Change(None)
    return Change(Span(after.interval.low - before.interval.high, after.interval.high - before.interval.low))


@typed(MonitoringError)
def total(measure: Measure, indicators: Iterable[Indicator]) -> Indicator:
    """Add up indicators of parts, of schools to a district; in any order the same, and none of nothing.

    Nobody may be counted in two of them: that is the caller's to see to.

    Raises:
        MonitoringError: with each that is one of another measure.

    """
    held = tuple(indicators)
    refuse(
        f"indicators[{at}]: counts {one.measure.id!r}, not {measure.id!r}; add up those of one measure"
        for at, one in enumerate(held)
        if one.measure != measure
    )
    return Indicator(
        measure,
        sum(one.numerator for one in held),
        sum(one.denominator for one in held),
        sum(one.unknowns for one in held),
    )
