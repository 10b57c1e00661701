"""Small wrongs done to a rule: to its rows and to its recorded tree. A case must notice each of them.

Source mutation tools skip decorated functions and know nothing of rows; what is recorded is mutated instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import Any

import attrs

from shuangjian.core.dates import DAY, Days
from shuangjian.core.expr import Node
from shuangjian.core.judge import value as answer
from shuangjian.core.norm import Cell, Law, Norm, Row
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Evidence, Modality
from shuangjian.core.words import Options, Span
from shuangjian.model.grade import OfPupils, Stage, System
from shuangjian.testing.cases import Case

EQUIVALENT = {
    ("contracts.withdrawal", "exactly -> at_most"): "the number of lessons is never negative",
}
_TOGETHER = "the norms of the rule begin on one day, and one of them alone is not heard"
EQUIVALENT |= {
    ("prices.guided-price", f"{norm} cn {clause} from 2021-09-06: start 2021-09-05"): _TOGETHER
    for norm, clause in (("base", "FEE-01"), ("raised", "FEE-05"), ("standard", "FEE-03"))
}
"""Mutants that no record can tell from the rule, with the reason."""


@attrs.frozen(eq=False)
class Mutant:
    """A rule with one thing wrong, and what that is."""

    rule: Rule[Any]
    what: str

    def __repr__(self) -> str:
        return self.what


def alive(rule: Rule[Any], cases: list[Case]) -> Iterator[Mutant]:
    """Mutants that no case, as it is written, fails on, though they decide something else somewhere."""
    for mutant, is_other in (*of_rows(rule), *of_tree(rule)):
        known = (rule.id, mutant.what) in EQUIVALENT
        if not known and not any(_fails(attrs.evolve(case, rule=mutant.rule)) for case in cases) and is_other():
            yield mutant


def _fails(case: Case) -> bool:
    try:
        return case.told() != case.expected
    except (TypeError, ValueError, ArithmeticError, AttributeError):
        return True


# ------------------------------------------------------------------------------------------- rows


def of_rows(rule: Rule[Any]) -> Iterator[tuple[Mutant, Callable[[], bool]]]:
    """Every row with one thing about it changed, and how to tell whether that decides anything anywhere."""
    for norm in rule.norms:
        for row in norm.rows:
            at = f"{norm.name} {row.place} {'/'.join(row.clauses)} from {row.start}"
            for what, changed in [("gone", None), *_changed(row, norm, rule)]:
                rows = tuple(r for old in norm.rows if (r := changed if old is row else old) is not None)
                mutant = attrs.evolve(norm, rows=rows)
                yield (
                    Mutant(_with(rule, norm, mutant), f"{at}: {what}"),
                    partial(_differ, norm, mutant, rule),
                )


def _with(rule: Rule[Any], norm: Norm, mutant: Norm) -> Rule[Any]:
    made = attrs.evolve(rule)
    object.__setattr__(made, "norms", tuple(mutant if n is norm else n for n in rule.norms))
    return made


def _differ(norm: Norm, mutant: Norm, rule: Rule[Any]) -> bool:
    """Whether two norms decide anything differently: the product of days, keys and places is finite."""
    both = attrs.evolve(norm, rows=(*norm.rows, *(r for r in mutant.rows if r not in norm.rows)))
    profiles = frozenset(r.profile for r in both.rows if r.profile)
    speaking = {r.place for r in both.rows}
    chains = {tuple(p for p in c if p in speaking) or c[:1] for c in rule.places.chains().values()}
    laws = [Law(c, p, u) for c in chains for p in {frozenset[str](), profiles} for u in (False, True)]
    leads = norm.name == rule.norms[0].name
    return any(_says(norm, law, both, rule, leads) != _says(mutant, law, both, rule, leads) for law in laws)


def _says(norm: Norm, law: Law, both: Norm, rule: Rule[Any], leads: bool) -> list[Any]:
    read, whole = norm.under(law), both.under(law)
    possible = _possible(rule, whole.keys)
    return [
        _told(read.cell(day, facts), leads)
        for day, facts in whole.points(rule.form.types)
        if possible is None or tuple((k, v) for k, v in facts.items() if k in _DERIVED) in possible
    ]


_DERIVED = ("stage", "band", "is_compulsory")


def _possible(rule: Rule[Any], keys: tuple[str, ...]) -> set[tuple[Any, ...]] | None:
    """The values of several derived keys that some record has together; None where that cannot be told apart."""
    derived = [k for k in keys if k in _DERIVED]
    if len(derived) < 2:
        return None
    stages: list[Stage | None] = [None, *Stage]
    if issubclass(rule.fact, OfPupils):
        facts = [rule.fact(stage=t, compulsory=c) for t in stages for c in (None, True, False)]
    else:
        facts = [rule.fact(grade=g, system=s, school_stage=t) for g in range(13) for s in System for t in stages]
    return {tuple((k, getattr(f, k)) for k in derived) for f in facts}


def _told(cell: Cell | None, leads: bool) -> Any:
    """What can be heard of a cell; of a norm that does not lead, a single strength is not."""
    if cell is None:
        return None
    strengths = [e.modality for e in cell] if leads or len(cell) > 1 else []
    return strengths, [(e.value, sorted(e.clauses), e.places, {r.silent for r in e.rows}) for e in cell]


def _changed(row: Row, norm: Norm, rule: Rule[Any]) -> Iterator[tuple[str, Row]]:
    yield from _dates(row)
    for key, values in row.where.items():
        others = {k: v for k, v in row.where.items() if k != key}
        yield f"key {key} gone", attrs.evolve(row, where=others)
        domain = [v for v in norm.domain(key, rule.form.types[key]) if isinstance(v, (Enum, bool, int))]
        for v in values:
            if len(values) > 1:
                yield f"{key} without {v}", attrs.evolve(row, where={**row.where, key: values - {v}})
        for v in [v for v in domain if v not in values][:3]:
            if getattr(v, "name", "") != "OTHER":
                yield f"{key} with {v}", attrs.evolve(row, where={**row.where, key: values | {v}})
    for value in _values(row.value):
        yield f"value {value}", attrs.evolve(row, value=value)
    for modality in Modality:
        if modality is not row.modality:
            yield modality.name, attrs.evolve(row, modality=modality)
    yield "another clause", attrs.evolve(row, clauses=("XX-00", *row.clauses[1:]))
    yield "in doubt", attrs.evolve(row, is_unsettled=not row.is_unsettled)
    if row.evidence is not Evidence.RECALLED:
        yield "recalled", attrs.evolve(row, evidence=Evidence.RECALLED)


def _dates(row: Row) -> Iterator[tuple[str, Row]]:
    for name in ("start", "end"):
        days: Days | None = getattr(row, name)
        if days is None:
            continue
        for edge in ("first", "last"):
            at: date = getattr(days, edge)
            for step in (-DAY, DAY) if at > date.min else ():
                moved = attrs.evolve(days, **{edge: at + step})
                if days.first == days.last:
                    moved = Days(at + step, at + step)
                if moved.first <= moved.last and not (days.first == days.last and edge == "last"):
                    replaced: dict[str, Any] = {name: moved}
                    yield f"{name} {moved}", attrs.evolve(row, **replaced)


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, Fraction)):
        yield from (value - 1, value + 1)
    elif isinstance(value, Decimal):
        yield from (value - Decimal("0.01"), value + Decimal("0.01"))
    elif isinstance(value, date):
        yield from (value - DAY, value + DAY)
    elif isinstance(value, Span):
        yield from (Span(value.low - 1, value.high), Span(value.low + 1, value.high))
        yield from (Span(value.low, value.high - 1), Span(value.low, value.high + 1))
    elif isinstance(value, Options):
        everything = value.named | value.unsettled
        members: list[Any] = [m for one in list(everything)[:1] for m in type(one)]
        for m in members:
            yield Options(value.named ^ {m}, value.unsettled - {m})
        for m in value.unsettled:
            yield Options(value.named, value.unsettled - {m})


# ------------------------------------------------------------------------------------------- trees

_SWAPS = {
    "at_most": "at_least",
    "at_least": "at_most",
    "no_later_than": "no_earlier_than",
    "no_earlier_than": "no_later_than",
    "require": "forbid",
    "forbid": "require",
    "all_of": "any_of",
    "any_of": "all_of",
    "plus": "minus",
    "minus": "plus",
    "times": "plus",
    "ratio": "percent",
    "percent": "ratio",
    "within": "at_least",
    "exactly": "at_most",
}


def of_tree(rule: Rule[Any]) -> Iterator[tuple[Mutant, Callable[[], bool]]]:
    """The tree with one operation, constant or part changed."""
    for what, tree in _trees(rule.tree):
        made = attrs.evolve(rule, demand=_replay(tree), tree=tree)
        object.__setattr__(made, "norms", rule.norms)
        yield Mutant(made, what), lambda: True


def _replay(tree: Node) -> Callable[..., Any]:
    return lambda fact, **numbers: answer(tree, fact, numbers)


def _trees(node: Node) -> Iterator[tuple[str, Node]]:
    if node.op in _SWAPS:
        yield f"{node.op} -> {_SWAPS[node.op]}", Node(_SWAPS[node.op], node.args)
    if node.op == "when":
        yield "no scope", node.args[1]
        yield "scope negated", Node("when", (Node("not_", (node.args[0],)), node.args[1]))
    if node.op in ("all_of", "any_of"):
        for i in range(len(node.args)):
            yield f"{node.op} without part {i}", Node(node.op, node.args[:i] + node.args[i + 1 :])
    if node.op in ("not_", "forbid"):
        yield f"{node.op} gone", node.args[0]
    for i, arg in enumerate(node.args):
        for what, changed in (
            _trees(arg) if isinstance(arg, Node) and arg.op not in ("field", "norm") else _constants(arg)
        ):
            yield what, Node(node.op, (*node.args[:i], changed, *node.args[i + 1 :]))


def _constants(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Options):
        for changed in _values(value):
            yield f"{value} -> {changed}", changed
    elif type(value) is int:
        yield from ((f"{value} -> {value + d}", value + d) for d in (-1, 1))
