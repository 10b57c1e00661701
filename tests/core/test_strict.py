"""The direction read from a tree is the one the rule has: turning a number that way never mends a record."""

# values of any field or norm

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.norm import Norm
from shuangjian.core.rule import Rule
from shuangjian.core.strict import Stricter, breach, direction, tighter
from shuangjian.core.verdict import Verdict
from shuangjian.core.words import Clock, Options, Span
from shuangjian.rules import RULES
from shuangjian.testing.pools import Pool
from tests.core.drawn import records
from tests.core.policy import Parcel, ruled, spoken

NUMBERED = [r for r in RULES if r.hints]


def values_near(norm: Norm, rng: Random) -> Iterator[Any]:
    """Values of a norm's type around those its rows have."""
    own = [r.value for r in norm.rows if r.value is not None] or [_first(norm.type)]
    for _ in range(3):
        value = rng.choice(own)
        if isinstance(value, Options):
            members = list(get_args(norm.type)[0])
            yield Options(frozenset(m for m in members if rng.random() < 0.5))
        elif isinstance(value, Span):
            low = value.low + rng.choice([-1, 0, 1])
            yield Span(low, low + rng.choice([0, 1, 5]))
        elif isinstance(value, date):
            yield value + timedelta(rng.choice([-30, -1, 0, 1, 30]))
        else:
            yield value + type(value)(rng.choice([-2, -1, 0, 1, 2, 60]))


def _first(type_: Any) -> Any:
    return 1 if type_ in (int, Clock) else type_(1) if type_ in (Decimal, Fraction) else Options(frozenset[Any]())


@pytest.mark.parametrize("rule", NUMBERED, ids=lambda r: r.id)
def test_a_stricter_number_never_mends_a_record(rule: Rule[Any]) -> None:
    rng, pool = Random(rule.id), Pool(rule)
    for norm in [n for n in rule.norms if n.stricter is not Stricter.SAME]:
        for fact in [pool.draw(rng) for _ in range(150)]:
            others = {n.name: next(values_near(n, rng)) for n in rule.norms if n is not norm}
            for a in values_near(norm, rng):
                for b in values_near(norm, rng):
                    strict, loose = (a, b) if tighter(norm.stricter, a, b) else (b, a)
                    if tighter(norm.stricter, strict, loose):
                        told = [rule.demand(fact, **others, **{norm.name: v}) for v in (strict, loose)]
                        assert not (told[1] is False and told[0] in (True, Verdict.NOT_APPLICABLE)), (
                            fact,
                            strict,
                            loose,
                        )


@pytest.mark.parametrize("rule", NUMBERED, ids=lambda r: r.id)
def test_only_a_definition_has_no_direction(rule: Rule[Any]) -> None:
    for norm in rule.norms:
        found = direction(rule.tree, norm.name, norm.type)
        assert norm.stricter in (found, Stricter.SAME)
        assert found is not None or norm.stricter is Stricter.SAME


TREES = {
    "at_most(x.n, k)": Stricter.LOWER,
    "at_least(x.n, k)": Stricter.HIGHER,
    "at_most(k, x.n)": Stricter.HIGHER,
    "forbid(at_most(x.n, k))": Stricter.HIGHER,
    "not_(at_least(x.n, k))": Stricter.LOWER,
    "forbid(not_(at_most(x.n, k)))": Stricter.LOWER,
    "at_most(minus(x.n, k), x.m)": Stricter.LOWER,
    "at_most(minus(k, x.n), x.m)": Stricter.HIGHER,
    "at_least(times(x.n, 2), plus(k, 1))": Stricter.HIGHER,
    "at_most(times(x.n, k), x.m)": Stricter.HIGHER,
    "at_least(ratio(x.n, k), ratio(x.m, 1))": Stricter.HIGHER,
    "at_least(percent(k, x.n), ratio(x.m, 1))": Stricter.LOWER,
    "when(at_most(x.n, k), x.is_big)": Stricter.HIGHER,
    "when(at_least(x.n, k), x.is_big)": Stricter.LOWER,
    "when(at_most(x.n, k), at_least(x.m, k))": Stricter.HIGHER,
    "no_later_than(x.sent, add_days(x.date, k))": Stricter.LOWER,
    "no_earlier_than(add_months(x.sent, k), x.date)": Stricter.LOWER,
    "all_of(at_most(x.n, k), at_most(x.m, k))": Stricter.LOWER,
    "any_of(at_most(x.n, k), x.is_big)": Stricter.LOWER,
    "choose(x.is_big, at_most(x.n, k), at_most(x.m, k))": Stricter.LOWER,
    "all_of(at_most(x.n, k), at_least(x.m, k))": None,
    "when(at_most(x.n, k), at_most(x.m, k))": None,
    "exactly(x.n, k)": None,
    "choose(at_most(x.n, k), x.is_big, x.is_red)": None,
    "choose(x.is_big, at_most(x.n, k), at_least(x.m, k))": None,
    "all_of(known(k), x.is_big)": None,
}


@pytest.mark.parametrize("body", TREES)
def test_the_direction_follows_from_where_the_number_stands(body: str) -> None:
    made = ruled(body, k={"unit": "u", "same": True, "row": []})
    assert direction(made.tree, "k", int) is TREES[body]


@given(fact=records, a=st.integers(0, 6), b=st.integers(0, 6), body=st.sampled_from([t for t, w in TREES.items() if w]))
def test_the_direction_of_a_tree_is_borne_out_by_records(fact: Parcel, a: int, b: int, body: str) -> None:
    strict, loose = sorted([a, b], reverse=TREES[body] is Stricter.HIGHER)
    told = [spoken(body, k="int")(fact, v) for v in (strict, loose)]
    assert told[1] is not False or told[0] is False


KINDS = {
    ("among(x.colour, k)", "Options[Colour]"): Stricter.FEWER,
    ("forbid(among(x.colour, k))", "Options[Colour]"): Stricter.MORE,
    ("when(among(x.colour, k), x.is_big)", "Options[Colour]"): Stricter.MORE,
    ("within(ratio(x.n, x.m), k)", "Span"): Stricter.NARROWER,
    ("forbid(within(ratio(x.n, x.m), k))", "Span"): None,
    ("no_later_than(x.minute, k)", "Clock"): Stricter.LOWER,
    ("no_earlier_than(x.minute, k)", "Clock"): Stricter.HIGHER,
    ("no_later_than(x.sent, k)", "date"): Stricter.LOWER,
}


@pytest.mark.parametrize(("body", "type_"), KINDS)
def test_sets_ranges_and_moments_have_a_direction_too(body: str, type_: str) -> None:
    made = ruled(body, {"k": type_}, k={"unit": "u", "row": []})
    assert direction(made.tree, "k", made.hints["k"]) is KINDS[body, type_]


FIELDS = {
    ("at_most(x.n, k)", "int", "n"): 1,
    ("at_least(x.n, k)", "int", "n"): -1,
    ("at_most(x.n, k)", "int", "m"): 0,
    ("when(at_most(x.n, k), x.is_big)", "int", "n"): -1,
    ("choose(at_most(x.n, k), x.is_big, x.is_ugly)", "int", "n"): None,
    ("within(ratio(x.n, x.m), k)", "Span", "n"): None,
    ("among(x.colour, k)", "Options[Colour]", "colour"): None,
}


@pytest.mark.parametrize(("body", "type_", "field"), FIELDS)
def test_whether_more_of_a_field_breaks_or_mends_follows_from_where_it_stands(
    body: str, type_: str, field: str
) -> None:
    made = ruled(body, {"k": type_}, k={"unit": "u", "same": True, "row": []})
    assert breach(made.tree, "field", field) == FIELDS[body, type_, field]
    assert breach(made.tree, "norm", field) == 0


def test_a_ban_without_a_number_is_there_or_not() -> None:
    made = ruled("forbid(x.is_big)")
    assert direction(made.tree, "row", None) is Stricter.PRESENCE
    assert made.norms[0].stricter is Stricter.PRESENCE
    assert attrs.evolve(made.norms[0], rows=()).keys == ()
