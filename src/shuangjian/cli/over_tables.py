"""Tables judged one after the other, one report of all: nothing is written before all of them are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from ..checker import Checker
from ..core.verdict import Report, Verdict
from ..frames.fault import TableError
from ..frames.files import FileError, Intake, Names, intake, read_map
from ..frames.files.fault import told as as_fault
from ..frames.files.join import join, write_columns
from ..records import FACTS, write_rejects
from ..records.strangers import Known
from ..wording import Lang, say
from .counted import columns, write_counted
from .inputs import checker as asked_for
from .judging import Judging
from .options import Options, Refused, language
from .output import Page, Writer, emit_all, write_whole
from .progress import Progress
from .report import Told, as_report, split_report
from .tables import CSV, WRITTEN

FAILED, REJECTED = 1, 3
LISTED = 50
"""Findings that are listed in text."""
SHOWN = 20
"""Bad rows that are shown where one is enough to refuse the file."""


def run(paths: Sequence[Path], options: Options) -> int:
    """Judge the tables and write what was asked for.

    Raises:
        CalendarError: if a calendar cannot be used.
        LawError: if the place is not known.
        KeyboardInterrupt: if it is to stop.
        Refused: with everything that is wrong with the options, or with every bad table.

    """
    checker = asked_for(options)
    try:
        with _told(options):
            names = read_map(options.map) if options.map else None
        with TemporaryDirectory(prefix="shuangjian-") as folder:
            over = _Run(options, checker, names, Path(folder))
            with Progress(language(options.lang)) as progress:
                over.judge_all(paths, progress)
            return over.deliver()
    except _Unusable as bad:
        raise _refused([bad]) from bad
    except RuntimeError as fault:  # how the engine says that somebody wants it to stop
        if "interrupt" in str(fault).lower():
            raise KeyboardInterrupt from fault
        raise


class _Unusable(Exception):  # noqa: N818  # never seen outside
    """A table, or the map, that cannot be used: what is wrong, and the option that would help, if one would."""

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what)
        self.cure = cure


def _refused(bad: Sequence[_Unusable]) -> Refused:
    cures = dict.fromkeys(f"; {b.cure}" for b in bad if b.cure)
    return Refused("\n".join([*map(str, bad), f"shuangjian: nothing was judged{''.join(cures)}"]))


@contextmanager
def _told(options: Options) -> Generator[None, None, None]:
    """Turn what the readers of tables raise into what the command tells."""
    try:
        yield
    except FileError as fault:
        is_of_map = options.map is None and any(" map" in f.what for f in fault.faults)
        raise _Unusable(str(fault), "--map FILE names the map" if is_of_map else "") from fault
    except TableError as fault:
        raise _Unusable(str(fault)) from fault


@attrs.define
class _Sums:
    """What became of all tables together."""

    counts: dict[str, Counter[Verdict]] = attrs.field(factory=dict[str, Counter[Verdict]])
    records: int = 0
    rejected: int = 0
    is_broken: bool = False

    def add(self, counts: Mapping[str, Mapping[Verdict, int]]) -> None:
        for rule, counted in counts.items():
            self.counts.setdefault(rule, Counter()).update(counted)

    def kept(self, verdicts: Iterable[Verdict]) -> int:
        """How many findings there are of these verdicts."""
        return sum(counted[v] for counted in self.counts.values() for v in verdicts)


class _Run:
    """A run over tables, with what it gathers on disk."""

    def __init__(self, options: Options, checker: Checker, names: Names | None, folder: Path) -> None:
        self.options, self.checker, self.names, self.folder = options, checker, names, folder
        self.lang: Lang = language(options.lang)
        self.sums = _Sums()
        self.told: list[Told] = []
        self.tables: list[Path] = []
        self.rejects: list[Path] = []
        self.findings: list[Path] = []
        suffix = options.output.suffix.lower() if options.output else ""
        self.takes_table = options.form == "csv" or suffix in WRITTEN
        self.suffix = CSV if options.form == "csv" else suffix
        self.lists = not options.summary and not self.takes_table

    # ------------------------------------------------------------------------------------------- one table

    def judge_all(self, paths: Iterable[Path], progress: Progress) -> None:
        """Judge tables, and keep of them what is written at the end.

        Raises:
            Refused: with every table that cannot be used.

        """
        bad = list[_Unusable]()
        for path in paths:
            try:
                with _told(self.options):
                    self._judge(path, progress)
            except _Unusable as one:
                bad.append(one)
        if bad:
            raise _refused(bad)

    def _judge(self, path: Path, progress: Progress) -> None:
        known: Known = {"place": self.checker.places.names, "calendar": dict.fromkeys(self.checker.calendars, ())}
        most = SHOWN if self.options.rejects is None else None
        fact = FACTS[self.options.record or ""]
        progress.step("reading", str(path))
        with intake(path, fact, self.names, known=known, most=most, memory=self.options.memory) as taken:
            with as_fault(taken.file):
                self._set_aside(taken)
                progress.step("counting", taken.file, taken.engine)
                judging = Judging(taken, self.checker)
                counts = self._count(judging)
                progress.step("telling", taken.file, taken.engine)
                self._tell(judging, counts)
            progress.step("telling", taken.file)

    def _set_aside(self, taken: Intake) -> None:
        """Keep the bad rows, or refuse the table for them."""
        self.sums.rejected += taken.rejected
        if self.options.rejects is not None:
            suffix = CSV if self.options.rejects.suffix.lower() == CSV else ".jsonl"
            self.rejects.append(self.folder / f"rejects{len(self.rejects)}{suffix}")
            write_rejects(taken.rejects(), self.rejects[-1])
        elif taken.rejected:
            shown = list(islice(taken.rejects(), SHOWN))
            lines = [str(f) for r in shown for f in r.faults]
            good = taken.good.aggregate("count(*)").fetchall()[0][0]
            least = "" if good + taken.rejected == taken.rows else "at least "
            more = f"{taken.file}: {least}{taken.rejected} of {taken.rows} rows cannot be read"
            cure = "--rejects FILE would set the bad rows aside and judge the others"
            raise _Unusable("\n".join([*lines, more]), cure)

    def _count(self, judging: Judging) -> Mapping[str, Mapping[Verdict, int]]:
        """Count what the rules say of the rows."""
        counts = judging.counts()
        self.sums.add(counts)
        self.sums.records += judging.records
        if self.options.fail_on != "never" and not self.sums.is_broken:
            self.sums.is_broken = judging.is_broken(counts)
        return counts

    def _tell(self, judging: Judging, counts: Mapping[str, Mapping[Verdict, int]]) -> None:
        """Keep the findings, as far as they are asked for."""
        if self.takes_table and not self.options.summary:
            self.tables.append(self.folder / f"table{len(self.tables)}{self.suffix}")
            judging.write(self.tables[-1])
        if self.lists and self.options.form == "json":
            self._write_json(judging, counts)
        elif self.lists and (room := LISTED - sum(len(t.findings) for t in self.told)) > 0:
            self.told += judging.first(room)

    def _write_json(self, judging: Judging, counts: Mapping[str, Mapping[Verdict, int]]) -> None:
        self.findings.append(self.folder / f"findings{len(self.findings)}.json")
        written = judging.write_json(self.findings[-1])
        if written != sum(counted[v] for counted in counts.values() for v in self.checker.keep):
            raise RuntimeError("table and records differ")  # one of the two ways to judge is wrong

    # ------------------------------------------------------------------------------------------- the report

    def deliver(self) -> int:
        """Write everything, files first; the exit status."""
        report = attrs.evolve(
            self.checker.report((), datetime.now().astimezone().date()),
            counts={r.id: self.sums.counts[r.id] for r in self.checker.rules if self._is_counted(r.id)},
            records=self.sums.records,
        )
        if self.takes_table and self.options.summary:
            self.tables = [self.folder / f"table{self.suffix}"]
            write_columns(columns(report), self.tables[0])
        writers: dict[Path, Writer] = {}
        if self.options.rejects is not None:
            writers[self.options.rejects] = lambda beside: join(self.rejects, beside)
        output = self.options.output
        if output is not None and self.takes_table:
            writers[output] = lambda beside: join(self.tables, beside)
        elif output is not None:
            writers[output] = lambda beside: _write(self._report(report), beside)
        write_whole(writers)
        if output is None or (self.takes_table and self.options.form != "csv"):
            emit_all(self._report(report))
        return self._status(report)

    def _is_counted(self, rule: str) -> bool:
        return any(self.sums.counts.get(rule, Counter()).values())

    def _report(self, report: Report) -> Iterator[str]:
        """What goes to stdout, or into a file that takes no table."""
        if self.options.form == "csv":
            whole = self.folder / f"whole{CSV}"
            join(self.tables, whole)
            yield from _lines(whole)
        elif self.options.form == "json":
            yield from self._json(report)
        else:
            page = Page(to_file=self.options.output is not None and not self.takes_table)
            omitted = self.sums.kept(self.checker.keep) - sum(len(t.findings) for t in self.told)
            write_counted(page, self.told, report, self.lang, omitted if self.lists else 0)
            self._tell_files(page)
            yield page.text()

    def _tell_files(self, page: Page) -> None:
        if self.takes_table and not self.options.summary:
            found = self.sums.kept(self.checker.keep)
            page.line(say("label", "findings_in", self.lang, found, self.options.output))
        if self.sums.rejected:
            page.line((say("label", "rejected", self.lang, self.sums.rejected, self.options.rejects), "bold"))

    def _json(self, report: Report) -> Iterator[str]:
        """The report as one object, the findings from disk."""
        parts = [p for p in self.findings if p.stat().st_size]
        if not parts:
            yield as_report(report, self.sums.rejected)
            return
        head, tail = split_report(report, self.sums.rejected)
        yield head
        for number, part in enumerate(parts):
            yield ",\n" if number else ""
            yield from _lines(part)
        yield tail

    def _status(self, report: Report) -> int:
        if self.sums.rejected:
            return REJECTED
        is_open = self.options.fail_on == "unknown" and report.by_verdict[Verdict.UNKNOWN] > 0
        return FAILED if self.sums.is_broken or is_open else 0


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from file


def _write(pieces: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(pieces)
