"""Other libraries for tables: homework.written-minutes on a million rows, and what each makes of what is not known.

Each runs in an environment of its own, on the same rows in memory, reduced to what all of them can read: the grade (of
six years of primary school), the day, whether it is a school day, and the minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import attrs
import polars as pl

from benchmarks.tables import data
from shuangjian import frames
from shuangjian.model.homework import HomeworkDay
from shuangjian.rules.school.homework import written_minutes

SCRIPTS = Path(__file__).parent.parent / "peer_scripts"
PEERS = {
    "tables_pandera": (["pandera[polars]==0.35.0", "polars==2.1.0"], "a row passes or fails; the rule is Polars"),
    "tables_pointblank": (
        ["pointblank==1.1.1", "polars==2.1.0"],
        "counts of rows that pass or fail; the rule is Polars",
    ),
    "tables_dataframely": (["dataframely==3.1.2", "polars==2.1.0"], "a row is kept or left out; the rule is Polars"),
    "tables_openfisca": (
        ["openfisca-core==46.0.1", "polars==2.1.0"],
        "no nulls: a number stands for them; one simulation a day, and rows without a day in none",
    ),
}
ROWS = 1_000_000


@attrs.frozen
class Said:
    """How long it took [s], and of which rows it was said that they are violations, or not known."""

    seconds: float
    violated: set[int]
    unknown: set[int] = attrs.field(factory=set[int])


def run(folder: Path) -> Iterator[dict[str, Any]]:
    """Ours first, then each peer that installs."""
    table = _table(folder)
    truth = _ours(table)
    maybe = truth.unknown & set(table.filter(~_surely_kept())["record"])
    yield _told("shuangjian", truth, truth, maybe, "four verdicts, with every finding")
    with tempfile.TemporaryDirectory() as spare:
        path = Path(spare) / "table.parquet"
        table.write_parquet(path)
        for name, (requirements, note) in PEERS.items():
            said = _peer(name, requirements, path, Path(spare))
            title = requirements[0].replace("[polars]", "")
            yield _told(title, said, truth, maybe, note if said else "could not be installed here")


def _told(name: str, said: Said | None, truth: Said, maybe: set[int], note: str) -> dict[str, Any]:
    known = {
        "kind": "peer", "name": name, "rows": ROWS, "note": note, "ran": said is not None, "maybe": len(maybe),
        "truly_violated": len(truth.violated), "unknown": len(truth.unknown),
    }  # fmt: skip
    if said is None:
        return known
    passed = truth.unknown - said.violated - said.unknown
    return known | {
        "seconds": said.seconds,
        "violated": len(said.violated),
        "wrongly_violated": len(said.violated - truth.violated),
        "passed": len(passed),
        "maybe_passed": len(passed & maybe),
    }


def _table(folder: Path) -> pl.DataFrame:
    """The rows of homework, cleaned; a make-up day is one of which only the school knows."""
    made = pl.scan_parquet(data.homework(folder, ROWS))
    kind, minutes, grade = pl.col("day_kind"), pl.col("written_minutes"), pl.col("grade")
    known = kind.is_in(["school_day", "rest_day", "statutory_holiday", "vacation", "season_break"])
    return made.select(
        "record",
        grade=pl.when(grade.is_between(0, 12)).then(grade),
        date=pl.when(pl.col("date").is_between(date(1949, 10, 1), date(2199, 12, 31))).then(pl.col("date")),
        school=pl.when(known).then(kind == "school_day"),
        minutes=pl.when(minutes.is_between(0, 1440)).then(minutes),
    ).collect()


def _surely_kept() -> pl.Expr:
    """Whether no value of what is not known could make it a violation."""
    off = ~pl.col("school") | (pl.col("date") < date(2021, 4, 8)) | ~pl.col("grade").is_between(3, 9)
    within = (pl.col("minutes") <= 60) | ((pl.col("minutes") <= 90) & (pl.col("grade") >= 7))
    return (off | within).fill_null(value=False)


def _ours(table: pl.DataFrame) -> Said:
    """Every finding, all of it worked out."""
    off = pl.when("school").then(pl.lit("school_day")).when(~pl.col("school")).then(pl.lit("rest_day"))
    given = table.with_columns(day_kind=off, system=pl.lit("六三")).drop("school")
    rounds = [_timed(given) for _ in range(5)]
    by_verdict = [set(rounds[-1][0].filter(verdict=v)["record"]) for v in ("violated", "unknown")]
    return Said(median(spent for _, spent in rounds), *by_verdict)


def _timed(given: pl.DataFrame) -> tuple[pl.DataFrame, float]:
    start = perf_counter()
    columns = {"minutes": "written_minutes"}
    found: pl.DataFrame = frames.check(
        given.lazy(), HomeworkDay, key="record", rules=[written_minutes], columns=columns, unknown=["school_stage"]
    ).collect(engine="streaming")
    return found, perf_counter() - start


def _peer(name: str, requirements: list[str], path: Path, folder: Path) -> Said | None:
    """Time, and the rows it says are violated; the script writes those to a file."""
    home = folder / name
    python = home / "bin" / "python"
    steps = [[sys.executable, "-m", "venv", str(home)], [str(python), "-m", "pip", "install", "-q", *requirements]]
    if any(subprocess.run(step, capture_output=True, check=False).returncode for step in steps):
        return None
    words = [str(python), str(SCRIPTS / f"{name}.py"), str(path), str(folder / f"{name}.json")]
    subprocess.run(words, capture_output=True, check=True)
    told = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return Said(told["seconds"], set(told["violated"]))
