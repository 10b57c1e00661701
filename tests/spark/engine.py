"""Spark for tests: whether this machine can run it, a small session, what a session says of a table, its plan."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import DataFrame, SparkSession

from shuangjian.core.frame import column, verdicts
from shuangjian.core.rule import Rule

OLDEST_JAVA = 17
"""What Spark 4 runs on."""
NEEDED = "SHUANGJIAN_NEEDS_SPARK"
"""The variable that makes a failure of a test Spark cannot run here, for a machine that must run it."""
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.log.level": "ERROR",
    "spark.python.sql.dataFrameDebugging.enabled": "false",  # half the time of building an expression
    "spark.sql.adaptive.enabled": "false",  # a plan is final as soon as it is made, and its text says so
    "spark.sql.debug.maxToStringFields": "10000",  # that text is whole
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "America/St_Johns",  # far from China, and half an hour off: nothing hangs on it
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def missing() -> str | None:
    """Why Spark cannot run here, if it cannot; Java is looked for where Spark's own scripts do."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        return f"Spark needs Java {OLDEST_JAVA}, and there is none {'in JAVA_HOME' if home else 'on the path'}"
    said = subprocess.run([java, "-version"], capture_output=True, encoding="utf-8", timeout=60, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version and int(version[1]) >= OLDEST_JAVA:
        return None
    return f"Spark needs Java {OLDEST_JAVA}, and {java} is {version[1] if version else repr(said)}"


def require() -> None:
    """Skip what needs Spark where it cannot run, or fail where it must."""
    if reason := missing():
        (pytest.fail if os.environ.get(NEEDED) else pytest.skip)(reason)


@contextmanager
def session() -> Iterator[SparkSession]:
    """A session with two threads in a process of its own, which is gone afterwards."""
    builder = SparkSession.builder.master("local[2]").appName("tests")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    gateway: Any = spark.sparkContext._gateway
    try:
        yield spark
    finally:
        spark.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(60)


def judged(
    spark: SparkSession, path: Path, rules: Sequence[Rule[Any]], profiles: frozenset[str], *, unverified: bool
) -> dict[str, list[int]]:
    """What Spark says of every row of a file, in order, by rule."""
    said = verdicts(spark.read.parquet(str(path)), rules, profiles=profiles, unverified=unverified)
    done = said.select("row", *map(column, rules)).toArrow().sort_by("row")
    return {r.id: done[column(r)].to_pylist() for r in rules}


def plan(table: DataFrame) -> str:
    """The physical plan, as Spark prints it."""
    with redirect_stdout(StringIO()) as printed:
        table.explain()
    return printed.getvalue()


PYTHON = re.compile(r"\w*(?:Python|InPandas|InArrow)\w*")


def python_in(table: DataFrame) -> list[str]:
    """Whatever in a plan calls Python: nodes that hand rows to it, and the functions they hand them to."""
    return sorted(set(PYTHON.findall(plan(table))))
