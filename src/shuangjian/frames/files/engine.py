"""The embedded engine: shut off from everything but one file and a folder of its own; names are data to it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

INPUT = "input"
"""Name, without its ending, the file has in the folder: no character of the real one means anything to the engine."""


def name(text: str) -> str:
    """An identifier, whatever is in it."""
    return '"' + text.replace('"', '""') + '"'


def text(content: object) -> str:
    """A literal of text, whatever is in it."""
    return "'" + str(content).replace("'", "''") + "'"


def linked(path: Path, folder: Path) -> Path:
    """The file under a plain name in the folder, without copying it where the system can link.

    Raises:
        OSError: if it can neither be linked nor copied.

    """
    link = folder / f"{INPUT}{path.suffix.lower()}"
    try:
        link.symlink_to(path.resolve())
    except OSError:  # not everybody may link on Windows
        shutil.copyfile(path, link)
    return link


def connect(path: Path, folder: Path, memory: str | None) -> duckdb.DuckDBPyConnection:
    """An engine that works in the folder, spills into it, and may read nothing else but the file.

    Args:
        path: The file.
        folder: An empty folder.
        memory: The most it may take, such as "2GB"; by default four fifths of the machine's.

    Raises:
        duckdb.Error: if `memory` is no amount of memory.

    """
    never = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    config = never | {"temp_directory": os.fspath(folder / "spill")} | ({"memory_limit": memory} if memory else {})
    engine = duckdb.connect(folder / "work.duckdb", config=dict(config))
    engine.execute(f"SET allowed_directories = [{text(folder.resolve())}]")
    engine.execute(f"SET allowed_paths = [{text(path.resolve())}]")
    engine.execute("SET enable_external_access = false")
    return engine
