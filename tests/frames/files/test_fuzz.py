"""Any bytes under any of the three endings: good rows and rejected ones, or the one error there is."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings, strategies as st

from shuangjian.frames.files import FileError
from shuangjian.records import FACTS

from .sheets import DAY, Error, Styled, workbook
from .tables import taken, unknown

LESSON = FACTS["Lesson"]
HEADER = ["id", "date", "grade"]
NAMES = unknown(LESSON, HEADER)


def _parquet() -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["a", "b"], "date": ["2026-03-02", "x"], "grade": [3, 4]}), sink)
    return bytes(sink.getvalue().to_pybytes())


def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        rows: list[list[Any]] = [HEADER, ["a", Styled(46083, DAY), 3], ["b", Error(), 4]]
        return workbook(Path(folder) / "f.xlsx", {"s": rows}).read_bytes()


SOUND = {
    ".csv": b'id,date,grade\na,2026-03-02,3\n"b",x,\xe4\xb8\x89\xe5\xb9\xb4\xe7\xba\xa7\n',
    ".parquet": _parquet(),
    ".xlsx": _workbook(),
}


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with bytes changed, cut or put in; or any bytes at all."""
    suffix = draw(st.sampled_from(sorted(SOUND)))
    if draw(st.integers(0, 4)) == 0:
        return suffix, draw(st.binary(max_size=200))
    content = bytearray(SOUND[suffix])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.sampled_from([0, 1, 1, 1, 8, 10_000])))
        content[at:end] = draw(st.binary(max_size=4))
    return suffix, bytes(content)


@given(spoilt())
@settings(max_examples=150, deadline=None)
def test_any_bytes(drawn: tuple[str, bytes]) -> None:
    suffix, content = drawn
    with contextlib.suppress(FileError):
        taken(content, LESSON, NAMES, f"f{suffix}")
