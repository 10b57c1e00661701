# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""The findings of a judged table: one long table, a row a record and rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw

from ..core.columns import MARK, Columns
from ..core.frame import Judged, column, laid_out
from ..core.graph import Answer, Ask
from ..core.lower import Judgement
from ..core.verdict import Verdict
from .telling import Telling

KEY = f"{MARK}key"
"""The column that names a record."""
TEXTS = ("modality", "observed", "limit", "unit", "clauses", "places", "missing")
COLUMNS = ("rule", "record", "verdict", *TEXTS, "provisional")
"""The columns of a table of findings."""


def findings(judged: Judged, keep: Iterable[Verdict], columns: Sequence[str] = COLUMNS) -> Any:
    """What is told, in these columns, of each record a rule gives one of these verdicts of."""
    kept = sorted({v.value for v in keep})
    asked = [j for j in judged.judgements if isinstance(j.verdict, Ask) or j.verdict in kept] or judged.judgements[:1]
    return nw.concat([_of_rule(judged, j, kept, columns) for j in asked], how="vertical")


def _of_rule(judged: Judged, judgement: Judgement, kept: Sequence[int], names: Sequence[str]) -> Any:
    verdict = nw.col(column(judgement.rule))
    made = {judgement.verdict: column(judgement.rule)} if isinstance(judgement.verdict, Ask) else {}
    columns = Columns.after(judged.columns, made)
    graph = judged.asker.graph
    said: dict[str, Answer] = Telling(judgement, provisional=_provisional(judged, judgement)).columns()
    said["rule"] = judgement.rule.id
    words = [(graph.is_one(judgement.verdict, [v.value]), v.name.lower()) for v in Verdict if v.value in kept]
    said["verdict"] = graph.case(words)
    wanted = {name: said[name] for name in names if name != "record"}
    frame = laid_out(judged.frame.filter(_is_kept(verdict, kept)), columns, list(wanted.values()))
    told = {name: columns(x, nw.String) for name, x in wanted.items()}
    return frame.select(*(nw.col(KEY).alias(n) if n == "record" else told[n].alias(n) for n in names))


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
