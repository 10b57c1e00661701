"""Derivations on Spark: the same facts as from a list, the same records left, and no Python in the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest
from pyspark.sql import DataFrame, SparkSession

from shuangjian.core.derive import Derivation
from shuangjian.core.fact import Fact
from shuangjian.core.join import Join
from shuangjian.frames import derive, join
from shuangjian.model.derived import DERIVATIONS, service_day, service_week
from shuangjian.model.joins import JOINS
from shuangjian.model.service import ServiceDay
from tests.core.test_groups import columns, said, table, told
from tests.frames.test_derive import NAMES, agree, drawn
from tests.frames.test_join import pair
from tests.spark.engine import python_in


def written(derivation: Derivation[Any, Any], spark: SparkSession, folder: Path) -> tuple[list[Any], DataFrame]:
    rng, path = Random(f"spark {derivation.name}"), folder / "records.parquet"
    records = [drawn(derivation, rng) for _ in range(300)]
    return records, stored(records, derivation.source, spark, path)


def stored(records: list[Any], cls: type[Fact], spark: SparkSession, path: Path) -> DataFrame:
    pq.write_table(table(records, cls).to_arrow(), path)
    return spark.read.parquet(str(path))


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=NAMES)
def test_spark_and_lists_agree(derivation: Derivation[Any, Any], spark: SparkSession, tmp_path: Path) -> None:
    records, frame = written(derivation, spark, tmp_path)
    agree(derivation, records, frame)
    assert python_in(derive(frame, derivation).facts) == []


@pytest.mark.parametrize("how", JOINS, ids=[j.name for j in JOINS])
def test_spark_joins_as_lists_do(how: Join[Any, Any], spark: SparkSession, tmp_path: Path) -> None:
    records, others = pair(how, Random(f"spark {how.name}"), 300)
    frame = stored(records, how.source, spark, tmp_path / "records.parquet")
    found = join(frame, stored(others, how.other, spark, tmp_path / "others.parquet"), how)
    expected = how(records, others)
    assert told(found.facts, columns(how.source)) == said(expected.facts, columns(how.source))
    assert told(found.left, columns(how.source)) == said(expected.left, columns(how.source))
    assert python_in(found.facts) == []


def test_weeks_are_made_of_days_that_were_made(spark: SparkSession, tmp_path: Path) -> None:
    sessions, frame = written(service_day, spark, tmp_path)
    weeks = derive(derive(frame, service_day).facts, service_week).facts
    names = columns(service_week.target)
    assert told(weeks, names) == said(service_week(service_day(sessions).facts).facts, names)


def test_a_week_begins_on_its_monday_whatever_day_it_is(spark: SparkSession, tmp_path: Path) -> None:
    days = [ServiceDay(id=f"{n}", class_id="c", date=date(2026, 3, 2 + n), sessions=1) for n in range(14)]
    weeks = derive(stored(days, ServiceDay, spark, tmp_path / "days.parquet"), service_week).facts
    assert told(weeks, ["date", "days"]) == {(date(2026, 3, 2), 7): 1, (date(2026, 3, 9), 7): 1}
