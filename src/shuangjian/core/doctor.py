"""What is odd in the rows of a norm though each is well-formed: looser layers, empty ranges, rows that never decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from .fact import Form
from .norm import Law, Norm, Row
from .possible import meeting
from .strict import looser
from .words import Span

Chains = Iterable[tuple[str, ...]]


@attrs.frozen
class Conflict:
    """A row of a place that is looser than what binds it from above: reported, never applied.

    Attributes:
        norm: Name of the norm.
        place: Whose row it is.
        value: What it says.
        above: The stricter value that decides instead.
        clauses: The clauses of the looser row.

    """

    norm: str
    place: str
    value: Any
    above: Any
    clauses: tuple[str, ...]


def conflicts(norm: Norm, of: Form[Any], chains: Chains) -> list[Conflict]:
    """Every looser row, once, with a value that stands above it."""
    found: list[Conflict] = []
    for chain in chains if norm.local == "tighten" else ():
        read = norm.under(Law(chain))
        mine = [r for r in read.rows if r.depth == len(chain) - 1 and r.value is not None]
        upper = attrs.evolve(read, rows=tuple(r for r in read.rows if r.depth < len(chain) - 1))
        found += [
            Conflict(norm.name, row.place, row.value, above, row.clauses)
            for row in mine
            if (above := _stricter(row, read, upper, of)) is not None
        ]
    return found


def _stricter(row: Row, read: Norm, upper: Norm, of: Form[Any]) -> Any:
    """A value above that the row would loosen, on some day and for some key."""
    for day, facts in read.points(of.types, meeting(of, read)):
        for entry in (row.binds(day, facts) and upper.cell(day, facts)) or ():
            if (
                entry.value is not None
                and entry.modality >= row.modality
                and looser(read.stricter, row.value, entry.value)
            ):
                return entry.value
    return None


def contradictions(norm: Norm, of: Form[Any], chains: Chains) -> list[str]:
    """Ranges of which nothing is left once every layer has narrowed them."""
    found: dict[str, None] = {}
    for chain in chains if norm.type is Span else ():
        read = norm.under(Law(chain))
        for day, facts in read.points(of.types, meeting(of, read)):
            for entry in read.cell(day, facts) or ():
                if entry.value is not None and entry.value.low > entry.value.high:
                    found[f"{norm.name} at {chain[-1]} from {day}: the layers leave nothing of the range"] = None
    return list(found)


def idle(norm: Norm, of: Form[Any], chains: Chains) -> list[Row]:
    """Rows that never decide: at no place, on no day and for no key, recalled rows and profiles on or off.

    One in doubt decides where it would be the strictest, and where it alone keeps an answer from being known.
    """
    waiting = {id(r): r for r in norm.rows}
    profiles = frozenset(r.profile for r in norm.rows if r.profile)
    for law in [Law(c, p, u) for c in chains for p in {frozenset[str](), profiles} for u in (False, True)]:
        read = norm.under(law)
        for day, facts in read.points(of.types, meeting(of, read)):
            for row in _deciding(read, day, facts):
                waiting.pop(id(row.origin), None)
    return list(waiting.values())


def _deciding(read: Norm, day: date, facts: Mapping[str, object]) -> Iterator[Row]:
    """The rows an answer hangs on: those of the mildest and the strictest, or one without which it would be known."""
    found = read.bounds(day, facts)
    for entry in (e for cell in found or () for e in cell):
        yield from (*entry.rows, *entry.askers)
    for row in [r for r in read.rows if r.binds(day, facts) is None] if found is None else ():
        if attrs.evolve(read, rows=tuple(r for r in read.rows if r is not row)).bounds(day, facts) is not None:
            yield row
