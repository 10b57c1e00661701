"""The gate over all rules: what each of them owes."""

from __future__ import annotations

import ast
import inspect
from enum import Enum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from shuangjian.core.doctor import conflicts, contradictions, idle
from shuangjian.core.rule import Rule
from shuangjian.core.strict import Stricter, breach
from shuangjian.core.verdict import WORST_FIRST, Verdict
from shuangjian.rules import RULES
from shuangjian.testing.cases import Case, load_cases
from shuangjian.testing.pools import Pool
from tests import mutants

ROOT = Path(__file__).parents[1]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)


@cache
def cases_of(family: str) -> list[Case]:
    (path,) = (ROOT / "tests/rules").glob(f"*/{family}.cases.toml")
    return load_cases(path, [r for r in RULES if r.family.stem == family])


def cases(rule: Rule[Any]) -> list[Case]:
    return [c for c in cases_of(rule.family.stem) if c.rule is rule]


# ------------------------------------------------------------------------------------------- the list


def test_every_rule_that_is_defined_is_listed_once() -> None:
    defined = {id(r) for family in {r.family for r in RULES} for r in family.rules.values()}
    modules = {p.stem for p in (ROOT / "src/shuangjian/rules").glob("*/*.toml")}
    assert {id(r) for r in RULES} == defined
    assert len({r.id for r in RULES}) == len(RULES)
    assert {r.family.stem for r in RULES} == modules


def test_every_table_of_every_layer_belongs_to_a_family() -> None:
    families = {r.family.stem for r in RULES}
    places = {p for r in RULES for p in r.places}
    assert {f for p in places for f in p.rows} <= families


# ------------------------------------------------------------------------------------------- what a rule owes


@every_rule
def test_it_has_titles_a_sentence_and_a_clause_in_the_register(rule: Rule[Any]) -> None:
    assert set(rule.title) == {"zh", "en"}
    assert rule.sentence.endswith(".")
    assert "\n" not in rule.sentence
    assert rule.family.register is not None
    assert all(rule.family.register.clause(c) for c in rule.clauses)
    assert rule.clauses


@every_rule
def test_its_code_holds_no_number_and_no_day(rule: Rule[Any]) -> None:
    module = ast.parse(inspect.getsource(inspect.getmodule(rule.demand)))  # type: ignore[arg-type]
    (code,) = [n for n in module.body if isinstance(n, ast.FunctionDef) and n.name == rule.name]
    literals = [n.value for n in ast.walk(code) if isinstance(n, ast.Constant) and type(n.value) in (int, float)]
    assert set(literals) <= {0, 1}
    assert not any(c.isdigit() for c in rule.sentence)


@every_rule
def test_every_norm_has_a_direction_or_is_a_definition(rule: Rule[Any]) -> None:
    assert all(isinstance(n.stricter, Stricter) for n in rule.norms)


@every_rule
def test_every_row_decides_somewhere(rule: Rule[Any]) -> None:
    chains = list(rule.places.chains().values())
    for norm in rule.norms:
        never = {(r.place, r.clauses) for r in idle(norm, rule.form, chains)}
        looser = {(c.place, c.clauses) for c in conflicts(norm, rule.form, chains)}
        assert never <= looser  # a looser local row is kept, to be reported
        assert not contradictions(norm, rule.form, chains)


# ------------------------------------------------------------------------------------------- its cases


@every_rule
def test_its_cases_show_each_verdict_and_each_kind_of_silence(rule: Rule[Any]) -> None:
    told = {c.finding().verdict for c in cases(rule)}
    assert told == set(Verdict)
    reasons = [c.expected.get("missing") for c in cases(rule) if c.expected["verdict"] == "unknown"]
    assert all(reasons), "an unknown case says what is missing"
    assert len({c.why for c in cases(rule)}) == len(cases(rule))


@every_rule
def test_its_cases_notice_whatever_is_changed_in_a_row_or_in_its_tree(rule: Rule[Any]) -> None:
    assert not list(mutants.alive(rule, cases(rule)))


# ------------------------------------------------------------------------------------------- its properties


@every_rule
def test_fields_it_does_not_name_do_not_touch_it(rule: Rule[Any]) -> None:
    rng, pool = Random(rule.id), Pool(rule)
    for _ in range(60):
        fact, other = pool.draw(rng), pool.draw(rng)
        strange = {n: getattr(other, n) for n in rule.form.fields if n not in rule.inputs}
        assert rule(attrs.evolve(fact, **strange)).verdict is rule(fact).verdict


@every_rule
def test_more_of_what_can_only_break_it_never_mends_it(rule: Rule[Any]) -> None:
    rng, pool = Random(rule.id), Pool(rule)
    keys = {f for n in rule.norms for k in n.keys for f in rule.form.spell(k).leaves("field")}
    for name in sorted(rule.tree.leaves("field") - keys - {rule.law_day}):
        way = breach(rule.tree, "field", name)
        for fact in [pool.draw(rng) for _ in range(80)] if way and _ordered(rule.form.types[name]) else []:
            values = pool.values(name, getattr(fact, rule.law_day) or pool.days[0])
            low, high = sorted(rng.choice(values) for _ in range(2))
            milder, worse = (low, high) if (way or 0) > 0 else (high, low)
            told = [rule(attrs.evolve(fact, **{name: v})).verdict for v in (milder, worse)]
            assert told != [Verdict.VIOLATED, Verdict.SATISFIED], (fact, name)


def _ordered(type_: Any) -> bool:
    return not (isinstance(type_, type) and issubclass(type_, (Enum, str)))


@every_rule
def test_it_can_be_built_and_run_on_every_day_on_which_anything_changes(rule: Rule[Any]) -> None:
    rng, pool = Random(rule.id), Pool(rule)
    fact = pool.draw(rng)
    for day in pool.days:
        on_that_day: dict[str, Any] = dict.fromkeys(rule.form.spell(rule.law_day).leaves("field"), day)
        assert rule(attrs.evolve(fact, **on_that_day)).verdict in WORST_FIRST
