"""A tree of what follows from what as a chain of small tables: where one leads is a number the next begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from .forks import Fork, Tree


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


def shared(trees: Sequence[Tree], states: Sequence[int], most: int) -> tuple[Step, list[list[Tree]]]:
    """The first table of all trees together, and for each tree what is left of it at each number that leads to.

    Args:
        trees: What follows from what.
        states: How many states each level has.
        most: Entries the table may have.

    """
    levels = _taken(range(len(states)), 1, states, most) if states else ()
    rows = [tuple(trees)]
    for level in levels:
        rows = [tuple(_part(t, level, state) for t in row) for row in rows for state in range(states[level])]
    table, first = _numbered([tuple(map(id, row)) for row in rows])
    return Step(levels, table), [[rows[n][i] for n in first] for i in range(len(trees))]


def chain(at: Sequence[Tree], states: Sequence[int], most: int, late: int) -> Chain:
    """The chain of a tree.

    Args:
        at: What is left of it at each number it begins with.
        states: How many states each level has.
        most: Entries a table may have, if it looks at more than one level.
        late: The first of the levels that have tables of their own, after the others.

    """
    steps: list[Step] = []
    rest = sorted({level for tree in at for level in _levels(tree)})
    while rest:
        levels = _taken([n for n in rest if (n < late) == (rest[0] < late)], len(at), states, most)
        rest = rest[len(levels) :]
        led = at
        for level in levels:
            led = [_part(t, level, state) for t in led for state in range(states[level])]
        table, first = _numbered([id(t) for t in led])
        at = [led[n] for n in first]
        steps.append(Step(levels, table))
    return Chain(tuple(steps) or (Step((), tuple(range(len(at)))),), tuple(at))


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
    return tree.parts[min(state, len(tree.parts) - 1)][1]


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
            stack += [p for _, p in part.parts]
    return found
