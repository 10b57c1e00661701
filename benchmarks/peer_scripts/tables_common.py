"""What every peer does: read the table, judge it several times over, write time and the rows it says are violated."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

NOTICE = date(2021, 4, 8)
APPLIES = pl.col("school") & (pl.col("date") >= NOTICE) & pl.col("grade").is_between(3, 9)
CAP = pl.when(pl.col("grade") < 7).then(60).when(pl.col("grade") >= 7).then(90)
KEPT = ~APPLIES | (pl.col("minutes") <= CAP)
"""What somebody would write who has Polars and only pass and fail."""


def run(judge: Callable[[pl.DataFrame], list[int]], rounds: int = 3) -> None:
    table = pl.read_parquet(sys.argv[1])
    spent = []
    violated: list[int] = []
    for _ in range(rounds):
        start = perf_counter()
        violated = judge(table)
        spent.append(perf_counter() - start)
    told = {"seconds": median(spent), "violated": violated}
    Path(sys.argv[2]).write_text(json.dumps(told), "utf-8")
