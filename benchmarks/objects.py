"""One rule and whole records on objects, against functions written by hand that give the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import attrs

from benchmarks import hand
from benchmarks.measure import Measured, alone, compare
from shuangjian import Checker
from shuangjian.core.fact import Fact
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.rules import RULES
from shuangjian.testing.pools import Pool

BY_HAND: dict[str, Callable[[Any], Verdict]] = {
    "homework.written-minutes": hand.written_minutes,
    "sleep.bedtime": hand.bedtime,
    "prepayment.yuan": hand.yuan,
}
RECORDS = 4000
KNOWN_RATIO, NULL_NS, RECORD_US, RULE_US = 1.3, 500, 5.0, 0.2


def run() -> Iterator[Measured]:
    """Every figure of the object path."""
    rules = {r.id: r for r in RULES}
    for rule_id, by_hand in BY_HAND.items():
        yield from _one_rule(rules[rule_id], by_hand)
    yield from _whole_records()


def _one_rule(rule: Rule[Any], by_hand: Callable[[Any], Verdict]) -> Iterator[Measured]:
    rng, pool = Random(rule.id), Pool(rule)
    drawn = [attrs.evolve(pool.draw(rng), place=None) for _ in range(RECORDS * 10)]
    ours = rule.at()
    wrong = [f for f in drawn if ours(f) is not by_hand(f)]
    if wrong:
        raise AssertionError(rule.id, wrong[0], ours(wrong[0]), by_hand(wrong[0]))
    known = [f for f in drawn if _is_known(f, rule) and ours(f) in (Verdict.SATISFIED, Verdict.VIOLATED)][:RECORDS]
    mine, theirs, ratio = compare(ours, by_hand, known)
    yield Measured(
        f"{rule.id}: inputs known", mine, theirs, ratio, f"ratio <= {KNOWN_RATIO}", ratio <= KNOWN_RATIO,
        f"{len(known)} records that are judged",
    )  # fmt: skip
    null = [f for f in drawn if not _is_known(f, rule)][:RECORDS]
    mine, theirs, ratio = compare(ours, by_hand, null)
    yield Measured(
        f"{rule.id}: an input null", mine, theirs, ratio, f"<= {NULL_NS} ns", mine <= NULL_NS, f"{len(null)} records"
    )


def _is_known(fact: Fact, rule: Rule[Any]) -> bool:
    """Whether all it reads is known; the stage may be stated or follow."""
    names = rule.inputs - {"school_stage"}
    return all(getattr(fact, n) is not None for n in names)


def _whole_records() -> Iterator[Measured]:
    """All rules of a record type on one record without a violation, counted and reported."""
    for cls in dict.fromkeys(r.fact for r in RULES):
        rules = [r for r in RULES if r.fact is cls]
        fact = _blameless(cls, rules)
        checker = Checker(keep=[Verdict.VIOLATED])
        spent = alone(checker, [fact] * 500) / 1000
        allowed = max(RECORD_US, RULE_US * len(rules))
        name, budget = f"{cls.__name__}: all {len(rules)} rules", f"<= {allowed:.1f} µs"
        yield Measured(name, spent * 1000, None, None, budget, spent <= allowed)


def _blameless(cls: type[Fact], rules: list[Rule[Any]]) -> Fact:
    """A record with everything known that breaks no rule and leaves none unknown, as nearly as drawing finds one."""
    rng, pools, compiled = Random(cls.__name__), [Pool(r) for r in rules], [r.at() for r in rules]
    drawn = [attrs.evolve(rng.choice(pools).draw(rng, unknown=0), place=None) for _ in range(6000)]

    def blame(fact: Fact) -> int:
        return sum(_BLAME[judge(fact)] for judge in compiled)

    return min(drawn, key=blame)


_BLAME = {Verdict.SATISFIED: 0, Verdict.NOT_APPLICABLE: 1, Verdict.UNKNOWN: 100, Verdict.VIOLATED: 100}
