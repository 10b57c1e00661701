# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Reader: recorded derivations -> narwhals, for whole tables; the same facts as from a list, unknowns included.

What a word over a group is given is asked row by row, as rules ask; the word itself is an aggregate, or a look at what
came before; what is said of these is asked of the result, as rules ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from .turns import windowed

_N = f"{MARK}n"


@attrs.frozen
class Made:
    """What a derivation makes of a table.

    Attributes:
        facts: The facts, a column a field, and ``place``; of a window the rows as they were, completed.
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
    keyed = rows.with_keys(keyed)
    return Made(_grouped(rows, keyed) if derivation.order is None else windowed(rows, keyed, name), left)


@attrs.frozen
class _Whole:
    """How a word over a group is put together.

    Attributes:
        given: What is taken of each row.
        is_sure: Whether it is known what a row gives; the whole is unknown unless it is known of each.
        put: The aggregates of what is taken.
        said: What they come to.

    """

    given: Answer
    is_sure: Answer
    put: Mapping[str, Callable[[Any], Any]]
    said: Callable[[Callable[[str], Any]], Any]

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
    put = {"kinds": lambda c: c.n_unique().cast(nw.Int64()), "kept": lambda c: c.count()}

    def said(of: Callable[[str], Any]) -> Any:
        return nw.when(of("kept") < nw.col(_N)).then(of("kinds") - 1).otherwise(of("kinds"))

    return _Whole(graph.case([(is_in, value)]), is_sure, put, said)


def _least(rows: Rows, x: Any) -> _Whole:
    given = rows.say(x)
    return _Whole(given, rows.asker.graph.known(given), {"low": lambda c: c.min()}, lambda of: of("low"))


def _only(rows: Rows, x: Any) -> _Whole:
    given = rows.say(x)
    put = {"low": lambda c: c.min(), "high": lambda c: c.max()}
    is_one = lambda of: nw.when(of("low") == of("high")).then(of("low"))  # noqa: E731  # as those beside it
    return _Whole(given, rows.asker.graph.known(given), put, is_one)


_GROUP: Mapping[str, Callable[..., _Whole]] = {
    "total": _total, "count": _count, "distinct": _distinct, "least": _least, "only": _only,
}  # fmt: skip


def _grouped(rows: Rows, keyed: Any) -> Any:
    """One row a group; engines pass over what is not known, so it is counted beside it."""
    spelled, words = apart(rows.derivation.spelled, _GROUP)
    wholes = {n: _GROUP[w.op](rows, *w.args) for n, w in words.items()}
    told = {n: key for n, w in wholes.items() if words[n].op == "only" and (key := rows.key(w.given)) is not None}
    wholes = {n: w for n, w in wholes.items() if n not in told and not w.is_open()}
    frame = _given(rows, keyed, wholes).group_by(*rows.group).agg(nw.len().alias(_N), *_aggregates(rows, wholes))
    told |= {n: _said(rows, n, w) for n, w in wholes.items()}
    frame, answers = answers_of(rows, widened(frame, told), spelled, words)
    target = form(rows.derivation.target)
    made_ = {n: possible(x, target.fields[n]) for n, x in answers.items()}
    fields = {n: made_.get(n, nw.lit(None, dtype_of(target.types[n]))) for n in target.fields}
    place = ["place"] if "place" in rows.schema else []
    return frame.with_columns(**fields).select(*place, *fields)


def _given(rows: Rows, frame: Any, wholes: Mapping[str, _Whole]) -> Any:
    """The frame with what each word takes of a row, and a column that is known where that is sure."""
    graph = rows.asker.graph
    given = {f"{n}_given": w.given for n, w in wholes.items()}
    sure = {f"{n}_sure": graph.case([(w.is_sure, 1)]) for n, w in wholes.items() if not _tells(rows, w)}
    frame = laid_out(frame, rows.columns, [*given.values(), *sure.values()])
    asked = {n: wide(rows.columns, x) for n, x in given.items()}
    return widened(frame, asked | {n: rows.columns(x, nw.Int32()) for n, x in sure.items()})


def _tells(rows: Rows, whole: _Whole) -> bool:
    """Whether what is taken is known just where it is sure."""
    return whole.is_sure is rows.asker.graph.known(whole.given)


def _aggregates(rows: Rows, wholes: Mapping[str, _Whole]) -> Iterator[Any]:
    for n, whole in wholes.items():
        yield nw.col(f"{n}_given" if _tells(rows, whole) else f"{n}_sure").count().alias(f"{n}_known")
        yield from (put(nw.col(f"{n}_given")).alias(f"{n}_{kind}") for kind, put in whole.put.items())


def _said(rows: Rows, name: str, whole: _Whole) -> Any:
    """What a word comes to in a group, whole numbers of one width."""
    said = nw.when(nw.col(f"{name}_known") == nw.col(_N)).then(whole.said(lambda kind: nw.col(f"{name}_{kind}")))
    dtype = rows.columns.dtype(whole.given) or nw.Int64()
    return said.cast(nw.Int64()) if dtype.is_integer() else said
