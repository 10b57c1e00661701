"""A table is judged as its rows are as records: the same counts, findings, notes, receipt and rejected rows."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from shuangjian.core.fact import form
from shuangjian.records import FACTS
from tests.cli.helpers import run
from tests.cli.tables import as_table, calendar, report, table

TOLD = ("date", "day_kind")
TYPES = ("Lesson", "HomeworkDay", "ServiceSession", "SchoolDay", "Payment", "StaffMember", "ExamTerm")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder one is in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def both(name: str, *options: str | Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The report on ``a.csv`` as records, and as a table; the rejected rows are the same."""
    args = ("a.csv", "--record", name, "--format", "json", *options)
    records = run("check", *args, "--rejects", "records.jsonl")
    tables = as_table(*args, "--rejects", "tables.jsonl")
    assert tables.exit_code == records.exit_code, tables.stderr
    assert Path("tables.jsonl").read_text("utf-8") == Path("records.jsonl").read_text("utf-8")
    return report(records), report(tables)


@pytest.mark.parametrize("name", TYPES)
def test_a_table_is_judged_as_records_are(name: str) -> None:
    table(Path("a.csv"), name, 120, seed=1, calendars=("x", "y") if "calendar" in _fields(name) else ())
    records, tables = both(name, "--all", "--calendar", calendar("x"), "--calendar", calendar("y"))
    assert records["summary"]["records"] > 20
    assert sum(len(set(c.values()) - {0}) for c in records["summary"]["by_rule"].values()) > 3
    assert tables["summary"] == records["summary"]
    assert tables["receipt"] == records["receipt"]
    assert tables["findings"] == records["findings"]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--calendar", "x.toml"),
        ("--place", "shanghai"),
        ("--profile", "absolute-caps", "--include-unverified"),
        ("--select", "homework", "--ignore", "homework.posted"),
    ],
)
def test_options_mean_the_same(options: tuple[str, ...]) -> None:
    calendar("x")
    table(Path("a.csv"), "HomeworkDay", 150, seed=2)
    records, tables = both("HomeworkDay", *options)
    assert records["findings"]
    assert tables == records


@pytest.mark.parametrize("kind", ["", "school_day"])
def test_a_summary_has_the_receipt_and_the_notes_of_records(kind: str) -> None:
    header = ["date", "day_kind", "place", *(f for f in form(FACTS["HomeworkAssignment"]).fields if f not in TOLD)]
    lines = [",".join(["2026-03-10", kind, p, *[""] * (len(header) - 3)]) for p in ("haishu", "", "shanghai")]
    Path("a.csv").write_text("\n".join([",".join(header), *lines]), "utf-8")
    args = ("a.csv", "--record", "HomeworkAssignment", "--format", "json", "--calendar", calendar("x"))
    records, tables = report(run("check", *args)), report(as_table(*args, "--summary"))
    assert records["receipt"]["calendars"] == ([] if kind else ["x"])
    assert {n["code"] for n in records["summary"]["notes"]} >= {"no-place", "apart"}
    assert tables["receipt"] == records["receipt"]
    assert tables["summary"] == records["summary"]


def _fields(name: str) -> set[str]:
    return {f.name for f in FACTS[name].__attrs_attrs__}


# ------------------------------------------------------------------------------------------- as a table


@pytest.mark.parametrize("name", TYPES)
def test_the_engine_writes_what_is_told_of_records(name: str) -> None:
    table(Path("a.csv"), name, 120, seed=3, calendars=("x",))
    args = ("a.csv", "--record", name, "--format", "csv", "--all", "--calendar", calendar("x"))
    records = run("check", *args, "--rejects", "r.jsonl").stdout
    tables = as_table(*args, "--rejects", "t.jsonl").stdout
    assert records.partition("\n")[0] == f"{tables.partition(chr(10))[0]},message_zh,message_en"
    assert _plain(tables) == _plain(records)


def _plain(text: str) -> Counter[tuple[str, ...]]:
    """The rows without messages, amounts and shares in one form."""
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    return Counter(
        tuple(_number(v) if k in ("observed", "limit") else v for k, v in row.items() if not k.startswith("message"))
        for row in rows
    )


def _number(said: str) -> str:
    part, _, whole = said.partition("/")
    try:
        return str(Fraction(part) / Fraction(whole or 1))
    except ValueError:
        return said
