"""Which encoding a file is in, how a line is seen to be a row, and grades in every way they are written."""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core.fact import form
from shuangjian.frames.files import delimited, encoding
from shuangjian.frames.files.source import BLANKS
from shuangjian.model.grade import OfGrade
from shuangjian.records import FACTS

from .tables import assert_same

DAY, LESSON = FACTS["HomeworkDay"], FACTS["Lesson"]
CHINESE = "小明,三年级（2）班,学业辅导\n" * 50


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1 << 20])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ("utf-8", True)),
        (b"a,b\n", ("utf-8", True)),
        (CHINESE.encode(), ("utf-8", True)),
        (b"\xef\xbb\xbf" + CHINESE.encode(), ("utf-8", True)),
        (b"\xef\xbb\xbf\xff", ("utf-8", False)),
        (CHINESE.encode() + b"\xff", ("utf-8", False)),
        (CHINESE.encode()[:-2], ("utf-8", False)),
        (CHINESE.encode("gbk"), ("gb18030", True)),
        (CHINESE.encode("gb18030") + b"\xff", ("gb18030", False)),
        (CHINESE.encode("utf-16"), ("utf-16", True)),
    ],
)
def test_encodings(  # the answer hangs on no edge of a block
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, content: bytes, found: tuple[str, bool]
) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    monkeypatch.setattr(encoding, "BLOCK", block)
    assert encoding.encoding_of(path) == found


@given(
    st.lists(st.sampled_from(["a", ",", "\n", "\r\n", "\n\n", "\r", '"', "\t", "\x1f", "é", "x" * 9]), max_size=14),
    st.integers(1, 9),
)
@settings(max_examples=300, deadline=None)
def test_lines_are_rows_only_where_python_says_so(parts: list[str], block: int) -> None:
    content = "".join(["h", *parts]).encode()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        path = Path(folder) / "f.csv"
        path.write_bytes(content)
        patched.setattr(delimited, "BLOCK", block)
        look = delimited._looked(path)
    ends = {e for e in (b"\r\n", b"\n") if e in content.replace(b"\r\n", b"" if e == b"\n" else b"\r\n")}
    lines = content.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    is_plain = (
        not set(content) & {0x22, 0x1F}
        and content.count(b"\r") == content.count(b"\r\n")
        and len(ends) < 2
        and b"" not in lines
    )
    assert (look is not None) == is_plain
    if look is not None:
        assert look.count == len(lines)
        assert (look.ends == {"\r\n"}) == (b"\r\n" in content)


def test_the_blanks_are_python_s() -> None:
    assert set(BLANKS) == {chr(i) for i in range(0x110000) if chr(i).isspace()}


@pytest.mark.parametrize("cls", [DAY, LESSON], ids=lambda c: c.__name__)
def test_grades_in_words(cls: type[OfGrade]) -> None:
    school, years = (
        ("", "小学", "初中", "高中", "初", "高", "G", "grade ", "Grade "),
        [*"一二三四五六七八九十", "1", "9", "12", "13", "0"],
    )
    said = [f"{s}{y}{end}" for s, y, end in product(school, years, ("", "年级"))]
    systems = ("", "六三", "五四", "七二") if "system" in form(cls).fields else ("",)
    header = ["grade", "system"] if len(systems) > 1 else ["grade"]
    rows = [",".join([g, s][: len(header)]) for g, s in product(said, systems)]
    found = assert_same("\n".join([",".join(header), *rows]).encode(), cls, header)
    assert len(found.good) > 50
