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


def lessons_counts(table: Any, calendar: Any) -> Any:
    return frames.summarise(table, Lesson, columns={"record": "id"}, **_lessons(calendar))


def lessons_findings(table: Any, calendar: Any) -> Any:
    return frames.check(table, Lesson, key="record", **_lessons(calendar))


def _lessons(calendar: Any) -> Any:
    """Each lesson is judged with the one before it."""
    return {
        "rules": rules("lessons"), "unknown": NOBODY_KNOWS["lessons"], "calendar": calendar, "window": after_previous,
    }  # fmt: skip


def long(wide: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Counts as by hand: a row a rule and verdict, none of which is zero."""
    return {(row["rule"], verdict): row[verdict] for row in wide for verdict in VERDICTS if row[verdict]}
