# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""The findings of a judged table: one long table, a row a record and rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from ..core.columns import MARK, Columns
from ..core.frame import Judged, column, laid_out
from ..core.graph import Answer, Ask
from ..core.lower import NA, Judgement
from ..core.verdict import Verdict
from .engine import AT, multiplied, multiplies
from .telling import Telling

KEY = f"{MARK}key"
"""The column that names a record."""
TEXTS = ("modality", "observed", "limit", "unit", "clauses", "places", "missing")
RECORD = "record"
COLUMNS = ("rule", RECORD, "verdict", *TEXTS, "provisional")
"""The columns of a table of findings."""


def findings(judged: Judged, keep: Iterable[Verdict], columns: Sequence[str] = COLUMNS) -> Any:
    """What is told, in these columns, of each record a rule gives one of these verdicts of."""
    kept = sorted({v.value for v in keep})
    asked = [j for j in judged.judgements if isinstance(j.verdict, Ask) or j.verdict in kept] or judged.judgements[:1]
    if multiplies(judged.frame):
        return _in_one_pass(judged, asked, kept, columns)
    return nw.concat([_of_rule(judged, j, kept, columns) for j in asked], how="vertical")


def _in_one_pass(judged: Judged, asked: Sequence[Judgement], kept: Sequence[int], names: Sequence[str]) -> Any:
    """A row for each verdict kept, then what is told of it, by its rule."""
    graph, at = judged.asker.graph, judged.asker.graph.ask("field", AT)
    made = {j.verdict: column(j.rule) for j in asked if isinstance(j.verdict, Ask)}
    columns = Columns.after(judged.columns, {**made, at: AT})
    is_its = [graph.is_one(at, [i]) for i in range(len(asked))]
    each = [_said(judged, j, kept) for j in asked]
    *firsts, last = each
    wanted = {
        name: graph.case([(mine, said[name]) for mine, said in zip(is_its, firsts, strict=False)], last[name])
        for name in names
        if name != RECORD
    }
    return _told(multiplied(judged.frame, [column(j.rule) for j in asked], kept), columns, wanted, names)


def _of_rule(judged: Judged, judgement: Judgement, kept: Sequence[int], names: Sequence[str]) -> Any:
    """The rows one rule gives such a verdict of, and what is told of them."""
    made = {judgement.verdict: column(judgement.rule)} if isinstance(judgement.verdict, Ask) else {}
    columns = Columns.after(judged.columns, made)
    said = _said(judged, judgement, kept)
    frame = judged.frame.filter(_is_kept(nw.col(column(judgement.rule)), kept))
    return _told(frame, columns, {name: said[name] for name in names if name != RECORD}, names)


def _said(judged: Judged, judgement: Judgement, kept: Sequence[int]) -> dict[str, Answer]:
    """What is told of a row, by column."""
    graph = judged.asker.graph
    words = [(graph.is_one(judgement.verdict, [v.value]), v.name.lower()) for v in Verdict if v.value in kept]
    is_about = graph.no(graph.is_one(judgement.verdict, [NA])) if NA in kept else True
    telling = Telling(judgement, is_about=is_about, provisional=_provisional(judged, judgement))
    return {"rule": judgement.rule.id, "verdict": graph.case(words), **telling.columns()}


def _told(frame: Any, columns: Columns, wanted: Mapping[str, Answer], names: Sequence[str]) -> Any:
    frame = laid_out(frame, columns, list(wanted.values()))
    told = {name: columns(x, nw.Boolean if name == "provisional" else nw.String) for name, x in wanted.items()}
    told |= {RECORD: nw.col(KEY)} if RECORD in names else {}
    return frame.with_columns(**told).select(*names)  # a selection of constants alone would be one row


def _is_kept(verdict: Any, kept: Sequence[int]) -> Any:
    if not kept:
        return verdict < 0
    first, last = kept[0], kept[-1]
    if len(kept) == last - first + 1:
        return (verdict >= first) & (verdict <= last)
    return verdict.is_in(list(kept))


def _provisional(judged: Judged, judgement: Judgement) -> Answer:
    """Whether a calendar that may still change was read."""
    form, graph = judgement.rule.form, judged.asker.graph
    marks = dict.fromkeys(form.fields[f].get("provisional") for f in sorted(judgement.rule.inputs) if f in form.fields)
    there = [m for m in marks if m and m in judged.before]
    return graph.case([(graph.either(*(judged.asker.field(m) for m in there)), True)], False)  # noqa: FBT003
