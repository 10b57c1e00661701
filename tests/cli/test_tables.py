"""``shuangjian check`` on tables: what is one, calendars, rejected rows and the exit statuses."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shuangjian.cli import over_tables
from shuangjian.frames.files import sifted
from tests.cli.helpers import run
from tests.cli.tables import ARGS, HEAD, MAP, RULES, calendar, report, row, rows
from tests.frames.files.sheets import workbook


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a map one is in."""
    monkeypatch.chdir(tmp_path)
    Path("m.toml").write_text(MAP, "utf-8")
    return tmp_path


# ------------------------------------------------------------------------------------------- what is a table


def test_a_csv_is_a_table_only_where_that_is_asked() -> None:
    rows("a.csv", row())
    assert "[1]" not in run("check", "a.csv", *ARGS).stdout
    assert "unknown 0 · satisfied 2" in run("check", "a.csv", *ARGS).stdout
    as_records = run("check", "a.csv", "--record", "HomeworkDay", "--select", RULES).stdout
    assert "share" not in as_records
    assert "share" in run("check", "a.csv", *ARGS).stdout


def test_parquet_and_excel_always_are_and_a_csv_beside_them() -> None:
    rows("a.csv", row("1", written_minutes="61"))
    workbook(Path("b.xlsx"), {"days": [HEAD, row("2", is_posted="false")]})
    table = pa.table({h: [v] for h, v in zip(HEAD, row("3", written_minutes=""), strict=True)})
    pq.write_table(table, "c.parquet")
    found = run("check", "a.csv", "b.xlsx", "c.parquet", *ARGS, "--format", "json")
    told = [(f["source"]["file"], f["source"]["line"], f["record"], f["verdict"]) for f in report(found)["findings"]]
    assert told == [("a.csv", 2, "1", "violated"), ("b.xlsx", 2, "2", "violated"), ("c.parquet", 1, "3", "unknown")]
    assert report(found)["summary"]["records"] == 3
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("t.parquet",), "--record TYPE is needed"),
        (("t.parquet", "--record", "Lesson"), "t.parquet:1: cannot be read"),
        (("a.csv", "t.parquet", "r.jsonl"), "r.jsonl: is no table, and t.parquet is"),
        (("r.jsonl", "--summary"), "r.jsonl: is no table, and --summary is for tables"),
        (("in", "--map", "m.toml"), "in: no folder is searched for tables"),
        (("in",), "holds no .json, .jsonl, .toml or .csv; name tables (.parquet, .xlsx) one by one"),
        (("a.csv", *ARGS, "--waivers", "w.toml"), "--waivers: exceptions are not applied to tables yet"),
        (("a.csv", *ARGS, "--memory", "much"), "--memory 'much': write a number and a unit"),
        (("a.csv", *ARGS, "--output", "o.xlsx"), "o.xlsx: no workbook is written"),
        (("a.csv", *ARGS, "--output", "o.jsonl", "--format", "csv"), "o.jsonl: its ending and --format csv differ"),
        (("a.csv", *ARGS, "--output", "m.toml"), "m.toml: is used twice"),
        (("a.csv", *ARGS, "--output", "no/o.csv"), "no file can be written there"),
        (("a.csv", *ARGS, "--place", "bejing"), "did you mean 'beijing'"),
        (("a.csv", *ARGS[:2], "--summary"), "--map FILE names the map"),
        (("a.csv", *ARGS[:2], "--map", "no.toml"), "no.toml:1: there is no such file"),
        (("a.csv", *ARGS[:4], "--select", "hours"), "no rule is about HomeworkDay"),
        (("a.csv", *ARGS, "--memory", "1MB"), "needs more memory than it was given"),
        (("a.csv", *ARGS, "--calendar", "no.toml"), "no.toml"),
        (("nowhere.parquet", "--record", "Lesson"), "there is no such file"),
        (("p.csv", *ARGS), "p.csv:2: records[0].place: 'bejing' is no known place; did you mean 'beijing'?"),
        (("a.csv", "p.csv", *ARGS), "1 of 1 rows cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_is_written(folder: Path, args: tuple[str, ...], said: str) -> None:
    rows("a.csv", row(written_minutes="61"))
    rows("p.csv", row(place="bejing"))
    Path("t.parquet").write_bytes(b"PAR1")
    Path("r.jsonl").write_text("{}\n", "utf-8")
    Path("in").mkdir()
    Path("in/b.parquet").write_bytes(b"")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found = run("check", *(args if "--output" in args else (*args, "--output", "out.csv")))
    assert found.exit_code == 2
    assert said in found.stderr
    assert found.stdout == ""
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_csv_too_large_for_records_is_told_the_way_out() -> None:
    with rows("a.csv", row()).open("r+b") as file:
        file.truncate(257 * 2**20)
    found = run("check", "a.csv", "--record", "HomeworkDay")
    assert found.exit_code == 2
    assert "is larger than 256 MB; as a table it may be of any size: add --record TYPE and --map FILE" in found.stderr


# ------------------------------------------------------------------------------------------- exit status


@pytest.mark.parametrize(
    ("changed", "options", "status"),
    [
        ({}, (), 0),
        ({"written_minutes": "61"}, (), 1),
        ({"written_minutes": "61"}, ("--fail-on", "never"), 0),
        ({"written_minutes": ""}, (), 0),
        ({"written_minutes": ""}, ("--fail-on", "unknown"), 1),
        ({"written_minutes": "many"}, (), 2),
        ({"written_minutes": "many"}, ("--rejects", "r.jsonl"), 3),
    ],
)
def test_the_status_says_what_was_found(changed: dict[str, str], options: tuple[str, ...], status: int) -> None:
    rows("a.csv", row("0"), row("1", **changed))
    assert run("check", "a.csv", *ARGS, *options).exit_code == status
    assert run("check", "a.csv", *ARGS, *options, "--output", "o.parquet").exit_code == status


@pytest.mark.parametrize("clock", ["08:00", "07:50"])
def test_what_is_demanded_in_principle_does_not_fail(clock: str) -> None:
    fields = ["date", "grade", "system", "day_kind", "first_lesson"]
    others = [f for f in _fields("SchoolDay") if f not in fields]
    Path("s.toml").write_text(f"unknown = {json.dumps(others)}\n", "utf-8")
    Path("a.csv").write_text(f"{','.join(fields)}\n2026-03-10,4,六三,school_day,{clock}\n", "utf-8")
    args = ("a.csv", "--record", "SchoolDay", "--map", "s.toml", "--select", "timetable.first-lesson")
    found = run("check", *args)
    assert found.exit_code == 0
    assert "violated 1 ·" in found.stdout
    assert "warning  timetable.first-lesson" in found.stdout


def _fields(name: str) -> list[str]:
    from shuangjian.core.fact import form  # noqa: PLC0415
    from shuangjian.records import FACTS  # noqa: PLC0415

    return list(form(FACTS[name]).fields)


# ------------------------------------------------------------------------------------------- calendars and rejects


def test_a_calendar_tells_what_a_day_is() -> None:
    rows("a.csv", row("term", day_kind="", written_minutes="61"),
         row("vacation", day_kind="", date="2026-07-10"),
         row("said", day_kind="rest_day", date="2026-03-10"))  # fmt: skip
    args = ("check", "a.csv", *ARGS, "--all", "--format", "json")
    without, with_one = report(run(*args)), report(run(*args, "--calendar", calendar("x")))
    first = [
        [f["verdict"] for f in r["findings"] if f["rule"] == "homework.written-minutes"] for r in (without, with_one)
    ]
    assert first == [["unknown", "unknown", "not_applicable"], ["violated", "not_applicable", "not_applicable"]]
    assert (without["receipt"]["calendars"], with_one["receipt"]["calendars"]) == (["cn"], ["x"])


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv", "r.txt"])
def test_no_rejected_row_is_lost(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sifted, "_BATCH", 7)
    for file in ("a.csv", "b.csv"):
        bad = (row(f"=x{i}", written_minutes="x", date="2026-02-30") for i in range(40))
        rows(file, row("good"), *bad, row("good"), [])
    found = run("check", "a.csv", "b.csv", *ARGS, "--rejects", name)
    assert found.exit_code == 3
    assert "2 records checked" in found.stdout
    assert f"82 records rejected, see {name}" in found.stdout
    text = Path(name).read_text("utf-8-sig")
    told = list(csv.DictReader(StringIO(text))) if name.endswith("csv") else [json.loads(x) for x in text.splitlines()]
    assert [(t["file"], int(t["line"])) for t in told] == [(f, n) for f in ("a.csv", "b.csv") for n in range(3, 44)]
    assert all("written_minutes" in str(t["reasons"]) and "date" in str(t["reasons"]) for t in told[:40])


def test_a_refusal_shows_the_first_bad_rows_and_counts_all() -> None:
    rows("a.csv", row("good"), *(row(f"x{i}", written_minutes="x") for i in range(100)))
    found = run("check", "a.csv", *ARGS)
    assert found.stderr.count("written_minutes: 'x'") == over_tables.SHOWN
    assert "a.csv: 100 of 101 rows cannot be read" in found.stderr
    assert "--rejects FILE would set the bad rows aside" in found.stderr
    rows("b.csv", *(row(f"x{i}", written_minutes="x") for i in range(12_000)))
    assert "b.csv: at least 10000 of 12000 rows cannot be read" in run("check", "b.csv", *ARGS).stderr


def test_every_bad_table_is_told_at_once() -> None:
    rows("b.csv", row("b", grade="x"))
    Path("c.parquet").write_bytes(b"no such file")
    rows("d.csv", row("d", is_posted="?"))
    found = run("check", "b.csv", "c.parquet", "d.csv", *ARGS)
    assert found.exit_code == 2
    lines = found.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["b.csv", "b.csv", "c.parquet", "d.csv", "d.csv", "shuangjian"]
    assert lines[-1] == (
        "shuangjian: nothing was judged; --rejects FILE would set the bad rows aside and judge the others"
    )


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1+2", "@SUM(A1)", "\uff1d1", "|calc", "\t=1"])
def test_no_cell_is_a_formula(name: str) -> None:
    rows("a.csv", row(name, class_id=name, written_minutes="61"))
    args = ("check", "a.csv", *ARGS, "--rejects", "r.csv")
    for text in (run(*args, "--format", "csv").stdout, Path("r.csv").read_text("utf-8-sig")):
        cells = [cell for line in csv.reader(StringIO(text)) for cell in line]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\uff1d", "|", "\t"))]
