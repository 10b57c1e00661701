"""The credit grade of an institution (信用等级), and how often a grade is looked at."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path


class Credit(Enum):
    """A credit grade, the best first (信用等级)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@cache
def plan_shares() -> Mapping[Credit, Fraction]:
    """Which part of each grade one city's plan of 2023 takes into a random check (ENF-07)."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {credit: Fraction(table["shares"][credit.value]) for credit in Credit}
