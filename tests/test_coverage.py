"""The register is whole, and a clause that a record can decide has a rule or says why not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest

from shuangjian.core.faults import read_toml
from shuangjian.core.register import Clause
from shuangjian.core.verdict import Evidence
from shuangjian.coverage import Covered, Status, coverage, sources
from shuangjian.rules import RULES

REGISTER: dict[str, Any] = dict(read_toml(Path(sources().folder).parent / "register.toml"))
COUNTS: dict[str, int] = {**REGISTER["school"], **REGISTER["training"], **REGISTER["beside"]}
EXCEPTIONS: list[str] = [clause for listed in REGISTER["without_a_rule"].values() for clause in listed]
FROM_NOUGHT = {"EX", "PEN"}
ORDER_53 = ["P17", "P18", "P-comp", "P-help", "P-gen"]


def owed(group: str) -> list[str]:
    """The ids a group must have."""
    if group == "P":
        return ORDER_53
    first = 0 if group in FROM_NOUGHT else 1
    return [f"{group}-{n:02}" for n in range(first, first + COUNTS[group])]


def absent(clauses: Iterable[Clause]) -> set[str]:
    """Ids that are owed and not there, and those that are there and not owed."""
    return {i for g in COUNTS for i in owed(g)} ^ {c.id for c in clauses}


def without_a_rule(covered: Iterable[Covered], clauses: Iterable[Clause]) -> set[str]:
    """Clauses a record can decide, seen by more than memory, that no rule cites."""
    cited = {c.id for c in covered if c.rules}
    verified = (c for c in clauses if set(c.evidence) != {Evidence.RECALLED})
    return {c.id for c in verified if c.computable == "yes" and c.id not in cited}


def test_no_clause_of_the_law_is_absent() -> None:
    assert absent(sources()) == set()
    assert {name.lower() for name in COUNTS} == set(sources().groups())
    assert (sum(REGISTER["school"].values()), sum(REGISTER["training"].values())) == (249, 193)
    assert len(ORDER_53) == COUNTS["P"]


@pytest.mark.parametrize("gone", ["HQ-01", "HQ-18", "HQ-21", "EX-00", "P17", "LV-12"])
def test_a_clause_that_goes_is_noticed(gone: str) -> None:
    assert absent(c for c in sources() if c.id != gone) == {gone}


def test_what_a_record_can_decide_has_a_rule_or_a_reason() -> None:
    assert without_a_rule(coverage(), sources()) == set(EXCEPTIONS)
    assert len(EXCEPTIONS) == len(set(EXCEPTIONS))
    for name in EXCEPTIONS:
        clause = sources().clause(name)
        assert clause is not None
        assert clause.status == Status.NOT_A_RULE.value, name
        assert clause.why, name


def test_a_rule_that_goes_is_noticed() -> None:
    kept = [r for r in RULES if r.id != "sleep.sleep-minutes"]
    assert without_a_rule(coverage(kept), sources()) - set(EXCEPTIONS) == {"SL-20"}
    doubted = [attrs.evolve(c, computable="yes") for c in sources() if c.id == "HQ-16"]
    assert without_a_rule([], doubted) == {"HQ-16"}


def test_no_clause_is_open_and_no_rule_cites_nothing() -> None:
    assert [c.id for c in coverage() if c.status is Status.OPEN] == []
    assert [r.id for r in RULES if not r.clauses] == []
