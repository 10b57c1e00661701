"""Which rows of a sheet hold errors such as #N/A: the reader of workbooks gives those as empty cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_LARGEST = 1 << 32
"""Bytes a workbook may have unpacked."""
_BLOCK = 1 << 20
_CELL = 512
"""Bytes the opening tag of a cell never exceeds."""
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^<>]*\bt="e"[^<>]*)>')
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^<>]*?[\s:]id="([^"]+)"')
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What the standard library says of a file that is no sound archive, or one with a password."""


class NoWorkbook(Exception):  # noqa: N818  # named for what the file is
    """The file is no workbook, or one that cannot be unpacked."""


def error_rows(path: Path, index: int) -> dict[int, str]:
    """The rows of a sheet with an error in them, each with the name of the first such cell.

    Args:
        path: The workbook.
        index: Which sheet, from 0, in the order of the workbook.

    Raises:
        NoWorkbook: if it is none, has a password, or would unpack to too much.
        OSError: if it cannot be read.

    """
    try:
        with zipfile.ZipFile(path) as packed:
            large = sum(part.file_size for part in packed.infolist()) > _LARGEST
            found = {} if large else {row: at for part in _parts(packed, index) for row, at in _errors(packed, part)}
    except _BROKEN as fault:
        raise NoWorkbook("is no Excel workbook (.xlsx), or one with a password; save it anew without") from fault
    if large:
        raise NoWorkbook(f"unpacks to more than {_LARGEST >> 30} GB; save it as CSV")
    return found


def _parts(packed: zipfile.ZipFile, index: int) -> list[str]:
    """The part that holds the sheet; all of them where the workbook does not say it in the usual way."""
    sheets = [n for n in packed.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
    names = set(packed.namelist())
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if book not in names or links not in names:
        return sheets
    ids = _SHEET.findall(packed.read(book))
    link = re.escape(ids[index]) if index < len(ids) else b"(?!)"
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^<>]*>", packed.read(links)):
        target = re.search(rb'\bTarget="([^"]+)"', tag)
        if target and re.search(rb'\bId="' + link + rb'"', tag):
            part = str(PurePosixPath("xl") / target[1].decode()).removeprefix("/")
            return [part] if part in names else sheets
    return sheets


def _errors(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[int, str]]:
    rest = b""
    with packed.open(part) as content:
        while block := content.read(_BLOCK):
            block = rest + block
            for tag in _ERROR.finditer(block):
                if at := _AT.search(tag[1]):
                    yield int(at[2]), (at[1] + at[2]).decode()
            rest = block[-_CELL:]
