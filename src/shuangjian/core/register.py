"""The register of clauses: for each, since when it is in force, how strongly it is worded, how well it was verified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from .dates import Days, days
from .faults import Collector, read_toml, suggestion
from .toml import Table, is_list, is_table
from .verdict import Evidence, Modality

_KEYS = {
    "document", "article", "says", "zh", "binds", "from", "until", "seen", "modality", "evidence",
    "computable", "seen_in", "place", "note", "source", "status", "why",
}  # fmt: skip
_OWED = ("says", "modality", "evidence")
_TEXTS = ("article", "says", "computable", "status", "why", "note")
_LISTS = {
    "document": (),
    "zh": (),
    "place": (),
    "modality": (*(m.name.lower() for m in Modality), "definition"),
    "evidence": tuple(e.value for e in Evidence),
}


@attrs.frozen
class Clause:
    """One sentence of the law, in our own words.

    Attributes:
        id: Its id, letters of the group and a number.
        documents: Keys of the documents it stands in.
        article: Article, item or paragraph, where the source names one.
        says: What it demands, in English.
        zh: The official terms.
        starts: The days from which it, or each of its parts, is in force.
        end: The last day on which it is; None: no end.
        modality: Its strengths of wording, in the order of `starts` where they changed; empty for a definition.
        evidence: How well it, or each of its parts, was verified.
        computable: Whether a record can decide it: yes, part or no.
        places: The places whose clause it is; empty: the nation's.
        status: What became of it where no rule cites it.
        why: The reason for that status.
        note: A remark for readers.

    """

    id: str
    documents: tuple[str, ...]
    article: str
    says: str
    zh: tuple[str, ...]
    starts: tuple[Days, ...]
    end: Days | None
    modality: tuple[Modality, ...]
    evidence: tuple[Evidence, ...]
    computable: str
    places: tuple[str, ...]
    status: str
    why: str
    note: str


class Register:
    """The clauses of one folder, read group by group when first asked."""

    def __init__(self, folder: Path) -> None:
        """Look in ``<folder>/clauses/<group>.toml``."""
        self.folder = folder / "clauses"
        self._group = cache(self._read)

    def clause(self, clause_id: str) -> Clause | None:
        """A clause by its id, or None."""
        return self._group(group(clause_id)).get(clause_id)

    def groups(self) -> list[str]:
        """The groups there are, by name of file."""
        return sorted(p.stem for p in self.folder.glob("*.toml"))

    def __iter__(self) -> Iterator[Clause]:
        """Every clause, group by group."""
        for name in self.groups():
            yield from self._group(name).values()

    def near(self, clause_id: str) -> str:
        """What was probably meant by an id that is not there."""
        return suggestion(clause_id, self._group(group(clause_id)))

    def _read(self, name: str) -> Mapping[str, Clause]:
        if name not in self.groups():
            return {}
        path = self.folder / f"{name}.toml"
        faults = Collector(str(path))
        found = {i: c for i, table in read_toml(path).items() if (c := _clause(i, table, faults))}
        faults.done()
        return found


@cache
def register(folder: Path) -> Register:
    """The register of a folder, made once."""
    return Register(folder)


def group(clause_id: str) -> str:
    """The group a clause id belongs to: its letters up to the first hyphen or digit."""
    return re.split(r"[^A-Za-z]", clause_id)[0].lower()


def _clause(clause_id: str, table: object, faults: Collector) -> Clause | None:
    if not is_table(table):
        faults.add(clause_id, "is no table")
        return None
    wrong = [*_wrong(table)]
    for what in wrong:
        faults.add(clause_id, what)
    if faults.unknown(clause_id, table, _KEYS) or wrong:
        return None
    try:
        starts = tuple(days(d) for d in _list(table.get("from")))
        return Clause(
            clause_id,
            tuple(_list(table.get("document"))),
            table.get("article", ""),
            table["says"],
            tuple(_list(table.get("zh"))),
            starts or (Days(date.min, days(table["seen"]).last),),
            days(table["until"]) if "until" in table else None,
            tuple(Modality[m.upper()] for m in _list(table["modality"]) if m != "definition"),
            tuple(Evidence(e) for e in _list(table["evidence"])),
            table.get("computable", "part"),
            tuple(_list(table.get("place"))),
            table.get("status", ""),
            table.get("why", ""),
            table.get("note", ""),
        )
    except ValueError as fault:
        faults.add(clause_id, str(fault))
        return None


def _wrong(table: Table) -> Iterator[str]:
    """What is missing of a clause, or is not what it should be; days are looked at when they are read."""
    yield from (f"needs {key}" for key in _OWED if key not in table)
    if table.keys().isdisjoint(("from", "seen")):
        yield "needs from, or seen where no day of beginning is known"
    yield from (f"{key} is no text" for key in _TEXTS if not isinstance(table.get(key, ""), str))
    for key, allowed in _LISTS.items():
        for value in _list(table.get(key)):
            if not isinstance(value, str):
                yield f"{key}: {value!r} is no text"
            elif allowed and value not in allowed:
                yield f"unknown {key} {value!r}{suggestion(value, allowed)}"


def _list(value: object) -> list[Any]:
    return [] if value is None else value if is_list(value) else [value]
