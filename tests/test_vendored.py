"""The folder copied into another package works under its new name, with attrs and dateutil alone."""

# ruff: noqa: E501  # a table has long lines

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src/shuangjian"
SCRIPT = """
import sys
from datetime import date
from host._vendor import sj
from host._vendor.sj.model.day import DayKind
from host._vendor.sj.model.grade import System
from host._vendor.sj.model.homework import HomeworkDay

day = HomeworkDay(date=date(2026, 12, 1), grade=4, system=System.SIX_THREE, day_kind=DayKind.SCHOOL_DAY, written_minutes=61)
report = sj.check(day)
print(*[f.rule for f in report.findings if f.verdict is sj.Verdict.VIOLATED])
print(sorted({m.partition(".")[0] for m in sys.modules} & {"shuangjian", "cattrs", "rich", "click", "narwhals", "hypothesis"}))
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program with the library in its vendored folder, and beside it only what the library needs."""
    root = tmp_path_factory.mktemp("program")
    shutil.copytree(SRC, root / "host/_vendor/sj", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "host/__init__.py").write_text("")
    (root / "host/_vendor/__init__.py").write_text("")
    older = ["six"] if find_spec("six") else []  # which dateutil needed once
    for name in ("attrs", "python-dateutil", *older):
        for file in distribution(name).files or ():
            source = Path(str(file.locate()))
            if source.is_file() and ".." not in file.parts and source.suffix != ".pyc":
                (root / file.parent).mkdir(parents=True, exist_ok=True)
                shutil.copy(source, root / file)
    return root


def run(host: Path, script: str) -> subprocess.CompletedProcess[str]:
    program = host / "program.py"
    program.write_text(script, "utf-8")
    return subprocess.run([sys.executable, "-S", "-E", "-s", program], capture_output=True, text=True, check=False)


def test_a_copy_under_another_name_checks_a_record(host: Path) -> None:
    done = run(host, SCRIPT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["homework.written-minutes", "[]"]


def test_the_copy_can_be_used_beside_the_rules_of_its_host(host: Path) -> None:
    done = run(host, SCRIPT + "print(len(sj.RULES), {r.family.name for r in sj.RULES} >= {'homework', 'hours'})")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("True")


def test_without_the_extra_the_records_say_which_one_they_need(host: Path) -> None:
    done = run(host, "from host._vendor.sj.records import batch")
    assert done.returncode != 0
    assert "ImportError" in done.stderr
    assert "cli" in done.stderr.splitlines()[-1]
