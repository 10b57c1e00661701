"""What a report was made by: a digest over the rows of law that were read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from .core.norm import Norm, Row
from .core.rule import Rule
from .core.words import is_options


def digest(rules: Iterable[Rule[Any]]) -> str:
    """SHA-256 over every row of law of some rules: two reports with the same one were made by the same law."""
    text = "\n".join(sorted(_line(rule, norm, row) for rule in rules for norm in rule.norms for row in norm.rows))
    return hashlib.sha256(text.encode()).hexdigest()


def _line(rule: Rule[Any], norm: Norm, row: Row) -> str:
    where = sorted(f"{k}={sorted(str(v) for v in values)}" for k, values in row.where.items())
    shown = (
        [sorted(map(str, row.value.named)), sorted(map(str, row.value.unsettled))]
        if is_options(row.value)
        else row.value
    )
    parts = (
        rule.id,
        norm.name,
        norm.local,
        row.place,
        row.start,
        row.end,
        where,
        shown,
        row.modality.name,
        row.clauses,
        row.evidence.value,
        row.profile,
        row.is_unsettled,
    )
    return "|".join(map(str, parts))
