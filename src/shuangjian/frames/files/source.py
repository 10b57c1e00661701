"""A file as the engine scans it: a line number, the columns, and each row as texts for whoever has to mend it."""
# ruff: noqa: S608  # names and literals pass through `name` and `text`

from __future__ import annotations

from pathlib import Path

import attrs

from .canonical import SEPARATOR, Canonical
from .engine import name, text

BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What Python takes off the ends of a cell."""


@attrs.frozen
class Column:
    """A column of a file.

    Attributes:
        name: Its name in the file.
        value: Its content in SQL.
        type: Its type in the engine.

    """

    name: str
    value: str
    type: str = "VARCHAR"


@attrs.frozen(kw_only=True)
class Source:
    """A file as the engine scans it.

    Attributes:
        columns: Its columns.
        scan: SQL of its rows, blank ones left out: ``line``, ``odd`` (where in `odd` a row is kept, or null), the rest.
        cells: SQL of the row as a list of texts.
        fits: SQL of whether the row has as many cells as there are columns.
        index: SQL of the number of a row, from 0, where all of them are kept in the order of the file.
        is_kept: Whether the rows have to be kept, because a scan reads text again.
        lines: SQL of how many lines the engine sees, where it is not to be trusted with them, and how many there are.
        odd: The rows no line could hold.
        encoding: The encoding of the text.

    """

    columns: tuple[Column, ...]
    scan: str
    cells: str
    fits: str
    index: str
    is_kept: bool
    lines: tuple[str, int] | None = None
    odd: Path | None = None
    encoding: str = "utf-8"


def from_lines(header: list[str], path: Path, count: int, *, is_crlf: bool) -> Source:
    """A CSV in which each of so many lines below the header is a row and each comma ends a cell."""
    lines = _lines(path, 1, is_crlf=is_crlf)
    numbered = f"SELECT row_number() OVER () + 1 AS line, NULL::BIGINT AS odd, l FROM {lines}"
    blank = f"regexp_full_match(l, {text(f'[,{BLANKS}]*')})"
    scan = f"SELECT line, odd, string_split(l, ',') AS c FROM ({numbered}) WHERE NOT {blank}"
    return attrs.evolve(_of_text(header, scan), lines=(f"SELECT count(*) FROM {lines}", count))


def from_canonical(header: list[str], canonical: Canonical, encoding: str = "utf-8") -> Source:
    """A table in our own form."""
    lines = _lines(canonical.rows, 0, is_crlf=False)
    split = f"SELECT string_split(l, {text(SEPARATOR)}) AS p FROM {lines}"
    scan = f"SELECT p[1]::BIGINT AS line, nullif(p[2], '')::BIGINT AS odd, p[3:] AS c FROM ({split})"
    counted = (f"SELECT count(*) FROM {lines}", canonical.count)
    return attrs.evolve(_of_text(header, scan), lines=counted, odd=canonical.odd, encoding=encoding)


def _of_text(header: list[str], scan: str) -> Source:
    return Source(
        columns=tuple(Column(name, f"c[{i}]") for i, name in enumerate(header, 1)),
        scan=scan,
        cells="c",
        fits=f"len(c) = {len(header)}",
        index="rowid",
        is_kept=True,
    )


def _lines(path: Path, skipped: int, *, is_crlf: bool) -> str:
    """The lines of a text as one column; no character in them means anything, because none can be the separator."""
    ends = r"\r\n" if is_crlf else r"\n"
    return (
        f"read_csv({text(path)}, columns = {{'l': 'VARCHAR'}}, auto_detect = false, header = false, skip = {skipped}, "
        f"delim = {text(chr(30))}, quote = '', escape = '', comment = '', nullstr = {text(chr(29))}, "
        f"new_line = '{ends}')"  # asked to be strict it would read nothing of lines that end in \r\n
    )


def quoted(columns: list[str]) -> str:
    """Names of columns, one after the other."""
    return ", ".join(map(name, columns))
