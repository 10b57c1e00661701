"""Reading a file of records: by its ending, record by record, with every fault in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

import attrs

from ..core.fact import Fact
from ..core.faults import suggestion
from ..core.verdict import Source
from .batch import Batch, Item, Read, RecordFault, Rejected, gathered
from .from_csv import from_csv
from .from_json import from_json, from_json_lines
from .from_toml import from_toml
from .raw import Content, Raw, Unreadable, members, named, opened, written_twice
from .strangers import Known, strangers
from .structure import structure
from .types import FACTS
from .values import LONGEST_ID, identifier, shown

ENCODINGS = ("utf-8", "gb18030")
ENDINGS = (".json", ".jsonl", ".ndjson", ".toml", ".csv")
_TOP = ("type", "place", "calendar")
_LISTED = 40


@attrs.frozen(kw_only=True)
class _Settings:
    """What a caller may choose."""

    record: str | None
    encoding: str
    types: Mapping[str, type[Fact]]
    known: Known

    def __attrs_post_init__(self) -> None:
        if self.encoding not in ENCODINGS:
            raise ValueError(f"encoding {self.encoding!r} is not read; say {' or '.join(ENCODINGS)}")
        if self.record is not None and self.record not in self.types:
            raise ValueError(f"{self.record!r} is no type of record{suggestion(self.record, self.types)}")

    def content(self, path: Path, stream: BinaryIO) -> Content:
        """Take the file apart by its ending."""
        ending = path.suffix.lower()
        if ending == ".csv":
            return from_csv(stream, self.encoding, self._columns(), typed=self.record is not None)
        readers = {".json": from_json, ".toml": from_toml, ".jsonl": from_json_lines, ".ndjson": from_json_lines}
        return readers[ending](stream, self.encoding)

    def _columns(self) -> list[str]:
        classes = [self.types[self.record]] if self.record else self.types.values()
        names = {a.name for c in classes for a in attrs.fields(c)} - {"law_days"}
        return sorted(names | set(_TOP))


def read(
    path: str | PathLike[str],
    *,
    record: str | None = None,
    encoding: str = "utf-8",
    types: Mapping[str, type[Fact]] = FACTS,
    known: Known = MappingProxyType({}),
) -> Batch:
    """Read a file of records whole.

    Args:
        path: JSON, JSON Lines, TOML or CSV, by its ending; at most 256 MB.
        record: Type of the records that name none.
        encoding: "utf-8", with or without a byte order mark, or "gb18030".
        types: The types of record there are, by name; ours unless you bring your own.
        known: The ids of places and calendars there are; a record that names another is refused.

    Raises:
        ValueError: if `record` or `encoding` is not known. What is wrong with the file is in the batch.

    """
    return gathered(iterate(path, record=record, encoding=encoding, types=types, known=known))


def iterate(
    path: str | PathLike[str],
    *,
    record: str | None = None,
    encoding: str = "utf-8",
    types: Mapping[str, type[Fact]] = FACTS,
    known: Known = MappingProxyType({}),
) -> Iterator[Item]:
    """Read a file of records one by one. With JSON Lines and CSV only the ids seen so far are kept.

    A fault that comes alone, not in a rejected record, is one of the whole file: refuse it.

    Args:
        path: As for `read`.
        record: As for `read`.
        encoding: As for `read`.
        types: As for `read`.
        known: As for `read`.

    Raises:
        ValueError: if `record` or `encoding` is not known.

    """
    return _items(Path(path), _Settings(record=record, encoding=encoding, types=types, known=known))


def _items(path: Path, settings: _Settings) -> Iterator[Item]:
    file = named(path)
    try:
        if path.suffix.lower() not in ENDINGS:
            raise Unreadable(f"has an ending that tells no format; name it {', '.join(ENDINGS)}")  # noqa: TRY301
        with opened(path) as stream:
            yield from _Reading(file, settings, settings.content(path, stream)).items()
    except Unreadable as fault:
        yield RecordFault(file, fault.line, "", fault.what, fault.column)
    except OSError as fault:
        yield RecordFault(file, 1, "", f"cannot be read: {fault.strerror}")
    except ValueError as fault:
        if "null" not in str(fault):  # a NUL in the name of the file is all that is meant here
            raise
        yield RecordFault(file, 1, "", "has a name no file can have")


class _Reading:
    """One file being read: what holds for all its records, and the ids seen so far."""

    def __init__(self, file: str, settings: _Settings, content: Content) -> None:
        self.file, self.types, self.known, self.content = file, settings.types, settings.known, content
        self.seen: dict[str, int] = {}
        self.top: dict[str, Any] = {"type": settings.record, "place": None, "calendar": None}
        self.broken = tuple(self._top())

    def items(self) -> Iterator[Item]:
        """Faults of the file, then its records."""
        yield from self.broken
        for raw in self.content.records:
            yield self._item(raw)

    def _top(self) -> Iterator[RecordFault]:
        """Read what is set for all records."""
        for line, path, what in self.content.faults:
            yield RecordFault(self.file, line, path, what)
        for key, raw in self.content.top.items():
            line = self.content.lines.get(key, 1)
            try:
                if key not in _TOP:
                    raise ValueError(f"is set for no file{suggestion(key[:60], [*_TOP, 'records'])}")  # noqa: TRY301
                said = self._type(raw) if key == "type" and raw is not None else identifier(raw, cells=False)
                self.top[key] = self.top[key] if said is None else said
            except ValueError as fault:
                yield RecordFault(self.file, line, key[:60], str(fault))

    def _type(self, raw: object) -> str:
        if isinstance(raw, str) and raw in self.types:
            return raw
        said = raw[:60] if isinstance(raw, str) else ""
        raise ValueError(f"{shown(raw)} is no type of record{suggestion(said, self.types)}")

    def _item(self, raw: Raw) -> Item:
        fact, told = self._fact(raw)
        source = Source(self.file, raw.line)
        if fact is not None and not told and not self.broken:
            return Read(fact, source, raw.index)
        at = f"records[{raw.index}]"
        faults = tuple(RecordFault(self.file, raw.line, f"{at}.{name}" if name else at, what) for name, what in told)
        return Rejected(raw.text(), source, raw.index, faults or self.broken)

    def _fact(self, raw: Raw) -> tuple[Fact | None, list[tuple[str, str]]]:
        """The record, or what is wrong with it."""
        if raw.what or (self.broken and not raw.value):
            return None, [("", raw.what)] if raw.what else []
        table = members(raw.value)
        if table is None:
            return None, [("", f"is {shown(raw.value)}; a record is an object of fields")]
        told = [(key[:60], "stands twice; keep one") for key in written_twice(table)]
        told += self._again(table.get("id"), raw.line)
        said = self.top["type"] if (own := table.get("type")) is None else own
        try:
            cls = self.types[self._type(said)]
        except ValueError as fault:
            what = "is missing; say what the record is, such as HomeworkDay" if said is None else str(fault)
            return None, [*told, ("type", what)]
        fact, wrong = structure(cls, self._completed(cls, table), cells=self.content.cells)
        return fact, [*told, *wrong, *(strangers(fact, self.known) if fact else ())]

    def _again(self, name: object, line: int) -> list[tuple[str, str]]:
        """Whether the id was there before; one that is too long is none."""
        if not isinstance(name, str) or len(name) > LONGEST_ID:
            return []
        if name in self.seen:
            return [("id", f"{shown(name)} is the id of the record on line {self.seen[name]} too; give each its own")]
        self.seen[name] = line
        return []

    def _completed(self, cls: type[Fact], table: Mapping[str, object]) -> dict[str, object]:
        """The fields, with place and calendar of the file where the record has none of its own."""
        fields = {a.name for a in attrs.fields(cls)}
        given = {k: v for k, v in table.items() if k != "type" and not (self.content.cells and v is None)}
        for key in ("place", "calendar"):
            if key in fields and given.get(key) is None:
                given[key] = self.top[key]
        return given
