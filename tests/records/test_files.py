"""Whole files, good, bad and hostile: each gives its records and faults, and nothing else ever comes out."""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from shuangjian.model.homework import HomeworkDay
from shuangjian.records import FACTS, Batch, Read, RecordFault, Rejected, iterate, read, template, write_rejects
from shuangjian.records.batch import gathered
from tests.records.drawn import NASTY, mistaken, wellformed
from tests.records.written import batch, one, table, told, toml

# ------------------------------------------------------------------------------------------- whole files


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b'[{"type": "Exam"},]', "f.json", "1:19: is not JSON: "),
        (b'[\n {"type": "Exam"}\n {}]', "f.json", "3:2: is not JSON: Expecting ','"),
        (b"[] []", "f.json", "1:4: is not JSON: Extra data"),
        (b"", "f.json", "1:1: is not JSON: "),
        (b"3", "f.json", "1: holds no records"),
        (
            b'[{"id": "]]"},\n{"id": "\\"]]", "x": ' + b'["]", ' * 20 + b"1" + b"]" * 20 + b"}]",
            "f.json",
            "2: is nested too",
        ),
        (b'{"records": {}}', "f.json", "1: records is no array"),
        (b'{"recrods": []}', "f.json", "records[0].type: is missing"),
        (b"[" * 100_000, "f.json", "is nested too deeply"),
        (b'[{"id": ' + b"[" * 5000 + b"]" * 5000 + b"}]", "f.json", "is nested too deeply"),
        (b'\n[{"id": "\xff"}]', "f.json", "2:10: is not UTF-8 here; save it as UTF-8; in Python, encoding="),
        ("[]".encode("utf-16"), "f.json", "1: is UTF-16; save it as UTF-8"),
        (b'{"place": 3, "records": [{"type": "Exam"}]}', "f.json", '1: place: 3 is no text; write "3" in quotes'),
        (b'{"plcae": "x", "records": []}', "f.json", "1: plcae: is set for no file; did you mean 'place'?"),
        (b'{"place": "x", "place": "y", "records": []}', "f.json", "1: place: stands twice; keep one"),
        (b'{"type": "Exma", "records": [{}]}', "f.json", "1: type: 'Exma' is no type of record; did you mean 'Exam'?"),
        (b"x = \n", "f.toml", "1:5: is not TOML: Invalid value"),
        (b"x = " + b"[" * 5000 + b"]" * 5000, "f.toml", "is nested too deeply"),
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


def test_a_line_nested_without_end_is_rejected_alone() -> None:
    """Also where the program lets Python recurse as it likes: then only our own limit saves the stack."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        _rejected_alone()
    finally:
        sys.setrecursionlimit(usual)
    _rejected_alone()


def _rejected_alone() -> None:
    found = batch('{"id": ' + "[" * 100_000 + '\n{"type": "Exam"}\n', "f.jsonl")
    assert [f.what[:20] for f in found.faults] == ["is nested too deeply"]
    assert [r.index for r in found.facts] == [1]


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


def test_a_reject_written_over_several_lines_takes_one(tmp_path: Path) -> None:
    found = batch('[\n{"type":\r\n "Exam",\n "levels": -1}\n,\nNaN]')
    write_rejects(found, tmp_path / "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["record"] for line in lines] == [{"type": "Exam", "levels": -1}, "NaN"]


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


def test_a_file_that_breaks_off_while_it_is_read_gives_no_record() -> None:
    found = batch('{"type": "Exam"}', "f.jsonl")
    broken = RecordFault("f.jsonl", 1, "", "cannot be read")
    assert gathered([*found.facts, broken]).facts == ()
    assert gathered([*found.facts, broken]).faults == (broken,)


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
