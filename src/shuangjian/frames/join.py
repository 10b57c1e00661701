"""Complete the records of a table by those of another that share a key: a lesson by the register of addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..core.join import Join
from ..core.joined import joined
from .derive import Derived, key_faults, named
from .engine import handed_back, opened
from .fault import TableError
from .intake import read


def join(  # noqa: PLR0913  # every option of a join, each by its name
    table: Any,
    others: Any,
    how: Join[Any, Any],
    *,
    columns: Mapping[str, str] | None = None,
    unknown: Iterable[str] = (),
    key: str | None = None,
    others_columns: Mapping[str, str] | None = None,
    others_unknown: Iterable[str] = (),
) -> Derived:
    """Complete the records of a table, a row a record, in the engine that holds it: the same as of lists of these.

    Args:
        table: A frame of Polars, DuckDB, PySpark, Ibis, PyArrow, or of pandas with Arrow types.
        others: Another of the same engine, which is taken as whole: what is not in it does not match.
        how: The join.
        columns: The field each column gives, by the column; one that has a field's own name needs no entry.
        unknown: Fields nobody knows: there is no column for them.
        key: The column that names a record, else the one of the field ``id``, if there is one.
        others_columns: As `columns`, of the others.
        others_unknown: As `unknown`, of the others.

    Returns:
        The rows as they were, completed; and in `left` those whose key is not known, which are among the facts too.

    Raises:
        TableError: before any work, with everything that is wrong with the tables or the options.

    """
    faults = [*key_faults(key, columns or {}, how.source), *_one_engine(table, others)]
    frame, others_frame = _both(
        lambda: read(
            table, how.source, how.reads, optional=["id", *how.spelled], whole=True, columns=columns, unknown=unknown,
            key=key, faults=faults,
        ),
        lambda: read(others, how.other, how.reads_of_others, columns=others_columns, unknown=others_unknown),
    )  # fmt: skip
    found = joined(
        frame, others_frame, how,
        unknown=set(unknown) - set(frame.collect_schema().names()), unknown_of_others=others_unknown,
    )  # fmt: skip
    back = handed_back(table)
    return Derived(back(named(found.facts, key)), back(named(found.left, key)))


def _one_engine(table: Any, others: Any) -> list[str]:
    engines = [opened(t).implementation for t in (table, others)]
    names = " and ".join(e.name.lower() for e in engines)
    return [] if engines[0] is engines[1] else [f"the two tables are of {names}; hand over both of one"]


def _both(*reads: Callable[[], Any]) -> list[Any]:
    """Both tables, or all that is wrong with either; what is wrong with the others says so."""
    frames, faults = [], []
    for whose, one in zip(("", "others: "), reads, strict=True):
        try:
            frames.append(one())
        except TableError as refused:
            faults += [f"{whose}{fault}" for fault in refused.faults]
    if faults:
        raise TableError(faults)
    return frames
