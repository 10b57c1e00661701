"""TOML. Numbers with a point stay text; the line of a record is that of its ``[[records]]``."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from functools import partial
from typing import BinaryIO, cast

from .batch import DEEPEST, LARGEST_TOML
from .from_json import TOO_DEEP
from .raw import Content, Float, Odd, Raw, Unreadable, decoded, plain

MOST_DOTS = 50
"""Dots on one line: keys of many parts would keep the parser busy for hours."""
_HUGE = 64
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r'|^[ \t]*(?P<header>\[\[[ \t]*(?:records|"records"|\'records\')[ \t]*\]\])'
    r"|^[ \t]*(?P<key>place|calendar|type|records)[ \t]*=",
    re.MULTILINE | re.DOTALL,
)


def from_toml(stream: BinaryIO, encoding: str) -> Content:
    """Take a TOML file apart: ``[[records]]`` with what is set for all above them, or one record.

    Raises:
        Unreadable: if it is too large or not TOML in that encoding.

    """
    content = stream.read(LARGEST_TOML + 1)
    if len(content) > LARGEST_TOML:
        raise Unreadable(f"is larger than {LARGEST_TOML // 2**20} MB; so many records go into JSON Lines or CSV")
    text = decoded(content, encoding)
    top = _parsed(text)
    headers, lines = _scanned(text)
    if "records" not in top:
        return Content(records=iter([_raw(0, 1, top)]))
    records = top.pop("records")
    if not isinstance(records, list):
        raise Unreadable("records is no array; write [[records]] above each record", lines.get("records", 1))
    array = cast("list[object]", records)
    if len(headers) != len(array):
        headers = [lines.get("records", 1)] * len(array)
    return Content(
        records=iter([_raw(i, line, value) for i, (line, value) in enumerate(zip(headers, array, strict=True))]),
        top=top,
        lines=lines,
    )


def _parsed(text: str) -> dict[str, object]:
    for number, written in enumerate(text.split("\n"), 1):
        if written.count(".") > MOST_DOTS:
            raise Unreadable(
                f"has more than {MOST_DOTS} dots here; keys have no parts, long texts go into JSON", number
            )
    try:
        return cast("dict[str, object]", _tamed(tomllib.loads(text, parse_float=Float), 0))
    except RecursionError as fault:
        raise Unreadable(TOO_DEEP) from fault
    except ValueError as fault:  # tomllib's own error, and that of int() for thousands of digits
        where = _WHERE.search(str(fault))
        last = text.count("\n") + 1
        line, column = (int(where[1]), int(where[2])) if where and where[1] else (last if where else 1, None)
        raise Unreadable(f"is not TOML: {_WHERE.sub('', str(fault))}", line, column) from fault


def _tamed(value: object, depth: int) -> object:
    """The value without integers that cannot be shown.

    Raises:
        Unreadable: if it is nested too deeply.

    """
    if depth > DEEPEST:
        raise Unreadable(TOO_DEEP)
    if isinstance(value, dict):
        return {k: _tamed(v, depth + 1) for k, v in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return [_tamed(v, depth + 1) for v in cast("list[object]", value)]
    if isinstance(value, int) and value.bit_length() > _HUGE:
        return Odd("a huge number", f"a number of {value.bit_length()} bits is impossible")
    return value


def _scanned(text: str) -> tuple[list[int], Mapping[str, int]]:
    """The lines of the headers ``[[records]]``, and of the keys above them."""
    headers: list[int] = []
    lines: dict[str, int] = {}
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        if token["header"] or token["key"]:
            line, counted = line + text.count("\n", counted, token.start()), token.start()
        if token["header"]:
            headers.append(line)
        elif token["key"] and not headers:
            lines.setdefault(token["key"], line)
    return headers, lines


def _raw(index: int, line: int, value: object) -> Raw:
    return Raw(index, line, value, partial(json.dumps, value, default=plain, ensure_ascii=False))
