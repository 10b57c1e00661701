"""What the readers of the four formats hand over: raw records with their lines, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import attrs

from .batch import LARGEST, LONGEST_LINE, one_line

_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(Exception):  # noqa: N818  # named for what the file is
    """The file cannot be parsed, or not as far as its records.

    Attributes:
        what: What is wrong, and what to do.
        line: Line, from 1.
        column: Column, from 1, where it is known.

    """

    def __init__(self, what: str, line: int = 1, column: int | None = None) -> None:
        super().__init__(what)
        self.what, self.line, self.column = what, line, column


@attrs.frozen
class Odd:
    """Something a file may say and no field may hold, kept so that the fault gets the path of its field.

    Attributes:
        text: What was written.
        what: What is wrong with it.

    """

    text: str
    what: str


@attrs.frozen
class Float(Odd):
    """A number with a point or an exponent, never turned into a float."""

    what: str = "a number with a point would be rounded"


class Doubled(dict[str, object]):
    """An object of which some keys were written twice."""

    twice: tuple[str, ...] = ()


def members(value: object) -> dict[str, object] | None:
    """The members of an object; None for any other value."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def written_twice(table: dict[str, object]) -> tuple[str, ...]:
    """The keys of an object that were written twice."""
    return table.twice if isinstance(table, Doubled) else ()


@attrs.frozen
class Raw:
    """One record as it stands in the file.

    Attributes:
        index: Its number in the file, from 0.
        line: Line it begins on, from 1.
        value: What was parsed.
        text: Gives the record as JSON on one line.
        what: Why it could not be parsed; empty where it could.

    """

    index: int
    line: int
    value: object
    text: Callable[[], str]
    what: str = ""


@attrs.frozen(kw_only=True)
class Content:
    """A file, its top taken apart from its records.

    Attributes:
        records: The records.
        top: What is set for all of them: place, calendar, type.
        lines: The lines of these keys.
        faults: What is wrong with the file as a whole, as line, path and sentence.
        cells: Whether values are cells of a table, all of them text.

    """

    records: Iterator[Raw]
    top: Mapping[str, object] = attrs.field(factory=dict[str, object])
    lines: Mapping[str, int] = attrs.field(factory=dict[str, int])
    faults: tuple[tuple[int, str, str], ...] = ()
    cells: bool = False


def whole_number(text: str) -> int | Odd:
    """An integer; one so long that turning it into an int and back would cost is none."""
    return int(text) if len(text) <= 20 else Odd(text[:20] + "…", f"a number of {len(text)} digits is impossible")  # noqa: PLR2004


def plain(value: Any) -> Any:  # noqa: ANN401  # as json.dumps asks for it
    """What JSON has no word for, as text."""
    return value.text if isinstance(value, Odd) else str(value)


def opened(path: Path) -> BinaryIO:
    """The file, open for reading.

    Raises:
        Unreadable: if it is none, or too large.
        OSError: if it cannot be opened.

    """
    if not path.is_file():  # a pipe would be waited for
        raise Unreadable("is no regular file; save it as one" if path.exists() else "there is no such file")
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 2**20} MB; split it")
    return path.open("rb")


def decoded(content: bytes, encoding: str) -> str:
    """The text of a file.

    Raises:
        Unreadable: if it is not in that encoding.

    """
    not_utf16(content)
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        column = fault.start - content.rfind(b"\n", 0, fault.start)
        raise Unreadable(not_in(encoding), line, column) from fault


def not_in(encoding: str) -> str:
    """What to say of bytes that are no text."""
    other = "GB18030" if encoding == "utf-8" else "UTF-8"
    return f'is not {encoding.upper()} here; save it as UTF-8; in Python, encoding="{other.lower()}" reads {other}'


def not_utf16(start: bytes) -> None:
    """Refuse what begins as UTF-16 does.

    Raises:
        Unreadable: if it does.

    """
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable("is UTF-16; save it as UTF-8")


def torn(text: str) -> bool:
    """Whether it holds half a character, from an escape or from bytes that could not be decoded."""
    return _SURROGATE.search(text) is not None


class Lines:
    """The lines of a file as text, read one at a time; it remembers those taken since the last record began."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        start = stream.read(3)
        not_utf16(start)
        stream.seek(3 if start == b"\xef\xbb\xbf" else 0)
        self._next = partial(stream.readline, LONGEST_LINE + 1)
        self._encoding = encoding
        self.number = 0
        self.taken: list[str] = []
        self.size = 0

    def begin(self) -> None:
        """A record begins with the next line."""
        self.taken, self.size = [], 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        """Give the next line; bytes that are no text become halves of characters.

        Raises:
            TooLong: if the record is longer than any record should be.

        """
        content = self._next()
        if not content:
            raise StopIteration
        self.number += 1
        text = content.decode(self._encoding, "surrogateescape")
        self.taken.append(text)
        self.size += len(content)
        while not content.endswith(b"\n") and len(content) > LONGEST_LINE:
            content = self._next()
            self.size += len(content)
        if self.size > LONGEST_LINE:
            raise TooLong
        return text


class TooLong(Exception):  # noqa: N818  # named for what the record is
    """A record in JSON Lines or CSV is longer than any record should be."""

    def __str__(self) -> str:
        return f"is longer than {LONGEST_LINE // 2**20} MB"


def named(path: Path) -> str:
    """A file's name as faults and findings give it."""
    return one_line(str(path))
