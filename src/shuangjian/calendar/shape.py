"""The closed schema of a calendar file: each value read is of its type or a fault, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import cast

import attrs

from .period import Labelled, Period

MOST_DATES = 1000
MOST_PERIODS = 100
MOST_UNKNOWN = 10
LONGEST_TEXT = 200
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)
PERIOD_KEYS = ("name", "first", "last")


def _shown(value: object) -> str:
    """Show a value of any size and depth on one short line."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > LONGEST_TEXT:
        return "a huge number"
    text = repr(value) if isinstance(value, str | int | float) else str(value)
    return text if len(text) <= LONGEST_TEXT // 4 else text[: LONGEST_TEXT // 4] + "…"


@attrs.frozen
class Reader:
    """Takes values out of a parsed file and keeps what is wrong with them."""

    raw: Mapping[str, object]
    faults: list[str] = attrs.field(factory=list[str])

    def fault(self, table: str, what: str, cure: str) -> None:
        """Note a fault."""
        self.faults.append(f"{table}: {what}; {cure}")

    def keys(self, table: str, raw: Mapping[str, object], allowed: Sequence[str]) -> None:
        """Note the keys that should not be there."""
        unknown = [key for key in raw if key not in allowed]
        for key in unknown[:MOST_UNKNOWN]:
            near = get_close_matches(key[: LONGEST_TEXT // 4].lower(), allowed, 1)
            cure = f"did you mean {near[0]!r}?" if near else f"take it out, the keys are {', '.join(allowed)}"
            self.fault(table, f"unknown key {_shown(key)}", cure)
        if len(unknown) > MOST_UNKNOWN:
            self.fault(table, f"{len(unknown) - MOST_UNKNOWN} more unknown keys", "take them out")

    def identifier(self, key: str, *, required: bool) -> str | None:
        """Read an id: letters, digits, and . _ - inside."""
        value = self.raw.get(key)
        if isinstance(value, str) and IDENTIFIER.fullmatch(value):
            return value
        if required or value is not None:
            what = "it is missing" if value is None else f"{_shown(value)} is no id"
            self.fault("top level", f"{key}: {what}", 'write at most 80 letters, digits, ".", "_", "-" in quotes')
        return None

    def title(self) -> str | None:
        """Read the title."""
        return self._text("top level", "title", self.raw)

    def flag(self, key: str) -> bool:
        """Read true or false; false where it is not there."""
        value = self.raw.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault("top level", f"{key}: {_shown(value)} is not true or false", "write true or false without quotes")
        return False

    def dates(self, key: str) -> frozenset[date]:
        """Read a list of dates."""
        found: set[date] = set()
        for n, value in enumerate(self._array(key, MOST_DATES, f"write {key} = [2026-04-25]"), 1):
            day = self._day(key, f"entry {n}", value)
            if day in found:
                self.fault(key, f"entry {n}: {day} is there twice", "take one out or mend it")
            elif day:
                found.add(day)
        return frozenset(found)

    def periods(self, kind: str) -> list[Labelled]:
        """Read an array of tables with a name, a first and a last day."""
        cure = f"write [[{kind}]] in two brackets, with name, first and last"
        return [
            Labelled(kind, table, period)
            for n, value in enumerate(self._array(kind, MOST_PERIODS, cure), 1)
            if (period := self._period(table := f"[[{kind}]] {n}", value, cure))
        ]

    def _period(self, table: str, value: object, cure: str) -> Period | None:
        if not isinstance(value, dict):
            self.fault(table, f"{_shown(value)} is not a table", cure)
            return None
        raw = cast("dict[str, object]", value)
        self.keys(table, raw, PERIOD_KEYS)
        name = self._text(table, "name", raw)
        first, last = (self._day(table, key, raw.get(key)) for key in ("first", "last"))
        return Period(name, first, last) if name and first and last else None

    def _array(self, key: str, most: int, cure: str) -> list[object]:
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self.fault(key, f"{_shown(value)} is not an array", cure)
            return []
        entries = cast("list[object]", value)
        if len(entries) > most:
            self.fault(key, f"it has {len(entries)} entries", f"keep to {most}, one file is one school's calendar")
        return entries[:most]

    def _text(self, table: str, key: str, raw: Mapping[str, object]) -> str | None:
        value = raw.get(key)
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT:
            return value
        what = "it is missing" if value is None else f"{_shown(value)} is no text of 1 to {LONGEST_TEXT} characters"
        self.fault(table, f"{key}: {what}", f'write {key} = "…"')
        return None

    def _day(self, table: str, what: str, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        told = "it is missing" if value is None else f"{_shown(value)} is not a date"
        self.fault(table, f"{what}: {told}", "write a day such as 2026-04-25, without quotes or time")
        return None
