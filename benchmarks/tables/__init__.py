"""Whole tables: the same rules on Polars, DuckDB and Spark against code written by hand for each of them."""

from __future__ import annotations

FROZEN = {
    "homework": (
        "homework.written-home",
        "homework.written-minutes",
        "homework.written-subjects",
        "homework.posted",
    ),
    "lessons": (
        "hours.training-days",
        "hours.training-end",
        "hours.online-minutes",
        "hours.online-gap",
        "hours.school-hours",
        "hours.no-homework",
    ),
}
"""The rules that were written by hand, by table; the list does not change, so that figures can be compared."""
VERDICTS = ("not_applicable", "satisfied", "violated", "unknown")
COLUMNS = (
    "rule", "record", "verdict", "modality", "observed", "limit", "unit", "clauses", "places", "missing", "provisional",
)  # fmt: skip
"""What is told of each finding; all text, but for the record's key and whether it is provisional."""
