"""What changes in the law of a rule between two days: for which keys, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import product
from typing import Any, TypeAlias

import attrs

from .norm import Cell, Law, Norm, Row
from .possible import meeting
from .rule import Rule


class Kind(Enum):
    """What is different."""

    NEW = "new"
    ENDED = "ended"
    VALUE = "value"
    MODALITY = "modality"
    CLAUSES = "clauses"
    UNSURE = "unsure"


@attrs.frozen
class Side:
    """What binds on one of the days.

    Attributes:
        sure: What decides of the rows that surely bind.
        perhaps: What decides if those bind as well of which the sources do not tell; the same if they change nothing.

    """

    sure: Cell
    perhaps: Cell

    @property
    def is_settled(self) -> bool:
        """Whether the sources tell what binds."""
        return self.perhaps is self.sure


@attrs.frozen
class Change:
    """A change of one norm, for all keys it is the same for.

    Attributes:
        norm: The norm.
        kind: What is different: the first of what `Kind` lists.
        where: The values of keys it is about; a key that makes no difference is left out.
        before: What bound on the earlier day.
        after: What binds on the later one.

    """

    norm: Norm
    kind: Kind
    where: Mapping[str, frozenset[object]]
    before: Side
    after: Side


def changes(rule: Rule[Any], earlier: date, later: date, law: Law) -> tuple[Change, ...]:
    """Everything that is different on the later day, norm by norm.

    Args:
        rule: The rule.
        earlier: A day.
        later: A day after it.
        law: Which rows are read: those of a chain of places, as `Rule.law` gives it.

    """
    return tuple(change for norm in rule.norms for change in _of_norm(norm.under(law), rule, earlier, later))


_Told: TypeAlias = tuple[Any, ...]
_Keys: TypeAlias = tuple[frozenset[object], ...]


def _of_norm(norm: Norm, rule: Rule[Any], earlier: date, later: date) -> Iterator[Change]:
    moved = [r for r in norm.rows if r.in_force(earlier) is not r.in_force(later)]
    if not moved:
        return
    domains = [norm.domain(key, rule.form.types[key]) for key in norm.keys]
    can_be = meeting(rule.form, norm)

    def is_met(values: Sequence[object]) -> bool:
        return can_be(dict(zip(norm.keys, values, strict=True)))

    found: dict[tuple[_Told, ...], tuple[Side, Side, list[_Keys]]] = {}
    for values in product(*domains):
        facts = dict(zip(norm.keys, values, strict=True))
        if not can_be(facts) or not any(_may_bind(row, facts) for row in moved):
            continue
        before, after = _side(norm, earlier, facts), _side(norm, later, facts)
        told = *map(_told, (before.sure, before.perhaps)), *map(_told, (after.sure, after.perhaps))
        if told[:2] != told[2:]:
            found.setdefault(told, (before, after, []))[2].append(tuple(frozenset({v}) for v in values))
    for before, after, boxes in found.values():
        for box in _joined(boxes, domains, is_met):
            pairs = zip(norm.keys, _needed(box, domains, is_met), domains, strict=True)
            where = {key: values for key, values, domain in pairs if len(values) < len(domain)}
            yield Change(norm, _kind(before, after), where, before, after)


def _side(norm: Norm, day: date, facts: Mapping[str, object]) -> Side:
    hits = [(row, row.binds(day, facts)) for row in norm.rows]
    sure = norm.decide([row for row, hit in hits if hit])
    perhaps = norm.decide([row for row, hit in hits if hit is not False])
    is_same = [(e.value, e.modality) for e in sure] == [(e.value, e.modality) for e in perhaps]
    return Side(sure, sure if is_same else perhaps)


def _may_bind(row: Row, facts: Mapping[str, object]) -> bool:
    return all(facts[key] in values for key, values in row.where.items())


def _told(cell: Cell) -> _Told:
    """What is told of a cell, to compare."""
    return tuple((e.value, e.modality, e.clauses) for e in cell)


def _kind(before: Side, after: Side) -> Kind:
    was, now = before.sure, after.sure
    if _told(was) == _told(now):
        return Kind.UNSURE
    if not was or not now:
        return Kind.ENDED if was else Kind.NEW
    if [e.value for e in was] != [e.value for e in now]:
        return Kind.VALUE
    return Kind.CLAUSES if [e.modality for e in was] == [e.modality for e in now] else Kind.MODALITY


def _joined(
    boxes: Iterable[_Keys], domains: Sequence[Sequence[object]], is_met: Callable[[Sequence[object]], bool]
) -> Iterable[_Keys]:
    """As few boxes as joining along one key after another leaves: those that differ in that key alone are one.

    What no record has belongs to every box, so that it is told of none.
    """
    for at, domain in enumerate(domains):
        joined: dict[_Keys, frozenset[object]] = {}
        for box in boxes:
            rest = box[:at] + box[at + 1 :]
            unmet = {v for v in domain if not any(map(is_met, product(*box[:at], {v}, *box[at + 1 :])))}
            joined[rest] = joined.get(rest, frozenset()) | box[at] | unmet
        boxes = [(*rest[:at], values, *rest[at:]) for rest, values in joined.items()]
    return boxes


def _needed(
    box: _Keys, domains: Sequence[Sequence[object]], is_met: Callable[[Sequence[object]], bool]
) -> Sequence[frozenset[object]]:
    """The box without what no record of it has; a key whose values follow from the others is left open."""
    held = list(box)
    for at, domain in enumerate(domains):
        can_be = {v for v in domain if any(map(is_met, product(*held[:at], {v}, *held[at + 1 :])))}
        held[at] = frozenset(domain) if can_be <= held[at] else held[at] & can_be
    return held
