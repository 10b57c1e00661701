"""What importing costs: cold processes against a bare interpreter and against attrs alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from benchmarks.measure import Measured

PROGRAM = """
import time
start = time.perf_counter()
{statement}
spent = time.perf_counter() - start
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(spent * 1e9, peak)
"""
STATEMENTS = {
    "import attrs": "import attrs",
    "import shuangjian": "import shuangjian",
    "first use of a family (homework)": "from shuangjian.rules.school import homework; homework.written_minutes.norms",
    "first check of one record": (
        "import shuangjian\nfrom shuangjian.model.homework import HomeworkDay\nshuangjian.check(HomeworkDay(grade=3))"
    ),
}
ROUNDS = 11
MOST_MS, MOST_MIB = 80, 15


def run() -> Iterator[Measured]:
    """Time and memory of each statement, less what a bare interpreter takes."""
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in ["bare", *STATEMENTS]}
    for _ in range(ROUNDS):
        for name, spent_and_kept in runs.items():
            spent_and_kept.append(_process(STATEMENTS.get(name, "pass")))
    bare = median(kib for _, kib in runs["bare"])
    for name in STATEMENTS:  # in this order; the runs hold the bare interpreter too
        spent = median(ns for ns, _ in runs[name])
        mib = (median(kib for _, kib in runs[name]) - bare) / 1024
        is_import = name == "import shuangjian"
        budget = f"<= {MOST_MS} ms and {MOST_MIB} MiB" if is_import else ""
        holds = spent <= MOST_MS * 1e6 and mib <= MOST_MIB if is_import else None
        note = f"{spent / 1e6:.1f} ms, {mib:.1f} MiB over a bare interpreter"
        yield Measured(name, spent, None, None, budget, holds, note)


def _process(statement: str) -> tuple[float, float]:
    out = subprocess.run(  # our own interpreter and text
        [sys.executable, "-c", PROGRAM.format(statement=statement)], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(out[0]), float(out[1])
