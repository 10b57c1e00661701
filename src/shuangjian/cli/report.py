"""Findings as JSON and CSV: what others build on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any, TypeGuard

import attrs

from ..core.verdict import Finding, Report, Verdict
from ..records import Read
from ..wording import note, sentence, shown, written
from .output import as_json, plain

_FORMULA = re.compile(r"[\s\x00-\x1f\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?\d+([./]\d+)?")
_COLUMNS = (
    "rule", "verdict", "modality", "severity", "record", "places", "observed", "limit", "unit", "clauses", "missing",
    "provisional", "file", "line", "message_zh", "message_en",
)  # fmt: skip


@attrs.frozen
class Told:
    """A record with its findings, judged by the law of a place.

    Attributes:
        record: The record.
        findings: Its findings.
        place: The place.
        is_numbered: Whether it has a number in its file beside its line.

    """

    record: Read
    findings: tuple[Finding, ...]
    place: str
    is_numbered: bool = True


def as_report(report: Report, rejected: int) -> str:
    """The whole report as JSON."""
    receipt = attrs.asdict(report.receipt)
    summary = {
        "by_rule": {rule: _counts(counted) for rule, counted in report.counts.items()},
        "by_verdict": _counts(report.by_verdict),
        "records": report.records,
        "rejected": rejected,
        "notes": [
            {"code": n.code, "what": list(n.what), "message": {"zh": note(n, "zh"), "en": note(n, "en")}}
            for n in report.notes
        ],
    }
    return as_json({"receipt": receipt, "summary": summary, "findings": [finding(f) for f in report.findings]})


def split_report(report: Report, rejected: int) -> tuple[str, str]:
    """The same in two halves, between which findings can be put."""
    end = "]\n}\n"
    return as_report(attrs.evolve(report, findings=()), rejected).removesuffix(end) + "\n", f"\n  {end}"


def json_of(found: Finding) -> str:
    """A finding as it stands in the JSON of a report."""
    return f"    {as_json(finding(found)).rstrip()}".replace("\n", "\n    ")


def _counts(counted: Any) -> dict[str, int]:  # noqa: ANN401
    """Worst first, so that nobody reads what is kept before what is not known."""
    order = (Verdict.VIOLATED, Verdict.UNKNOWN, Verdict.SATISFIED, Verdict.NOT_APPLICABLE)
    return {v.name.lower(): counted[v] for v in order}


def finding(found: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    seen = shown(found)
    is_truth = seen.op in ("require", "forbid")
    return {
        "rule": found.rule,
        "verdict": found.verdict.name.lower(),
        "modality": found.modality.name.lower() if found.modality else None,
        "severity": found.severity.value if found.severity else None,
        "record": found.record,
        "places": list(found.places),
        "observed": written(seen.observed, seen.unit),
        "limit": None if is_truth else written(seen.limit, seen.unit),
        "unit": seen.unit,
        "clauses": list(found.clauses),
        "missing": [{"reason": m.reason.value, "what": m.what} for m in found.missing],
        "provisional": found.provisional,
        "source": {"file": found.source.file, "line": found.source.line} if found.source else None,
        "message": {"zh": sentence(found, "zh"), "en": sentence(found, "en")},
    }


def as_csv(findings: Iterable[Finding]) -> str:
    """Findings as a table; no cell is a formula, whatever a record says."""
    buffer = StringIO()
    table = csv.writer(buffer, lineterminator="\n")
    table.writerow(_COLUMNS)
    for found in findings:
        table.writerow([_cell(c) for c in _cells(finding(found))])
    return buffer.getvalue()


def _cells(told: dict[str, Any]) -> list[Any]:
    source = told["source"] or {"file": None, "line": None}
    return [
        told["rule"], told["verdict"], told["modality"], told["severity"], told["record"], told["places"],
        told["observed"], told["limit"], told["unit"], told["clauses"],
        [f"{m['reason']} {m['what']}" for m in told["missing"]],
        told["provisional"], source["file"], source["line"], told["message"]["zh"], told["message"]["en"],
    ]  # fmt: skip


def _cell(given: Any) -> str:  # noqa: ANN401
    if given is None:
        return ""
    if isinstance(given, bool):
        return str(given).lower()
    text = plain("; ".join(map(str, given)) if _is_list(given) else str(given))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _is_list(given: object) -> TypeGuard[list[object]]:
    return isinstance(given, list)
