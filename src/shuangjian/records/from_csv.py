"""CSV: the first line names the columns. A row that cannot be read is a record of its own, and reading goes on."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import BinaryIO

from ..core.faults import suggestion
from .raw import Content, Lines, Raw, TooLong, Unreadable, not_in, torn

MOST_COLUMNS = 200


def from_csv(stream: BinaryIO, encoding: str, columns: Sequence[str], *, typed: bool) -> Content:
    """Read a table row by row.

    Args:
        stream: The file.
        encoding: Its encoding.
        columns: The names a column may have.
        typed: Whether the type of the records is known without a column.

    Raises:
        Unreadable: if it is UTF-16, empty, or has no header.

    """
    lines = Lines(stream, encoding)
    rows = csv.reader(lines, strict=True)
    try:
        header = [name.strip() for name in next(rows)]
    except StopIteration:
        raise Unreadable("is empty; its first line names the columns") from None
    except (csv.Error, TooLong) as fault:
        raise Unreadable(f"has a first line that cannot be read: {fault}") from fault
    faults = tuple((1, "", what) for what in _header(header, columns, encoding, typed=typed))
    return Content(records=_rows(lines, rows, [] if faults else header, encoding), faults=faults, cells=True)


def _header(header: list[str], columns: Sequence[str], encoding: str, *, typed: bool) -> Iterator[str]:
    if torn("".join(header)):
        yield not_in(encoding)
        return
    if len(header) == 1 and (other := next((c for c in ";\t" if c in header[0]), "")):
        yield f"columns are separated by {other!r}; save it with commas"
        return
    if len(header) > MOST_COLUMNS:
        yield f"has {len(header)} columns; no record has more than {MOST_COLUMNS} fields"
        return
    for name, times in Counter(header).items():
        if not name:
            yield "a column has no name; name it or take it out"
        elif name not in columns:
            yield f"unknown column {name[:60]!r}{suggestion(name[:60], columns)}"
        elif times > 1:
            yield f"column {name!r} stands {times} times; keep one"
    if not typed and "type" not in header:
        yield "has no column 'type', and no type was given for all records; do one of both"


def _rows(lines: Lines, rows: Iterator[list[str]], header: list[str], encoding: str) -> Iterator[Raw]:
    index = 0
    while True:
        lines.begin()
        line = lines.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except (csv.Error, TooLong) as fault:
            yield Raw(index, line, None, partial(json.dumps, "".join(lines.taken)), f"cannot be read as a row: {fault}")
            index += 1
            continue
        if any(cell.strip() for cell in cells):
            yield _row(Raw(index, line, None, partial(_told, header, cells)), header, cells, encoding)
            index += 1


def _row(raw: Raw, header: list[str], cells: list[str], encoding: str) -> Raw:
    what = ""
    if torn("".join(cells)):
        what = not_in(encoding)
    elif header and len(cells) != len(header):
        what = f"has {len(cells)} cells where the first line names {len(header)} columns"
    value = {name: cell.strip() or None for name, cell in zip(header, cells, strict=False)}
    return Raw(raw.index, raw.line, value, raw.text, what)


def _told(header: list[str], cells: list[str]) -> str:
    row = dict(zip(header, cells, strict=True)) if len(header) == len(cells) else cells
    return json.dumps(row, ensure_ascii=torn("".join(cells)))
