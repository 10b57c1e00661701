"""Every contradiction the reader of records knows rejects a row here too, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from shuangjian.core.fact import Fact, form
from shuangjian.core.words import Clock
from shuangjian.frames.files import intake
from shuangjian.frames.files.together import together
from shuangjian.model.grade import Stage, System
from shuangjian.records import FACTS
from shuangjian.records.contradictions import DAY_LONG, FLAGS, NEAR, ORDER, PARTS

from .tables import assert_same, table, unknown

VALUES: dict[Any, tuple[str, ...]] = {
    bool: ("", "yes", "no"),
    int: ("", "0", "1", "2"),
    Decimal: ("", "0", "1.5"),
    Clock: ("", "8:00", "20:30", "24:10"),
    date: ("", "2026-03-01", "2026-03-02", "2026-03-03"),
    datetime: (
        "", "2026-02-28T23:59", "2026-03-01T00:00", "2026-03-01 08:00", "2026-03-02T08:00", "2026-03-02T08:01",
        "2026-03-03T23:59", "2026-03-04T00:00",
    ),
}  # fmt: skip
PAIRS = sorted({(c, a, b) for c, a, b, *_ in (*ORDER, *PARTS, *NEAR, *DAY_LONG, *FLAGS)}, key=str)


def values(cls: type[Fact], field: str) -> Iterable[str]:
    expected = form(cls).types[field]
    return VALUES.get(expected) or ("", *(m.value for m in expected))


@pytest.mark.parametrize(("cls", "first", "second"), PAIRS, ids=str)
def test_pairs(cls: type[Fact], first: str, second: str) -> None:
    rows = [f"r{i},{a},{b}" for i, (a, b) in enumerate(product(values(cls, first), values(cls, second)))]
    found = assert_same("\n".join([f"id,{first},{second}", *rows]).encode(), cls, ["id", first, second])
    assert found.good
    assert found.rejected


@pytest.mark.parametrize(("cls", "field", "flag"), [(c, a, b) for c, a, b, _ in FLAGS], ids=str)
def test_a_flag_the_file_has_not_is_not_known(cls: type[Fact], field: str, flag: str) -> None:
    rows = [f"r{i},{a}" for i, a in enumerate(values(cls, field))]
    assert_same("\n".join([f"id,{field}", *rows]).encode(), cls, ["id", field])


@pytest.mark.parametrize("cls", FACTS.values(), ids=lambda c: c.__name__)
def test_grade_and_stage(cls: type[Fact]) -> None:
    fields = [f for f in ("grade", "system", "school_stage", "stage") if f in form(cls).fields]
    if len(fields) < 2:
        assert not any("grade" in c for c in together(cls, dict.fromkeys(fields, "x")))
        return
    said = {
        "grade": ("", *map(str, range(13))),
        "system": ("", *(s.value for s in System)),
        "school_stage": ("", *(s.value for s in Stage)),
        "stage": ("", *(s.value for s in Stage)),
    }
    rows = [",".join(row) for row in product(*(said[f] for f in fields)) if any(row)]
    found = assert_same("\n".join([",".join(fields), *rows]).encode(), cls, fields)
    assert not fields[1:] or "grade" not in fields or found.rejected


ORDINARY: dict[Any, tuple[str, ...]] = {
    bool: ("是", "no"),
    int: ("1", "1"),
    Decimal: ("1", "0.5"),
    Clock: ("8:20", "16:30"),
    date: ("2026-03-02", "2026-03-02"),
    datetime: ("2026-03-02T20:30", "2026-03-02 20:30:00"),
    str: ("三（2）班", "a-1"),
}


@pytest.mark.parametrize("cls", FACTS.values(), ids=lambda c: c.__name__)
def test_ordinary_rows_are_never_in_doubt(tmp_path: Path, cls: type[Fact]) -> None:
    """The reader of records is fifty times as slow: it must see only what is rare."""
    header = ["id", "place", *(f for f in form(cls).fields if f != "credit_code")]
    flags = {flag for _, _, flag, must in FLAGS if must} | {flag for _, _, flag, _ in FLAGS}
    rows = []
    for i in (0, 1):
        said = {h: _ordinary(cls, h, i) for h in header}
        said |= dict.fromkeys((f for f in flags if f in header), "yes")
        said |= {"id": f"r{i}", "grade": ("三年级", "3")[i], "school_stage": "小学", "stage": "小学"}
        rows.append([said[h] for h in header])
    path = tmp_path / "f.csv"
    path.write_text(table([header, *rows], lineterminator="\n"), "utf-8")
    with intake(path, cls, unknown(cls, header)) as found:
        assert found.rows == 2
        assert found.engine.sql("FROM doubts").fetchall() == []


def _ordinary(cls: type[Fact], field: str, i: int) -> str:
    if field in ("id", "place"):
        return "cn"
    expected, least = form(cls).types[field], form(cls).fields[field].get("low") or 0
    if expected is Clock and least > 0:
        return "22:30"
    if expected is Decimal and least > 0:
        return str(least)
    return ORDINARY[expected][i] if expected in ORDINARY else next(iter(expected)).value
