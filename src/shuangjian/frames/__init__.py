"""Whole tables: the same rules on Polars, DuckDB, PySpark, Ibis, PyArrow and pandas with Arrow types."""

from .calendar import calendar_days
from .check import Options, check, summarise, worklist
from .counts import Work
from .derive import Derived, derive
from .fault import TableError
from .join import join

__all__ = [
    "Derived",
    "Options",
    "TableError",
    "Work",
    "calendar_days",
    "check",
    "derive",
    "join",
    "summarise",
    "worklist",
]
