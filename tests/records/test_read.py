"""Reading: the four formats give the same records, whatever is wrong is told with its place, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from shuangjian.core.dates import Days
from shuangjian.core.fact import form
from shuangjian.core.words import Clock
from shuangjian.model.homework import HomeworkDay
from shuangjian.records import FACTS, Batch, Read, Rejected, iterate, read, template, write_rejects
from shuangjian.records.contradictions import DAY_LONG, FLAGS, NEAR, ORDER, PARTS
from tests.records.drawn import NASTY, mistaken, wellformed

CONTRADICTED = {f for row in (*ORDER, *PARTS, *FLAGS, *NEAR, *DAY_LONG) for f in row[1:3]} | {"school_stage", "stage"}


def batch(content: str | bytes, name: str = "f.json", **options: Any) -> Batch:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, **options)


def told(content: str | bytes, name: str = "f.json", **options: Any) -> list[str]:
    """The faults without the folder, in one line each."""
    faults = batch(content, name, **options).faults
    assert all(len(str(f).splitlines()) == 1 and str(f).isprintable() for f in faults)
    return [str(f).partition(f"{name}:")[2] for f in faults]


def one(**fields: Any) -> Any:  # noqa: ANN401  # its class is the test's business
    """The only record of a file, which has to be sound."""
    found = batch(json.dumps(fields))
    assert found.faults == ()
    return found.facts[0].fact


def wrong(**fields: Any) -> list[str]:
    """What is wrong with the only record of a file, as field and sentence."""
    return [t.removeprefix("1: records[0]").removeprefix(".") for t in told(json.dumps(fields))]


# ------------------------------------------------------------------------------------------- all formats


def toml(records: list[dict[str, Any]]) -> str:
    lines = (
        f"[[records]]\n{''.join(f'{k} = {json.dumps(v, ensure_ascii=False)}{chr(10)}' for k, v in r.items())}"
        for r in records
    )
    return "".join(lines)


def table(records: list[dict[str, Any]]) -> str:
    columns = sorted({k for r in records for k in r})
    text = io.StringIO()
    rows = csv.DictWriter(text, columns)
    rows.writeheader()
    rows.writerows(records)
    return text.getvalue()


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
     ("初中二年级", "六三"), ("x" * 99, None)],
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
        ("PupilNight", "bed_at", "2026-03-02 23:10:30", datetime.fromisoformat("2026-03-02T23:10:30")),
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


# ------------------------------------------------------------------------------------------- whole files


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b'[{"type": "Exam"},]', "f.json", "1:19: is not JSON: "),
        (b'[\n {"type": "Exam"}\n {}]', "f.json", "3:2: is not JSON: Expecting ','"),
        (b"[] []", "f.json", "1:4: is not JSON: Extra data"),
        (b"", "f.json", "1:1: is not JSON: "),
        (b"3", "f.json", "1: holds no records"),
        (b'{"records": {}}', "f.json", "1: records is no array"),
        (b'{"recrods": []}', "f.json", "records[0].type: is missing"),
        (b"[" * 100_000, "f.json", "is nested too deeply"),
        (b'[{"id": ' + b"[" * 5000 + b"]" * 5000 + b"}]", "f.json", "is nested too deeply"),
        (b'\n[{"id": "\xff"}]', "f.json", "2:10: is not UTF-8 here; save the file as UTF-8, or say encoding"),
        ("[]".encode("utf-16"), "f.json", "1: is UTF-16; save it as UTF-8"),
        (b'{"place": 3, "records": [{"type": "Exam"}]}', "f.json", '1: place: 3 is no text; write "3" in quotes'),
        (b'{"plcae": "x", "records": []}', "f.json", "1: plcae: is set for no file; did you mean 'place'?"),
        (b'{"place": "x", "place": "y", "records": []}', "f.json", "1: place: stands twice; keep one"),
        (b'{"type": "Exma", "records": [{}]}', "f.json", "1: type: 'Exma' is no type of record; did you mean 'Exam'?"),
        (b"x = \n", "f.toml", "1:5: is not TOML: Invalid value"),
        (b"x = " + b"[" * 5000, "f.toml", "is nested too deeply"),
        (b".".join([b"a"] * 60) + b" = 1", "f.toml", "1: has more than 50 dots here"),
        (b'\n\nplace = 3\n[[records]]\ntype = "Exam"', "f.toml", "3: place: 3 is no text"),
        (b"records = 3", "f.toml", "1: records is no array; write [[records]]"),
        (b"", "f.csv", "1: is empty; its first line names the columns"),
        (b"id,datum\n", "f.csv", "1: unknown column 'datum'; did you mean 'date'?"),
        (b"id;type\n", "f.csv", "1: columns are separated by ';'; save it with commas"),
        (b"id,id,type\n", "f.csv", "1: column 'id' stands 2 times; keep one"),
        (b"id,date\n", "f.csv", "1: has no column 'type'"),
        (b"id,,type\n", "f.csv", "1: a column has no name"),
        ("名称,type\n".encode("gb18030"), "f.csv", "1: is not UTF-8 here"),
        (b"x", "f.txt", "1: has an ending that tells no format; name it .json, "),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_where(content: bytes, name: str, says: str) -> None:
    assert says in told(content, name)[0]
    assert batch(content, name).facts == ()


def test_a_file_that_is_not_there_is_a_fault_too(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.json", str(tmp_path / "\x00.json"), tmp_path / ("x" * 300 + ".json")):
        [fault] = read(path).faults
        assert fault.line == 1


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    for name, size in [("f.jsonl", 256 * 2**20 + 1), ("f.toml", 4 * 2**20 + 1)]:
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
        assert "is larger than" in read(tmp_path / name).faults[0].what


def test_a_record_that_is_too_long_is_rejected_and_the_next_is_read() -> None:
    long = '{"type": "Exam", "id": "' + "x" * (9 * 2**20) + '"}\n{"type": "Exam", "id": "b"}\n'
    found = batch(long, "f.jsonl")
    assert [r.fact.id for r in found.facts] == ["b"]
    assert [f.what for f in found.faults] == ["is longer than 4 MB"]
    wide = f'type,id\nExam,"{"x" * 200_000}"\nExam,b\n'
    assert [r.fact.id for r in batch(wide, "f.csv").facts] == ["b"]


def test_a_line_that_is_no_json_is_one_rejected_record() -> None:
    content = b'{"type": "Exam"}\nnonsense\n{"type": "Exam", "id": "\xff"}\n{"type": "Exam", "id": "d"}\n{} {}\n'
    found = batch(content, "f.jsonl")
    assert [r.source.line for r in found.facts] == [1, 4]
    assert [(r.index, r.source.line) for r in found.rejected] == [(1, 2), (2, 3), (4, 5)]
    assert ["column 1" in f.what or "UTF-8" in f.what or "column 4" in f.what for f in found.faults] == [True] * 3


def test_rows_of_the_wrong_length_and_open_quotes_are_rejected_alone() -> None:
    found = batch('type,id\nExam\nExam,a\n,\n"Exam"x,b\nExam,"c\n', "f.csv")
    assert [(r.fact.id, r.source.line) for r in found.facts] == [("a", 3)]
    assert [r.source.line for r in found.rejected] == [2, 5, 6]


@pytest.mark.parametrize("again", ['{"type": "Exam", "id": "a"}', '{"type": "School", "id": "a", "nmae": 1}'])
def test_an_id_stands_once_in_a_file(again: str) -> None:
    first = '{"type": "Exam", "id": "a"}'
    for content, name in [(f"[{first}, {again}]", "f.json"), (f"{first}\n{again}", "f.jsonl")]:
        found = batch(content, name)
        assert [r.index for r in found.facts] == [0]
        assert "is the id of the record on line 1 too" in found.faults[0].what


def test_a_key_written_twice_is_refused() -> None:
    assert told('[{"type": "Exam", "id": "a", "id": "b"}]') == ["1: records[0].id: stands twice; keep one"]


def test_at_most_a_thousand_faults_are_listed_and_the_others_counted() -> None:
    found = batch(json.dumps([{"type": "Exam", "levels": -1}] * 1500))
    assert (len(found.faults), found.omitted, len(found.rejected)) == (1000, 500, 1500)


def test_what_is_wrong_with_the_top_withdraws_every_record_and_is_told_once() -> None:
    found = batch('{"place": 3, "records": [{"type": "Exam"}, {"type": "Exam", "levels": -1}]}')
    assert (len(found.facts), len(found.rejected), len(found.broken), len(found.faults)) == (0, 2, 1, 2)
    assert all(r.faults for r in found.rejected)
    rows = batch("type,x\nExam,1\nExam,2\n", "f.csv")
    assert (len(rows.facts), len(rows.rejected), len(rows.faults)) == (0, 2, 1)


def test_an_unknown_type_or_encoding_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="did you mean 'Exam'"):
        iterate(tmp_path / "f.json", record="Exma")
    with pytest.raises(ValueError, match="utf-8 or gb18030"):
        read(tmp_path / "f.json", encoding="latin-1")


def test_other_types_of_record_may_be_brought_along() -> None:
    assert batch('{"type": "Mine", "written_minutes": 3}', types={"Mine": HomeworkDay}).facts[0].fact == HomeworkDay(
        written_minutes=3
    )
    assert batch('{"type": "Exam"}', types={"Mine": HomeworkDay}).facts == ()


# ------------------------------------------------------------------------------------------- rejects


@given(st.lists(mistaken(), max_size=5), st.sampled_from(["f.json", "f.jsonl"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_rejects_hold_what_was_written_with_its_reasons(records: list[Any], name: str) -> None:
    lines = [json.dumps(r) for r in records]
    found = batch("\n".join(lines) if name == "f.jsonl" else f"[{','.join(lines)}]", name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rejects.jsonl"
        assert write_rejects(found, path) == len(found.rejected)
        written = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert all(w["reasons"] for w in written)
        assert [w["record"] for w in written] == [records[r.index] for r in found.rejected]


def test_a_table_of_rejects_runs_no_formula(tmp_path: Path) -> None:
    found = batch("=1+1\n+2\n", "=cmd.jsonl")
    rejected = [Rejected("=1+1", r.source, r.index, r.faults) for r in found.rejected]
    assert write_rejects(rejected, tmp_path / "r.csv") == 2
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["record"] for r in rows] == ["'=1+1", "'=1+1"]


# ------------------------------------------------------------------------------------------- hostile files

NAMES = st.sampled_from(["f.json", "f.jsonl", "f.toml", "f.csv"])


def sound(found: Batch) -> None:
    """What must hold of any file whatever."""
    assert bool(found.faults) == bool(found.rejected or found.broken)
    assert not (found.broken and found.facts)
    assert all(r.faults for r in found.rejected)
    assert all(f.line >= 1 and f.what and str(f).isprintable() for f in found.faults)
    order = sorted([r.index for r in found.facts] + [r.index for r in found.rejected])
    assert order == list(range(len(order)))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("r.jsonl", "r.csv"):
            assert write_rejects(found, Path(folder) / name) == len(found.rejected)


@given(st.binary(max_size=300), NAMES, st.sampled_from(["utf-8", "gb18030"]), st.sampled_from([None, "Exam"]))
@settings(max_examples=300)
def test_any_bytes_give_faults_and_no_exception(content: bytes, name: str, encoding: str, record: str | None) -> None:
    sound(batch(content, name, encoding=encoding, record=record))


@given(st.lists(mistaken(), max_size=5), st.sampled_from(NASTY))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_structure_gives_faults_and_every_record_is_accounted_for(records: list[Any], place: object) -> None:
    for content, name in [
        (json.dumps(records), "f.json"),
        (json.dumps({"place": place, "records": records}), "f.json"),
        ("\n".join(json.dumps(r) for r in records), "f.jsonl"),
    ]:
        found = batch(content, name)
        sound(found)
        assert len(found.facts) + len(found.rejected) == len(records)


@given(st.lists(wellformed(), min_size=1, max_size=3), NAMES, st.data())
@settings(max_examples=300)
def test_a_good_file_with_some_bytes_changed_gives_faults_and_no_exception(
    records: list[dict[str, Any]], name: str, data: st.DataObject
) -> None:
    good = {
        "f.json": json.dumps({"place": "anshan", "records": records}, ensure_ascii=False),
        "f.jsonl": "\n".join(json.dumps(r, ensure_ascii=False) for r in records),
        "f.toml": toml(records),
        "f.csv": table(records),
    }[name].encode()
    at = data.draw(st.integers(0, len(good)))
    gone = data.draw(st.integers(0, 5))
    put = data.draw(
        st.binary(max_size=4) | st.sampled_from([b'"', b"{", b"]", b"\n", b",", b"\\ud800", b"\x00", b"1e999"])
    )
    sound(batch(good[:at] + put + good[at + gone :], name))


def test_reading_one_by_one_gives_the_same_as_reading_whole(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"type": "Exam"}\n3\n{"type": "Exam", "id": "b"}', encoding="utf-8")
    items = list(iterate(path))
    whole = read(path)
    assert [i for i in items if isinstance(i, Read)] == list(whole.facts)
    assert [i for i in items if isinstance(i, Rejected)] == list(whole.rejected)


def test_reading_one_by_one_takes_only_what_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"type,levels\n" + b"Exam,3\n" * 200_000)
    first = next(iterate(path))
    assert isinstance(first, Read)
    assert first.source.line == 2


def test_a_template_of_every_type_is_a_record_of_which_nothing_is_known() -> None:
    for name, cls in FACTS.items():
        assert one(**template(name)) == cls(id=f"{name}-1")
