"""A report for people: record by record, then notes, then the summary."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ..core.verdict import Finding, Report, Verdict
from ..rules import RULES
from ..wording import Lang, note, place, say, sentence
from .output import Page
from .report import Told

_STYLES = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "unknown": "magenta",
    "satisfied": "green",
    "not_applicable": "dim",
}


def write_report(page: Page, told: Sequence[Told], report: Report, lang: Lang) -> None:
    """The whole report."""
    write_records(page, told, lang)
    write_notes(page, report, lang)
    write_totals(page, report, lang)


def write_records(page: Page, told: Sequence[Told], lang: Lang) -> None:
    """The records with findings, each with them."""
    labels = {_label(f) for t in told for f in t.findings}
    width = max((cell_len(say("label", name, lang)) for name in labels), default=0)
    for each in told:
        if each.findings:
            _record(page, each, lang, width)


def write_notes(page: Page, report: Report, lang: Lang) -> None:
    """What is to be known once."""
    for said in report.notes:
        page.line((f"{say('label', 'note', lang)}: ", "bold"), note(said, lang))
    if report.notes:
        page.line()


def _record(page: Page, told: Told, lang: Lang, width: int) -> None:
    fact, source = told.record.fact, told.record.source
    name = f" {fact.id}" if fact.id is not None else f" [{told.record.index}]" if told.is_numbered else ""
    about = f"{type(fact).__name__}{name} ({place(told.place, lang, RULES[0])})"
    page.line((f"{source.file}:{source.line}", "bold"), f"  {about}")
    for found in told.findings:
        label = _label(found)
        said = say("label", label, lang)
        pad = " " * (width - cell_len(said))
        page.line((said, _STYLES[label]), f"{pad}  {found.rule}  {sentence(found, lang)}", indent=2)
    page.line()


def _label(found: Finding) -> str:
    """How bad it is."""
    if found.verdict is Verdict.VIOLATED:
        return found.severity.value if found.severity else "error"
    return found.verdict.name.lower()


def write_totals(page: Page, report: Report, lang: Lang) -> None:
    """What is not known stands before what is kept."""
    counts = report.by_verdict
    order = (Verdict.VIOLATED, Verdict.UNKNOWN, Verdict.SATISFIED, Verdict.NOT_APPLICABLE)
    page.line(" · ".join(f"{say('label', v.name.lower(), lang)} {counts[v]}" for v in order))
    page.line(say("label", "records", lang, report.records))
