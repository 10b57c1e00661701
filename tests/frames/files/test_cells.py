"""Every odd cell in every field of every type of record: what it says, or why it says nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from shuangjian.core.fact import Fact, form
from shuangjian.core.words import Clock
from shuangjian.frames.files.cells import field, misfit
from shuangjian.records import FACTS
from tests.records.drawn import NASTY

from .tables import assert_same, table
from .test_same_as_records import WORDS

ODD = (
    *WORDS, *(str(n) for n in NASTY if n != "\ud800"), "1980.5000001", "0.0000001", "0.000001", "1.", ".5", "+1",
    "1_0", "1" * 18, "1" * 19, "-" + "1" * 18, "1440", "1441", "2879", "31", "30", "1.0", "True", "TRUE", "yEs",
    "\u017fes", "YES ", "2026-3-2", "20260302", "2026-03-02T", "2026-03-02T2030", "2026-03-02t20:30",
    "2026-03-02  20:30", "2026-03-02T20:30:00.0", "2024-02-29", "2023-02-29", "9999-12-31", "10000-01-01",
    "infinity", "epoch", "today", "now", "0:00", "00:00", "024:10", "4:8", "49:00", "39:59", "40:00", "-1:00",
    "Primary", "primary ", "school_day", "make_up_day", "none", "null", "NULL", "nan", "\u4e00", "\u9fa5", "\u9fa6",
    "\ufffd", "a\u00adb", "（甲）", "《", "\U00020000", "x" * 200, "二" * 200, "二" * 201, "y" * 10_000,
)  # fmt: skip


@pytest.mark.parametrize("cls", FACTS.values(), ids=lambda c: c.__name__)
def test_odd_cells(cls: type[Fact]) -> None:
    header = ["place", *form(cls).fields]
    cells = [c for c in dict.fromkeys(ODD) if c.strip()]
    rows = [["" if i != at else c for i in range(len(header))] for at in range(len(header)) for c in cells]
    found = assert_same(table([header, *rows]).encode(), cls, header)
    assert len(found.good) > len(header)


@pytest.mark.parametrize(
    ("record", "name", "kind"),
    [
        ("HomeworkDay", "written_minutes", "INTEGER"),
        ("Price", "yuan", "DECIMAL(14, 6)"),
        ("Lesson", "ends", "INTEGER"),
        ("Lesson", "date", "DATE"),
        ("Lesson", "starts_at", "TIMESTAMP"),
        ("Lesson", "is_live", "BOOLEAN"),
        ("Lesson", "mode", "VARCHAR"),
        ("Lesson", "place", "VARCHAR"),
    ],
)
def test_types_of_columns(record: str, name: str, kind: str) -> None:
    assert field(FACTS[record], name).sql_type == kind


@pytest.mark.parametrize(
    ("expected", "fits", "fits_not"),
    [
        (bool, "BOOLEAN", "INTEGER"),
        (int, "UBIGINT", "HUGEINT"),
        (Decimal, "DECIMAL(38,6)", "DECIMAL(38,7)"),
        (Decimal, "INTEGER", "FLOAT"),
        (Clock, "TIME", "INTEGER"),
        (date, "DATE", "TIMESTAMP"),
        (datetime, "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"),
        (str, "UUID", "DOUBLE"),
    ],
)
def test_types_of_parquet(expected: type, fits: str, fits_not: str) -> None:
    of = next(f for c in FACTS.values() for n in form(c).fields if (f := field(c, n)).type is expected)
    assert misfit(of, fits) is None
    assert misfit(of, "VARCHAR") is None
    assert misfit(of, fits_not) is not None
