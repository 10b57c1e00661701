"""Excel: one sheet, its cells said as a CSV would say them. A number Excel does not keep exactly rejects its row."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import attrs

from .canonical import Canonical
from .errors import NoWorkbook, error_rows
from .fault import broken
from .source import Source, from_canonical

try:
    from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook
except ImportError as missing:
    raise ImportError("reading Excel needs python-calamine; pip install 'shuangjian[frames]'") from missing

_EXACT = 10**15
"""Excel keeps fifteen digits of a number."""


@attrs.frozen(kw_only=True)
class Workbook:
    """A sheet whose header was read.

    Attributes:
        header: The names of its columns.
        rows: Its rows below that, each with its number in the sheet.
        errors: The rows with an error in a cell, and the name of that.
        folder: Where the copy may lie.
        moments: The fields that hold a moment; Excel says midnight as a day.

    """

    header: list[str]
    rows: Iterator[tuple[int, list[Any]]]
    errors: Mapping[int, str]
    folder: Path
    moments: Collection[str]

    def source(self, fields: Sequence[str | None]) -> Source:
        """Make it ready to be scanned.

        Raises:
            OSError: if the copy cannot be written.

        """
        are_moments = [f in self.moments for f in fields]
        with Canonical(self.folder, len(self.header)) as canonical:
            for line, row in self.rows:
                cells = [_said(cell, is_moment=m) for cell, m in zip(row, are_moments, strict=True)]
                if what := self._wrong(line, row):
                    canonical.broken(line, ",".join(cells), what)
                else:
                    canonical.row(line, cells)
        return from_canonical(self.header, canonical)

    def _wrong(self, line: int, row: list[Any]) -> str:
        """What is wrong with a row as Excel keeps it."""
        if line in self.errors:
            return f"cell {self.errors[line]} holds an error such as #N/A; mend or empty it"
        inexact = [c for c in row if isinstance(c, (int, float)) and not abs(c) < _EXACT]
        return f"holds {inexact[0]}, of which Excel keeps fifteen digits; write it as text" if inexact else ""


def workbook(path: Path, folder: Path, file: str, sheet: str | None, moments: Collection[str]) -> Workbook:
    """Open a workbook and read the header of its sheet, the first row with anything in it.

    Args:
        path: The file.
        folder: Where the copy may lie.
        file: What the file is called in faults.
        sheet: Name of the sheet; None: the only one that holds anything.
        moments: The fields that hold a moment; Excel says midnight as a day.

    Raises:
        FileError: if it is no workbook, its sheet is not clear, or cells of it hold errors.
        OSError: if it cannot be read.

    """
    _error_rows(path, file, 0)  # before anything of it is unpacked
    try:
        book = CalamineWorkbook.from_path(path)  # pyright: ignore[reportUnknownMemberType]  # its stub leaves PathLike open
        found = _sheet(book, file, sheet)
    except CalamineError as fault:
        raise broken(file, f"cannot be read as a workbook: {fault}") from fault
    rows = enumerate(cast("Iterator[list[Any]]", found.iter_rows()), 1)
    header = next(([str(c).strip() for c in row] for _, row in rows if any(c != "" for c in row)), None)
    if header is None:
        raise broken(file, "is empty; its first line names the columns")
    errors = _error_rows(path, file, book.sheet_names.index(found.name))
    return Workbook(header=header, rows=rows, errors=errors, folder=folder, moments=moments)


def _sheet(book: CalamineWorkbook, file: str, name: str | None) -> CalamineSheet:
    if name is not None:
        if name not in book.sheet_names:
            raise broken(file, f"has no sheet {name[:60]!r}; it has {', '.join(book.sheet_names)}")
        return book.get_sheet_by_name(name)
    filled = [s for s in map(book.get_sheet_by_name, book.sheet_names) if s.height]
    if len(filled) > 1:
        listed = ", ".join(s.name for s in filled)
        raise broken(file, f'has more than one sheet: {listed}; put sheet = "…" into the map, or take the others out')
    if not filled:
        raise broken(file, "is empty; its first line names the columns")
    return filled[0]


def _error_rows(path: Path, file: str, index: int) -> dict[int, str]:
    try:
        return error_rows(path, index)
    except NoWorkbook as fault:
        raise broken(file, str(fault)) from fault


def _said(cell: Any, *, is_moment: bool) -> str:  # noqa: PLR0911  # one line a type
    """A cell as a CSV would say it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="auto")
    if isinstance(cell, date):
        return f"{cell}T00:00" if is_moment else str(cell)
    if isinstance(cell, time):
        return cell.isoformat().removesuffix(":00")
    if isinstance(cell, timedelta):
        minutes, rest = divmod(cell, timedelta(minutes=1))
        return str(cell) if rest or minutes < 0 else f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)


def _number(number: float) -> str:
    return str(int(number)) if math.isfinite(number) and number == int(number) else format(Decimal(repr(number)), "f")
