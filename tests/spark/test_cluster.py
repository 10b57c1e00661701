"""A real cluster, as a user has one: the script of the page, partitioned Parquet, two workers that have no Python."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from shuangjian.frames.counts import COUNTS
from shuangjian.model.lesson import Lesson
from shuangjian.rules import RULES
from shuangjian.testing.pools import Pool
from tests import parity
from tests.pages import DOCS, ROOT, blocks
from tests.spark.cluster import NAMES, NO_PYTHON, Cluster, cluster

PAGE = DOCS / "how-to/run-on-spark.md"
RULES_OF_LESSONS = [r for r in RULES if r.fact is Lesson]
ROWS = 20_000
ENDS_WITHIN = 300
"""Seconds; it takes about 30."""
WITH_PYTHON = """
from pyspark.sql import SparkSession, functions as F
spark = SparkSession.builder.getOrCreate()
spark.range(8).select(F.udf(lambda n: n, "long")("id")).collect()
"""

Counts = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def running(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


def lessons(folder: Path) -> Counts:
    """Lessons in files by place, and how often each verdict is right for them."""
    rng, pools = Random("lessons"), [Pool(r) for r in RULES_OF_LESSONS]
    records = [rng.choice(pools).draw(rng) for _ in range(ROWS)]
    table = parity.table(RULES_OF_LESSONS, records).rename({"row": "id"}).to_arrow()
    by_place = ds.partitioning(pa.schema([("place", pa.string())]), flavor="hive")
    ds.write_dataset(table, folder, format="parquet", partitioning=by_place)
    judges = {(r, p): r.at(p) for r in RULES_OF_LESSONS for p in {f.place for f in records}}
    return Counter((r.id, judges[r, f.place](f).name.lower()) for r in RULES_OF_LESSONS for f in records)


def run(script: Path, running: Cluster, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**running.environment(), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, script.name, *arguments]
    return subprocess.run(
        command, cwd=script.parent, env=environment, capture_output=True, encoding="utf-8", timeout=ENDS_WITHIN,
        check=False,
    )  # fmt: skip


def test_the_script_of_the_page_judges_partitioned_parquet_on_two_workers(running: Cluster, tmp_path: Path) -> None:
    right = lessons(tmp_path / "lessons")
    assert len(list((tmp_path / "lessons").iterdir())) > len(NAMES)
    script, command = (b for b in blocks(PAGE) if b.said.endswith("Write `judge.py`:") or b.kind == "console")
    (tmp_path / "judge.py").write_text(script.text, "utf-8")
    python, name, *arguments = command.text.removeprefix("$ ").split()
    assert (python, name) == ("python", "judge.py")

    done = run(tmp_path / name, running, *arguments)
    assert done.returncode == 0, done.stderr[-3000:]

    counts: Counts = Counter()
    for row in ds.dataset(tmp_path / "judged/counts").to_table().to_pylist():
        counts.update({(row["rule"], verdict): row[verdict] for verdict in COUNTS if row[verdict]})
    assert counts == right
    findings = ds.dataset(tmp_path / "judged/findings", partitioning="hive").to_table().to_pylist()
    told = Counter((f["rule"], f["verdict"]) for f in findings)
    assert told == {key: n for key, n in right.items() if key[1] in ("violated", "unknown")}

    tasks, workers = running.tasks(), running.executors()
    assert len(tasks) == len(NAMES), tasks
    assert {workers[executor] for executor in tasks} == set(NAMES)


def test_python_on_those_workers_would_have_failed(running: Cluster, tmp_path: Path) -> None:
    script = tmp_path / "with_python.py"
    script.write_text(WITH_PYTHON, "utf-8")
    done = run(script, running)
    assert done.returncode != 0
    assert NO_PYTHON in done.stderr


def test_nothing_of_a_cluster_is_left_when_something_fails(java: None, tmp_path: Path) -> None:
    groups: set[int] = set()

    def use() -> None:
        with cluster(tmp_path) as started:
            groups.update(started.groups)
            assert alive() >= groups
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use()
    assert not alive() & groups


def alive() -> set[int]:
    """The groups of the processes that run; one that has ended and was not yet asked for its status does not."""
    rows = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, encoding="utf-8", check=True).stdout
    return {int(group) for group, state in (row.split() for row in rows.splitlines()) if not state.startswith("Z")}
