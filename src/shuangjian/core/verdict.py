"""What a rule answers, and what is told of it: verdicts, strength of wording, findings, the report and its receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import Enum, IntEnum
from typing import Any

import attrs


class Verdict(Enum):
    """The four answers. UNKNOWN is never a pass."""

    NOT_APPLICABLE = 0
    SATISFIED = 1
    VIOLATED = 2
    UNKNOWN = 3

    __hash__ = object.__hash__  # Enum's own is written in Python and costs more than a whole check


WORST_FIRST = (Verdict.VIOLATED, Verdict.UNKNOWN, Verdict.SATISFIED, Verdict.NOT_APPLICABLE)
"""The order in which verdicts roll up: the first one present stands for all."""


class Modality(IntEnum):
    """How strongly a clause is worded; the higher, the stronger."""

    MAY = 1
    IN_PRINCIPLE = 2
    MUST = 3
    BAN = 4


class Severity(Enum):
    """What a breach of a modality amounts to."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY = {
    Modality.BAN: Severity.ERROR,
    Modality.MUST: Severity.ERROR,
    Modality.IN_PRINCIPLE: Severity.WARNING,
    Modality.MAY: Severity.INFO,
}


class Evidence(Enum):
    """How well a clause was verified; only RECALLED is not enforced by default."""

    TEXT = "text"
    REPORT = "report"
    RESTATED = "restated"
    RECALLED = "recalled"


class Reason(Enum):
    """Why a verdict is UNKNOWN."""

    FACT = "fact"
    CALENDAR = "calendar"
    LOCAL_NORM = "local-norm"
    UNSETTLED = "unsettled"
    UNVERIFIED = "unverified"
    JUDGEMENT = "judgement"


@attrs.frozen
class Missing:
    """One thing without which a verdict stays UNKNOWN.

    Attributes:
        reason: Why it is missing.
        what: The field, the day, the norm with its place, or the member the law leaves open.
        changes: Of a day known only as an interval, the days in it from which the rule says something else; for people.

    """

    reason: Reason
    what: str
    changes: tuple[date, ...] = attrs.field(default=(), eq=False)


@attrs.frozen
class Source:
    """Where a record was read: file and line (from 1)."""

    file: str
    line: int


@attrs.frozen(kw_only=True)
class Finding:
    """What one rule says of one record.

    Attributes:
        rule: Id of the rule, ``family.name``.
        verdict: One of the four.
        record: Id of the record, where it has one.
        modality: Strength of the wording that decided; None where nothing did.
        observed: What the record shows.
        limit: The number, set or moment it was compared with.
        unit: Unit of both.
        clauses: Ids of the clauses that decided; ties cite all.
        places: Ids of the places whose rows decided.
        missing: What keeps an UNKNOWN open.
        provisional: The calendar behind the verdict may still change.
        waived: Reason of the waiver that lifted an in-principle breach.
        source: File and line of the record.

    """

    rule: str
    verdict: Verdict
    record: str | None = None
    modality: Modality | None = None
    observed: Any = None
    limit: Any = None
    unit: str = ""
    clauses: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    provisional: bool = False
    waived: str | None = None
    source: Source | None = None

    @property
    def severity(self) -> Severity | None:
        """What a breach would amount to; None where no wording decided."""
        return SEVERITY[self.modality] if self.modality else None


@attrs.frozen(kw_only=True)
class Receipt:
    """What a report was made with, so that it can be made again.

    Attributes:
        version: Version of the library.
        norms: SHA-256 over every row of law that was read.
        places: Ids of the places asked for.
        calendars: Ids of the calendars used.
        profiles: Names of the stricter readings switched on.
        unverified: Whether recalled rows were enforced.
        date: The day the report was made, given by the caller; None where the caller gave none.

    """

    version: str
    norms: str
    places: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    unverified: bool = False
    date: str | None = None


@attrs.frozen
class Note:
    """Something the reader of a report should know once; what it is called in words, the wording says.

    Attributes:
        code: "no-place", "no-rule" (no rule is about a class of records), "apart" (records were judged one by one, what
            they make together was not), "looser" (a local row not applied), or "waiver" (one that lifts nothing).
        what: What it is about.

    """

    code: str
    what: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Report:
    """Findings of many records, with what was counted and what was used.

    Attributes:
        findings: What was kept, in the order of the records.
        counts: Number of verdicts per rule id, all of them, kept or not.
        receipt: What it was made with.
        notes: What the reader should know once (no place given, looser local rows, waivers not applied).
        records: How many records were judged.

    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, Mapping[Verdict, int]]
    receipt: Receipt
    notes: tuple[Note, ...] = ()
    records: int = 0

    @property
    def by_verdict(self) -> dict[Verdict, int]:
        """Number of verdicts over all rules, worst first."""
        total = Counter[Verdict]()
        for counted in self.counts.values():
            total.update(counted)
        return {v: total[v] for v in WORST_FIRST}

    @property
    def verdict(self) -> Verdict:
        """The worst verdict present stands for all; NOT_APPLICABLE where nothing was judged."""
        return next((v for v, n in self.by_verdict.items() if n), Verdict.NOT_APPLICABLE)
