"""Recorded exceptions: they lift what is demanded in principle, and nothing stronger."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from .core.fact import Fact
from .core.rule import Rule


@attrs.frozen(kw_only=True)
class Waiver:
    """A recorded exception; it lifts a breach of what is demanded "in principle", and nothing stronger.

    Attributes:
        rule: Id of the rule.
        reason: Why.
        by: Who allowed it (an office, never a person's name).
        until: Last law day it covers.
        record: Id of the record it is for; None: any.
        place: Place it is for; None: any.

    """

    rule: str
    reason: str
    by: str
    until: date
    record: str | None = None
    place: str | None = None

    def covers(self, rule: Rule[Any], fact: Fact) -> bool:
        """Whether it is about this rule and record, on its law day."""
        day: date | None = getattr(fact, rule.law_day)
        about = self.rule == rule.id and self.record in (None, fact.id) and self.place in (None, fact.place)
        return about and day is not None and day <= self.until
