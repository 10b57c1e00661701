"""Derivations on Spark: the same facts as from a list, the same records left, and no Python in the plan."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest
from pyspark.sql import DataFrame, SparkSession

from shuangjian.core.derive import Derivation
from shuangjian.frames import derive
from shuangjian.model.derived import DERIVATIONS, service_day, service_week
from tests.core.test_groups import columns, said, table, told
from tests.frames.test_derive import NAMES, agree, drawn
from tests.spark.engine import python_in


def written(derivation: Derivation[Any, Any], spark: SparkSession, folder: Path) -> tuple[list[Any], DataFrame]:
    rng, path = Random(f"spark {derivation.name}"), folder / "records.parquet"
    records = [drawn(derivation, rng) for _ in range(300)]
    pq.write_table(table(records, derivation.source).to_arrow(), path)
    return records, spark.read.parquet(str(path))


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=NAMES)
def test_spark_and_lists_agree(derivation: Derivation[Any, Any], spark: SparkSession, tmp_path: Path) -> None:
    records, frame = written(derivation, spark, tmp_path)
    agree(derivation, records, frame)
    assert python_in(derive(frame, derivation).facts) == []


def test_weeks_are_made_of_days_that_were_made(spark: SparkSession, tmp_path: Path) -> None:
    sessions, frame = written(service_day, spark, tmp_path)
    weeks = derive(derive(frame, service_day).facts, service_week).facts
    names = columns(service_week.target)
    assert told(weeks, names) == said(service_week(service_day(sessions).facts).facts, names)
