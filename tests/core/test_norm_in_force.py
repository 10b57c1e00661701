"""Whether a row of law is in force on a day and about a record, in Kleene's logic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import Days, days
from tests.core.policy import DAY, Colour
from tests.core.test_norm import law_row


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("2022-03-03", None, "2022-03-02", False), ("2022-03-03", None, "2022-03-03", True),
        ("2020", "2022-03-03", "2022-03-03", True), ("2020", "2022-03-03", "2022-03-04", False),
        ("2022-03", None, "2022-02-28", False), ("2022-03", None, "2022-03-01", None),
        ("2022-03", None, "2022-03-30", None), ("2022-03", None, "2022-03-31", True),
        ("2022", None, "2022-12-30", None), ("2022", None, "2022-12-31", True),
        ("2022-02/2022-03", None, "2022-01-31", False), ("2022-02/2022-03", None, "2022-03-30", None),
        ("2020", "2022-03", "2022-03-01", True), ("2020", "2022-03", "2022-03-02", None),
        ("2020", "2022-03", "2022-03-31", None), ("2020", "2022-03", "2022-04-01", False),
        ("2022-03-01/2022-03-20", "2022-03-10/2022-03-31", "2022-03-15", None),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_their_source(start: str, end: str | None, day: str, expected: bool | None) -> None:
    made = law_row(1, start=days(start), end=days(end) if end else None)
    assert made.in_force(date.fromisoformat(day)) is expected
    assert made.in_force(None) is None


def test_an_undated_row_may_have_begun_at_any_time_up_to_the_day_it_was_seen() -> None:
    made = law_row(1, start=Days(date.min, date(2022, 3, 3)))
    assert [made.in_force(d) for d in (date(1990, 1, 1), date(2022, 3, 2), DAY)] == [None, None, True]


_stretches = st.tuples(st.integers(1, 28), st.integers(1, 28)).map(sorted)


@given(_stretches, st.none() | _stretches, st.integers(1, 28))
def test_between_two_changes_nothing_changes(start: list[int], end: list[int] | None, at: int) -> None:
    begins = Days(*(date(2022, 3, d) for d in start))
    made = law_row(1, start=begins, end=Days(*(date(2022, 3, d) for d in end)) if end else None)
    before = [d for d in made.changes() if d <= date(2022, 3, at)]
    assert made.in_force(date(2022, 3, at)) is (made.in_force(max(before)) if before else False)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"c": Colour.RED, "b": True}, True), ({"c": Colour.RED, "b": None}, None), ({"c": None, "b": True}, None),
        ({"c": None, "b": False}, False), ({"c": Colour.BLUE, "b": None}, False), ({"c": None, "b": None}, None),
    ],
)  # fmt: skip
def test_keys_are_read_in_kleenes_logic(facts: dict[str, Any], expected: bool | None) -> None:
    made = law_row(1, where={"c": frozenset([Colour.RED, Colour.GREEN]), "b": frozenset([True])})
    assert made.binds(DAY, facts) is expected
    assert made.binds(None, facts) is (False if expected is False else None)
