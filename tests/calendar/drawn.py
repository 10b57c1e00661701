"""Strategies: days with a pool of telling ones, and school calendars that hold together."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from shuangjian.calendar import NATION, Period, SchoolCalendar
from shuangjian.model.day import DayKind

TELLING = (
    "2017-12-31", "2018-01-01", "2018-12-28", "2018-12-29", "2018-12-30", "2018-12-31", "2019-01-01",
    "2020-02-01", "2020-10-01", "2020-10-08", "2022-12-31", "2024-02-09", "2024-05-02", "2025-01-28",
    "2025-05-02", "2025-09-28", "2025-10-06", "2026-02-14", "2026-04-25", "2026-05-04", "2026-06-01",
    "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31", "2027-01-01", "2027-02-06", "2027-05-04",
    "2027-06-01", "2027-10-03",
)  # fmt: skip
days = st.sampled_from([date.fromisoformat(text) for text in TELLING]) | st.dates(date(2017, 6, 1), date(2028, 12, 31))


def every(period: Period) -> list[date]:
    """All days of a period."""
    return [period.first + timedelta(n) for n in range((period.last - period.first).days + 1)]


def _row(draw: st.DrawFn, first: date) -> tuple[list[Period], list[Period]]:
    """Terms and vacations in turn, some with a gap between them."""
    terms: list[Period] = []
    vacations: list[Period] = []
    for n in range(draw(st.integers(0, 4))):
        last = first + timedelta(draw(st.integers(0, 150)))
        if n % 2:
            vacations.append(Period(draw(st.sampled_from(["winter", "summer"])), first, last))
        else:
            terms.append(Period(f"term {n}", first, last))
        first = last + timedelta(1 + draw(st.sampled_from([0, 0, 1, 9])))
    return terms, vacations


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """A school calendar without a fault."""
    start = draw(days)
    terms, vacations = _row(draw, start)
    breaks = [
        Period("spring", day, min(day + timedelta(draw(st.integers(0, 6))), term.last))
        for term in terms
        for day in draw(st.lists(st.sampled_from(every(term)), max_size=1))
    ]
    broken = {day for period in breaks for day in every(period)}
    free = [day for term in terms for day in every(term) if day not in broken]
    listed = draw(st.lists(st.sampled_from(free), unique=True, max_size=30)) if free else []
    taught = {day for day in listed if NATION.on(day).kind is not DayKind.STATUTORY_HOLIDAY and draw(st.booleans())}
    outside = start - timedelta(draw(st.integers(1, 20)))
    return SchoolCalendar(
        id="drawn",
        title="Drawn",
        terms=terms,
        vacations=vacations,
        breaks=breaks,
        taught=taught,
        off={*listed, outside} - taught,
        provisional=draw(st.booleans()),
    )
