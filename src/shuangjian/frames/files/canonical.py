"""One form for tables the engine does not read itself: a line a row, no quotes, and rows out of the way kept apart.

A line holds the line number in the file, then nothing or where the row stands in the second file, then the cells.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

from ...records.raw import Lines, TooLong, torn

SEPARATOR = "\x1f"
_ODD = re.compile("[\x00-\x08\x0a-\x1e\ud800-\udfff]")
"""What no line may hold. A tab may stand in a cell."""
_LONGEST = 1 << 20
"""Characters of a line; the engine gives up beyond twice as many bytes."""
_ID = 1000
"""Characters kept of a cell of a row out of the way: enough to see that an id came twice."""


class Canonical:
    """Writes a table in that form.

    Attributes:
        rows: The file with a line a row.
        odd: The file with the rows no such line can hold, as JSON Lines.
        count: How many rows were written.

    """

    def __init__(self, folder: Path, width: int) -> None:
        """Begin in a folder a table of so many columns."""
        self.rows, self.odd = folder / "rows.txt", folder / "odd.jsonl"
        self.count = 0
        self._width = width
        self._rows = self.rows.open("w", encoding="utf-8", newline="\n")
        self._odd = self.odd.open("wb")

    def __enter__(self) -> Self:
        """Stay open until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close both files."""
        self._rows.close()
        self._odd.close()

    def row(self, line: int, cells: Sequence[str]) -> None:
        """Write a row; one without anything in it is none."""
        joined = SEPARATOR.join(cells)
        if not joined.strip():  # the separator counts as a blank
            return
        if self._fits(cells, joined):
            self._rows.write(f"{line}{SEPARATOR}{SEPARATOR}{joined}\n")
            self.count += 1
        else:
            self._apart(line, {"cells": cells}, self._cleaned(cells))

    def broken(self, line: int, record: str, what: str) -> None:
        """Write what could not be read as a row, and why."""
        self._apart(line, {"what": what, "record": record}, [])

    def _fits(self, cells: Sequence[str], joined: str) -> bool:
        """Whether a line can hold the row."""
        is_torn = len(cells) != self._width or joined.count(SEPARATOR) != self._width - 1
        return not is_torn and len(joined) < _LONGEST and not _ODD.search(joined)

    def _cleaned(self, cells: Sequence[str]) -> list[str]:
        """The cells as far as a line can hold them: their ids may come again."""
        if len(cells) != self._width or torn("".join(cells)):
            return []
        return [re.sub("[\x00-\x1f]", "\ufffd", cell.strip()[:_ID]) for cell in cells]

    def _apart(self, line: int, content: dict[str, Any], cells: Sequence[str]) -> None:
        at = self._odd.tell()
        self._odd.write(json.dumps(content).encode() + b"\n")
        self._rows.write(SEPARATOR.join((str(line), str(at), *cells)) + "\n")
        self.count += 1


def from_csv(stream: BinaryIO, encoding: str, canonical: Canonical) -> None:
    """Write a CSV with quotes, broken lines or anything else in it row by row, as the reader of records takes it."""
    lines = Lines(stream, encoding)
    rows = csv.reader(lines, strict=True)
    next(rows)
    while True:
        lines.begin()
        line = lines.number + 1
        try:
            canonical.row(line, next(rows))
        except StopIteration:
            return
        except (csv.Error, TooLong) as fault:
            canonical.broken(line, "".join(lines.taken), f"cannot be read as a row: {fault}")
