"""Writing what was rejected, with its reasons, for whoever has to mend it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from .batch import Batch, Rejected

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rejects(batch: Batch | Iterable[Rejected], path: str | PathLike[str]) -> int:
    """Write the rejected records as JSON Lines, or as a table where the path ends in ``.csv``.

    A line holds ``file``, ``line``, ``index``, ``reasons`` and ``record``; the record is as it was written, or a
    string where it was no JSON. In a table, cells a spreadsheet would run as formulas begin with an apostrophe.

    Args:
        batch: What was read, or the rejected records one by one.
        path: The file to write; what was in it is lost.

    Returns:
        How many were written.

    Raises:
        OSError: if the file cannot be written.

    """
    rejected = batch.rejected if isinstance(batch, Batch) else batch
    is_table = Path(path).suffix.lower() == ".csv"
    count = 0
    with Path(path).open("w", encoding="utf-8-sig" if is_table else "utf-8", newline="") as file:
        if is_table:
            csv.writer(file).writerow(["file", "line", "index", "reasons", "record"])
        for count, one in enumerate(rejected, 1):  # noqa: B007  # the number of the last is the answer
            if is_table:
                csv.writer(file).writerow(_cells(one))
            else:
                file.write(_line(one))
    return count


def _line(one: Rejected) -> str:
    told = {"file": one.source.file, "line": one.source.line, "index": one.index, "reasons": _reasons(one)}
    return f'{json.dumps(told, ensure_ascii=False)[:-1]}, "record": {one.record}}}\n'


def _reasons(one: Rejected) -> list[str]:
    return [str(fault).partition(": ")[2] for fault in one.faults]


def _cells(one: Rejected) -> Iterator[str]:
    for text in (one.source.file, str(one.source.line), str(one.index), "\n".join(_reasons(one)), one.record):
        yield "'" + text if text.startswith(_FORMULA) else text
