"""Whether a row of law is in force on a day and about a record, in Kleene's logic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import Days, days
from shuangjian.core.norm import OTHER
from shuangjian.core.strict import Stricter
from shuangjian.core.verdict import Modality
from tests.core.policy import DAY, Colour
from tests.core.test_norm import SINCE, decided, law_row, norm


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


def test_what_a_row_says_may_change_where_its_dates_begin_and_end_and_the_day_after_its_last() -> None:
    made = law_row(1, start=days("2022-03"), end=days("2022-05"))
    assert sorted(made.changes()) == [date(2022, 3, 1), date(2022, 3, 31), date(2022, 5, 2), date(2022, 6, 1)]
    assert list(law_row(1, start=days("2022-03-03")).changes()) == [date(2022, 3, 3)]


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


# ------------------------------------------------------------------------------------------- rows that may not bind

P, Q = ({key: frozenset([True])} for key in ("p", "q"))


def test_a_doubtful_row_that_is_looser_leaves_the_number_as_it_is() -> None:
    assert decided(norm(law_row(60), law_row(90, where=P)), p=None) == [(60, Modality.MUST)]
    assert decided(norm(law_row(60), law_row(60, place="a", where=P)), p=None) == [(60, Modality.MUST)]
    assert decided(norm(law_row(60), law_row(45, where=P)), p=None) is None
    assert decided(norm(law_row(60), law_row(60, Modality.BAN, where=P)), p=None) is None
    assert decided(norm(law_row(60, where=P)), p=None) is None


def test_a_doubtful_row_that_is_open_leaves_the_number_open_only_where_nothing_else_is_sure() -> None:
    assert decided(norm(law_row(60), law_row(None, where=P)), p=None) == [(60, Modality.MUST)]
    assert decided(norm(law_row(None, where=P), law_row(60, place="a")), p=None) == [(60, Modality.MUST)]
    assert decided(norm(law_row(None), law_row(60, place="a", where=P)), p=None) is None


def test_an_open_row_that_is_sure_lends_its_strength_to_a_doubtful_one_and_no_doubt() -> None:
    above = (law_row(None, Modality.BAN), law_row(60, Modality.BAN))
    assert decided(norm(*above, law_row(60, place="a", where=P)), p=None) == [(60, Modality.BAN)]
    assert decided(norm(*above, law_row(90, place="a", where=P)), p=None) == [(60, Modality.BAN)]
    assert decided(norm(*above, law_row(45, place="a", where=P)), p=None) is None
    assert decided(norm(above[0], law_row(60, place="a", where=P)), p=None) is None


def test_where_a_place_may_replace_the_number_a_doubtful_row_leaves_it_open() -> None:
    rows = [law_row(60), law_row(90, place="a", where=P), law_row(60, place="b", where=Q)]
    assert decided(norm(*rows, local="replace"), p=True, q=False) == [(90, Modality.MUST)]
    assert decided(norm(*rows, local="replace"), p=None, q=None) is None


def test_a_definition_in_doubt_stands_only_where_all_that_may_bind_say_the_same() -> None:
    same, other = (norm(law_row(6), law_row(v, where=P), way=Stricter.SAME) for v in (6, 7))
    assert decided(same, p=None) == [(6, Modality.MUST)]
    assert decided(other, p=None) is None


def test_a_key_has_the_values_rows_name_and_one_that_stands_for_all_others() -> None:
    made = norm(law_row(1, where={"g": frozenset([2, 1])}), law_row(1, where={"b": frozenset([True])}))
    days_and_keys = list(made.points({"g": int, "b": bool}))
    assert {day for day, _ in days_and_keys} == {SINCE.first}
    assert [facts for _, facts in days_and_keys] == [{"b": b, "g": g} for b in (True, False) for g in (1, 2, OTHER)]
