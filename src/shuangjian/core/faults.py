"""What is wrong with a data file: every fault at once, each with file, table and cure."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

import attrs

from .toml import Table

_ALIKE = 0.75
"""How alike the id of a place must be to be meant: lower, and one city is taken for another."""
_LARGEST_SHOWN = 10**20
_LONGEST_SHOWN = 200
LARGEST = 4 * 1024 * 1024
"""Bytes of a data file; a larger one is no hand-written file."""


@attrs.frozen
class Fault:
    """One thing wrong.

    Attributes:
        file: The file, or where the values come from.
        table: The table in it, with the number of the row.
        what: What is wrong, and what to write instead.

    """

    file: str
    table: str
    what: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.file}: [{self.table}] {self.what}"


class ManyFaults(ValueError):  # noqa: N818  # what others are named after, never raised itself
    """Something given is wrong, in as many places as it is.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """

    faults: tuple[str, ...]

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """The faults, one a line."""
        return "\n".join(self.faults)


class LawError(ValueError):
    """Data of the law cannot be used.

    Attributes:
        faults: Everything that is wrong with it.

    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Tell all faults, one a line."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Collector:
    """Gathers faults of one file."""

    def __init__(self, file: str) -> None:
        """Begin with none."""
        self.file = file
        self.faults: list[Fault] = []

    def add(self, table: str, what: str) -> None:
        """Note a fault and go on."""
        self.faults.append(Fault(self.file, table, what))

    def unknown(self, table: str, found: Iterable[str], allowed: Iterable[str], kind: str = "key") -> bool:
        """Refuse what is not allowed, each with what was probably meant; whether there was any."""
        known = sorted(allowed)
        odd = [k for k in found if k not in known]
        for k in odd:
            self.add(table, f"unknown {kind} {k!r}{suggestion(k, known)}")
        return bool(odd)

    def done(self) -> None:
        """Raise what was gathered.

        Raises:
            LawError: if there is any fault.

        """
        if self.faults:
            raise LawError(self.faults)


def shown(value: object) -> str:
    """A value as messages have it, however large it is."""
    if isinstance(value, int) and abs(value) > _LARGEST_SHOWN:
        return f"a number of {value.bit_length()} bits"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def suggestion(word: str, known: Iterable[str]) -> str:
    """What was probably meant, or what there is, of a set in alphabetical order."""
    known = sorted(known) if isinstance(known, (set, frozenset)) else list(known)
    near = get_close_matches(word, known)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known are {', '.join(known)}" if known and len(known) <= 40 else ""  # noqa: PLR2004  # what fits a line


def meant(place: str, names: Mapping[str, Collection[str]]) -> str:
    """Which place was probably meant: the one whose name it begins with (北京市, 北京), or that is spelt almost so."""
    said = place.casefold()
    begun = [(len(n), id_) for id_, told in names.items() for n in told if n and said.startswith(n.casefold())]
    near = [id_ for _, id_ in sorted(begun, reverse=True)] or get_close_matches(said, names, cutoff=_ALIKE)
    if near:
        return f"; did you mean {near[0]!r}?"
    return "; write the nearest place above it that `shuangjian places` lists, or none"


def read_toml(path: Path) -> Table:
    """The content of a data file.

    Raises:
        LawError: if it cannot be read, is too large, or is not TOML in UTF-8.

    """
    try:
        if path.stat().st_size > LARGEST:
            raise LawError([Fault(str(path), "", f"larger than {LARGEST} bytes; split it")])
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise LawError([Fault(str(path), "", f"cannot be read: {fault.strerror}")]) from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        raise LawError([Fault(str(path), "", f"is not TOML in UTF-8: {fault}")]) from fault
