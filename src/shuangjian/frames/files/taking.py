"""A file of records as a typed table of its good rows, and every other row with the reasons: none is lost."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import attrs
import duckdb

from ...core.fact import Fact, form
from ...core.verdict import Source as Where
from ...records import RecordFault, Rejected
from ...records.raw import named
from ...records.strangers import Known
from .cells import field, is_text, misfit
from .delimited import Delimited, delimited
from .doubt import Reader
from .engine import connect, linked
from .fault import broken, told
from .mapping import TYPE, Names, absent, placed
from .parquet import Parquet, parquet
from .sifted import sift
from .source import Column, Source
from .workbook import Workbook, workbook

ENDINGS = (".csv", ".parquet", ".xlsx")
_BATCH = 10_000


@attrs.frozen(kw_only=True)
class Intake:
    """A file that was taken in. It lives as long as the block it was opened in.

    Attributes:
        fact: The type of record.
        file: The file, as faults and findings name it.
        engine: The engine the tables live in. It may read the file and `folder`, and write into `folder`.
        folder: A folder of its own, gone when the block ends.
        good: The rows that were read: a column a field, `id` and `place` where the file has them, and `line`, the
            line of a CSV, the row of a sheet, or the row of a Parquet file from 1.
        rows: How many rows the file has; blank lines are none.
        rejected: How many of them were rejected.
        unknown: The fields the file has no column for.

    """

    fact: type[Fact]
    file: str
    engine: duckdb.DuckDBPyConnection
    folder: Path
    good: duckdb.DuckDBPyRelation
    rows: int
    rejected: int
    unknown: tuple[str, ...]

    def rejects(self) -> Iterator[Rejected]:
        """The rows that were not read, in the order of the file, each with every reason.

        Raises:
            FileError: if the engine has no room left to tell them.

        """
        wanted = "SELECT line, index, fields, whats, record FROM rejected WHERE rowid BETWEEN ? AND ?"
        for start in range(0, self.rejected, _BATCH):  # a result of all of them would be held in memory
            with told(self.file):
                batch = self.engine.cursor().execute(wanted, [start, start + _BATCH - 1]).fetchall()
            for line, index, fields, whats, record in batch:
                at = f"records[{index}]"
                paths = [f"{at}.{f}" if f else at for f in fields]
                faults = tuple(RecordFault(self.file, line, p, w) for p, w in zip(paths, whats, strict=True))
                yield Rejected(record, Where(self.file, line), index, faults)


@contextmanager
def intake(  # noqa: PLR0913  # each is a choice of its own
    path: str | PathLike[str],
    fact: type[Fact],
    names: Names | None = None,
    *,
    known: Known = MappingProxyType({}),
    most: int | None = None,
    memory: str | None = None,
    scratch: str | PathLike[str] | None = None,
) -> Generator[Intake, None, None]:
    """Take in a file of records.

    Args:
        path: CSV, Parquet or Excel, by its ending.
        fact: The type of all its records.
        names: The map of its columns; without one every column has the name of its field.
        known: The ids of places and calendars there are; a record that names another is rejected.
        most: Stop looking at rows once so many are rejected, where one is enough to refuse the file; then some are in
            neither table.
        memory: The most the engine may take, such as "2GB"; by default four fifths of the machine's.
        scratch: Where a folder for copies may be made that take about the room of the file.

    Raises:
        FileError: with everything that is wrong with the file as a whole, or its map; then nothing of it was read.

    """
    source, file = Path(path), named(Path(path))
    with ExitStack() as stack:
        with told(file):
            _present(source, file)
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="shuangjian-", dir=scratch)))
            link = linked(source, folder)
        with told(file, str(link)):
            engine = stack.enter_context(connect(link, folder, memory))
            taken = _Taking(engine, folder, link, fact, names or Names(), file).taken(known, most)
        yield taken


def _present(path: Path, file: str) -> None:
    if path.suffix.lower() not in ENDINGS:
        raise broken(file, f"has an ending that tells no kind of table; name it {', '.join(ENDINGS)}")
    if not path.is_file():  # a pipe would be waited for
        raise broken(file, "is no regular file; save it as one" if path.exists() else "there is no such file")


@attrs.frozen
class _Taking:
    """A file being taken in."""

    engine: duckdb.DuckDBPyConnection
    folder: Path
    link: Path
    fact: type[Fact]
    names: Names
    file: str

    def taken(self, known: Known, most: int | None) -> Intake:
        opened = self._opened()
        fields = placed(self.file, opened.header, self.fact, self.names)
        if isinstance(opened, Parquet):
            self._well_typed(opened, fields)
        source = opened.source(fields)
        self._all_there(source)
        reader = Reader(cls=self.fact, header=opened.header, fields=fields, known=known)
        sifted = sift(self.engine, source, reader, most=most)
        return Intake(
            fact=self.fact,
            file=self.file,
            engine=self.engine,
            folder=self.folder,
            good=self.engine.sql(sifted.good),
            rows=sifted.rows,
            rejected=sifted.rejected,
            unknown=absent(self.fact, fields),
        )

    def _all_there(self, source: Source) -> None:
        """Refuse a file of which the engine sees fewer lines, or more, than there are."""
        if source.lines is not None:
            counted, lines = source.lines
            seen = self.engine.execute(counted).fetchall()[0][0]
            if seen != lines:
                raise broken(self.file, f"has {lines} lines below its header, and the engine reads {seen}; report it")

    def _opened(self) -> Delimited | Parquet | Workbook:
        """The file with its header read."""
        if self.link.suffix == ".csv":
            return delimited(self.link, self.folder, self.file)
        if self.link.suffix == ".parquet":
            return parquet(self.link, self.engine)
        moments = {n for n, t in form(self.fact).types.items() if t is datetime}
        return workbook(self.link, self.folder, self.file, self.names.sheet, moments)

    def _well_typed(self, opened: Parquet, fields: Sequence[str | None]) -> None:
        """Refuse columns of types no value of the field could have, all at once."""
        held = [(c, f) for c, f in zip(opened.columns, fields, strict=True) if f is not None]
        wrong = [(c.name, self._misfit(c, f)) for c, f in held]
        if faults := [f"column {name[:60]!r} {what}" for name, what in wrong if what]:
            raise broken(self.file, *faults)

    def _misfit(self, column: Column, of: str) -> str | None:
        if of == TYPE:
            return None if is_text(column.type) else f"is {column.type.lower()}; write the type of record as text"
        return misfit(field(self.fact, of), column.type)
