"""The plain reading: the rule function itself, on one fact, with everything a finding tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from .dates import Days
from .expr import Node, answer
from .norm import Cell, Combination, Law, Norm, Row, combine
from .verdict import WORST_FIRST, Finding, Missing, Modality, Reason, Verdict

if TYPE_CHECKING:
    from .fact import F
    from .rule import Rule

_COMPARISONS = {"at_most", "at_least", "exactly", "within", "no_later_than", "no_earlier_than", "among"}
_VERDICTS = {True: Verdict.SATISFIED, False: Verdict.VIOLATED, None: Verdict.UNKNOWN}


def judge(rule: Rule[F], fact: F, law: Law, lifted: Modality | None = None) -> Finding:
    """What the rule says of the fact under one law; of what is worded as strongly as `lifted`, nothing."""
    norms = [n.under(law) for n in rule.norms]
    day: date | None = getattr(fact, rule.law_day)
    if day is None and fact.law_days is not None:
        return _over_days(rule, fact, norms, fact.law_days, lifted)
    return _Reading(rule, fact, norms, day, lifted).finding()


def _over_days(rule: Rule[F], fact: F, norms: list[Norm], law_days: Days, lifted: Modality | None) -> Finding:
    """The law day is only known to lie between two days: the verdict stands if every day that matters agrees."""
    changes = {d for n in norms for d in n.changes() if law_days.first < d <= law_days.last}
    days = sorted({law_days.first, *changes})
    found = [_Reading(rule, fact, norms, d, lifted).finding() for d in days]
    worst = min(found, key=lambda f: WORST_FIRST.index(f.verdict))
    agreed = all(f.verdict is worst.verdict for f in found)
    parting = tuple(d for d, f, g in zip(days[1:], found, found[1:], strict=False) if f.verdict is not g.verdict)
    open_days: Iterable[Missing] = () if agreed else unknowns(rule.form.spell(rule.law_day), fact, {})
    no_day = (attrs.evolve(m, changes=parting) for m in open_days)
    missing = tuple(dict.fromkeys([*no_day, *(m for f in found for m in f.missing)]))
    return attrs.evolve(worst, verdict=worst.verdict if agreed else Verdict.UNKNOWN, missing=missing)


class _Reading:
    """One fact, on one law day."""

    def __init__(
        self, rule: Rule[Any], fact: Any, norms: list[Norm], day: date | None, lifted: Modality | None
    ) -> None:
        self.rule, self.fact, self.norms, self.day, self.lifted = rule, fact, norms, day, lifted
        self.keys = {k: getattr(fact, k) for n in norms for k in n.keys}
        self.base = Finding(rule=rule.id, verdict=Verdict.NOT_APPLICABLE, record=fact.id, unit=rule.unit)

    def finding(self) -> Finding:
        cells = [n.cell(self.day, self.keys) for n in self.norms]
        if () in cells:
            return self.base
        if None in cells:
            return self._unsure(cells)
        return self._worst([c for c in cells if c is not None])

    def _worst(self, cells: list[Cell]) -> Finding:
        """Of what is said at each strength of wording, the worst."""
        found = [self._at(c) for c in combine(cells) if c.modality is not self.lifted]
        return min(found, key=lambda f: WORST_FIRST.index(f.verdict), default=self.base)

    def _outcome(self, values: tuple[Any, ...]) -> Verdict:
        outcome = self.rule.demand(self.fact, **self._given(values))
        return outcome if isinstance(outcome, Verdict) else _VERDICTS[outcome]

    def _unsure(self, cells: list[Cell | None]) -> Finding:
        """Some row may or may not be in force: what is said of the record either way, else unknown.

        Not applicable where the scope says so, violated where the mildest is broken, satisfied where the strictest is
        kept; what is told is of the mildest.
        """
        if self._outcome((None,) * len(cells)) is Verdict.NOT_APPLICABLE:
            return self.base
        found = bounds(self.rule, self.norms, self.day, self.keys)
        mild, strict = map(self._worst, found) if found else (self.base, self.base)
        if mild.verdict is Verdict.VIOLATED or mild.verdict is strict.verdict is Verdict.SATISFIED:
            return mild
        missing = [m for n, c in zip(self.norms, cells, strict=True) if c is None for m in self._why_unsure(n)]
        missing += mild.missing
        return attrs.evolve(
            self.base, verdict=Verdict.UNKNOWN, missing=tuple(dict.fromkeys(missing)), provisional=self.provisional
        )

    def _why_unsure(self, norm: Norm) -> Iterator[Missing]:
        for row in (r for r in norm.rows if r.binds(self.day, self.keys) is None):
            asked = [k for k in row.where if self.keys[k] is None]
            for key in asked:
                yield from unknowns(self.rule.form.spell(key), self.fact, {})
            if self.day is None:
                yield from unknowns(self.rule.form.spell(self.rule.law_day), self.fact, {})
            elif is_unsettled(row, self.day, asked):
                yield unsettled(row, self.day)

    def _at(self, chosen: Combination) -> Finding:
        verdict = self._outcome(chosen.values)
        if verdict is Verdict.NOT_APPLICABLE:
            return self.base
        entries = chosen.entries
        told = attrs.evolve(
            self.base, modality=chosen.modality, provisional=self.provisional, **self._shown(chosen.values),
            clauses=tuple(dict.fromkeys(c for e in entries for c in e.clauses)),
            places=tuple(dict.fromkeys(p for e in entries for p in e.places)),
        )  # fmt: skip
        if not chosen.is_complete:
            return attrs.evolve(told, verdict=Verdict.UNKNOWN, missing=self._not_given(chosen))
        if verdict is Verdict.UNKNOWN:
            given = self._given(chosen.values)
            return attrs.evolve(
                told, verdict=verdict, missing=tuple(dict.fromkeys(unknowns(self._asked(given), self.fact, given)))
            )
        return attrs.evolve(told, verdict=verdict)

    def _given(self, values: tuple[Any, ...]) -> dict[str, Any]:
        return {n.name: v for n, v in zip(self.norms, values, strict=True) if n.type is not None}

    def _asked(self, given: Mapping[str, Any]) -> Node:
        """The part of the tree that is open: the scope, or the demand where the scope holds."""
        applies, holds = self.rule.parts
        return holds if applies is None or value(applies, self.fact, given) else applies

    def _not_given(self, chosen: Combination) -> tuple[Missing, ...]:
        silent = (
            Missing(row.silent or Reason.LOCAL_NORM, f"{self.rule.id} {norm.name} ({row.place})")
            for norm, entry in zip(self.norms, chosen.entries, strict=True)
            for row in (entry.rows if entry.value is None else ())
        )
        return tuple(dict.fromkeys(silent))

    def _shown(self, values: tuple[Any, ...]) -> dict[str, Any]:
        """What was observed, the limit and their unit: the two things the demand compares, or the one it asks for."""
        holds, given = self.rule.parts[1], self._given(values)
        compared = comparison(holds)
        if compared is None:
            asked = holds.op in ("require", "forbid")
            return {"observed": value(holds.args[0], self.fact, given) if asked else None, "unit": ""}
        observed, limit = (value(a, self.fact, given) if isinstance(a, Node) else a for a in compared.args)
        units = [n.unit for n in self.norms if n.name in compared.args[1].leaves("norm")]
        return {"observed": observed, "limit": limit, "unit": units[0] if units and not isinstance(limit, date) else ""}

    @property
    def provisional(self) -> bool:
        """Whether a calendar that may still change was read."""
        marks = (self.rule.form.fields[f].get("provisional") for f in self.rule.inputs if f in self.rule.form.fields)
        return any(m and getattr(self.fact, m) for m in marks)


def bounds(
    rule: Rule[Any], norms: Iterable[Norm], day: date | None, keys: Mapping[str, object]
) -> tuple[list[Cell], list[Cell]] | None:
    """The mildest and the strictest that may bind; none where the scope hangs on them, or one is not to be had."""
    applies = rule.parts[0]
    found = [n.bounds(day, keys) for n in norms]
    given = [b for b in found if b]
    if len(given) < len(found) or (applies is not None and applies.leaves("norm")):
        return None
    return [mildest for mildest, _ in given], [strictest for _, strictest in given]


def is_unsettled(row: Row, day: date, asked: Sequence[str]) -> bool:
    """Whether the law leaves it open that a row binds; of whom it is about nobody asks before its keys are known."""
    return row.in_force(day) is None and not (asked and row.is_unsettled)


def unsettled(row: Row, day: date) -> Missing:
    """Why a row is in doubt: the end of it that is not told exactly enough for a day, or whom it is about."""
    when = "" if row.is_unsettled else f" {row.start if day < row.start.last else row.end}"
    return Missing(Reason.UNSETTLED, f"{'/'.join(row.clauses)}{when}")


def plainly(demand: Node) -> Node:
    """The demand; where it holds several things to one limit, of which the last tells of all, the last."""
    limbs: set[Any] = {(a.op, a.args[-1]) for a in demand.args} if demand.op == "all_of" else set()
    if len(limbs) != 1 or demand.args[-1].op not in _COMPARISONS:
        return demand
    last: Node = demand.args[-1]
    return last if demand.leaves("field") == last.leaves("field") else demand


def comparison(demand: Node) -> Node | None:
    """The comparison that is the demand; none where it is only one of several limbs."""
    node = plainly(demand)
    if node.op in _COMPARISONS:
        return node if isinstance(node.args[1], Node) else None
    if node.op not in ("forbid", "require", "not_", "any_of"):
        return None
    return next((found for a in node.args if isinstance(a, Node) and (found := comparison(a))), None)


def value(node: Node, fact: Any, given: Mapping[str, Any]) -> Any:
    """The answer of a tree on a fact."""
    return answer(node, lambda leaf: getattr(fact, leaf.args[0]) if leaf.op == "field" else given.get(leaf.args[0]))


def unknowns(node: Node, fact: Any, given: Mapping[str, Any]) -> Iterator[Missing]:
    """The leaves that keep an answer open, with the reason."""
    if node.op == "field":
        yield _missing_field(node.args[0], fact)
        return
    parts = [a for a in _asked_of(node, fact, given) if isinstance(a, Node)]
    open_parts = [a for a in parts if value(a, fact, given) is None]
    for part in open_parts:
        yield from unknowns(part, fact, given)
    if not open_parts and node.op == "among":
        yield _unsettled(node, fact, given)
    elif not open_parts:  # a share of nothing: what it is a share of is missing
        yield from (_missing_field(f, fact) for p in parts[-1:] for f in sorted(p.leaves("field")))


def _asked_of(node: Node, fact: Any, given: Mapping[str, Any]) -> tuple[Any, ...]:
    """What the answer hangs on: of a choice only the condition, or the branch it takes."""
    if node.op != "choose":
        return node.args
    condition, other = node.args[0], node.args[2]
    chosen = value(condition, fact, given)
    if chosen is False and condition.op == "known" and isinstance(other, Node) and other.op == "field":
        return (condition.args[0], other)  # either of two fields would do
    return node.args[:1] if chosen is None else node.args[1:2] if chosen else node.args[2:]


def _missing_field(name: str, fact: Any) -> Missing:
    metadata: Mapping[str, Any] = {a.name: a.metadata for a in attrs.fields(fact.__class__)}[name]
    reason = metadata.get("reason", Reason.FACT)
    day = getattr(fact, metadata["of"]) if metadata.get("of") else None
    return Missing(reason, day.isoformat() if reason is Reason.CALENDAR and day else name)


def _unsettled(node: Node, fact: Any, given: Mapping[str, Any]) -> Missing:
    observed = value(a, fact, given) if isinstance(a := node.args[0], Node) else a
    return Missing(Reason.UNSETTLED, str(getattr(observed, "value", observed)))
