"""Tables to judge, as Parquet: the same rows for the same number of rows, written in a stream.

Numbers are drawn by arithmetic on the row, not by an engine's hash: they stay the same from one version to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from math import gcd
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from benchmarks.tables import FROZEN
from shuangjian.rules import RULES

ROW_GROUP = 500_000
PRIME = 2**31 - 1
FIRST_DAY, DAYS = date(2020, 9, 1), 2500
CALENDARS = 5
FIRST_ID = 1_000_000_000
"""Ids have one length, so that they sort as text as they do as numbers."""
OTHER_PLACES = ("beijing", "jinan", "chongqing", "guangdong", "hubei", "liaoning", "cn")
HOMEWORK_PLACES = (
    *((p, 25) for p in OTHER_PLACES), ("shanghai", 30), ("sichuan", 20), ("chengdu", 10), ("anshan", 10), ("haishu", 10),
    ("atlantis", 1),
)  # fmt: skip
"""Shares in thousandths; where none is drawn, nobody said."""
LESSON_PLACES = (*((p, 25) for p in OTHER_PLACES), ("shanghai", 30), ("haikou", 20), ("suzhou", 20), ("atlantis", 1))
KINDS = (
    ("school_day", 680), ("rest_day", 195), ("vacation", 70), ("statutory_holiday", 20), ("make_up_day", 20),
    ("season_break", 8), ("sports day", 1),
)  # fmt: skip
Shares = Sequence[tuple[Any, int]]


def homework(folder: Path, rows: int) -> Path:
    """Class-days of homework."""
    return _written(folder / f"homework-{rows}.parquet", lambda: _homework(rows))


def lessons(folder: Path, rows: int) -> Path:
    """Lessons, those of one class far apart in the file."""
    return _written(folder / f"lessons-{rows}.parquet", lambda: _lessons(rows))


def calendar(folder: Path) -> Path:
    """What each day is for the pupils, by calendar; a few days nobody entered."""
    return _written(folder / "calendar.parquet", _calendar)


def _written(path: Path, table: Any) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        table().sink_parquet(unfinished, row_group_size=ROW_GROUP, compression="lz4")
        unfinished.rename(path)
    return path


# ------------------------------------------------------------------------------------------- drawing


def _drawn(of: pl.Expr, seed: int, below: int) -> pl.Expr:
    """A number from 0 on, evenly spread and unlike that of any other seed."""
    mixed = (of * 48_271 + seed * 69_621_481 + 1) % PRIME
    for factor in (1_343_714_438, 16_807 + seed):
        mixed = (mixed * mixed + mixed * factor + seed) % PRIME
    return (mixed // 64 % below).cast(pl.Int32)


def _nulled(value: pl.Expr, of: pl.Expr, seed: int, per_thousand: float) -> pl.Expr:
    """The value, but for a share of the rows."""
    return pl.when(_drawn(of, seed, 100_000) >= per_thousand * 100).then(value)


def _chosen(of: pl.Expr, seed: int, shares: Shares, otherwise: Any = None) -> pl.Expr:
    """One of several values, by their shares in thousandths."""
    number, total = _drawn(of, seed, 1000), sum(share for _, share in shares)
    chosen = pl.lit(otherwise, pl.String if isinstance(shares[0][0], str) else None)
    for value, share in reversed(shares):
        chosen = pl.when(number < total).then(pl.lit(value)).otherwise(chosen)
        total -= share
    return chosen


def _spoilt(value: pl.Expr, of: pl.Expr, seed: int, *impossible: Any) -> pl.Expr:
    """The value, but for one row in ten thousand, which holds what cannot be."""
    number = _drawn(of, seed, 10_000 * len(impossible))
    return reduce(lambda v, n: pl.when(number == n[0]).then(pl.lit(n[1])).otherwise(v), enumerate(impossible), value)


def _day(number: pl.Expr) -> pl.Expr:
    return pl.lit(FIRST_DAY) + pl.duration(days=number)


# ------------------------------------------------------------------------------------------- the tables


def _homework(rows: int) -> pl.LazyFrame:
    row = pl.col("record")
    day = pl.when(_drawn(row, 1, 50) == 0).then(_day(-_drawn(row, 2, 1000))).otherwise(_day(_drawn(row, 2, DAYS)))
    minutes = pl.when(_drawn(row, 9, 10) < 3).then(0).otherwise(_drawn(row, 10, 100))
    at_home = pl.when(_drawn(row, 12, 10) < 6).then(0).otherwise(_drawn(row, 13, 60))
    return pl.LazyFrame({"record": pl.int_range(rows, eager=True)}).select(
        row + FIRST_ID,
        place=_chosen(row, 3, HOMEWORK_PLACES),
        date=_nulled(_spoilt(day, row, 4, date(1900, 1, 1), date(2999, 12, 31)), row, 5, 2),
        day_kind=_chosen(row, 6, KINDS),
        grade=_nulled(_spoilt(1 + _drawn(row, 7, 12), row, 8, -1, 0, 13), row, 17, 5),
        system=_chosen(row, 18, (("六三", 800), ("五四", 150), ("八四", 1))),
        written_minutes=_nulled(_spoilt(minutes, row, 11, -5, 1441), row, 19, 10),
        written_home_minutes=_nulled(_spoilt(at_home, row, 14, -5, 6000), row, 20, 10),
        written_subjects=_nulled(_spoilt(_drawn(row, 15, 6), row, 21, -1, 31), row, 22, 10),
        is_posted=_chosen(row, 16, ((True, 900), (False, 50))),
    )


def _lessons(rows: int) -> pl.LazyFrame:
    """Fifty lessons a class, three a day; every twentieth class or so has a busier clock.

    Of few lessons the class or the day is not told: each leaves open what came before others it may belong to.
    """
    stride = next(n for n in range(rows * 618 // 1000 | 1, 2 * rows, 2) if gcd(n, rows) == 1)
    row, group = pl.col("record"), pl.col("record") // 50
    slot = (row % 3).cast(pl.Int32)
    day = _day(_drawn(group, 1, DAYS) + (row % 50 // 3 * 3).cast(pl.Int32) - pl.when(_drawn(group, 2, 50) == 0).then(1200).otherwise(0))  # fmt: skip
    jitter = pl.when(_drawn(row, 3, 100) == 0).then(0).otherwise(slot * 45 + _drawn(row, 4, 9))
    starts = day.cast(pl.Datetime("us")) + pl.duration(minutes=1020 + _drawn(group, 5, 90) + jitter)
    length = _chosen(row, 6, ((25, 300), (30, 590), (35, 80), (42, 29), (270, 1)), 40)
    ends = starts + pl.duration(minutes=length)
    second = pl.duration(seconds=1)
    made = pl.LazyFrame({"row": pl.int_range(rows, eager=True)}).select(record=pl.col("row") * stride % rows)
    return made.select(
        row + FIRST_ID,
        class_id=_nulled(pl.lit("G") + group.cast(pl.String), row, 7, 0.01),
        place=_chosen(group, 8, LESSON_PLACES),
        calendar=pl.lit("calendar ") + (group % CALENDARS).cast(pl.String),
        date=_nulled(_spoilt(day, row, 9, date(1900, 1, 1)), row, 10, 0.1),
        stage=_chosen(group, 11, (("primary", 480), ("junior", 300), ("senior", 180), ("preschool", 30), ("tertiary", 1))),
        mode=_nulled(_spoilt(_chosen(group, 12, (("online", 500),), "offline"), row, 13, "hybrid"), row, 14, 2),
        subject=_nulled(_chosen(group, 15, (("subject", 300),), "non_subject"), row, 16, 3),
        is_live=_chosen(row, 17, ((True, 900), (False, 80))),
        starts_at=_nulled(starts + pl.when(_drawn(row, 18, 2000) == 0).then(second).otherwise(0 * second), row, 19, 3),
        ends_at=_nulled(ends + pl.when(_drawn(row, 20, 2000) == 0).then(second).otherwise(0 * second), row, 21, 3),
        overlaps_school=_chosen(row, 22, ((False, 900), (True, 60))),
        sets_homework=_chosen(row, 23, ((False, 900), (True, 60))),
        grade=_nulled(_spoilt(1 + _drawn(group, 24, 9), row, 25, 99), row, 26, 50),
    )  # fmt: skip


def _calendar() -> pl.LazyFrame:
    """Weeks, vacations and holidays of some years, each calendar a little different; the last year may still change."""
    on, which, days = pl.col("date"), pl.col("which"), 4000
    row = pl.col("day") * CALENDARS + which
    week, month, day = on.dt.weekday(), on.dt.month(), on.dt.day()
    kind = (
        pl.when((month == 10) & (day <= 3)).then(pl.lit("statutory_holiday"))
        .when(month.is_in([7, 8]) | ((month == 1) & (day > 15 + which)) | ((month == 2) & (day < 10 + which)))
        .then(pl.lit("vacation"))
        .when((month == 11) & day.is_between(3 + which, 7 + which)).then(pl.lit("season_break"))
        .when((week == 6) & (day < 5)).then(pl.lit("make_up_day"))
        .when(week >= 6).then(pl.lit("rest_day"))
        .otherwise(pl.lit("school_day"))
    )  # fmt: skip
    whole = pl.LazyFrame({"day": pl.int_range(days, eager=True)}).join(
        pl.LazyFrame({"which": pl.int_range(CALENDARS, eager=True)}), how="cross"
    )
    dated = whole.with_columns(date=pl.lit(date(2016, 12, 1)) + pl.duration(days=pl.col("day")))
    return dated.filter(_drawn(row, 1, 500) > 0).select(
        calendar=pl.lit("calendar ") + which.cast(pl.String),
        date=on,
        day_kind=_nulled(kind, row, 2, 2),
        provisional=_nulled(on >= date(2027, 1, 1), row, 3, 5),
    )


# ------------------------------------------------------------------------------------------- rare things, often

_ROWS = [row for r in RULES if any(r.id in frozen for frozen in FROZEN.values()) for n in r.norms for row in n.rows]
_ENDS = {day for row in _ROWS for days in (row.start, row.end) if days for day in (days.first, days.last)}
TURNING_DAYS = sorted({day for day in _ENDS if day.year > 2000} | {date(2024, 3, 4), date(2027, 2, 1)})
"""Days on which some law of the frozen rules began or ended, and everyday ones."""


def rare_homework(rows: int) -> list[dict[str, Any]]:
    """Class-days that are seldom alike: every value and every day that makes a difference, a tenth of it null."""
    rng = Random("homework")
    return [
        {"record": FIRST_ID + n}
        | _some(
            rng,
            place=[None, None, *(p for p, _ in HOMEWORK_PLACES)],
            date=_turning_days(rng),
            day_kind=["school_day"] * 6 + [k for k, _ in KINDS],
            grade=range(-1, 14),
            system=["六三", "五四", "八四"],
            written_minutes=[-1, 0, 30, 45, 46, 60, 61, 90, 91, 1440, 1441],
            written_home_minutes=[-1, 0, 0, 1, 1440, 1441],
            written_subjects=[-1, *range(7), 30, 31],
            is_posted=[True, False],
        )
        for n in range(rows)
    ]


def rare_lessons(rows: int) -> list[dict[str, Any]]:
    """Lessons of the same kind, in groups small enough to be alone, and large enough for ties."""
    rng = Random("lessons")
    return [{"record": FIRST_ID + n} | _rare_lesson(rng, rows // 60) for n in range(rows)]


def _rare_lesson(rng: Random, groups: int) -> dict[str, Any]:
    told = _some(
        rng,
        place=[None, None, "cn", "beijing", "haikou", "haikou", "suzhou", "suzhou", "atlantis"],
        stage=["primary", "junior", "senior", "preschool", "tertiary"],
        mode=["online", "online", "offline", "hybrid"],
        subject=["subject", "subject", "non_subject", "both"],
        is_live=[True, False],
        overlaps_school=[True, False],
        sets_homework=[True, False],
        grade=[1, 2, 2, 3, 99],
    )
    told |= _some(rng, 0.005, class_id=[f"G{rng.randrange(groups)}"], date=_turning_days(rng))
    return told | {"calendar": "calendar 0"} | _times(rng, told["date"])


def rare_calendar() -> list[dict[str, Any]]:
    """Every kind of day, on the days lessons may have."""
    rng = Random("calendar")
    days = [day + timedelta(n) for day in TURNING_DAYS for n in (-1, 0, 1)]
    kinds = [kind for kind, _ in KINDS] + [None]
    return [
        {
            "calendar": "calendar 0",
            "date": on,
            "day_kind": rng.choice(kinds),
            "provisional": rng.choice([None, True, False]),
        }
        for on in sorted(set(days))
    ]


def _some(rng: Random, nulls: float = 0.1, **values: Sequence[Any]) -> dict[str, Any]:
    return {n: None if rng.random() < nulls else rng.choice(v) for n, v in values.items()}


def _turning_days(rng: Random) -> Sequence[date]:
    return [
        *(rng.choice(TURNING_DAYS) + timedelta(rng.randrange(-1, 2)) for _ in range(30)),
        date(1900, 1, 1),
        date(2999, 1, 1),
    ]


def _times(rng: Random, on: date | None) -> dict[str, Any]:
    """From seven in the evening of the day, seldom the next one; some with seconds, some out of this world."""
    day = on or date(2024, 3, 4)
    late = timedelta(minutes=rng.choice([0, 10, 50, 51, 60, 0, 10, 50, 51, 60, 1440]))
    starts = datetime(day.year, day.month, day.day, 19) + late  # noqa: DTZ001  # local wall-clock time
    ends = starts + timedelta(minutes=rng.choice([-5, 0, 30, 31, 40, 41, 70, 71, 90, 91, 120, 121, 300]))
    second, lost = timedelta(seconds=1), datetime(2500, 1, 1)  # noqa: DTZ001
    return _some(
        rng,
        starts_at=[starts] * 40 + [starts + second, lost],
        ends_at=[ends] * 40 + [ends + second, lost],
    )
