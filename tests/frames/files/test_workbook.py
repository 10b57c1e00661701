"""Excel: every kind of cell, errors, which sheet, and how many bytes it may unpack to."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shuangjian.frames.files import FileError, Names, errors
from shuangjian.records import FACTS

from .sheets import DAY, MOMENT, SPAN, Error, Styled, workbook
from .tables import Taken, take, unknown

LESSON, PRICE = FACTS["Lesson"], FACTS["Price"]
HEADER = ["id", "date", "starts_at", "ends", "grade", "is_live", "subject"]
DAY_OF, EVENING = 46083, 46083 + 20.5 / 24  # 2026-03-02


def lessons(folder: Path, *rows: list[Any], header: list[Any] | None = None) -> Taken:
    path = workbook(folder / "f.xlsx", {"课": [header or HEADER, *rows]})
    return take(path, LESSON, unknown(LESSON, header or HEADER))


def test_every_kind_of_cell(tmp_path: Path) -> None:
    row = ["a", Styled(DAY_OF, DAY), Styled(EVENING, MOMENT), Styled(20.5 / 24, SPAN), 3.0, True, "学科类"]
    taken = lessons(tmp_path, row, ["b", "2026-03-02", "2026-03-02 20:30", "20:30", "三年级", "是", "subject"])
    wanted = {
        "date": date(2026, 3, 2),
        "starts_at": datetime.fromisoformat("2026-03-02T20:30"),
        "ends": 1230,
        "grade": 3,
        "is_live": True,
        "subject": "subject",
    }
    assert taken.good == {2: {"id": "a", **wanted}, 3: {"id": "b", **wanted}}


def test_midnight_is_a_moment_where_one_is_asked_for_and_a_day_where_not(tmp_path: Path) -> None:
    taken = lessons(tmp_path, ["a", Styled(DAY_OF, DAY), Styled(DAY_OF, MOMENT), Styled(1 + 10 / 1440, SPAN)])
    assert taken.good[2]["starts_at"] == datetime.fromisoformat("2026-03-02T00:00")
    assert taken.good[2]["ends"] == 1450


MOMENT_FOR_DAY = (
    'records[0].date: \'2026-03-02T20:30:00\' is no day; write 2026-03-02, "2026-03", "2026" or "2021-08-02/2021-08-13"'
)


def test_a_moment_is_no_day_and_a_part_no_whole(tmp_path: Path) -> None:
    reasons = lessons(tmp_path, ["a", Styled(EVENING, MOMENT), None, None, 3.5]).reasons[2]
    assert reasons == [
        MOMENT_FOR_DAY,
        "records[0].grade: '3.5' is no grade; write 3, 三年级, 初二, 高一 or G8",
    ]


def test_amounts_are_what_excel_shows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["yuan"], [1980.5], [0.1], [60], [0.1 + 0.2], ["88.80"], [1e14]]
    taken = take(workbook(tmp_path / "f.xlsx", {"s": rows}), PRICE, unknown(PRICE, ["yuan"]))
    assert [r["yuan"] for r in taken.good.values()] == [Decimal(t) for t in ("1980.5", "0.1", "60", "88.8")]
    assert list(taken.reasons) == [5, 7]


def test_a_number_too_long_for_excel_is_no_id(tmp_path: Path) -> None:
    reasons = lessons(tmp_path, [110105199001011234.0], ["110105199001011234"], [42]).reasons
    assert reasons == {
        2: ["records[0]: holds 1.1010519900101123e+17, of which Excel keeps fifteen digits; write it as text"]
    }


def test_an_error_rejects_its_row(tmp_path: Path) -> None:
    taken = lessons(tmp_path, ["a", Error()], ["b"], ["c", None, Error("#DIV/0!"), Error()])
    assert list(taken.good) == [3]
    assert taken.reasons[2] == ["records[0]: cell B2 holds an error such as #N/A; mend or empty it"]
    assert taken.reasons[4] == ["records[2]: cell D4 holds an error such as #N/A; mend or empty it"]


def test_an_error_on_another_sheet_is_nobody_s(tmp_path: Path) -> None:
    other: list[list[Any]] = [["x"], [Error()]]
    path = workbook(tmp_path / "f.xlsx", {"说明": other, "课": [["id"], ["a"], [Error()]]})
    names = Names(unknown=unknown(LESSON, ["id"]).unknown, sheet="课")
    assert list(take(path, LESSON, names).reasons) == [3]


def test_a_blank_row_is_none_and_lines_are_those_of_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"s": [[], [None, None], ["id", "grade"], [], ["a", 3], ["  "], ["b", 99]]})
    taken = take(path, LESSON, unknown(LESSON, ["id", "grade"]))
    assert taken.rows == 2
    assert list(taken.good) == [5]
    assert taken.reasons == {7: ["records[1].grade: 99 is impossible; it runs from 0 to 12"]}


def test_cells_with_line_ends_and_our_own_separator(tmp_path: Path) -> None:
    taken = lessons(tmp_path, ["a\nb"], ["a\n"], ["c\x1f".replace("\x1f", ",")], ['"q"'])
    assert [r["id"] for r in taken.good.values()] == ["a", "c,", '"q"']
    assert list(taken.reasons) == [2]


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ({"a": [["id"]], "b": [["id"]]}, 'more than one sheet: a, b; put sheet = "…" into the map'),
        ({"a": []}, "is empty; its first line names the columns"),
        ({"a": [["id", None, "grade"]]}, "a column has no name"),
        ({"a": [["id", "id"]]}, "column 'id' stands 2 times; keep one"),
    ],
)
def test_what_is_no_table(tmp_path: Path, sheets: dict[str, Any], told: str) -> None:
    path = workbook(tmp_path / "f.xlsx", sheets)
    with pytest.raises(FileError, match=told.replace("?", r"\?")):
        take(path, LESSON, unknown(LESSON, ["id", "grade"]))


def test_an_unknown_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"课": [["id"]]})
    with pytest.raises(FileError, match="has no sheet 'x'; it has 课"):
        take(path, LESSON, Names(sheet="x"))


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError, match="workbook"):
        take(path, LESSON)


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", {"s": [["id"], ["a"]]})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileError, match="is no Excel workbook"):
        take(path, LESSON)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "f.xlsx", {"s": [["id"], ["a"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/zeros.bin", bytes(10_000_000))
    monkeypatch.setattr(errors, "_LARGEST", 5_000_000)
    with pytest.raises(FileError, match="unpacks to more than"):
        take(path, LESSON)
