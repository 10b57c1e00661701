# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Trees of features on a table: each feature a column of small numbers, each tree a few lookups by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from .chain import Chain, Step, chain, shared
from .columns import MARK, Columns
from .engine_words import LONGEST, looked_up
from .features import Features
from .forks import Tree
from .layout import laid_out
from .states import with_states

_FIRST = f"{MARK}first"
"""The column of the number all trees begin with."""


def is_tabled(frame: Any) -> bool:
    """Whether an engine has lookups."""
    return frame.implementation in LONGEST


class Tabled:
    """A frame whose rows are looked up by what they show.

    Attributes:
        frame: The frame, with a column for each feature.

    """

    def __init__(self, frame: Any, columns: Columns, features: Features) -> None:
        """Number what each row shows."""
        self.longest = LONGEST[frame.implementation]
        self._codes = [f"{MARK}f{n}" for n in range(len(features.found))]
        self._states = [len(f.states) for f in features.found]
        frame = laid_out(frame, columns, [], kept=[f.ask for f in features.found])
        self.frame = with_states(frame, columns, dict(zip(self._codes, features.found, strict=True)))

    def with_numbers(self, trees: Mapping[str, Tree], numbers: Mapping[str, Mapping[Any, int]]) -> Any:
        """The frame with a column a tree: the number of the end a row comes to.

        Args:
            trees: The tree of each column.
            numbers: The number of each of its ends.

        """
        first, left = shared(list(trees.values()), self._states, self.longest)
        frame = self._looked_up(self.frame, {_FIRST: (first, None, first.table)})
        chains = {n: chain(at, self._states, self.longest) for n, at in zip(trees, left, strict=True)}
        for at in range(max((len(c.steps) for c in chains.values()), default=0)):
            here = {n: c for n, c in chains.items() if at < len(c.steps)}
            frame = self._looked_up(frame, {_name(n, c, at): _step(n, c, at, numbers[n]) for n, c in here.items()})
        return frame

    def _looked_up(self, frame: Any, wanted: Mapping[str, tuple[Step, str | None, Sequence[int]]]) -> Any:
        at = {f"{n}{MARK}at": self._index(step, before) for n, (step, before, _) in wanted.items()}
        return looked_up(frame.with_columns(**at), {n: (f"{n}{MARK}at", table) for n, (_, _, table) in wanted.items()})

    def _index(self, step: Step, before: str | None) -> Any:
        index = None if before is None else nw.col(before)
        for level in step.levels:
            code = nw.col(self._codes[level])
            index = code if index is None else index * self._states[level] + code
        return nw.lit(0) if index is None else index


def _name(name: str, c: Chain, at: int) -> str:
    """The column a step leads to."""
    return _FIRST if at < 0 else name if at == len(c.steps) - 1 else f"{name}{MARK}{at}"


def _step(name: str, c: Chain, at: int, numbers: Mapping[Any, int]) -> tuple[Step, str, Sequence[int]]:
    """A step, the column it begins with, and its table; the last one's is of the numbers asked for."""
    step, is_last = c.steps[at], at == len(c.steps) - 1
    return step, _name(name, c, at - 1), [numbers[c.ends[n]] for n in step.table] if is_last else step.table
