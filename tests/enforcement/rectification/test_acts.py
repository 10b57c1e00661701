"""The table of acts: read as it is written, every act on clauses that are known, nothing named that is not there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from shuangjian.core.dates import Days, days
from shuangjian.core.register import Clause
from shuangjian.core.verdict import Evidence
from shuangjian.coverage import sources
from shuangjian.enforcement.rectification import acts as table
from shuangjian.enforcement.rectification.acts import Decision, Issuer, Order, Part, Span, Standing, acts
from shuangjian.enforcement.rectification.due import Unit
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject

TABLE: Mapping[str, Any] = tomllib.loads(Path(table.__file__).with_name("life.toml").read_text("utf-8"))
ORDERS = tuple(o.value for o in Order)
EVERY = [f"{stage.value}.{subject.value}" for stage in Stage for subject in Subject]


def test_every_act_rests_on_clauses_that_are_as_well_known_as_it_says_and_none_is_recalled() -> None:
    rank = list(Evidence)
    for act in acts().values():
        cited = [sources().clause(c) for c in act.clauses]
        assert act.clauses
        assert None not in cited
        assert act.evidence is not Evidence.RECALLED
        known = [max(c.evidence, key=rank.index) for c in cited if c]
        assert rank.index(act.evidence) >= min(rank.index(e) for e in known)
        assert min(s.first for c in cited if c for s in c.starts) <= act.since.last
    for rows in (TABLE["standing"], TABLE["order"], TABLE["issuer"], TABLE["decision"]):
        assert all(sources().clause(c) for row in rows.values() for c in row["clauses"])


def test_the_table_names_every_standing_order_and_issuer_and_no_other_key() -> None:
    for enum, name in ((Standing, "standing"), (Order, "order"), (Issuer, "issuer"), (Decision, "decision")):
        assert [m.value for m in enum] == list(TABLE[name])
    keys = {
        "title", "issuers", "from", "to", "needs", "unless", "imposes", "lifts", "after", "waits", "limit", "by",
        "spent_by", "asks", "of", "parts", "since", "clauses", "evidence",
    }  # fmt: skip
    assert all(row.keys() <= keys for row in TABLE["act"].values())
    assert {a.after for a in acts().values()} - {None} <= acts().keys()
    assert all(a.spent_by <= acts().keys() for a in acts().values())
    assert {a.id for a in acts().values() if a.after and "about" in acts()[a.after].asks} <= {d.value for d in Decision}
    assert all(a.waits or a.limit for a in acts().values() if a.after)


def test_every_act_is_read_as_it_is_written() -> None:
    read = acts.__wrapped__()
    assert list(read) == list(TABLE["act"])
    for id_, act in read.items():
        row = TABLE["act"][id_]
        assert attrs.asdict(act, value_serializer=plain) == {
            "id": id_,
            "title": row["title"],
            "issuers": row["issuers"],
            "moves": row["from"],
            "to": row.get("to"),
            **{key: sorted(row.get(key, [])) for key in ("needs", "unless", "imposes", "lifts", "asks", "spent_by")},
            "after": row.get("after"),
            "waits": span(row.get("waits")),
            "limit": span(row.get("limit")),
            "by": row.get("by"),
            "of": sorted(row.get("of", EVERY)),
            "parts": sorted(row["parts"]) if "parts" in row else None,
            "since": str(days(row["since"])),
            "clauses": row["clauses"],
            "evidence": row["evidence"],
        }


def plain(_: type, __: object, value: Any) -> Any:
    """As the table has it; sets in order, as nothing else is left to compare."""
    if isinstance(value, frozenset):
        return sorted(str(v) if isinstance(v, (Part, str)) else v.value for v in value)
    if isinstance(value, tuple):
        return [v.value if isinstance(v, Enum) else v for v in value]
    if isinstance(value, Days):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def span(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return row and {"count": row["count"], "unit": row["unit"], "over": row.get("over", False)}


def test_the_numbers_of_the_table_are_those_of_the_clauses() -> None:
    """5 and 7 working days, 90 days and 6 months, from the clauses by hand; what the law dates ends with 2021."""
    told = {id_: (act.waits, act.limit, act.by) for id_, act in acts().items() if act.after or act.by}
    year_end = date(2021, 12, 31)
    assert told == {
        "approval": (None, None, year_end),
        "new_licence": (None, None, year_end),
        "registration": (None, None, year_end),
        "business_licence": (None, Span(7, Unit.WORKING_DAY), year_end),
        "revocation": (Span(5, Unit.WORKING_DAY, over=True), Span(90, Unit.DAY), None),
        "closure": (Span(5, Unit.WORKING_DAY, over=True), Span(90, Unit.DAY), None),
        "closing": (Span(6, Unit.MONTH), None, None),
    }
    says = {id_: clause.says for id_ in ("LIC-04", "PEN-12", "LIC-15", "LIC-03", "LIC-05") if (clause := of(id_))}
    words = {"LIC-04": "7 working days", "PEN-12": "within 5 days", "LIC-15": "6 months"}
    words |= dict.fromkeys(("LIC-03", "LIC-05"), "2021-12-31")
    assert {id_: words[id_] in text for id_, text in says.items()} == dict.fromkeys(words, True)


def of(id_: str) -> Clause | None:
    return sources().clause(id_)


def test_no_act_leaves_an_order_on_what_cannot_bear_it() -> None:
    """Or an institution would be banned and under rectification; worked from the table alone."""
    borne = {
        o: {s for row in TABLE["act"].values() if o in row.get("imposes", []) for s in row["from"]} for o in ORDERS
    }
    for id_, row in TABLE["act"].items():
        stays = [o for o in ORDERS if "to" in row and row["to"] not in borne[o] and o not in row.get("lifts", [])]
        assert [o for o in stays if borne[o] & set(row["from"])] == [], id_


def test_every_order_can_be_lifted_and_only_by_what_a_clause_tells() -> None:
    """A class stop and an order to stop running end with the institution, or with what it may do."""
    lifted = {o: {id_ for id_, row in TABLE["act"].items() if o in row.get("lifts", [])} for o in ORDERS}
    ends = {"revocation", "closing"}
    assert lifted == {
        "stopped": {*ends, "filing_lost"},
        "rectifying": {*ends, "filing_lost", "verification", "closure", "shutdown", "ban", "licence"},
        "not_enrolling": {*ends, "filing_lost", "verification", "closure"},
        "not_training": {*ends, "filing_lost", "verification", "closure"},
        "suspended": {*ends, "registration", "conversion"},
        "shut": {*ends, "ban", "licence"},
        "closing": {*ends, "filing_lost"},
    }


def test_a_hearing_comes_before_revocation_and_closing_alone_and_is_for_all_that_live() -> None:
    asked = {id_ for id_, row in TABLE["act"].items() if row.get("after") == "hearing"}
    assert asked == {"revocation", "closure"}
    assert {s.value for s in Standing} - set(TABLE["act"]["hearing"]["from"]) == {"closed", "revoked", "banned"}
    assert "unlicensed" not in TABLE["act"]["closure"]["from"]


def test_who_acts_by_the_clauses() -> None:
    """Penalties lie with whom the province sets (PEN-02, LIC-10); joint teams shut and check too (ENF-04, ENF-06)."""
    told: dict[frozenset[Issuer], set[str]] = {}
    for act in acts().values():
        told.setdefault(frozenset(act.issuers), set()).add(act.id)
    education, team, joint, sector = Issuer.EDUCATION, Issuer.ENFORCEMENT_TEAM, Issuer.JOINT_TEAM, Issuer.SECTOR
    assert told == {
        frozenset({education, sector, team, joint}): {"rectification", "verification", "closure", "shutdown"},
        frozenset({education, sector, team}): {"no_enrolment", "no_training", "hearing", "revocation"},
        frozenset({education, team}): {"correction"},
        frozenset({education}): {"suspension", "new_licence", "old_licence", "stop"},
        frozenset({joint}): {"ban"},
        frozenset({Issuer.PROVINCE}): {"approval", "filing_lost"},
        frozenset({sector}): {"licence", "conversion"},
        frozenset({Issuer.CIVIL_AFFAIRS}): {"registration"},
        frozenset({Issuer.MARKET}): {"business_licence"},
        frozenset({Issuer.INSTITUTION}): {"announcement", "closing"},
    }


def test_what_may_run_can_be_told_all_that_is_not_about_a_licence_alone() -> None:
    runs = set(Standing) - {Standing.UNLICENSED, Standing.CLOSED, Standing.REVOKED, Standing.BANNED}
    for id_ in ("stop", "rectification", "no_enrolment", "no_training", "closure", "announcement"):
        assert set(acts()[id_].moves) == runs
    assert set(acts()["verification"].moves) == runs | {Standing.UNLICENSED}
    assert set(acts()["closing"].moves) == runs
    assert set(acts()["revocation"].moves) == runs - {Standing.FILED}
    assert set(acts()["conversion"].moves) == runs - {Standing.CONVERTED}


def test_no_licence_is_given_to_what_is_told_to_stop_running_or_is_closing_and_no_order_is_given_twice() -> None:
    new = {"approval", "new_licence", "registration", "business_licence", "conversion"}
    for act in acts().values():
        given = act.imposes - {
            Order.STOPPED,
            Order.NOT_ENROLLING,
            Order.RECTIFYING,
        }  # these may be given again
        assert given <= act.unless, act.id
        assert (act.id in new) == (act.unless == {Order.SHUT, Order.CLOSING}), act.id


def test_since_when_by_the_clauses() -> None:
    since = {id_: str(act.since) for id_, act in acts().items()}
    triage, reported, penalties = "2018-01-01/2018-12-31", "2021-01-01/2021-12-31", str(days(date(2021, 7, 15)))
    assert {since[id_] for id_ in ("rectification", "verification", "shutdown")} == {triage}
    assert since["no_enrolment"] == reported
    assert {since[id_] for id_ in ("hearing", "closure", "revocation")} == {penalties}
    assert since["correction"] == "2023-10-15"


def test_who_is_told_to_rectify_can_be_found_corrected_from_the_same_day_on() -> None:
    """Or there would be a time limit for what no clause allows yet."""
    ends = acts()["verification"]
    assert all(act.since.first >= ends.since.first for act in acts().values() if act.imposes & ends.needs)


def test_what_an_act_can_be_about_by_the_clauses() -> None:
    """Subjects of grades 1-9 (LIC-03, ENF-03, SHS-04), or subject training as such (P18); all else is of any part."""
    told = {act.id: {str(part) for part in act.of} for act in acts().values() if set(map(str, act.of)) != set(EVERY)}
    grades = {"primary.subject", "junior.subject"}
    assert told == {
        "suspension": grades,
        "stop": grades,
        "correction": {*grades, "preschool.subject", "senior.subject"},
    }


def test_the_paper_of_a_shutting_may_be_called_as_that_of_a_closing() -> None:
    """ENF-06 does not tell who of those that got it had a licence."""
    called = "停办通知书"
    assert acts()["closure"].title["zh"] == called
    assert called in acts()["shutdown"].title["zh"]
