"""From findings to deeds: by the clauses that were broken, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.register import register
from shuangjian.core.toml import Table, is_table
from shuangjian.core.verdict import Finding, Verdict
from shuangjian.enforcement.penalties import deeds as module
from shuangjian.enforcement.penalties.deeds import Deed, deeds
from shuangjian.enforcement.penalties.fault import ActError
from shuangjian.rules import RULES

FOLDER = Path(module.__file__).parent
TABLE, TESTS, LAW = (
    tomllib.loads((FOLDER / f"{stem}.toml").read_text("utf-8")) for stem in ("deeds", "elements", "provisions")
)
KNOWN: dict[str, Any] = TABLE["deeds"]
BY_RULE: dict[str, Table] = {clause: named for clause, named in KNOWN.items() if is_table(named)}
OPEN = {clause for one in TABLE["open"] for clause in one["clauses"]}
CITED = {
    (clause, rule.id) for rule in RULES for norm in rule.norms for row in norm.rows for clause in row.clauses
}  # fmt: skip
FINDINGS = st.lists(
    st.builds(
        Finding,
        rule=st.sampled_from(["a.rule", *(rule for named in BY_RULE.values() for rule in named)]),
        verdict=st.sampled_from(Verdict),
        clauses=st.lists(st.sampled_from([*KNOWN, *OPEN, "HW-03", "PRE-14"]), max_size=3).map(tuple),
    ),
    max_size=6,
)
COLUMNS = {
    "P17": "LIC-05 LIC-06 PRS-01 PRS-02 ADV-04 HID-01",
    "P18": "TIM-12 PRS-01 PRS-02 HID-01",
    "P-comp": "CON-08 CMP-01",
    "P-gen": "LIC-07 LIC-08 LIC-09 LIC-13 CAP-05 CAP-07 TIM-01 TIM-02 TIM-03 TIM-04 TIM-05 TIM-06 TIM-08 TIM-10 CON-01 "
    "CON-02 CON-04 CON-06 CON-09 CON-14 CON-15 CON-16 STA-05 STA-06 STA-07 STA-09 STA-15 FEE-07 PRE-01 PRE-03 PRE-04 "
    "PRE-08 PRE-09 PRE-12 PRE-18 SHS-05 VEN-01 VEN-06",
    "PEN-06": "LIC-06 PRS-04 PRS-05",
    "PEN-07": "FEE-01 FEE-02 FEE-05 FEE-06 FEE-07 FEE-09",
    "PEN-08": "ADV-02 ADV-05",
    "PEN-09": "VEN-02 VEN-03",
    "PEN-10": "STA-12 CON-12",
    "PEN-11": "LIC-11 LIC-14 LIC-15 CAP-08",
    "PEN-13": "STA-02 STA-03 STA-04 STA-06 STA-07",
    "PEN-14": "VEN-05",
    "LIC-12": "LIC-12",  # the law's multiples by article 65
}
"""By what the source names as the penalty: the clauses of which it names it."""
ROOTS = {"ADV-04": {"LIC-12"}, "FEE-09": {"PEN-08"}}
"""What more a clause may lead to: its national root; false publicity, which is an act of PEN-08."""
NAMED_ONLY = {
    "CLS-07", "LIC-03", "CAP-01", "CON-13", "STA-11", "FEE-10", "ONL-02", "ONL-03", "ONL-04", "ADV-01", "CMP-02",
}  # fmt: skip
"""The clauses of which it names something no provision carries. Of CTR-03, CTR-06 and CTR-07 it names what one party of
a contract owes the other, which is no penalty."""
ACTS = {"P17", "P18"}
"""Clauses that are acts of the order themselves."""


def led(clause: str, rule: str) -> set[Deed]:
    """The deeds of one breach, as the table has them."""
    named = KNOWN.get(clause, ())
    return set(map(Deed, named.get(rule, ()) if is_table(named) else named))


def broken(*clauses: str, rule: str = "a.rule") -> Finding:
    return Finding(rule=rule, verdict=Verdict.VIOLATED, clauses=clauses)


@given(findings=FINDINGS)
def test_each_broken_clause_leads_to_its_deeds_is_open_or_has_none(findings: list[Finding]) -> None:
    found = deeds(iter(findings))
    pairs = {(c, f.rule) for f in findings if f.verdict is Verdict.VIOLATED for c in f.clauses}
    clauses = {clause for clause, _ in pairs}
    expected = {clause: set[Deed]().union(*(led(c, r) for c, r in pairs if c == clause)) for clause in clauses}
    assert {c: set(d) for c, d in found.by_clause.items()} == {c: d for c, d in expected.items() if d}
    assert all(len(set(d)) == len(d) for d in found.by_clause.values())
    assert found.deeds == set[Deed]().union(*expected.values())
    assert [o.what for o in found.left_open] == [o["what"] for o in TABLE["open"] if clauses & set(o["clauses"])]
    assert set(found.without_penalty) == {c for c in clauses if not expected[c] and c not in OPEN}
    assert len(set(found.without_penalty)) == len(found.without_penalty)


@given(one=FINDINGS, other=FINDINGS)
def test_more_findings_take_no_deed_away(one: list[Finding], other: list[Finding]) -> None:
    assert deeds([*one, *other]).deeds == deeds(one).deeds | deeds(other).deeds


def test_a_few_by_hand() -> None:
    found = deeds(
        [broken("PRE-04", "HW-03"), broken("LIC-08"), Finding(rule="b", verdict=Verdict.UNKNOWN, clauses=("P17",))]
    )
    assert found.by_clause == {"PRE-04": (Deed.PREPAYMENT, Deed.UNLAWFUL), "LIC-08": (Deed.BEYOND_LICENCE,)}
    assert found.without_penalty == ("HW-03",)
    assert found.left_open == ()
    assert found.deeds == {Deed.PREPAYMENT, Deed.UNLAWFUL, Deed.BEYOND_LICENCE}
    assert KNOWN["TIM-01"] == ["unlawful"]
    assert KNOWN["P17"] == KNOWN["P18"] == KNOWN["HID-01"] == ["training"]


# ------------------------------------------------------------------------------------------- clauses and their rules


def test_fire_safety_not_kept_is_a_duty_not_met() -> None:
    """The nine rules are about inspections, patrols and who answers: what article 67 of the law is for (PEN-09)."""
    for clause in ("VEN-02", "VEN-03"):
        found = deeds([broken(clause, rule="venues.fire-patrols")])
        assert found.deeds == {Deed.FIRE_DUTIES}
        assert [o.clauses for o in found.left_open] == [("VEN-02", "VEN-03")]
        assert found.without_penalty == ()


def test_enrolling_while_a_licence_is_pending_is_both_of_its_deeds() -> None:
    assert deeds([broken("ADV-04", "LIC-12", rule="licensing.set-up-enrolment")]).by_clause == {
        "ADV-04": (Deed.TRAINING, Deed.FOUNDING),
        "LIC-12": (Deed.FOUNDING,),
    }


@pytest.mark.parametrize(
    ("clause", "rule", "expected"),
    [
        ("PRS-04", "preschool.half-or-full-day", {Deed.HALF_OR_FULL_DAY}),
        ("PRS-04", "preschool.primary-courses", set[Deed]()),
        ("FEE-07", "prices.posted", {Deed.PRICE_DISPLAY, Deed.UNLAWFUL}),
        ("FEE-07", "prices.as-posted", {Deed.PRICE_DISPLAY, Deed.UNLAWFUL}),
        ("FEE-07", "prices.told-before", {Deed.UNLAWFUL}),
        ("FEE-09", "prices.no-false-price", {Deed.PRICE_DECEPTION}),
        ("FEE-09", "advertising.not-false", {Deed.FALSE_ADVERTISEMENT}),
        ("FEE-09", "prices.no-monopoly", set[Deed]()),
        ("CMP-01", "competitions.listed", {Deed.COMPETITION}),
        ("CMP-01", "competitions.no-fee", set[Deed]()),
        ("CMP-02", "competitions.once-a-year", set[Deed]()),
        ("VEN-05", "venues.video-filed", {Deed.VIDEO_FILING}),
        ("VEN-05", "venues.older-video-filed", {Deed.VIDEO_FILING}),
        ("VEN-05", "venues.video-kept", set[Deed]()),
    ],
)
def test_of_the_duties_of_one_clause_each_leads_to_its_own_deeds(clause: str, rule: str, expected: set[Deed]) -> None:
    assert (clause, rule) in CITED
    found = deeds([broken(clause, rule=rule)])
    assert found.deeds == expected
    assert found.without_penalty == ()
    assert expected or found.left_open


def test_two_rules_of_one_clause_come_together() -> None:
    found = deeds(broken("FEE-09", rule=r) for r in ("prices.no-false-price", "advertising.not-false"))
    assert found.by_clause == {"FEE-09": (Deed.PRICE_DECEPTION, Deed.FALSE_ADVERTISEMENT)}
    twice = deeds(broken("FEE-07", rule=r) for r in ("prices.told-before", "prices.posted"))
    assert twice.by_clause == {"FEE-07": (Deed.UNLAWFUL, Deed.PRICE_DISPLAY)}


# ------------------------------------------------------------------------------------------- what the law says


def led_to(deed: Deed) -> set[str]:
    """The clauses of the provisions that ask for a deed."""
    asking = {name for name, row in TESTS.items() if deed.value in row.get("deeds", ())}
    return {c for row in LAW["provisions"].values() if asking & set(row["elements"]) for c in row["clauses"]}


def column(clause: str) -> set[str]:
    """What the source names as the penalty of a clause."""
    return {named for named, clauses in COLUMNS.items() if clause in clauses.split()}


def test_every_clause_of_which_a_penalty_is_named_leads_to_it_or_is_left_open() -> None:
    named = {clause for clauses in COLUMNS.values() for clause in clauses.split()}
    assert set(KNOWN) == named | ACTS
    assert NAMED_ONLY <= OPEN
    assert NAMED_ONLY.isdisjoint(KNOWN)
    assert NAMED_ONLY | named >= OPEN
    for clause, rule in CITED:
        if clause in named | NAMED_ONLY:
            assert led(clause, rule) or clause in OPEN, (clause, rule)


@pytest.mark.parametrize("clause", KNOWN)
def test_a_clause_leads_to_the_penalty_that_is_named_and_to_no_other(clause: str) -> None:
    named = KNOWN[clause]
    deeds_ = {Deed(d) for each in (named.values() if is_table(named) else [named]) for d in each}
    columns = column(clause) or {clause}
    assert columns <= set[str]().union(*map(led_to, deeds_))
    assert [d for d in deeds_ if not led_to(d) & (columns | ROOTS.get(clause, set[str]()))] == []


@pytest.mark.parametrize(
    ("deed", "clauses"),
    [
        (Deed.BEYOND_LICENCE, {"LIC-07", "LIC-08", "LIC-09", "LIC-13"}),
        (Deed.FEES, {"CAP-07", "PRE-18"}),
        (Deed.HIRING, {"STA-15"}),
        (Deed.PREPAYMENT, {"PRE-01", "PRE-03", "PRE-04", "PRE-08", "PRE-09", "PRE-12"}),
        (Deed.PRICE, {"FEE-01", "FEE-02", "FEE-05", "FEE-06"}),
        (Deed.ADVERTISEMENT, {"ADV-02", "ADV-05"}),
        (Deed.RECORDS, {"STA-12"}),
        (Deed.MINORS_ONLINE, {"CON-12"}),
        (Deed.FIRE_DUTIES, {"VEN-02", "VEN-03"}),
        (Deed.STAFF_MEASURES, {"STA-02", "STA-03", "STA-04", "STA-06", "STA-07"}),
    ],
)
def test_acts_one_provision_tells_apart_are_told_apart(deed: Deed, clauses: set[str]) -> None:
    assert {clause for clause in KNOWN if deed in led(clause, "")} == clauses


def test_what_no_finding_tells_is_for_a_person_to_add() -> None:
    """Deeds no rule finds: they are told of an act by who knows of them."""
    found = {d for clause, rule in CITED for d in led(clause, rule)}
    assert set(Deed) - found == {
        Deed.HELP, Deed.FOUNDER, Deed.EDUCATION_POLICY, Deed.IDLE_BOARD, Deed.POOR_CONDITIONS, Deed.UNSAFE_PREMISES,
        Deed.HARM, Deed.ENROLMENT, Deed.DISCLOSURE, Deed.MANAGEMENT, Deed.HARMFUL_CONTENT, Deed.FIRE_EQUIPMENT,
        Deed.FIRE_ACCEPTANCE, Deed.VIDEO_NOTICE,
    }  # fmt: skip


def test_every_clause_stands_in_the_register() -> None:
    law = register(Path(module.__file__).parents[2] / "sources")
    assert all(law.clause(clause) for clause in (*KNOWN, *OPEN))
    never_cited = {"FEE-06", "VEN-06", "SHS-05", "TIM-12", "PRS-05"}
    assert set(KNOWN) - {clause for clause, _ in CITED} <= never_cited


def test_every_rule_that_is_named_cites_its_clause() -> None:
    assert {(clause, rule) for clause, named in BY_RULE.items() for rule in named} <= CITED


def test_what_is_left_open_is_told_with_its_reason() -> None:
    (one,) = deeds([broken("LIC-03")]).left_open
    assert one.clauses == ("LIC-03",)
    assert one.what.startswith("LIC-03: ")
    assert one.why.startswith("a measure of the changeover")
    assert all(o["why"] and all(c in o["what"] or c == "PRS-04" for c in o["clauses"]) for o in TABLE["open"])


# ------------------------------------------------------------------------------------------- what is wrong


def test_all_that_is_no_finding_is_told() -> None:
    wrong: Any = ["x", broken("TIM-01"), Finding(rule="b", verdict="violated", clauses="TIM-01")]  # type: ignore[arg-type]
    with pytest.raises(ActError) as caught:
        deeds(wrong)
    assert caught.value.faults == (
        "findings[0]: is of type str; give Finding",
        "findings[2].verdict: 'violated' is not of type Verdict; give one that is",
        "findings[2].clauses: is of type str; give a tuple",
    )
    none: Any = None
    with pytest.raises(ActError, match=r"^findings: is of type NoneType; give several, such as a list$"):
        deeds(none)
