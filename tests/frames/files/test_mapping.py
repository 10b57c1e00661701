"""The map: a header that was mistyped is a fault with its cure, never an unknown or a column left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangjian.frames.files import FileError, Names, read_map
from shuangjian.records import FACTS

from .tables import taken

NIGHT = FACTS["PupilNight"]
REST = ("system", "school_stage", "woke_at", "nap_minutes", "nap_counts", "bed_at")


def told(content: str, names: Names | None = None) -> list[str]:
    with pytest.raises(FileError) as caught:
        taken(content, NIGHT, names)
    return [f.what for f in caught.value.faults]


def test_columns_under_other_names() -> None:
    names = Names(columns={"年级": "grade", "编号": "id"}, unknown=REST, ignore=("备注",))
    found = taken("编号,年级,备注,date\na,三年级,=x,2026-03-02\n", NIGHT, names)
    assert found.good[2]["grade"] == 3
    assert found.good[2]["id"] == "a"
    assert set(found.good[2]) == {"id", "grade", "date"}


MISTYPED = (
    'unknown column \'dat\'; did you mean \'date\'?; put "dat" = "…" under [columns] of the map, or ignore = ["dat"]'
)
MISSING = (
    "has no column for grade, system, date; map them, or put unknown = "
    '["school_stage", "woke_at", "nap_minutes", "nap_counts", "bed_at", "bedat", "grade", "system", "date"] '
    "into the map"
)


def test_all_faults_at_once_each_with_its_cure() -> None:
    names = Names(columns={"Grade": "grad", "gone": "system"}, unknown=(*REST[1:], "bedat"), ignore=("no",))
    assert told("dat,Grade,bed_at\n", names) == [
        "the map names a column 'gone', which the file has not; known are dat, Grade, bed_at",
        "the map names a column 'no', which the file has not; known are dat, Grade, bed_at",
        "the map names a field 'grad', which PupilNight has not; did you mean 'grade'?",
        "the map names a field 'bedat', which PupilNight has not; did you mean 'bed_at'?",
        MISTYPED,
        "'bed_at' is unknown by the map, and the file has a column for it; keep one",
        MISSING,
    ]


def test_two_columns_for_one_field() -> None:
    assert told("a,date\n", Names(columns={"a": "date"}, unknown=("grade", *REST))) == [
        "2 columns are 'date'; ignore all but one"
    ]


def test_used_and_ignored() -> None:
    names = Names(columns={"a": "date"}, ignore=("a",), unknown=("grade", *REST))
    assert told("a\n", names)[0] == "the map both uses and ignores the column 'a'; keep one"


def test_what_a_calendar_fills_may_be_left_to_it() -> None:
    day = FACTS["SchoolDay"]
    with pytest.raises(FileError) as caught:
        taken("id\n", day)
    (fault,) = caught.value.faults
    assert "calendar" not in fault.what
    assert "day_kind" not in fault.what


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("", "is empty; its first line names the columns"),
        ("\n", "has no header; its first line names the columns"),
        (",,\n", "has no header; its first line names the columns"),
        ("date;grade\n1;2\n", "columns are separated by ';'; save it with commas"),
        ("date\tgrade\n", "columns are separated by '\\t'; save it with commas"),
        ("date,,grade\n", "a column has no name; name it or take it out"),
        ("date,grade, date\n", "column 'date' stands 2 times; keep one"),
        (",".join(f"c{i}" for i in range(5000)) + "\n", "has 5000 columns; at most 200 are read"),
        ('"date\n', "has a first line that cannot be read: unexpected end of data"),
        ("d\0a\0t\0e\0\n", "is no text, or UTF-16 without a byte order mark; save it as UTF-8"),
    ],
)
def test_headers_that_are_none(header: str, fault: str) -> None:
    assert told(header) == [fault]


@pytest.mark.parametrize(
    "name", ["日期\u202e", "\u0000".replace("\0", "\x07"), "e\u0301\U0001f468\u200d\U0001f469", "' OR 1=1 --", '"']
)
def test_headers_of_odd_characters_are_data(name: str) -> None:
    names = Names(columns={name: "date"}, unknown=("grade", *REST))
    quoted = '"' + name.replace('"', '""') + '"'
    assert taken(f"{quoted}\n2026-03-02\n", NIGHT, names).rows == 1
    with pytest.raises(FileError) as caught:
        taken(f"{quoted}\n2026-03-02\n", NIGHT, Names(unknown=("grade", "date", *REST)))
    assert str(caught.value).isprintable()


# ------------------------------------------------------------------------------------------- the file of the map


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "map.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_map_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, 'unknown = ["grade"]\nignore = ["备注"]\nsheet = "课"\n[columns]\n"日期" = "date"\n')
    assert read_map(path) == Names(columns={"日期": "date"}, unknown=("grade",), ignore=("备注",), sheet="课")
    assert read_map(written(tmp_path, "")) == Names()


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (
            "colums = 1\nunknow = 2",
            ["unknown key 'colums'; did you mean 'columns'?", "unknown key 'unknow'; did you mean 'unknown'?"],
        ),
        ("[columns]\na = 1", ["columns is a table of fields by columns"]),
        ("columns = []", ["columns is a table of fields by columns"]),
        ("unknown = 'grade'\nignore = [1]", ["unknown is a list of names", "ignore is a list of names"]),
        ("sheet = 1", ["sheet is the name of a sheet"]),
        ("a = ", ["is not TOML in UTF-8"]),
        (b"\xff", ["is not TOML in UTF-8"]),
        (".".join("a" * 60) + " = 1", ["has more than 50 dots"]),
    ],
)
def test_a_map_that_is_none(tmp_path: Path, content: str | bytes, faults: list[str]) -> None:
    with pytest.raises(FileError) as caught:
        read_map(written(tmp_path, content))
    told_ = [f.what for f in caught.value.faults]
    assert len(told_) == len(faults)
    assert all(part in what for part, what in zip(faults, told_, strict=True))


def test_a_map_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.toml", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(FileError):
            read_map(path)
