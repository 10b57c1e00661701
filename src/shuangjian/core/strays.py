# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Rows whose group is not known: each may belong to any group that agrees with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import combinations
from operator import and_
from typing import Any

import narwhals as nw

from .columns import MARK
from .graph import Ask
from .rows import Rows

_STRAY = f"{MARK}stray"


def strays_of(rows: Rows, left: Any) -> Any:
    """What is known of the groups of the rows that are left, each once; None where all rows have one, or none has."""
    if not isinstance(rows.is_keyed(), Ask):
        return None
    known = map(rows.asker.graph.known, rows.keys.values())
    parts = {n: nw.when(rows.columns(is_known)).then(x) for (n, x), is_known in zip(_parts(rows), known, strict=False)}
    return rows.with_keys(left).select(**(dict(_parts(rows)) | parts)).unique()


def wholeness(rows: Rows, frame: Any, strays: Any) -> tuple[Any, Any]:
    """A frame of a row a group, and whether no stray may belong to it."""
    frame, are_whole = frame.with_columns(**dict(_parts(rows))), []
    keys = [n for n, _ in _parts(rows)]
    for missing in _some_of(keys[: len(rows.keys)]):
        agreeing = strays.filter(*(nw.col(n).is_null() == (n in missing) for n in keys))
        frame, is_whole = _beside(frame, agreeing, [n for n in keys if n not in missing])
        are_whole.append(is_whole)
    return frame, reduce(and_, are_whole)


def _parts(rows: Rows) -> Iterator[tuple[str, Any]]:
    """The parts of a group under names of their own; the place comes last, and none is one as well."""
    for n in rows.group:
        is_place = n == "place"
        yield f"{_STRAY}_{n}", nw.concat_str(nw.lit("="), nw.col(n)).fill_null("") if is_place else nw.col(n)


def _some_of(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Every choice of one or more."""
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)


def _beside(frame: Any, strays: Any, on: list[str]) -> tuple[Any, Any]:
    """The frame, and whether no stray agrees with a row of it on these columns."""
    name = "_".join([_STRAY, "beside", *(n.removeprefix(_STRAY) for n in on)])
    if not on:
        return frame.join(strays.select(nw.len().alias(name)), how="cross"), nw.col(name) == 0
    return frame.join(strays.select(*on, nw.lit(1).alias(name)), on=on, how="left"), nw.col(name).is_null()
