"""Texts of the law are told as they are, whatever they hold; no engine reads them as SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from pyspark.sql import SparkSession

from shuangjian.core.engine_words import texts_of

TEXTS = [None, "a\\b", "it's \\' \"q\" `t`", "${spark.app.name} ${env:HOME}", "双减\\n", "$1 {0} %s"]


def _polars(_: pytest.FixtureRequest) -> Any:
    return pl.DataFrame({"n": range(len(TEXTS))}).lazy()


def _duckdb(_: pytest.FixtureRequest) -> Any:
    return duckdb.connect().sql("select unnest([0, 1, 2, 3, 4, 5]) as n")


def _spark(request: pytest.FixtureRequest) -> Any:
    spark: SparkSession = request.getfixturevalue("spark")
    return spark.range(len(TEXTS)).selectExpr("cast(id as int) as n")


@pytest.mark.parametrize("table", [_polars, _duckdb, _spark])
def test_texts_are_told_as_they_are(table: Callable[[Any], Any], request: pytest.FixtureRequest) -> None:
    told = texts_of(nw.from_native(table(request)), "n", {"text": TEXTS})
    rows = told.lazy().collect("pyarrow").to_native().to_pylist()
    assert {row["n"]: row["text"] for row in rows} == dict(enumerate(TEXTS))
