"""Values worth trying for the facts of a rule: both sides of every number and day it knows, and everyday ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any

from ..core.fact import Fact
from ..core.norm import NATION, OTHER
from ..core.rule import Rule
from ..core.words import Clock, Span

EVERYDAY = (0, 1, 2, 3, 6, 7, 9, 10, 45, 50, 60, 100, 120)
"""Numbers that turn up anywhere."""
MINUTES = (0, 480, 500, 1200, 1229, 1230, 1231, 1260, 1261, 1320, 1439, 1440, 1450, 1900)
"""Times of day [min], also past midnight."""
DAYS = (0, 0, 0, 1, 5, 7, 15, 28, 30, 31, 89, 90, 91, 92, -1, -31, -365, -366)
"""How far one day may lie from another; three months are the longest time that most rules know."""
UNKNOWN_SHARE = 0.12
"""How often a field is left out."""


class Pool:
    """The values to try for one rule."""

    def __init__(self, rule: Rule[Any]) -> None:
        """Collect what the rule and its rows know."""
        rows = [r for n in rule.norms for r in n.rows]
        self.rule = rule
        self.types = rule.form.types
        self.days = _days(rule)
        self.places = (None, NATION, *dict.fromkeys(r.place for r in rows), *list(rule.places.known)[:3])
        months = {r.value for n in rule.norms if n.unit == "months" for r in n.rows if r.value}
        self.far = 3 * [31 * m for m in sorted(months) if 30 * m > max(DAYS)]  # often enough to be late, too
        self.numbers = sorted({n + d for r in rows for n in _numbers(r.value) for d in (-1, 0, 1)} | set(EVERYDAY))
        self.keys = {
            k: [v for n in rule.norms if k in n.keys for v in n.domain(k, self.types[k]) if v is not OTHER]
            for k in {k for n in rule.norms for k in n.keys}
        }

    def values(self, name: str, day: date) -> Sequence[Any]:
        """Values to try for one field of a record of that day."""
        type_, metadata = self.types[name], self.rule.form.fields[name]
        if isinstance(type_, type) and issubclass(type_, Enum):
            return list(type_)
        if type_ is bool:
            return (True, False)
        if type_ is date:
            return [day + timedelta(n) for n in (*DAYS, *self.far)]
        if type_ is datetime:
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # facts hold local wall-clock time
            return [midnight + timedelta(minutes=m) for m in MINUTES]
        if type_ is str:
            return ("a", "b")
        numbers: list[Any] = [*MINUTES, *self.numbers] if type_ is Clock else [*self.numbers, *self.keys.get(name, [])]
        low, high = metadata.get("low"), metadata.get("high")
        if type_ is Decimal:
            numbers = [n + cents for n in map(Decimal, numbers) for cents in (0, Decimal("0.01"))]
        return [n for n in numbers if (low is None or n >= low) and (high is None or n <= high)]

    def draw(self, rng: Random, unknown: float = UNKNOWN_SHARE, day: date | None = None) -> Fact:
        """One record of this day, or of any, each field left out as often as `unknown` says."""
        day = day or rng.choice(self.days)
        made = {
            n: None if rng.random() < unknown else rng.choice(self.values(n, day))
            for n in self.rule.form.fields
            if n != "credit_code"
        }
        if rng.random() >= unknown:
            made |= dict.fromkeys(self.rule.form.spell(self.rule.law_day).leaves("field"), day)
        fact: Fact = self.rule.fact(place=rng.choice(self.places), **made)
        return fact


def _days(rule: Rule[Any]) -> list[date]:
    """Every day on which anything changes, with its neighbours."""
    changes = {d for n in rule.norms for d in n.changes() if d > date.min}
    return sorted({d + timedelta(n) for d in changes for n in (-1, 0, 1)} | {date(2026, 3, 3)})


def _numbers(value: Any) -> list[int]:
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, Decimal, Fraction)):
        return [int(value)]
    return [int(value.low), int(value.high)] if isinstance(value, Span) else []
