"""The command as a process of its own: streams, a closed pipe, a terminal, a missing extra."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import day, lines

PYTHON = [sys.executable, "-m", "shuangjian"]


def _run(*args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    whole = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
    return subprocess.run([*PYTHON, *args], capture_output=True, check=False, timeout=120, env=whole)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines(Path("over.jsonl"), *(day(id=f"r{i}", written_minutes=61) for i in range(300)))
    lines(Path("kept.jsonl"), day())
    lines(Path("bad.jsonl"), day(), day(grade="many"))
    return tmp_path


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("kept.jsonl",), 0),
        (("over.jsonl",), 1),
        (("bad.jsonl",), 2),
        (("bad.jsonl", "--rejects", "r.jsonl"), 3),
    ],
)
def test_status_and_streams(folder: Path, args: tuple[str, ...], status: int) -> None:
    found = _run("check", *args, "--format", "json")
    assert found.returncode == status
    assert bool(found.stdout) is (status != 2)
    assert bool(found.stderr) is (status == 2)
    if found.stdout:
        json.loads(found.stdout)


def test_json_is_utf_8_under_any_locale(folder: Path) -> None:
    found = _run(
        "check", "over.jsonl", "--format", "json", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    )
    assert "书面作业" in found.stdout.decode("utf-8")


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    with subprocess.Popen(
        [*PYTHON, "check", "over.jsonl", "--all"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_line(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run([*PYTHON, "check", "over.jsonl"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1


def test_a_terminal_gets_colours_and_a_file_none(folder: Path) -> None:
    assert b"\x1b[" in _on_a_terminal("check", "kept.jsonl", "--all")
    assert b"\x1b[" not in _run("check", "kept.jsonl", "--all").stdout
    assert _on_a_terminal("check", "kept.jsonl", "--all", "--output", "out.txt") == b""
    assert b"\x1b[" not in Path("out.txt").read_bytes()


def _on_a_terminal(*args: str) -> bytes:
    """What a terminal gets."""
    mine, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    env.pop("NO_COLOR", None)
    with subprocess.Popen([*PYTHON, *args], stdout=theirs, env=env) as run:
        os.close(theirs)
        seen = b""
        while chunk := _read(mine):
            seen += chunk
    assert run.returncode == 0
    return seen


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_missing_extra_is_named(folder: Path) -> None:
    script = "import sys; sys.modules['click'] = None; from shuangjian.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert run.returncode == 2
    assert b"shuangjian[cli]" in run.stderr
    assert b"Traceback" not in run.stderr


def test_importing_the_library_does_not_load_the_command() -> None:
    script = "import sys, shuangjian.checker; print([m for m in ('click', 'rich', 'cattrs') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert run.stdout.strip() == b"[]"
