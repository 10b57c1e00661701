"""Every rule, written out in order."""

from __future__ import annotations

from typing import Any

from ..core.rule import Rule
from .school import homework

RULES: tuple[Rule[Any], ...] = (
    homework.written_home,
    homework.written_minutes,
    homework.longest_home,
    homework.vacation_minutes,
    homework.written_subjects,
    homework.subject_share,
    homework.no_homework_day,
    homework.posted,
    homework.not_repetitive,
    homework.not_for_parents,
    homework.not_checked_by_parents,
    homework.all_marked,
    homework.not_self_marked,
    homework.not_by_phone,
)
"""All rules of the library; the order is that of the families, then of their files."""
