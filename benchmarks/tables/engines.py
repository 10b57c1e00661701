"""The three engines: how a table is opened, and what is done with an answer so that no part of it can be left out."""

from __future__ import annotations

import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.tables import by_hand_duckdb, by_hand_polars, by_hand_spark, ours

TEXTS = ("rule", "verdict", "modality", "observed", "limit", "unit", "clauses", "places", "missing")
Counts = dict[tuple[str, str], int]
Run = Callable[[], Any]


class Engine(ABC):
    """One engine with both tables open; each run makes its plan anew."""

    def __init__(self, paths: dict[str, Path]) -> None:
        self.paths = paths

    @abstractmethod
    def run(self, side: str, table: str, output: str) -> Run:
        """What is timed: building the plan and running it."""

    def cpu(self) -> float:
        """Time of the processor so far [s]."""
        return process_time()

    def peak_mib(self) -> int:
        """Most memory the engine's process ever had."""
        return high_water("self")

    def timed(self, run: Run) -> tuple[float, float]:
        """Seconds on the wall, and of the processor."""
        cpu, wall = self.cpu(), perf_counter()
        run()
        return perf_counter() - wall, self.cpu() - cpu

    def counts(self, side: str, table: str) -> Counts:
        """The counts, to compare."""
        rows = self.run(side, table, "counts")()
        return ours.long(rows) if side == "ours" else {(r["rule"], r["verdict"]): r["n"] for r in rows}

    @abstractmethod
    def findings(self, side: str, table: str) -> list[dict[str, Any]]:
        """The findings as rows, to compare; only of small tables."""


class Polars(Engine):
    def __init__(self, paths: dict[str, Path]) -> None:
        super().__init__(paths)
        import polars as pl  # noqa: PLC0415  # each engine is loaded in a process of its own

        self.pl = pl

    def run(self, side: str, table: str, output: str) -> Run:
        if output == "scan":
            return lambda: self._scan(table)
        if output == "counts":
            return lambda: self._plan(side, table, output).collect(engine="streaming").to_dicts()
        pl = self.pl  # summed rather than sunk in batches: a sink in Python is fed faster than it takes
        consumed = pl.len(), pl.col("record", "provisional").sum(), pl.col(*TEXTS).str.len_bytes().sum()
        return lambda: self._plan(side, table, output).select(*consumed).collect(engine="streaming")

    def findings(self, side: str, table: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._plan(side, table, "findings").collect(engine="streaming").to_dicts()
        return rows

    def _plan(self, side: str, table: str, output: str) -> Any:
        code, inputs = (ours if side == "ours" else by_hand_polars), [self._open(table)]
        if table == "lessons":
            inputs.append(self._open("calendar"))
        return getattr(code, f"{table}_{output}")(*inputs)

    def _open(self, table: str) -> Any:
        return self.pl.scan_parquet(self.paths[table])

    def _scan(self, table: str) -> None:
        """Read every column and sum it; of text, its length."""
        pl = self.pl
        sums = pl.col(pl.Int64, pl.Int32, pl.Boolean).sum(), pl.col(pl.String).str.len_bytes().sum()
        self._open(table).select(*sums, pl.col(pl.Date, pl.Datetime).max()).collect(engine="streaming")


class DuckDB(Engine):
    def __init__(self, paths: dict[str, Path]) -> None:
        super().__init__(paths)
        import duckdb  # noqa: PLC0415  # as above

        self.connection = duckdb.connect()
        self.connection.execute("set threads = 2")
        for table, path in paths.items():
            self.connection.execute(f"create view {table} as select * from '{path}'")

    def run(self, side: str, table: str, output: str) -> Run:
        if output == "scan":
            return lambda: self._scan(table)
        if output == "counts":
            return lambda: _rows(self._plan(side, table, output))
        lengths = ", ".join(f'sum(strlen("{name}"))' for name in TEXTS)
        consumed = f"count(*), sum(record), count_if(provisional), {lengths}"
        return lambda: self._plan(side, table, output).aggregate(consumed).fetchall()

    def findings(self, side: str, table: str) -> list[dict[str, Any]]:
        return _rows(self._plan(side, table, "findings"))

    def _plan(self, side: str, table: str, output: str) -> Any:
        names = [table] if table == "homework" else [table, "calendar"]
        if side == "by_hand":
            return self.connection.sql(getattr(by_hand_duckdb, f"{table}_{output}")(*names))
        return getattr(ours, f"{table}_{output}")(*(self.connection.table(n) for n in names))

    def _scan(self, table: str) -> None:
        shown = self.connection.sql(f"describe {table}").fetchall()
        sums = (
            f"sum(strlen({c}))" if "CHAR" in t else f"max({c})" if "INT" not in t else f"sum({c})" for c, t, *_ in shown
        )
        self.connection.sql(f"select {', '.join(sums)} from {table}").fetchall()


def _rows(relation: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = relation.to_arrow_table().to_pylist()
    return rows


class Spark(Engine):
    def __init__(self, paths: dict[str, Path]) -> None:
        super().__init__(paths)
        from pyspark.sql import SparkSession  # noqa: PLC0415  # as above

        os.environ["PYSPARK_PYTHON"] = sys.executable
        settings = {
            "spark.ui.enabled": "false",
            "spark.driver.memory": "4g",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.session.timeZone": "Asia/Shanghai",
            "spark.sql.shuffle.partitions": "8",
            "spark.sql.timestampType": "TIMESTAMP_NTZ",
            "spark.ui.showConsoleProgress": "false",
            "spark.python.sql.dataFrameDebugging.enabled": "false",  # as our how-to has it
            "spark.sql.codegen.hugeMethodLimit": "8000",  # Java compiles no longer method, and is slow then
        }
        builder = SparkSession.builder.master("local[2]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("OFF")
        self.java = _child("java")
        for table, path in paths.items():
            self.session.read.parquet(str(path)).createOrReplaceTempView(table)

    def run(self, side: str, table: str, output: str) -> Run:
        if output == "scan":
            return lambda: self._scan(table)
        if output == "counts":
            return lambda: [row.asDict() for row in self._plan(side, table, output).collect()]
        return lambda: self._plan(side, table, output).write.format("noop").mode("overwrite").save()

    def findings(self, side: str, table: str) -> list[dict[str, Any]]:
        return [row.asDict() for row in self._plan(side, table, "findings").collect()]

    def cpu(self) -> float:
        return process_time() + _cpu(self.java)

    def peak_mib(self) -> int:
        return high_water(self.java)

    def _plan(self, side: str, table: str, output: str) -> Any:
        names = [table] if table == "homework" else [table, "calendar"]
        if side == "by_hand":
            return self.session.sql(getattr(by_hand_spark, f"{table}_{output}")(*names))
        return getattr(ours, f"{table}_{output}")(*(self.session.table(n) for n in names))

    def _scan(self, table: str) -> None:
        types = self.session.table(table).dtypes
        sums = (f"sum(length({c}))" if t == "string" else f"max({c})" for c, t in types)
        self.session.sql(f"select {', '.join(sums)} from {table}").collect()


def high_water(process: str) -> int:
    """Most memory a process ever had [MiB]."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def _child(name: str) -> str:
    """The process of that name that this one started."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8").split()
    return next(p for p in children if Path(f"/proc/{p}/comm").read_text("utf-8").strip() == name)


def _cpu(process: str) -> float:
    """User and system time of a process [s]; fields 14 and 15 of its line, the name before them in brackets."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


ENGINES: dict[str, type[Engine]] = {"polars": Polars, "duckdb": DuckDB, "spark": Spark}
