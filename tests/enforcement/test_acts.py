"""The table of acts: read as it is written, every act on clauses that are known, nothing named that is not there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from shuangjian.core.dates import days
from shuangjian.core.verdict import Evidence
from shuangjian.coverage import sources
from shuangjian.enforcement import acts as table
from shuangjian.enforcement.acts import Issuer, Order, Part, Span, Standing, acts
from shuangjian.enforcement.due import Unit
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject

TABLE: Mapping[str, Any] = tomllib.loads(Path(table.__file__).with_name("life.toml").read_text("utf-8"))


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
    for rows in (TABLE["standing"], TABLE["order"], TABLE["issuer"]):
        assert all(sources().clause(c) for row in rows.values() for c in row["clauses"])


def test_the_table_names_every_standing_order_and_issuer_and_no_other_key() -> None:
    for enum, name in ((Standing, "standing"), (Order, "order"), (Issuer, "issuer")):
        assert [m.value for m in enum] == list(TABLE[name])
    keys = {
        "title", "issuers", "from", "to", "needs", "unless", "imposes", "lifts", "after", "waits", "limit", "by",
        "asks", "parts", "since", "clauses", "evidence",
    }  # fmt: skip
    assert all(row.keys() <= keys for row in TABLE["act"].values())
    assert {a.after for a in acts().values()} - {None} <= acts().keys()
    assert all(a.waits or a.limit for a in acts().values() if a.after)


def test_an_act_is_read_as_it_is_written() -> None:
    read = acts()["revocation"]
    assert read == attrs.evolve(
        read,
        id="revocation",
        title={"zh": "吊销办学许可证", "en": "revocation of the licence"},
        issuers=(Issuer.EDUCATION, Issuer.ENFORCEMENT_TEAM),
        to=Standing.REVOKED,
        needs=frozenset(),
        unless=frozenset(),
        imposes=frozenset(),
        lifts=frozenset(Order),
        after="hearing",
        waits=Span(5, Unit.WORKING_DAY, over=True),
        limit=None,
        by=None,
        asks=frozenset(),
        parts=None,
        since=days(date(2021, 7, 15)),
        clauses=("PEN-12", "PEN-01", "PEN-13", "P-gen"),
        evidence=Evidence.REPORT,
    )
    limited = acts()["business_licence"]
    assert (limited.limit, limited.by) == (Span(7, Unit.WORKING_DAY), date(2021, 12, 31))
    assert (acts()["closing"].waits, acts()["closing"].to) == (Span(6, Unit.MONTH), Standing.CLOSED)
    assert acts()["conversion"].parts == frozenset(
        Part(s, Subject.NON_SUBJECT) for s in (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR)
    )
    assert acts()["stop"].since == days("2021-08")
    assert (acts()["no_enrolment"].needs, acts()["no_enrolment"].unless) == (
        frozenset({Order.RECTIFYING}),
        frozenset({Order.NOT_ENROLLING}),
    )
