"""CSV: read by the engine itself where a line is a row, and rewritten as the reader of records takes it where not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import attrs

from ...records.raw import Lines, TooLong, torn
from .canonical import Canonical, from_csv
from .encoding import BLOCK, encoding_of, to_utf8
from .fault import broken
from .source import Source, from_canonical, from_lines

_CONTROLS = bytes({*range(32), ord('"')} - {9, 10, 13})
_LONGEST = 131_072
"""Characters of a cell beyond which the reader of records refuses it; a line of fewer bytes holds none."""


@attrs.frozen(kw_only=True)
class Delimited:
    """A CSV whose header was read.

    Attributes:
        path: The file, or its copy in UTF-8.
        encoding: Its encoding.
        is_whole: Whether every byte of it is text.
        header: The names of its columns.
        folder: Where copies may lie.

    """

    path: Path
    encoding: str
    is_whole: bool
    header: list[str]
    folder: Path

    def source(self, fields: Sequence[str | None]) -> Source:  # noqa: ARG002  # the readers of all forms are called alike
        """Make it ready to be scanned.

        Raises:
            OSError: if it cannot be read, or a copy not be written.

        """
        look = _looked(self.path) if self.is_whole else None
        if look is not None:
            return from_lines(self.header, self.path, look.count - 1, is_crlf="\r\n" in look.ends)
        with self.path.open("rb") as stream, Canonical(self.folder, len(self.header)) as canonical:
            from_csv(stream, self.encoding, canonical)
        return from_canonical(self.header, canonical, self.encoding)


def delimited(path: Path, folder: Path, file: str) -> Delimited:
    """Open a CSV and read its header.

    Args:
        path: The file.
        folder: Where copies may lie.
        file: What the file is called in faults.

    Raises:
        FileError: if it is empty or has no header that can be read.
        OSError: if it cannot be read, or a copy not be written.

    """
    encoding, is_whole = encoding_of(path)
    if encoding != "utf-8" and is_whole:
        to_utf8(path, encoding, copy := folder / "utf8.csv", file)
        path, (encoding, is_whole) = copy, encoding_of(copy)
    header = _header(path, encoding, file)
    return Delimited(path=path, encoding=encoding, is_whole=is_whole, header=header, folder=folder)


def _header(path: Path, encoding: str, file: str) -> list[str]:
    with path.open("rb") as stream:
        try:
            header = [name.strip() for name in next(csv.reader(Lines(stream, encoding), strict=True))]
        except StopIteration:
            raise broken(file, "is empty; its first line names the columns") from None
        except (csv.Error, TooLong) as fault:
            raise broken(file, f"has a first line that cannot be read: {fault}") from fault
    if torn("".join(header)):
        raise broken(file, "is neither UTF-8 nor GB18030 in its first line; save it as UTF-8")
    return header


@attrs.define
class _Look:
    """What was seen of the lines of a file so far.

    Attributes:
        ends: How lines end, as it was seen.
        count: Lines up to the first blank one.
        is_over: Whether a blank line was seen: nothing but blank ones may follow.

    """

    ends: set[str] = attrs.field(factory=set[str])
    count: int = 0
    is_over: bool = False

    def is_plain(self, lines: bytes) -> bool:
        """Look at more whole lines: whether there is nothing in them but text, commas and the same end each time."""
        feeds, returns, both = lines.count(b"\n"), lines.count(b"\r"), lines.count(b"\r\n")
        if returns != both or both not in (0, feeds) or len(lines.translate(None, _CONTROLS)) != len(lines):
            return False
        self.ends |= {"\r\n" if both else "\n"} if feeds else set()
        blank = 0 if self.is_over else _blank_line(lines)
        self.count += lines.count(b"\n", 0, blank)
        self.is_over = self.is_over or blank < len(lines)
        return self.ends != {"\n", "\r\n"} and not lines[blank:].strip(b"\r\n") and not _has_long_line(lines)


def _looked(path: Path) -> _Look | None:
    """How its lines end and how many there are, where each is one row whose cells are what stands between commas."""
    look, rest = _Look(), b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            lines, feed, rest = (rest + block).rpartition(b"\n")
            if len(rest) > _LONGEST or not look.is_plain(lines + feed):
                return None
    end = "".join(look.ends).encode() or b"\n"  # of the last line, which may do without
    return look if not rest or (b"\r" not in rest and look.is_plain(rest + end)) else None


def _blank_line(lines: bytes) -> int:
    """Where the first blank line begins, or -1."""
    if lines.startswith((b"\n", b"\r\n")):
        return 0
    found = [lines.find(ends) for ends in (b"\n\n", b"\n\r\n")]
    return min((at + 1 for at in found if at >= 0), default=len(lines))


def _has_long_line(lines: bytes) -> bool:
    start = 0
    while len(lines) - start > _LONGEST:
        end = lines.rfind(b"\n", start, start + _LONGEST)
        if end < 0:
            return True
        start = end + 1
    return False
