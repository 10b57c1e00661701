"""Good rows from bad: the engine reads what it is sure of, the reader of records looks at the rest, row by row."""
# ruff: noqa: S608  # names and literals pass through `name` and `text`

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import attrs
import duckdb

from ...records.values import LONGEST_ID
from .doubt import Doubtful, Reader, texts
from .engine import name
from .mapping import TYPE
from .source import Source
from .typed import Typed, value

_BATCH = 10_000
_REJECTED = "line BIGINT, index BIGINT, fields VARCHAR[], whats VARCHAR[], record VARCHAR"


@attrs.frozen
class Sifted:
    """What became of the rows.

    Attributes:
        good: SQL of the good ones.
        rows: How many there are.
        rejected: How many stand in the table ``rejected``.

    """

    good: str
    rows: int
    rejected: int


def sift(engine: duckdb.DuckDBPyConnection, source: Source, reader: Reader, *, most: int | None = None) -> Sifted:
    """Read every row of a file.

    Args:
        engine: Where the tables are made.
        source: The file.
        reader: What is known of its records.
        most: Rejected rows to stop at; None: look at all.

    Raises:
        duckdb.Error: if the file cannot be read after all, or does not fit.

    """
    columns = {f: c for f, c in zip(reader.fields, source.columns, strict=True) if f is not None}
    held = [f for f in columns if f != TYPE]
    kind = "TABLE" if source.is_kept else "VIEW"
    engine.execute(f"CREATE {kind} rows AS {Typed(reader.cls, source, columns, reader.known).sql()}")
    rows, doubtful = _only(engine, "SELECT count(*), count(*) FILTER (NOT sound) FROM rows")
    again = _again(engine) if "id" in columns else 0
    _room(engine, source, is_again=bool(again))
    if doubtful or again:
        _look(engine, source, reader, held, most)
    (rejected,) = _only(engine, "SELECT count(*) FROM rejected")
    return Sifted(_good(held, is_any=bool(doubtful or again), is_again=bool(again)), rows, rejected)


def _only(engine: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """The only row of a query."""
    row: tuple[Any, ...] = engine.execute(sql).fetchall()[0]
    return row


def _good(fields: Sequence[str], *, is_any: bool, is_again: bool) -> str:
    """SQL of the good rows; where none was in doubt a plain selection, so that no engine reads more than it needs."""
    sound = f"SELECT {', '.join(['line', *(f'{value(f)} AS {name(f)}' for f in fields)])} FROM"
    if not is_any:
        return f"{sound} rows"
    first = " AND line NOT IN (SELECT line FROM doubts)" if is_again else ""
    return f"{sound} rows WHERE sound{first} UNION ALL {sound} mended"


# ------------------------------------------------------------------------------------------- rows in doubt


def _again(engine: duckdb.DuckDBPyConnection) -> int:
    """Note the ids that come more than once, each with the line of the first; how many there are."""
    of = value("id")
    counted = f"SELECT {of} AS id, min(line) AS first FROM rows WHERE length({of}) <= {LONGEST_ID} GROUP BY {of}"
    engine.execute(f"CREATE TABLE again AS {counted} HAVING count(*) > 1")
    return int(_only(engine, "SELECT count(*) FROM again")[0])


def _room(engine: duckdb.DuckDBPyConnection, source: Source, *, is_again: bool) -> None:
    """Note the rows to be looked at, and make room for what becomes of them."""
    first, join = "NULL::BIGINT", ""
    if is_again:
        first, join = "a.first", f"LEFT JOIN again a ON r.{value('id')} = a.id AND r.line > a.first"
    doubts = f"SELECT r.line, r.{source.index} AS index, {first} AS first FROM rows r {join}"
    engine.execute(f"CREATE TABLE doubts AS {doubts} WHERE NOT r.sound OR {first} IS NOT NULL")
    engine.execute("CREATE TABLE mended AS SELECT * EXCLUDE (sound) FROM rows LIMIT 0")
    engine.execute(f"CREATE TABLE rejected ({_REJECTED})")


def _look(
    engine: duckdb.DuckDBPyConnection, source: Source, reader: Reader, fields: Sequence[str], most: int | None
) -> None:
    """Look at each row in doubt."""
    types = [str(t) for _, t, *_ in engine.execute("DESCRIBE mended").fetchall()]
    mend = f"INSERT INTO mended SELECT {', '.join(f'unnest(?::VARCHAR[])::{t}' for t in types)}"
    reject = f"INSERT INTO rejected SELECT {', '.join(f'unnest(?::{c.split()[1]}[])' for c in _REJECTED.split(', '))}"
    with source.odd.open("rb") if source.odd else BytesIO() as odd:
        reader = attrs.evolve(reader, odd=odd, encoding=source.encoding)
        count = 0
        for batch in _batches(engine, source):
            if most is not None and count >= most:
                return
            mended: list[list[str | None]] = []
            rejected: list[tuple[object, ...]] = []
            for row in batch:
                fact, told, record = reader.read(row)
                if fact is not None:
                    mended.append([str(row.line), *texts(fact, fields)])
                else:
                    rejected.append((row.line, row.index, [f for f, _ in told], [w for _, w in told], record))
            count += len(rejected)
            for sql, made in ((mend, mended), (reject, rejected)):
                if made:
                    engine.execute(sql, [list(column) for column in zip(*made, strict=True)])


def _batches(engine: duckdb.DuckDBPyConnection, source: Source) -> Iterator[list[Doubtful]]:
    """The rows in doubt in the order of the file, with their cells; the file is read again for them."""
    cells = f"SELECT line, odd, {source.cells} AS cells FROM ({source.scan})"
    wanted = "d.line, d.index, d.first, s.odd, s.cells"
    cursor = engine.cursor()
    cursor.execute(f"SELECT {wanted} FROM ({cells}) s JOIN doubts d ON s.line = d.line ORDER BY d.line")
    while batch := cursor.fetchmany(_BATCH):
        yield [Doubtful(*row) for row in batch]
