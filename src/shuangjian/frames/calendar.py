# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""What a day is, from a table of the same engine as the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from ..calendar import Calendar
from ..calendar.alone import asked_by
from ..core.columns import MARK
from ..core.fact import EARLIEST, Fact
from ..model.ondate import OnDate
from .engine import opened
from .fault import TableError

_KIND, _SURE, _AT = (f"{MARK}{n}" for n in ("kind", "provisional", "day"))
_MOST = 1 << 20
"""Days of all calendars that are looked up by number."""


def calendar_days(
    calendars: Iterable[Calendar], first: date, last: date, *, of: type[Fact] = OnDate
) -> dict[str, list[Any]]:
    """The days of calendars, column by column, for any engine to load: calendar, date, day_kind, provisional.

    Args:
        calendars: School calendars; the nation's alone tells nothing of an ordinary weekday.
        first: The first day.
        last: The last day, included.
        of: What the records are. For those of a school, and unless told otherwise, the nation's rest days have no
            kind where no school's calendar speaks, as only it tells whether it teaches on them; for a `Lesson` of
            training they have.

    """
    asked = [asked_by(of, c) for c in calendars]
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    told = [(c.id, day, c.on(day)) for c in asked for day in days]
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
    if (dtype := days.collect_schema().get("date", nw.Date())) not in (nw.Date, nw.Unknown):
        faults.append(f"calendar: date is {dtype}; cast it to a date")
    if faults:
        raise TableError(faults)
    _refuse_doubles(days, keys)
    provisional = nw.col("provisional") if "provisional" in names else nw.lit(False)  # noqa: FBT003
    days = days.select(*keys, nw.col("day_kind").alias(_KIND), provisional.alias(_SURE))
    return _joined(frame, days, keys).with_columns(**_filled(there)).drop(_KIND, _SURE)


def _joined(frame: Any, days: Any, keys: Sequence[str]) -> Any:
    """The frame with what the calendar tells of its days: Polars copies a whole table to join it, so days are numbered.

    A day's number is that of its calendar, and how far it is from the first day; what is told is looked up by it.
    """
    if frame.implementation is not nw.Implementation.POLARS:
        return frame.join(days, on=list(keys), how="left")
    import polars as pl  # noqa: PLC0415  # only where it is used

    told = days.lazy().collect("polars").to_native().drop_nulls(list(keys))
    names = pl.Enum(told["calendar"].cast(pl.String).unique().sort()) if "calendar" in keys else None
    first, last = (told["date"].min(), told["date"].max()) if len(told) else (EARLIEST, EARLIEST)
    span = (last - first).days + 1
    size = span * max(1 if names is None else len(names.categories), 1)
    if size > _MOST:
        return frame.join(days, on=list(keys), how="left")
    number = (pl.col("date") - first).dt.total_days().cast(pl.Int32)
    if names is not None:
        calendar = pl.col("calendar").cast(pl.String).cast(names, strict=False).to_physical().cast(pl.Int32)
        number += calendar * span
    each = pl.DataFrame({_AT: pl.int_range(size, dtype=pl.Int32, eager=True)})
    each = each.join(told.with_columns(number.alias(_AT)), on=_AT, how="left", maintain_order="left")
    at = pl.when(pl.col("date").is_between(first, last)).then(number)
    looked_up = {n: pl.lit(each[n]).gather(pl.col(_AT)) for n in (_KIND, _SURE)}
    return nw.from_native(frame.to_native().with_columns(at.alias(_AT)).with_columns(**looked_up).drop(_AT))


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
