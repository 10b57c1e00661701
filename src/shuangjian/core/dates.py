"""Days as exact as the source: a day, a month, a year, or an interval of months. No day is invented."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import attrs

DAY = timedelta(1)
_YEARS = (1900, 2199)
"""Dates outside these are slips of the pen."""


@attrs.frozen
class Days:
    """Some day from `first` to `last`, both included; one day where they are the same."""

    first: date
    last: date

    def __str__(self) -> str:
        """The day, or the interval in ISO 8601; ``../`` where no beginning is known."""
        if self.first == self.last:
            return self.first.isoformat()
        return f"{'..' if self.first == date.min else self.first.isoformat()}/{self.last.isoformat()}"


def days(raw: object) -> Days:
    """Read a date of TOML or JSON: a day, ``"2021-08"``, ``"2021"`` or an interval ``"2024-02/2024-03"``.

    Raises:
        ValueError: if it is none of these, or an interval runs backwards.

    """
    if type(raw) is date:
        return _sensible(Days(raw, raw), raw)
    if not isinstance(raw, str):
        msg = f'{raw!r} is not a date; write 2021-07-24, "2021-07", "2021" or "2024-02/2024-03"'
        raise ValueError(msg)  # noqa: TRY004  # one kind of fault for whatever is wrong with a value
    first, slash, last = raw.partition("/")
    found = Days(_one(first).first, _one(last if slash else first).last)
    return _sensible(found, raw)


def _sensible(found: Days, raw: object) -> Days:
    if found.first > found.last:
        msg = f"{raw}: the interval runs backwards"
        raise ValueError(msg)
    if not _YEARS[0] <= found.first.year <= found.last.year <= _YEARS[1]:
        msg = f"{raw} lies outside the years {_YEARS[0]} to {_YEARS[1]}"
        raise ValueError(msg)
    return found


def _one(text: str) -> Days:
    parts = text.split("-")
    if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(p.isascii() and p.isdigit() for p in parts):
        msg = f'{text!r} is not a date; write 2021-07-24, "2021-07", "2021" or "2024-02/2024-03"'
        raise ValueError(msg)
    year, month, day = (*(int(p) for p in parts), 0, 0)[:3]
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as fault:
        msg = f"{text!r}: {fault}"
        raise ValueError(msg) from fault
    end_month = month or 12
    return Days(first, date(year, end_month, day or monthrange(year, end_month)[1]))
