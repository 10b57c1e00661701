"""Campaigns: in which stage a day may lie, as far as sources tell, and no further."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import Days, days
from shuangjian.core.verdict import Evidence
from shuangjian.coverage import sources
from shuangjian.enforcement.rectification import campaigns as module
from shuangjian.enforcement.rectification.campaigns import Campaign, CampaignError, Stage, Target, campaigns, stages_on

DAYS = st.dates(date(2021, 7, 1), date(2023, 1, 1))
LATER = st.dates(date(2021, 8, 21), date(2022, 12, 1))


def on(day: date, **begun: date) -> list[str]:
    return [s.id for s in stages_on("lianshan", day, begun)]


@given(day=DAYS, turns=st.lists(LATER, min_size=2, max_size=2, unique=True))
def test_who_knows_when_each_stage_began_is_told_one(day: date, turns: list[date]) -> None:
    second, third = sorted(turns)
    known = on(day, governance=second, supervision=third)
    first = date(2021, 8, 5)
    assert known == [
        name
        for name, start, end in [
            ("rectification", first, second), ("governance", second, third), ("supervision", third, date.max),
        ]
        if start <= day < end
    ]  # fmt: skip


@given(day=DAYS, turns=st.lists(LATER, min_size=2, max_size=2, unique=True))
def test_who_knows_less_is_told_no_less(day: date, turns: list[date]) -> None:
    second, third = sorted(turns)
    known = set(on(day, governance=second, supervision=third))
    assert known <= set(on(day, governance=second)) <= set(on(day))
    assert known <= set(on(day, supervision=third)) <= set(on(day))


@pytest.mark.parametrize(
    ("day", "begun", "names"),
    [
        (date(2021, 8, 4), {}, []),
        (date(2021, 8, 5), {}, ["rectification"]),
        (date(2021, 8, 20), {}, ["rectification"]),
        (date(2021, 8, 20), {"rectification": date(2021, 8, 5)}, ["rectification"]),
        (date(2021, 8, 21), {}, ["rectification", "governance"]),
        (date(2021, 8, 22), {}, ["rectification", "governance", "supervision"]),
        (date(2021, 9, 1), {"governance": date(2021, 9, 1)}, ["governance"]),
        (date(2021, 9, 2), {"governance": date(2021, 9, 1)}, ["governance", "supervision"]),
        (date(2021, 8, 31), {"governance": date(2021, 9, 1)}, ["rectification"]),
        (date(2022, 3, 1), {"supervision": date(2022, 3, 1)}, ["supervision"]),
        (date(2022, 2, 28), {"supervision": date(2022, 3, 1)}, ["rectification", "governance"]),
    ],
)
def test_the_stages_of_one_district(day: date, begun: dict[str, date], names: list[str]) -> None:
    assert on(day, **begun) == names


def test_a_campaign_with_an_end() -> None:
    told = [
        stages_on("safety", d) for d in (date(2023, 9, 30), date(2023, 10, 1), date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert [[s.id for s in stages] for stages in told] == [[], ["campaign"], ["campaign"], []]
    assert stages_on("opinions", date(2023, 10, 1)) == ()


def test_targets_are_as_exact_as_their_sources() -> None:
    by = {(c.id, t.id): t.by for c in campaigns().values() for t in c.targets}
    assert by == {
        ("lianshan", "effective"): days("2022-07"),
        ("lianshan", "marked"): days("2024-12"),
        ("opinions", "effective"): days(date(2022, 7, 24)),
        ("opinions", "marked"): days(date(2024, 7, 24)),
        ("non_subject", "frame"): days("2023-06"),
        ("non_subject", "visible"): days("2024"),
        ("hidden_variants", "mechanisms"): days("2023-06"),
        ("hidden_variants", "solved"): days("2024-06"),
    }
    assert [s.begins for s in campaigns()["lianshan"].stages] == [
        days(date(2021, 8, 5)), Days(date(2021, 8, 21), date.max), Days(date(2021, 8, 21), date.max),
    ]  # fmt: skip


def test_a_campaign_is_read_as_it_is_written() -> None:
    raw = tomllib.loads(Path(module.__file__).with_suffix(".toml").read_text("utf-8"))
    read = campaigns.__wrapped__()
    assert list(read) == [id_ for id_ in raw if id_ != "seen"]
    for id_, one in read.items():
        told = raw[id_]
        assert one == Campaign(
            id_,
            told["title"],
            tuple(Stage(s["id"], s["title"], *_when(s)) for s in told.get("stage", [])),
            tuple(Target(t["id"], t["title"], days(t["by"])) for t in told.get("target", [])),
            tuple(told["clauses"]),
            Evidence(told["evidence"]),
        )


def _when(stage: dict[str, Any]) -> tuple[Days, date | None]:
    begins = days(stage["begins"]) if "begins" in stage else Days(stage["earliest"], date.max)
    return begins, date(2023, 12, 31) if stage["id"] == "campaign" else None


def test_every_campaign_rests_on_clauses_and_is_named() -> None:
    for id_, campaign in campaigns().items():
        assert campaign.id == id_
        assert campaign.clauses
        assert all(sources().clause(c) for c in campaign.clauses)
        assert campaign.evidence is Evidence.REPORT
        assert campaign.title["zh"]
        assert all(t["en"] for t in [*(s.title for s in campaign.stages), *(t.title for t in campaign.targets)])


def test_all_that_is_wrong_with_a_question_is_told() -> None:
    given_: Any = datetime(2021, 9, 1, 8)  # noqa: DTZ001  # a moment, refused with or without a zone

    def faults(*question: Any) -> tuple[str, ...]:
        with pytest.raises(CampaignError) as caught:
            stages_on(*question)
        return caught.value.faults

    early, late = date(2021, 8, 20), date(2021, 9, 1)
    assert faults("lianshen", late) == ("campaign: 'lianshen' is none; did you mean 'lianshan'?",)
    assert faults(5, given_, {"governance": early, "supervision": given_}) == (
        "campaign: 5 is not of type str; give one that is",
        "day: datetime.datetime(2021, 9, 1, 8, 0) is not of type date; give one that is",
        "begun.supervision: datetime.datetime(2021, 9, 1, 8, 0) is not of type date; give one that is",
    )
    assert faults("lianshan", late, [("governance", early)]) == ("begun: is of type list; give a mapping",)
    assert faults("lianshan", late, {"governance": early, "supervisor": late}) == (
        "begun: 'supervisor' is no stage of 'lianshan'; did you mean 'supervision'?",
        "begun.governance: 2021-08-20 is not within 2021-08-21/9999-12-31, when it began",
    )
    assert faults("lianshan", late, {"governance": late, "supervision": late}) == (
        "begun.supervision: 2021-09-01 is not after 2021-09-01, when 'governance' began",
    )
