"""The ten kinds of dirt as processes: never a traceback, a row lost without a word, or a false pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.tables import ARGS, HEAD, MAP, row, rows
from tests.frames.files.sheets import workbook

OVER = row("over", written_minutes="61")
"""A row that breaks a rule: where it is judged, the status is 1."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("m.toml").write_text(MAP, "utf-8")
    return tmp_path


def _run(*args: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "shuangjian", "check", *args], capture_output=True, check=False, timeout=120, env=env
    )


def _bad(*given: list[str]) -> Callable[[], Path]:
    return lambda: rows("t.csv", OVER, *given)


def _bytes(name: str, content: Callable[[], bytes]) -> Callable[[], Path]:
    def made() -> Path:
        Path(name).write_bytes(content())
        return Path(name)

    return made


def _text(*given: list[str]) -> bytes:
    return rows("made.csv", *given).read_bytes()


def _parquet() -> bytes:
    pq.write_table(
        pa.table({h: [v] * 5000 for h, v in zip(HEAD, OVER, strict=True)} | {"id": range(5000)}), "p.parquet"
    )
    whole = Path("p.parquet").read_bytes()
    return whole[: len(whole) * 2 // 3]


def _sheet_of_formulas() -> Path:
    return workbook(Path("t.xlsx"), {"days": [HEAD, OVER, row("=1+1", written_minutes='=HYPERLINK("x")')]})


# what is made, what its bad rows are told, how many there are, and whether the others break a rule
ROWS = {
    "bad dates": (_bad(row("x", date="2026-02-30"), row("y", date="2026/3/2")), "day is out of range", 2, True),
    "too few and too many cells": (_bad(row("x")[:-1], [*row("y"), "1"]), "has 8 cells", 2, True),
    "mixed types": (_bad(row("x", written_minutes="sixty"), row("y", is_posted="7")), "'sixty'", 2, True),
    "formula cells": (_bad(row("=1+1", written_minutes="=1+1")), "'=1+1'", 1, True),
    "formula cells in Excel": (_sheet_of_formulas, "HYPERLINK", 1, True),
    "duplicate keys": (_bad(OVER, row("x"), row("x")), "is the id of the record on line 2 too", 2, True),
    "a torn byte": (_bytes("t.csv", lambda: _text(OVER, row("小")).replace("小".encode(), b"\xe5")), "UTF-8", 1, True),
}
GOOD = {
    "a byte order mark": _bytes("t.csv", lambda: b"\xef\xbb\xbf" + _text(OVER)),
    "GBK": _bytes("t.csv", lambda: _text(OVER).decode().encode("gbk")),
    "UTF-16": _bytes("t.csv", lambda: _text(OVER).decode().encode("utf-16")),
    "a mark and returns": _bytes("t.csv", lambda: b"\xef\xbb\xbf" + _text(OVER).replace(b"\n", b"\r\n")),
}
WHOLE = {
    "missing columns": (_bytes("t.csv", lambda: b"id,date\n1,2026-03-10\n"), "has no column for grade"),
    "an unknown column": (_bytes("t.csv", lambda: _text(OVER).replace(b"grade", b"grad")), "did you mean 'grade'"),
    "an empty file": (_bytes("t.csv", lambda: b""), "is empty"),
    "an empty Parquet": (_bytes("t.parquet", lambda: b""), "cannot be read"),
    "an empty workbook": (_bytes("t.xlsx", lambda: b""), "is no Excel workbook"),
    "truncated Parquet": (_bytes("t.parquet", _parquet), "cannot be read"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_bad_row_refuses_the_file_or_is_set_aside(folder: Path, kind: str) -> None:
    make, said, bad, is_broken = ROWS[kind]
    path = str(make())
    refused = _run(path, *ARGS, "--output", "o.csv")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert said in refused.stderr.decode()
    assert not Path("o.csv").exists()
    judged = _run(path, *ARGS, "--rejects", "r.jsonl", "--output", "o.csv")
    assert (judged.returncode, judged.stderr) == (3, b"")
    assert f"{bad} records rejected" in judged.stdout.decode()
    assert said in Path("r.jsonl").read_text("utf-8")
    assert len([json.loads(x) for x in Path("r.jsonl").read_text("utf-8").splitlines()]) == bad
    assert ("violated 1 " in judged.stdout.decode()) is is_broken
    assert b"Traceback" not in refused.stderr + judged.stderr


@pytest.mark.parametrize("kind", GOOD)
def test_what_can_be_read_is_judged(folder: Path, kind: str) -> None:
    found = _run(str(GOOD[kind]()), *ARGS)
    assert (found.returncode, found.stderr) == (1, b"")
    assert "violated 1 · unknown 0 · satisfied 1" in found.stdout.decode()


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_bad_as_a_whole_is_refused_even_with_rejects(folder: Path, kind: str) -> None:
    make, said = WHOLE[kind]
    path = str(make())
    before = sorted(folder.iterdir())
    found = _run(path, *ARGS, "--rejects", "r.jsonl", "--output", "o.parquet")
    assert (found.returncode, found.stdout) == (2, b"")
    assert said in found.stderr.decode()
    assert b"Traceback" not in found.stderr
    assert b"/shuangjian-" not in found.stderr  # no name of a folder nobody knows
    assert sorted(folder.iterdir()) == before


def test_no_rows_are_no_findings(folder: Path) -> None:
    for options in ((), ("--summary",), ("--output", "o.parquet"), ("--format", "json")):
        found = _run(str(rows("t.csv")), *ARGS, *options)
        assert (found.returncode, found.stderr) == (0, b"")
    assert pq.read_table("o.parquet").num_rows == 0
    told = _run(str(folder / "t.csv"), *ARGS, "--format", "json")
    assert json.loads(told.stdout)["summary"]["records"] == 0


def test_the_command_without_the_engine_names_what_to_install(folder: Path) -> None:
    rows("t.csv", OVER)
    script = f"import sys; sys.modules['duckdb'] = None; sys.argv[1:] = {['check', 't.csv', *ARGS]!r}"
    script += "; from shuangjian.cli import main; main()"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert found.returncode == 2
    assert b"shuangjian[cli,frames]" in found.stderr
    assert b"Traceback" not in found.stderr
