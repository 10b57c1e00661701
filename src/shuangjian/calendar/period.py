"""Stretches of days in a school calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs


@attrs.frozen
class Period:
    """A term, a vacation or a season break.

    Attributes:
        name: What it is called; of a vacation ``winter`` or ``summer``, of a season break ``spring`` or ``autumn``.
        first: The first day.
        last: The last day, included.

    """

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


@attrs.frozen
class Labelled:
    """A period and the table it was read from, such as ``[[term]] 2``."""

    kind: str
    table: str
    period: Period


def labelled(**periods: Sequence[Period]) -> list[Labelled]:
    """Name each period after its table and its place there, from 1."""
    return [Labelled(kind, f"[[{kind}]] {n}", p) for kind, of in periods.items() for n, p in enumerate(of, 1)]


def find(periods: Sequence[Period], day: date) -> Period | None:
    """Return the period a day is in, if any."""
    return next((period for period in periods if day in period), None)
