"""The same questions put to shuangjian: a table in, a table of the same engine out."""

from __future__ import annotations

from typing import Any

from benchmarks.tables import FROZEN, VERDICTS
from shuangjian import frames
from shuangjian.core.rule import Rule
from shuangjian.model.derived import after_previous
from shuangjian.model.homework import HomeworkDay
from shuangjian.model.lesson import Lesson
from shuangjian.rules import RULES

NOBODY_KNOWS = {"homework": ["school_stage"], "lessons": ["ends", "lesson_minutes", "compulsory"]}
DERIVED_LATER = ["is_first", "previous_ends_at"]


def rules(table: str) -> list[Rule[Any]]:
    """The frozen rules of a table, in their order."""
    by_id = {r.id: r for r in RULES}
    return [by_id[rule_id] for rule_id in FROZEN[table]]


def homework_counts(table: Any) -> Any:
    return frames.summarise(table, HomeworkDay, rules=rules("homework"), unknown=NOBODY_KNOWS["homework"])


def homework_findings(table: Any) -> Any:
    return frames.check(
        table, HomeworkDay, key="record", rules=rules("homework"), unknown=NOBODY_KNOWS["homework"]
    )  # fmt: skip


def lessons_counts(table: Any, calendar: Any, together: Any) -> Any:
    """Count the verdicts of all lessons; `together` puts two tables of the engine under one another."""
    return frames.summarise(_ordered(table, together), Lesson, **_lessons(calendar))


def lessons_findings(table: Any, calendar: Any, together: Any) -> Any:
    return frames.check(_ordered(table, together), Lesson, key="record", **_lessons(calendar))


def _lessons(calendar: Any) -> Any:
    return {"rules": rules("lessons"), "unknown": NOBODY_KNOWS["lessons"], "calendar": calendar}


def _ordered(table: Any, together: Any) -> Any:
    """Each lesson with the one before it; those whose group is not known have none."""
    derived = frames.derive(table, after_previous, key="record", unknown=NOBODY_KNOWS["lessons"])
    return together(derived.facts, derived.left)


def long(wide: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Counts as by hand: a row a rule and verdict, none of which is zero."""
    return {(row["rule"], verdict): row[verdict] for row in wide for verdict in VERDICTS if row[verdict]}
