"""Places: a chain from the nation down to a school, each with the rows of law it adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from .faults import Collector, Fault, LawError, meant, read_toml, suggestion
from .norm import NATION
from .toml import Table, is_list, is_table, is_titles

DEEPEST = 12
"""Places in a chain; more is a circle."""


@attrs.frozen(eq=False)
class Place:
    """A jurisdiction or a single school.

    Attributes:
        id: Its id, as records name it.
        title: Its name by language.
        parent: Id of the place above it.
        rows: Its rows of law, as tables: family, rule, norm.
        file: Where they come from.

    """

    id: str
    title: Mapping[str, str]
    parent: str
    rows: Table
    file: str


@attrs.frozen(eq=False)
class Places:
    """Every place a rule may be asked about.

    Attributes:
        known: The places by id; the nation is always there.

    """

    known: Mapping[str, Place]

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The names of each place by its id, the nation's too."""
        return {NATION: ()} | {p.id: tuple(p.title.values()) for p in self}

    def chain(self, place: str | None) -> tuple[str, ...]:
        """The places that bind a record, from the nation down.

        Raises:
            LawError: if a place is not known.

        """
        found: list[str] = []
        at = place or NATION
        while at != NATION:
            if at not in self.known:
                raise LawError([Fault("places", at, f"is no known place{meant(at, self.names)}")])
            found.append(at)
            at = self.known[at].parent
        return (NATION, *reversed(found))

    def chains(self) -> dict[str, tuple[str, ...]]:
        """Every place with its chain."""
        return {place: self.chain(place) for place in (NATION, *self.known)}

    def plus(self, others: Iterable[Place]) -> Places:
        """These places and others.

        Raises:
            LawError: if two different files claim one id, or a parent is missing.

        """
        known = dict(self.known)
        faults: list[Fault] = []
        for place in others:
            if place.id == NATION or known.get(place.id, place).file != place.file:
                faults.append(Fault(place.file, place.id, "is taken; give the layer an id of its own"))
            else:
                known[place.id] = place
        orphans = [p for p in known.values() if p.parent != NATION and p.parent not in known]
        faults += [
            Fault(p.file, "parent", f"{p.parent!r} is no known place{suggestion(p.parent, known)}") for p in orphans
        ]
        faults += [Fault(p.file, "parent", f"its parents run in a circle: {p.parent!r}") for p in _circling(known)]
        if faults:
            raise LawError(faults)
        return Places(known)

    def __iter__(self) -> Iterator[Place]:
        """Every place but the nation."""
        return iter(self.known.values())


def _circling(known: Mapping[str, Place]) -> Iterator[Place]:
    """Places from which no way leads up to the nation."""
    for place in known.values():
        above: Place | None = place
        for _ in range(DEEPEST):
            above = known.get(above.parent) if above else None
        if above is not None:
            yield place


NOWHERE = Places({})
"""The nation alone."""


@cache
def load_places(folder: Path) -> Places:
    """The layers of a folder, one file a place.

    Raises:
        LawError: with every fault of every file.

    """
    found: list[Place] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(load_layer(path))
        except LawError as wrong:
            faults += wrong.faults
    if faults:
        raise LawError(faults)
    return NOWHERE.plus(found)


def load_layer(path: Path) -> Place:
    """One place from its file: ``title``, ``parent``, and its rows as ``[family.rule.norm]``.

    Raises:
        LawError: if the file is not of that form.

    """
    return layer(path.stem, read_toml(path), str(path))


def _is_rule(table: object) -> bool:
    """Whether it is a table of norms, or of rows where the rule has no number."""
    return is_table(table) and all(is_list(v) if k == "row" else is_table(v) for k, v in table.items())


def layer(place: str, table: Table, file: str = "python") -> Place:
    """One place from Python values of the same form as a file.

    Raises:
        LawError: if the values are not of that form.

    """
    faults = Collector(file)
    title: Any = table.get("title", {})
    parent: Any = table.get("parent", NATION)
    rows = {k: v for k, v in table.items() if k not in ("title", "parent")}
    if not place.isidentifier() or not place.islower():
        faults.add(place, "a place id is made of lower-case letters, digits and underscores")
    if not is_titles(title):
        faults.add("title", 'write title = { zh = "…", en = "…" }')
    if not isinstance(parent, str):
        faults.add("parent", "write the id of the place above, as text")
    for family, tables in rows.items():
        if not is_table(tables) or not all(map(_is_rule, tables.values())):
            faults.add(family, "write rows as [family.rule.norm] with row = [ … ]")
    faults.done()
    return Place(place, title, parent, rows, file)
