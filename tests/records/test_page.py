"""Every example of the page on writing records runs and prints what stands below it."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-records.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_example_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILES:
        Path(name).write_text(content, encoding="utf-8")
    known: dict[str, object] = {}
    for code, expected in EXAMPLES:
        with redirect_stdout(StringIO()) as printed:
            exec(code, known)  # noqa: S102  # our own page
        assert printed.getvalue() == expected


def test_the_page_has_a_file_of_every_format_and_no_example_without_output() -> None:
    assert {Path(name).suffix for name, _ in FILES} == {".json", ".jsonl", ".csv", ".toml"}
    assert len(EXAMPLES) == PAGE.count("```python") == 7
