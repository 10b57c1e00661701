"""One table in the embedded engine: its rows, what the rules say of them, and where their findings go."""
# ruff: noqa: S608  # names and literals pass through `name` and `text`

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from ..calendar import NATION as OF_THE_NATION
from ..checker import Checker
from ..core.fact import Fact, form
from ..core.norm import NATION
from ..core.verdict import SEVERITY, Severity, Source, Verdict
from ..frames.calendar import calendar_days
from ..frames.check import check, summarise
from ..frames.counts import COUNTS
from ..frames.files import Intake, write_findings
from ..frames.files.engine import name, text
from ..model.day import DayKind
from ..records import Read
from .report import Told, json_of

KEY = "row key"
"""The column with line and id of a row; no field has a blank in its name."""
_DAY, _MARK = "day_kind", "day_kind_provisional"
_BATCH = 5_000
_SEVERITIES = " ".join(f"WHEN {text(m.name.lower())} THEN {text(s.value)}" for m, s in SEVERITY.items())
_ERRORS = ", ".join(text(m.name.lower()) for m, s in SEVERITY.items() if s is Severity.ERROR)
COLUMNS = (
    f"rule, verdict, modality, CASE modality {_SEVERITIES} END AS severity, record.id AS record, "
    "nullif(places, '') AS places, observed, \"limit\", nullif(unit, '') AS unit, nullif(clauses, '') AS clauses, "
    "nullif(missing, '') AS missing, provisional"
)
"""As in the CSV of records, but for the messages."""


@attrs.frozen
class _Group:
    """Rows of one place and calendar, of which all or none say what their day is."""

    place: str | None
    calendar: str | None
    is_told: bool
    first: date | None
    last: date | None
    rows: int


class Judging:
    """A table being judged."""

    def __init__(self, taken: Intake, checker: Checker) -> None:
        """For a file that was taken in; the checker is told of its places and calendars."""
        self.taken, self.checker, self.engine, self.fact = taken, checker, taken.engine, taken.fact
        self._fields = {a.name for a in attrs.fields(self.fact)}
        self.engine.execute("SET preserve_insertion_order = false")  # kept, findings would gather in memory
        taken.good.create_view("good", replace=True)
        groups = self._groups()
        self.records = sum(g.rows for g in groups)
        for group in groups:
            checker(self._like(group))
        self._fill(groups)
        self._asked: dict[str, Any] = {
            "rules": checker.rules,
            "place": checker.place,
            "profiles": checker.profiles,
            "unverified": checker.unverified,
            "unknown": [f for f in taken.unknown if f not in self.engine.table("judged_rows").columns],
        }
        self._is_found = False

    # ------------------------------------------------------------------------------------------- rows

    def _groups(self) -> list[_Group]:
        there = set(self.taken.good.columns)
        place, calendar, kind, day = (name(n) if n in there else "NULL" for n in ("place", "calendar", _DAY, "date"))
        keys = f"{place}, {calendar}, {kind} IS NOT NULL"
        sql = f"SELECT {keys}, min({day}), max({day}), count(*) FROM good GROUP BY {keys} ORDER BY min(line)"
        return [_Group(*row) for row in self.engine.execute(sql.replace("GROUP BY NULL", "GROUP BY 'n'")).fetchall()]

    def _like(self, group: _Group) -> Fact:
        """A record like those of a group, so that the receipt names its place and calendar."""
        given: dict[str, Any] = {"place": group.place}
        if "calendar" in self._fields:
            given["calendar"] = group.calendar
        if group.is_told:
            given[_DAY] = DayKind.SCHOOL_DAY
        return self.fact(**given)

    def _fill(self, groups: Sequence[_Group]) -> None:
        """Make the view of the rows as they are judged: with what a calendar says of the days that say nothing."""
        there = self.taken.good.columns
        cells = {c: f"g.{name(c)}" for c in there}
        ids = cells.get("id", "NULL::VARCHAR")
        rows = "good g"
        if _DAY in self._fields and "date" in there:
            self._load(groups)
            given, mark = (cells.get(c, f"NULL::{t}") for c, t in ((_DAY, "VARCHAR"), (_MARK, "BOOLEAN")))
            is_filled = f"{given} IS NULL AND d.day IS NOT NULL"
            cells[_DAY] = f"coalesce({given}, d.kind)"
            cells[_MARK] = f"CASE WHEN {is_filled} THEN d.provisional ELSE {mark} END"
            of = text(self.checker.calendar or "")
            calendar = f"coalesce(g.calendar, {of})" if "calendar" in there else of
            rows = f"good g LEFT JOIN days d ON d.day = g.date AND d.calendar = {calendar}"
        listed = ", ".join(f"{said} AS {name(c)}" for c, said in cells.items())
        key = f"struct_pack(line := g.line, id := {ids}) AS {name(KEY)}"
        self.engine.execute(f"CREATE VIEW judged_rows AS SELECT {listed}, {key} FROM {rows}")

    def _load(self, groups: Sequence[_Group]) -> None:
        """Load what each calendar says of the days it is asked about; the nation's is named by an empty text."""
        self.engine.execute("CREATE TABLE days (calendar VARCHAR, day DATE, kind VARCHAR, provisional BOOLEAN)")
        for of, (first, last) in self._spans(groups).items():
            asked = self.checker.calendars[of] if of else OF_THE_NATION
            said = calendar_days([asked], first, last, of=self.fact)
            row = "?, unnest(?::DATE[]), unnest(?::VARCHAR[]), unnest(?::BOOLEAN[])"
            self.engine.execute(
                f"INSERT INTO days SELECT {row}", [of, said["date"], said["day_kind"], said["provisional"]]
            )

    def _spans(self, groups: Sequence[_Group]) -> Mapping[str, tuple[date, date]]:
        """First and last day each calendar is asked about."""
        found: dict[str, tuple[date, date]] = {}
        for group in groups:
            if not group.is_told and group.first and group.last:
                of = group.calendar or self.checker.calendar or ""
                first, last = found.get(of, (group.first, group.last))
                found[of] = (min(first, group.first), max(last, group.last))
        return found

    # ------------------------------------------------------------------------------------------- what the rules say

    def counts(self) -> dict[str, dict[Verdict, int]]:
        """How often each rule says what."""
        counted = summarise(self.engine.table("judged_rows"), self.fact, **self._asked)
        names = [Verdict[n.upper()] for n in COUNTS]
        rows = counted.project(", ".join(["rule", *COUNTS])).fetchall()
        return {rule: dict(zip(names, numbers, strict=True)) for rule, *numbers in rows}

    def is_broken(self, counts: Mapping[str, Mapping[Verdict, int]]) -> bool:
        """Whether something is violated at error level."""
        rules = [r for r in self.checker.rules if r.id in counts and counts[r.id][Verdict.VIOLATED]]
        if any({SEVERITY[row.modality] for n in r.norms for row in n.rows} == {Severity.ERROR} for r in rules):
            return True
        if not rules:
            return False
        asked: dict[str, Any] = {**self._asked, "rules": rules}
        check(self.engine.table("judged_rows"), self.fact, key=KEY, keep=[Verdict.VIOLATED], **asked).create_view("bad")
        return bool(self.engine.execute(f"SELECT 1 FROM bad WHERE modality IN ({_ERRORS}) LIMIT 1").fetchall())

    def _find(self) -> None:
        """Make the view of the findings that are kept."""
        if not self._is_found:
            rows = self.engine.table("judged_rows")
            check(rows, self.fact, key=KEY, keep=self.checker.keep, **self._asked).create_view("found")
            self._is_found = True

    def write(self, path: Path) -> None:
        """Write the findings as a table."""
        self._find()
        file = f"{text(self.taken.file)} AS file, record.line AS line"
        write_findings(self.taken, self.engine.sql(f"SELECT {COLUMNS}, {file} FROM found"), path)

    # ------------------------------------------------------------------------------------------- findings in words

    def first(self, most: int) -> list[Told]:
        """The first findings in the order of the file, in words as those of records."""
        self._find()
        sql = f"SELECT record.line FROM found ORDER BY 1 LIMIT {most}"
        lines = sorted({line for (line,) in self.engine.execute(sql).fetchall()})
        rows = self.engine.execute("SELECT * FROM good WHERE list_contains(?::BIGINT[], line) ORDER BY line", [lines])
        found: list[Told] = []
        for told in self._told([d[0] for d in rows.description or ()], rows.fetchall()):
            found.append(attrs.evolve(told, findings=told.findings[:most]))
            most -= len(found[-1].findings)
        return [t for t in found if t.findings]

    def write_json(self, path: Path) -> int:
        """Write the findings one after the other as JSON has them, commas between; how many they are."""
        self._find()
        told = "CREATE TABLE told AS SELECT * FROM good WHERE line IN (SELECT record.line FROM found) ORDER BY line"
        self.engine.execute(told)
        count = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            for one in self._told_in_batches():
                for found in one.findings:
                    file.write((",\n" if count else "") + json_of(found))
                    count += 1
        return count

    def _told_in_batches(self) -> Iterator[Told]:
        columns = self.engine.table("told").columns
        start = 0
        while rows := self.engine.execute(
            "SELECT * FROM told WHERE rowid BETWEEN ? AND ? ORDER BY line", [start, start + _BATCH - 1]
        ).fetchall():
            yield from self._told(columns, rows)
            start += _BATCH

    def _told(self, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[Told]:
        """The rows as records, judged once more by themselves: only so their findings can be said in words."""
        types = form(self.fact).types
        as_field = [_converter(types.get(c)) for c in columns]
        for row in rows:
            given: dict[str, Any] = {
                c: None if v is None else f(v) for c, f, v in zip(columns, as_field, row, strict=True)
            }
            line: int = given.pop("line")
            fact = self.fact(**given)
            source = Source(self.taken.file, line)
            found = tuple(self.checker(fact, source))
            yield Told(Read(fact, source, line), found, fact.place or self.checker.place or NATION, is_numbered=False)


def _converter(type_: Any) -> Any:  # noqa: ANN401  # of any type of field
    """What makes the value of a field of what the engine holds."""
    if isinstance(type_, type) and issubclass(type_, Enum):
        return type_
    return Decimal.normalize if type_ is Decimal else _same


def _same(value: Any) -> Any:  # noqa: ANN401
    return value
