"""What the tests of the command share: a runner, a folder of records, a look for tracebacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from shuangjian.cli.app import app

STATUSES = {0, 1, 2, 3}
FEW = "homework.written-minutes,homework.posted,homework.no-homework-day,homework.not-by-phone"
DAY: dict[str, Any] = {
    "type": "HomeworkDay", "grade": 4, "system": "六三", "date": "2026-03-10", "day_kind": "school_day",
    "written_minutes": 60, "is_posted": True, "place": "beijing",
}  # fmt: skip


def run(*args: str | Path, env: dict[str, str] | None = None) -> Result:
    """Run the command in this process; English, unless the environment given says otherwise."""
    locale = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_GB.UTF-8"}
    found = CliRunner().invoke(app, [str(a) for a in args], env=locale | (env or {}))
    assert found.exit_code in STATUSES, found.output
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    assert "Traceback" not in found.output
    return found


def day(**changed: object) -> dict[str, Any]:
    """A class's day that keeps every rule of `FEW`, but for what is changed; None takes a field out."""
    return {k: v for k, v in (DAY | changed).items() if v is not None}


def lines(path: Path, *records: object) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def told(*args: str | Path) -> dict[str, Any]:
    """A report as JSON."""
    found: dict[str, Any] = json.loads(run("check", *args, "--format", "json").stdout)
    return found
