# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""What a day is, from a table of the same engine as the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from ..calendar import Calendar
from ..core.columns import MARK
from .engine import opened
from .fault import TableError

_KIND, _SURE = f"{MARK}kind", f"{MARK}provisional"


def calendar_days(calendars: Iterable[Calendar], first: date, last: date) -> dict[str, list[Any]]:
    """The days of calendars, column by column, for any engine to load: calendar, date, day_kind, provisional.

    Args:
        calendars: School calendars; the nation's alone tells nothing of an ordinary weekday.
        first: The first day.
        last: The last day, included.

    """
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    told = [(c.id, day, c.on(day)) for c in calendars for day in days]
    return {
        "calendar": [name for name, _, _ in told],
        "date": [day for _, day, _ in told],
        "day_kind": [said.kind.value if said.kind else None for _, _, said in told],
        "provisional": [said.provisional for _, _, said in told],
    }


def with_calendar(frame: Any, table: Any) -> Any:
    """The frame with the kind of each day, where it does not say so itself.

    Raises:
        TableError: if the calendar lacks columns, tells two things of one day, or cannot be joined.

    """
    days = opened(table)
    there, names = frame.collect_schema().names(), days.collect_schema().names()
    keys = [k for k in ("calendar", "date") if k in names and (k != "calendar" or "calendar" in there)]
    faults = [f"calendar: it has no column {n}" for n in ("date", "day_kind") if n not in names]
    if "calendar" in names and "calendar" not in there:
        faults.append("calendar: it is of several calendars, and the table has no column calendar that says which")
    if "date" not in there:
        faults.append("calendar: the records have no date it could be asked about")
    if faults:
        raise TableError(faults)
    _refuse_doubles(days, keys)
    provisional = nw.col("provisional") if "provisional" in names else nw.lit(False)  # noqa: FBT003
    days = days.select(*keys, nw.col("day_kind").alias(_KIND), provisional.alias(_SURE))
    frame = frame.join(days, on=keys, how="left")
    return frame.with_columns(**_filled(there)).drop(_KIND, _SURE)


def _refuse_doubles(days: Any, keys: list[str]) -> None:
    """A day told twice would make two records of one."""
    twice = days.group_by(keys).agg(nw.len().alias(_KIND)).filter(nw.col(_KIND) > 1).head(1)
    if len(twice.lazy().collect("pyarrow")):
        raise TableError([f"calendar: it tells of one day twice; {' and '.join(keys)} must be unique"])


def _filled(there: Iterable[str]) -> Mapping[str, Any]:
    """Kind and mark; what a record says of its day itself stands."""
    if "day_kind" not in there:
        return {"day_kind": nw.col(_KIND), "day_kind_provisional": nw.col(_SURE)}
    given = ~nw.col("day_kind").is_null()
    kind = nw.when(given).then(nw.col("day_kind")).otherwise(nw.col(_KIND))
    mark = nw.col("day_kind_provisional") if "day_kind_provisional" in there else nw.lit(None, nw.Boolean)
    return {"day_kind": kind, "day_kind_provisional": nw.when(given).then(mark).otherwise(nw.col(_SURE))}
