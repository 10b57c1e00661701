"""The page on local rows of training names every row that a place has, and none that it has not."""

from __future__ import annotations

import re
from pathlib import Path

from shuangjian.core.norm import NATION
from shuangjian.rules.training import RULES

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "local-training.md"
LINES = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][1:]
HELD = {(w.place, r.id) for r in RULES for n in r.norms for w in n.rows if w.place != NATION}


def told() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in LINES:
        text, _, rules, _ = (cell.strip() for cell in line.strip("|").split(" | "))
        place = re.match(r"`(\w+)`", text)
        assert bool(place) or not rules, line
        found |= {(place[1], rule) for rule in re.findall(r"`([\w.-]+)`", rules)} if place else set()
    return found


def test_every_row_is_told_and_every_row_told_is_there() -> None:
    assert told() == HELD


def test_each_line_says_where_its_text_lies_or_why_it_is_no_data() -> None:
    for line in LINES:
        _, says, rules, why = (cell.strip() for cell in line.strip("|").split(" | "))
        assert says, line
        assert rules or why, line
