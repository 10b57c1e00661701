"""Whatever is given: an exit status from 0 to 3, no traceback, and no file after a refusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from shuangjian.cli import app as application
from shuangjian.records import FACTS
from shuangjian.rules import RULES
from tests.cli.helpers import day, lines, run

WORDS = st.sampled_from(
    [
        "check", "rules", "rule", "places", "coverage", "doctor", "template", "schema", "--place", "--calendar",
        "--select", "--ignore", "--profile", "--waivers", "--include-unverified", "--all", "--fail-on", "--rejects",
        "--format", "--lang", "--output", "--record", "--on", "--help", "--", "-", "json", "csv", "zh", "never",
        "a.jsonl", "b.json", "out", ".", "/", "", "HomeworkDay", "homework", "homework.posted", "anshan", "2021-02-30",
        "--format=json", "--select=,", "--place=", "\x00", "\ud800", "x" * 5000, "../../..", "*", "%s", "{}",
    ]
)  # fmt: skip
ODD: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines(Path("a.jsonl"), day())
    Path("b.json").write_text(json.dumps({"records": [day(written_minutes=99)]}), "utf-8")
    return tmp_path


@SLOW
@given(
    st.lists(WORDS | st.text(max_size=6), max_size=6).filter(lambda args: "/" not in args and "../../.." not in args)
)
def test_no_arguments_break_it(folder: Path, args: list[str]) -> None:
    before = set(folder.iterdir())
    found = run(*args)
    if found.exit_code == 2:
        assert set(folder.iterdir()) == before
    for made in set(folder.iterdir()) - before:
        made.unlink()
    lines(Path("a.jsonl"), day())


@SLOW
@given(st.sampled_from([".json", ".jsonl", ".toml", ".csv"]), st.binary(max_size=300))
@example(".json", b"[" * 100_000)
@example(".json", b"\xef\xbb\xbf[]")
@example(".toml", b"a" + b".a" * 10_000 + b" = 1")
@example(".csv", b'"' * 999)
def test_no_bytes_break_it(folder: Path, suffix: str, content: bytes) -> None:
    Path(f"x{suffix}").write_bytes(content)
    for option in ("--calendar", "--waivers"):
        _leaves_nothing_on_2("check", "a.jsonl", option, f"x{suffix}", "--output", "out")
    _leaves_nothing_on_2("check", f"x{suffix}", "--output", "out")


def _leaves_nothing_on_2(*args: str) -> None:
    Path("out").unlink(missing_ok=True)
    found = run(*args)
    assert Path("out").exists() is (found.exit_code != 2)


@SLOW
@given(st.sampled_from(sorted(FACTS)), st.data())
def test_no_record_breaks_it(folder: Path, kind: str, data: st.DataObject) -> None:
    names = [n for n in json.loads(run("template", kind).stdout) if n != "type"]
    chosen = data.draw(st.dictionaries(st.sampled_from([*names, "nonsense"]), ODD, max_size=4))
    record = day(type=kind, **chosen) if kind == "HomeworkDay" else {"type": kind, **chosen}
    Path("x.jsonl").write_text(json.dumps(record) + "\n" + json.dumps(day()) + "\n", "utf-8")
    form = data.draw(st.sampled_from(["text", "json", "csv"]))
    found = run("check", "x.jsonl", "--format", form, "--rejects", "r.jsonl", "--all")
    if form == "json" and found.exit_code != 2:
        report = json.loads(found.stdout)
        assert report["summary"]["records"] + report["summary"]["rejected"] == 2
    assert "\x1b" not in found.output


def test_the_last_resort_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("a secret of the record")

    monkeypatch.setattr("shuangjian.cli.check.read", fails)
    found = run("check", "a.jsonl", "--output", "out")
    assert found.exit_code == application.USAGE == 2
    assert found.stderr == "shuangjian: internal error (KeyError); nothing was written\n"
    assert not Path("out").exists()


def test_a_failed_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(Path("bad.jsonl"), day(), day(grade="many"))
    Path("out").write_text("of last time", "utf-8")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shuangjian.cli.check.write_rejects", full)
    found = run("check", "bad.jsonl", "--rejects", "r.jsonl", "--output", "out")
    assert found.exit_code == 2
    assert Path("out").read_text("utf-8") == "of last time"
    assert sorted(p.name for p in folder.iterdir()) == ["a.jsonl", "b.json", "bad.jsonl", "out"]


def test_every_rule_can_be_shown() -> None:
    for rule in RULES:
        for lang in ("zh", "en"):
            text = run("rule", rule.id, "--lang", lang).stdout
            assert rule.title[lang] in text
            assert "None" not in text
            assert "frozenset" not in text
