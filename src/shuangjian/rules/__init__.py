"""Every rule, in order; each of the two parts lists its own."""

from __future__ import annotations

from typing import Any

from ..core.rule import Rule
from . import school, training

RULES: tuple[Rule[Any], ...] = (*school.RULES, *training.RULES)
"""All rules of the library: those of schools, then those of training."""
