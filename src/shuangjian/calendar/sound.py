"""Whether what a school calendar states holds together. Each fault names the table, what is wrong, and the cure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ..model.day import DayKind
from .day import LONGEST
from .national import NATION
from .period import Labelled

NAMES = {"vacation": ("winter", "summer"), "break": ("spring", "autumn")}
"""What vacations and season breaks may be called; a term is free."""


def unsound(periods: Sequence[Labelled], taught: Collection[date], off: Collection[date]) -> Iterator[str]:
    """Give all faults of a calendar whose single values are well formed."""
    for entry in periods:
        yield from _of_period(entry)
    whole = [entry for entry in periods if entry.period.first <= entry.period.last]
    yield from _overlaps([entry for entry in whole if entry.kind != "break"])
    yield from _overlaps([entry for entry in whole if entry.kind != "term"], but="vacation")
    yield from _of_taught(whole, taught, off)
    for day in sorted(off):
        for entry in _holding(whole, day, "vacation", "break"):
            yield f"off: {day} is already free by {entry.table} ({entry.period}); take it out of one of them"


def _of_period(entry: Labelled) -> Iterator[str]:
    period, names = entry.period, NAMES.get(entry.kind)
    if names and period.name not in names:
        yield f"{entry.table}: name {period.name!r} is not known; write {' or '.join(names)}"
    if period.last < period.first:
        yield f"{entry.table}: last {period.last} is before first {period.first}; swap them or mend the year"
    elif (length := (period.last - period.first).days + 1) > LONGEST:
        yield f"{entry.table}: {period} is {length} days; no period has more than {LONGEST}, mend the year"


def _overlaps(entries: Sequence[Labelled], but: str | None = None) -> Iterator[str]:
    """Give each entry that begins before an earlier one ended; pairs of kind `but` were told elsewhere."""
    longest: Labelled | None = None  # of those that began earlier, the one that lasts longest
    for entry in sorted(entries, key=lambda each: each.period.first):
        if longest is None:
            longest = entry
            continue
        if entry.period.first <= longest.period.last and not entry.kind == longest.kind == but:
            cure = "let one end the day before the other begins"
            yield f"{entry.table}: {entry.period} overlaps {longest.table} ({longest.period}); {cure}"
        longest = max(longest, entry, key=lambda each: each.period.last)


def _of_taught(periods: Sequence[Labelled], taught: Collection[date], off: Collection[date]) -> Iterator[str]:
    for day in sorted(taught):
        if NATION.on(day).kind is DayKind.STATUTORY_HOLIDAY:
            yield f"taught: {day} is a statutory holiday, which no calendar makes a school day; take it out (CA-01)"
        if day in off:
            yield f"taught: {day} is also under off; take it out of one of them"
        if not _holding(periods, day, "term"):
            yield f"taught: {day} is in no [[term]]; mend the date or the term"
        for entry in _holding(periods, day, "break"):
            yield f"taught: {day} is in {entry.table} ({entry.period}); end the break before it or take the day out"


def _holding(periods: Sequence[Labelled], day: date, *kinds: str) -> list[Labelled]:
    return [entry for entry in periods if entry.kind in kinds and day in entry.period]
