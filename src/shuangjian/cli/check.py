"""``shuangjian check``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..checker import Checker
from ..core.norm import NATION
from ..core.verdict import Finding, Report, Severity, Verdict
from ..records import FACTS, Batch, Read, read, write_rejects
from ..records.strangers import Known
from ..wording import Lang, say
from .inputs import checker as asked_for, files, keep_inputs
from .options import Options, Refused, format_option, known, lang_option, language
from .output import Page, Writer, deliver
from .report import Told, as_csv, as_report
from .tables import check_tables, is_of_tables, refuse_large
from .text import write_report

FAILED, REJECTED = 1, 3
LONG = 20_000
"""Records from which on progress is shown."""
_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="PATH...")
@click.option("--place", metavar="ID", help="Place of the records that name none.")
@click.option("--calendar", type=_FILE, multiple=True, metavar="FILE", help="School calendar; if one, the default.")
@click.option("--select", multiple=True, metavar="IDS", help="Only these rules or families, commas between them.")
@click.option("--ignore", multiple=True, metavar="IDS", help="Not these rules or families.")
@click.option("--profile", multiple=True, metavar="NAME", help="A stricter reading the law offers.")
@click.option("--waivers", type=_FILE, metavar="FILE", help="Recorded exceptions, TOML.")
@click.option("--include-unverified", is_flag=True, help="Enforce clauses nobody has verified.")
@click.option("--all", "every", is_flag=True, help="List every finding, not only violated and unknown.")
@click.option(
    "--fail-on", type=click.Choice(["violation", "unknown", "never"]), default="violation", show_default=True,
    help="What exit status 1 stands for.",
)  # fmt: skip
@click.option("--rejects", type=_FILE, metavar="FILE", help="Write bad records here and judge the others.")
@click.option("--record", metavar="TYPE", help="Type of the records that name none.")
@click.option("--map", type=_FILE, metavar="FILE", help="Which column of a table is which field, TOML.")
@click.option("--summary", is_flag=True, help="Of tables only the counts, rule by rule.")
@click.option("--memory", metavar="SIZE", help="The most the engine of tables may take, such as 1GB.")
@click.option("--output", type=_FILE, metavar="FILE", help="Write here instead of to stdout.")
@format_option("text", "json", "csv")
@lang_option
def check(**given: Any) -> int:
    """Check files or folders of records (.json, .jsonl, .toml, .csv), or tables (.parquet, .xlsx, .csv).

    A table is a file of one type of record, --record, of any size. A .csv is one if --map, --summary or --memory is
    given.

    Exit status: 0 nothing is violated at error level; 1 something is; 2 bad input or usage; 3 judged, but records were
    rejected.
    """
    options = Options(**given)
    if options.record is not None:
        known([options.record], FACTS, "record type")
    return check_tables(options) if is_of_tables(options) else _run(options)


def _run(options: Options) -> int:
    """Read everything, judge everything, and only then write."""
    lang = language(options.lang)
    checker = asked_for(options)
    apart = [*options.calendar, *(p for p in (options.waivers, options.output, options.rejects) if p)]
    inputs = files(options.paths, apart)
    keep_inputs(inputs, options)
    refuse_large(inputs)
    there: Known = {"place": checker.places.names, "calendar": dict.fromkeys(checker.calendars, ())}
    batches = [read(path, record=options.record, known=there) for path in inputs]
    _refuse(batches, keep_good=options.rejects is not None)
    told = _judged(checker, [r for b in batches for r in b.facts], lang)
    report = checker.report((f for t in told for f in t.findings), datetime.now().astimezone().date())
    rejected = sum(len(b.rejected) for b in batches)
    others: dict[Path, Writer] = {}
    if options.rejects is not None:
        others[options.rejects] = lambda beside: write_rejects((r for b in batches for r in b.rejected), beside)
    deliver(_rendered(options, lang, told, report, rejected), options.output, others)
    return REJECTED if rejected else _status(report.findings, options.fail_on)


def _refuse(batches: Iterable[Batch], *, keep_good: bool) -> None:
    """Refuse input with a fault; where the good records are to be kept, only files that are bad as a whole."""
    faulty = [b for b in batches if (b.broken if keep_good else b.faults)]
    if faulty:
        lines = [str(f) for b in faulty for f in b.faults]
        omitted = sum(b.omitted for b in faulty)
        cure = "" if keep_good else "; --rejects FILE would set the bad records aside and judge the others"
        more = [f"and {omitted} more"] if omitted else []
        raise Refused("\n".join([*lines, *more, f"shuangjian: nothing was judged{cure}"]))


def _judged(checker: Checker, facts: Sequence[Read], lang: Lang) -> list[Told]:
    """Every record with its findings."""
    found: list[Told] = []
    for each in _shown(facts, lang):
        try:
            findings = tuple(checker(each.fact, each.source))
        except ValueError as fault:  # a place or calendar that is not there
            raise Refused(f"{each.source.file}:{each.source.line}: {fault}") from fault
        found.append(Told(each, findings, each.fact.place or checker.place or NATION))
    return found


def _shown(facts: Sequence[Read], lang: Lang) -> Iterable[Read]:
    """The same, with progress on stderr where that is a terminal and there is much to do."""
    if len(facts) < LONG or not sys.stderr.isatty():
        return facts
    from rich.console import Console  # noqa: PLC0415  # only where it is used
    from rich.progress import track  # noqa: PLC0415

    return track(facts, say("label", "checking", lang), console=Console(stderr=True), transient=True)


def _rendered(options: Options, lang: Lang, told: Sequence[Told], report: Report, rejected: int) -> str:
    if options.form == "json":
        return as_report(report, rejected)
    if options.form == "csv":
        return as_csv(report.findings)
    page = Page(to_file=options.output is not None)
    write_report(page, told, report, lang)
    if rejected:
        page.line((say("label", "rejected", lang, rejected, options.rejects), "bold"))
    return page.text()


def _status(findings: Iterable[Finding], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    failed = any(
        (f.verdict is Verdict.VIOLATED and f.severity is Severity.ERROR)
        or (f.verdict is Verdict.UNKNOWN and fail_on == "unknown")
        for f in findings
    )
    return FAILED if failed else 0
