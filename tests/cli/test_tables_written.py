"""``shuangjian check`` on tables: what is written where, whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from shuangjian.cli import judging, over_tables
from shuangjian.core.verdict import Verdict
from shuangjian.frames.files.join import join
from tests.cli.helpers import run
from tests.cli.tables import ARGS, MAP, report, row, rows


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a map one is in."""
    monkeypatch.chdir(tmp_path)
    Path("m.toml").write_text(MAP, "utf-8")
    return tmp_path


def findings(path: str) -> list[dict[str, Any]]:
    """A file of findings, whatever its form, in the order of its rows."""
    if path.endswith(".parquet"):
        found = pq.read_table(path).to_pylist()
    elif path.endswith(".csv"):
        found = list(csv.DictReader(StringIO(Path(path).read_text("utf-8"))))
    else:
        found = [json.loads(x) for x in Path(path).read_text("utf-8").splitlines()]
    return sorted(found, key=lambda f: (f["file"], int(f["line"]), f["rule"]))


@pytest.mark.parametrize("name", ["o.parquet", "o.csv", "o.jsonl", "O.NDJSON"])
def test_an_ending_of_a_table_takes_all_findings(folder: Path, name: str) -> None:
    rows("a.csv", *(row(str(i), written_minutes="61") for i in range(60)))
    rows("b.csv", row("b", is_posted=""))
    found = run("check", "a.csv", "b.csv", *ARGS, "--output", name)
    assert "61 findings, see " in found.stdout
    assert "a.csv:2" not in found.stdout
    told = findings(name)
    assert len(told) == 61
    first = {"rule": "homework.written-minutes", "verdict": "violated", "modality": "ban", "severity": "error",
             "record": "0", "places": "cn", "observed": "61", "limit": "60", "unit": "min",
             "file": "a.csv"}  # fmt: skip
    assert {k: told[0][k] for k in first} == first
    assert {t["line"] for t in told[:60]} == ({str(i) for i in range(2, 62)} if ".csv" in name else set(range(2, 62)))
    assert (told[60]["verdict"], told[60]["missing"]) == ("unknown", "fact is_posted")
    assert {p.name for p in folder.iterdir()} == {"a.csv", "b.csv", "m.toml", name}


def test_text_lists_the_first_findings_and_counts_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rows("a.csv", *(row(str(i), written_minutes="61") for i in range(30)))
    rows("b.csv", *(row(str(i), written_minutes="61", is_posted="false") for i in range(30)))
    found = run("check", "a.csv", "b.csv", *ARGS).stdout
    assert found.count("  error  ") == over_tables.LISTED == 50
    assert "… and 40 more findings; --output FILE.csv" in found
    (first, *_), last = found.split("\n\n"), found.rstrip().splitlines()[-1]
    assert first == (
        "a.csv:2  HomeworkDay 0 (Beijing)\n  error  homework.written-minutes  Average written homework per school "
        "day: 61 min recorded, the law says at most 60 min; broken (HW-13, HW-03, HW-04, HW-10; the nation; ban)."
    )
    assert last == "60 records checked"


def test_a_summary_counts_and_lists_nothing() -> None:
    rows("a.csv", row("1"), row("2", written_minutes="61"), row("3", written_minutes=""))
    found = run("check", "a.csv", *ARGS, "--summary")
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        "rule                      violated  unknown  satisfied  not applicable      share kept",
        "homework.written-minutes         1        1          1               0  33.3% to 66.7%",
        "homework.posted                  0        0          3               0            100%",
        "",
        "violated 1 · unknown 1 · satisfied 4 · not applicable 0",
        "3 records checked",
    ]
    assert report(run("check", "a.csv", *ARGS, "--summary", "--format", "json"))["findings"] == []


@pytest.mark.parametrize("name", ["o.csv", "o.parquet", "o.jsonl"])
def test_a_summary_is_written_as_a_table(name: str) -> None:
    rows("a.csv", row("1"), row("2", written_minutes="61"), row("3", grade="10"))
    run("check", "a.csv", *ARGS, "--summary", "--output", name)
    engine = duckdb.connect()
    seen = (
        engine.read_csv(name)
        if name.endswith("csv")
        else engine.read_parquet(name)
        if name.endswith("parquet")
        else engine.read_json(name)
    )
    assert seen.fetchall() == [
        ("homework.written-minutes", 1, 0, 1, 1, 0.5, 0.5),
        ("homework.posted", 0, 0, 2, 1, 1.0, 1.0),
    ]


def test_a_share_is_never_rounded_in_our_favour() -> None:
    rows("a.csv", *(row(str(i), written_minutes="61" if not i else "60") for i in range(1200)))
    text = run("check", "a.csv", *ARGS, "--summary").stdout
    assert [x.split()[5:] for x in text.splitlines() if "minutes" in x] == [["99.9%"]]  # 1,199 of 1,200 is 99.916…%
    rows("c.csv", *(row(str(i), written_minutes="61" if not i else "" if i == 1 else "60") for i in range(1200)))
    assert "99.8% to 100%" in run("check", "c.csv", *ARGS, "--summary").stdout
    rows("b.csv", row(written_minutes=""), row("b", grade="10"))
    (line,) = [x for x in run("check", "b.csv", *ARGS, "--summary").stdout.splitlines() if "minutes" in x]
    assert line.split() == ["homework.written-minutes", "0", "1", "0", "1", "0%", "to", "100%"]


def test_a_csv_goes_to_stdout_or_whole_into_a_file() -> None:
    rows("a.csv", row("1", written_minutes="61"))
    found = run("check", "a.csv", *ARGS, "--format", "csv")
    assert run("check", "a.csv", *ARGS, "--format", "csv", "--output", "o.csv").stdout == ""
    assert Path("o.csv").read_text("utf-8") == found.stdout
    assert run("check", "a.csv", *ARGS, "--format", "csv", "--output", "o.txt").exit_code == 1
    assert Path("o.txt").read_text("utf-8") == found.stdout


def test_any_other_ending_takes_the_report() -> None:
    rows("a.csv", row("1", written_minutes="61"))
    for form in ("text", "json"):
        found = run("check", "a.csv", *ARGS, "--format", form)
        assert run("check", "a.csv", *ARGS, "--format", form, "--output", "o").stdout == ""
        assert Path("o").read_text("utf-8") == found.stdout


def test_json_beside_a_table_of_findings_lists_none() -> None:
    rows("a.csv", row("1", written_minutes="61"))
    found = report(run("check", "a.csv", *ARGS, "--format", "json", "--output", "o.csv"))
    assert (found["findings"], found["summary"]["by_verdict"]["violated"]) == ([], 1)
    assert len(findings("o.csv")) == 1


def test_json_findings_come_in_the_order_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_BATCH", 100)
    rows("a.csv", *(row(str(i), written_minutes="61") for i in range(1001)))
    told = report(run("check", "a.csv", *ARGS, "--format", "json"))["findings"]
    assert [f["source"]["line"] for f in told] == list(range(2, 1003))


def test_where_table_and_record_differ_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows("a.csv", row("1", written_minutes="61"))
    counted = {"homework.written-minutes": dict.fromkeys(Verdict, 7)}
    monkeypatch.setattr(judging.Judging, "counts", lambda self: counted)
    found = run("check", "a.csv", *ARGS, "--format", "json")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "internal error" in found.stderr


@pytest.mark.parametrize("fails", ["first", "second"])
def test_all_files_are_written_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    rows("a.csv", row("1", written_minutes="61"), row("2", grade="x"))
    Path("o.csv").write_text("of last time", "utf-8")
    calls = list[Path]()

    def failing(parts: Sequence[Path], target: Path) -> None:
        calls.append(target)
        join(parts, target)
        if len(calls) == (1 if fails == "first" else 2):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(over_tables, "join", failing)
    before = {p: p.read_bytes() for p in folder.iterdir()}
    found = run("check", "a.csv", *ARGS, "--rejects", "r.jsonl", "--output", "o.csv")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "No space left on device" in found.stderr
    assert {p: p.read_bytes() for p in folder.iterdir()} == before


def test_an_interrupted_engine_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def counts(_: object) -> None:
        raise RuntimeError("Query interrupted")

    rows("a.csv", row("1"))
    monkeypatch.setattr(judging.Judging, "counts", counts)
    found = run("check", "a.csv", *ARGS)
    assert (found.exit_code, found.stdout, found.stderr.strip()) == (2, "", "shuangjian: interrupted")


def test_chinese() -> None:
    rows("a.csv", *(row(str(i), written_minutes="61") for i in range(52)), row("x", written_minutes="x"))
    found = run("check", "a.csv", *ARGS, "--rejects", "r.csv", "--lang", "zh")
    assert found.exit_code == 3
    for said in ("书面作业平均完成时间：记录为61分钟", "……另有 2 条结果", "符合比例", "违反 52 · 无法判断 0 · 符合 52",
                 "已检查记录 52 条", "已拒绝记录 1 条，见 r.csv"):  # fmt: skip
        assert said in found.stdout
