"""Parquet: scanned in place; a column with a type of its own is not read as text."""
# ruff: noqa: S608  # names and literals pass through `name` and `text`

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import duckdb

from .cells import said
from .engine import name, text
from .source import Column, Source

_ROW = "file_row_number"


@attrs.frozen(kw_only=True)
class Parquet:
    """A Parquet file whose schema was read.

    Attributes:
        header: The names of its columns.
        columns: Its columns.
        path: The file.

    """

    header: list[str]
    columns: tuple[Column, ...]
    path: Path

    def source(self, fields: Sequence[str | None]) -> Source:  # noqa: ARG002  # the readers of all forms are called alike
        """Make it ready to be scanned."""
        values = ", ".join(c.value for c in self.columns)
        return Source(
            columns=self.columns,
            scan=f"SELECT {_ROW} + 1 AS line, NULL::BIGINT AS odd, {values} FROM {_scan(self.path)}",
            cells=f"[{', '.join(said(c.value, c.type) for c in self.columns)}]",
            fits="true",
            index="line - 1",
            is_kept=False,
        )


def parquet(path: Path, engine: duckdb.DuckDBPyConnection) -> Parquet:
    """Open a Parquet file.

    Raises:
        duckdb.Error: if it is none.

    """
    described = engine.execute(f"DESCRIBE SELECT * EXCLUDE ({_ROW}) FROM {_scan(path)}").fetchall()
    header = [n.strip() for n in _names(engine, path)]
    columns = tuple(Column(h, name(n), t) for h, (n, t, *_) in zip(header, described, strict=True))
    return Parquet(header=header, columns=columns, path=path)


def _scan(path: Path) -> str:
    return f"read_parquet({text(path)}, {_ROW} = true)"


def _names(engine: duckdb.DuckDBPyConnection, path: Path) -> Iterator[str]:
    """The names as they stand in the file; the engine changes those that come twice."""
    rows = iter(engine.execute(f"SELECT name, num_children FROM parquet_schema({text(path)})").fetchall())
    _, columns = next(rows)
    for _ in range(columns or 0):
        top, children = next(rows)
        yield top
        while children:
            children += (next(rows)[1] or 0) - 1
