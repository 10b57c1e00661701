"""Where it matters what a text of a row is, for engines that read texts one by one: that costs more than all else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from .forks import Fork, Tree

_SELDOM = 0.5
"""The share of states a guard may let pass, if it is to be of use."""


@attrs.frozen
class Guard:
    """What to look at before a level.

    Attributes:
        level: The level looked at.
        states: Its states at which it matters what the other is.

    """

    level: int
    states: tuple[int, ...]


def guards(trees: Sequence[Tree], guarded: Iterable[int], by: Mapping[int, int]) -> dict[int, Guard]:
    """The guard of each level that has one: what lets the fewest states pass.

    Args:
        trees: What follows from what.
        guarded: The levels that are dear.
        by: How many states each level has that may guard those after it.

    """
    found: dict[int, Guard] = {}
    for level in guarded:
        each = [(Guard(g, tuple(sorted(_where(trees, level, g, n)))), n) for g, n in by.items() if g < level]
        shares = [(len(guard.states) / n, guard.level, guard) for guard, n in each]
        share, _, guard = min(shares, default=(1.0, 0, None), key=lambda found: found[:2])
        if guard is not None and share <= _SELDOM:
            found[level] = guard
    return found


def _where(trees: Iterable[Tree], level: int, guard: int, states: int) -> set[int]:
    """The states of one level at which it matters what another after it is."""
    known: dict[Fork, Collection[int]] = {}

    def under(tree: Tree) -> Collection[int]:
        if not isinstance(tree, Fork) or tree.level > level:
            return ()
        if tree not in known:
            known[tree] = _of(tree)
        return known[tree]

    def _of(fork: Fork) -> Collection[int]:
        if fork.level == level:
            return range(states)
        below = [*map(under, fork.trees)]
        if fork.level == guard:
            return {n for n, there in enumerate(below) if there}
        return set[int]().union(*below)

    return set[int]().union(*map(under, trees))
