"""A CSV larger than the memory the command is given, some of its rows bad: run by ``nox -s large``.

Its rows repeat a pattern, so what has to come out is known from a file with the pattern alone.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from shuangjian.records import read
from tests.cli.tables import calendar, table

_TYPE, _PATTERN = "Lesson", 3000
_FEW = 100
"""One of so many rows that are bad is kept: each costs as much as hundreds of good ones."""
_SPARE = 0.4
"""Gigabytes the interpreter and its libraries may take beside what the engine is given."""


def main(size: float = 1.1, memory: float = 1.0) -> None:
    """Make the file and check it three ways.

    Args:
        size: Gigabytes of the file.
        memory: Gigabytes the engine is given.

    Raises:
        SystemExit: if an answer is wrong, a row is lost, or more memory is taken.

    """
    with TemporaryDirectory(prefix="shuangjian-large-") as folder:
        small, big, x = Path(folder, "small.csv"), Path(folder, "big.csv"), Path(folder, "x.toml")
        calendar("x").rename(x)
        rows, times = _written(small, big, size)
        print(f"{big.stat().st_size / 1e9:.2f} GB, {rows * times:,} rows, {memory:g} GB of memory", flush=True)
        given = ("--record", _TYPE, "--calendar", str(x), "--memory", f"{int(memory * 1000)}MB")
        once, _ = _checked(small, *given, rejects=Path(folder, "r.jsonl"))
        told, peak = _checked(big, *given, rejects=Path(folder, "r.jsonl"))
        with Path(folder, "r.jsonl").open("rb") as rejected:
            bad = sum(1 for _ in rejected)
        _expect(
            "counts", told["by_rule"], {r: {v: n * times for v, n in c.items()} for r, c in once["by_rule"].items()}
        )
        _expect("rows", told["records"] + told["rejected"], rows * times)
        _expect("rejected rows", (told["rejected"], bad), (once["rejected"] * times,) * 2)
        found = Path(folder, "found.parquet")
        _, more = _checked(big, *given, "--select", "hours", rejects=Path(folder, "r.jsonl"), output=found)
        wanted = sum(
            c[v] for r, c in told["by_rule"].items() if r.startswith("hours.") for v in ("violated", "unknown")
        )
        _expect("findings", pq.read_metadata(found).num_rows, wanted)
        if max(peak, more) > memory + _SPARE:
            sys.exit(f"peak memory {max(peak, more):.2f} GB")


def _written(small: Path, big: Path, size: float) -> tuple[int, int]:
    """Write the pattern, and a file with it again and again under new ids; rows of it, and how often."""
    table(small, _TYPE, _PATTERN, seed=7, calendars=("x",))
    with small.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    bad = {r.index for r in read(small, record=_TYPE, known={"calendar": {"x": ()}}).rejected}
    bodies = [",".join(r[1:]) for i, r in enumerate(rows) if i not in bad or not i % _FEW]
    with small.open("w", encoding="utf-8") as file:
        file.writelines(_lines(head, bodies, 0))
    times = int(size * 1e9 / small.stat().st_size) + 1
    with big.open("w", encoding="utf-8") as file:
        for n in range(times):
            file.writelines(_lines(head, bodies, n))
    return len(bodies), times


def _lines(head: list[str], bodies: list[str], number: int) -> Iterator[str]:
    if not number:
        yield ",".join(head) + "\n"
    yield from (f"{number:09}-{i},{body}\n" for i, body in enumerate(bodies))


def _checked(path: Path, *options: str, rejects: Path, output: Path | None = None) -> tuple[dict[str, Any], float]:
    """The summary of a file, and the most memory any run took so far, in gigabytes."""
    given = ["--summary", "--format", "json"] if output is None else ["--output", str(output)]
    command = ["-m", "shuangjian", "check", str(path), *options, *given, "--rejects", str(rejects)]
    start = time.monotonic()
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    _expect("status", (done.returncode, done.stderr), (3, ""))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9
    print(f"{path.name} {' '.join(given)}: {time.monotonic() - start:.0f} s, peak {peak:.2f} GB", flush=True)
    return (json.loads(done.stdout)["summary"] if output is None else {}), peak


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        sys.exit(f"{what}: {found}, and not {wanted}")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
