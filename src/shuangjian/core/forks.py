"""Finite trees of what follows from what: forks in a fixed order of levels, equal parts of which are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from math import inf
from typing import Any, NoReturn, TypeAlias, TypeGuard

import attrs


@attrs.frozen(eq=False)
class Fork:
    """Something to look at, and what follows from each value of it.

    Attributes:
        level: What is looked at; on the way down levels grow.
        values: Each value that need be told apart.
        trees: What follows from each.

    """

    level: int
    values: tuple[Any, ...]
    trees: tuple[Tree, ...]

    @property
    def parts(self) -> Iterator[tuple[Any, Tree]]:
        """Each value with what follows."""
        return zip(self.values, self.trees, strict=True)


Tree: TypeAlias = Fork | Any
"""A fork, or what is so in the end: equal ends are one value."""


class TooMany(Exception):  # noqa: N818  # not an error: the caller goes another way
    """There are too many states."""


def _open(_: Sequence[Tree]) -> list[Tree]:
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

    def of(self, level: int, values: tuple[Any, ...], trees: tuple[Tree, ...]) -> Tree:
        """The fork, with what follows from each value; none where every value leads to the same."""
        ids = tuple(map(id, trees))  # equal trees are the same
        if len(set(ids)) == 1:
            return trees[0]
        key = (level, values, ids)
        if key not in self._made:
            self._made[key] = Fork(level, values, trees)
        return self._made[key]

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

        def settled(parts: Sequence[Tree]) -> list[Tree]:
            test, yes, no = parts
            return [] if isinstance(test, Fork) else [yes if test is True else no]

        return self.merged([test, yes, no], _no_end, settled=settled)

    def merged(
        self,
        trees: Sequence[Tree],
        end: Callable[..., Any],
        most: float = inf,
        settled: Callable[[Sequence[Tree]], list[Tree]] = _open,
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

        def under(parts: Sequence[Tree]) -> Tree:
            if there := settled(parts):
                return there[0]
            key = tuple(map(id, parts))
            if key not in known:
                if len(known) > most:
                    raise TooMany
                known[key] = self._joined(parts, under, end)
            return known[key]

        return under(trees)

    def _joined(self, trees: Sequence[Tree], under: Callable[[Sequence[Tree]], Tree], end: Callable[..., Any]) -> Tree:
        levels = [t.level if isinstance(t, Fork) else inf for t in trees]
        level = min(levels)
        if level == inf:
            return self.end(end(*trees))
        first = trees[levels.index(level)]
        below = (t.trees if at == level else repeat(t) for t, at in zip(trees, levels, strict=True))
        return self.of(first.level, first.values, tuple(map(under, zip(*below, strict=False))))  # they share its values


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
            stack += reversed(part.trees)
    return list(found.values())


def _key(value: Any) -> Any:
    """What tells an end from others: True is not 1, and a tuple is told by its parts."""
    return tuple(map(_key, value)) if _is_tuple(value) else (type(value), value)


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)
