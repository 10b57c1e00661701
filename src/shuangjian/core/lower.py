"""A rule as one question to a row of a table: what its tree and the tree of its law come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import attrs

from .asker import Asker
from .forks import Forks, ends
from .graph import Answer, Graph
from .judge import bounds
from .lawtree import LawTree
from .lookup import Lookup
from .norm import Cell, Norm, combine
from .rule import Rule
from .verdict import Verdict

NA, OK, BAD, OPEN = (v.value for v in Verdict)
NO_LAW, UNSURE = "no law", "unsure"
"""Ends of a law: nothing binds; or something may or may not, and nothing can be said of either."""
Ranks = tuple[tuple[Any, ...], ...]
"""The numbers that bind, one set for each strength of wording."""


@attrs.frozen
class Between:
    """An end of a law: something may or may not bind, and what binds lies between these."""

    mildest: Ranks
    strictest: Ranks


@attrs.frozen(eq=False)
class Judgement:
    """What a rule asks of a row.

    Attributes:
        rule: The rule.
        law: Its law.
        lookup: How the law is asked.
        lawful: Whether anything binds there, not known where something may or may not.
        scope: Whether it applies there.
        met: Whether its demand is met where it applies.
        is_place: Whether the place is known.
        verdict: What it says, as `Verdict` numbers.

    """

    rule: Rule[Any]
    law: LawTree
    lookup: Lookup
    lawful: Answer
    scope: Answer
    met: Answer
    is_place: Answer
    verdict: Answer


def judgement(
    rule: Rule[Any], asker: Asker, *, profiles: frozenset[str] = frozenset(), unverified: bool = False
) -> Judgement:
    """Ask what a rule says of a row, wherever it lies, whenever it was."""
    law, forks, graph = LawTree(rule, profiles, unverified=unverified), Forks(), asker.graph
    lookup = Lookup(asker, law, forks)
    tree = law.tree(forks, partial(_end, rule))
    told = {end: _told(rule, asker, end) for end in ends(tree) if end is not NO_LAW}
    lawful = lookup.holds(forks.turned(tree, lambda end: {NO_LAW: False, UNSURE: None}.get(end, True)))
    scope = graph.both(lawful, lookup.pick(tree, {end: scope for end, (scope, _) in told.items()}))
    met = lookup.pick(tree, {end: met for end, (_, met) in told.items() if end is not UNSURE})
    is_place = _is_place(asker, rule)
    verdict = graph.case([(graph.no(is_place), OPEN)], verdict_of(graph, scope, met))
    return Judgement(rule, law, lookup, lawful, scope, met, is_place, verdict)


def verdict_of(graph: Graph, scope: Answer, met: Answer) -> Answer:
    """What follows from whether a rule applies, and whether its demand is met."""
    is_open = graph.either(graph.no(graph.known(scope)), graph.no(graph.known(met)))
    return graph.case([(graph.no(scope), NA), (is_open, OPEN), (met, OK)], BAD)


def _is_place(asker: Asker, rule: Rule[Any]) -> Answer:
    """Whether the place of a row is one the rule knows."""
    where, there = asker.where(), tuple(rule.places.chains())
    return where in there if isinstance(where, str) else asker.graph.ask("is_place", where, there)


def _end(rule: Rule[Any], norms: Sequence[Norm], day: date | None, facts: Mapping[str, object]) -> Any:
    """What binds, or what it lies between."""
    found = [n.cell(day, facts) for n in norms]
    if () in found:
        return NO_LAW
    sure = [c for c in found if c]
    if len(sure) == len(found):
        return _ranks(sure)
    either = bounds(rule, norms, day, facts)
    return UNSURE if either is None else Between(*map(_ranks, either))


def _ranks(cells: Sequence[Cell]) -> Ranks:
    return tuple(dict.fromkeys(c.values for c in combine(cells)))


def _told(rule: Rule[Any], asker: Asker, end: Any) -> tuple[Answer, Answer]:
    """Scope and demand under the numbers of one end."""
    if end is UNSURE:
        return _at(rule, asker, ((None,) * len(rule.norms),))
    if not isinstance(end, Between):
        return _at(rule, asker, end)
    (scope, mild), (_, strict) = _at(rule, asker, end.mildest), _at(rule, asker, end.strictest)
    return scope, asker.graph.case([(asker.graph.no(mild), False), (asker.graph.both(mild, strict), True)])


def _at(rule: Rule[Any], asker: Asker, ranks: Ranks) -> tuple[Answer, Answer]:
    """The same under these numbers, at every strength of wording together."""
    applies, _ = rule.parts
    each = [_rank(rule, asker, values) for values in ranks]
    if applies is None or not applies.leaves("norm"):
        return each[0][0], asker.graph.both(*(met for _, met in each))
    mets = [asker.graph.case([(scope, met), (asker.graph.no(scope), True)]) for scope, met in each]
    return asker.graph.either(*(scope for scope, _ in each)), asker.graph.both(*mets)


def _rank(rule: Rule[Any], asker: Asker, values: tuple[Any, ...]) -> tuple[Answer, Answer]:
    applies, holds = rule.parts
    given = {n.name: v for n, v in zip(rule.norms, values, strict=True)}
    return True if applies is None else asker.say(applies, given), None if None in values else asker.say(holds, given)
