"""The file shown in the explanation loads and gives the days of the table below it; the package needs no fixed name."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import shuangjian.calendar
from shuangjian.calendar import load

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "calendar.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^\| (2026-\d\d-\d\d) \| (?:`(\w+)`|no kind) \|", PAGE, re.MULTILINE)


def test_the_file_on_the_page_loads_and_gives_the_days_of_its_table(tmp_path: Path) -> None:
    [content] = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "school.toml").write_text(content, encoding="utf-8")
    calendar = load(tmp_path / "school.toml")
    days = [calendar.on(date.fromisoformat(text)) for text, _ in SHOWN]
    assert [day.kind.value if day.kind else "" for day in days] == [kind for _, kind in SHOWN]
    assert len(SHOWN) == 13


LAZY = """
from {name}.calendar import notices, NATION
from datetime import date
assert notices.table.cache_info().currsize == 0, "read on import"
print(NATION.on(date(2026, 10, 1)).kind.value)
"""


@pytest.mark.parametrize("name", ["shuangjian", "someone._vendor.shuangjian"])
def test_the_table_is_read_when_first_asked_also_where_the_package_is_vendored(tmp_path: Path, name: str) -> None:
    source = Path(shuangjian.calendar.__file__).parents[1]
    shutil.copytree(source, tmp_path.joinpath(*name.split(".")), ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-c", LAZY.format(name=name)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("statutory_holiday", "")


def test_the_public_names_are_sorted_and_there() -> None:
    names = shuangjian.calendar.__all__
    assert list(names) == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(shuangjian.calendar, name) for name in names)
