"""Which keys of rows a record can have together: some of them follow from the same fields, as stage and band do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import product
from typing import Any, cast

from .expr import Node, answer
from .fact import Fact, Form, form
from .norm import OTHER, Norm

MOST = 20_000
"""Records tried for keys that share fields; where it would take more, any keys are taken to go together."""
_CLOSE = 50
"""Whole numbers of a field that are all tried; of one with more, those near a number that is compared with."""

_Keys = tuple[tuple[str, tuple[object, ...]], ...]


def meeting(of: Form[Any], norm: Norm) -> Callable[[Mapping[str, object]], bool]:
    """Whether some record has these values of all keys of a norm; `OTHER` stands for what no row names.

    Args:
        of: The form of the fact class the norm is about.
        norm: The norm.

    """
    domains = {key: tuple(norm.domain(key, of.types[key])) for key in norm.keys}
    cls = cast("Any", type(of.sample))
    groups = [(tuple(g), met) for g in _sharing(of, domains) if (met := _met(cls, _named(g, domains)))]
    return lambda facts: all(tuple(facts[key] for key in group) in met for group, met in groups)


def _named(group: Sequence[str], domains: Mapping[str, tuple[object, ...]]) -> _Keys:
    return tuple((key, domains[key]) for key in group)


def _sharing(of: Form[Any], keys: Mapping[str, object]) -> Iterator[list[str]]:
    """The keys that hang together by the fields they are made of, where there are several."""
    groups: list[tuple[set[str], list[str]]] = []
    for key in keys:
        fields, names = of.spell(key).leaves("field"), [key]
        for other in [g for g in groups if g[0] & fields]:
            groups.remove(other)
            fields, names = fields | other[0], [*other[1], *names]
        groups.append((fields, names))
    yield from (names for _, names in groups if len(names) > 1)


@cache
def _met(cls: type[Fact], keys: _Keys) -> frozenset[tuple[object, ...]] | None:
    """Every combination of values of these keys that a record has; None where there are too many records to try."""
    of = form(cls)
    trees = [of.spell(key) for key, _ in keys]
    fields = sorted(set[str]().union(*(t.leaves("field") for t in trees)))
    values = [_values(of, f, trees, keys) for f in fields]
    size = 1
    for tried in values:
        size *= len(tried)
    if not 0 < size <= MOST:
        return None
    found: set[tuple[object, ...]] = set()
    for given in product(*values):
        record = dict(zip(fields, given, strict=True))
        told = [_told(tree, record) for tree in trees]
        if None not in told:
            found.add(tuple(v if v in domain else OTHER for v, (_, domain) in zip(told, keys, strict=True)))
    return frozenset(found)


def _told(tree: Node, record: Mapping[str, object]) -> Any:
    return answer(tree, lambda leaf: record[leaf.args[0]])


def _values(of: Form[Any], field: str, trees: Sequence[Node], keys: _Keys) -> list[object]:
    """The values of a field that need telling apart, and none; empty where they cannot be listed."""
    type_, limits = of.types[field], of.fields[field]
    if type_ is bool:
        return [True, False, None]
    if isinstance(type_, type) and issubclass(type_, Enum):
        return [*type_, None]
    low, high = limits.get("low"), limits.get("high")
    if not (isinstance(type_, type) and issubclass(type_, int)) or low is None or high is None:
        return []
    if high - low <= _CLOSE:
        return [*range(low, high + 1), None]
    compared = {a for t in trees for n in t.walk() for a in n.args if type(a) is int}
    named = {v for _, domain in keys for v in domain if type(v) is int}
    near = {n + d for n in {low, high, *compared, *named} for d in (-1, 0, 1)}
    return [*sorted(n for n in near if low <= n <= high), None]
