"""What is wrong with a file is told with the file; whatever was misspelt, with what was probably meant."""

from __future__ import annotations

import errno
import locale
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shuangjian.core.faults import LARGEST, Collector, Fault, LawError, read_toml, suggestion


def refused(path: Path) -> Fault:
    with pytest.raises(LawError) as told:
        read_toml(path)
    (fault,) = told.value.faults
    assert str(told.value) == f"{fault.file}: [{fault.table}] {fault.what}"
    return fault


def test_a_file_that_is_missing_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * (LARGEST + 1))
    (tmp_path / "latin.toml").write_bytes(b"a = '\xff'")
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5000, "utf-8")
    (tmp_path / "odd.toml").write_text("a = ", "utf-8")
    (tmp_path / "folder.toml").mkdir()
    cures = {
        "none": f"cannot be read: {os.strerror(errno.ENOENT)}",
        "large": "larger than 4194304 bytes; split it",
        "latin": "is not TOML in UTF-8: 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte",
        "deep": "is not TOML in UTF-8: maximum recursion depth exceeded",
        "odd": "is not TOML in UTF-8: Invalid value (at end of document)",
        "folder": "cannot be read: ",
        "n" * 5000: f"cannot be read: {os.strerror(errno.ENAMETOOLONG)}",
    }
    for name, cure in cures.items():
        path = tmp_path / f"{name}.toml"
        fault = refused(path)
        assert (fault.file, fault.table) == (str(path), "")
        assert fault.what.startswith(cure)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"a = 1" + b"\n" * (LARGEST - 5))
    assert read_toml(tmp_path / "large.toml") == {"a": 1}


@pytest.fixture
def other_locale() -> Iterator[None]:
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


def test_a_file_is_utf_8_whatever_the_computer_prefers(other_locale: None, tmp_path: Path) -> None:
    (tmp_path / "zh.toml").write_bytes('a = "双减"'.encode())
    assert read_toml(tmp_path / "zh.toml") == {"a": "双减"}


def test_what_was_probably_meant() -> None:
    assert suggestion("minuts", ["minutes", "days"]) == "; did you mean 'minutes'?"
    assert suggestion("minuts", ["minus", "minute", "minutes"]) == "; did you mean 'minutes'?"
    assert suggestion("zzz", ["minutes", "days"]) == "; known are minutes, days"
    assert suggestion("zzz", {"c", "a", "b"}) == suggestion("zzz", frozenset("bca")) == "; known are a, b, c"
    assert suggestion("zzz", []) == ""
    assert suggestion("zzz", map(str, range(40))) == f"; known are {', '.join(map(str, range(40)))}"
    assert suggestion("zzz", map(str, range(41))) == ""


def test_whatever_is_unknown_is_noted_and_whether_anything_was() -> None:
    faults = Collector("f.toml")
    assert not faults.unknown("t", ["b", "a"], {"a", "b"})
    faults.done()
    assert faults.unknown("t", ["ab", "a", "zz"], {"b", "a"}, "norm")
    assert faults.unknown("u", "c", "ab")
    with pytest.raises(LawError) as told:
        faults.done()
    assert told.value.faults == (
        Fault("f.toml", "t", "unknown norm 'ab'; did you mean 'b'?"),
        Fault("f.toml", "t", "unknown norm 'zz'; known are a, b"),
        Fault("f.toml", "u", "unknown key 'c'; known are a, b"),
    )
