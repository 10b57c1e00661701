"""Rules asked together: one id each, one set of places, and no layer without effect."""

from __future__ import annotations

from typing import Any

import pytest

from shuangjian.core.faults import LawError
from shuangjian.core.layer import NOWHERE, layer
from shuangjian.core.rule import Rule, rule
from shuangjian.core.ruleset import ruleset
from tests.core.policy import TITLE, at_places, row, ruled, spoken

BODY = "at_most(x.n, k)"


def other() -> Rule[Any]:
    table = {"title": TITLE, "k": {"unit": "u", "row": [row(value=5)]}}
    made: Rule[Any] = rule(norms={"trial": table}, family="others")(spoken(BODY, k="int"))
    return made


def test_rules_of_the_same_places_are_left_as_they_are() -> None:
    here = at_places(ruled(BODY, k=[row(value=5)]), a=[row(value=3)])
    found = ruleset([here])
    assert (found.rules, found.places) == ((here,), here.places)
    assert (ruleset([]).rules, list(ruleset([]).places.known)) == ((), [])


def test_rules_of_other_places_and_layers_beside_them_are_asked_under_all_places() -> None:
    one = at_places(ruled(BODY, k=[row(value=5)]), a=[row(value=3)])
    two = other().under(NOWHERE.plus([layer("b", {})]))
    beside = layer("c", {"trial": {"trial": {"k": {"row": [row(value=1)]}}}})
    found = ruleset([one, two], [beside])
    assert sorted(found.places.known) == ["a", "b", "c"]
    assert [r.places for r in found.rules] == [found.places] * 2
    assert [r.value for r in found.rules[0].norms[0].rows] == [5, 3, 1]


def test_two_rules_of_one_id_are_refused() -> None:
    twins = [ruled(BODY, k=[row(value=n)]) for n in (1, 2)]
    others = [other(), other()]
    with pytest.raises(ValueError, match=r"^two rules have the id trial\.trial, others\.trial; name the family"):
        ruleset([*twins, *others])


def test_a_layer_for_a_family_nobody_has_is_refused_with_its_file() -> None:
    rules = [ruled(BODY, k=[row(value=3)])]
    layers = [layer("a", {"trail": {}}, "a.toml"), layer("b", {"trial": {}}, "b.toml"), layer("c", {"x": {}}, "c.toml")]
    with pytest.raises(LawError) as refused:
        ruleset(rules, layers)
    assert [str(f) for f in refused.value.faults] == [
        "a.toml: [] unknown family 'trail'; did you mean 'trial'?",
        "c.toml: [] unknown family 'x'; known are trial",
    ]
