"""Spark on this machine: the same verdict as on one object, row by row, and no Python in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from pyspark.sql import DataFrame, SparkSession, functions as F  # noqa: N812  # as everybody who writes Spark has it

from shuangjian.core.fact import Fact
from shuangjian.core.frame import column, verdicts
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.lesson import Lesson
from shuangjian.rules import RULES
from shuangjian.rules.training.hours import training_end
from shuangjian.testing.pools import Pool
from tests import parity
from tests.pages import DOCS, blocks
from tests.spark.engine import judged, plan, python_in
from tests.test_parity import ROWS, TYPES, readings


def rules_of(fact: type[Fact]) -> list[Rule[Any]]:
    return [r for r in RULES if r.fact is fact]


def drawn(fact: type[Fact], number: int) -> list[Any]:
    rng, pools = Random(f"spark {fact.__name__}"), [Pool(r) for r in rules_of(fact)]
    return [rng.choice(pools).draw(rng) for _ in range(number)]


def written(records: list[Any], fact: type[Fact], folder: Path) -> Path:
    path = folder / "records.parquet"
    pq.write_table(parity.table(rules_of(fact), records).to_arrow(), path)
    return path


@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_spark_and_objects_agree(fact: type[Fact], spark: SparkSession, tmp_path: Path) -> None:
    rules, records = rules_of(fact), drawn(fact, ROWS)
    path = written(records, fact, tmp_path)
    for profiles, unverified in readings(*rules):
        found = judged(spark, path, rules, profiles, unverified=unverified)
        for rule in rules:
            laws = {p: rule.law(p, profiles, unverified=unverified) for p in {f.place for f in records}}
            compiled = {p: rule.at(law=law) for p, law in laws.items()}
            told = [compiled[f.place](f) for f in records]
            answers = [Verdict(v) for v in found[rule.id]]
            differing = [(f, a, b) for f, a, b in zip(records, told, answers, strict=True) if a is not b]
            assert not differing, (rule.id, differing[:2])


# ------------------------------------------------------------------------------------------- plans


@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_no_python_runs_in_the_plan_and_no_row_moves(fact: type[Fact], spark: SparkSession, tmp_path: Path) -> None:
    table = spark.read.parquet(str(written(drawn(fact, 10), fact, tmp_path)))
    asked = verdicts(table, rules_of(fact))
    assert python_in(asked) == []
    assert "Exchange" not in plan(asked)
    assert "Exchange" in plan(asked.groupBy("place").count())


def doubled(n: int) -> int:
    return 2 * n


PLANTED: dict[str, Callable[[DataFrame], DataFrame]] = {
    "a function of a row": lambda t: t.withColumn("m", F.udf(doubled, "long", useArrow=False)("id")),
    "a function of a row by Arrow": lambda t: t.withColumn("m", F.udf(doubled, "long", useArrow=True)("id")),
    "a function of Arrow batches": lambda t: t.mapInArrow(lambda batches: batches, "id long"),
    "a function of pandas frames": lambda t: t.mapInPandas(lambda frames: frames, "id long"),
    "a function of groups": lambda t: t.groupBy("id").applyInArrow(lambda group: group, "id long"),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_python_in_a_plan_is_seen(plant: Callable[[DataFrame], DataFrame], spark: SparkSession) -> None:
    table = spark.range(3)
    assert python_in(table) == []
    assert python_in(plant(table)) != []


# ------------------------------------------------------------------------------------------- time zones

ZONE = "spark.sql.session.timeZone"
ZONES = ("UTC", "Asia/Shanghai", "America/St_Johns")
PAGE = DOCS / "how-to/run-on-spark.md"
EVENING = datetime(2026, 3, 10, 20, 45)  # noqa: DTZ001  # what the clock on the wall shows
TOO_LATE = Lesson(date=EVENING.date(), stage=Stage.PRIMARY, subject=Subject.SUBJECT, mode=Mode.OFFLINE, ends_at=EVENING)


@pytest.fixture
def zones(spark: SparkSession) -> Iterator[Iterator[str]]:
    """Each zone, while the session has it."""

    def in_turn() -> Iterator[str]:
        for zone in ZONES:
            spark.conf.set(ZONE, zone)
            yield zone

    before = spark.conf.get(ZONE)
    yield in_turn()
    spark.conf.set(ZONE, str(before))


def said(table: DataFrame) -> Verdict:
    (row,) = verdicts(table, [training_end]).select(column(training_end)).collect()
    return Verdict(row[0])


def test_local_times_are_judged_the_same_in_every_zone(
    spark: SparkSession, zones: Iterator[str], tmp_path: Path
) -> None:
    lessons = spark.read.parquet(str(written([TOO_LATE], Lesson, tmp_path)))
    assert dict(lessons.dtypes)["ends_at"] == "timestamp_ntz"
    assert training_end(TOO_LATE).verdict is Verdict.VIOLATED
    assert {zone: said(lessons) for zone in zones} == dict.fromkeys(ZONES, Verdict.VIOLATED)


def test_moments_made_local_as_the_page_says_are_judged_right(
    spark: SparkSession, zones: Iterator[str], tmp_path: Path
) -> None:
    path = written([TOO_LATE], Lesson, tmp_path)
    table = pq.read_table(path)
    for name in ("starts_at", "ends_at", "previous_ends_at", "previous_seen_ends_at"):
        moments = pc.assume_timezone(table[name], "Asia/Shanghai")
        table = table.set_column(table.column_names.index(name), name, moments)
    pq.write_table(table, path)
    given: dict[str, Any] = {"spark": spark, "F": F, "lessons": spark.read.parquet(str(path))}
    assert dict(given["lessons"].dtypes)["ends_at"] == "timestamp"
    (code,) = (b.text for b in blocks(PAGE) if "with the zone named" in b.said)
    exec(code, given)  # noqa: S102  # the page's own
    assert {zone: said(given["lessons"]) for zone in zones} == dict.fromkeys(ZONES, Verdict.VIOLATED)
