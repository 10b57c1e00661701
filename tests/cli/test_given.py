"""What a check is given beside records: waivers, hostile names, a language."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.cli.helpers import FEW, day, lines, run, told


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder one is in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ------------------------------------------------------------------------------------------- waivers

WAIVER = '[[waiver]]\nrule = "homework.written-minutes"\nreason = "flood"\nby = "district"\nuntil = 2026-12-31\n'


def test_a_waiver_of_a_duty_lifts_nothing_and_is_told(folder: Path) -> None:
    lines(Path("a.jsonl"), day(id="r", written_minutes=61))
    Path("w.toml").write_text(WAIVER, "utf-8")
    found = run("check", "a.jsonl", "--waivers", "w.toml", "--select", FEW)
    assert found.exit_code == 1
    assert "The waiver by district of homework.written-minutes lifts nothing" in found.stdout


def test_a_waiver_lifts_what_is_demanded_in_principle(folder: Path) -> None:
    Path("w.toml").write_text(WAIVER.replace("homework.written-minutes", "timetable.first-lesson"), "utf-8")
    early = day(type="SchoolDay", first_lesson="08:00", written_minutes=None, is_posted=None, place=None)
    lines(Path("a.jsonl"), early)
    args = ("a.jsonl", "--all", "--select", "timetable.first-lesson")
    (before,), (after,) = told(*args)["findings"], told(*args, "--waivers", "w.toml")["findings"]
    assert (before["verdict"], before["modality"]) == ("violated", "in_principle")
    assert after["verdict"] == "satisfied"
    assert "waived (flood)" in after["message"]["en"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WAIVER.replace("written-minutes", "writen-minutes"), "did you mean 'homework.written-minutes'"),
        (WAIVER.replace("reason", "reson"), "waiver[0].reson: unknown key; did you mean 'reason'?"),
        (WAIVER.replace("reason", "reson"), "waiver[0]: reason is missing"),
        (WAIVER.replace("2026-12-31", '"2026"'), "waiver[0].until: a date"),
        (WAIVER.replace("2026-12-31", "2026-12-31T00:00:00"), "waiver[0].until: a date"),
        (WAIVER.replace('"flood"', "1"), "waiver[0].reason: text"),
        ("waiver = 1", "list of tables"),
        ("waiver = [1]", "is no table"),
        ("waivers = []", "unknown key 'waivers'"),
        ("=", "is not TOML"),
        ("a" + ".a" * 60 + " = 1", "more than 50 dots"),
        ("x = " + "[" * 5000, "is not TOML"),
        ("x = 1" + "0" * 5000, "is not TOML"),
    ],
)
def test_a_bad_file_of_waivers_is_refused(folder: Path, text: str, said: str) -> None:
    lines(Path("a.jsonl"), day())
    Path("w.toml").write_text(text, "utf-8")
    found = run("check", "a.jsonl", "--waivers", "w.toml")
    assert found.exit_code == 2
    assert said in found.stderr


# ------------------------------------------------------------------------------------------- hostile text

HOSTILE = (
    "=cmd()",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\uff1d1",
    "[bold red]x[/]",
    ":smile:",
    "%s%n",
    "{0}",
    "'",
    '"',
    "a,b",
    "|calc",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_id_is_a_formula_or_markup(folder: Path, name: str) -> None:
    lines(Path("a.jsonl"), day(id=name, written_minutes=61))
    rows = list(csv.DictReader(StringIO(run("check", "a.jsonl", "--format", "csv").stdout)))
    assert all(not cell.startswith(("=", "+", "@", "-", "\uff1d", "|", "%")) for row in rows for cell in row.values())
    assert name in rows[0]["record"]
    assert f"HomeworkDay {name} " in run("check", "a.jsonl").stdout
    assert told("a.jsonl")["findings"][0]["record"] == name


def test_a_negative_number_stays_one() -> None:
    from shuangjian.cli.report import _cell  # noqa: PLC0415

    given: list[Any] = [-5, "-5.5", "-1/3", "-5 min", None, True, ["=a", "b"]]
    assert [_cell(g) for g in given] == ["-5", "-5.5", "-1/3", "'-5 min", "", "true", "'=a; b"]


def test_a_path_does_not_steer_the_terminal(folder: Path) -> None:
    path = lines(Path("a\x1b[31m\n.jsonl"), day(written_minutes=61))
    for form in ("text", "json", "csv"):
        out = run("check", path, "--format", form).stdout
        assert "\x1b" not in out
        assert "\x9b" not in out
    assert "\x1b" not in run("check", path, "--place", "x\x1b[0m").stderr
    assert "\x1b" not in run("check", "\x1b[2J.json").stderr


# ------------------------------------------------------------------------------------------- language


@pytest.mark.parametrize(
    ("env", "options", "is_chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, (), True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, (), False),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW"}, (), True),
        ({"LANG": ""}, (), False),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang", "en"), False),
        ({"LANG": "en_GB.UTF-8"}, ("--lang", "zh"), True),
    ],
)
def test_the_language_is_that_asked_for_or_of_the_locale(
    folder: Path, env: dict[str, str], options: tuple[str, ...], is_chinese: bool
) -> None:
    lines(Path("a.jsonl"), day())
    assert ("违反 0" in run("check", "a.jsonl", *options, env=env).stdout) is is_chinese


def test_a_waiver_does_not_steer_the_terminal(folder: Path) -> None:
    lines(Path("a.jsonl"), day(written_minutes=61))
    Path("w.toml").write_text(WAIVER.replace('"district"', '"district\\u001b[31m\\u009b31m\\u202e"'), "utf-8")
    for form in ("text", "json", "csv"):
        out = run("check", "a.jsonl", "--waivers", "w.toml", "--format", form).stdout
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)
    notes = told("a.jsonl", "--waivers", "w.toml")["summary"]["notes"]
    assert [n["what"][2] for n in notes] == ["district\x1b[31m\x9b31m\u202e"]
