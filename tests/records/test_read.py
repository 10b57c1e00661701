"""Reading: the four formats give the same records, whatever is wrong is told with its place, and nothing is lost."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import Days
from shuangjian.core.fact import form
from shuangjian.core.words import Clock
from shuangjian.records import Read, Rejected
from shuangjian.records.contradictions import DAY_LONG, FLAGS, NEAR, ORDER, PARTS
from tests.records.drawn import wellformed
from tests.records.written import batch, one, table, told, toml, wrong

CONTRADICTED = {f for row in (*ORDER, *PARTS, *FLAGS, *NEAR, *DAY_LONG) for f in row[1:3]} | {"school_stage", "stage"}


# ------------------------------------------------------------------------------------------- all formats


def as_said(value: object, expected: object) -> object:
    """A value of a fact as JSON says it."""
    if isinstance(value, Enum):
        return value.value
    if expected is Clock and isinstance(value, int):
        return f"{value // 60:02}:{value % 60:02}"
    return value.isoformat()[:16] if isinstance(value, datetime | date) else value


@given(st.lists(wellformed(), min_size=1, max_size=4))
def test_the_four_formats_give_the_same_facts_and_each_value_is_what_was_written(records: list[dict[str, Any]]) -> None:
    found = batch(json.dumps(records))
    assert {str(f.path).rpartition(".")[2] for f in found.faults} <= CONTRADICTED
    for read_one in found.facts:
        written = records[read_one.index]
        types = form(type(read_one.fact)).types
        for name in written.keys() - {"type", "id"}:
            held = getattr(read_one.fact, name)
            same = as_said(held, types[name]) == written[name]
            assert same or (isinstance(held, Decimal) and held == Decimal(written[name]))
    for content, name in [
        ("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "f.jsonl"),
        (toml(records), "f.toml"),
        (table(records), "f.csv"),
        ("\ufeff" + json.dumps({"records": records}, indent=2), "f.json"),
    ]:
        other = batch(content, name)
        assert [r.fact for r in other.facts] == [r.fact for r in found.facts]
        assert [(f.path, f.what) for f in other.faults] == [(f.path, f.what) for f in found.faults]


@given(st.lists(wellformed(), min_size=1, max_size=4), st.sampled_from(["utf-8", "gb18030"]))
def test_lines_are_where_the_record_stands(records: list[dict[str, Any]], encoding: str) -> None:
    for content, name in [
        ("\n\n".join(json.dumps(r, ensure_ascii=False) for r in records), "f.jsonl"),
        (json.dumps({"place": "anshan", "records": records}, indent=1, ensure_ascii=False), "f.json"),
        ("# [[records]]\nplace = '''\n[[records]]'''\n" + toml(records), "f.toml"),
        (table(records), "f.csv"),
    ]:
        found = batch(content.encode(encoding), name, encoding=encoding)
        items: list[Read | Rejected] = [*found.facts, *found.rejected]
        for item in items:
            begins = content.split("\n")[item.source.line - 1 : item.source.line + 200]
            mine = "\n".join(begins).find(records[item.index]["id"])
            first = min(i for i in ("\n".join(begins).find(r["id"]) for r in records) if i >= 0)
            assert mine == first


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('{"records": [{"id": "a"}, {"id": "b", "place": "jinan"}], "type": "Exam", "place": "anshan"}', "f.json"),
        ('type = "Exam"\nplace = "anshan"\n[[records]]\nid = "a"\n[[records]]\nid = "b"\nplace = "jinan"', "f.toml"),
    ],
)
def test_the_top_of_a_file_fills_only_what_is_absent(content: str, name: str) -> None:
    assert [r.fact.place for r in batch(content, name).facts] == ["anshan", "jinan"]


def test_the_type_comes_from_the_record_else_the_file_else_the_caller() -> None:
    content = '{"type": "School", "records": [{"type": "Exam"}, {}]}'
    assert [type(r.fact).__name__ for r in batch(content, record="Price").facts] == ["Exam", "School"]
    assert [type(r.fact).__name__ for r in batch("[{}]", record="Price").facts] == ["Price"]
    assert told("[{}]") == ["1: records[0].type: is missing; say what the record is, such as HomeworkDay"]


def test_the_calendar_of_a_file_goes_to_the_records_that_have_one() -> None:
    found = batch('{"calendar": "c-1", "records": [{"type": "HomeworkDay"}, {"type": "Price"}]}')
    facts: list[Any] = [r.fact for r in found.facts]
    assert facts[0].calendar == "c-1"
    assert facts[1].id is None


def test_a_single_record_needs_no_list() -> None:
    assert one(type="Exam", id="e").id == "e"
    assert batch('type = "Exam"\nid = "e"', "f.toml").facts[0].fact.id == "e"


# ------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("2026-03-02", None), ("2026-03", (date(2026, 3, 1), date(2026, 3, 31))),
     ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
     ("2021-08-02/2021-08-13", (date(2021, 8, 2), date(2021, 8, 13))), ("2026-03-02/2026-03-02", None)],
)  # fmt: skip
def test_the_law_day_may_be_a_month_a_year_or_an_interval(raw: str, expected: tuple[date, date] | None) -> None:
    for kind, field in [("Exam", "date"), ("Payment", "paid_on"), ("Licence", "approved_on")]:
        fact = one(type=kind, **{field: raw})
        assert fact.law_days == (Days(*expected) if expected else None)
        assert getattr(fact, field) == (None if expected else date(2026, 3, 2))


@pytest.mark.parametrize(
    "raw", ["2026-13", "2026-02-30", "2021-08-13/2021-08-02", "1900", "26-03", "2026/03/02", "", 2026]
)
def test_a_law_day_that_is_none_is_refused(raw: object) -> None:
    [fault] = wrong(type="Exam", date=raw)
    assert fault.startswith("date: ")


def test_only_the_law_day_may_be_inexact() -> None:
    assert wrong(type="Payment", first_day="2026-03") == ["first_day: '2026-03' is no day; write 2026-03-02"]
    assert "law_days: '2026-03': write a month" in wrong(type="Exam", law_days="2026-03")[0]


@pytest.mark.parametrize(
    ("raw", "system", "grade"),
    [(3, None, 3), (0, None, 0), ("3", None, 3), ("三年级", None, 3), ("G8", None, 8), ("初二", "六三", 8),
     ("初二", "五四", 7), ("小学六年级", None, 6), ("小学五年级", "五四", 5), ("高一", None, 10)],
)  # fmt: skip
def test_a_grade_may_be_written_as_people_do(raw: object, system: str | None, grade: int) -> None:
    assert one(type="Exam", grade=raw, system=system).grade == grade


@pytest.mark.parametrize(
    ("raw", "system"),
    [(13, None), (-1, None), ("G13", None), ("初二", None), ("初四", "六三"), ("小学六年级", "五四"),
     ("小学八年级", "六三"), ("x" * 99, None)],
)  # fmt: skip
def test_a_grade_that_cannot_be_is_refused(raw: object, system: str | None) -> None:
    [fault] = wrong(type="Exam", grade=raw, system=system)
    assert fault.startswith("grade: ")


@pytest.mark.parametrize(
    ("kind", "field", "raw", "expected"),
    [
        ("Price", "yuan", "1980.50", Decimal("1980.50")),
        ("Price", "yuan", 1980, Decimal(1980)),
        ("Price", "mode", "线上", "online"),
        ("SchoolDay", "first_lesson", "8:20", 500),
        ("SchoolDay", "first_lesson", "47:59", 2879),
        ("PupilNight", "bed_at", "2026-03-02T23:10", datetime.fromisoformat("2026-03-02T23:10")),
        ("PupilNight", "bed_at", "2026-03-02 23:10:00", datetime.fromisoformat("2026-03-02T23:10")),
    ],
)
def test_a_value_is_read_exactly(kind: str, field: str, raw: object, expected: object) -> None:
    held = getattr(one(type=kind, **{field: raw}), field)
    assert (held.value if isinstance(held, Enum) else held) == expected


@pytest.mark.parametrize(
    ("kind", "field", "raw", "says"),
    [
        ("HomeworkDay", "written_minutes", "60", "write 60 without quotes"),
        ("HomeworkDay", "written_minutes", 60.0, "60.0 is no whole number"),
        ("HomeworkDay", "written_minutes", True, "true is no whole number"),
        ("HomeworkDay", "written_minutes", 1441, "1441 is impossible; it runs from 0 to 1440"),
        ("HomeworkDay", "written_minutes", 10**40, "a number of 41 digits is impossible"),
        ("HomeworkDay", "written_minutes", [60], "is a list; a field holds one value"),
        ("HomeworkDay", "written_minutes", float("nan"), "NaN is no number"),
        ("HomeworkDay", "written_minutes", float("-inf"), "-Infinity is no number"),
        ("HomeworkDay", "is_posted", 1, "1 is not true or false; write true or false without quotes"),
        ("HomeworkDay", "day_kind", "school_dya", "no DayKind; did you mean 'school_day'?"),
        ("HomeworkDay", "class_id", 31, 'write "31" in quotes'),
        ("HomeworkDay", "class_id", "x" * 201, "is no id; write 1 to 200 printable characters"),
        ("HomeworkDay", "class_id", "", "is no id"),
        ("HomeworkDay", "id", "a\u202eb", "is no id"),
        ("HomeworkDay", "place", "\ud800", "holds half a character"),
        ("School", "name", "x" * 10_001, "has 10001 characters; at most 10000 are read"),
        ("School", "name", "a\x00b", "holds control characters"),
        ("Price", "yuan", 1980.5, 'write "1980.5" in quotes'),
        ("Price", "yuan", "1,980", "is no exact amount"),
        ("Price", "yuan", "1e3", "is no exact amount"),
        ("Price", "yuan", "\uff11\uff19\uff18\uff10", "is no exact amount"),
        ("SchoolDay", "first_lesson", "48:00", "is no time of day"),
        ("SchoolDay", "first_lesson", "8:2", "is no time of day"),
        ("SchoolDay", "first_lesson", 500, "is no time of day"),
        ("PupilNight", "bed_at", "2026-03-02T23:10+08:00", "has an offset; write the wall clock"),
        ("PupilNight", "bed_at", "2026-03-02T23:10:00.5Z", "has an offset; write the wall clock"),
        ("PupilNight", "bed_at", "2026-03-02", "is no moment"),
        ("PupilNight", "bed_at", "2026-03-02T23:10:30", "in whole minutes"),
        ("PupilNight", "bed_at", "2026-02-30T10:00", "day is out of range"),
        ("PupilNight", "bed_at", "1900-02-03T10:00", "lies outside 1949-10-01 to 2199-12-31"),
        ("Institution", "credit_code", "91110105MA01XXXX01", "the check character should be"),
    ],
)
def test_what_a_value_cannot_be_is_refused_with_what_to_write(kind: str, field: str, raw: object, says: str) -> None:
    [fault] = told(json.dumps({"type": kind, field: raw}))
    assert fault.startswith(f"1: records[0].{field}: ")
    assert says in fault


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    huge = "1" + "0" * 9000
    assert "9001 digits is impossible" in told(f'{{"type": "Exam", "levels": {huge}}}')[0]
    assert "is no whole number" in told(f"levels\n{huge}\n", "f.csv", record="Exam")[0]
    assert "is not TOML: Exceeds the limit" in told(f"levels = {huge}", "f.toml")[0]


def test_toml_has_days_times_and_moments_of_its_own() -> None:
    content = 'type = "SchoolDay"\ndate = 2026-03-02\nfirst_lesson = {}'
    assert (
        batch(content.format("08:20:00"), "f.toml").facts[0].fact
        == batch(content.format('"8:20"'), "f.toml").facts[0].fact
    )
    assert "is no time of day" in told(content.format("08:20:30"), "f.toml")[0]
    night = 'type = "PupilNight"\nbed_at = {}'
    fact: Any = batch(night.format("2026-03-02T22:10:00"), "f.toml").facts[0].fact
    assert fact.bed_at == datetime.fromisoformat("2026-03-02T22:10")
    assert "has an offset" in told(night.format("2026-03-02T22:10:00+08:00"), "f.toml")[0]
    assert 'write "12.5" in quotes' in told('type = "Price"\nyuan = 12.5', "f.toml")[0]
    assert "bits is impossible" in told(f'type = "Price"\nyuan = 0x{"f" * 9000}', "f.toml")[0]


@pytest.mark.parametrize(("cell", "expected"), [*zip(("true", "TRUE", "yes", "是", "1"), [True] * 5, strict=True),
    *zip(("false", "No", "否", "0"), [False] * 4, strict=True), ("", None), (" ", None)])  # fmt: skip
def test_a_cell_says_yes_or_no_in_several_ways(cell: str, expected: bool | None) -> None:
    fact: Any = batch(f"id,is_posted\na,{cell}\n", "f.csv", record="HomeworkDay").facts[0].fact
    assert fact.is_posted is expected


def test_unknown_fields_come_with_what_was_meant() -> None:
    assert wrong(type="HomeworkDay", written_minuts=60) == [
        "written_minuts: HomeworkDay has no such field; did you mean 'written_minutes'?"
    ]
    assert "did you mean 'HomeworkDay'?" in wrong(type="HomeWorkDay")[0]
    assert wrong(type="PupilNight", slept_minutes=500) == ["slept_minutes: is computed from other fields; leave it out"]
    many = wrong(type="Exam", **{f"no{i:02}": 1 for i in range(30)})
    assert len(many) == 11
    assert many[-1].endswith("has 20 more unknown fields")
