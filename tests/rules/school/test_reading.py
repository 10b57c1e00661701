"""Reading: the hand-worked cases come out as written."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.book import ReadingList
from shuangjian.rules.school import reading
from shuangjian.testing.cases import Case, load_cases

RULES = reading.posted.family.rules
CASES = load_cases(Path(__file__).with_name("reading.cases.toml"), RULES.values())
DAYS = st.dates(date(2025, 9, 1), date(2025, 9, 9))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(st.tuples(*[st.booleans()] * 4), st.tuples(*[DAYS] * 4))
def test_a_list_keeps_both_rules_on_steps_if_all_were_taken_one_after_the_other(
    taken: tuple[bool, ...], on: tuple[date, ...]
) -> None:
    books = ReadingList(
        date=date(2025, 10, 1),
        is_selected=taken[0],
        selected_on=on[0],
        is_reviewed=taken[1],
        reviewed_on=on[1],
        is_confirmed=taken[2],
        confirmed_on=on[2],
        is_filed=taken[3],
        filed_on=on[3],
    )
    in_order = all(first <= then for first, then in pairwise(on))
    told = reading.steps_taken(books).verdict, reading.steps_in_order(books).verdict
    if not all(taken):
        assert told == (Verdict.VIOLATED, Verdict.NOT_APPLICABLE)
    else:
        assert told == (Verdict.SATISFIED, Verdict.SATISFIED if in_order else Verdict.VIOLATED)
