# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""The words of quantities and time in narwhals, and how an engine that lacks one says it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import reduce
from typing import Any

import narwhals as nw

from .fact import EARLIEST, LATEST


def _clock(moment: Any, day: Any) -> Any:
    return (moment - day.cast(nw.Datetime("us"))).dt.total_minutes()


_EPOCH = 719_163
"""1970-01-01, counted from the first day of year 1, as Python does."""


def _before(year: Any) -> Any:
    """The days before a year."""
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400


def _ordinal(day: Any) -> Any:
    """The number of a day, in plain arithmetic: not every engine has durations."""
    return _before(day.dt.year().cast(nw.Int64)) + day.dt.ordinal_day().cast(nw.Int64)


def _minute(moment: Any) -> Any:
    """The number of a minute."""
    return (_ordinal(moment) * 24 + moment.dt.hour().cast(nw.Int64)) * 60 + moment.dt.minute().cast(nw.Int64)


def _months_later(day: Any, number: int) -> Any:
    """The same day some months later, or the last of that month, where dates can be moved by days alone."""
    months = day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64) - 1 + number
    year, month, of_month = months // 12, months % 12 + 1, day.dt.day().cast(nw.Int64)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    length = nw.when(month.is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    length = nw.when(month == 2).then(february).otherwise(length)  # noqa: PLR2004  # February
    of_month = nw.when(of_month <= length).then(of_month).otherwise(length)
    shorter = nw.when(month <= 2).then(nw.lit(0)).otherwise(february - 30)  # noqa: PLR2004  # as above
    found = _before(year) + (month * 367 - 362) // 12 + shorter + of_month - _EPOCH
    return found.cast(nw.Int32).cast(nw.Date)


def _texts(parts: Iterable[Any]) -> list[Any]:
    return [p if isinstance(p, nw.Expr) else nw.lit(p) for p in parts]


def _two_digits(number: Any) -> Any:
    text, is_short = number.cast(nw.String), (number >= 0) & (number < 10)  # noqa: PLR2004  # digits
    return nw.when(is_short).then(nw.concat_str([nw.lit("0"), text], ignore_nulls=True)).otherwise(text)


def _text_by_parts(day: Any) -> Any:
    parts = (day.dt.year().cast(nw.String), _two_digits(day.dt.month()), _two_digits(day.dt.day()))
    return nw.when(~day.is_null()).then(nw.concat_str(list(parts), separator="-", ignore_nulls=True))


def _later(unit: str) -> Any:
    def later(day: Any, number: Any) -> Any:
        if not isinstance(number, int):
            msg = "a table can move a date by a number of the law, not by a column"
            raise TypeError(msg)
        return day.dt.offset_by(f"{number}{unit}")

    return later


def _week(day: Any) -> Any:
    """The Monday of a week; Sunday is 7 in most engines and 0 in Spark, so it is the day that is no other."""
    weekday, found = day.dt.weekday(), day.dt.offset_by("-6d")
    for past in range(6):
        found = nw.when(weekday == past + 1).then(day.dt.offset_by(f"-{past}d")).otherwise(found)
    return found.cast(nw.Date)


_WORDS: dict[str, Callable[..., Any]] = {
    "at_most": lambda a, b: a <= b,
    "at_least": lambda a, b: a >= b,
    "since": lambda a, b: a >= b,
    "exactly": lambda a, b: a == b,
    "no": lambda a: ~a,
    "known": lambda a: ~a.is_null(),
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "times": lambda a, b: a * b,
    "minutes_between": lambda a, b: (b - a).dt.total_minutes(),
    "clock": _clock,
    "month": lambda a: a.dt.year().cast(nw.Int32) * 100 + a.dt.month().cast(nw.Int32),
    "day_of": lambda a: a.dt.date(),
    "week_of": _week,
    "add_days": _later("d"),
    "add_months": _later("mo"),
    "text_date": lambda a: a.cast(nw.Date).cast(nw.String),
    "text": lambda a: a.cast(nw.String),
    "text_short": lambda a: a.cast(nw.String).str.replace_all(r"\.0+$", ""),  # how many noughts hangs on the engine
    "text_clock": lambda a: nw.concat_str([_two_digits(a // 60), nw.lit(":"), _two_digits(a % 60)], ignore_nulls=True),
    "glue": lambda *parts: nw.concat_str(_texts(parts), ignore_nulls=True),
    "listed": lambda *parts: nw.concat_str(_texts(parts), separator="; ", ignore_nulls=True),
}
_NO_DURATIONS = {
    "minutes_between": lambda a, b: _minute(b) - _minute(a),
    "clock": lambda moment, day: _minute(moment) - _ordinal(day) * 1440,
}
_OTHERWISE: Mapping[Any, Mapping[str, Callable[..., Any]]] = {
    nw.Implementation.PYARROW: {"add_months": _months_later},
    nw.Implementation.IBIS: _NO_DURATIONS
    | {"text_date": _text_by_parts},  # takes a moment for a date, and leaves it so
}
"""The words an engine needs said in another way."""


def words_of(engine: Any) -> Mapping[str, Callable[..., Any]]:
    """Each word as an engine says it."""
    return {**_WORDS, **_OTHERWISE.get(engine, {})}


_SPARK = (nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT)
_MINUTES = "cast(cast({1} - {0} as interval minute) as bigint)"
_IN_ITS_SQL = {
    "moment": f"case when {{0}} >= timestamp_ntz '{EARLIEST}' and {{0}} < timestamp_ntz '{LATEST + timedelta(1)}'"
    " and extract(second from {0}) = 0 then {0} end",
    "minutes_between": _MINUTES,
    "clock": _MINUTES.format("cast({1} as timestamp_ntz)", "{0}"),
}
"""Words of time in Spark's own SQL: narwhals has none for durations, and Spark would go by its session's time zone."""


def sql_words(engine: Any) -> Mapping[str, str]:
    """The words an engine's own SQL says, and narwhals does not; in braces the columns they are of."""
    return _IN_ITS_SQL if engine in _SPARK else {}


LONGEST: Mapping[Any, int] = {
    nw.Implementation.POLARS: 1 << 12,
    nw.Implementation.DUCKDB: 400,  # it copies a table of constants for each chunk of rows
    nw.Implementation.PYSPARK: 1 << 14,
    nw.Implementation.PYSPARK_CONNECT: 1 << 14,
}
"""The engines that look numbers up in a table of constants, and how many entries it should have at most."""


def reads_texts_late(engine: Any) -> bool:
    """Whether a text is read where it is asked for, row by row."""
    return engine in _SPARK


Parts = Sequence[tuple[str, int]]
"""Columns of numbers from 0 on, never null, that make one number: the first, each next in the `room` it takes."""


def room(engine: Any, size: int) -> int:
    """How many numbers to leave room for where there are so many: Spark checks each sum and product, but no bits."""
    return 1 << (size - 1).bit_length() if engine in _SPARK else size


def together(frame: Any, wanted: Mapping[str, Parts]) -> Any:
    """The frame with more columns, each of several numbers in one; of none it is 0.

    Args:
        frame: A frame of an engine that has lookups.
        wanted: For each column to make, what goes into it.

    """
    if frame.implementation is nw.Implementation.POLARS:
        return nw.from_native(frame.to_native().with_columns(**{n: _summed(parts) for n, parts in wanted.items()}))
    say = _one_number(frame.implementation)
    return projected(frame, {name: say(parts) for name, parts in wanted.items()})


def looked_up(frame: Any, wanted: Mapping[str, tuple[Parts, Sequence[int]]]) -> Any:
    """The frame with more columns, each looked up in a table of numbers.

    Args:
        frame: A frame of an engine that has lookups.
        wanted: For each column to make, what says where to look, and the table.

    """
    if frame.implementation is nw.Implementation.POLARS:
        import polars as pl  # noqa: PLC0415  # only where it is used

        made = {n: pl.lit(pl.Series(t, dtype=pl.Int32)).gather(_summed(parts)) for n, (parts, t) in wanted.items()}
        return nw.from_native(frame.to_native().with_columns(**made))
    at = _one_number(frame.implementation)
    say = _listed if frame.implementation is nw.Implementation.DUCKDB else _element
    return projected(frame, {name: say(at(parts), table) for name, (parts, table) in wanted.items()})


def _summed(parts: Parts) -> Any:
    import polars as pl  # noqa: PLC0415  # only where it is used

    said = pl.col(parts[0][0]) if parts else pl.repeat(0, pl.len())
    return reduce(lambda all_, part: all_ * part[1] + pl.col(part[0]), parts[1:], said)


def _one_number(engine: Any) -> Callable[[Parts], str]:
    is_duckdb = engine is nw.Implementation.DUCKDB
    join = "({} * {} + {})" if is_duckdb else "(shiftleft({}, {}) | {})"

    def say(parts: Parts) -> str:
        by = [(quoted(n, engine), size if is_duckdb else size.bit_length() - 1) for n, size in parts]
        return reduce(lambda all_, part: join.format(all_, part[1], part[0]), by[1:], by[0][0] if by else "0")

    return say


def _listed(at: str, table: Sequence[int]) -> str:
    return f"({list(table)}::integer[])[{at} + 1]"


def texts_of(frame: Any, at: str, wanted: Mapping[str, Sequence[str | None]]) -> Any:
    """The frame with more columns of texts, each looked up by one column of numbers, from 0 on and never null.

    Args:
        frame: A frame of an engine that has lookups.
        at: The column of numbers.
        wanted: For each column to make, the texts.

    """
    if frame.implementation is nw.Implementation.POLARS:
        import polars as pl  # noqa: PLC0415  # only where it is used

        made = {n: pl.lit(pl.Series(texts, dtype=pl.String)).gather(pl.col(at)) for n, texts in wanted.items()}
        return nw.from_native(frame.to_native().with_columns(**made))
    if frame.implementation is nw.Implementation.DUCKDB:
        return projected(frame, {n: f'([{_sql(texts)}]::varchar[])["{at}" + 1]' for n, texts in wanted.items()})
    return projected(frame, {n: f"cast(array({_sql(texts)}) as array<string>)[`{at}`]" for n, texts in wanted.items()})


def _sql(texts: Iterable[str | None]) -> str:
    return ", ".join("null" if text is None else literal(text) for text in texts)


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _element(at: str, table: Sequence[int]) -> str:
    return f"get(cast(split('{','.join(map(str, table))}', ',') as array<int>), {at})"


_IN_SPARK = {ord("\\"): "\\\\", ord("$"): "\\u0024"}
"""What stands in texts alone: Spark escapes by the one, and puts settings and the environment in place of the other."""


def projected(frame: Any, made: Mapping[str, str]) -> Any:
    """The frame with more columns, said in the SQL of its engine."""
    if not made:
        return frame
    native = frame.to_native()
    if frame.implementation is nw.Implementation.DUCKDB:
        return nw.from_native(native.project(", ".join(["*", *(f'{said} as "{name}"' for name, said in made.items())])))
    plain = {name: said.translate(_IN_SPARK) for name, said in made.items()}
    return nw.from_native(native.selectExpr("*", *(f"{said} as `{name}`" for name, said in plain.items())))


def quoted(name: str, engine: Any) -> str:
    """A name in the SQL of an engine."""
    quote = '"' if engine is nw.Implementation.DUCKDB else "`"
    return quote + name.replace(quote, quote * 2) + quote


def dictionary_codes(column: str, numbers: Sequence[tuple[str, int]], other: int) -> str:
    """The number of each text, in the SQL of DuckDB, which tells each text of a dictionary but once.

    Args:
        column: The column of texts, quoted.
        numbers: The number of each text.
        other: The number of any other; no text is 0.

    """
    listed = _sql(text for text, _ in numbers)
    at = f"enum_code(try_cast({column}::varchar as enum({listed})))::integer + 1"
    in_order = [n for _, n in numbers] == list(range(1, len(numbers) + 1))
    found = f"coalesce({at if in_order else f'({[n for _, n in numbers]})[{at}]'}, {other})"
    return found if not other else f"case when {column} is null then 0 else {found} end"
