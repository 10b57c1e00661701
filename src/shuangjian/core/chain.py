"""A tree of what follows from what as a chain of small tables: where one leads is a number the next begins with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, TypeAlias

import attrs

from .forks import Fork, Tree

_Row: TypeAlias = tuple[Tree, ...]


@attrs.frozen
class Step:
    """One table of a chain.

    Attributes:
        levels: What is looked at beside the number the step before led to.
        table: Where that leads: the number for each state of the first level, for each of the second, and so on.

    """

    levels: tuple[int, ...]
    table: tuple[int, ...]


@attrs.frozen
class Chain:
    """The tables of a tree.

    Attributes:
        steps: The tables.
        ends: What the numbers of the last one stand for.

    """

    steps: tuple[Step, ...]
    ends: tuple[Any, ...]


def shared(trees: Sequence[Tree], states: Sequence[int], most: int) -> tuple[list[Step], list[list[Tree]]]:
    """The first tables of all trees together, and for each tree what is left of it at each number those lead to.

    There is one of what comes first; others follow as long as several trees look at what comes next.

    Args:
        trees: What follows from what.
        states: How many states each level has.
        most: Entries a table may have, if it looks at more than one level.

    """
    times = Counter(level for tree in trees for level in _levels(tree))
    rows, levels, steps = [tuple(trees)], _taken(range(len(states)), 1, states, most) if states else (), list[Step]()
    while True:
        step, led = _step(rows, levels, states)
        if steps and len(led) * max(states) > most:  # what is left of each tree would begin with too many
            break
        steps.append(step)
        rows, rest = led, [n for n in range(len(states)) if times[n] and n > max(levels, default=0)]
        several = [*takewhile(lambda n: times[n] > 1, rest)]
        if not several:
            break
        levels = _taken(several, len(rows), states, most)
    return steps, [[row[i] for row in rows] for i in range(len(trees))]


def _step(rows: Sequence[_Row], levels: tuple[int, ...], states: Sequence[int]) -> tuple[Step, list[_Row]]:
    """The step that looks at these levels, and what is left of the trees at each number it leads to."""
    led = rows
    for level in levels:
        led = [tuple(_part(t, level, state) for t in row) for row in led for state in range(states[level])]
    table, first = _numbered([tuple(map(id, row)) for row in led])
    return Step(levels, table), [led[n] for n in first]


def chain(at: Sequence[Tree], states: Sequence[int], most: int, late: int) -> Chain:
    """The chain of a tree.

    Args:
        at: What is left of it at each number it begins with.
        states: How many states each level has.
        most: Entries a table may have, if it looks at more than one level.
        late: The first of the levels that have tables of their own, after the others.

    """
    steps: list[Step] = []
    rows: list[_Row] = [(tree,) for tree in at]
    rest = sorted({level for tree in at for level in _levels(tree)})
    while rest:
        levels = _taken([n for n in rest if (n < late) == (rest[0] < late)], len(rows), states, most)
        rest = rest[len(levels) :]
        step, rows = _step(rows, levels, states)
        steps.append(step)
    return Chain(tuple(steps) or (Step((), tuple(range(len(at)))),), tuple(row[0] for row in rows))


def _numbered(keys: Sequence[Any]) -> tuple[tuple[int, ...], list[int]]:
    """A number for each key, equal ones having one, and where each number stands first."""
    numbers: dict[Any, int] = {}
    table = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
    first: dict[int, int] = {}
    for at, number in enumerate(table):
        first.setdefault(number, at)
    return table, list(first.values())


def _taken(rest: Sequence[int], width: int, states: Sequence[int], most: int) -> tuple[int, ...]:
    """The next levels that fit into one table."""
    taken = [rest[0]]
    size = width * states[rest[0]]
    for level in rest[1:]:
        size *= states[level]
        if size > most:
            break
        taken.append(level)
    return tuple(taken)


def _part(tree: Tree, level: int, state: int) -> Tree:
    """What follows at a state; what follows at numbers that are none, for which there is room, does not matter."""
    if not isinstance(tree, Fork) or tree.level != level:
        return tree
    return tree.trees[min(state, len(tree.trees) - 1)]


def _levels(tree: Tree) -> set[int]:
    """The levels anything hangs on."""
    found: set[int] = set()
    seen: set[Fork] = set()
    stack = [tree]
    while stack:
        part = stack.pop()
        if isinstance(part, Fork) and part not in seen:
            seen.add(part)
            found.add(part.level)
            stack += part.trees
    return found
