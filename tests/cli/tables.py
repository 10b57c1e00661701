"""Tables of random records for the tests of the command, and the two ways to check one."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import Any

from click.testing import Result

from shuangjian.core.fact import form
from shuangjian.core.words import Clock
from shuangjian.records import FACTS
from tests.cli.helpers import run

PLACES = ("beijing", "shanghai", "anshan", "cn", "haishu")
TERM = (
    'id = "{0}"\ntitle = "A"\n[[term]]\nname = "spring"\nfirst = 2026-03-02\nlast = 2026-07-03\n'
    '[[vacation]]\nname = "summer"\nfirst = 2026-07-04\nlast = 2026-08-31\n'
)


def calendar(name: str) -> Path:
    """A file with a school calendar."""
    path = Path(f"{name}.toml")
    path.write_text(TERM.format(name), "utf-8")
    return path


def table(path: Path, name: str, rows: int, seed: int, calendars: tuple[str, ...] = ()) -> Path:
    """A CSV of random records, of which some contradict themselves."""
    draw = random.Random(seed)
    fields = form(FACTS[name]).fields
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "place", *fields])
        for i in range(rows):
            cells = _cells(draw, name, calendars)
            out.writerow([f"r{i}" if draw.random() < 0.9 else "", draw.choice(["", *PLACES]), *cells])
    return path


def _cells(draw: random.Random, name: str, calendars: tuple[str, ...]) -> Iterator[str]:
    kept = form(FACTS[name])
    start = date(2025, 9, 1) + timedelta(draw.randrange(500))
    for field, metadata in kept.fields.items():
        if field == "calendar":
            yield draw.choice(["", *calendars])
        elif field == "day_kind_provisional" or draw.random() < 0.3:
            yield ""
        else:
            yield _cell(draw, kept.types[field], metadata, start)


def _cell(draw: random.Random, expected: Any, metadata: Mapping[str, Any], day: date) -> str:  # noqa: PLR0911
    low, high = metadata.get("low") or 0, metadata.get("high") or 9
    if isinstance(expected, type) and issubclass(expected, Enum):
        return str(draw.choice(list(expected)).value)
    if expected is bool:
        return draw.choice(["true", "false"])
    if expected is int:
        return str(draw.randint(low, min(high, low + draw.choice([10, 100, 5000]))))
    if expected is Decimal:
        return str(Decimal(draw.randint(low * 2, min(high, 9000) * 2)) / 2).removesuffix(".0")
    if expected is Clock:
        return f"{draw.randint(6, 23):02}:{draw.choice([0, 20, 30]):02}"
    if expected is date:
        return str(day + timedelta(draw.choice([0, 0, 0, 1, 30])))
    if expected is str:
        return draw.choice("abc")
    return f"{day}T{draw.randint(7, 22):02}:{draw.choice([0, 30, 45]):02}"


def as_table(*args: str | Path) -> Result:
    """Check files as tables."""
    return run("check", *args, "--memory", "1GB")


def report(found: Result) -> dict[str, Any]:
    """A report as JSON."""
    told: dict[str, Any] = json.loads(found.stdout)
    return told


# ------------------------------------------------------------------------------------------- rows of homework

HEAD = ["id", "place", "date", "day_kind", "grade", "system", "class_id", "written_minutes", "is_posted"]
MAP = (
    'unknown = ["school_stage", "day_kind_provisional", "written_home_minutes", "home_minutes", '
    '"longest_written_minutes", "longest_written_home_minutes", "written_subjects", "finished_in_school", '
    '"electronic_minutes", "electronic_filed"]\n'
)
RULES = "homework.written-minutes,homework.posted"
KEPT = ["a", "beijing", "2026-03-10", "school_day", "4", "六三", "c", "60", "true"]
ARGS = ("--record", "HomeworkDay", "--map", "m.toml", "--select", RULES)


def row(id_: str = "a", **changed: str) -> list[str]:
    """A row that keeps both rules, but for what is changed."""
    cells = dict(zip(HEAD, KEPT, strict=True)) | {"id": id_} | changed
    return list(cells.values())


def rows(name: str, *given: Sequence[str]) -> Path:
    """A CSV."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEAD, *given])
    path = Path(name)
    path.write_text(text.getvalue(), "utf-8")
    return path
