"""What a rule compares with: dated, placed, keyed rows of law, one sentence of one clause each.

All rows that match a record bind it; per strength of wording the strictest decides. A later law does not lift an
earlier one by itself: an `until` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import reduce
from itertools import combinations, product
from typing import Any

import attrs

from .dates import DAY, Days
from .strict import MEET, Stricter, tighter
from .verdict import Evidence, Modality, Reason

NATION = "cn"
"""The root of every chain of places."""


_MOST_DOUBTFUL = 6
"""Rows in doubt of which every choice is looked at."""


@attrs.frozen
class Law:
    """Which law is read.

    Attributes:
        chain: Ids of the places that bind, from the nation down.
        profiles: Names of stricter readings the caller switches on.
        unverified: Whether recalled rows are enforced.

    """

    chain: tuple[str, ...] = (NATION,)
    profiles: frozenset[str] = frozenset()
    unverified: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Row:
    """One sentence of law.

    Attributes:
        place: Whose sentence it is.
        start: The day from which it is in force, as exact as the source.
        end: The last day on which it is; None: no end.
        where: For whom: facts of the record and the values they must have.
        value: The number, set or moment; True for a ban or duty without one; None: the place below must say.
        modality: Strength of the wording.
        clauses: Ids of the clauses it stands for.
        evidence: How well it was verified.
        profile: Binds only when this reading is switched on.
        is_unsettled: Whether the law leaves open that it is about these records at all; it is in doubt then.
        note: A remark for readers.
        depth: How far down the chain of places it stands, once a law is chosen.
        silent: Why it gives no number, once a law is chosen.
        origin: The row as it was written, once a law is chosen.

    """

    place: str = NATION
    start: Days
    end: Days | None = None
    where: Mapping[str, frozenset[object]]
    value: Any
    modality: Modality
    clauses: tuple[str, ...]
    evidence: Evidence
    profile: str | None = None
    is_unsettled: bool = False
    note: str = ""
    depth: int = 0
    silent: Reason | None = None
    origin: Row | None = None

    def in_force(self, day: date | None) -> bool | None:
        """Whether it is in force on a day; None where the source leaves that open, or the day is not known."""
        if day is None:
            return None
        if day < self.start.first or (self.end and day > self.end.last):
            return False
        return None if self.is_unsettled or day < self.start.last or (self.end and day > self.end.first) else True

    def binds(self, day: date | None, facts: Mapping[str, object]) -> bool | None:
        """Whether the row is about this record, in Kleene's logic."""
        found = self.in_force(day)
        for key, values in self.where.items():
            if found is False:
                return False
            fact = facts[key]
            found = None if fact is None else found if fact in values else False
        return found

    def changes(self) -> Iterator[date]:
        """The days from which its answer to `in_force` may differ."""
        yield from {self.start.first, self.start.last}
        if self.end:
            yield from {self.end.first + DAY, self.end.last + DAY}

    def under(self, law: Law) -> Row | None:
        """The row as this law reads it: not at all, silent, or speaking."""
        if self.place not in law.chain or (self.profile and self.profile not in law.profiles):
            return None
        value, silent = self.value, Reason.LOCAL_NORM if self.value is None else None
        if self.evidence is Evidence.RECALLED and not law.unverified:
            value, silent = None, Reason.UNVERIFIED
        return attrs.evolve(self, depth=law.chain.index(self.place), value=value, silent=silent, origin=self)


@attrs.frozen(eq=False)
class Entry:
    """What decides at one place, day and key, at one strength of wording.

    Attributes:
        value: The strictest value; None: nobody has given it.
        modality: The strength.
        rows: The rows that gave the value; where it is no row's own, all that bind.
        askers: Open rows above that left the number to them.

    """

    value: Any
    modality: Modality
    rows: tuple[Row, ...]
    askers: tuple[Row, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that decided; ties cite all."""
        return tuple(dict.fromkeys(c for r in (*self.rows, *self.askers) for c in r.clauses))

    @property
    def places(self) -> tuple[str, ...]:
        """The places whose rows decided."""
        return tuple(dict.fromkeys(r.place for r in self.rows))


Cell = tuple[Entry, ...]
"""Strongest wording first; empty: no law, so nothing to judge."""


class _Other(Enum):
    OTHER = "other"


OTHER = _Other.OTHER
"""Stands for every value of a key that no row names."""


@attrs.frozen(eq=False)
class Norm:
    """One parameter of a rule.

    Attributes:
        name: The parameter's name; "row" where the rule has no number.
        type: Its type; None for a ban or duty without a number.
        unit: Its unit.
        stricter: In which direction it is stricter, read from the rule.
        local: "tighten", or "replace" where the nearest place that gives a number speaks alone.
        rows: The sentences of law.

    """

    name: str
    type: Any
    unit: str
    stricter: Stricter
    local: str
    rows: tuple[Row, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The facts of a record that its rows hang on."""
        return tuple(sorted({k for r in self.rows for k in r.where}))

    def under(self, law: Law) -> Norm:
        """Only what this law reads."""
        return attrs.evolve(self, rows=tuple(r for row in self.rows if (r := row.under(law))))

    def cell(self, day: date | None, facts: Mapping[str, object]) -> Cell | None:
        """What binds; None where a row may or may not be in force and that makes a difference."""
        found = self.bounds(day, facts)
        if found is None:
            return None
        mildest, strictest = ([(e.value, e.modality) for e in cell] for cell in found)
        return found[0] if mildest == strictest else None

    def bounds(self, day: date | None, facts: Mapping[str, object]) -> tuple[Cell, Cell] | None:
        """The mildest and the strictest that may bind, between which all lies; None where there are no two such.

        A row that may or may not be in force is left out of the one and counted in the other.
        """
        hits = [(r, r.binds(day, facts)) for r in self.rows]
        sure, possible = [r for r, hit in hits if hit], [r for r, hit in hits if hit is not False]
        mildest = self.decide(sure)
        if len(sure) == len(possible):
            return mildest, mildest
        doubtful = [r for r in possible if r not in sure]
        if self.local == "replace":
            return self._whoever_speaks(sure, doubtful)
        is_definition = self.stricter is Stricter.SAME and len({r.value for r in possible}) > 1
        is_weakened = any(
            a.modality < r.modality for r in possible if r.value is not None for a in _askers(r, doubtful)
        )
        if is_definition or is_weakened or not _speaks(mildest):
            return None
        return mildest, self.decide(possible)

    def _whoever_speaks(self, sure: Sequence[Row], doubtful: Sequence[Row]) -> tuple[Cell, Cell] | None:
        """The same where the nearest place speaks alone, which may be looser: whichever in doubt bind."""
        if len(doubtful) > _MOST_DOUBTFUL:
            return None
        choices = (chosen for n in range(len(doubtful) + 1) for chosen in combinations(doubtful, n))
        cells = [self.decide([*sure, *chosen]) for chosen in choices]
        if not all(len(cell) == 1 and _speaks(cell) for cell in cells):
            return None
        order = [[tighter(self.stricter, other[0].value, cell[0].value) for other in cells] for cell in cells]
        mildest = next((cell for cell, others in zip(cells, order, strict=True) if all(others)), None)
        strictest = next((c for n, c in enumerate(cells) if all(tighters[n] for tighters in order)), None)
        if not mildest or not strictest or mildest[0].modality > min(cell[0].modality for cell in cells):
            return None  # what is told is of the mildest, and may not be stronger than what binds
        return mildest, strictest

    def decide(self, rows: Sequence[Row]) -> Cell:
        """Of the rows that bind, what decides at each strength of wording."""
        asking = [r for r in rows if r.value is None]
        speaking = [r for r in rows if r.value is not None]
        if self.local == "replace" and speaking:
            nearest = max(r.depth for r in speaking)
            speaking = [r for r in speaking if r.depth == nearest]
        if not speaking:
            return (Entry(None, max(r.modality for r in asking), tuple(asking)),) if asking else ()
        cell: list[Entry] = []
        strength = {id(r): max((a.modality for a in _askers(r, asking)), default=r.modality) for r in speaking}
        for level in sorted(set(strength.values()), reverse=True):
            bound = [r for r in speaking if strength[id(r)] == level]
            value = reduce(MEET[self.stricter], [r.value for r in bound])
            if not any(tighter(self.stricter, e.value, value) for e in cell):
                best = [r for r in bound if r.value == value] or bound
                askers = {id(a): a for r in best for a in _askers(r, asking)}
                cell.append(Entry(value, level, tuple(best), tuple(askers.values())))
        return tuple(cell)

    def changes(self) -> list[date]:
        """Every day from which something may be different."""
        return sorted({d for r in self.rows for d in r.changes()})

    def domain(self, key: str, type_: Any) -> list[object]:
        """The values of a key that need telling apart."""
        if isinstance(type_, type) and issubclass(type_, Enum):
            return list(type_)
        if type_ is bool:
            return [True, False]
        named: set[Any] = {v for r in self.rows for v in r.where.get(key, ())}
        return [*sorted(named), OTHER]

    def points(
        self, types: Mapping[str, Any], can_be: Callable[[Mapping[str, object]], bool] | None = None
    ) -> Iterator[tuple[date, dict[str, object]]]:
        """Every day on which something changes, with every combination of keys: finite, so all can be looked at.

        Args:
            types: The types of the keys.
            can_be: Whether a record can have a combination; by default any.

        """
        domains = [self.domain(k, types[k]) for k in self.keys]
        combined = [dict(zip(self.keys, values, strict=True)) for values in product(*domains)]
        facts = [f for f in combined if can_be is None or can_be(f)]
        yield from ((day, dict(each)) for day, each in product(self.changes(), facts))


def _speaks(cell: Cell) -> bool:
    """Whether something binds, and its number was given."""
    return bool(cell) and all(e.value is not None for e in cell)


def _askers(row: Row, asking: Iterable[Row]) -> list[Row]:
    """Open rows above that leave the number to places below: theirs is the demand, and its strength."""
    return [a for a in asking if a.silent is Reason.LOCAL_NORM and a.depth < row.depth]


@attrs.frozen(eq=False)
class Combination:
    """One value for each norm of a rule, and how strongly they are worded together."""

    entries: tuple[Entry, ...]
    modality: Modality

    @property
    def values(self) -> tuple[Any, ...]:
        """The values in the order of the norms."""
        return tuple(e.value for e in self.entries)

    @property
    def is_complete(self) -> bool:
        """Whether every number was given."""
        return all(e.value is not None for e in self.entries)


def combine(cells: Sequence[Cell]) -> list[Combination]:
    """Every combination the record is judged at: the first norm leads, weaker entries of the others weaken it."""
    found: list[Combination] = []
    for chosen in product(*cells):
        weaker = [e.modality for e, cell in zip(chosen[1:], cells[1:], strict=True) if e is not cell[0]]
        found.append(Combination(chosen, min([chosen[0].modality, *weaker])))
    return found
