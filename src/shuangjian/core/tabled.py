# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Trees of features on a table: each feature a column of small numbers, each tree a few lookups by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import attrs

from .chain import Chain, Step, chain, shared
from .columns import MARK, Columns
from .engine_words import LONGEST, looked_up, reads_texts_late, room
from .features import Features
from .forks import Tree
from .guards import guards
from .layout import laid_out
from .packed import Packed
from .states import with_states
from .turns import Window

_FIRST = f"{MARK}first"
"""The column of the number all trees begin with."""


def is_tabled(frame: Any) -> bool:
    """Whether an engine has lookups."""
    return frame.implementation in LONGEST


class Tabled:
    """A frame whose rows are looked up by what they show.

    What hangs on a window comes last: what can be looked up before goes through it as a few small numbers.
    """

    def __init__(self, frame: Any, columns: Columns, features: Features, window: Window | None = None) -> None:
        """Number what each row shows."""
        self.frame, self.columns, self.window, self.longest = frame, columns, window, LONGEST[frame.implementation]
        self._codes = {f"{MARK}f{n}": f for n, f in enumerate(features.found)}
        self._names = list(self._codes)
        self._sizes = [room(frame.implementation, len(f.states)) for f in features.found]
        self._late = features.late

    def with_numbers(self, trees: Mapping[str, Tree], numbers: Mapping[str, Mapping[Any, int]]) -> Any:
        """The frame with a column a tree: the number of the end a row comes to.

        Args:
            trees: The tree of each column.
            numbers: The number of each of its ends.

        """
        first, left = shared(list(trees.values()), self._sizes[: self._late], self.longest)
        chains = {n: chain(at, self._sizes, self.longest, self._late) for n, at in zip(trees, left, strict=True)}
        moves = {n: list(_moves(n, c, numbers[n])) for n, c in chains.items()}
        early = {n: [m for m in each if all(at < self._late for at in m.levels)] for n, each in moves.items()}
        begin = [*_begun(first)]
        guards = self._guards(list(trees.values()))
        frame = self._numbered(self.frame, self._names[: self._late], guards)
        frame = self._moved(self._moved(frame, [begin]), early.values())
        if self.window is None:
            return frame
        reached = {m.name: max(m.table) + 1 for m in (each[-1] if each else begin[-1] for each in early.values())}
        packed = Packed(reached)
        done = {*self._names[: self._late], *(m.name for each in (begin, *early.values()) for m in each)} - {*reached}
        frame = packed.packed(frame).drop(*done)
        frame = packed.unpacked(self.window.completed(frame, self.columns.cleaned()))
        self.columns.forget()
        frame = self._numbered(frame, self._names[self._late :], {})
        return self._moved(frame, [each[len(early[n]) :] for n, each in moves.items()])

    def _guards(self, trees: Sequence[Tree]) -> Mapping[str, tuple[str, Sequence[int]]]:
        """What guards the texts of an engine that reads them one by one, by their columns."""
        if not reads_texts_late(self.frame.implementation):
            return {}
        early = list(enumerate(self._codes.values()))[: self._late]
        texts = [n for n, f in early if f.is_of_places or self.columns.texts(f.ask)]
        found = guards(trees, texts, {n: len(f.states) for n, f in early if n not in texts})
        return {self._names[n]: (self._names[guard.level], guard.states) for n, guard in found.items()}

    def _numbered(self, frame: Any, names: Sequence[str], guards: Mapping[str, tuple[str, Sequence[int]]]) -> Any:
        """The frame with a column for the state of each of these features."""
        features = {n: self._codes[n] for n in names}
        frame = laid_out(frame, self.columns, [], kept=[f.ask for f in features.values()])
        return with_states(frame, self.columns, features, guards) if features else frame

    def _moved(self, frame: Any, moves: Iterable[Sequence[_Move]]) -> Any:
        """The frame with a column for each move, the first of all at once, then the second."""
        for here in zip_longest(*moves):
            each = {m.name: m for m in here if m is not None}
            frame = looked_up(frame, {n: (self._parts(m), m.table) for n, m in each.items()})
        return frame

    def _parts(self, move: _Move) -> list[tuple[str, int]]:
        """What says where a move looks."""
        begun = [] if move.before is None else [(move.before, 0)]
        return [*begun, *((self._names[level], self._sizes[level]) for level in move.levels)]


@attrs.frozen
class _Move:
    """A step of a chain on a table.

    Attributes:
        name: The column it leads to.
        before: The column it begins with.
        levels: The features it looks at.
        table: The numbers it leads to.

    """

    name: str
    before: str | None
    levels: tuple[int, ...]
    table: Sequence[int]


def _begun(steps: Sequence[Step]) -> Iterator[_Move]:
    """The moves all trees begin with."""
    before = None
    for at, step in enumerate(steps, 1):
        name = _FIRST if at == len(steps) else f"{_FIRST}{at}"
        yield _Move(name, before, step.levels, step.table)
        before = name


def _moves(name: str, c: Chain, numbers: Mapping[Any, int]) -> Iterator[_Move]:
    """The moves of a chain; the last leads to the numbers asked for."""
    names = [_FIRST, *(f"{name}{MARK}{at}" for at in range(len(c.steps) - 1)), name]
    for at, step in enumerate(c.steps, 1):
        table = [numbers[c.ends[n]] for n in step.table] if at == len(c.steps) else step.table
        yield _Move(names[at], names[at - 1], step.levels, table)
