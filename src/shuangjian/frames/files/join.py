"""Tables put together: the parts that several files gave, and one small enough to be in memory."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from .engine import name, text
from .fault import told


def join(parts: Sequence[Path], target: Path) -> None:
    """Put tables of one form and the same columns one behind the other; the parts are gone then.

    Args:
        parts: The tables, at least one, all Parquet, CSV or JSON Lines.
        target: The file to write, of any name.

    Raises:
        FileError: if the engine has no room left.
        OSError: if the file cannot be written.

    """
    first, *others = parts
    if not others:
        shutil.move(first, target)
    elif first.suffix.lower() == ".parquet":
        with told(first.name), duckdb.connect() as engine:
            listed = ", ".join(text(p) for p in parts)
            engine.execute(f"COPY (FROM read_parquet([{listed}])) TO {text(target)} (FORMAT parquet)")
    else:
        _append(parts, target, is_headed=first.suffix.lower() == ".csv")
    for part in others:
        part.unlink()


def _append(parts: Sequence[Path], target: Path, *, is_headed: bool) -> None:
    """Put texts one behind the other; of several with a header, that of the first is kept."""
    with target.open("wb") as whole:
        for number, part in enumerate(parts):
            with part.open("rb") as content:
                if number and is_headed:
                    content.readline()
                shutil.copyfileobj(content, whole)


def write_columns(columns: Mapping[str, tuple[str, Sequence[object]]], path: Path) -> None:
    """Write a small table as Parquet, CSV or JSON Lines by the ending of the path.

    Args:
        columns: Type and values of each column, by its name.
        path: The file to write.

    Raises:
        FileError: if it cannot be written.

    """
    form = {".parquet": "FORMAT parquet", ".csv": "FORMAT csv, HEADER true"}.get(path.suffix.lower(), "FORMAT json")
    selected = ", ".join(f"unnest(?::{t}[]) AS {name(n)}" for n, (t, _) in columns.items())
    with told(path.name), duckdb.connect() as engine:
        engine.execute("CREATE TABLE small AS SELECT " + selected, [list(v) for _, v in columns.values()])
        engine.execute(f"COPY small TO {text(path)} ({form})")
