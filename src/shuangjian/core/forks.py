"""Finite trees of what follows from what: forks in a fixed order of levels, equal parts of which are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any, NoReturn, TypeAlias, TypeGuard

import attrs


@attrs.frozen(eq=False)
class Fork:
    """Something to look at, and what follows from each value of it.

    Attributes:
        level: What is looked at; on the way down levels grow.
        parts: Each value that need be told apart, with what follows.

    """

    level: int
    parts: tuple[tuple[Any, Tree], ...]


Tree: TypeAlias = Fork | Any
"""A fork, or what is so in the end: equal ends are one value."""


class TooMany(Exception):  # noqa: N818  # not an error: the caller goes another way
    """There are too many states."""


def _open(_: list[Tree]) -> list[Tree]:
    return []


def _no_end(*_: Any) -> NoReturn:
    raise AssertionError  # every end of a test settles it


class Forks:
    """Forks, each made once, so that equal trees are the same."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[Any, Fork] = {}
        self._ends: dict[Any, Any] = {}

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._made)

    def end(self, value: Any) -> Any:
        """What is so in the end, equal values being the same object."""
        return self._ends.setdefault(_key(value), value)

    def of(self, level: int, parts: tuple[tuple[Any, Tree], ...]) -> Tree:
        """The fork; none where every value leads to the same."""
        first = parts[0][1]
        if all(part is first for _, part in parts):
            return first
        key = (level, tuple((value, id(part)) for value, part in parts))  # equal parts are the same
        return self._made.setdefault(key, Fork(level, parts))

    def turned(self, tree: Tree, end: Callable[[Any], Any]) -> Tree:
        """The same tree with other ends."""
        return self.merged([tree], end)

    def bundled(self, trees: Sequence[Tree], most: int) -> list[Tree]:
        """Trees put together in their order, as long as none has more forks; an end is that of each tree in turn."""
        bundles: list[Tree] = []
        for tree in trees:
            own = self.turned(tree, lambda end: (end,))
            try:
                bundles[-1:] = [self.merged([*bundles[-1:], own], lambda *ends: sum(ends, ()), most)]
            except TooMany:
                bundles.append(own)
        return bundles

    def chosen(self, test: Tree, yes: Tree, no: Tree) -> Tree:
        """The one tree where a test ends in True, the other elsewhere."""

        def settled(parts: list[Tree]) -> list[Tree]:
            test, yes, no = parts
            return [] if isinstance(test, Fork) else [yes if test is True else no]

        return self.merged([test, yes, no], _no_end, settled=settled)

    def merged(
        self,
        trees: list[Tree],
        end: Callable[..., Any],
        most: float = inf,
        settled: Callable[[list[Tree]], list[Tree]] = _open,
    ) -> Tree:
        """The tree whose ends are what a function says of the ends of several trees.

        Args:
            trees: The trees.
            end: What it says of their ends.
            most: How many parts it may have.
            settled: Of parts of theirs, what follows from these already, in a list; an empty one if nothing does.

        Raises:
            TooMany: if it is of more parts than that.

        """
        known: dict[tuple[int, ...], Tree] = {}

        def under(parts: list[Tree]) -> Tree:
            if there := settled(parts):
                return there[0]
            key = tuple(map(id, parts))
            if key not in known:
                if len(known) > most:
                    raise TooMany
                known[key] = self._joined(parts, under, end)
            return known[key]

        return under(trees)

    def _joined(self, trees: list[Tree], under: Callable[[list[Tree]], Tree], end: Callable[..., Any]) -> Tree:
        forks = [t for t in trees if isinstance(t, Fork)]
        if not forks:
            return self.end(end(*trees))
        level = min(t.level for t in forks)
        values = next([v for v, _ in t.parts] for t in forks if t.level == level)
        parts = (
            under([t.parts[i][1] if isinstance(t, Fork) and t.level == level else t for t in trees])
            for i in range(len(values))
        )
        return self.of(level, tuple(zip(values, parts, strict=True)))


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


def _key(value: Any) -> Any:
    """What tells an end from others: True is not 1, and a tuple is told by its parts."""
    return tuple(map(_key, value)) if _is_tuple(value) else (type(value), value)


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)
