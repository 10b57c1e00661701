"""The law on every day on which anything changes, and the day before: every rule can be asked, and gives a reason."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from shuangjian.core.fact import Fact
from shuangjian.core.register import group
from shuangjian.core.verdict import Verdict
from shuangjian.coverage import Status, coverage
from shuangjian.rules import RULES
from shuangjian.testing.pools import Pool

SCHOOL = ("hw", "hq", "sl", "mp", "rb", "pe", "ex", "as", "cu", "ca", "lo")
"""The groups of clauses about schools."""
TYPES = list(dict.fromkeys(r.fact for r in RULES))


@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_every_rule_can_be_asked_on_every_day_on_which_anything_changes(fact: type[Fact]) -> None:
    rules = [r for r in RULES if r.fact is fact]
    pools, rng = {r.id: Pool(r) for r in rules}, Random(fact.__name__)
    changed = sorted({d for r in RULES for n in r.norms for d in n.changes() if d > date.min})
    days = [d + timedelta(n) for d in changed for n in (-1, 0)]
    said: set[Verdict] = set()
    for rule in rules:
        places = {p: rule.law(p) for p in pools[rule.id].places}
        for day in days:
            record = pools[rule.id].draw(rng, day=day)
            found = rule(record, places[record.place])
            assert found.verdict is not Verdict.UNKNOWN or found.missing
            assert found.verdict is not Verdict.VIOLATED or found.clauses
            said.add(found.verdict)
    assert said == set(Verdict)


def test_every_clause_about_schools_has_an_answer() -> None:
    found = [c for c in coverage() if group(c.id) in SCHOOL]
    assert len(found) > 240
    assert [c.id for c in found if c.status is Status.OPEN] == []
    assert [c.id for c in found if c.status is not Status.RULE and not c.why] == []
