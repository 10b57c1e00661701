"""Keys go together if some record has them so; what cannot be listed is taken to go together with anything."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.norm import OTHER
from shuangjian.core.possible import meeting
from shuangjian.core.rule import Rule
from shuangjian.model.grade import Band, Stage
from shuangjian.rules import RULES
from shuangjian.rules.school import curriculum
from shuangjian.testing.pools import Pool
from tests.core.policy import Colour, row, ruled


def _met(made: Rule[Any]) -> list[dict[str, object]]:
    (norm,) = made.norms
    domains = [norm.domain(k, made.form.types[k]) for k in norm.keys]
    every = [dict(zip(norm.keys, values, strict=True)) for values in product(*domains)]
    return [facts for facts in every if meeting(made.form, norm)(facts)]


RED, BLUE, GREEN = Colour.RED, Colour.BLUE, Colour.GREEN
TOGETHER: dict[str, tuple[dict[str, Any], list[tuple[object, ...]]]] = {
    "a field alone": ({"colour": "red"}, [(RED,), (BLUE,), (GREEN,)]),
    "what follows of it": ({"is_red": True, "colour": "red"}, [(RED, True), (BLUE, False), (GREEN, False)]),
    "fields apart": ({"is_big": True, "is_ugly": True}, list(product([True, False], repeat=2))),
    "a number and what follows": ({"n": 3, "both": 5}, [(5, 3), (5, OTHER), (OTHER, 3), (OTHER, OTHER)]),
    "a text is not listed": ({"tag": "a", "is_red": True}, [(True, "a"), (True, OTHER), (False, "a"), (False, OTHER)]),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_only_what_a_record_can_have_goes_together(name: str) -> None:
    keys, expected = TOGETHER[name]
    found = [tuple(f[k] for k in sorted(keys)) for f in _met(ruled("at_most(x.n, a)", a=[row(value=1, **keys)]))]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_a_band_is_of_its_stage() -> None:
    (norm,) = curriculum.pe_lessons.norms
    can_be = meeting(curriculum.pe_lessons.form, norm)
    facts = dict.fromkeys(norm.keys, OTHER) | {"is_compulsory": False}
    assert {"band", "stage"} <= facts.keys()
    assert can_be(facts | {"stage": Stage.SENIOR, "band": Band.SENIOR})
    assert not can_be(facts | {"stage": Stage.SENIOR, "band": Band.PRIMARY_1_2})


@given(st.sampled_from([r for r in RULES if any(len(n.keys) > 1 for n in r.norms)]), st.randoms(use_true_random=False))
def test_whatever_a_record_has_can_be(rule: Rule[Any], rng: Any) -> None:
    fact = Pool(rule).draw(rng, unknown=0)
    for norm in rule.norms:
        facts = {k: getattr(fact, k) for k in norm.keys}
        if None not in facts.values():
            named = {k: v if v in norm.domain(k, rule.form.types[k]) else OTHER for k, v in facts.items()}
            assert meeting(rule.form, norm)(named)
