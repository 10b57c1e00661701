"""JSON and JSON Lines. Numbers with a point stay text, keys written twice are kept in mind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from .batch import DEEPEST
from .raw import Content, Doubled, Float, Lines, Odd, Raw, TooLong, Unreadable, decoded, not_in, torn, whole_number

_SPACE = re.compile(r"[ \t\n\r]*")
_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+"?)*+([\[\]{}])', re.DOTALL)
TOO_DEEP = "is nested too deeply; a record is one object without lists or objects in it"


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = Doubled(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        table.twice = tuple(sorted({key for key in keys if keys.count(key) > 1}) if len(keys) < 100 else keys[:1])  # noqa: PLR2004
    return table


def _constant(text: str) -> Odd:
    return Odd(text, f"{text} is no number")


_decode = json.JSONDecoder(
    object_pairs_hook=_members, parse_float=Float, parse_int=whole_number, parse_constant=_constant
).raw_decode


class _Document:
    """A JSON text, taken apart from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self._skip(0)
        self._counted, self._line = 0, 1

    def _skip(self, at: int) -> None:
        found = _SPACE.match(self.text, at)
        self.at = found.end() if found else at

    def sees(self, char: str) -> bool:
        """Whether this character comes next."""
        return self.text.startswith(char, self.at)

    def takes(self, char: str) -> bool:
        """Whether this character came next; then it is passed."""
        found = self.sees(char)
        if found:
            self._skip(self.at + 1)
        return found

    def must(self, char: str) -> None:
        """Pass a character that has to be there."""
        if not self.takes(char):
            raise json.JSONDecodeError(f"Expecting {char!r}", self.text, self.at)

    def line(self) -> int:
        """The line of what comes next."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def value(self) -> object:
        """Take a value."""
        value, end = _decode(self.text, self.at)
        self._skip(end)
        return value

    def record(self, index: int) -> Raw:
        """Take a record."""
        line, start = self.line(), self.at
        value, end = _decode(self.text, start)
        self._skip(end)
        return Raw(index, line, value, partial(_verbatim, self.text, start, end))

    def array(self) -> list[Raw]:
        """Take the array of records."""
        self.must("[")
        found: list[Raw] = []
        while not self.sees("]"):
            if found:
                self.must(",")
            found.append(self.record(len(found)))
        self.must("]")
        return found

    def end(self) -> None:
        """Nothing may follow."""
        if self.at != len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, self.at)


def _too_deep(text: str) -> int | None:
    """Where a text is nested more deeply than any record.

    Asked before it is parsed: a program may let Python recurse until its stack is gone.
    """
    if text.count("[") + text.count("{") <= DEEPEST:
        return None
    depth, at = 0, 0
    while found := _BRACKET.match(text, at):
        depth, at = depth + (1 if found[1] in "[{" else -1), found.end()
        if depth > DEEPEST:
            return at
    return None


def _verbatim(text: str, start: int, end: int) -> str:
    """A record as it was written, on one line: what breaks lines in strict JSON is only space between values."""
    written = text[start:end].replace("\n", " ").replace("\r", " ")
    try:
        json.loads(written, parse_int=str, parse_constant=_refuse)
    except ValueError:
        return _quoted(written)
    return written


def _refuse(text: str) -> None:
    raise ValueError(text)


def _quoted(text: str) -> str:
    """Text that is no JSON, as a JSON string."""
    return json.dumps(text, ensure_ascii=torn(text))


def from_json(stream: BinaryIO, encoding: str) -> Content:
    """Take a JSON file apart: an array of records, an object with ``records``, or one record.

    Raises:
        Unreadable: if it is not JSON in that encoding.

    """
    document = _Document(decoded(stream.read(), encoding))
    deep = _too_deep(document.text)
    if deep is not None:
        raise Unreadable(TOO_DEEP, document.text.count("\n", 0, deep) + 1)
    try:
        content = _content(document)
        document.end()
    except json.JSONDecodeError as fault:
        raise Unreadable(f"is not JSON: {fault.msg}", fault.lineno, fault.colno) from fault
    return content


def _content(document: _Document) -> Content:
    if document.sees("["):
        return Content(records=iter(document.array()))
    if not document.sees("{"):
        document.value()
        raise Unreadable('holds no records; write [ … ], { "records": [ … ] } or one object')
    alone = _Document(document.text)
    document.must("{")
    top, lines, faults, records = _top(document)
    if "records" in top:
        raise Unreadable("records is no array; write [ … ] around them", lines["records"])
    if records is None:
        return Content(records=iter([alone.record(0)]))
    return Content(records=iter(records), top=top, lines=lines, faults=tuple(faults))


def _top(document: _Document) -> tuple[dict[str, object], dict[str, int], list[tuple[int, str, str]], list[Raw] | None]:
    """The members of the outermost object."""
    top: dict[str, object] = {}
    lines: dict[str, int] = {}
    faults: list[tuple[int, str, str]] = []
    records: list[Raw] | None = None
    while not document.sees("}"):
        if lines:
            document.must(",")
        line = document.line()
        if not document.sees('"'):
            raise json.JSONDecodeError("Expecting a name in double quotes", document.text, document.at)
        key = str(document.value())
        document.must(":")
        if key in lines:
            faults.append((line, key, "stands twice; keep one"))
        lines[key] = line
        if key == "records" and document.sees("["):
            records = [*(records or []), *document.array()]
        else:
            top[key] = document.value()
    document.must("}")
    return top, lines, faults, records


def from_json_lines(stream: BinaryIO, encoding: str) -> Content:
    """Read JSON Lines one line at a time; a line that cannot be parsed is a record of its own.

    Raises:
        Unreadable: if it is UTF-16.

    """
    return Content(records=_lines(Lines(stream, encoding), encoding))


def _lines(lines: Lines, encoding: str) -> Iterator[Raw]:
    index = 0
    while True:
        lines.begin()
        try:
            text = next(lines)
        except StopIteration:
            return
        except TooLong as fault:
            yield Raw(index, lines.number, None, partial(_quoted, lines.taken[0]), str(fault))
            index += 1
            continue
        if text.strip(" \t\r\n"):
            yield _line(index, lines.number, text.strip(" \t\r\n"), encoding)
            index += 1


def _line(index: int, number: int, text: str, encoding: str) -> Raw:
    if torn(text):
        return Raw(index, number, None, partial(_quoted, text), not_in(encoding))
    if _too_deep(text) is not None:
        return Raw(index, number, None, partial(_quoted, text), TOO_DEEP)
    document = _Document(text)
    try:
        record = document.record(index)
        document.end()
    except json.JSONDecodeError as fault:
        return Raw(index, number, None, partial(_quoted, text), f"is not JSON at column {fault.colno}: {fault.msg}")
    return Raw(index, number, record.value, record.text)
