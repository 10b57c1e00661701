"""Parquet: columns with types of their own, columns of text, and types no field can have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core.fact import Fact, form
from shuangjian.frames.files import FileError, Names
from shuangjian.records import FACTS

from .tables import TYPES, Taken, assert_same, plain, take, taken, unknown
from .test_same_as_records import tables

LESSON, PRICE, DAY, SERVICE = (FACTS[n] for n in ("Lesson", "Price", "HomeworkDay", "ServiceSession"))
MOMENT = datetime.fromisoformat("2026-03-02T20:30")


def parquet(folder: Path, cls: type[Fact], columns: Mapping[str, Any], types: Mapping[str, Any] | None = None) -> Taken:
    path = folder / "f.parquet"
    pq.write_table(pa.table({n: pa.array(v, (types or {}).get(n)) for n, v in columns.items()}), path)
    return take(path, cls, unknown(cls, list(columns)))


def test_types_of_their_own(tmp_path: Path) -> None:
    columns = {
        "id": [1, 2],
        "date": [date(2026, 3, 2), None],
        "starts_at": [MOMENT, MOMENT],
        "ends": [dt.time(20, 30), dt.time(0, 0)],
        "grade": [3, None],
        "is_live": [True, None],
        "subject": ["subject", "学科类"],
    }
    types = {"grade": pa.uint8(), "starts_at": pa.timestamp("ns"), "subject": pa.dictionary(pa.int8(), pa.string())}
    found = parquet(tmp_path, LESSON, columns, types)
    assert found.good == {
        1: dict(zip(columns, ["1", date(2026, 3, 2), MOMENT, 1230, 3, True, "subject"], strict=True)),
        2: dict(zip(columns, ["2", None, MOMENT, 0, None, None, "subject"], strict=True)),
    }


@pytest.mark.parametrize("type_", [pa.decimal128(18, 2), pa.decimal128(38, 6), pa.int64()])
def test_amounts(tmp_path: Path, type_: Any) -> None:
    found = parquet(tmp_path, PRICE, {"yuan": [Decimal(120), Decimal(-1), None]}, {"yuan": type_})
    assert [r["yuan"] for r in found.good.values()] == [Decimal(120), None]
    assert list(found.reasons) == [2]


def test_values_out_of_bounds_are_rejected_in_the_words_of_records(tmp_path: Path) -> None:
    columns = {
        "grade": [13, 3, 3, 3, None],
        "date": [date(2026, 3, 2), date(1890, 1, 1), date(9999, 1, 1), None, None],
        "starts_at": [None, None, None, MOMENT.replace(second=1), MOMENT.replace(microsecond=1)],
    }
    assert parquet(tmp_path, LESSON, columns).reasons == {
        1: ["records[0].grade: 13 is impossible; it runs from 0 to 12"],
        2: ["records[1].date: '1890-01-01' lies outside the years 1900 to 2199".replace("'", "")],
        3: ["records[2].date: 9999-01-01 lies outside the years 1900 to 2199"],
        4: ["records[3].starts_at: '2026-03-02 20:30:01' is no moment; write 2026-03-02T20:30, in whole minutes"],
        5: [
            "records[4].starts_at: '2026-03-02 20:30:00.000001' is no moment; write 2026-03-02T20:30, in whole minutes"
        ],
    }


def test_a_nanosecond_is_not_lost(tmp_path: Path) -> None:
    at = int(MOMENT.replace(tzinfo=dt.UTC).timestamp()) * 10**9
    found = parquet(tmp_path, LESSON, {"starts_at": [at, at + 1]}, {"starts_at": pa.timestamp("ns")})
    assert list(found.good) == [1]
    assert list(found.reasons) == [2]


def test_seconds_of_a_clock_are_not_lost(tmp_path: Path) -> None:
    found = parquet(tmp_path, SERVICE, {"ends": [dt.time(16, 30), dt.time(16, 30, 1), dt.time(16, 30, 0, 1)]})
    assert list(found.good) == [1]
    assert list(found.reasons) == [2, 3]


def test_contradictions_and_duplicates(tmp_path: Path) -> None:
    columns = {"id": ["a", "b", "a"], "starts_at": [MOMENT] * 3, "ends_at": [MOMENT, MOMENT.replace(day=1), MOMENT]}
    reasons = parquet(tmp_path, LESSON, columns).reasons
    assert [r[0].partition(":")[0] for r in reasons.values()] == ["records[1].starts_at", "records[2].id"]


def test_wrong_types_are_told_at_once(tmp_path: Path) -> None:
    columns = {
        "id": [1.5], "date": [MOMENT], "starts_at": [MOMENT], "ends": [1230], "grade": [3.0], "is_live": [1],
        "subject": [1], "students": [[1]], "place": [b"x"],
    }  # fmt: skip
    types = {"starts_at": pa.timestamp("us", "Asia/Shanghai")}
    with pytest.raises(FileError) as caught:
        parquet(tmp_path, LESSON, columns, types)
    assert [f.what for f in caught.value.faults] == [
        "column 'id' is double; id asks for text",
        "column 'date' is timestamp; date asks for dates",
        "column 'starts_at' is timestamp with time zone; starts_at asks for local timestamps without a time zone",
        "column 'ends' is bigint; ends asks for times of day, or text such as \"20:30\"",
        "column 'grade' is double; grade asks for whole numbers",
        "column 'is_live' is bigint; is_live asks for true and false",
        "column 'subject' is bigint; subject asks for text",
        "column 'students' is bigint[]; students asks for whole numbers",
        "column 'place' is blob; place asks for text",
    ]


def test_money_is_no_float(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="'yuan' is double; yuan asks for whole numbers, or decimals with at most 6"):
        parquet(tmp_path, PRICE, {"yuan": [1980.5]})
    with pytest.raises(FileError, match=r"'yuan' is decimal\(38,18\)"):
        parquet(tmp_path, PRICE, {"yuan": [Decimal("1.5")]}, {"yuan": pa.decimal128(38, 18)})


def test_names_that_differ_in_case_or_come_twice(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    names = Names(columns={"ID": "place"}, unknown=unknown(DAY, ["grade"]).unknown)
    pq.write_table(pa.table([pa.array(["a"]), pa.array(["p"]), pa.array([3])], ["id", "ID", "grade"]), path)
    assert take(path, DAY, names).good == {1: {"id": "a", "place": "p", "grade": 3}}
    pq.write_table(pa.table([pa.array(["a"]), pa.array(["p"]), pa.array([{"x": {"y": 1}}])], ["id", "id", "s"]), path)
    with pytest.raises(FileError, match="column 'id' stands 2 times; keep one"):
        take(path, DAY, names)


def test_nested_columns_may_be_ignored(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"s": [{"x": {"y": [1]}, "z": 2}], "grade": [3], "l": [[{"a": 1}]]}), path)
    names = Names(ignore=("s", "l"), unknown=unknown(DAY, ["grade"]).unknown)
    assert take(path, DAY, names).good == {1: {"grade": 3}}


def test_columns_that_hold_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    pl.DataFrame({"id": ["a"], "date": [None], "written_minutes": [None]}).write_parquet(path)
    names = unknown(DAY, ["id", "date", "written_minutes"])
    assert take(path, DAY, names).good == {1: {"id": "a", "date": None, "written_minutes": None}}


def test_no_rows_and_a_row_of_nothing(tmp_path: Path) -> None:
    assert parquet(tmp_path, DAY, {"id": []}, {"id": pa.string()}).rows == 0
    assert parquet(tmp_path, DAY, {"id": [None]}, {"id": pa.string()}).good == {1: {"id": None}}


@given(tables(TYPES))
@settings(max_examples=40, deadline=None)
def test_columns_of_text_are_read_as_cells_of_a_csv(drawn: tuple[type[Fact], list[str], list[list[str]]]) -> None:
    cls, header, rows = drawn
    kept = [r for r in rows if len(r) == len(header) and any(c.strip() for c in r)]
    lines = [",".join('"' + c.replace('"', '""') + '"' for c in r) for r in kept]
    text = "\n".join([",".join(header), *lines]) + "\n"
    wanted = assert_same(text.encode(), cls, header)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table([pa.array(c, pa.string()) for c in _turned(kept, header)], header), sink)
    found = taken(sink.getvalue().to_pybytes(), cls, unknown(cls, header), "f.parquet")
    assert list(found.good.values()) == list(wanted.good.values())
    assert [r.index for r in found.rejected] == [r.index for r in wanted.rejected]


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _turned(rows: list[list[str]], header: list[str]) -> list[list[str]]:
    return [[r[i] for r in rows] for i in range(len(header))]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_typed_columns_say_what_their_text_says(data: st.DataObject) -> None:
    cls = data.draw(st.sampled_from(TYPES))
    typed: dict[Any, tuple[Any, st.SearchStrategy[Any]]] = {
        bool: (pa.bool_(), st.booleans()),
        int: (pa.int64(), st.integers(-3, 1500)),
        Decimal: (pa.decimal128(12, 2), st.decimals(-2, 20_000, places=2)),
        date: (pa.date32(), st.dates(date(1940, 1, 1), date(2210, 1, 1))),
        datetime: (pa.timestamp("us"), st.datetimes(MOMENT, datetime.fromisoformat("2026-03-05")).map(_whole)),
    }
    names = [n for n in form(cls).fields if form(cls).types[n] in typed]
    header = data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=6))
    rows = data.draw(st.lists(st.tuples(*(st.none() | typed[form(cls).types[n]][1] for n in header)), max_size=6))
    rows = [r for r in rows if any(v is not None for v in r)]
    cells = [["" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for v in row] for row in rows]
    wanted = assert_same("\n".join([",".join(header), *map(",".join, cells)]).encode(), cls, header)
    sink = pa.BufferOutputStream()
    arrays = [pa.array([r[i] for r in rows], typed[form(cls).types[n]][0]) for i, n in enumerate(header)]
    pq.write_table(pa.table(arrays, header), sink)
    found = taken(sink.getvalue().to_pybytes(), cls, unknown(cls, header), "f.parquet")
    assert list(found.good.values()) == list(wanted.good.values())
    assert [[f.what for f in r.faults] for r in found.rejected] == [[f.what for f in r.faults] for r in wanted.rejected]
    assert plain(cls(), header) == dict.fromkeys(header)
