# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Which engines a table may be of, and what is handed back: a table of the same kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw

from .fault import TableError

_NATIVE = {
    nw.Implementation.POLARS,
    nw.Implementation.DUCKDB,
    nw.Implementation.PYSPARK,
    nw.Implementation.PYSPARK_CONNECT,
    nw.Implementation.IBIS,
}
ENGINES = "Polars, DuckDB, PySpark, Ibis, PyArrow, or pandas with Arrow types"


def opened(table: Any) -> Any:
    """The table as a frame of narwhals: PyArrow and pandas with Arrow types are read by Polars, without a copy.

    Raises:
        TableError: if it is of no engine that keeps what is not known apart from what is false.

    """
    frame = _from_native(table)
    if frame.implementation is nw.Implementation.PANDAS:
        return _by_polars(_arrow_of(table))
    if frame.implementation is nw.Implementation.PYARROW:
        return _by_polars(table)
    if frame.implementation not in _NATIVE:
        raise TableError([f"a table of {frame.implementation.name.lower()} is not read; hand over one of {ENGINES}"])
    return frame


def handed_back(table: Any) -> Callable[[Any], Any]:
    """What makes of our frame one of the kind that was handed over."""
    engine = _from_native(table).implementation
    if engine is nw.Implementation.PYARROW:
        return lambda frame: _done(frame).to_arrow()
    if engine is nw.Implementation.PANDAS:
        return lambda frame: _to_pandas(_done(frame).to_arrow())
    return lambda frame: frame.to_native()


def collected(frame: Any) -> list[dict[str, Any]]:
    """The rows of a small frame."""
    return list(frame.lazy().collect("pyarrow").to_native().to_pylist())


def unpivoted(frame: Any, *, on: Sequence[str], index: Sequence[str], names: tuple[str, str]) -> Any:
    """A row for each of some columns: its name, its value, and the index."""
    name, value = names
    if frame.implementation is not nw.Implementation.DUCKDB:
        return frame.unpivot(on=list(on), index=list(index), variable_name=name, value_name=value)
    listed = ", ".join(f'"{c}"' for c in on)  # names of ours: narwhals would unpivot on another connection
    query = f'from _sj_wide unpivot ("{value}" for "{name}" in ({listed}))'
    return nw.from_native(frame.to_native().query("_sj_wide", query))


def unfolded(frame: Any, columns: Sequence[str], name: str) -> Any:
    """A row for each of these columns that holds more than 0, with the number it holds in a column of its own.

    Not every engine shares what the columns are made of, if each is looked at in turn: these unfold a row at once.
    """
    native = frame.to_native()
    if frame.implementation is nw.Implementation.DUCKDB:
        each = [f'"{c}"' for c in columns]
        listed = f"case when {' + '.join(each)} = 0 then [] else [{', '.join(each)}] end"  # most rows hold nothing
        return nw.from_native(native.project(f'*, unnest({listed}) as "{name}"').filter(f'"{name}" > 0'))
    if frame.implementation is nw.Implementation.POLARS:
        kept = [frame.filter(nw.col(c) > 0).with_columns(nw.col(c).alias(name)) for c in columns]
        return nw.concat(kept, how="vertical")
    import pyspark.sql.functions as f  # noqa: PLC0415  # only where it is used

    return nw.from_native(native.withColumn(name, f.explode(f.array(*columns))).filter(f.col(name) > 0))


def _from_native(table: Any) -> Any:
    try:
        return nw.from_native(table)
    except TypeError as fault:
        raise TableError([f"{type(table).__name__} is no table; hand over one of {ENGINES}"]) from fault


def _by_polars(table: Any) -> Any:
    import polars as pl  # noqa: PLC0415  # only where it is used

    return nw.from_native(pl.DataFrame(table).lazy())


def _done(frame: Any) -> Any:
    return frame.to_native().collect()


def _arrow_of(table: Any) -> Any:
    """A frame of pandas as PyArrow; NumPy's types take what is not known for false, or for a number."""
    import pandas as pd  # noqa: PLC0415  # only where it is used
    import pyarrow as pa  # noqa: PLC0415

    odd = [str(name) for name, dtype in table.dtypes.items() if not isinstance(dtype, pd.ArrowDtype)]
    if odd:
        cure = "hand over table.convert_dtypes(dtype_backend='pyarrow') after you have looked at its types"
        raise TableError([f"{', '.join(odd)}: NumPy's types lose what is not known; {cure}"])
    return pa.Table.from_pandas(table, preserve_index=False)


def _to_pandas(table: Any) -> Any:
    import pandas as pd  # noqa: PLC0415

    return table.to_pandas(types_mapper=pd.ArrowDtype)
