"""The page on the command: its examples give what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from shuangjian.cli.app import app
from shuangjian.frames.files import read_map
from tests.cli.helpers import run
from tests.pages import DOCS, blocks, follow

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "command.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", _blocks("console"))
def test_an_example_gives_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("day.jsonl").write_text(_blocks("json")[0], "utf-8")
    command, _, expected = block.partition("\n")
    assert run(*shlex.split(command.removeprefix("$ shuangjian "))).stdout == expected


def test_the_waiver_file_of_the_page_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("day.jsonl").write_text(_blocks("json")[0], "utf-8")
    Path("w.toml").write_text(_blocks("toml")[0], "utf-8")
    assert run("check", "day.jsonl", "--waivers", "w.toml").exit_code == 1


def test_the_map_of_the_page_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("map.toml").write_text(_blocks("toml")[1], "utf-8")
    assert read_map(Path("map.toml")).columns == {"书面作业": "written_minutes"}


def test_every_sub_command_and_option_of_check_stands_on_the_page() -> None:
    assert all(f"| `{name}" in PAGE for name in app.commands)
    options = {o for p in app.commands["check"].params for o in p.opts if o.startswith("--")}
    assert [o for o in options if f"`{o}" not in PAGE] == []


def test_the_page_on_files_of_tables_does_what_it_says(tmp_path: Path) -> None:
    page = DOCS / "how-to/check-files.md"
    assert follow(page, tmp_path) == len(list(blocks(page))) == 9
