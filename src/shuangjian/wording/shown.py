"""What a finding compares: read from the tree of its rule, so that each value is told in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from ..core.expr import Node
from ..core.rule import Rule
from ..core.verdict import Finding
from ..core.words import Clock
from ..rules import RULES

_COMPARISONS = {"at_most", "at_least", "exactly", "within", "no_later_than", "no_earlier_than", "among"}
_TURNED = {
    "at_most": "at_least",
    "at_least": "at_most",
    "no_later_than": "no_earlier_than",
    "no_earlier_than": "no_later_than",
}
_UNIT_OF_FIELD = {
    "yuan": "yuan", "minutes": "min", "days": "days", "lessons": "lessons", "months": "months", "metres": "m²",
}  # fmt: skip
"""Units stand at the end of the names of fields."""


@attrs.frozen
class Shown:
    """What a finding compares, as the rule tells it.

    Attributes:
        op: The word of the comparison; "require" or "forbid" for a truth; "" where there is neither.
        observed: What the record shows.
        limit: What it was compared with.
        unit: Unit of both: "clock" for times of day, "" for dates, truths and names.
        fields: The fields or properties the demand reads.

    """

    op: str
    observed: Any
    limit: Any
    unit: str
    fields: tuple[str, ...] = ()


def shown(finding: Finding, rules: Sequence[Rule[Any]] = RULES) -> Shown:
    """What the finding compares: the leading unit of a rule need not be that of the two things it compares."""
    rule = by_id(tuple(rules)).get(finding.rule)
    if rule is None:
        op = "other" if finding.limit is not None else ""
        return Shown(op, finding.observed, finding.limit, finding.unit)
    demand = rule.parts[1]
    fields = tuple(sorted(demand.leaves("field")))
    if demand.op in ("require", "forbid") and isinstance(demand.args[0], Node):
        return _truth(finding, rule, demand, fields)
    if demand.op not in _COMPARISONS:
        return Shown("", None, None, "", fields)
    left, right = demand.args
    unit = _unit(rule, left, right)
    if isinstance(left, Node) and left.leaves("norm") and not (isinstance(right, Node) and right.leaves("norm")):
        return Shown(_TURNED.get(demand.op, demand.op), finding.limit, finding.observed, unit, fields)
    return Shown(demand.op, finding.observed, finding.limit, unit, fields)


def _truth(finding: Finding, rule: Rule[Any], demand: Node, fields: tuple[str, ...]) -> Shown:
    """A demand that something is so, or is not; of a list that is excluded, the list."""
    asked: Node = demand.args[0]
    if demand.op == "forbid" and asked.op == "among":
        return Shown("excluded", finding.observed, _excluded(finding, rule, asked), "", fields)
    return Shown(demand.op, finding.observed, demand.op == "require", "", fields if asked.op == "field" else ())


def _excluded(finding: Finding, rule: Rule[Any], asked: Node) -> Any:  # noqa: ANN401
    """The list of the rows that are cited, if they have but one."""
    source = asked.args[1]
    if not isinstance(source, Node):
        return source
    norm = next((n for n in rule.norms if source.op == "norm" and n.name == source.args[0]), None)
    cited = [
        r.value
        for r in (norm.rows if norm else ())
        if r.value is not None and r.place in finding.places and set(r.clauses) <= set(finding.clauses)
    ]
    return cited[0] if cited and all(v == cited[0] for v in cited) else None


def _unit(rule: Rule[Any], *sides: Any) -> str:
    """The unit both sides share; of products none is known."""
    if any(_is_clock(rule, side) for side in sides):
        return "clock"
    if any(isinstance(side, Node) and side.op == "times" for side in sides):
        return ""
    return next((u for side in reversed(sides) if (u := _unit_of(rule, side))), "")


def _is_clock(rule: Rule[Any], side: Any) -> bool:  # noqa: ANN401
    if not isinstance(side, Node):
        return False
    if side.op in ("field", "norm"):
        types: Mapping[str, Any] = rule.hints if side.op == "norm" else rule.form.types
        return types[side.args[0]] is Clock
    return side.op == "clock" or (side.op == "choose" and any(_is_clock(rule, a) for a in side.args[1:]))


def _unit_of(rule: Rule[Any], side: Any) -> str:  # noqa: ANN401
    if not isinstance(side, Node):
        return ""
    if side.op == "norm":
        return next((n.unit for n in rule.norms if n.name == side.args[0]), "")
    if side.op == "field":
        return _UNIT_OF_FIELD.get(side.args[0].rpartition("_")[2], "")
    if side.op in ("plus", "minus", "choose"):
        return next((u for a in side.args if (u := _unit_of(rule, a))), "")
    return {"percent": "%", "minutes_between": "min"}.get(side.op, "")


@cache
def by_id(rules: tuple[Rule[Any], ...]) -> Mapping[str, Rule[Any]]:
    """Rules by their id."""
    return {r.id: r for r in rules}
