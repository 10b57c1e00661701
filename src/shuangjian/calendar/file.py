"""School calendars from TOML files. A file is not trusted: whatever is in it, all its faults come in one error."""

from __future__ import annotations

import tomllib
from os import PathLike
from pathlib import Path

from .day import CalendarError
from .period import Labelled, Period
from .school import SchoolCalendar
from .shape import Reader
from .sound import unsound

LARGEST = 1_000_000
"""The largest file read, in bytes; a year of a school takes about a thousand."""
MOST_DOTS = 50
"""The most dots on one line: keys of many parts would keep the parser busy for hours."""
KEYS = ("id", "title", "place", "provisional", "taught", "off", "term", "vacation", "break")


def load(path: str | PathLike[str]) -> SchoolCalendar:
    """Read a school calendar from a TOML file.

    Args:
        path: The file; UTF-8, at most 1 MB. ``docs/explanation/calendar.md`` shows one.

    Raises:
        CalendarError: if the file cannot be read, is not TOML, has keys or values it should not have, or contradicts
            itself or the law. It holds all faults found, each with file, table and cure.

    """
    source = str(path)
    try:
        if not Path(path).is_file():  # a pipe would be waited for
            raise FileNotFoundError("it is no regular file" if Path(path).exists() else "there is no such file")
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        raise _told(source, f"file: it cannot be read ({fault}); check its name and permissions") from fault
    return read(content, source)


def read(content: bytes, source: str) -> SchoolCalendar:
    """Read a school calendar from the bytes of a TOML file.

    Args:
        content: What the file holds.
        source: What to call it in faults.

    Raises:
        CalendarError: as for `load`.

    """
    reader = Reader(_parsed(content, source))
    reader.keys("top level", reader.raw, KEYS)
    name, title = reader.identifier("id", required=True), reader.title()
    place, provisional = reader.identifier("place", required=False), reader.flag("provisional")
    taught, off = reader.dates("taught"), reader.dates("off")
    periods = [entry for kind in ("term", "vacation", "break") for entry in reader.periods(kind)]
    faults = [*reader.faults, *unsound(periods, taught, off)]
    if faults or name is None or title is None:
        raise _told(source, *faults)
    return SchoolCalendar(
        id=name,
        title=title,
        place=place,
        terms=_only("term", periods),
        vacations=_only("vacation", periods),
        breaks=_only("break", periods),
        taught=taught,
        off=off,
        provisional=provisional,
    )


def _only(kind: str, periods: list[Labelled]) -> list[Period]:
    return [entry.period for entry in periods if entry.kind == kind]


def _told(source: str, *faults: str) -> CalendarError:
    return CalendarError(f"{source}: {fault}" for fault in faults)


def _parsed(content: bytes, source: str) -> dict[str, object]:
    if len(content) > LARGEST:
        raise _told(source, f"file: it is larger than {LARGEST} bytes; keep one school's calendar in a file")
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.count(b".") > MOST_DOTS:
            raise _told(source, f"line {number}: it has more than {MOST_DOTS} dots; no key here has parts, shorten it")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise _told(source, f"file: it is not UTF-8 at byte {fault.start}; save it as UTF-8") from fault
    except RecursionError as fault:
        raise _told(source, "file: its values are nested too deeply; nothing here needs nesting") from fault
    except ValueError as fault:  # tomllib's own error, and that of int() for thousands of digits
        raise _told(source, f"file: it is not TOML ({str(fault)[:200]}); mend it there") from fault
