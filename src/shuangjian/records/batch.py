"""What comes out of a file of records: facts with where they stood, faults, and what was rejected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from ..core.fact import Fact
from ..core.verdict import Source

LARGEST = 256 * 1024 * 1024
"""Bytes of a file."""
LARGEST_TOML = 4 * 1024 * 1024
"""Bytes of a TOML file, which is written by hand and parsed slowly."""
LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of one record in JSON Lines or CSV."""
DEEPEST = 20
"""Lists and objects inside each other."""
MOST_FAULTS = 1000
"""Faults a batch lists; of the others it keeps the number."""
_LONGEST_WHAT = 400


def one_line(text: str) -> str:
    """The text on one line that any terminal shows, whatever a hostile file put into it."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


@attrs.frozen
class RecordFault:
    """One thing wrong with a file of records.

    Attributes:
        file: The file.
        line: Line, from 1.
        path: Path in the file, such as ``records[3].minutes``; empty where it is about the file as a whole.
        what: What is wrong, and what to write instead.
        column: Column, from 1, where the file could not be parsed.

    """

    file: str
    line: int
    path: str
    what: str
    column: int | None = None

    def __str__(self) -> str:
        """One line."""
        at = f"{self.file}:{self.line}" if self.column is None else f"{self.file}:{self.line}:{self.column}"
        what = self.what if len(self.what) <= _LONGEST_WHAT else self.what[:_LONGEST_WHAT] + "…"
        return one_line(": ".join(part for part in (at, self.path, what) if part))


@attrs.frozen
class Read:
    """A record that was read.

    Attributes:
        fact: The record.
        source: File and line it stood in.
        index: Its number in the file, from 0.

    """

    fact: Fact
    source: Source
    index: int


@attrs.frozen
class Rejected:
    """A record that was not, with every reason.

    Attributes:
        record: What stood in the file, as JSON on one line; where it was no JSON, as a JSON string.
        source: File and line it stood in.
        index: Its number in the file, from 0.
        faults: What is wrong with it, or with the file where nothing is wrong with it alone.

    """

    record: str
    source: Source
    index: int
    faults: tuple[RecordFault, ...]


Item: TypeAlias = Read | Rejected | RecordFault
"""What reading yields; a fault that stands alone is one of the whole file."""


@attrs.frozen(kw_only=True)
class Batch:
    """A whole file. Every record of it is in `facts` or in `rejected`, unless the file could not be parsed at all.

    Attributes:
        facts: The records that were read, in the order of the file.
        rejected: The records that were not.
        broken: Faults of the file as a whole; where there is one, no fact of it was kept.
        faults: All faults, those of the file first; at most 1,000.
        omitted: How many more faults there are.

    """

    facts: tuple[Read, ...]
    rejected: tuple[Rejected, ...]
    broken: tuple[RecordFault, ...]
    faults: tuple[RecordFault, ...]
    omitted: int


def gathered(items: Iterable[Item]) -> Batch:
    """All that reading yields."""
    facts: list[Read] = []
    rejected: list[Rejected] = []
    broken: list[RecordFault] = []
    for item in items:
        if isinstance(item, Read):
            facts.append(item)
        elif isinstance(item, Rejected):
            rejected.append(item)
        else:
            broken.append(item)
    listed: dict[RecordFault, None] = {}
    omitted = 0
    for fault in (*broken, *(f for r in rejected for f in r.faults)):
        if fault not in listed:
            omitted += len(listed) == MOST_FAULTS
            if len(listed) < MOST_FAULTS:
                listed[fault] = None
    return Batch(
        facts=() if broken else tuple(facts),
        rejected=tuple(rejected),
        broken=tuple(broken),
        faults=tuple(listed),
        omitted=omitted,
    )
