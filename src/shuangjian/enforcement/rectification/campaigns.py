"""Campaigns against irregular training (专项整治): stages and targets, as far as sources tell (ENF-01, ENF-17)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs

from ...core.dates import DAY, Days, days
from ...core.faults import ManyFaults, suggestion
from ...core.toml import Table, is_table
from ...core.typed import typed
from ...core.verdict import Evidence

_NOTHING: Final[Mapping[str, date]] = MappingProxyType({})


class CampaignError(ManyFaults):
    """A question about a campaign is wrong.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Stage:
    """A stage of a campaign (阶段).

    Attributes:
        id: Its name in the table.
        title: What it is called, by language.
        begins: The day it began, or the interval in which it did; it ends on `date.max` where no source tells.
        until: The last day it can be of, None where no source tells an end.

    """

    id: str
    title: Mapping[str, str]
    begins: Days
    until: date | None


@attrs.frozen
class Target:
    """What a campaign set out to reach (目标).

    Attributes:
        id: Its name in the table.
        title: What is to be reached, by language.
        by: When, as exactly as the source tells; its last day is the last day for it.

    """

    id: str
    title: Mapping[str, str]
    by: Days


@attrs.frozen
class Campaign:
    """A campaign.

    Attributes:
        id: Its name in the table.
        title: What it is called, by language.
        stages: Its stages, the first one first; none where only targets are known.
        targets: What it set out to reach.
        clauses: Ids of the clauses it rests on.
        evidence: How they were verified.

    """

    id: str
    title: Mapping[str, str]
    stages: tuple[Stage, ...]
    targets: tuple[Target, ...]
    clauses: tuple[str, ...]
    evidence: Evidence


@cache
def campaigns() -> Mapping[str, Campaign]:
    """Every campaign by its id (ENF-01, ENF-17, ENF-19, HID-02)."""
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {id_: _campaign(id_, table) for id_, table in raw.items() if is_table(table)}


@typed(CampaignError)
def stages_on(campaign: str, day: date, begun: Mapping[str, date] = _NOTHING) -> tuple[Stage, ...]:
    """Say in which stages of a campaign a day may lie: one where it is known, several where no source tells.

    Args:
        campaign: Which, an id of `campaigns`.
        day: The day.
        begun: The day a stage began, by its id, for those of which no source tells: a local school calendar may.

    Raises:
        CampaignError: if there is no such campaign or stage, a stage cannot have begun on the day given, or not
            before the one after it, or something is of another type; with all that is wrong.

    """
    held = campaigns().get(campaign)
    if held is None:
        raise CampaignError([f"campaign: {campaign!r} is none{suggestion(campaign, campaigns())}"])
    if faults := _faults(held, begun):
        raise CampaignError(faults)
    found, earliest = list[Stage](), date.min
    for at, stage in enumerate(held.stages):
        earliest = max(earliest + DAY, begun.get(stage.id, stage.begins.first))  # each begins after the one before it
        over = min((begun.get(s.id, s.begins.last) for s in held.stages[at + 1 :]), default=date.max)
        if earliest <= day < over and (stage.until is None or day <= stage.until):
            found.append(stage)
    return tuple(found)


def _faults(held: Campaign, begun: Mapping[str, date]) -> list[str]:
    """What is wrong with the days on which stages began."""
    stages = {s.id: s for s in held.stages}
    found = [
        f"begun: {id_!r} is no stage of {held.id!r}{suggestion(id_, stages)}" for id_ in begun if id_ not in stages
    ]
    given = [(s, begun[s.id]) for s in held.stages if s.id in begun]
    found += [
        f"begun.{stage.id}: {told} is not within {stage.begins}, when it began"
        for stage, told in given
        if not stage.begins.first <= told <= stage.begins.last
    ]
    found += [
        f"begun.{later.id}: {then} is not after {told}, when {stage.id!r} began"
        for (stage, told), (later, then) in pairwise(given)
        if then <= told
    ]
    return found


def _campaign(id_: str, raw: Table) -> Campaign:
    return Campaign(
        id_,
        raw["title"],
        tuple(map(_stage, raw.get("stage", ()))),
        tuple(Target(t["id"], t["title"], days(t["by"])) for t in raw.get("target", ())),
        tuple(raw["clauses"]),
        Evidence(raw["evidence"]),
    )


def _stage(raw: Table) -> Stage:
    begins = days(raw["begins"]) if "begins" in raw else Days(raw["earliest"], date.max)
    return Stage(raw["id"], raw["title"], begins, days(raw["until"]).last if "until" in raw else None)
