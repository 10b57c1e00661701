"""Ten kinds of dirt, and files that are none: a clear fault or a reason for each row, never a lost one."""

# ruff: noqa: S608  # what is put into a query is our own

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from shuangjian.frames.files import FileError, intake, source
from shuangjian.records import FACTS, write_rejects

from .tables import assert_same, take, taken, unknown

DAY = FACTS["HomeworkDay"]
HEADER = ["id", "date", "grade", "class_id", "written_minutes"]
GOOD = "a,2026-03-02,3,c,60"
FIRST = ",".join(HEADER)


def days(content: str | bytes) -> dict[int, list[str]]:
    found = taken(content, DAY, unknown(DAY, HEADER))
    return found.reasons


def table(*rows: str) -> str:
    return "\n".join([FIRST, *rows]) + "\n"


def refused(content: bytes, name: str = "f.csv") -> str:
    with pytest.raises(FileError) as caught:
        taken(content, DAY, unknown(DAY, HEADER), name)
    (fault,) = caught.value.faults
    assert str(fault).isprintable()
    return fault.what


# ------------------------------------------------------------------------------------------- the ten kinds


def test_bad_dates() -> None:
    reasons = days(table(GOOD, "b,2026-02-30,3,c,1", "d,2026/3/2,3,c,1", "e,46083,3,c,1", "f,1026-03-02,3,c,1"))
    assert list(reasons) == [3, 4, 5, 6]
    assert reasons[3] == ["records[1].date: '2026-02-30': day is out of range for month"]


def test_a_month_is_no_day_of_a_table() -> None:
    (reason,) = days(table("a,2026-03,3,c,1"))[2]
    assert reason.startswith("records[0].date: 2026-03-01/2026-03-31 is more than one day; a table holds days")


def test_missing_columns() -> None:
    with pytest.raises(FileError, match=r"has no column for grade, .*; map them, or put unknown = "):
        taken("id,date\n", DAY)
    assert days(table("a,2026-03-02", GOOD, GOOD.replace("a", "b", 1) + ",9")) == {
        2: ["records[0]: has 2 cells where the first line names 5 columns"],
        4: ["records[2]: has 6 cells where the first line names 5 columns"],
    }


def test_mixed_types() -> None:
    reasons = days(
        table(GOOD, "b,2026-03-02,3,c,sixty", "d,2026-03-02,3,c,60.0", "e,2026-03-02,三年级,c,60", "f,,,,1e2")
    )
    assert list(reasons) == [3, 4, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark(end: str) -> None:
    assert_same(("\ufeff" + table(GOOD)).replace("\n", end).encode(), DAY, HEADER)


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_gbk(encoding: str) -> None:
    content = table("一,2026-03-02,三年级,三（2）班,60", 'b,2026-03-02,初二,"c",60')
    found = assert_same(content.encode(encoding), DAY, HEADER, encoding="gb18030")
    assert found.good[2]["class_id"] == "三（2）班"
    assert list(found.reasons) == [3]  # 初二 hangs on the system


def test_formula_cells(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(table('"=HYPERLINK(""x"")",2026-03-02,=1+1,c,60'))
    with intake(path, DAY, unknown(DAY, HEADER)) as found:
        assert write_rejects(found.rejects(), tmp_path / "bad.csv") == 1
        assert write_rejects(found.rejects(), tmp_path / "bad.jsonl") == 1
    line = (tmp_path / "bad.csv").read_text("utf-8-sig").splitlines()[1]
    assert not any(cell.strip('"').startswith("=") for cell in line.split(","))
    assert '"line": 2' in (tmp_path / "bad.jsonl").read_text()


def test_duplicate_keys() -> None:
    content = table(GOOD, "b,2026-03-02,3,c,60", GOOD, "b,2026-02-30,3,c,60", "a ,2026-03-02,3,c,60", "a\t,,,,1")
    found = assert_same(content.encode(), DAY, HEADER)
    assert list(found.good) == [2, 3]
    assert found.reasons[4] == ["records[2].id: 'a' is the id of the record on line 2 too; give each its own"]


def test_the_first_of_an_id_counts_even_where_it_is_rejected() -> None:
    found = assert_same(table("a,x,3,c,1", GOOD, "é,x,,,", "é,,,,1").encode(), DAY, HEADER)
    assert found.good == {}


def test_an_empty_file() -> None:
    for content in (b"", b"\xef\xbb\xbf"):
        assert refused(content) in (
            "is empty; its first line names the columns",
            "has no header; its first line names the columns",
        )
    assert taken(table(), DAY, unknown(DAY, HEADER)).rows == 0
    assert "magic bytes" in refused(b"", "f.parquet") or "too small" in refused(b"", "f.parquet")


def test_a_file_larger_than_its_memory(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    with path.open("w") as file:
        file.write(FIRST + "\n")
        for i in range(400_000):
            file.write(
                f"a-rather-long-name-of-a-record-{i},2026-03-{i % 28 + 1:02},{i % 13},class-{i % 99},{i % 1441}\n"
            )
    with intake(path, DAY, unknown(DAY, HEADER), memory="60MB") as found:
        assert (found.rows, found.rejected) == (400_000, 0)
        sum_, last = found.engine.sql(
            f"SELECT sum(written_minutes), max(line) FROM ({found.good.sql_query()})"
        ).fetchall()[0]
    assert (sum_, last) == (sum(i % 1441 for i in range(400_000)), 400_001)


def test_truncated_parquet(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    with intake(_csv(tmp_path), DAY, unknown(DAY, HEADER)) as found:
        found.engine.execute(
            f"COPY (SELECT * EXCLUDE (line) FROM ({found.good.sql_query()})) TO '{found.folder}/o.parquet'"
        )
        whole = (found.folder / "o.parquet").read_bytes()
    for size in (0, 3, 4, 11, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(FileError) as caught:
            take(path, DAY, unknown(DAY, HEADER))
        assert str(path) in str(caught.value)
        assert "shuangjian-" not in str(caught.value)  # no name of a folder nobody knows
    path.write_bytes(whole)
    assert take(path, DAY, unknown(DAY, HEADER)).rows == 1


def _csv(folder: Path) -> Path:
    path = folder / "good.csv"
    path.write_text(table(GOOD))
    return path


# ------------------------------------------------------------------------------------------- other dirt


@pytest.mark.parametrize(
    "content",
    [
        table('a,2026-03-02,3,"c\n1",60', GOOD),
        table('a,2026-03-02,3,"c\n",60', "b,2026-03-02,3,c,60"),
        table('a,2026-03-02,3,"c,60', GOOD),
        table('a,2026-03-02,3,"c"x,60', GOOD),
        table("a\x00,2026-03-02,3,c,60", GOOD),
        table("a,2026-03-02,3,c\r,60", "b,2026-03-02,3,c,60"),
        table("", GOOD, "", ",,,,", " ,\u3000,,\t,", "b,,,,1", "", ""),
        table(GOOD).rstrip(),
        table(GOOD) + "\r",
        table("x" * 131_073 + ",,,,", GOOD),
        table(" " * 131_073 + ",,,,1", GOOD),
        table(GOOD, 'b,"' + "y" * 5_000_000 + '",,,', "d,,,,1"),
        table("y" * 10_000_000, GOOD),
        table("a\x1fb,,,,1", "c\x1f,,,,1", '"d",\x1e,,,'),
        FIRST + "\r\n" + GOOD + "\n" + GOOD.replace("a", "b", 1) + "\r\n",
    ],
    ids=range(15),
)  # fmt: skip
def test_lines_no_simple_reader_takes(content: str) -> None:
    assert_same(content.encode(), DAY, HEADER)


def test_a_lone_return_after_the_header() -> None:
    assert "first line that cannot be read" in refused((FIRST + "\r" + GOOD).encode())


def test_a_torn_byte_rejects_its_row_only() -> None:
    content = table(GOOD, "小明,2026-03-02,3,三班三班,60", "b,2026-03-02,3,三班,60").encode()
    torn = content.replace("小".encode(), "小".encode()[:2])
    found = assert_same(torn, DAY, HEADER)
    assert list(found.good) == [2, 4]
    assert "is not UTF-8 here" in found.reasons[3][0]


def test_utf16() -> None:
    content = table(GOOD, "b,2026-03-02,初二,三班,60")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
        found = taken(mark + content.encode(encoding), DAY, unknown(DAY, HEADER))
        assert list(found.good) == [2]
    assert "at byte" in refused(content.encode("utf-16")[:-1])
    assert "UTF-16" in refused(content.encode("utf-16-le"))


def test_half_a_character_of_utf16_rejects_its_row() -> None:
    content = b"\xff\xfe" + table(GOOD, "b?,,,,").encode("utf-16-le").replace(b"?\0", b"\x00\xd8")
    found = taken(content, DAY, unknown(DAY, HEADER))
    assert list(found.good) == [2]
    assert len(found.reasons[3]) == 1


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    os.mkfifo(tmp_path / "p.csv")
    for name, said in [
        ("gone.csv", "no such file"),
        ("d.csv", "no regular file"),
        ("p.csv", "no regular file"),
        ("x.ods", "ending"),
        ("a\0.csv", "no such file"),
    ]:
        with pytest.raises(FileError, match=said):
            take(tmp_path / name, DAY)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read(tmp_path: Path) -> None:
    path = _csv(tmp_path)
    path.chmod(0)
    with pytest.raises(FileError, match="Permission"):
        take(path, DAY)


@pytest.mark.parametrize("name", ["a*b?[c].csv", "o'clock.csv", '"q".csv', "новый файл.csv", "a\nb.csv", "{x}.CSV"])
def test_names_of_files_are_data(tmp_path: Path, name: str) -> None:
    (tmp_path / "axb1c.csv").write_text("never\nread\n")
    path = tmp_path / name
    path.write_text(table(GOOD))
    assert list(take(path, DAY, unknown(DAY, HEADER)).good) == [2]


def test_an_error_of_the_caller_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), intake(_csv(tmp_path), DAY, unknown(DAY, HEADER)) as found:
        found.folder.read_bytes()
    assert not found.folder.exists()


def test_too_little_memory_is_said(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(table(*(f"{i},2026-03-02,3,c,60" for i in range(50_000))))
    with pytest.raises(FileError, match="memory"):
        take(path, DAY, unknown(DAY, HEADER), memory="1MB")
    with pytest.raises(FileError, match=r"f\.csv"):
        take(path, DAY, unknown(DAY, HEADER), memory="lots")


def test_unknown_places_are_rejected() -> None:
    header = ["id", "place", "date"]
    content = b"id,place,date\na,CN,2026-03-02\nb,atlantis,2026-03-02\nc,,2026-03-02\n"
    found = assert_same(content, DAY, header, known={"place": {"CN": ()}, "calendar": {}})
    assert list(found.good) == [2, 4]


def test_stopping_early_says_enough_to_refuse() -> None:
    rows = [f"{i},x,3,c,60" for i in range(30_000)]
    with pytest.raises(AssertionError):  # rows are in neither table: `taken` sees it
        taken(table(*rows), DAY, unknown(DAY, HEADER), most=5)


def test_rows_in_doubt_that_are_good_come_with_their_types() -> None:
    found = assert_same(table("é,2026-03-02,小学三年级,\u00e91,60", "b,2026-03-02, 3 ,c,\t60\t").encode(), DAY, HEADER)
    assert found.good[2] == {"id": "é", "date": date(2026, 3, 2), "grade": 3, "class_id": "é1", "written_minutes": 60}
    assert found.good[3]["written_minutes"] == 60


# ------------------------------------------------------------------------------------------- the engine's walls


def test_the_engine_reads_nothing_but_the_file(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("secret\n1\n")
    with intake(_csv(tmp_path), DAY, unknown(DAY, HEADER)) as found:
        for sql in (
            f"SELECT * FROM read_csv('{other}')",
            f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
            "SET enable_external_access = true",
            "INSTALL httpfs",
            f"ATTACH '{tmp_path}/x.db'",
        ):
            with pytest.raises(Exception, match=r"(?i)disabled|cannot|permission"):
                found.engine.execute(sql)


def test_lines_the_engine_does_not_see_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_lines", lambda *_, **__: "(SELECT 'a,,,,' AS l)")
    assert refused(table(GOOD, GOOD).encode()) == "has 2 lines below its header, and the engine reads 1; report it"
