# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""The findings of a judged table: one long table, a row a record and rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from ..core.columns import MARK, Columns
from ..core.engine_words import looked_up, texts_of
from ..core.features import Features, Shown
from ..core.forks import ends
from ..core.frame import Judged, column
from ..core.graph import Answer, Ask
from ..core.layout import laid_out
from ..core.lower import NA, Judgement
from ..core.verdict import Verdict
from .engine import unfolded
from .telling import Telling

KEY = f"{MARK}key"
"""The column that names a record."""
TEXTS = ("modality", "observed", "limit", "unit", "clauses", "places", "missing")
RECORD = "record"
COLUMNS = ("rule", RECORD, "verdict", *TEXTS, "provisional")
"""The columns of a table of findings."""
_END = f"{MARK}end"
"""The number of what is told of a row."""
_ROWS = (Ask, Shown)
"""What each row shows itself."""
_TRUTH = {True: "true", False: "false"}


def findings(judged: Judged, keep: Iterable[Verdict], columns: Sequence[str] = COLUMNS) -> Any:
    """What is told, in these columns, of each record a rule gives one of these verdicts of."""
    kept = sorted({v.value for v in keep})
    asked = [j for j in judged.judgements if isinstance(j.verdict, Ask) or j.verdict in kept] or judged.judgements[:1]
    names = [name for name in columns if name != RECORD]
    said = {column(j.rule): [j.verdict, *_said(judged, j, kept, names)] for j in asked}
    features = judged.features([x for told in said.values() for x in told])
    if features is None:
        frame = judged.with_verdicts()
        return nw.concat([_of_rule(frame, judged, j, kept, columns) for j in asked], how="vertical")
    found = _unfolded(judged, features, said, kept, names)
    return found.select(*(nw.col(KEY).alias(RECORD) if name == RECORD else name for name in columns))


def _unfolded(
    judged: Judged, features: Features, said: Mapping[str, Sequence[Answer]], kept: Sequence[int], names: Sequence[str]
) -> Any:
    """A row for each verdict kept: everything told of it hangs on one number, that of the end its row comes to."""

    def told(verdict: Any, *texts: Any) -> Any:
        return texts if verdict in kept else None

    forks = features.forks
    trees = {name: forks.merged([*map(features.tree, asks)], told) for name, asks in said.items()}
    there = list(dict.fromkeys(end for tree in trees.values() for end in ends(tree) if end is not None))
    numbers = {None: 0, **{end: n for n, end in enumerate(there, 1)}}
    frame = judged.tabled(features).with_numbers(trees, dict.fromkeys(trees, numbers))
    each = {name: [None, *(end[at] for end in there)] for at, name in enumerate(names)}
    return _written(unfolded(frame, list(trees), _END), judged, each)


def _written(frame: Any, judged: Judged, told: Mapping[str, Sequence[Any]]) -> Any:
    """The frame with a column for each thing told: a text by the number of its end, or what the row itself shows."""
    always = {name: each[1] for name, each in told.items() if len({*each[1:]}) == 1 and not isinstance(each[1], _ROWS)}
    texts = {name: [_text(x) for x in each] for name, each in told.items() if name not in always}
    frame = texts_of(frame, _END, texts)
    shown = {name: [_ask(judged, x) for x in told[name]] for name in texts}
    asks = {name: list(dict.fromkeys(x for x in each if x is not None)) for name, each in shown.items()}
    tables = {name: [0 if x is None else asks[name].index(x) + 1 for x in shown[name]] for name in asks if asks[name]}
    frame = looked_up(frame, {f"{name}{_END}": ([(_END, 0)], table) for name, table in tables.items()})
    exprs = {name: nw.lit(x, _dtype(name)) for name, x in always.items()}
    for name in tables:
        columns = Columns.after(judged.columns, {})
        frame = laid_out(frame, columns, asks[name], where=f"{name}{_END}")
        exprs[name] = _shown(name, asks[name], columns)
    if "provisional" in texts:
        exprs["provisional"] = nw.col("provisional") == "true"
    return frame.with_columns(**exprs) if exprs else frame


def _dtype(name: str) -> Any:
    """The type of a column of findings that are told."""
    return nw.Boolean if name == "provisional" else nw.String


def _text(x: Any) -> str | None:
    """A constant as text; of an ask, nothing yet."""
    return None if isinstance(x, _ROWS) else _TRUTH[x] if isinstance(x, bool) else x


def _ask(judged: Judged, x: Any) -> Ask | None:
    """What a row shows itself; of a constant, nothing."""
    if isinstance(x, Shown):
        return judged.asker.graph.ask("listed", *x.parts)
    return x if isinstance(x, Ask) else None


def _shown(name: str, asks: Sequence[Ask], columns: Columns) -> Any:
    """One of what a row shows, or the text."""
    found: Any = nw.col(name)
    for number, ask in enumerate(asks, 1):
        found = nw.when(nw.col(f"{name}{_END}") == number).then(columns(ask)).otherwise(found)
    return found


# ------------------------------------------------------------------------------------------- engines without lookups


def _of_rule(frame: Any, judged: Judged, judgement: Judgement, kept: Sequence[int], names: Sequence[str]) -> Any:
    """The rows one rule gives such a verdict of, and what is told of them."""
    made = {judgement.verdict: column(judgement.rule)} if isinstance(judgement.verdict, Ask) else {}
    columns = Columns.after(judged.columns, made)
    frame = frame.filter(_is_kept(nw.col(column(judgement.rule)), kept))
    asked = [name for name in names if name != RECORD]
    wanted = dict(zip(asked, _said(judged, judgement, kept, asked), strict=True))
    frame = laid_out(frame, columns, list(wanted.values()))
    told = {name: columns(x, _dtype(name)) for name, x in wanted.items()}
    told |= {RECORD: nw.col(KEY)} if RECORD in names else {}
    return frame.with_columns(**told).select(*names)  # a selection of constants alone would be one row


def _is_kept(verdict: Any, kept: Sequence[int]) -> Any:
    if not kept:
        return verdict < 0
    first, last = kept[0], kept[-1]
    if len(kept) == last - first + 1:
        return (verdict >= first) & (verdict <= last)
    return verdict.is_in(list(kept))


# ------------------------------------------------------------------------------------------- what is told


def _said(judged: Judged, judgement: Judgement, kept: Sequence[int], names: Sequence[str]) -> list[Answer]:
    """What is told of a row, in the order of these columns."""
    graph = judged.asker.graph
    words = [(graph.is_one(judgement.verdict, [v.value]), v.name.lower()) for v in Verdict if v.value in kept]
    is_about = graph.no(graph.is_one(judgement.verdict, [NA])) if NA in kept else True
    telling = Telling(judgement, is_about=is_about, provisional=_provisional(judged, judgement))
    said = {"rule": judgement.rule.id, "verdict": graph.case(words), **telling.columns()}
    return [said[name] for name in names]


def _provisional(judged: Judged, judgement: Judgement) -> Answer:
    """Whether a calendar that may still change was read."""
    form, graph = judgement.rule.form, judged.asker.graph
    marks = dict.fromkeys(form.fields[f].get("provisional") for f in sorted(judgement.rule.inputs) if f in form.fields)
    there = [m for m in marks if m and m in judged.before]
    return graph.case([(graph.either(*(judged.asker.field(m) for m in there)), True)], False)  # noqa: FBT003
