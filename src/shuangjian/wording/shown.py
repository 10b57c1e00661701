"""What a finding compares: read from the tree of its rule, so that each value is told in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from ..core.expr import Node
from ..core.judge import plainly
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
        op: The word of the comparison; "excluded" for a list of what must not be; "require" or "forbid" for a truth;
            "" where there is neither; "other" where the rule is not known.
        observed: What the record shows.
        limit: What it was compared with.
        unit: Unit of both: "clock" for times of day, "" for dates, truths and names.
        fields: The fields or properties the demand reads, where they have to be named.
        is_part: Whether the comparison is only one of several conditions that decide, or the truth is made of several.

    """

    op: str
    observed: Any
    limit: Any
    unit: str = ""
    fields: tuple[str, ...] = ()
    is_part: bool = False


def shown(finding: Finding, rules: Sequence[Rule[Any]] = RULES) -> Shown:
    """What the finding compares: the leading unit of a rule need not be that of the two things it compares."""
    rule = by_id(tuple(rules)).get(finding.rule)
    if rule is None:
        return Shown("" if finding.limit is None else "other", finding.observed, finding.limit, finding.unit)
    demand = plainly(rule.parts[1])
    fields = tuple(sorted(demand.leaves("field")))
    compared = next((n for n in demand.walk() if n.op in _COMPARISONS and (n is demand or n.leaves("norm"))), None)
    if compared is not None:
        return _comparison(finding, rule, demand, compared)
    if demand.op in ("require", "forbid"):
        is_field = isinstance(demand.args[0], Node) and demand.args[0].op == "field"
        return Shown(demand.op, finding.observed, demand.op == "require", fields=fields, is_part=not is_field)
    return Shown("", None, None, fields=fields)


def _comparison(finding: Finding, rule: Rule[Any], demand: Node, compared: Node) -> Shown:
    """The demand itself, the opposite of one, or one part of a longer demand."""
    left, right = compared.args
    observed, limit, op, unit = finding.observed, finding.limit, compared.op, _unit(rule, left, right)
    if _has_norm(left) and not _has_norm(right):
        observed, limit, op = limit, observed, _TURNED.get(op, op)
    if compared is demand or _is_all_but_excuses(demand, compared):
        return Shown(op, observed, limit, unit)
    if op == "among" and demand == Node("forbid", (compared,)):
        return Shown("excluded", observed, limit, unit)
    return Shown(op, observed, limit, unit, tuple(sorted(demand.leaves("field"))), is_part=True)


def _is_all_but_excuses(demand: Node, compared: Node) -> bool:
    """Whether the rest of the demand only says whom the comparison is not held against: a week that is not full."""
    rest = [a for a in demand.args if a is not compared]
    return demand.op == "any_of" and all(isinstance(a, Node) and a.op == "not_" for a in rest)


def _has_norm(side: object) -> bool:
    return isinstance(side, Node) and bool(side.leaves("norm"))


def _unit(rule: Rule[Any], *sides: Any) -> str:
    """The unit both sides share; that of a product is not known by itself."""
    if any(_is_clock(rule, side) for side in sides):
        return "clock"
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
