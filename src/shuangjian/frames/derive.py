# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Make facts of the facts in a table: a class's day from its homework, a lesson with the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import narwhals as nw

from ..core.derive import Derivation
from ..core.fact import form
from ..core.groups import made
from .engine import handed_back
from .findings import KEY
from .intake import name_of, read


@attrs.frozen
class Derived:
    """What a derivation made of a table: two tables of the same engine, lazy where it has such, in no order.

    Attributes:
        facts: The facts made, a column a field, and ``place``; what the derivation does not say of them is null. A
            window gives the rows as they were, completed, with the column that names them.
        left: Rows whose group is not known, a column a field, with the column that names them, the caller's to report:
            of a group such a row may belong to no sum, count or extreme is known.

    """

    facts: Any
    left: Any


def derive(  # noqa: PLR0913  # every option of a derivation, each by its name
    table: Any,
    derivation: Derivation[Any, Any],
    *,
    columns: Mapping[str, str] | None = None,
    unknown: Iterable[str] = (),
    key: str | None = None,
    place: str | None = None,
    calendar: Any = None,
) -> Derived:
    """Make facts of a table, a row a record, in the engine that holds it: the same as of a list of these records.

    Args:
        table: A frame of Polars, DuckDB, PySpark, Ibis, PyArrow, or of pandas with Arrow types.
        derivation: The derivation.
        columns: The field each column gives, by the column; one that has a field's own name needs no entry.
        unknown: Fields nobody knows: there is no column for them.
        key: The column that names a record, else the one of the field ``id``, if there is one; in a window records
            that come at one moment are told apart by it, as texts.
        place: Place of the rows that name none.
        calendar: A table of the same engine that tells what a day is, as for `check`.

    Raises:
        TableError: before any work, with everything that is wrong with the table or the options.

    """
    source = derivation.source
    optional = ["id"] if derivation.order is None else ["id", *derivation.spelled]
    faults = key_faults(key, columns or {}, source)
    frame = read(
        table, source, derivation.reads, optional=optional, whole=True, columns=columns, unknown=unknown, key=key,
        place=place, calendar=calendar, faults=faults,
    )  # fmt: skip
    there = frame.collect_schema().names()
    if place is not None and "place" not in there:
        frame = frame.with_columns(nw.lit(place).alias("place"))
    found = made(frame, derivation, unknown=set(unknown) - set(there), name=name_of(key, there))
    back, facts = handed_back(table), found.facts if derivation.order is None else named(found.facts, key)
    return Derived(back(facts), back(named(found.left, key)))


def key_faults(key: str | None, columns: Mapping[str, str], source: type[Any]) -> list[str]:
    """The key keeps its name, which must not be that of a field another column gives."""
    is_taken = key in {*form(source).fields, "place", "id"} and (key in columns or key in columns.values())
    return [f"key: {key} is a field that another column gives; give the column another name"] if is_taken else []


def named(frame: Any, key: str | None) -> Any:
    """The frame with the column that names its records under its own name."""
    if key is None:
        return frame
    names = [n for n in frame.collect_schema().names() if n not in (KEY, key)]
    return frame.select(*names, nw.col(KEY).alias(key))
