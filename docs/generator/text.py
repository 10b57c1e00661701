"""Pieces of Markdown that pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from shuangjian.core.dates import Days
from shuangjian.core.rule import Rule


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([cell(c) for c in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def cell(text: str) -> str:
    """Text that cannot end the cell of a table, nor be taken for a tag or emphasis."""
    return re.sub(r"([|<*])", r"\\\1", " ".join(text.split()))


def anchor(heading: str) -> str:
    """The anchor a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def day_text(days: Days | None) -> str:
    """A day as exact as its source; where no beginning is known, the day by which it had begun."""
    if days is None:
        return ""
    if days.first == date.min:
        return f"by {days.last}"
    return str(days.first) if days.first == days.last else f"between {days.first} and {days.last}"


def rule_link(rule: Rule[Any], from_folder: str) -> str:
    """A link to a rule on its page."""
    return f"[{rule.id}]({from_folder}{chapter(rule)}/{rule.family.stem}.md#{anchor(rule.id)})"


def chapter(rule: Rule[Any]) -> str:
    """The chapter a rule belongs to."""
    return "" if rule.family.path is None else rule.family.path.parent.name
