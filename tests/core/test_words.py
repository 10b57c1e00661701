"""Each word on facts: Kleene's tables, unknown arguments, and the value it says."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core import whole, words
from shuangjian.core.expr import WORDS, Expr, Misuse, Node
from shuangjian.core.verdict import Verdict
from shuangjian.core.words import Clock, Options, Span
from tests.core.policy import Colour

KLEENE = (True, False, None)
RANK = {False: 0, None: 1, True: 2}
NIGHT = datetime(2022, 3, 4, 0, 10)  # noqa: DTZ001  # facts hold local wall-clock time
RED = Options(frozenset([Colour.RED]), frozenset([Colour.BLUE]))

ANSWERS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("at_most", (3, 3), True), ("at_most", (4, 3), False),
    ("at_least", (3, 3), True), ("at_least", (2, 3), False),
    ("exactly", (3, 3), True), ("exactly", (2, 3), False),
    ("within", (Fraction(1), Span(Fraction(1), Fraction(2))), True),
    ("within", (Fraction(2), Span(Fraction(1), Fraction(2))), True),
    ("within", (Fraction(201, 100), Span(Fraction(1), Fraction(2))), False),
    ("within", (Fraction(99, 100), Span(Fraction(1), Fraction(2))), False),
    ("no_later_than", (Clock(1230), Clock(1230)), True), ("no_later_than", (Clock(1231), Clock(1230)), False),
    ("no_earlier_than", (Clock(1230), Clock(1230)), True), ("no_earlier_than", (Clock(1229), Clock(1230)), False),
    ("among", (Colour.RED, RED), True), ("among", (Colour.BLUE, RED), None), ("among", (Colour.GREEN, RED), False),
    ("plus", (2, 3), 5), ("minus", (2, 3), -1), ("times", (2, 3), 6), ("times", (Decimal("1.5"), 3), Decimal("4.5")),
    ("ratio", (1, 3), Fraction(1, 3)), ("percent", (1, 3), Fraction(100, 3)),
    ("ratio", (1, 0), None), ("percent", (0, 0), None), ("ratio", (Decimal("0.1"), 1), Fraction(1, 10)),
    ("minutes_between", (datetime(2022, 3, 3, 23, 50), NIGHT), 20),  # noqa: DTZ001
    ("minutes_between", (NIGHT, NIGHT + timedelta(seconds=59)), 0),
    ("clock", (NIGHT, date(2022, 3, 3)), 1450), ("clock", (NIGHT, date(2022, 3, 4)), 10),
    ("week_of", (date(2022, 3, 6),), date(2022, 2, 28)), ("week_of", (date(2022, 2, 28),), date(2022, 2, 28)),
    ("day_of", (NIGHT,), date(2022, 3, 4)),
    ("add_days", (date(2022, 2, 28), 1), date(2022, 3, 1)), ("add_days", (date(2022, 3, 1), -1), date(2022, 2, 28)),
    ("add_months", (date(2022, 1, 31), 1), date(2022, 2, 28)), ("add_months", (date(2023, 11, 30), 3), date(2024, 2, 29)),
]  # fmt: skip
TAKEN = {op: args for op, args, _ in ANSWERS}


@pytest.mark.parametrize(("op", "args", "answer"), ANSWERS, ids=str)
def test_a_word_says(op: str, args: tuple[Any, ...], answer: Any) -> None:
    assert WORDS[op](*args) == answer
    assert type(WORDS[op](*args)) is type(answer)


@pytest.mark.parametrize("op", TAKEN)
def test_of_anything_unknown_it_says_nothing(op: str) -> None:
    for gaps in product([True, False], repeat=len(TAKEN[op])):
        args = [a if gap else None for a, gap in zip(TAKEN[op], gaps, strict=True)]
        assert all(gaps) or WORDS[op](*args) is None


def test_every_word_is_worked_here_or_in_derivations() -> None:
    logic = {"require", "forbid", "all_of", "any_of", "not_", "known", "choose", "when"}
    groups = {*whole.OVER, *whole.BEFORE}
    assert set(WORDS) == set(TAKEN) | logic | groups


@pytest.mark.parametrize("given_", list(product(KLEENE, repeat=3)), ids=str)
def test_conjunction_is_the_least_and_disjunction_the_greatest(given_: tuple[bool | None, ...]) -> None:
    assert RANK[words.all_of(*given_)] == min(RANK[a] for a in given_)
    assert RANK[words.any_of(*given_)] == max(RANK[a] for a in given_)
    assert words.not_(words.all_of(*given_)) is words.any_of(*map(words.not_, given_))


@pytest.mark.parametrize("a", KLEENE)
def test_negation_duty_and_ban(a: bool | None) -> None:
    expected = {True: False, False: True, None: None}[a]
    assert words.not_(a) is words.forbid(a) is expected
    assert words.require(a) is a
    assert words.all_of(a) is words.any_of(a) is a


@pytest.mark.parametrize("value", [0, False, "", Decimal(0), None])
def test_known_is_never_unknown_and_nought_is_known(value: object) -> None:
    assert words.known(value) is (value is not None)


@pytest.mark.parametrize(("condition", "answer"), [(True, 1), (False, 2), (None, None)])
def test_a_choice_takes_one_side(condition: bool | None, answer: int | None) -> None:
    assert words.choose(condition, 1, 2) == answer
    assert words.choose(condition, None, 2) == (answer if answer == 2 else None)


@pytest.mark.parametrize(("applies", "demand"), list(product(KLEENE, KLEENE)))
def test_a_scope_comes_before_its_demand(applies: bool | None, demand: bool | None) -> None:
    expected = {True: demand, False: Verdict.NOT_APPLICABLE, None: None}[applies]
    assert words.when(applies, demand) is expected


@pytest.mark.parametrize("colour", Colour)
def test_equals_and_one_of_name_members_in_the_rule(colour: Colour) -> None:
    assert words.equals(colour, Colour.RED) is (colour is Colour.RED)
    assert words.one_of(colour, Colour.RED, Colour.BLUE) is (colour is not Colour.GREEN)
    assert words.equals(None, Colour.RED) is None
    assert words.one_of(colour) is False


def test_a_member_is_the_same_as_itself_alone() -> None:
    assert [c for c in Colour if c.same(Colour.RED)] == [Colour.RED]


def test_two_enumerations_are_never_compared() -> None:
    with pytest.raises(Misuse, match="can never be one of"):
        words.equals(Colour.RED, Verdict.UNKNOWN)  # type: ignore[misc]


@given(st.integers(), st.integers())
def test_inclusive_bounds_meet_in_equality(a: int, b: int) -> None:
    assert words.exactly(a, b) is words.all_of(words.at_most(a, b), words.at_least(a, b))


@given(st.dates(date(1950, 1, 1), date(2190, 1, 1)), st.integers(-100, 100), st.integers(0, 100))
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int, more: int) -> None:
    later = words.add_months(day, months)
    assert later is not None
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1
    assert later <= (words.add_months(day, months + more) or later)


@given(st.integers(0, 6), st.integers(1, 6), st.fractions(0, 9))
def test_a_share_in_hundredths_is_a_hundred_times_the_share(part: int, whole: int, limit: Fraction) -> None:
    assert words.percent(part, whole) == 100 * (words.ratio(part, whole) or 0)
    assert words.at_least(words.ratio(part, whole), limit) is (part >= limit * whole)


@pytest.mark.parametrize("op", sorted(TAKEN))
def test_given_a_stand_in_a_word_records_itself_and_its_arguments(op: str) -> None:
    x = Expr(Node("field", ("x",)))
    said: Any = getattr(words, op)(x, *TAKEN[op][1:])
    assert isinstance(said, Expr)
    assert said.node == Node(op, (x.node, *TAKEN[op][1:]))
