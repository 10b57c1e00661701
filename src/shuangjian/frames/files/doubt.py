"""The rows the engine would not vouch for, judged by the reader of records, so that its sentences are the only ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from enum import Enum
from io import BytesIO
from typing import Any, BinaryIO

import attrs

from ...core.fact import Fact
from ...records.raw import not_in, torn
from ...records.strangers import Known, strangers
from ...records.structure import structure
from ...records.values import shown
from .mapping import TYPE

Told = tuple[str, str]
"""A field, or nothing, and what is wrong."""


@attrs.frozen
class Doubtful:
    """A row to be looked at.

    Attributes:
        line: Its line.
        index: Its number, from 0.
        first: The line on which its id stood before, if it did.
        odd: Where it is kept, if no line could hold it.
        cells: What its cells say; empty where it is kept elsewhere.

    """

    line: int
    index: int
    first: int | None
    odd: int | None
    cells: Sequence[str | None]


@attrs.frozen(kw_only=True)
class Reader:
    """What is known of the file and of its records.

    Attributes:
        cls: The type of record.
        header: The names of the columns in the file.
        fields: The field of each column; None where it is ignored.
        known: Ids of places and calendars, where only those are allowed.
        odd: The rows no line could hold.
        encoding: The encoding of its text.

    """

    cls: type[Fact]
    header: Sequence[str]
    fields: Sequence[str | None]
    known: Known
    odd: BinaryIO = attrs.field(factory=BytesIO)
    encoding: str = "utf-8"

    def read(self, row: Doubtful) -> tuple[Fact | None, list[Told], str]:
        """The record or what is wrong with it, and the row as JSON on one line."""
        cells: Any = row.cells
        if row.odd is not None:
            self.odd.seek(row.odd)
            kept = json.loads(self.odd.readline())
            if "what" in kept:
                return None, [("", kept["what"])], json.dumps(kept["record"])
            cells = kept["cells"]
        if fault := self._misshapen(cells):
            return None, [("", fault)], self._json(cells)
        fact, told = self._record(row, cells)
        return fact, told, "" if fact else self._json(cells)

    def _misshapen(self, cells: Sequence[str | None]) -> str | None:
        if torn("".join(c or "" for c in cells)):
            return not_in(self.encoding)
        if len(cells) != len(self.header):
            return f"has {len(cells)} cells where the first line names {len(self.header)} columns"
        return None

    def _json(self, cells: Sequence[str | None]) -> str:
        row = dict(zip(self.header, cells, strict=True)) if len(cells) == len(self.header) else list(cells)
        return json.dumps(row, ensure_ascii=torn("".join(c or "" for c in cells)))

    def _record(self, row: Doubtful, cells: Sequence[str | None]) -> tuple[Fact | None, list[Told]]:
        given: dict[str, object] = {
            f: cell.strip() for f, cell in zip(self.fields, cells, strict=True) if f and cell and cell.strip()
        }
        told = self._again(given.get("id"), row.first)
        if (named := given.pop(TYPE, self.cls.__name__)) != self.cls.__name__:
            return None, [*told, (TYPE, f"{shown(named)} is no {self.cls.__name__}; a table holds one type of record")]
        fact, wrong = structure(self.cls, given, cells=True)
        told += wrong
        if fact is not None:
            told += [*strangers(fact, self.known), *self._inexact(fact)]
        return (None if told else fact), told

    def _again(self, name: object, first: int | None) -> list[Told]:
        if first is None:
            return []
        return [("id", f"{shown(name)} is the id of the record on line {first} too; give each its own")]

    def _inexact(self, fact: Fact) -> list[Told]:
        """A day no column of days can hold."""
        if fact.law_days is None:
            return []
        cure = "a table holds days; write the day, leave the cell empty, or give this record as JSON"
        return [(self.cls.law_day, f"{fact.law_days} is more than one day; {cure}")]


def texts(fact: Fact, fields: Iterable[str]) -> list[str | None]:
    """A record as texts the engine reads back as what they are."""
    return [_text(getattr(fact, f)) for f in fields]


def _text(value: object) -> str | None:
    return None if value is None else str(value.value) if isinstance(value, Enum) else str(value)
