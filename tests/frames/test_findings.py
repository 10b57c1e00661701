"""The findings of a table are those of the objects: every column, every rule, every verdict, whatever is missing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from shuangjian.cli.report import finding
from shuangjian.core.fact import Fact
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.frames import check
from shuangjian.rules import RULES
from shuangjian.testing.pools import Pool
from tests import parity
from tests.test_parity import TYPES, readings

ROWS = 500


def drawn(rules: Sequence[Rule[Any]]) -> list[Fact]:
    rng, pools = Random(rules[0].fact.__name__), [Pool(r) for r in rules]
    return [rng.choice(pools).draw(rng) for _ in range(ROWS)]


def table(rules: Sequence[Rule[Any]], records: Sequence[Fact]) -> pl.DataFrame:
    frame = parity.table(rules, records)
    if "day_kind_provisional" not in rules[0].form.fields:
        return frame
    marks = [getattr(f, "day_kind_provisional") for f in records]  # noqa: B009  # not of every fact
    return frame.with_columns(day_kind_provisional=pl.Series(marks, dtype=pl.Boolean))


def text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def number(cell: str | None) -> Any:
    """Equal numbers are the same however they are written: 75.00, 300/120."""
    try:
        part, _, whole = (cell or "").partition("/")
        return Fraction(part) / Fraction(whole or 1)
    except ValueError:
        return cell


def of_object(rule: Rule[Any], fact: Fact, law: Any) -> dict[str, Any]:
    told = finding(rule(fact, law))
    kept = {n: told[n] for n in ("verdict", "modality", "unit", "provisional")}
    missing = sorted(f"{m['reason']} {m['what']}" for m in told["missing"])
    joined = {n: "; ".join(told[n]) for n in ("clauses", "places")}
    return kept | joined | {n: number(text(told[n])) for n in ("observed", "limit")} | {"missing": missing}


def of_table(row: dict[str, Any]) -> dict[str, Any]:
    kept = {n: row[n] for n in ("verdict", "modality", "unit", "provisional", "clauses", "places")}
    missing = sorted(m for m in row["missing"].split("; ") if m)
    return kept | {n: number(row[n]) for n in ("observed", "limit")} | {"missing": missing}


def found(native: Any, rules: Sequence[Rule[Any]], **options: Any) -> dict[tuple[str, int], dict[str, Any]]:
    told = check(native, rules[0].fact, rules=rules, key="row", keep=list(Verdict), **options)
    rows = nw.from_native(told).lazy().collect("pyarrow").to_native().to_pylist()
    by_key = {(r["rule"], r["record"]): of_table(r) for r in rows}
    assert len(by_key) == len(rows)
    return by_key


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("fact", TYPES, ids=lambda c: c.__name__)
def test_a_table_tells_what_the_object_tells(fact: type[Fact], engine: str) -> None:
    rules = [r for r in RULES if r.fact is fact]
    records = drawn(rules)
    native = parity.native(table(rules, records), engine)
    for profiles, unverified in readings(*rules):
        told = found(native, rules, profiles=profiles, unverified=unverified)
        assert len(told) == len(rules) * len(records)
        for rule in rules:
            laws = {p: rule.law(p, profiles, unverified=unverified) for p in {f.place for f in records}}
            for row, fact_ in enumerate(records):
                assert told[rule.id, row] == of_object(rule, fact_, laws[fact_.place]), fact_


def test_a_share_is_written_alike_by_engines_that_count_with_other_decimals() -> None:
    rules = [r for r in RULES if r.id == "prices.guided-price"]
    frame = table(rules, drawn(rules))
    told = [
        {(r["record"], r["observed"]) for r in nw.from_native(check(native, rules[0].fact, rules=rules, key="row"))
         .lazy().collect("pyarrow").to_native().to_pylist()}
        for native in (parity.native(frame, engine) for engine in ("polars", "duckdb"))
    ]  # fmt: skip
    assert told[0] == told[1]
    shares = {share.partition("/")[0] for _, share in told[0] if share}
    assert any("." in share for share in shares)
    assert not any(share.endswith(".00") or ".000" in share for share in shares)
