# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""How many rows each rule says what of, by place, period or whatever a row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import reduce
from typing import Any

import attrs
import narwhals as nw

from ..core.columns import MARK
from ..core.engine_words import looked_up
from ..core.frame import Judged, column
from ..core.graph import Answer
from ..core.layout import laid_out
from ..core.norm import NATION
from ..core.rows import widened
from ..core.rule import Rule
from ..core.verdict import WORST_FIRST, Verdict
from .engine import unpivoted

_N, _VERDICT, _RULE = (f"{MARK}{name}" for name in ("n", "verdict", "rule"))
MONTH, PLACE = "month", "place"
COUNTS = tuple(v.name.lower() for v in WORST_FIRST)
"""The columns of counts, worst first."""


def counts(judged: Judged, by: Sequence[str]) -> Any:
    """A row a rule and group, with a count a verdict.

    One pass over the table: what all rules say of a row is one number, and rows are grouped by it.
    """
    rules = [j.rule for j in judged.judgements]
    keys = {name: Key(judged, name, rules[0]) for name in by}
    frame, codes = judged.with_codes()
    frame = laid_out(frame, judged.columns, [k.ask for k in keys.values()])
    names = {name: f"{MARK}by_{i}" for i, name in enumerate(keys)}
    asked = {names[n]: k.column(judged) for n, k in keys.items()}
    told_by = [*asked, *(codes or map(column, rules))]
    grouped = widened(frame, asked).select(*told_by).group_by(*told_by).agg(nw.len().cast(nw.Int64).alias(_N))
    for code, tables in codes.items():
        grouped = looked_up(grouped, {name: ([(code, 0)], table) for name, table in tables.items()})
    long = unpivoted(grouped, on=[column(r) for r in rules], index=[*asked, _N], names=(_RULE, _VERDICT))
    told = long.group_by(_RULE, *asked).agg(*(_times(v) for v in WORST_FIRST))
    named = {name: keys[name].text(nw.col(made)) for name, made in names.items()}
    return told.select(_id(rules).alias("rule"), *(e.alias(n) for n, e in named.items()), *COUNTS)


def _times(verdict: Verdict) -> Any:
    is_it = nw.col(_VERDICT) == verdict.value
    return nw.when(is_it).then(nw.col(_N)).otherwise(nw.lit(0)).sum().cast(nw.Int64).alias(verdict.name.lower())


def _id(rules: Sequence[Rule[Any]]) -> Any:
    name = nw.col(_RULE)
    *others, last = rules
    return reduce(lambda e, r: nw.when(name == column(r)).then(nw.lit(r.id)).otherwise(e), others, nw.lit(last.id))


class Key:
    """Something rows are grouped by: a place, a month, or a field or property of the fact."""

    def __init__(self, judged: Judged, name: str, rule: Rule[Any]) -> None:
        """For a judged table."""
        self.name = name
        self.type: Any = rule.form.types.get(name)
        self.is_month = name == MONTH
        self.ask: Answer = self._asked(judged, name, rule)

    def _asked(self, judged: Judged, name: str, rule: Rule[Any]) -> Answer:
        if self.is_month:
            return judged.asker.graph.word("month", judged.asker.field(rule.fact.law_day))
        if name == PLACE:
            return judged.asker.place or None
        return judged.asker.say(rule.form.spell(name), {})

    def column(self, judged: Judged) -> Any:
        """The key of each row, fit to be grouped by."""
        if self.name == PLACE and judged.asker.place is None:
            return nw.col(PLACE).fill_null(NATION)
        return judged.columns(self.ask, nw.String)

    def text(self, key: Any) -> Any:
        """The key as a user reads it: enumerations by their values, months as 2026-03."""
        if self.is_month:
            month = key % 100
            zero = nw.when(month < 10).then(nw.lit("-0")).otherwise(nw.lit("-"))  # noqa: PLR2004  # digits
            return nw.concat_str([(key // 100).cast(nw.String), zero, month.cast(nw.String)])
        if not (isinstance(self.type, type) and issubclass(self.type, Enum)):
            return key
        found: Any = nw.lit(None, nw.String)
        for number, member in enumerate(self.type):
            found = nw.when(key == number).then(nw.lit(str(member.value))).otherwise(found)
        return found


def with_shares(counted: Any) -> Any:
    """Counts with the share of rows that keep the rule, between the least and the most it can be.

    The least counts what is not known against it, the most for it; rows a rule is not about count nowhere.
    """
    kept, open_, broken = (nw.col(n).cast(nw.Float64) for n in ("satisfied", "unknown", "violated"))
    judged = kept + open_ + broken
    some = judged > 0
    return counted.with_columns(
        least=nw.when(some).then(kept / judged), most=nw.when(some).then((kept + open_) / judged)
    )


@attrs.frozen
class Work:
    """Something that is not known, and what knowing it would resolve.

    Attributes:
        reason: Why it is missing, as in a finding.
        what: The field, the norm with its place, or what the law leaves open.
        verdicts: Unknown verdicts that hang on it.
        alone: Those of them that hang on nothing else.
        rules: Ids of the rules concerned.

    """

    reason: str
    what: str
    verdicts: int
    alone: int
    rules: tuple[str, ...]


def work(rows: Sequence[Mapping[str, Any]], calendar_field: str) -> tuple[Work, ...]:
    """What is missing most, from counts of unknown findings by rule and by what they lack."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        items = {_item(text, calendar_field) for text in str(row["missing"]).split("; ") if text}
        for item in items:
            entry = found.setdefault(item, [0, 0, set()])
            entry[0] += row["n"]
            entry[1] += row["n"] if len(items) == 1 else 0
            entry[2].add(row["rule"])
    listed = (Work(*item, verdicts, alone, tuple(sorted(rules))) for item, (verdicts, alone, rules) in found.items())
    return tuple(sorted(listed, key=lambda w: (-w.alone, -w.verdicts, w.reason, w.what)))


def _item(text: str, calendar_field: str) -> tuple[str, str]:
    """Reason and thing; of the days a calendar does not tell, the field it would fill."""
    reason, _, what = text.partition(" ")
    return (reason, calendar_field) if reason == "calendar" else (reason, what)
