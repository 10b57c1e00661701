# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Reader: recorded derivations -> narwhals, for whole tables; the same facts as from a list, unknowns included.

What a word over a group is given is asked row by row, as rules ask; the word itself is an aggregate, or a look at what
came before; what is said of these is asked of the result, as rules ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

import attrs
import narwhals as nw

from .columns import MARK, possible
from .derive import Derivation
from .expr import Node
from .fact import form
from .graph import Answer
from .layout import laid_out
from .rows import Rows, answers_of, apart, dtype_of, wide, widened
from .strays import strays_of, wholeness
from .turns import windowed
from .whole import OVER

_N, _WHEN, _BY, _COMES = (f"{MARK}{n}" for n in ("n", "when", "by", "comes"))


@attrs.frozen
class Made:
    """What a derivation makes of a table.

    Attributes:
        facts: The facts, a column a field, and ``place``; of a window all rows as they were, completed.
        left: The rows whose group is not known, as they were.

    """

    facts: Any
    left: Any


def made(frame: Any, derivation: Derivation[Any, Any], *, unknown: Iterable[str] = (), name: str | None = None) -> Made:
    """Make the facts of a table.

    Args:
        frame: A frame of narwhals, its columns named by the fields of the source.
        derivation: The derivation.
        unknown: Fields nobody knows: there is no column for them.
        name: The column that names a record; in a window it breaks ties.

    """
    rows = Rows(frame, derivation, unknown)
    keyed, left = rows.parted()
    facts = _grouped(rows, rows.with_keys(keyed), left) if derivation.order is None else windowed(rows, left, name)
    return Made(facts, left)


@attrs.frozen
class _Whole:
    """How a word over a group is put together.

    Attributes:
        given: What is taken of each row.
        is_sure: Whether it is known what a row gives; the whole is unknown unless it is known of each.
        put: The aggregates of what is taken.
        said: What they come to.
        runs: From when until when what is taken counts, where it is its largest sum at one time that is asked.

    """

    given: Answer
    is_sure: Answer
    put: Mapping[str, Callable[[Any], Any]]
    said: Callable[[Callable[[str], Any]], Any]
    runs: tuple[Answer, Answer] | None = None

    def is_open(self) -> bool:
        """Whether it is unknown of every group."""
        return self.given is None and (self.is_sure is None or self.is_sure is False)


def _sum(given: Answer, is_sure: Answer) -> _Whole:
    return _Whole(given, is_sure, {"sum": lambda c: c.sum()}, lambda of: of("sum"))


def _total(rows: Rows, x: Any, where: Any) -> _Whole:
    """Of nothing it does not matter whether it belongs."""
    graph, amount, is_in = rows.asker.graph, rows.say(x), rows.say(where)
    is_nothing = rows.say(Node("exactly", (x, 0)))
    is_sure = graph.either(graph.no(is_in), graph.both(is_in, graph.known(amount)), is_nothing)
    return _sum(graph.case([(is_in, amount)]), is_sure)


def _count(rows: Rows, where: Any) -> _Whole:
    graph, is_in = rows.asker.graph, rows.say(where)
    return _sum(graph.case([(is_in, 1)]), graph.known(is_in))


def _distinct(rows: Rows, x: Any, where: Any) -> _Whole:
    """Engines count what is not known as one more value; here it stands for the rows that are not meant."""
    graph, value, is_in = rows.asker.graph, rows.say(x), rows.say(where)
    is_sure = graph.either(graph.no(is_in), graph.both(is_in, graph.known(value)))
    put = {"kinds": lambda c: c.n_unique(), "kept": lambda c: c.count()}

    def said(of: Callable[[str], Any]) -> Any:
        return nw.when(of("kept") < nw.col(_N)).then(of("kinds") - 1).otherwise(of("kinds"))

    return _Whole(graph.case([(is_in, value)]), is_sure, put, said)


def _some(rows: Rows, where: Any) -> _Whole:
    """It is enough to know it of one; so each row is sure, and counted here."""
    graph, is_in = rows.asker.graph, rows.say(where)
    put = {"any": lambda c: c.max(), "kept": lambda c: c.count()}

    def said(of: Callable[[str], Any]) -> Any:
        is_settled = (of("any") == 1) | (of("kept") == nw.col(_N))
        return nw.when(is_settled).then(of("any") == 1)

    return _Whole(graph.case([(is_in, 1), (graph.no(is_in), 0)]), is_sure=True, put=put, said=said)


def _end(rows: Rows, x: Any, put: Callable[[Any], Any]) -> _Whole:
    given = rows.say(x)
    return _Whole(given, rows.asker.graph.known(given), {"end": put}, lambda of: of("end"))


def _least(rows: Rows, x: Any) -> _Whole:
    return _end(rows, x, lambda c: c.min())


def _greatest(rows: Rows, x: Any) -> _Whole:
    return _end(rows, x, lambda c: c.max())


def _peak(rows: Rows, x: Any, begins: Any, ends: Any) -> _Whole:
    """What is taken of a row is, in the end, the sum at the time it begins; see `_running`."""
    graph, amount, (first, last) = rows.asker.graph, rows.say(x), map(rows.say, (begins, ends))
    is_sure = graph.both(graph.known(amount), graph.no(graph.word("at_most", last, first)))
    return _Whole(amount, is_sure, {"end": lambda c: c.max()}, lambda of: of("end"), runs=(first, last))


def _only(rows: Rows, x: Any) -> _Whole:
    given = rows.say(x)
    put = {"low": lambda c: c.min(), "high": lambda c: c.max()}
    is_one = lambda of: nw.when(of("low") == of("high")).then(of("low"))  # noqa: E731  # as those beside it
    return _Whole(given, rows.asker.graph.known(given), put, is_one)


_WHOLES: Mapping[str, Callable[..., _Whole]] = {
    "total": _total, "count": _count, "distinct": _distinct, "some": _some, "least": _least, "greatest": _greatest,
    "only": _only, "peak": _peak,
}  # fmt: skip


def _grouped(rows: Rows, keyed: Any, left: Any) -> Any:
    """One row a group."""
    spelled, words = apart(rows.derivation.spelled, OVER)
    known = {n: key for n, w in words.items() if w.op == "only" and (key := rows.key(rows.say(w.args[0]))) is not None}
    strays = strays_of(rows, left) if any(w.op != "only" for w in words.values()) else None
    frame, told = gathered(rows, keyed, {n: w for n, w in words.items() if n not in known})
    if strays is not None:
        frame, is_whole = wholeness(rows, frame, strays)
        told = {n: _beside_strays(x, words[n].op, is_whole) for n, x in told.items()}
    frame, answers = answers_of(rows, widened(frame, known | told), spelled, words)
    target = form(rows.derivation.target)
    made_ = {n: possible(x, target.fields[n]) for n, x in answers.items()}
    fields = {n: made_.get(n, nw.lit(None, dtype_of(target.types[n]))) for n in target.fields}
    place = ["place"] if "place" in rows.schema else []
    return frame.with_columns(**fields).select(*place, *fields)


def _beside_strays(said: Any, op: str, is_whole: Any) -> Any:
    """What a word comes to, as far as no stray can change it."""
    if op == "only":
        return said
    return nw.when(is_whole | said if op == "some" else is_whole).then(said)


def gathered(rows: Rows, keyed: Any, words: Mapping[str, Node]) -> tuple[Any, dict[str, Any]]:
    """One row a group, and what each word comes to there; engines pass over what is not known, so it is counted."""
    wholes = {n: _WHOLES[w.op](rows, *w.args) for n, w in words.items()}
    wholes = {n: w for n, w in wholes.items() if not w.is_open()}
    frame = _given(rows, keyed, wholes).group_by(*rows.group).agg(nw.len().alias(_N), *_aggregates(rows, wholes))
    schema = frame.collect_schema()
    return frame, {n: _said(n, w, schema) for n, w in wholes.items()}


def _given(rows: Rows, frame: Any, wholes: Mapping[str, _Whole]) -> Any:
    """The frame with what each word takes of a row, and a column that is known where that is sure."""
    graph = rows.asker.graph
    given = {f"{n}_given": w.given for n, w in wholes.items()}
    moments = {f"{n}_{end}": x for n, w in wholes.items() for end, x in zip(("from", "to"), w.runs or (), strict=False)}
    sure = {f"{n}_sure": graph.case([(w.is_sure, 1)]) for n, w in wholes.items() if not _tells(rows, w)}
    frame = laid_out(frame, rows.columns, [*given.values(), *moments.values(), *sure.values()])
    asked = {n: wide(rows.columns, x) for n, x in given.items()}
    asked |= {n: rows.columns(x, nw.Datetime("us")) for n, x in moments.items()}
    frame = widened(frame, asked | {n: rows.columns(x, nw.Int32()) for n, x in sure.items()})
    return reduce(lambda found, n: _running(rows, found, n), (n for n, w in wholes.items() if w.runs), frame)


def _running(rows: Rows, frame: Any, name: str) -> Any:
    """The frame with the sum at the time each row begins in place of its own amount, or less where others begin too.

    So the largest of a group is that of the last to begin. Who leaves at a moment leaves before others come.
    """
    amount = nw.col(f"{name}_given")
    come = frame.with_columns(**{_WHEN: nw.col(f"{name}_from"), _BY: amount, _COMES: nw.lit(1)})
    go = frame.with_columns(**{_WHEN: nw.col(f"{name}_to"), _BY: -amount, _COMES: nw.lit(0)})
    at_a_time = nw.col(_BY).cum_sum().over(*rows.group, order_by=[_WHEN, _COMES])
    both = nw.concat([come, go]).with_columns(**{f"{name}_given": at_a_time})
    return both.filter(nw.col(_COMES) == 1).drop(_WHEN, _BY, _COMES)


def _tells(rows: Rows, whole: _Whole) -> bool:
    """Whether what is taken is known just where it is sure."""
    return whole.is_sure is rows.asker.graph.known(whole.given)


def _aggregates(rows: Rows, wholes: Mapping[str, _Whole]) -> Iterator[Any]:
    for n, whole in wholes.items():
        yield nw.col(f"{n}_given" if _tells(rows, whole) else f"{n}_sure").count().alias(f"{n}_known")
        yield from (put(nw.col(f"{n}_given")).alias(f"{n}_{kind}") for kind, put in whole.put.items())


def _said(name: str, whole: _Whole, schema: Mapping[str, Any]) -> Any:
    """What a word comes to in a group, whole numbers of one width."""

    def of(kind: str) -> Any:
        column = nw.col(f"{name}_{kind}")
        return column.cast(nw.Int64()) if schema[f"{name}_{kind}"].is_integer() else column

    return nw.when(nw.col(f"{name}_known") == nw.col(_N)).then(whole.said(of))
