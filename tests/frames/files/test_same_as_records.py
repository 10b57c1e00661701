"""Any CSV gives the same good records and the same rejected lines, in the same words, as reading it as records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from shuangjian.core.fact import Fact, form
from shuangjian.frames.files.source import BLANKS
from shuangjian.model.advertisement import Advertisement
from tests.records.drawn import NASTY, _value

from .tables import TYPES, assert_same

WORDS = (
    "", " ", "\t", "　", "yes", "No", "TRUE", "是", "否", "1", "0", "-0", "007", "٣", "\uff18", "六三", "五四",
    "小学", "初中", "primary", "三年级", "初二", "小学六年级", "初中七年级", "高一", "G8", "grade 9", "六年级",
    "初四", "13", "12", "-1", "学科类", "线上", "subject", "offline", "2026-03-02", "2026-03", "2026",
    "2026-03-02/2026-03-05", "2026-02-30", "0000-01-01", "1949-09-30", "1949-10-01", "2199-12-31", "2200-01-01",
    "2026-03-02T20:30", "2026-03-02 20:30:00", "2026-03-02T24:00", "2026-03-02T20:30:01", "2026-03-02T20:30Z",
    "8:20", "08:20", "24:10", "47:59", "48:00", "7:60", "1980.50", "1980.500000", "1980.5000001", "1,980", "1e3",
    "999999999999999999", "9999999999999999999", "-5", "100000000", "100000000.000001", "NaN", "=1+1", "é",
    "\u200b", "\x85", "a\x85", "\u2028b", "\ufeff", "x" * 201, "y" * 10_001, "91110105MA01XXXX0X", "CN", "anshan",
    "a b", "’", "\U0001f600",
)  # fmt: skip
"""Cells somebody writes by mistake, on purpose, or rightly but rarely."""


@st.composite
def tables(draw: st.DrawFn, types: tuple[type[Fact], ...] = TYPES) -> tuple[type[Fact], list[str], list[list[str]]]:
    """A type, a header and rows: mostly good cells, some of any other kind, some rows too short or too long."""
    cls = draw(st.sampled_from(types))
    names = ["id", "place", "type", *form(cls).fields]
    header = draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=9))
    cells = [_cells(cls, name) for name in header]
    rows = []
    for _ in range(draw(st.integers(0, 8))):
        row = [draw(cell) for cell in cells]
        if draw(st.integers(0, 9)) == 0:
            row = draw(st.sampled_from([row[:-1], [*row, "x"], [""] * len(row), []]))
        rows.append(row)
    return cls, header, rows


def _cells(cls: type[Fact], name: str) -> st.SearchStrategy[str]:
    if name == "type":
        good: st.SearchStrategy[Any] = st.sampled_from([cls.__name__, cls.__name__, "", "Lessen"])
    elif name in ("id", "place"):
        good = st.sampled_from(["a", "b", "c", "d", "", "e"])
    else:
        good = _value(name, form(cls).types[name], form(cls).fields[name])
    odd = st.sampled_from(WORDS) | st.sampled_from(
        [str(n) for n in NASTY if not (isinstance(n, str) and n == "\ud800")]
    )
    padded = st.tuples(st.sampled_from(BLANKS), good.map(_said), st.sampled_from(BLANKS)).map("".join)
    said = good.map(_said)
    return st.one_of(said, said, said, said, said, st.just(""), odd, odd, padded)


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _written(draw: st.DrawFn, rows: list[list[str]], end: str) -> str:
    """A CSV as some program would write it, or spoil it."""
    quoting = draw(st.sampled_from(["none", "none", "some", "all"]))
    lines = []
    for row in rows:
        joined = ",".join(_quoted(draw, cell, quoting) for cell in row)
        lines.append(joined + (draw(st.sampled_from(["\n", "\r\n", "\n\n"])) if end == "mixed" else end))
    return "".join(lines)


def _quoted(draw: st.DrawFn, cell: str, quoting: str) -> str:
    if quoting == "all" or (quoting == "some" and draw(st.booleans())):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def files(draw: st.DrawFn) -> tuple[type[Fact], list[str], str]:
    cls, header, rows = draw(tables())
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r\n", "mixed", "\r"]))
    first = ",".join(header) + ("\n" if end in ("mixed", "\r") else end)
    body = _written(draw, rows, end)
    text = first + (body if draw(st.booleans()) else body.rstrip("\r\n") + "\n" * draw(st.integers(0, 2)))
    for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2]))):  # a character that was not meant to be there
        at = draw(st.integers(len(first), len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from(['"', ",", "\r", "\n", "\x00", "\x1f", "\x1e", "\x1d", "'", "\\", "#"]))
            + text[at:]
        )
    return cls, header, text


@pytest.mark.parametrize("length", [200, 201, 1000, 10_001])
@pytest.mark.parametrize("odd", ["", "\x0b"])
def test_an_id_too_long_to_be_one_is_not_told_to_come_twice(length: int, odd: str) -> None:
    assert_same(("id,outlet\n" + f"{'x' * length},{odd}\n" * 2).encode(), Advertisement, ["id", "outlet"])


@given(files(), st.sampled_from(["", "\ufeff"]))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_table_is_read_as_records_are(drawn: tuple[type[Fact], list[str], str], mark: str) -> None:
    cls, header, text = drawn
    assert_same((mark + text).encode(), cls, header)
