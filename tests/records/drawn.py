"""Drawn records as JSON says them: good ones of every type, and values that should never get through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from shuangjian.core.fact import form
from shuangjian.core.words import Clock
from shuangjian.records import FACTS, template

MOMENTS = st.datetimes(datetime.fromisoformat("2018-01-01"), datetime.fromisoformat("2027-12-31"))
DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
NASTY: tuple[Any, ...] = (
    0, -1, 1, 60, 10**18, 10**40, True, False, "", " ", "60", "60.0", "1,980", "\uff18", "初二", "G8", "2026-02-30",
    "2026-13", "2026", "2026-03", "2021-08-13/2021-08-02", "24:00", "47:59", "48:00", "8:20", "2026-03-02T08:20Z",
    "=1+1", "\x00", "\ud800", "x" * 10_001, "1e5", "NaN", "Infinity", "1980.50", [], {}, [[1]], {"a": {"b": 1}}, 0.5,
    1e300,
)  # fmt: skip
"""Values someone writes by mistake or on purpose."""


def _value(name: str, expected: object, metadata: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    low, high = metadata.get("low") or 0, metadata.get("high") or 0
    if name == "credit_code":
        return st.just("91110105MA01XXXX0X") | st.none()
    if isinstance(expected, type) and issubclass(expected, Enum):
        return st.sampled_from([m.value for m in expected])
    drawn: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: st.integers(low, high),
        str: st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9),
        Decimal: st.decimals(low, high, places=2).map(str) | st.integers(low, high),
        Clock: st.integers(low, high).map(lambda m: f"{m // 60:02}:{m % 60:02}"),
        date: DAYS.map(date.isoformat),
        datetime: MOMENTS.map(lambda d: d.isoformat()[:16]),
    }
    return drawn[expected]


@st.composite
def wellformed(draw: st.DrawFn, types: tuple[str, ...] = tuple(FACTS)) -> dict[str, Any]:
    """A record whose single values are good; together they may contradict each other."""
    name = draw(st.sampled_from(types))
    kept = form(FACTS[name])
    fields = draw(st.lists(st.sampled_from([f for f in kept.fields if f != "credit_code"]), unique=True, max_size=6))
    record = {f: draw(_value(f, kept.types[f], kept.fields[f])) for f in fields}
    return {"type": name, "id": draw(st.uuids()).hex, **record}


@st.composite
def mistaken(draw: st.DrawFn) -> object:
    """A record with anything in it, or no record at all."""
    record: dict[str, Any] = draw(wellformed())
    names = [*template(record["type"]), "law_days", "typ", "written_minuts", "\ud800", ""]
    for name in draw(st.lists(st.sampled_from(names), max_size=3)):
        record[name] = draw(st.sampled_from(NASTY))
    return draw(st.sampled_from([record, record, record, record, None, 3, "x", [record]]))
