"""The table behind the life of an institution: ``life.toml``, read once, when first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from ...core.dates import Days, days
from ...core.verdict import Evidence
from ...model.grade import Stage
from ...model.institution import Subject
from .due import Unit


class Standing(Enum):
    """What an institution is before the law; one at a time. Clauses and titles stand in ``life.toml``."""

    UNLICENSED = "unlicensed"
    """无证"""
    FILED = "filed"
    """备案"""
    FOR_PROFIT = "for_profit"
    """营利性"""
    RELICENSED = "relicensed"
    """营改非, the new licence given"""
    REGISTERED = "registered"
    """营改非, registered with civil affairs (民办非企业单位)"""
    LICENSED = "licensed"
    """持证"""
    CONVERTED = "converted"
    """转型"""
    CLOSED = "closed"
    """注销"""
    REVOKED = "revoked"
    """吊销"""
    BANNED = "banned"
    """取缔"""


class Order(Enum):
    """What an institution has been told to do, or has said it will; several may be in force at a time."""

    STOPPED = "stopped"
    """停课"""
    RECTIFYING = "rectifying"
    """整改"""
    NOT_ENROLLING = "not_enrolling"
    """停止招生"""
    NOT_TRAINING = "not_training"
    """no training until it is corrected (PEN-13)"""
    SUSPENDED = "suspended"
    """暂停招生及收费, until it is non-profit (LIC-03)"""
    SHUT = "shut"
    """停办"""
    CLOSING = "closing"
    """公告终止"""


class Issuer(Enum):
    """Who acts."""

    EDUCATION = "education"
    """教育行政部门 of county level or above (PEN-02)"""
    PROVINCE = "province"
    """省级教育行政部门 (LIC-05)"""
    SECTOR = "sector"
    """体育、文化艺术、科技主管部门 (LIC-10), where the province has it deal with breaches (PEN-02)"""
    CIVIL_AFFAIRS = "civil_affairs"
    """民政部门 (LIC-04)"""
    MARKET = "market"
    """市场监管部门 (LIC-04)"""
    ENFORCEMENT_TEAM = "enforcement_team"
    """综合执法队伍 (PEN-02)"""
    JOINT_TEAM = "joint_team"
    """联合检查组 of several offices (ENF-04)"""
    INSTITUTION = "institution"
    """the institution itself (LIC-15)"""


class Decision(Enum):
    """What a hearing may be about (听证, PEN-12)."""

    FINE = "fine"
    """a large fine (罚款)"""
    REVOCATION = "revocation"
    """吊销办学许可证"""
    CLOSURE = "closure"
    """停办"""
    CAREER_BAN = "career_ban"
    """限制从业"""


@attrs.frozen
class Part:
    """A part of what an institution trains; an order may concern some parts alone (SHS-04).

    Attributes:
        stage: Whom (学段).
        subject: What (学科类, 非学科类).

    """

    stage: Stage
    subject: Subject

    def __str__(self) -> str:
        """As tables and messages have it."""
        return f"{self.stage.value}.{self.subject.value}"


EVERY_PART: Final = frozenset(Part(stage, subject) for stage in Stage for subject in Subject)
"""What can be trained at all."""


@attrs.frozen
class Span:
    """A time the law gives.

    Attributes:
        count: How many units.
        unit: What is counted.
        over: Whether its last day must be over, not only have come.

    """

    count: int
    unit: Unit
    over: bool = False


@attrs.frozen(kw_only=True)
class Act:
    """An act, mostly a paper, that moves an institution.

    Attributes:
        id: Its name in the table.
        title: What it is called, by language; in Chinese only where policy has a name.
        issuers: Who may do it.
        moves: The standings it moves.
        to: Where to; None where the standing stays.
        needs: Orders of which one must be in force, if any are named.
        unless: Orders that must not be in force.
        imposes: Orders it brings.
        lifts: Orders it ends.
        after: The act that must have come before it, if any; where that tells what it is about, about this one.
        spent_by: Acts after which nothing can be founded on this one any more.
        waits: How long after that act at the earliest.
        limit: Within what time after that act.
        by: The last day the law gives.
        asks: What its paper must name: ``parts``, ``deadline``, ``about``.
        of: The parts it can be about; `EVERY_PART` where the source does not narrow it.
        parts: What alone may be trained afterwards; None where the act does not bear on it.
        since: Since when the source tells of it, as exactly as it does.
        clauses: Ids of the clauses it rests on.
        evidence: How they were verified.

    """

    id: str
    title: Mapping[str, str]
    issuers: tuple[Issuer, ...]
    moves: tuple[Standing, ...]
    to: Standing | None
    needs: frozenset[Order]
    unless: frozenset[Order]
    imposes: frozenset[Order]
    lifts: frozenset[Order]
    after: str | None
    spent_by: frozenset[str]
    waits: Span | None
    limit: Span | None
    by: date | None
    asks: frozenset[str]
    of: frozenset[Part]
    parts: frozenset[Part] | None
    since: Days
    clauses: tuple[str, ...]
    evidence: Evidence

    @property
    def finds_corrected(self) -> bool:
        """Whether it finds an institution corrected; one after which it is no more ends a rectification too."""
        return Order.RECTIFYING in self.lifts & self.needs


@cache
def raw() -> Mapping[str, Any]:
    """The table as it is written: standings, orders, issuers and decisions with title and clauses, and the acts."""
    return tomllib.loads(Path(__file__).with_name("life.toml").read_text("utf-8"))


@cache
def acts() -> Mapping[str, Act]:
    """Every act by its id, in the order of the table."""
    return {id_: _act(id_, row) for id_, row in raw()["act"].items()}


def _act(id_: str, row: Mapping[str, Any]) -> Act:
    orders = {key: frozenset(map(Order, row.get(key, ()))) for key in ("needs", "unless", "imposes", "lifts")}
    return Act(
        id=id_,
        title=row["title"],
        issuers=tuple(map(Issuer, row["issuers"])),
        moves=tuple(map(Standing, row["from"])),
        to=Standing(row["to"]) if "to" in row else None,
        **orders,
        after=row.get("after"),
        spent_by=frozenset(row.get("spent_by", ())),
        waits=_span(row.get("waits")),
        limit=_span(row.get("limit")),
        by=row.get("by"),
        asks=frozenset(row.get("asks", ())),
        of=frozenset(map(_part, row["of"])) if "of" in row else EVERY_PART,
        parts=frozenset(map(_part, row["parts"])) if "parts" in row else None,
        since=days(row["since"]),
        clauses=tuple(row["clauses"]),
        evidence=Evidence(row["evidence"]),
    )


def _span(row: Mapping[str, Any] | None) -> Span | None:
    return None if row is None else Span(row["count"], Unit(row["unit"]), over=row.get("over", False))


def _part(text: str) -> Part:
    stage, _, subject = text.partition(".")
    return Part(Stage(stage), Subject(subject))
