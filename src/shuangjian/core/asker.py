"""The words of a rule as asks about a row: what the function itself says of a fact, said of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from .expr import WORDS, Node, answer
from .graph import Answer, Ask, Graph
from .words import Options

_SAME = {"at_most": "at_most", "no_later_than": "at_most", "at_least": "at_least", "no_earlier_than": "at_least"}
_SHARES = ("ratio", "percent")


def code(member: Enum) -> int:
    """A member of an enumeration as tables have it: its place in the list, far faster to compare than text."""
    return list(type(member)).index(member)


def plain(value: Any) -> Any:
    """A constant as tables have it."""
    return code(value) if isinstance(value, Enum) else value


@attrs.frozen(eq=False)
class Asker:
    """Asks about the facts of one class.

    Attributes:
        graph: The asks so far.
        types: The types of the fields.
        unknown: Fields nobody knows: there is no column for them.
        place: Id of the place of every row, where there is no column for it.

    """

    graph: Graph
    types: Mapping[str, Any]
    unknown: frozenset[str] = frozenset()
    place: str | None = None

    def where(self) -> Answer:
        """The place of a row; not known: the nation's law alone."""
        return self.graph.ask("place") if self.place is None else self.place

    def field(self, name: str) -> Answer:
        """A field of a row."""
        return None if name in self.unknown else self.graph.ask("field", name)

    def say(self, node: Any, numbers: Mapping[str, Any]) -> Answer:
        """What a tree comes to, the norms put in; a number nobody gave is None."""
        if not isinstance(node, Node):
            return plain(node)
        if node.op == "field":
            return self.field(node.args[0])
        if node.op == "norm":
            return numbers.get(node.args[0])
        if not node.leaves("field"):
            return plain(answer(node, lambda leaf: numbers.get(leaf.args[0])))
        return self._word(node, numbers)

    def _word(self, node: Node, numbers: Mapping[str, Any]) -> Answer:  # noqa: PLR0911  # one line a word
        op, graph = node.op, self.graph
        if op == "among":
            return self._among(node.args, numbers)
        if op in ("at_most", "at_least", "within", "exactly") and _is_share(node.args[0]):
            return self._share(node, numbers)
        given = [self._factor(self.say(x, numbers), node) for x in node.args]
        if op in ("all_of", "any_of"):
            return (graph.both if op == "all_of" else graph.either)(*given)
        if op in ("not_", "forbid"):
            return graph.no(given[0])
        if op == "require":
            return given[0]
        if op == "known":
            return graph.known(given[0])
        if op == "choose":
            return graph.choose(*given)
        return self._strict(_SAME.get(op, op), given)

    def _strict(self, op: str, given: Sequence[Answer]) -> Answer:
        """A word that is unknown where anything it is given is; of constants it is worked out here."""
        if op in WORDS and not any(isinstance(g, Ask) for g in given):
            return plain(WORDS[op](*given))
        return self.graph.word(op, *given)

    def _among(self, args: tuple[Any, ...], numbers: Mapping[str, Any]) -> Answer:
        options: Options[Any] | None = numbers.get(args[1].args[0]) if isinstance(args[1], Node) else args[1]
        it = self.say(args[0], numbers)
        if options is None or it is None:
            return None
        inside = self.graph.is_one(it, map(plain, options.named))
        unsettled = [plain(v) for v in options.unsettled - options.named]
        return self.graph.case([(self.graph.is_one(it, unsettled), None)], inside) if unsettled else inside

    def _factor(self, said: Answer, node: Node) -> Answer:
        """A whole number to multiply money by: as a decimal it has no more digits than it needs."""
        is_money = type(said) is int and any(self.types.get(f) is Decimal for f in node.leaves("field"))
        return Decimal(said) if is_money else said

    def _share(self, node: Node, numbers: Mapping[str, Any]) -> Answer:
        """Part / whole against a fraction, multiplied out: exact, and no division."""
        share, limit, graph = node.args[0], self.say(node.args[1], numbers), self.graph
        if limit is None:
            return None
        part, whole = (self.say(x, numbers) for x in share.args)
        low, high = (limit.low, limit.high) if node.op == "within" else (limit, limit)
        bounds = {"at_least": [low], "at_most": [high], "within": [low, high], "exactly": [low, high]}[node.op]
        tests = {"at_least": ["at_least"], "at_most": ["at_most"]}.get(node.op, ["at_least", "at_most"])

        def met(sign: int) -> Answer:
            """Whether it is, for a whole above nothing (1) or below it (-1): the comparison turns round."""
            each: list[Answer] = []
            for bound, test in zip(bounds, tests, strict=True):
                scale = (100 if share.op == "percent" else 1) * bound.denominator * sign
                left = self._times(part, scale, share)
                each.append(self._strict(test, [left, self._times(whole, bound.numerator * sign, share)]))
            return graph.both(*each)

        above, below = (self._strict(t, [whole, n]) for t, n in (("at_least", 1), ("at_most", -1)))
        if any(self.types.get(f) is Decimal for f in share.leaves("field")):
            above, below = (graph.no(self._strict(t, [whole, 0])) for t in ("at_most", "at_least"))
        return graph.case([(above, met(1)), (below, met(-1))])

    def _times(self, x: Answer, factor: int, node: Node) -> Answer:
        return x if factor == 1 else self._strict("times", [x, self._factor(factor, node)])


def _is_share(node: Any) -> bool:
    return isinstance(node, Node) and node.op in _SHARES
