"""Tables written by the engine: nothing a spreadsheet runs, nothing a terminal acts on, exact amounts."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.cli.output import plain
from shuangjian.cli.report import _FORMULA, _NUMBER
from shuangjian.frames.files import Intake, intake, write_findings
from shuangjian.records import FACTS

from .tables import unknown


@contextmanager
def opened() -> Iterator[tuple[Intake, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.csv"
        path.write_text("id\na\n")
        with intake(path, FACTS["School"], unknown(FACTS["School"], ["id"])) as taken:
            yield taken, Path(folder)


def table(sql: str, suffix: str, values: list[Any] | None = None) -> bytes:
    with opened() as (taken, folder):
        taken.engine.execute(f"CREATE TABLE t AS {sql}", values or [])
        path = folder / f"out{suffix}"
        write_findings(taken, taken.engine.table("t"), path)
        assert sorted(p.name for p in folder.iterdir()) == ["f.csv", path.name]
        return path.read_bytes()


SQL = (
    "SELECT 'homework.written-minutes' AS rule, '=1+1' AS record, 60 AS observed, 1980.50::DECIMAL(15, 6) AS lim, "
    "['HW-04', 'HW-05'] AS clauses, true AS provisional, DATE '2026-03-02' AS day, NULL::VARCHAR AS missing"
)


def test_csv() -> None:
    assert table(SQL, ".csv").decode().splitlines() == [
        "rule,record,observed,lim,clauses,provisional,day,missing",
        "homework.written-minutes,'=1+1,60,1980.5,HW-04; HW-05,true,2026-03-02,",
    ]


def test_json_lines() -> None:
    for suffix in (".jsonl", ".ndjson"):
        (line,) = table(SQL, suffix).decode().splitlines()
        row = json.loads(line)
        assert row["lim"] == "1980.5"
        assert row["clauses"] == ["HW-04", "HW-05"]
        assert (row["record"], row["observed"], row["provisional"], row["missing"]) == ("=1+1", 60, True, None)


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    path.write_bytes(table(SQL, ".PARQUET"))
    assert pq.read_table(path).num_rows == 1


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cn"]), max_size=6), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_cells_are_written_as_the_report_writes_them(texts: list[str]) -> None:
    texts = [t.replace("\0", "") for t in texts] + [
        "=1",
        " =1",
        "-1",
        "-1.5",
        "-x",
        "+1",
        "\uff1d1",
        "\u3000=1",
        "\u200b=1",
        "\n=1",
        "1/2",
        "a\\n",
    ]
    content = table("SELECT unnest(?::VARCHAR[]) AS x", ".csv", [texts]).decode()
    (_, *rows) = list(csv.reader(io.StringIO(content, newline="")))
    assert [r[0] if r else "" for r in rows] == [_cell(t) for t in texts]


def _cell(text: str) -> str:
    said = plain(text)
    return f"'{said}" if _FORMULA.match(said) and not _NUMBER.fullmatch(said) else said


def test_an_ending_that_tells_nothing() -> None:
    with pytest.raises(ValueError, match="tells no kind of table"):
        table(SQL, ".xls")


def test_a_place_nobody_may_write_to() -> None:
    with opened() as (taken, folder), pytest.raises(OSError, match="gone"):
        write_findings(taken, taken.engine.sql(SQL), folder / "gone" / "out.csv")


def test_good_rows_can_be_written_whole() -> None:
    with opened() as (taken, folder):
        write_findings(taken, taken.good, folder / "out.csv")
        assert (folder / "out.csv").read_text() == "line,id\n2,a\n"
