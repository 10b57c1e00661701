"""The published cases of docs/examples: the rules told in examples.toml fire and no other; what is open stays open."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, strategies as st

from shuangjian.checker import Checker
from shuangjian.cli.app import app
from shuangjian.core.fact import OUTSIDE, Fact
from shuangjian.core.verdict import Finding, Reason, Severity, Verdict
from shuangjian.records import read
from shuangjian.rules import RULES

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "examples"
PAGE = ROOT / "docs" / "how-to" / "read-the-examples.md"
INDEX: dict[str, Any] = tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in INDEX["case"]}
IDS = {rule.id for rule in RULES}
OWN = {Reason.FACT, Reason.JUDGEMENT}
"""What a source may simply not say."""
ENDINGS = {".json", ".jsonl", ".toml", ".csv"}
EVERY = [(c, f"{c}.{number}") for c, case in CASES.items() for number in case["records"]]
ANSWERS = {"source silent", "law open", "not in force", "no clause"}

CHECK = Checker(keep=set(Verdict))


@cache
def judged(case: str) -> dict[str, tuple[Fact, list[Finding]]]:
    """The records of a case by their ids, each with every finding."""
    [path] = (p for p in FOLDER.iterdir() if p.stem == case)
    batch = read(path)
    assert not batch.faults
    return {str(one.fact.id): (one.fact, CHECK(one.fact, one.source)) for one in batch.facts}


def asked(case: str, record: str) -> tuple[Fact, dict[str, Finding], dict[str, Any]]:
    fact, findings = judged(case)[record]
    return fact, {f.rule: f for f in findings}, CASES[case]["records"][record.removeprefix(f"{case}.")]


def why(finding: Finding) -> list[str]:
    return [f"{m.reason.value}: {m.what}" for m in finding.missing]


def of(case: str, rule: str) -> set[Verdict]:
    """What a rule says of the records of a case it is asked about."""
    return {f.verdict for _, findings in judged(case).values() for f in findings if f.rule == rule}


# ------------------------------------------------------------------------------------------- each record


@pytest.mark.parametrize(("case", "record"), EVERY)
def test_exactly_these_rules_fire(case: str, record: str) -> None:
    _, found, told = asked(case, record)
    fired = {f.rule: f.modality.name.lower() for f in found.values() if f.verdict is Verdict.VIOLATED and f.modality}
    assert fired == told.get("violated", {})


@pytest.mark.parametrize(("case", "record"), EVERY)
def test_what_the_case_leaves_open_is_unknown_for_that_reason(case: str, record: str) -> None:
    _, found, told = asked(case, record)
    for rule, reason in told.get("unknown", {}).items():
        assert found[rule].verdict is Verdict.UNKNOWN, rule
        assert any(said.startswith(reason) for said in why(found[rule])), (rule, why(found[rule]))


@pytest.mark.parametrize(("case", "record"), EVERY)
def test_any_other_unknown_wants_what_the_record_leaves_empty(case: str, record: str) -> None:
    fact, found, told = asked(case, record)
    for finding in found.values():
        if finding.verdict is Verdict.UNKNOWN and finding.rule not in told.get("unknown", {}):
            assert finding.missing, finding.rule
            assert {m.reason for m in finding.missing} <= OWN, (finding.rule, why(finding))
            assert all(getattr(fact, m.what) is None for m in finding.missing), (finding.rule, why(finding))


@pytest.mark.parametrize(("case", "record"), EVERY)
def test_what_one_could_think_to_fire_is_kept_or_outside(case: str, record: str) -> None:
    _, found, told = asked(case, record)
    assert {r: found[r].verdict for r in told.get("kept", [])} == dict.fromkeys(told.get("kept", []), Verdict.SATISFIED)
    outside = told.get("outside", [])
    assert {r: found[r].verdict for r in outside} == dict.fromkeys(outside, Verdict.NOT_APPLICABLE)


@given(st.sampled_from(EVERY), st.data())
def test_to_say_less_makes_nothing_fire(at: tuple[str, str], data: st.DataObject) -> None:
    fact, found, _ = asked(*at)
    said = [a.name for a in attrs.fields(type(fact)) if a.name not in OUTSIDE and getattr(fact, a.name) is not None]
    unsaid = data.draw(st.sets(st.sampled_from(said)) if said else st.just(set[str]()))
    fired = {f.rule for f in found.values() if f.verdict is Verdict.VIOLATED}
    less = CHECK(attrs.evolve(fact, **dict.fromkeys(unsaid)))
    assert {f.rule for f in less if f.verdict is Verdict.VIOLATED} <= fired


# ------------------------------------------------------------------------------------------- each label


@pytest.mark.parametrize("case", CASES)
def test_every_label_is_answered_truly(case: str) -> None:
    for label, told in CASES[case].get("labels", {}).items():
        answer, rule = told.get("answer"), told.get("rule")
        if answer is None:
            assert Verdict.VIOLATED in of(case, rule), label
            continue
        assert answer in ANSWERS, label
        assert told["why"], label
        verdicts = of(case, rule) if rule else set[Verdict]()
        assert Verdict.VIOLATED not in verdicts, label
        if rule and answer in {"source silent", "law open"}:
            assert Verdict.UNKNOWN in verdicts, label
        elif rule:
            assert verdicts == {Verdict.NOT_APPLICABLE}, label


def test_what_fires_without_a_label_is_none_of_the_authority() -> None:
    fired = {c: {r for told in case["records"].values() for r in told.get("violated", {})} for c, case in CASES.items()}
    labelled = {
        c: {t["rule"] for t in case.get("labels", {}).values() if "answer" not in t} for c, case in CASES.items()
    }
    beyond = {c: rules - labelled[c] for c, rules in fired.items() if rules - labelled[c]}
    assert beyond == {c: set(case["beyond"]) for c, case in CASES.items() if "beyond" in case}
    assert {(c, rule) for c, rules in beyond.items() for rule in rules} == {
        ("p-anshan-limits", "homework.written-minutes"),  # days of ours
        ("seed-001", "after-school.service-kinds"),  # a plan set against later law
        ("v-gd-online-2023", "licensing.online-approval"),  # the same breach by a second clause
    }


# ------------------------------------------------------------------------------------------- the folder


def test_every_file_has_its_case_and_every_record_is_told() -> None:
    assert sorted(p.stem for p in FOLDER.iterdir() if p.suffix in ENDINGS) == sorted(CASES)
    for case, told in CASES.items():
        assert list(judged(case)) == [f"{case}.{number}" for number in told["records"]]


def test_the_index_is_whole_and_names_rules_there_are() -> None:
    assert len(CASES) == len(INDEX["case"]) >= 75
    assert not CASES.keys() & INDEX["left"].keys()
    for case in CASES.values():
        assert all(case[key] for key in ("source", "date", "says", "held"))
        rules = {t["rule"] for t in case.get("labels", {}).values() if "rule" in t}
        for told in case["records"].values():
            assert told.keys() <= {"violated", "unknown", "kept", "outside"}
            rules |= {rule for said in told.values() for rule in said}
        assert rules <= IDS, case["id"]


def test_every_format_is_shown() -> None:
    assert {p.suffix for p in FOLDER.iterdir()} >= ENDINGS


def test_the_command_finds_breaches_and_ends_with_1() -> None:
    found = CliRunner().invoke(app, ["check", str(FOLDER), "--format", "json"])
    assert found.exit_code == 1, found.output
    told = json.loads(found.output)["findings"]
    fired = {(f["record"], f["rule"]) for f in told if f["verdict"] == "violated"}
    assert {f["severity"] for f in told if f["verdict"] == "violated"} == {Severity.ERROR.value}
    assert fired == {
        (f"{c}.{number}", rule)
        for c, case in CASES.items()
        for number, told in case["records"].items()
        for rule in told.get("violated", {})
    }


def test_the_page_shows_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.findall(r"^\$ shuangjian ([^\n]*)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(shown) == 1
    for args, output in shown:
        found = CliRunner().invoke(app, args.split())
        assert found.output == output
        assert found.exit_code == 1
