"""From findings to deeds: by the clauses that were broken, and nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, strategies as st

from shuangjian.core.register import register
from shuangjian.core.verdict import Finding, Verdict
from shuangjian.enforcement.penalties import deeds as module
from shuangjian.enforcement.penalties.deeds import Deed, deeds
from shuangjian.rules import RULES

KNOWN = module._by_clause()
CITED = sorted({c for rule in RULES for norm in rule.norms for row in norm.rows for c in row.clauses})
FINDINGS = st.lists(
    st.builds(
        Finding,
        rule=st.just("a.rule"),
        verdict=st.sampled_from(Verdict),
        clauses=st.lists(st.sampled_from([*KNOWN, "HW-03", "PRE-14"]), max_size=3).map(tuple),
    ),
    max_size=6,
)


@given(findings=FINDINGS)
def test_each_broken_clause_leads_to_its_deeds_or_to_none(findings: list[Finding]) -> None:
    found = deeds(findings)
    broken = {c for f in findings if f.verdict is Verdict.VIOLATED for c in f.clauses}
    assert {*found.by_clause, *found.without_penalty} == broken
    assert found.by_clause.keys().isdisjoint(found.without_penalty)
    assert len(set(found.without_penalty)) == len(found.without_penalty)
    assert found.deeds == {d for c in broken for d in KNOWN.get(c, ())}
    assert all(found.by_clause[c] == KNOWN[c] for c in found.by_clause)


@given(one=FINDINGS, other=FINDINGS)
def test_more_findings_take_no_deed_away(one: list[Finding], other: list[Finding]) -> None:
    assert deeds([*one, *other]).deeds == deeds(one).deeds | deeds(other).deeds


def test_a_few_by_hand() -> None:
    def broken(*clauses: str) -> Finding:
        return Finding(rule="a.rule", verdict=Verdict.VIOLATED, clauses=clauses)

    found = deeds(
        [broken("PRE-04", "HW-03"), broken("LIC-08"), Finding(rule="b", verdict=Verdict.UNKNOWN, clauses=("P17",))]
    )
    assert found.by_clause == {"PRE-04": (Deed.PREPAYMENT, Deed.UNLAWFUL), "LIC-08": (Deed.BEYOND_LICENCE,)}
    assert found.without_penalty == ("HW-03",)
    assert found.deeds == {Deed.PREPAYMENT, Deed.UNLAWFUL, Deed.BEYOND_LICENCE}
    assert KNOWN["TIM-01"] == (Deed.UNLAWFUL,)
    assert KNOWN["P17"] == KNOWN["P18"] == KNOWN["HID-01"] == (Deed.TRAINING,)


def test_every_clause_stands_in_the_register_and_is_a_clause_of_training() -> None:
    law = register(Path(module.__file__).parents[2] / "sources")
    assert all(law.clause(clause) for clause in KNOWN)
    assert {clause.partition("-")[0] for clause in KNOWN} <= {
        "P17", "P18", "LIC", "CAP", "TIM", "CON", "STA", "PRE", "FEE", "VEN", "ADV", "CMP", "HID", "PRS", "SHS",
    }  # fmt: skip
    assert set(KNOWN) - set(CITED) <= {"FEE-06", "VEN-06", "SHS-05", "TIM-12"}
