"""`python -m benchmarks tables`: whole tables, ours against code written by hand, in interleaved rounds.

    python -m benchmarks tables --json tables.json --page docs/reference/benchmarks-tables.md --folder /data/cache

First every engine is held to the object path, then timed: at the largest size of each table both sides in turn, at
every size ours alone, in a process of its own whose memory is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from statistics import fmean, median
from typing import Any

from benchmarks.tables import FROZEN, page

MILLION = 1_000_000
SIZES = {"homework": (1, 10, 100), "lessons": (1, 10)}
"""Millions of rows: of lessons only as many as a window over all of them leaves memory for."""
ENGINES, OUTPUTS = ("polars", "duckdb", "spark"), ("counts", "findings")
BUDGETS = {
    ("polars", "counts"): 1.1,
    ("polars", "findings"): 1.1,
    ("duckdb", "counts"): 1.4,
    ("duckdb", "findings"): 1.3,
    ("spark", "counts"): 1.1,
    ("spark", "findings"): 1.1,
}
ROUNDS, SPARK_ROUNDS = 15, 5
MOST_GIB, MOST_SLOPE = 6, 1.1
Found = dict[str, Any]


def main(words: Sequence[str] | None = None) -> None:
    """Run what is asked for; the page and the JSON hold the same figures."""
    asked = _asked(words)
    with tempfile.TemporaryDirectory() as spare:
        folder = asked.folder or Path(spare)
        found = [_said(each) for each in _all(asked, folder)]
    if asked.json:
        asked.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if asked.page:
        asked.page.write_text(page.page(found), "utf-8")
        asked.page.with_suffix(".svg").write_text(page.plot(found), "utf-8")


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks tables", description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the tables are kept; a temporary folder if not given")
    parser.add_argument("--tables", nargs="+", choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--outputs", nargs="+", choices=OUTPUTS, default=list(OUTPUTS))
    parser.add_argument("--millions", nargs="+", type=int, help="sizes instead of those of each table")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--spark-rounds", type=int, default=SPARK_ROUNDS)
    parser.add_argument("--skip", nargs="+", choices=["checks", "ratios", "growth", "peers"], default=[])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--page", type=Path)
    return parser.parse_args(words)


def _all(asked: argparse.Namespace, folder: Path) -> Iterator[Found]:
    yield {"kind": "machine", **_machine()}
    for table in asked.tables:
        sizes = [n * MILLION for n in asked.millions or SIZES[table]]
        for rows in sizes:
            _worker({"make": True, "table": table, "rows": rows, "folder": str(folder)})
        for engine in asked.engines:
            on = {"engine": engine, "table": table, "folder": str(folder)}
            if "checks" not in asked.skip:
                yield {"kind": "check", **on, "told": _worker({**on, "rows": sizes[0], "check": True})}
            for output in asked.outputs:
                rounds = asked.spark_rounds if engine == "spark" else asked.rounds
                yield from _timed({**on, "output": output}, sizes, rounds, asked.skip)
    if "peers" not in asked.skip:
        from benchmarks.tables.peers import run  # noqa: PLC0415  # makes environments

        yield from run(folder)


def _timed(on: dict[str, Any], sizes: Sequence[int], rounds: int, skip: Sequence[str]) -> Iterator[Found]:
    if "ratios" not in skip:
        yield _ratio(on, sizes[-1], rounds)
    if "growth" not in skip:
        grown = [_alone(on, "ours", rows) for rows in sizes]
        yield from grown
        yield _alone(on, "by_hand", sizes[-1])
        yield {"kind": "slope", **on, "slope": slope([(g["rows"], g["wall_s"]) for g in grown])}


def _ratio(on: dict[str, Any], rows: int, rounds: int) -> Found:
    told = _worker({**on, "rows": rows, "rounds": rounds})
    times = told["times"]
    walls, cpus = ([(a[i], b[i]) for a, b in zip(times["ours"], times["by_hand"], strict=True)] for i in (0, 1))
    ratio, budget = median(a / b for a, b in walls), BUDGETS[on["engine"], on["output"]]
    return {
        "kind": "ratio", **on, "rows": rows, "rounds": rounds, "same_counts": told["same_counts"],
        "ours_s": median(a for a, _ in walls), "by_hand_s": median(b for _, b in walls), "ratio": ratio,
        "cpu_ratio": median(a / b for a, b in cpus), "ours_cpu_s": median(a for a, _ in cpus),
        "by_hand_cpu_s": median(b for _, b in cpus), "scan_s": median(wall for wall, _ in times["scan"]),
        "budget": budget, "holds": ratio <= budget,
    }  # fmt: skip


def _alone(on: dict[str, Any], side: str, rows: int) -> Found:
    told = _worker({**on, "rows": rows, "side": side})
    wall = min(wall for wall, _ in told["times"])
    memory = {"peak_mib": told["peak_mib"], "base_mib": told["base_mib"]}
    return {"kind": "alone", **on, "rows": rows, "side": side, "wall_s": wall, **memory}


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """By which power of the rows the time grows: the least-squares line through the logarithms."""
    if len(points) < 2:
        return None
    xs, ys = [log(x) for x, _ in points], [log(y) for _, y in points]
    x, y = fmean(xs), fmean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _worker(asked: dict[str, Any]) -> dict[str, Any]:
    """What a process of its own says; what it writes beside that is shown where it fails."""
    words = [sys.executable, "-m", "benchmarks.tables.worker", json.dumps(asked)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(asked, done.stderr[-3000:])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _machine() -> Found:
    from importlib.metadata import version  # noqa: PLC0415  # only here

    names = ("polars", "duckdb", "pyspark", "pyarrow", "narwhals")
    memory = next(line for line in Path("/proc/meminfo").read_text("utf-8").splitlines() if line.startswith("MemTotal"))
    return {
        "python": sys.version.split()[0],
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(memory.split()[1]) / 2**20, 1),
        "versions": {name: version(name) for name in names},
        "rules": FROZEN,
    }


def _said(found: Found) -> Found:
    """Print a figure for the eye, and keep it."""
    line = page.line(found)
    if line:
        print(line, flush=True)
    return found


if __name__ == "__main__":
    main()
