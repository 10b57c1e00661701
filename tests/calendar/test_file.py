"""Calendar files are not trusted: a good one loads, any other gives one CalendarError with every fault in it."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from shuangjian.calendar import CalendarError, Period, SchoolCalendar, load, read
from shuangjian.calendar.file import LARGEST
from shuangjian.model.day import DayKind
from tests.calendar.drawn import calendars

GOOD = """
id = "linping-1"
title = "临平区第一小学 2025/26"
place = "hangzhou"
provisional = true
taught = [2026-04-25]
off = [2026-04-17]

[[term]]
name = "spring 2026"
first = 2026-03-02
last = 2026-06-30

[[vacation]]
name = "summer"
first = 2026-07-01
last = 2026-08-31

[[break]]
name = "spring"
first = 2026-04-27
last = 2026-04-30
"""
TABLE = r"(file|line \d+|top level|term|vacation|break|taught|off|\[\[(term|vacation|break)\]\] \d+)"
TOLD = re.compile(rf"f\.toml: {TABLE}: .+; .+", re.DOTALL)


def faults(content: str | bytes) -> tuple[str, ...]:
    """What is wrong with a file of this content, without the name of the file; each names table, fault and cure."""
    with pytest.raises(CalendarError) as caught:
        read(content.encode() if isinstance(content, str) else content, "f.toml")
    assert caught.value.faults
    assert all(TOLD.fullmatch(fault) for fault in caught.value.faults), caught.value.faults
    return tuple(fault.removeprefix("f.toml: ") for fault in caught.value.faults)


def swapped(old: str, new: str) -> tuple[str, ...]:
    assert GOOD.count(old) == 1
    return faults(GOOD.replace(old, new))


def test_a_good_file_gives_what_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "school.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path) == load(str(path)) == read(GOOD.encode(), "x")
    assert load(path) == SchoolCalendar(
        id="linping-1",
        title="临平区第一小学 2025/26",
        place="hangzhou",
        terms=[Period("spring 2026", date(2026, 3, 2), date(2026, 6, 30))],
        vacations=[Period("summer", date(2026, 7, 1), date(2026, 8, 31))],
        breaks=[Period("spring", date(2026, 4, 27), date(2026, 4, 30))],
        taught=[date(2026, 4, 25)],
        off=[date(2026, 4, 17)],
        provisional=True,
    )


def test_all_but_id_and_title_may_be_left_out() -> None:
    assert read(b'id = "a"\ntitle = "A"', "x") == SchoolCalendar(id="a", title="A")


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault() -> None:
    assert read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "x") == read(GOOD.encode(), "x")


CASES = tomllib.loads(Path(__file__).with_name("file.cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["new"])
def test_one_fault_is_told_with_table_and_cure(case: dict[str, str]) -> None:
    assert swapped(case["old"], case["new"]) == (case["fault"],)


def test_all_faults_come_at_once() -> None:
    content = GOOD.replace("taught = [2026-04-25]", "taugt = 1\noff_days = 1\ntaught = [2026-05-01, 1]")
    content = content.replace("last = 2026-08-31", "last = 2026-06-01").replace('name = "spring"\n', "")
    assert [fault.split(": ", 1)[0] for fault in faults(content)] == [
        "top level", "top level", "taught", "[[break]] 1", "[[vacation]] 1", "taught",
    ]  # fmt: skip


def test_each_of_two_vacations_that_overlap_a_third_is_told() -> None:
    more = "".join(
        f'[[vacation]]\nname = "winter"\nfirst = 2026-{m}-01\nlast = 2026-{m}-20\n' for m in ("07", "08", "09")
    )
    assert [fault.split(":")[0] for fault in faults(GOOD + more)] == ["[[vacation]] 2", "[[vacation]] 3"]


def test_a_period_of_400_days_and_neighbours_without_a_gap_are_no_fault() -> None:
    assert read(GOOD.replace("2026-08-31", "2027-08-04").encode(), "x").on(date(2027, 8, 4)).kind is DayKind.VACATION


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "file: it is not UTF-8 at byte 0; save it as UTF-8"),
        ("年级".encode("gbk"), "file: it is not UTF-8 at byte 0; save it as UTF-8"),
        (b"# " + b"x" * LARGEST, f"file: it is larger than {LARGEST} bytes; keep one school's calendar in a file"),
        (b"\n" + b"a." * 500 + b"b = 1", "line 2: it has more than 50 dots; no key here has parts, shorten it"),
        (b"off = " + b"[" * 100_000, "file: its values are nested too deeply; nothing here needs nesting"),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_told(content: bytes, told: str) -> None:
    assert faults(content) == (told,)


@pytest.mark.parametrize(
    "content", [b"id = ", b"off = [2026-02-30]", b"id = " + b"9" * 5000, b"a=1\na=1", (b"[" + b"a" * 5000 + b"]\n") * 2]
)
def test_what_the_parser_says_is_passed_on(content: bytes) -> None:
    [told] = faults(content)
    assert re.fullmatch(r"file: it is not TOML \(.{10,200}\); mend it there", told)


def test_long_and_many_values_are_told_shortly() -> None:
    many = "".join(f"k{n} = 1\n" for n in range(5000))
    content = f'{many}id = "{"x" * 9000}"\ntitle = 0x{"f" * 9000}\noff = [{"1," * 5000}]\n'
    told = faults(content)
    assert len(told) < 1100
    assert all(len(fault) < 300 for fault in told)
    assert "top level: 4990 more unknown keys; take them out" in told
    assert "off: it has 5000 entries; keep to 1000, one file is one school's calendar" in told


def test_a_title_may_have_200_characters_and_no_more() -> None:
    title = "title = " + '"' + "题" * 200 + '"'
    read(f'id = "a"\n{title}'.encode(), "x")
    assert len(faults(f'id = "a"\n{title[:-1]}题"')) == 1


def test_a_file_of_a_million_bytes_is_read_and_no_larger_one(tmp_path: Path) -> None:
    path = tmp_path / "school.toml"
    path.write_bytes(b"#" * (LARGEST - len(GOOD.encode())) + GOOD.encode())
    assert load(path).id == "linping-1"
    path.write_bytes(b"#" + path.read_bytes())
    with pytest.raises(CalendarError, match="file: it is larger than"):
        load(path)


@pytest.mark.parametrize("name", ["missing.toml", "", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(CalendarError, match=r"file: it cannot be read .*; check its name and permissions"):
        load(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CalendarError, match="no regular file"):
        load(tmp_path / "pipe")


def test_the_faults_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "school.toml"
    path.write_text("id = 1", encoding="utf-8")
    with pytest.raises(CalendarError) as caught:
        load(path)
    assert len(caught.value.faults) == 2
    assert all(fault.startswith(f"{path}: top level: ") for fault in caught.value.faults)


# ------------------------------------------------- anything at all


def survives(content: bytes) -> None:
    told: tuple[str, ...] = ()
    try:
        read(content, "f.toml").on(date(2026, 4, 25))
    except CalendarError as error:
        told = error.faults or ("no fault",)
    assert all(TOLD.fullmatch(fault) for fault in told), told


@given(st.binary(max_size=300))
@example(b"\0")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    survives(content)


@given(st.data())
@settings(max_examples=300)
def test_a_good_file_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(
            st.binary(max_size=3) | st.sampled_from([b'"', b"]", b"[[", b"\n", b"0", b"9", b"term", b"\xe5"])
        )
        content[at : at + data.draw(st.integers(0, 12))] = piece
        content = content or bytearray(b" ")
    survives(bytes(content))


def written(value: object) -> str:
    """Write a value as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(str(key))} = {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in value) + '"'
    return value.isoformat() if isinstance(value, date) else str(value)


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["winter", "spring", "a-b", "x" * 300]
)
dates = st.dates(date(2025, 1, 1), date(2027, 12, 31)) | st.dates()
numbers = st.integers() | st.floats() | st.booleans()
scalars = text | dates | st.datetimes() | numbers | st.times().map(str)
values = st.recursive(scalars, lambda v: st.lists(v, max_size=4) | st.dictionaries(text, v, max_size=3), max_leaves=8)
periods = st.dictionaries(st.sampled_from(["name", "first", "last", "lats"]), scalars | dates, max_size=4)
whole = st.fixed_dictionaries(
    {"name": st.sampled_from(["winter", "summer", "spring", "s1"]), "first": dates, "last": dates}
)
near = st.fixed_dictionaries(
    {},
    optional={
        "id": text | st.just("a"),
        "title": text | st.just("A"),
        "place": text,
        "provisional": st.booleans() | values,
        "taught": st.lists(dates | scalars, max_size=4) | values,
        "off": st.lists(dates, max_size=4) | values,
        "term": st.lists(whole | periods | values, max_size=4) | values,
        "vacation": st.lists(whole, max_size=4) | values,
        "break": st.lists(whole | periods, max_size=4),
        "brake": values,
    },
)


@given(near | st.dictionaries(text, values, max_size=5))
@settings(max_examples=500)
def test_any_values_under_any_keys_are_read_or_refused(content: dict[str, object]) -> None:
    survives("\n".join(f"{written(key)} = {written(value)}" for key, value in content.items()).encode())


@given(calendars())
def test_a_calendar_written_down_is_read_back(calendar: SchoolCalendar) -> None:
    def tables(of: tuple[Period, ...]) -> list[object]:
        return [{"name": p.name, "first": p.first, "last": p.last} for p in of]

    content: dict[str, object] = {
        "id": calendar.id,
        "title": calendar.title,
        "provisional": calendar.provisional,
        "taught": sorted(calendar.taught),
        "off": sorted(calendar.off),
        "term": tables(calendar.terms),
        "vacation": tables(calendar.vacations),
        "break": tables(calendar.breaks),
    }
    assert read("\n".join(f"{key} = {written(value)}" for key, value in content.items()).encode(), "x") == calendar
