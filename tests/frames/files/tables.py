"""Tables written for a test, what taking them in says, and what the reader of records says of the same file."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from shuangjian.core.fact import Fact, form
from shuangjian.frames.files import Names, intake
from shuangjian.records import FACTS, Rejected, read


@attrs.frozen
class Taken:
    """What became of a file: the good rows by line, the rejected ones, and how many there were."""

    good: Mapping[int, Mapping[str, Any]]
    rejected: Sequence[Rejected]
    rows: int
    file: str

    @property
    def reasons(self) -> dict[int, list[str]]:
        return {r.source.line: [str(f).partition(": ")[2] for f in r.faults] for r in self.rejected}


def unknown(cls: type[Fact], header: Sequence[str]) -> Names:
    """A map that says what a test does not."""
    return Names(unknown=tuple(f for f in form(cls).fields if f not in header))


def take(path: Path, cls: type[Fact], names: Names | None = None, **options: Any) -> Taken:
    with intake(path, cls, names, **options) as taken:
        columns = taken.good.columns
        rows = [dict(zip(columns, row, strict=True)) for row in taken.good.fetchall()]
        rejected = list(taken.rejects())
        assert len(rows) + len(rejected) == taken.rows  # never a row lost
        assert len(rejected) == taken.rejected
        assert len({r["line"] for r in rows}) == len(rows)
        folder = taken.folder
    assert not folder.exists()
    good = {r.pop("line"): r for r in sorted(rows, key=lambda r: r["line"])}
    return Taken(good, rejected, taken.rows, taken.file)


def taken(
    content: str | bytes, cls: type[Fact], names: Names | None = None, name: str = "f.csv", **options: Any
) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return take(path, cls, names, **options)


def plain(fact: Fact, header: Sequence[str]) -> dict[str, Any]:
    """A record as a row of the table is."""
    held = {h: getattr(fact, h) for h in header if h != "type"}
    return {h: v.value if isinstance(v, Enum) else v for h, v in held.items()}


def assert_same(
    content: bytes, cls: type[Fact], header: Sequence[str], encoding: str = "utf-8", **options: Any
) -> Taken:
    """Take a CSV in and read it as records: the same rows are good, the rest rejected in the same words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.csv"
        path.write_bytes(content)
        mine = take(path, cls, unknown(cls, header), **options)
        theirs = read(
            path, record=cls.__name__, encoding=encoding, types={cls.__name__: cls}, known=options.get("known", {})
        )
    assert theirs.broken == ()
    inexact = {f.source.line for f in theirs.facts if f.fact.law_days is not None}  # no column of days can hold these
    wanted = {f.source.line: plain(f.fact, header) for f in theirs.facts if f.source.line not in inexact}
    assert mine.good == wanted
    assert all(type(v) is type(wanted[line][k]) for line, row in mine.good.items() for k, v in row.items())
    kept = [r for r in mine.rejected if r.source.line not in inexact]
    assert [(r.source.line, r.index, r.record) for r in kept] == [
        (r.source.line, r.index, r.record) for r in theirs.rejected
    ]
    words = [[(f.path, f.what) for f in r.faults if not f.path.endswith(".type")] for r in kept]
    assert words == [[(f.path, f.what) for f in r.faults if not f.path.endswith(".type")] for r in theirs.rejected]
    return mine


def table(rows: Sequence[Sequence[str]], **dialect: Any) -> str:
    text = io.StringIO()
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue()


TYPES = tuple(FACTS.values())
