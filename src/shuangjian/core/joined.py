# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Joins on tables: what the others come to for each key, by their groups, beside each row that has the key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import reduce
from operator import and_
from typing import Any

import narwhals as nw

from .columns import MARK, possible
from .derive import Derivation
from .expr import Node
from .groups import Made, gathered
from .join import Join
from .rows import Rows, answers_of, apart, dtype_of, widened
from .turns import unless_stated
from .whole import OVER
from .words import Clock

_THERE, _VAGUE, _KEYED, _WHOLE = (f"{MARK}{n}" for n in ("there", "vague", "keyed", "whole"))
"""Whether any matches, of how many nobody knows what they match, whether a row has a key, and whether all is known."""
_OF_NOTHING: Mapping[str, Any] = {"total": 0, "count": 0, "distinct": 0, "peak": 0, "some": False}
"""What words come to where nothing matches; the others are not known."""


def joined(
    frame: Any, others: Any, join: Join[Any, Any], *, unknown: Iterable[str] = (), unknown_of_others: Iterable[str] = ()
) -> Made:
    """Complete the rows of a table by those of another: the same as of lists of these records.

    Args:
        frame: A frame of narwhals, its columns named by the fields of the source.
        others: Another of the same engine, its columns named by the fields of the other class.
        join: The join.
        unknown: Fields of the source nobody knows: there is no column for them.
        unknown_of_others: The same of the others.

    """
    spelled, words = apart(join.spelled, OVER)
    rows = Rows(frame, _as_derivation(join, join.source), unknown)
    _, left = rows.parted()
    keys = _keys(rows)
    frame = _matched(widened(frame, keys), _beside(others, join, words, unknown_of_others), list(keys), words)
    frame, answers = answers_of(rows, frame, spelled, words)
    made = {n: nw.when(nw.col(_KEYED)).then(possible(e, rows.form.fields[n])) for n, e in answers.items()}
    fields = {n: unless_stated(rows, n, e) for n, e in made.items()}
    return Made(frame.with_columns(**fields).select(*dict.fromkeys([*rows.schema, *fields])), left)


def _as_derivation(join: Join[Any, Any], source: type[Any]) -> Derivation[Any, Any]:
    """What the rows of either table are asked by."""
    return Derivation(join.name, source, join.source, join.by, None, join.spelled)


def _keys(rows: Rows) -> dict[str, Any]:
    """Columns for the keys, of one type in both tables: an id may be a text in one and a number in the other."""
    return {f"{MARK}key{n}": _key(rows, field) for n, field in enumerate(rows.keys)}


def _key(rows: Rows, field: str) -> Any:
    type_ = rows.form.types[field]
    key = rows.columns(rows.keys[field], dtype_of(type_))
    if type_ is str:
        return key.cast(nw.String())
    is_number = type_ in (int, Clock) or (isinstance(type_, type) and issubclass(type_, Enum))
    return key.cast(nw.Int64()) if is_number else key


def _beside(others: Any, join: Join[Any, Any], words: Mapping[str, Node], unknown: Iterable[str]) -> tuple[Any, Any]:
    """What the words come to for each key there is, and a table of one row: of how many others it is not known."""
    there = others.collect_schema().names()
    rows = Rows(others.drop("place") if "place" in there else others, _as_derivation(join, join.other), unknown)
    keyed, vague = rows.parted()
    keys = _keys(rows)
    rows.group = tuple(keys)
    frame, told = gathered(rows, widened(keyed, keys), words)
    return widened(frame, told).select(*keys, *told, nw.lit(1).alias(_THERE)), vague.select(nw.len().alias(_VAGUE))


def _matched(frame: Any, beside: tuple[Any, Any], keys: list[str], words: Mapping[str, Node]) -> Any:
    """The frame with what each word comes to for its rows."""
    is_keyed = reduce(and_, (~nw.col(k).is_null() for k in keys))
    frame = frame.join(beside[0], on=keys, how="left").join(beside[1], how="cross")
    frame = frame.with_columns(**{_KEYED: is_keyed, _WHOLE: is_keyed & (nw.col(_VAGUE) == 0)})
    schema = frame.collect_schema()
    return widened(frame, {n: _known(n, words[n].op, schema[n]) for n in words if n in schema})


def _known(name: str, op: str, dtype: Any) -> Any:
    """What a word comes to of all that match, as far as it is known what does."""
    said, is_whole = nw.col(name), nw.col(_WHOLE)
    if op in _OF_NOTHING:
        said = nw.when(nw.col(_THERE).is_null()).then(nw.lit(_OF_NOTHING[op]).cast(dtype)).otherwise(said)
    return nw.when(said | is_whole if op == "some" else is_whole).then(said)
