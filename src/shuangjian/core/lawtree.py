"""The law of one rule at every place, on every day, for every key: a finite tree, equal parts of which are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs

from .forks import Forks, Tree
from .norm import NATION, OTHER, Law, Norm, Row
from .rule import Rule

PLACE, DAY = 0, 1
"""Levels of a fork: the place, the law day; from 2 on the keys.

Of keys and days the first value is None, for "not known"; of days each is the first of those it stands for.
"""

_Standing: TypeAlias = tuple[Row, "bool | None"]
"""A row, and whether it is in force."""


class LawTree:
    """What the norms of a rule give wherever it makes a difference.

    Attributes:
        rule: The rule.
        keys: The fields or properties of a record its rows hang on.
        chains: The places that have something to say on the way to a place, with the places they are so for.

    """

    def __init__(self, rule: Rule[Any], profiles: frozenset[str], *, unverified: bool) -> None:
        """Read the law under these profiles."""
        everywhere = Law((NATION, *rule.places.known), profiles, unverified)
        self.rule = rule
        self.norms = [n.under(everywhere) for n in rule.norms]
        self.keys = sorted({k for n in self.norms for k in n.keys})
        speak = {r.place for n in self.norms for r in n.rows} | {NATION}
        self.chains: dict[tuple[str, ...], list[str]] = {}
        for place, chain in rule.places.chains().items():
            self.chains.setdefault(tuple(p for p in chain if p in speak), []).append(place)
        types = rule.form.types
        self._domains = [(k, (None, *_domain(self.norms, k, types[k]))) for k in self.keys]

    def tree(self, forks: Forks, end: Callable[[Sequence[Norm], date | None, Mapping[str, object]], Any]) -> Tree:
        """The tree whose ends are what a function says of the norms of a chain, a day and keys."""
        return forks.of(PLACE, tuple(self.chains), tuple(self._of_chain(chain, forks, end) for chain in self.chains))

    def _of_chain(self, chain: tuple[str, ...], forks: Forks, end: Callable[..., Any]) -> Tree:
        norms = [_placed(n, chain) for n in self.norms]
        days = [None, date.min, *sorted({d for n in norms for d in n.changes()} - {date.min})]
        blank, known = dict.fromkeys(self.keys), dict[Any, Tree]()

        def under(day: date | None, rows: Sequence[_Standing], facts: dict[str, object]) -> Tree:
            """What follows where these rows may bind: many days differ in none of them, if each is sure on both."""
            is_sure = all(stands for _, stands in rows)
            facts_known = tuple((k, v is None) for k, v in facts.items())
            seen = (None if is_sure else (day,), tuple(id(row) for row, _ in rows), facts_known)
            if seen not in known:
                known[seen] = apart(day, rows, facts)
            return known[seen]

        def apart(day: date | None, rows: Sequence[_Standing], facts: dict[str, object]) -> Tree:
            """The same told by the next key: one that none of the rows hangs on makes no difference."""
            hang_on = {k for row, _ in rows for k in row.where}
            asked = ((k, values) for k, values in self._domains if k not in facts and k in hang_on)
            key, values = next(asked, (None, ()))
            if key is None:
                return forks.end(end(norms, day, blank | facts))
            left = [(v, [r for r in rows if v is None or v in r[0].where.get(key, (v,))]) for v in values]
            parts = tuple(under(day, some, facts | {key: v}) for v, some in left)
            return forks.of(2 + self.keys.index(key), values, parts)

        rows = [r for n in norms for r in n.rows]
        standing = {d: [(r, r.in_force(d)) for r in rows] for d in days}
        parts = tuple(under(d, [r for r in standing[d] if r[1] is not False], {}) for d in days)
        return forks.of(DAY, tuple(days), parts)


def _placed(norm: Norm, chain: tuple[str, ...]) -> Norm:
    """The rows of one chain, each with its depth in it."""
    rows = tuple(attrs.evolve(r, depth=chain.index(r.place)) for r in norm.rows if r.place in chain)
    return attrs.evolve(norm, rows=rows)


def _domain(norms: Sequence[Norm], key: str, type_: Any) -> Iterator[object]:
    found = dict.fromkeys(v for n in norms if key in n.keys for v in n.domain(key, type_))
    yield from sorted(found, key=lambda v: v is OTHER)
