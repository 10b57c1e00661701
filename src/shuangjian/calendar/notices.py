"""The table behind the nation's calendar: ``national.toml``, read once, when first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from ..core.verdict import Evidence
from ..model.day import DayKind
from .day import Day


@attrs.frozen
class Holiday:
    """One holiday of one yearly notice.

    Attributes:
        name: Its official name and its English one.
        first: The first day off, None if it lies in the span of another holiday.
        last: The last day off, included.
        statutory: The days of D28 Art 2 among them (CA-01); the others are swapped or weekend time.

    """

    name: str
    first: date | None
    last: date | None
    statutory: tuple[date, ...]


@attrs.frozen
class Notice:
    """One yearly notice of the State Council's office (D36), with what later notices changed in it.

    Attributes:
        year: The year it is for; its days may reach back into the December before.
        announced: Whether it is out. If not, the rest is empty.
        number: The official number of the document.
        issued: The day it was issued.
        changed_by: The number of the notice that changed it, if one did.
        days_off: How many days it gives off, adjoining weekends not counted.
        holidays: Its holidays.
        worked: Weekend days made working days (CA-02).
        clauses: The clauses that say so.
        evidence: How the days were verified.

    """

    year: int
    announced: bool
    number: str | None = None
    issued: date | None = None
    changed_by: str | None = None
    days_off: int | None = None
    holidays: tuple[Holiday, ...] = ()
    worked: tuple[date, ...] = ()
    clauses: tuple[str, ...] = ()
    evidence: Evidence | None = None


@attrs.frozen
class Law:
    """Which days D28 makes statutory from some day on, or until one.

    Attributes:
        since: The first day it holds, None if that is before the table.
        until: The first day it no longer holds, None if it is in force.
        days: How many days are statutory in a year.
        fixed: Those that the solar calendar fixes, by month and day, with the holiday's name.

    """

    since: date | None
    until: date | None
    days: int
    fixed: Mapping[tuple[int, int], str]


@attrs.frozen
class Table:
    """What ``national.toml`` says, made ready for look-up."""

    notices: Mapping[int, Notice]
    laws: tuple[Law, ...]
    part: Mapping[tuple[int, int], str]
    named: Mapping[date, Day]
    first: date
    reach: timedelta

    def announced(self, year: int) -> bool:
        """Whether the notice for this year is out."""
        return year in self.notices and self.notices[year].announced

    def settled(self, day: date) -> bool:
        """Whether no notice still to come can move this day: the next year's may reach back into December."""
        near_end = date(day.year, 12, 31) - day < self.reach
        return self.announced(day.year) and (not near_end or self.announced(day.year + 1))

    def fixed(self, day: date) -> str | None:
        """The holiday the solar calendar puts on this day by law."""
        return self._law(day).fixed.get((day.month, day.day))

    def _law(self, day: date) -> Law:
        return next(x for x in self.laws if x.until is None or day < x.until)


# ------------------------------------------------- reading; tests hold the table to the law's own counts


@cache
def table() -> Table:
    """Read the table, once."""
    path = Path(__file__).with_name("national.toml")
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    names = {key: _titled(name) for key, name in raw["names"].items()}
    notices = [_notice(entry, names) for entry in raw["notice"]]
    return Table(
        notices={notice.year: notice for notice in notices},
        laws=tuple(_law(entry, names) for entry in raw["law"]),
        part={_month_day(entry["day"]): _part(entry) for entry in raw["part"]},
        named={day: what for notice in notices for day, what in _named(notice)},
        first=date(notices[0].year, 1, 1),
        reach=timedelta(raw["reach_days"]),
    )


def _titled(name: Mapping[str, str]) -> str:
    return f"{name['zh']} ({name['en']})"


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _part(raw: Mapping[str, Any]) -> str:
    return f"{_titled(raw['name'])}: {raw['who']} ({', '.join(raw['clauses'])})"


def _law(raw: Mapping[str, Any], names: Mapping[str, str]) -> Law:
    fixed = {_month_day(text): names[key] for key, days in raw["fixed"].items() for text in days}
    return Law(since=raw.get("from"), until=raw.get("until"), days=raw["days"], fixed=fixed)


def _notice(raw: Mapping[str, Any], names: Mapping[str, str]) -> Notice:
    return Notice(
        year=raw["year"],
        announced=raw["announced"],
        number=raw.get("number"),
        issued=raw.get("issued"),
        changed_by=raw.get("changed_by"),
        days_off=raw.get("days_off"),
        holidays=tuple(_holiday(entry, names) for entry in raw.get("holidays", ())),
        worked=tuple(raw.get("worked", ())),
        clauses=tuple(raw["clauses"]),
        evidence=Evidence(raw["evidence"]) if "evidence" in raw else None,
    )


def _holiday(raw: Mapping[str, Any], names: Mapping[str, str]) -> Holiday:
    return Holiday(names[raw["name"]], raw.get("first"), raw.get("last"), tuple(raw["statutory"]))


def _named(notice: Notice) -> Iterator[tuple[date, Day]]:
    """Give each day a notice names; a statutory day comes after the span it lies in, and so replaces it."""
    for holiday in notice.holidays:
        if holiday.first and holiday.last:
            what = Day(
                DayKind.REST_DAY, provisional=False, because=f"{holiday.name}: day off by {notice.number} (CA-02)"
            )
            for n in range((holiday.last - holiday.first).days + 1):
                yield holiday.first + timedelta(n), what
    for holiday in notice.holidays:
        what = Day(DayKind.STATUTORY_HOLIDAY, provisional=False, because=f"{holiday.name}: statutory day (CA-01)")
        for day in holiday.statutory:
            yield day, what
    working = Day(DayKind.MAKE_UP_DAY, provisional=False, because=f"working day by {notice.number} (CA-02)")
    for day in notice.worked:
        yield day, working
