# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Several small numbers of a row in one: a window carries few columns faster than many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from .columns import MARK
from .engine_words import projected, together

_BITS = 31
"""Of a number of 32 bits, without its sign."""


class Packed:
    """Columns of numbers from 0 on, each below its limit, that go together in as few columns as they fit in."""

    def __init__(self, limits: Mapping[str, int]) -> None:
        """For these columns; where each goes is settled here."""
        self._at: dict[str, tuple[int, int, int]] = {}
        pack, used = 0, 0
        for name, limit in limits.items():
            bits = (limit - 1).bit_length()
            pack, used = (pack, used) if used + bits <= _BITS else (pack + 1, 0)
            self._at[name] = (pack, used, bits)
            used += bits

    def packed(self, frame: Any) -> Any:
        """The frame with the columns they go together in, in place of theirs."""
        parts: dict[str, list[tuple[str, int]]] = {}
        for name, (pack, _, bits) in reversed(self._at.items()):
            parts.setdefault(_column(pack), []).append((name, 1 << bits))
        return together(frame, parts).drop(*self._at)

    def unpacked(self, frame: Any) -> Any:
        """The frame with each number in its column again."""
        if frame.implementation is nw.Implementation.POLARS:
            each = {n: nw.col(_column(p)) // 2**shift % 2**bits for n, (p, shift, bits) in self._at.items()}
            return frame.with_columns(**each)
        say = _shifted if frame.implementation is nw.Implementation.DUCKDB else _shifted_right
        return projected(frame, {n: say(_column(p), shift, bits) for n, (p, shift, bits) in self._at.items()})


def _column(pack: int) -> str:
    return f"{MARK}pack{pack}"


def _shifted(column: str, shift: int, bits: int) -> str:
    return f'("{column}" >> {shift}) & {2**bits - 1}'


def _shifted_right(column: str, shift: int, bits: int) -> str:
    return f"shiftright(`{column}`, {shift}) & {2**bits - 1}"
