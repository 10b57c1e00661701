# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Derivations over what came before, on tables: windows of one partition and one order, which engines sort but once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial, reduce
from operator import and_, or_
from typing import Any

import attrs
import narwhals as nw

from .columns import MARK, possible
from .derive import Derivation
from .engine_words import projected, quoted
from .fact import form
from .graph import Answer, Ask
from .layout import laid_out
from .rows import Rows, answers_of, apart, dtype_of, typed, wide, widened
from .strays import strays_of, wholeness

_MOMENT, _SIGN, _SIZE, _CALLED, _BEFORE = (f"{MARK}turn_{n}" for n in ("moment", "sign", "size", "called", "before"))
"""When a row comes, what it is called, and what stood before it."""
_FIRST, _LAST, _GROUP, _KNOWN = (f"{MARK}turn_{n}" for n in ("first", "last", "group", "known"))
_VAGUE, _TORN, _TIED = (f"{MARK}turn_{n}" for n in ("vague", "torn", "tied"))
"""Whether a moment of the group is not known, whether two before it are tied, whether it is tied with the next."""
_KEYED, _SEEN = f"{MARK}turn_keyed", f"{MARK}turn_seen"
_MINUTE = 60_000_000
"""Microseconds."""
_ZERO = 2**28
"""Added to minutes and days, from 1949 to 2200, so that none is below one."""
_NEVER = datetime(2200, 1, 3)  # noqa: DTZ001  # two days, as Spark moves it to its zone
"""A moment after every one: where it is the latest, no latest is known."""
_LONG_AGO = datetime(1900, 1, 1)  # noqa: DTZ001  # local time
"""A moment before every one: where it is the latest so far, there was none."""


@attrs.frozen
class Window:
    """How the rows of a table are completed by what came before them, all in one table.

    Attributes:
        derivation: What completes them.
        name: The column that tells apart who comes at one moment.

    """

    derivation: Derivation[Any, Any]
    name: str | None

    @property
    def adds(self) -> Mapping[str, Any]:
        """The fields that are made, and the types of their columns."""
        types = form(self.derivation.target).types
        return {n: dtype_of(types[n]) for n in self.derivation.spelled}

    def completed(self, frame: Any, cleaned: Mapping[str, str]) -> Any:
        """The frame, completed; rows whose group is not known say what they said.

        Args:
            frame: The frame.
            cleaned: Its columns for fields as the law may read them.

        """
        rows = Rows(frame, self.derivation, (), cleaned)
        return windowed(rows, rows.parted()[1], self.name)


def windowed(rows: Rows, left: Any, name: str | None) -> Any:
    """The rows, each completed by what came before it; those of no known group as they were.

    Args:
        rows: What is asked of them.
        left: Those whose group is not known.
        name: The column that tells apart who comes at one moment.

    """
    spelled, words = apart(rows.derivation.spelled, _WINDOW)
    strays = None if _OF_SEEN.issuperset(w.op for w in words.values()) else strays_of(rows, left)
    frame = rows.with_keys(rows.frame).with_columns(rows.columns(rows.is_keyed(), nw.Boolean()).alias(_KEYED))
    given = {n: tuple(map(rows.say, w.args)) for n, w in words.items()}
    given = {n: xs for n, xs in given.items() if None not in xs or words[n].op in _OF_WHATEVER}
    turns = _Turns(rows, name)
    asked = [x for xs in given.values() for x in xs if isinstance(x, Ask) and x.op != "field"]
    frame = laid_out(frame, rows.columns, asked)
    of = {op: {n: xs for n, xs in given.items() if words[n].op == op} for op in _WINDOW}
    latest = of["latest_before"] | of["latest_seen_before"]
    asking = {xs: n for n, xs in latest.items()}  # of those that ask the same, one
    frame, most = _most(rows, frame, of["some_before"], {n: xs for xs, n in asking.items()})
    frame = turns.in_order(frame, {n: x for n, (x,) in of["previous"].items()}, most)
    frame = widened(frame, {f"{n}{_BEFORE}": nw.col(f"{asking[xs]}{_BEFORE}") for n, xs in latest.items()})
    frame = turns.with_known(frame, strays)
    frame = widened(frame, {n: _WINDOW[words[n].op](turns, n, *xs) for n, xs in given.items()})
    frame, answers = answers_of(rows, frame, spelled, words)
    answers = {n: nw.when(nw.col(_KEYED)).then(e) for n, e in answers.items()}
    fields = {n: unless_stated(rows, n, possible(e, rows.form.fields[n])) for n, e in answers.items()}
    return frame.with_columns(**fields).select(*dict.fromkeys([*rows.schema, *fields]))


def unless_stated(rows: Rows, name: str, made_: Any) -> Any:
    """What is made of a field, unless the row says any of those that are made itself."""
    there = [n for n in rows.derivation.spelled if n not in rows.asker.unknown]
    if not there:
        return made_
    is_stated = reduce(or_, (~rows.columns_of(rows.schema).clean(n).is_null() for n in there))
    type_ = rows.form.types[name]
    own = nw.col(name) if name in there else nw.lit(None, dtype_of(type_))
    own = own if rows.schema.get(name) in (None, nw.String) or dtype_of(type_) != nw.String else own.cast(nw.String())
    return nw.when(is_stated).then(typed(own, type_)).otherwise(made_)


class _Turns:
    """Who came before whom in each group: windows of one partition and one order, which engines sort but once.

    Unknown moments come first; no name is an empty one. Two who share a moment and a name are tied.
    """

    def __init__(self, rows: Rows, name: str | None) -> None:
        """For rows, and the column that names them."""
        self.rows, self.moment = rows, _MOMENT
        self.names = partial(_named, name, None if name is None else rows.schema[name])
        """What names are sorted by, in the words of a module of expressions."""

    def in_order(self, frame: Any, wanted: Mapping[str, Answer], most: Iterable[str]) -> Any:
        """The frame with what is wanted of the row before each, or before it at most, and whether its turn is seen."""
        moment = self.rows.say(self.rows.form.spell(self.rows.derivation.order or ""))
        frame, (self.moment, *before) = self.rows.named(frame, {_MOMENT: moment, **wanted})
        beside: Callable[..., Any] = _BESIDE.get(self.rows.frame.implementation, _in_sql)
        frame = beside(frame, self, {f"{n}{_BEFORE}": x for n, x in zip(wanted, before, strict=True)}, most)
        is_alone = nw.col(_FIRST) & nw.col(_LAST)
        is_in_order = ~nw.col(_VAGUE) & ~nw.col(_TORN) & ~nw.col(_TIED)
        return frame.with_columns((is_alone | is_in_order).alias(_SEEN))

    def with_known(self, frame: Any, strays: Any) -> Any:
        """The frame with whether nothing but what is seen can have come before."""
        if strays is None:
            return frame.with_columns(nw.col(_SEEN).alias(_KNOWN))
        frame, is_whole = wholeness(self.rows, frame, strays)
        return frame.with_columns((nw.col(_SEEN) & is_whole).alias(_KNOWN))

    def over(self, x: Any) -> Any:
        """A window of each group in its order."""
        return x.over(*self.rows.group, order_by=[self.moment, *self.names(nw)])


_NO, _OPEN, _YES = range(3)
"""Whether something holds, so that the largest of several says whether it does for any."""


def _most(rows: Rows, frame: Any, some: Mapping[str, Any], latest: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """The frame with columns whose largest value before a row is asked for, and their names."""
    graph, say = rows.asker.graph, rows.columns
    columns = {n: say(graph.case([(where, _YES), (graph.no(where), _NO)], _OPEN)) for n, (where,) in some.items()}
    for n, (x, where) in latest.items():
        is_unsure = graph.either(graph.no(graph.known(where)), graph.both(where, graph.no(graph.known(x))))
        sure = say(graph.case([(where, x)]))
        columns[n] = nw.when(say(is_unsure)).then(_never(say.dtype(x), _NEVER)).otherwise(sure)
    return widened(frame, columns), [*columns]


def _never(dtype: Any, never: datetime) -> Any:
    """What is after every moment, or before, or after or before every day."""
    return nw.lit(never.date()) if dtype == nw.Date else nw.lit(never).cast(dtype)


def _named(name: str | None, dtype: Any, words: Any) -> dict[str, Any]:
    """What names are sorted by, never null: those with a minus first, then the shorter; the last tells them apart.

    So numbers come in their order, whether they are numbers or texts. The words are those of narwhals, or of Polars.
    """
    if name is None:
        return {_CALLED: words.lit(0)}
    own = words.col(name)
    if dtype.is_integer() and dtype != nw.UInt64:
        own = own.cast(words.Int64)
        called = words.when(own < 0).then(-(own + 1)).otherwise(own)
        return {_SIGN: (own >= 0).fill_null(value=False), _CALLED: called.fill_null(-1)}
    own = (own if dtype == nw.String else own.cast(words.String)).fill_null("")
    return {_SIGN: own >= "0", _SIZE: own.str.len_chars(), _CALLED: own}


# ------------------------------------------------------------------------------------------- as each engine does it


def _sorted(frame: Any, turns: _Turns, wanted: Mapping[str, str], most: Iterable[str]) -> Any:
    """As Polars does it far faster: the whole frame sorted, its groups by numbers in place of texts."""
    import polars as pl  # noqa: PLC0415  # only where it is used

    native, group, names = frame.to_native(), turns.rows.group, turns.names(pl)
    texts = {k for k, dtype in native.collect_schema().items() if k in group and dtype in (pl.String, pl.Categorical)}
    codes = {f"{k}{MARK}code": pl.col(k).cast(pl.Categorical).to_physical() for k in texts}
    by = [f"{k}{MARK}code" if k in texts else k for k in group]
    native = native.with_columns(**codes).sort(*by, turns.moment, *names.values())
    is_next = pl.all_horizontal(pl.col(k).eq_missing(pl.col(k).shift(1)) for k in by) & (pl.int_range(pl.len()) > 0)
    native = native.with_columns((~is_next).alias(_FIRST), **names)
    first, same = pl.col(_FIRST), (pl.col(c) == pl.col(c).shift(1) for c in (turns.moment, _CALLED))
    is_tied = reduce(and_, same, ~first).fill_null(value=False)  # with the one before
    native = native.with_columns(is_tied.alias(_TIED), first.cum_sum().alias(_GROUP))
    last_tied = pl.when(pl.col(_TIED)).then(pl.col(_GROUP)).forward_fill()
    told = {
        _VAGUE: pl.when(first).then(pl.col(turns.moment).is_null()).forward_fill(),
        _TORN: (last_tied == pl.col(_GROUP)).fill_null(value=False),
        _TIED: pl.col(_TIED).shift(-1, fill_value=False),
        _LAST: first.shift(-1, fill_value=True),
    }
    before = {n: pl.when(~first).then(pl.col(x).shift(1)) for n, x in wanted.items()}
    schema = native.collect_schema()
    so_far = {n: _so_far(pl, n, schema[n]) for n in most}
    before |= {f"{n}{_BEFORE}": pl.when(~first).then(x.shift(1)) for n, x in so_far.items()}
    return nw.from_native(native.with_columns(**told, **before))


def _so_far(pl: Any, name: str, dtype: Any) -> Any:
    """The largest in a group down to each row: that of all rows, each group lifted above the last.

    Moments are whole minutes, so that half a word is enough and leaves room for as many groups as a frame has rows.
    """
    is_moment, lift = dtype == pl.Datetime, pl.col(_GROUP).cast(pl.Int64) * (2 * _ZERO)
    x = pl.col(name).dt.epoch("us") // _MINUTE if is_moment else pl.col(name)
    found = ((x.cast(pl.Int64) + _ZERO).fill_null(0) + lift).cum_max() - lift
    told = pl.when(found > 0).then(found - _ZERO)
    return (told * _MINUTE if is_moment else told.cast(pl.Int32)).cast(dtype)


def _in_sql(frame: Any, turns: _Turns, wanted: Mapping[str, str], most: Iterable[str]) -> Any:
    """As one SQL does it: rows are numbered, and those that are tied have one rank."""
    engine, names = frame.implementation, turns.names(nw)
    by = ", ".join(quoted(n, engine) for n in turns.rows.group)
    order = ", ".join(f"{quoted(n, engine)} nulls first" for n in (turns.moment, *names))
    over, moment = f"over (partition by {by} order by {order})", quoted(turns.moment, engine)
    told = {
        _FIRST: f"row_number() {over} = 1",
        _LAST: f"lead({_CALLED}) {over} is null",
        _VAGUE: f"first_value({moment}) {over} is null",
        _TORN: f"dense_rank() {over} < row_number() {over}",
        _TIED: f"coalesce(lead({_CALLED}) {over} = {_CALLED} and lead({moment}) {over} = {moment}, false)",
    }
    before = {n: f"lag({quoted(x, engine)}) {over}" for n, x in wanted.items()}
    earlier = f"{over[:-1]} rows between unbounded preceding and 1 preceding)"
    before |= {f"{n}{_BEFORE}": f"max({quoted(n, engine)}) {earlier}" for n in most}
    return projected(frame.with_columns(**names), told | before)


def _by_windows(frame: Any, turns: _Turns, wanted: Mapping[str, str], most: Iterable[str]) -> Any:
    """As narwhals says it, for engines that have no ranks of several columns: a second window on the first."""

    def beside(name: str, by: int) -> Any:
        return turns.over(nw.col(name).shift(by))

    def is_tied(by: int) -> Any:
        same = (nw.col(c) == beside(c, by) for c in (turns.moment, _CALLED))
        return reduce(and_, same).fill_null(value=False)

    def ever(x: Any) -> Any:
        return turns.over(x.cast(nw.Int32()).cum_max()) > 0

    told = {_FIRST: beside(_CALLED, 1).is_null(), _LAST: beside(_CALLED, -1).is_null()}
    told |= {_TORN: is_tied(1), _TIED: is_tied(-1)} | {n: beside(x, 1) for n, x in wanted.items()}
    frame = frame.with_columns(**turns.names(nw)).with_columns(**told)
    schema = frame.collect_schema()
    moments = {n: _never(schema[n], _LONG_AGO) for n in most if schema[n] in (nw.Date, nw.Datetime)}
    filled = {n: nw.col(n).fill_null(moments[n]) if n in moments else nw.col(n) for n in most}  # else none so far there
    frame = widened(frame, {f"{n}{_BEFORE}": turns.over(x.cum_max()) for n, x in filled.items()})
    frame = widened(frame, {f"{n}{_BEFORE}": beside(f"{n}{_BEFORE}", 1) for n in most})
    so_far = {n: nw.col(f"{n}{_BEFORE}") for n in moments}
    frame = widened(frame, {f"{n}{_BEFORE}": nw.when(x > moments[n]).then(x) for n, x in so_far.items()})
    return frame.with_columns(**{_TORN: ever(nw.col(_TORN)), _VAGUE: ever(nw.col(turns.moment).is_null())})


_BESIDE: Mapping[Any, Callable[..., Any]] = {
    nw.Implementation.POLARS: _sorted,
    nw.Implementation.IBIS: _by_windows,
}
"""What is first and last in its group, vague, torn or tied, and what stood before; where nothing is named, by SQL."""


# ------------------------------------------------------------------------------------------- words


def _previous(_: _Turns, name: str, __: Answer) -> Any:
    return nw.when(nw.col(_KNOWN)).then(nw.col(f"{name}{_BEFORE}"))


def _is_first(_: _Turns, __: str, ___: Answer) -> Any:
    return nw.when(nw.col(_KNOWN) | (nw.col(_SEEN) & ~nw.col(_FIRST))).then(nw.col(_FIRST))


def _some_before(_: _Turns, name: str, __: Answer) -> Any:
    most = nw.col(f"{name}{_BEFORE}").fill_null(_NO)
    is_told = (nw.col(_KNOWN) & (most == _NO)) | (nw.col(_SEEN) & (most == _YES))
    return nw.when(is_told).then(most == _YES)


def _latest_before(turns: _Turns, name: str, x: Answer, _: Answer, told: str = _KNOWN) -> Any:
    latest = nw.col(f"{name}{_BEFORE}")
    is_sure = latest < _never(turns.rows.columns.dtype(x), _NEVER)
    return nw.when(nw.col(told) & is_sure).then(latest)


def _running(turns: _Turns, _: str, x: Answer, told: str = _KNOWN) -> Any:
    """Engines pass over what is not known; from the first of it on, so is the sum."""
    columns, graph = turns.rows.columns, turns.rows.asker.graph
    unknown = turns.over(columns(graph.case([(graph.known(x), 0)], 1)).cum_sum())
    return nw.when(nw.col(told) & (unknown == 0)).then(turns.over(wide(columns, x).cum_sum()))


_WINDOW: Mapping[str, Callable[..., Any]] = {
    "previous": _previous, "is_first": _is_first, "some_before": _some_before, "latest_before": _latest_before,
    "latest_seen_before": partial(_latest_before, told=_SEEN), "running": _running,
    "running_seen": partial(_running, told=_SEEN),
}  # fmt: skip
_OF_WHATEVER = ("is_first", "some_before")
"""Words that may be known though nothing they take is."""
_OF_SEEN = frozenset({"latest_seen_before", "running_seen"})
"""Words no record of no known group can change."""
