"""The law of one rule at every place, on every day, for every key: a finite tree, equal parts of which are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs

from .norm import NATION, OTHER, Law, Norm
from .rule import Rule


@attrs.frozen(eq=False)
class Fork:
    """Something to look at, and what follows from each value of it.

    Attributes:
        level: What is looked at: 0 the place, 1 the law day, from 2 on the keys.
        parts: Each value that need be told apart, with what follows; of keys and days, None for "not known" first, and
            of days each is the first of those it stands for.

    """

    level: int
    parts: tuple[tuple[Any, Tree], ...]


Tree: TypeAlias = Fork | Any
"""A fork, or what is so in the end: equal ends are one value."""
PLACE, DAY = 0, 1


class Forks:
    """Forks, each made once, so that equal trees are the same."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[Any, Fork] = {}
        self._ends: dict[Any, Any] = {}

    def end(self, value: Any) -> Any:
        """What is so in the end, equal values being the same object."""
        return self._ends.setdefault((type(value), value), value)

    def of(self, level: int, parts: tuple[tuple[Any, Tree], ...]) -> Tree:
        """The fork; none where every value leads to the same."""
        first = parts[0][1]
        if all(part is first for _, part in parts):
            return first
        key = (level, tuple((value, id(part)) for value, part in parts))  # equal parts are the same
        return self._made.setdefault(key, Fork(level, parts))

    def turned(self, tree: Tree, end: Callable[[Any], Any]) -> Tree:
        """The same tree with other ends."""
        known: dict[Any, Tree] = {}

        def under(part: Tree) -> Tree:
            if not isinstance(part, Fork):
                return self.end(end(part))
            if part not in known:
                known[part] = self.of(part.level, tuple((v, under(p)) for v, p in part.parts))
            return known[part]

        return under(tree)


def ends(tree: Tree) -> list[Any]:
    """The different ends of a tree, in order."""
    found: dict[int, Any] = {}
    seen: set[Fork] = set()
    stack = [tree]
    while stack:
        part = stack.pop()
        if not isinstance(part, Fork):
            found.setdefault(id(part), part)
        elif part not in seen:
            seen.add(part)
            stack += [p for _, p in reversed(part.parts)]
    return list(found.values())


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
        self._domains = [(k, [None, *_domain(self.norms, k, types[k])]) for k in self.keys]

    def tree(self, forks: Forks, end: Callable[[Sequence[Norm], date | None, Mapping[str, object]], Any]) -> Tree:
        """The tree whose ends are what a function says of the norms of a chain, a day and keys."""
        parts = tuple((chain, self._of_chain(chain, forks, end)) for chain in self.chains)
        return forks.of(PLACE, parts)

    def _of_chain(self, chain: tuple[str, ...], forks: Forks, end: Callable[..., Any]) -> Tree:
        norms = [_placed(n, chain) for n in self.norms]
        days = [None, date.min, *sorted({d for n in norms for d in n.changes()} - {date.min})]
        read = {k for n in norms for k in n.keys}
        domains = [(k, values) for k, values in self._domains if k in read]
        blank = dict.fromkeys(self.keys)

        def under(day: date | None, facts: dict[str, object]) -> Tree:
            if len(facts) == len(domains):
                return forks.end(end(norms, day, blank | facts))
            key, values = domains[len(facts)]
            parts = tuple((v, under(day, facts | {key: v})) for v in values)
            return forks.of(2 + self.keys.index(key), parts)

        return forks.of(DAY, tuple((day, under(day, {})) for day in days))


def _placed(norm: Norm, chain: tuple[str, ...]) -> Norm:
    """The rows of one chain, each with its depth in it."""
    rows = tuple(attrs.evolve(r, depth=chain.index(r.place)) for r in norm.rows if r.place in chain)
    return attrs.evolve(norm, rows=rows)


def _domain(norms: Sequence[Norm], key: str, type_: Any) -> Iterator[object]:
    found = dict.fromkeys(v for n in norms if key in n.keys for v in n.domain(key, type_))
    yield from sorted(found, key=lambda v: v is OTHER)
