"""Every engine, every operation, held to objects; then millions of rows on two engines: run by ``nox -s parity``.

What it writes is a page of the documentation, of which every cell was run.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import polars as pl
from pyspark.sql import SparkSession

from shuangjian.core.derive import Derivation
from shuangjian.core.fact import Fact
from shuangjian.core.join import Join
from shuangjian.core.python import bundle
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.frames import TableError, summarise, worklist
from shuangjian.model.day import DayKind
from shuangjian.model.derived import DERIVATIONS
from shuangjian.model.joins import JOINS
from shuangjian.model.lesson import Lesson
from shuangjian.rules import RULES
from shuangjian.testing.pools import UNKNOWN_SHARE, Pool
from tests import parity
from tests.core import test_groups
from tests.frames import test_derive, test_findings, test_join
from tests.spark import engine
from tests.test_parity import TYPES, readings

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "engines.md"
ROWS = 300
"""Records of each fact type, derivation or join, for the matrix."""
BATCH = 250
"""Records drawn of one rule's values on one day."""
LARGE = ("polars", "duckdb")
"""The engines of the millions."""
ENGINES = {"polars": "Polars", "duckdb": "DuckDB", "pyarrow": "PyArrow", "pandas": "pandas", "ibis": "Ibis (DuckDB)"}
Kind = Callable[[pl.DataFrame], Any]
Compared = tuple[int, int]
"""How many things were compared, and how many of them differ."""


def main(millions: float = 10) -> None:
    """Fill the matrix, compare so many million rows, and write the page.

    Raises:
        SystemExit: if anything differs.

    """
    with engine.session() as spark, TemporaryDirectory() as folder:
        files = (Path(folder, f"{n}.parquet") for n in count())
        matrix = list(_matrix({**_kinds(), "PySpark": lambda frame: _in_spark(spark, frame, next(files))}))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        rows = round(millions * 1_000_000 / len(TYPES))
        large = [_said(found) for found in workers.map(_large, TYPES, [rows] * len(TYPES))]
    PAGE.write_text(_page(matrix, large), "utf-8")
    if any(_told(cell) != "same" for _, cells in matrix for cell in cells.values()) or any(f[-1] for f in large):
        sys.exit(f"something differs or was refused: see {PAGE}")


def _said(found: Any) -> Any:
    print(*found, flush=True)
    return found


def _kinds() -> dict[str, Kind]:
    return {ENGINES.get(name, f"Polars{name.removeprefix('polars')}"): kind
            for name, kind in {**test_derive.KINDS, **test_derive.SLOW}.items()}  # fmt: skip


def _in_spark(spark: SparkSession, frame: pl.DataFrame, file: Path) -> Any:
    frame.write_parquet(file)  # where moments without a zone stay so
    return spark.read.parquet(str(file))


# ------------------------------------------------------------------------------------------- the matrix


def _matrix(kinds: Mapping[str, Kind]) -> Iterator[tuple[str, dict[str, Compared | str]]]:
    """Each operation, and what came of it on each engine."""
    for name, compare in _operations():
        yield _said((name, {engine_: _cell(compare, kind) for engine_, kind in kinds.items()}))


def _operations() -> Iterator[tuple[str, Callable[[Kind], Compared]]]:
    yield "check", partial(_of_all_types, _findings)
    yield "check with a calendar", _with_calendar
    yield "summarise by place and month", partial(_of_all_types, _counts)
    yield "worklist", partial(_of_all_types, _work)
    for derivation in DERIVATIONS:
        yield f"derive {derivation.name}", partial(_derived, derivation)
    for how in JOINS:
        yield f"join {how.name}", partial(_joined, how)
    for derivation in (d for d in DERIVATIONS if d.order is not None):
        yield f"check and summarise, window={derivation.name}", partial(_windowed, derivation)


def _cell(compare: Callable[[Kind], Compared], kind: Kind) -> Compared | str:
    """What was compared, or why the engine was refused."""
    try:
        return compare(kind)
    except TableError as refused:
        return f"refused: {refused.faults[0]}"


def _of_all_types(compare: Callable[[Kind, Sequence[Rule[Any]], list[Any]], Compared], kind: Kind) -> Compared:
    each = [compare(kind, _rules(fact), list(_drawn(fact, ROWS))) for fact in TYPES]
    return sum(n for n, _ in each), sum(wrong for _, wrong in each)


def _rules(fact: type[Fact]) -> list[Rule[Any]]:
    return [r for r in RULES if r.fact is fact]


def _findings(kind: Kind, rules: Sequence[Rule[Any]], facts: list[Any]) -> Compared:
    """Every column of every finding, of all four verdicts."""
    told = test_findings.found(kind(test_findings.table(rules, facts)), rules)
    said = _of_objects(rules, facts)
    return len(said), _differing(told, said)


def _of_objects(rules: Sequence[Rule[Any]], facts: Sequence[Any]) -> dict[tuple[str, int], dict[str, Any]]:
    laws = {p: rules[0].law(p) for p in {f.place for f in facts}}
    of_object = test_findings.of_object
    return {(r.id, row): of_object(r, f, laws[f.place]) for r in rules for row, f in enumerate(facts)}


def _differing(a: Mapping[Any, Any], b: Mapping[Any, Any]) -> int:
    return sum(k not in a or k not in b or a[k] != b[k] for k in a.keys() | b.keys())


def _counts(kind: Kind, rules: Sequence[Rule[Any]], facts: list[Any]) -> Compared:
    """How many records each rule gives which verdict of, place by place and month by month."""
    laws = {p: rules[0].law(p) for p in {f.place for f in facts}}
    same_day = [r for r in rules if r.law_day == rules[0].fact.law_day]
    said: Counter[tuple[Any, ...]] = Counter()
    for r in same_day:
        for f in facts:
            day = getattr(f, r.law_day)
            said[r.id, f.place or "cn", day and f"{day:%Y-%m}", r(f, laws[f.place]).verdict.name.lower()] += 1
    rows = test_derive.rows_of(summarise(kind(_table(rules, facts)), rules[0].fact, rules=rules, by=("place", "month")))
    names, ids = [v.name.lower() for v in Verdict], {r.id for r in same_day}
    told = {(r["rule"], r["place"], r["month"], v): r[v] for r in rows for v in names if r[v] and r["rule"] in ids}
    return len(said), _differing(told, said)


def _table(rules: Sequence[Rule[Any]], facts: list[Any]) -> pl.DataFrame:
    frame, day = parity.table(rules, facts), rules[0].fact.law_day
    return frame.with_columns(pl.Series(day, [getattr(f, day) for f in facts], pl.Date))


def _work(kind: Kind, rules: Sequence[Rule[Any]], facts: list[Any]) -> Compared:
    """What is missing how often, and how often alone."""
    said: dict[str, list[int]] = {}
    for found in _of_objects(rules, facts).values():
        items = {_item(text) for text in found["missing"] if found["verdict"] == "unknown"}
        for item in items:
            entry = said.setdefault(item, [0, 0])
            entry[0] += 1
            entry[1] += len(items) == 1
    works = worklist(kind(parity.table(rules, facts)), rules[0].fact, rules=rules)
    told = {f"{w.reason} {w.what}": [w.verdicts, w.alone] for w in works}
    return len(said), _differing(told, said)


def _item(text: str) -> str:
    """What a worklist calls it: of all days a calendar does not tell, the field it would fill."""
    return "calendar day_kind" if text.startswith("calendar ") else text


def _with_calendar(kind: Kind) -> Compared:
    """Lessons whose days a calendar tells, and others."""
    rng, rules = Random("calendar"), _rules(Lesson)
    facts = [attrs.evolve(f, day_kind=None, day_kind_provisional=None) for f in _drawn(Lesson, ROWS)]
    keys = sorted({(f.calendar, f.date) for f in facts if f.calendar and f.date})
    days = {key: (rng.choice([None, *DayKind]), rng.choice([True, False])) for key in keys if rng.random() < 0.8}
    told_ = [{"calendar": c, "date": d, "day_kind": k and k.value, "provisional": p} for (c, d), (k, p) in days.items()]
    options = {"calendar": kind(pl.DataFrame(told_, schema_overrides={"day_kind": pl.String}))}
    frame = parity.table(rules, facts).drop("day_kind").with_columns(calendar=pl.Series([f.calendar for f in facts]))
    told = test_findings.found(kind(frame), rules, **options)
    with_days = [attrs.evolve(f, **_of_day(*days.get((f.calendar, f.date), (None, None)))) for f in facts]
    said = _of_objects(rules, with_days)
    return len(said), _differing(told, said)


def _of_day(day_kind: DayKind | None, provisional: bool | None) -> dict[str, Any]:
    return {"day_kind": day_kind, "day_kind_provisional": provisional}


def _joined(how: Join[Any, Any], kind: Kind) -> Compared:
    return _agreeing(ROWS, lambda: test_join.agree(how, ROWS, Random(how.name), kind))


def _derived(derivation: Derivation[Any, Any], kind: Kind) -> Compared:
    rng = Random(derivation.name)
    records = [test_derive.drawn(derivation, rng) for _ in range(ROWS)]
    return _agreeing(len(records), lambda: test_derive.agree(derivation, records, kind(_of(derivation, records))))


def _windowed(derivation: Derivation[Any, Any], kind: Kind) -> Compared:
    records = test_derive.records(derivation, ROWS)
    return _agreeing(len(records), lambda: test_derive.agree_when_judged(kind, derivation, records))


def _of(derivation: Derivation[Any, Any], records: Sequence[Any]) -> pl.DataFrame:
    return test_groups.table(records, derivation.source)


def _agreeing(number: int, agree: Callable[[], None]) -> Compared:
    try:
        agree()
    except AssertionError:
        return number, number
    return number, 0


# ------------------------------------------------------------------------------------------- millions of rows


def _drawn(fact: type[Fact], number: int) -> Iterator[Any]:
    """Records of one type, a batch of one rule's values at a time."""
    rng, pools = Random(f"engines {fact.__name__}"), [Pool(r) for r in _rules(fact)]
    for start in range(0, number, BATCH):
        yield from _batch(rng, rng.choice(pools), min(BATCH, number - start))


def _batch(rng: Random, pool: Pool, number: int) -> Iterable[Any]:
    day, rule = rng.choice(pool.days), pool.rule
    some = {n: _values(pool.values(n, day)) for n in rule.form.fields if n != "credit_code"}
    some |= dict.fromkeys(rule.form.spell(rule.law_day).leaves("field"), _values([day])) | {"place": pool.places}
    columns = [rng.choices(values, k=number) for values in some.values()]
    return [rule.fact(**dict(zip(some, row, strict=True))) for row in zip(*columns, strict=True)]


def _values(values: Sequence[Any]) -> Sequence[Any]:
    """The values, and nothing about as often as when one record is drawn."""
    often = max(1, round(1 / UNKNOWN_SHARE / max(1, len(values))))
    return [*list(values) * often, *[None] * max(1, round(len(values) * often * UNKNOWN_SHARE))]


def _large(fact: type[Fact], number: int) -> tuple[str, int, int, int, int]:
    """Type, rules, rows, verdicts compared on each engine, and how many of them differ."""
    rules, compared, wrong = _rules(fact), 0, 0
    facts = list(_drawn(fact, number))
    frame = parity.table(rules, facts)
    for profiles, unverified in readings(*rules):
        judges = {p: bundle(rules, rules[0].law(p, profiles, unverified=unverified)) for p in {f.place for f in facts}}
        said = list(zip(*(judges[f.place](f) for f in facts), strict=True))
        for engine_ in LARGE:
            told = parity.judged(rules, frame, engine_, profiles, unverified=unverified)
            for rule, verdicts in zip(rules, said, strict=True):
                wrong += sum(a is not b for a, b in zip(told[rule.id], verdicts, strict=True))
                compared += number
    return fact.__name__, len(rules), number, compared, wrong


# ------------------------------------------------------------------------------------------- the page


def _page(matrix: Sequence[tuple[str, Mapping[str, Compared | str]]], large: Sequence[tuple[Any, ...]]) -> str:
    engines = list(matrix[0][1])
    versions = ", ".join(
        f"{n} {version(n)}" for n in ("polars", "duckdb", "pyarrow", "pandas", "ibis-framework", "pyspark")
    )
    total = ["all", *(f"{sum(f[at] for f in large):,}" for at in (1, 2, 3, 4))]
    lines = [
        "# Engines", "",
        "Written by `nox -s parity`: each cell is what that run found. What an engine says was compared with what the",
        f"library says of the same records as objects. Python {sys.version.split()[0]}, {versions}.", "",
        "## Every operation on every engine", "",
        f"{ROWS} random records with many unknown fields, of each of {len(TYPES)} fact types and for each derivation",
        f"and join, and all {len(RULES)} rules; of `check` every column of every finding is compared.", "",
        *_bars(["operation", "compared", *engines], map(_row, matrix)), "",
        f"## {round(sum(f[2] for f in large) / 1e6)} million rows", "",
        "Random records again, every verdict compared, on Polars and on DuckDB: under the law as it is enforced, and",
        "where there are any with every profile and recalled row.", "",
        *_bars(["fact type", "rules", "rows", "verdicts compared", "different"],
               [*([f[0], *(f"{n:,}" for n in f[1:])] for f in large), total]),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _row(operation: tuple[str, Mapping[str, Compared | str]]) -> list[str]:
    name, cells = operation
    numbers = {f"{cell[0]:,}" for cell in cells.values() if not isinstance(cell, str)}
    return [name, " or ".join(sorted(numbers)), *map(_told, cells.values())]


def _told(cell: Compared | str) -> str:
    return cell if isinstance(cell, str) else f"**{cell[1]:,} differ**" if cell[1] else "same"


def _bars(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    bars = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *bars]


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
