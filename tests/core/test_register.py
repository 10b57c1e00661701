"""The register says of each clause what its file says, and refuses what it cannot read, all of it at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangjian.core.dates import Days
from shuangjian.core.faults import LawError
from shuangjian.core.register import Clause, Register, group
from shuangjian.core.verdict import Evidence, Modality

CLAUSES = """
[XY-01]
document = ["D", "E"]
article = "Art. 3"
says = "It is so."
zh = ["是", "非"]
binds = ["schools"]
from = [2020-01-01, "2021-08"]
until = "2023"
seen = 2019-05-05
modality = ["may", "must"]
evidence = ["text", "report"]
computable = "yes"
seen_in = "F"
place = ["a", "b"]
note = "A remark."
source = "F"
status = "skipped"
why = "A reason."

[XY-02]
document = "D"
says = "A word means this."
zh = "词"
seen = "2021-08"
modality = "definition"
evidence = "recalled"
place = "a"

[XY-03]
says = "It is barely so."
from = 2020-01-01
modality = ["definition", "in_principle"]
evidence = "restated"
"""
DAY = Days(date(2020, 1, 1), date(2020, 1, 1))
READ = [
    Clause(
        id="XY-01",
        documents=("D", "E"),
        article="Art. 3",
        says="It is so.",
        zh=("是", "非"),
        starts=(DAY, Days(date(2021, 8, 1), date(2021, 8, 31))),
        end=Days(date(2023, 1, 1), date(2023, 12, 31)),
        modality=(Modality.MAY, Modality.MUST),
        evidence=(Evidence.TEXT, Evidence.REPORT),
        computable="yes",
        places=("a", "b"),
        status="skipped",
        why="A reason.",
        note="A remark.",
    ),
    Clause(
        id="XY-02",
        documents=("D",),
        article="",
        says="A word means this.",
        zh=("词",),
        starts=(Days(date.min, date(2021, 8, 31)),),  # in force by the day it was seen
        end=None,
        modality=(),
        evidence=(Evidence.RECALLED,),
        computable="part",
        places=("a",),
        status="",
        why="",
        note="",
    ),
    Clause(
        id="XY-03",
        documents=(),
        article="",
        says="It is barely so.",
        zh=(),
        starts=(DAY,),
        end=None,
        modality=(Modality.IN_PRINCIPLE,),
        evidence=(Evidence.RESTATED,),
        computable="part",
        places=(),
        status="",
        why="",
        note="",
    ),
]


def of(folder: Path, **groups: str) -> Register:
    (folder / "clauses").mkdir()
    for name, text in groups.items():
        (folder / f"clauses/{name}.toml").write_text(text, "utf-8")
    return Register(folder)


def test_a_clause_says_all_that_its_table_says(tmp_path: Path) -> None:
    assert list(of(tmp_path, xy=CLAUSES)) == READ


def test_clauses_come_group_by_group_and_are_found_by_id(tmp_path: Path) -> None:
    found = of(tmp_path, xy=CLAUSES, ab='[AB-1]\nsays = "s"\nseen = "2021"\nmodality = "ban"\nevidence = "text"')
    (tmp_path / "clauses/notes.md").write_text("no clauses", "utf-8")
    assert found.groups() == ["ab", "xy"]
    assert [c.id for c in found] == ["AB-1", "XY-01", "XY-02", "XY-03"]
    assert found.clause("XY-02") == READ[1]
    assert found.near("XY-1") == "; did you mean 'XY-01'?"
    assert found.near("ab-987654") == "; known are AB-1"


@pytest.mark.parametrize("name", ["XY-09", "xy-01", "ZZ-01", "12", "", "../XY-01", "\0", "A" * 5000])
def test_a_clause_that_is_not_there_is_none_whatever_its_name(name: str, tmp_path: Path) -> None:
    assert of(tmp_path, xy=CLAUSES).clause(name) is None


def test_the_letters_an_id_begins_with_are_its_group() -> None:
    names = {"XY-01": "xy", "Xy12": "xy", "q": "q", "A-B-1": "a", "12": "", "": "", "../XY-01": "", "É-1": ""}
    assert {name: group(name) for name in names} == names


BAD = """
[XY-02]
sayz = "x"
[XY-03]
from = 2020-01-01
modality = "must"
evidence = "text"
[XY-04]
says = "s"
seen = 2020-01-01
modality = ["must", "shall"]
evidence = "text"
[XY-05]
says = "s"
modality = "must"
evidence = "text"
[XY-06]
says = "s"
from = "2020-13"
modality = "must"
evidence = "text"
[XY-07]
says = "s"
from = 2020-01-01
until = 2021
modality = "must"
evidence = "text"
[XY-08]
says = 3
note = ["n"]
document = ["D1", 3]
from = 2020-01-01
modality = "must"
evidence = "texts"
"""
FAULTS = [
    ("XY-01", "is no table"),
    ("XY-02", "needs says"),
    ("XY-02", "needs modality"),
    ("XY-02", "needs evidence"),
    ("XY-02", "needs from, or seen where no day of beginning is known"),
    ("XY-02", "unknown key 'sayz'; did you mean 'says'?"),
    ("XY-03", "needs says"),
    ("XY-04", "unknown modality 'shall'; known are may, in_principle, must, ban, definition"),
    ("XY-05", "needs from, or seen where no day of beginning is known"),
    ("XY-06", "'2020-13': month must be in 1..12"),
    ("XY-07", '2021 is not a date; write 2021-07-24, "2021-07", "2021" or "2024-02/2024-03"'),
    ("XY-08", "says is no text"),
    ("XY-08", "note is no text"),
    ("XY-08", "document: 3 is no text"),
    ("XY-08", "unknown evidence 'texts'; did you mean 'text'?"),
]


def test_whatever_is_wrong_with_clauses_is_told_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(LawError) as refused:
        of(tmp_path, xy=f"XY-01 = 3{BAD}").clause("XY-01")
    file = str(tmp_path / "clauses/xy.toml")
    assert [(f.file, f.table, f.what) for f in refused.value.faults] == [(file, *fault) for fault in FAULTS]
