"""What is wrong with a file of records as a whole: told at once, and nothing of the file is judged."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from ...records import RecordFault

try:
    import duckdb
except ImportError as missing:
    raise ImportError("files of tables need duckdb; pip install 'shuangjian[cli,frames]'") from missing


class FileError(ValueError):
    """A file, or the map beside it, cannot be used.

    Attributes:
        faults: Everything that is wrong with it.

    """

    def __init__(self, faults: Iterable[RecordFault]) -> None:
        """Tell all faults, one a line."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def broken(file: str, *whats: str) -> FileError:
    """The error for a file as a whole."""
    return FileError(RecordFault(file, 1, "", what) for what in whats)


def _first_line(fault: BaseException, inside: str, file: str) -> str:
    """What the engine says, without the advice and the SQL it adds."""
    said = str(fault).strip().partition("\n")[0] or type(fault).__name__
    return said.replace(inside, file) if inside else said


@contextmanager
def told(file: str, inside: str = "") -> Generator[None, None, None]:
    """Turn whatever the engine or the system says into a fault of the file.

    Args:
        file: What the file is called.
        inside: What the engine calls it.

    Raises:
        FileError: if anything goes wrong inside.

    """
    try:
        yield
    except duckdb.OutOfMemoryException as fault:
        raise broken(file, "needs more memory than it was given; give it more, or room to spill") from fault
    except duckdb.Error as fault:
        raise broken(file, f"cannot be read: {_first_line(fault, inside, file)}") from fault
    except OSError as fault:
        raise broken(file, f"cannot be read: {fault.strerror or fault}") from fault
