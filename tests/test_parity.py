"""The same verdict on one object and on tables, unknown included, row by row."""

from __future__ import annotations

from random import Random
from typing import Any

import attrs
import pytest

from shuangjian.core.fact import Fact
from shuangjian.core.python import bundle
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Evidence, Verdict
from shuangjian.rules import RULES
from shuangjian.testing.pools import Pool
from tests import parity

ROWS = 20_000
BASES = 300
"""Whole records each of whose inputs is taken away in turn."""
TYPES = list(dict.fromkeys(r.fact for r in RULES))


def readings(*rules: Rule[Any]) -> list[tuple[frozenset[str], bool]]:
    """The law as it is enforced; with every profile and recalled row where the rules have any."""
    rows = [r for rule in rules for n in rule.norms for r in n.rows]
    profiles = frozenset(r.profile for r in rows if r.profile)
    more = profiles or any(r.evidence is Evidence.RECALLED for r in rows)
    return [(frozenset(), False), (profiles, True)] if more else [(frozenset(), False)]


@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_tables_and_objects_agree(fact: type[Fact]) -> None:
    rules = [r for r in RULES if r.fact is fact]
    rng, pools = Random(fact.__name__), [Pool(r) for r in rules]
    records = [rng.choice(pools).draw(rng) for _ in range(ROWS)]
    frame = parity.table(rules, records)
    said: dict[str, set[Verdict]] = {r.id: set() for r in rules}
    for profiles, unverified in readings(*rules):
        found = {e: parity.judged(rules, frame, e, profiles, unverified=unverified) for e in parity.ENGINES}
        for rule in rules:
            laws = {p: rule.law(p, profiles, unverified=unverified) for p in {f.place for f in records}}
            compiled = {p: rule.at(law=law) for p, law in laws.items()}
            told = [compiled[f.place](f) for f in records]
            said[rule.id] |= set(told)
            for engine, answers in found.items():
                differing = [(f, a, b) for f, a, b in zip(records, told, answers[rule.id], strict=True) if a is not b]
                assert not differing, (rule.id, engine, differing[:2])
    assert {i: verdicts for i, verdicts in said.items() if verdicts != set(Verdict)} == {}


@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_each_input_nulled_in_turn_is_the_same_everywhere(fact: type[Fact]) -> None:
    rules = [r for r in RULES if r.fact is fact]
    rng, pools = Random(fact.__name__), [Pool(r) for r in rules]
    whole = [rng.choice(pools).draw(rng, unknown=0) for _ in range(BASES)]
    inputs = sorted({n for r in rules for n in r.inputs})
    records = [attrs.evolve(f, **{name: None}) for f in whole for name in inputs]
    found = {e: parity.judged(rules, parity.table(rules, records), e) for e in parity.ENGINES}
    for rule in rules:
        compiled = {p: rule.at(p) for p in {f.place for f in records}}
        told = [compiled[f.place](f) for f in records]
        for engine, answers in found.items():
            assert answers[rule.id] == told, (rule.id, engine)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_the_compiled_rule_is_the_function_itself(rule: Rule[Any]) -> None:
    rng, pool = Random(rule.id), Pool(rule)
    for profiles, unverified in readings(rule):
        laws = {p: rule.law(p, profiles, unverified=unverified) for p in pool.places}
        compiled = {p: rule.at(law=law) for p, law in laws.items()}
        for fact in [pool.draw(rng) for _ in range(500)]:
            assert compiled[fact.place](fact) is rule(fact, laws[fact.place]).verdict, fact


@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_rules_compiled_together_say_what_each_says_alone(fact: type[Fact]) -> None:
    rules = [r for r in RULES if r.fact is fact]
    rng, pools = Random(fact.__name__), [Pool(r) for r in rules]
    for place in dict.fromkeys(p for pool in pools for p in pool.places):
        law = rules[0].law(place)
        together, alone = bundle(rules, law), [r.at(law=law) for r in rules]
        for _ in range(200):
            record = rng.choice(pools).draw(rng)
            assert together(record) == tuple(judge(record) for judge in alone), record
