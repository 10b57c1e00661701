"""In which direction a norm is stricter, read from the tree; and what "strictest of" means for each direction."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, get_origin

from .expr import Node
from .words import Options, Span


class Stricter(Enum):
    """Which way is stricter: what "a layer may only tighten" means for this number."""

    LOWER = "lower"  # at most, no later than
    HIGHER = "higher"  # at least, no earlier than
    FEWER = "fewer"  # a set of what is allowed
    MORE = "more"  # a set of what is banned
    NARROWER = "narrower"  # a range
    PRESENCE = "presence"  # a ban or duty without a number: there or not
    SAME = "same"  # a definition: no layer may touch it


def _fewer(a: Options[Any], b: Options[Any]) -> Options[Any]:
    may = (a.named | a.unsettled) & (b.named | b.unsettled)
    return Options(a.named & b.named, may - (a.named & b.named))


def _more(a: Options[Any], b: Options[Any]) -> Options[Any]:
    return Options(a.named | b.named, (a.unsettled | b.unsettled) - (a.named | b.named))


def _narrower(a: Span, b: Span) -> Span:
    return Span(max(a.low, b.low), min(a.high, b.high))


def _same(a: object, b: object) -> object:
    if a != b:
        msg = f"{a} and {b} both bind and neither may change the other"
        raise ValueError(msg)
    return a


MEET: dict[Stricter, Callable[[Any, Any], Any]] = {
    Stricter.LOWER: min,
    Stricter.HIGHER: max,
    Stricter.FEWER: _fewer,
    Stricter.MORE: _more,
    Stricter.NARROWER: _narrower,
    Stricter.PRESENCE: _same,
    Stricter.SAME: _same,
}
"""The strictest of two values: a semilattice in every direction, so the order of layers cannot matter."""


def tighter(way: Stricter, a: Any, b: Any) -> bool:
    """Whether a is at least as strict as b."""
    return bool(MEET[way](a, b) == a)


def looser(way: Stricter, a: Any, b: Any) -> bool:
    """Whether a would loosen b; a set of what is banned does not if it bans something else, for then both bind."""
    return tighter(way, b, a) and a != b if way is Stricter.MORE else not tighter(way, a, b)


_RISING = {
    "at_least": (1, -1),
    "no_earlier_than": (1, -1),
    "at_most": (-1, 1),
    "no_later_than": (-1, 1),
    "minus": (1, -1),
    "ratio": (1, -1),
    "percent": (1, -1),
    "not_": (-1,),
    "forbid": (-1,),
    "when": (1, -1),
    "choose": (0, 1, 1),
    "minutes_between": (-1, 1),
    "clock": (1, -1),
}
"""Whether a word's answer rises (a condition: turns true) with each thing it is given; all others rise with all.
`times` and `ratio` are of amounts, which are not negative. For `when` the answer meant is "violated"."""


def slope(node: Any, op: str, name: str) -> int | None:
    """+1 rises with the leaf of that kind and name, -1 falls, 0 does not depend on it, None neither way."""
    if not isinstance(node, Node) or node.op in ("field", "norm"):
        return int(isinstance(node, Node) and node.op == op and node.args[0] == name)
    signs = _RISING.get(node.op, (1,) * len(node.args))
    slopes = [slope(a, op, name) for a in node.args]
    if None in slopes:
        return None
    if any(slopes) and (node.op in ("exactly", "known") or (node.op == "choose" and slopes[0])):
        return None
    if node.op in ("within", "among") and slopes[0]:
        return None
    found = {s * (g or 0) for s, g in zip(signs, slopes, strict=True)} - {0}
    return None if len(found) > 1 else found.pop() if found else 0


def breach(tree: Node, op: str, name: str) -> int | None:
    """How "violated" depends on a leaf: +1 more of it can only break the rule, -1 only mend it, None both."""
    return slope(tree if tree.op == "when" else Node("when", (True, tree)), op, name)


def direction(tree: Node, norm: str, type_: Any) -> Stricter | None:
    """In which direction this norm makes the rule stricter; None: in none (an exact number, a definition)."""
    if type_ is None:
        return Stricter.PRESENCE
    ways: tuple[Stricter, Stricter | None] = (Stricter.LOWER, Stricter.HIGHER)
    if get_origin(type_) is Options:
        ways = (Stricter.FEWER, Stricter.MORE)
    elif type_ is Span:
        ways = (Stricter.NARROWER, None)
    violated = breach(tree, "norm", norm)
    return None if not violated else ways[0] if violated < 0 else ways[1]
