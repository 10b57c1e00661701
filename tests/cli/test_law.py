"""``rules``, ``rule``, ``places``, ``coverage``, ``doctor``, ``template`` and ``schema``; and the coverage itself."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from shuangjian.cli.doctor import examine
from shuangjian.core.dates import Days
from shuangjian.core.layer import layer
from shuangjian.core.register import Clause
from shuangjian.core.rule import Limit, Outcome, rule
from shuangjian.core.verdict import Evidence, Modality
from shuangjian.core.words import at_most
from shuangjian.coverage import Covered, Status, coverage, sources, totals
from shuangjian.model.homework import HomeworkDay
from shuangjian.records import FACTS
from shuangjian.rules import RULES
from shuangjian.rules.school import homework
from tests.cli.helpers import run


def _json(*args: str) -> Any:
    found = run(*args, "--format", "json")
    assert found.exit_code in (0, 1), found.stderr
    return json.loads(found.stdout)


# ------------------------------------------------------------------------------------------- rules


def test_rules_lists_every_rule_as_promised() -> None:
    listed = _json("rules")
    assert [r["id"] for r in listed] == [r.id for r in RULES]
    clauses = {c.id for c in sources()}
    for each in listed:
        assert list(each) == ["id", "title", "record", "clauses", "unit", "direction", "norms"]
        assert set(each["title"]) == {"zh", "en"}
        assert each["record"] in FACTS
        assert set(each["clauses"]) <= clauses
        assert each["norms"]
    text = run("rules", "--lang", "zh").stdout
    assert all(f"{r.id}  {r.title['zh']}" in text for r in RULES)


def test_a_rule_is_shown_with_its_rows_and_clauses() -> None:
    text = run("rule", "homework.written-minutes").stdout
    for said in ("Average written homework", "60 min", "HW-04", "LO-12", "Anshan", "grades 3-6"):
        assert said in text
    assert "书面作业平均完成时间" in run("rule", "homework.written-minutes", "--lang", "zh").stdout


def test_a_day_without_a_place_is_asked_of_the_nation_alone() -> None:
    name = "homework.written-minutes"
    before = run("rule", name, "--on", "2018-01-01", "--lang", "en").stdout
    assert "in force on 2018-01-01 at the nation" in before
    assert "no law" in before
    assert not any(said in before for said in ("Anshan", "Haishu", "HW-04", "LO-"))
    nation = run("rule", name, "--on", "2022-03-01", "--lang", "en").stdout
    assert "HW-04" in nation
    assert not any(said in nation for said in ("Anshan", "Haishu", "LO-"))
    assert {r["place"] for n in _json("rule", name, "--on", "2022-03-01")["norms"] for r in n["rows"]} == {"cn"}
    city = run("rule", name, "--place", "anshan", "--lang", "en").stdout
    assert "LO-12" in city
    assert "LO-26" not in city


@pytest.mark.parametrize(
    ("name", "place", "clause"),
    [("homework.written-minutes", "haishu", "LO-26"), ("sleep.sleep-minutes", "shandong", "LO-54")],
)
def test_a_looser_row_is_shown_as_one_that_is_not_applied(name: str, place: str, clause: str) -> None:
    for asked in ((), ("--place", place), ("--place", place, "--on", "2026-11-27")):
        lines = run("rule", name, *asked, "--lang", "en").stdout.splitlines()
        marked = [line for line in lines if "not applied" in line]
        assert marked
        assert all(clause in line for line in marked)


# ------------------------------------------------------------------------------------------- diff


def test_what_changed_between_two_days_is_shown() -> None:
    found = [c for c in _json("diff", "2021-07-23", "2021-07-24") if c["rule"] == "homework.written-minutes"]
    assert found == [{
        "rule": "homework.written-minutes", "norm": "minutes", "unit": "min", "change": "clauses",
        "where": {"band": ["primary_3_up"]},
        "before": [{"is": 60, "open": False, "modality": "must", "clauses": ["HW-03"], "places": ["cn"]}],
        "after": [{"is": 60, "open": False, "modality": "must", "clauses": ["HW-03", "HW-04"], "places": ["cn"]}],
        "perhaps_before": None, "perhaps_after": None,
    }]  # fmt: skip
    assert "书面作业平均完成时间" in run("diff", "2021-07-23", "2021-07-24", "--lang", "zh").stdout


def test_a_place_has_changes_of_its_own() -> None:
    nation, city = (
        {c["rule"] for c in _json("diff", "2026-11-01", "2026-11-21", "--place", p)} for p in ("cn", "anshan")
    )
    assert "homework.written-minutes" in city - nation


def test_a_stricter_reading_is_shown_where_it_is_asked_for() -> None:
    days = ("diff", "2024-11-11", "2024-11-12")
    plain, strict = _json(*days), _json(*days, "--profile", "absolute-caps")
    told = {clause for c in strict if c not in plain for entry in c["after"] for clause in entry["clauses"]}
    assert told == {"HW-07", "HW-09"}
    assert [c for c in plain if c not in strict] == []
    assert "HW-09" in run(*days, "--profile", "absolute-caps", "--lang", "en").stdout
    assert "HW-09" not in run(*days, "--lang", "en").stdout
    refused = run(*days, "--profile", "absolute")
    assert refused.exit_code == 2
    assert "profile" in refused.stderr


def test_what_may_bind_is_shown_of_a_law_that_is_new_or_has_ended_too() -> None:
    new = run("diff", "2021-09-29", "2021-09-30", "--place", "wuhan", "--lang", "en").stdout
    law = "110 yuan a month  duty  LO-47"
    assert f"  new  yuan  no law (perhaps: {law}) → {law}  stage: junior\n" in new
    ended = run("diff", "2022-07-01", "2022-07-02", "--place", "wuhan", "--lang", "en").stdout
    assert f"  ended  yuan  {law} → no law (perhaps: {law})  stage: junior\n" in ended
    settled = run("diff", "2018-12-28", "2018-12-29", "--lang", "en").stdout
    assert "  new  minutes  0 min  duty  HW-08  band: grades 1 and 2\n" in settled


def test_nothing_changes_between_a_day_and_itself() -> None:
    assert _json("diff", "2022-03-03", "2022-03-03") == []


@pytest.mark.parametrize("form", ["text", "json"])
def test_every_day_on_which_anything_changes_can_be_compared_with_the_day_before(form: str) -> None:
    days = sorted({d for r in RULES for n in r.norms for d in n.changes() if d > date.min})
    assert len(days) > 50
    for day in days[:: 1 if form == "json" else 10]:
        before = day - timedelta(1)
        found = run("diff", str(before), str(day), "--format", form, "--lang", "zh")
        assert (found.exit_code, found.stderr) == (0, ""), day
        if form == "json":
            nation = any(r.place == "cn" and day in set(r.changes()) for u in RULES for n in u.norms for r in n.rows)
            assert bool(json.loads(found.stdout)) <= nation, day


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("2022-01-02", "2022-01-01"), "2022-01-02 is after 2022-01-01; name the earlier day first"),
        (("2022-01-01", "2022-01-02", "--place", "anshn"), "anshan"),
        (("2022-13-01", "2022-01-02"), "2022-13-01"),
    ],
)
def test_days_and_places_that_cannot_be_compared_are_named(args: tuple[str, ...], said: str) -> None:
    found = run("diff", *args)
    assert found.exit_code == 2
    assert said in found.stderr


# ------------------------------------------------------------------------------------------- one rule


@pytest.mark.parametrize(
    ("args", "clauses"),
    [
        (("--on", "2021-04-07"), set()),
        (("--on", "2021-04-08", "--place", "beijing"), {"HW-03", "HW-05"}),
        (("--on", "2021-07-24", "--place", "beijing"), {"HW-03", "HW-04", "HW-05"}),
        (("--on", "2026-11-21", "--place", "anshan"), {"HW-03", "HW-04", "HW-05", "HW-10", "HW-13", "LO-12"}),
    ],
)
def test_only_rows_in_force_there_and_then_are_shown(args: tuple[str, ...], clauses: set[str]) -> None:
    (norm,) = _json("rule", "homework.written-minutes", *args)["norms"]
    shown = {c for row in norm["rows"] for c in row["clauses"] if "LO" not in c or "--place" in args}
    assert shown == clauses


def test_a_row_that_may_not_be_in_force_is_marked() -> None:
    text = run("rule", "homework.written-minutes", "--on", "2026-03-03", "--place", "anshan").stdout
    assert sum("may or may not be in force" in line for line in text.splitlines()) == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("rule", "homework.writen-minutes"), "did you mean 'homework.written-minutes'"),
        (("rule", "homework.written-minutes", "--place", "bejing"), "did you mean 'beijing'"),
        (("rule", "homework.written-minutes", "--on", "2021-02-30"), "--on"),
        (("template", "HomeworkDy"), "did you mean 'HomeworkDay'"),
        (("schema", "HomeworkDy"), "did you mean 'HomeworkDay'"),
        (("doktor",), "doktor"),
    ],
)
def test_what_there_is_not_is_refused(args: tuple[str, ...], said: str) -> None:
    found = run(*args)
    assert found.exit_code == 2
    assert said in found.stderr
    assert found.stdout == ""


def test_places_tell_their_chain() -> None:
    (haishu,) = [p for p in _json("places") if p["id"] == "haishu"]
    assert haishu["chain"] == ["cn", "zhejiang", "ningbo", "haishu"]
    assert "全国 > 浙江 > 宁波 > 宁波海曙" in run("places", "--lang", "zh").stdout


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_type_has_a_template_and_a_schema(name: str) -> None:
    assert json.loads(run("template", name).stdout)["type"] == name
    assert json.loads(run("schema", name).stdout)["title"] == name


def test_a_template_is_a_record(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[{run('template', 'HomeworkDay').stdout}]", "utf-8")
    assert run("check", path).exit_code == 0


# ------------------------------------------------------------------------------------------- doctor


def test_doctor_reports_the_looser_row_once() -> None:
    found = [o for o in examine((homework.written_minutes,)) if o.kind != "stray"]
    assert [(o.kind, o.is_fault) for o in found] == [("conflict", False)]
    assert "Ningbo Haishu" in found[0].what
    assert "120 min" in found[0].what
    assert "宽于上级" in run("doctor", "--lang", "zh").stdout


ROW = {"from": "2020", "clauses": ["X-1"], "modality": "must", "evidence": "text"}
NORM = {"unit": "min", "row": [{**ROW, "is": 3}, {**ROW, "is": 5}]}


@rule(norms={"hours": {"title": {"zh": "时", "en": "Hours"}, "minutes": NORM}}, family="idle")
def hours(day: HomeworkDay, minutes: Limit[int]) -> Outcome:
    """Its second row can never decide."""
    return at_most(day.written_minutes, minutes)


def test_doctor_finds_rows_that_never_decide() -> None:
    (found,) = examine((hours,))
    assert (found.kind, found.is_fault, found.rule) == ("idle", True, "idle.hours")
    assert "5 min" in found.what


def test_doctor_finds_tables_of_nobody() -> None:
    stray = layer("nowhere", {"title": {"zh": "无", "en": "Nowhere"}, "homwork": {"written_minutes": {}}})
    under = homework.posted.under(homework.posted.places.plus([stray]))
    strays = [o for o in examine((under, *(r for r in RULES if r.family is not under.family))) if o.kind == "stray"]
    assert [o.is_fault for o in strays] == [True]
    assert "[homwork]" in strays[0].what


def test_doctor_fails_where_something_has_to_be_mended() -> None:
    found = run("doctor", "--format", "json")
    told = json.loads(found.stdout)["found"]
    assert found.exit_code == int(any(o["is_fault"] for o in told))


# ------------------------------------------------------------------------------------------- coverage


def test_every_clause_has_an_answer() -> None:
    told = _json("coverage")
    assert [c["id"] for c in told["clauses"]] == [c.id for c in sources()]
    assert set(told["totals"]) == {s.value for s in Status}
    assert sum(told["totals"].values()) == len(told["clauses"])
    for clause in told["clauses"]:
        assert list(clause) == ["id", "status", "rules", "why"]
        assert clause["why"] or clause["status"] == "rule"
        assert bool(clause["rules"]) <= (clause["status"] in ("rule", "judgement"))
    assert "HW-04  rule  homework.written-minutes" in run("coverage").stdout


def test_every_rule_is_found_by_its_clauses() -> None:
    covered = {c.id: c for c in coverage()}
    assert all(r.id in covered[clause].rules for r in RULES for clause in r.clauses)


CLAUSE = Clause(
    "X-1", (), "", "It must.", (), (Days(date(2020, 1, 1), date(2020, 1, 1)),), None, (Modality.MUST,),
    (Evidence.TEXT,), "yes", (), "", "", "",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "status", "why"),
    [
        ({}, Status.OPEN, "not modelled yet"),
        ({"computable": "no"}, Status.OPEN, "not modelled yet"),
        ({"modality": ()}, Status.NOT_A_RULE, "a definition"),
        ({"evidence": (Evidence.RECALLED,)}, Status.UNVERIFIED, "recalled only; nobody has seen the wording"),
        ({"evidence": (Evidence.TEXT, Evidence.RECALLED)}, Status.OPEN, "not modelled yet"),
        ({"status": "not-a-rule", "why": "binds ministries"}, Status.NOT_A_RULE, "binds ministries"),
        ({"status": "judgement", "why": "taste", "modality": ()}, Status.JUDGEMENT, "taste"),
    ],
)
def test_a_clause_nobody_cites_is_open_unless_it_is_surely_not(
    changed: dict[str, Any], status: Status, why: str
) -> None:
    assert coverage((), [attrs.evolve(CLAUSE, **changed)]) == (Covered("X-1", status, (), why),)


def test_a_clause_whose_rules_all_need_a_person_is_a_judgement() -> None:
    clauses = [c for c in sources() if c.id in ("HQ-12", "HQ-04")]
    found = {c.id: c.status for c in coverage((homework.not_repetitive, homework.not_for_parents), clauses)}
    assert found == {"HQ-12": Status.JUDGEMENT, "HQ-04": Status.RULE}


def test_totals_name_every_status() -> None:
    assert totals([]) == dict.fromkeys(Status, 0)
