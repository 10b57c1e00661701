"""What keeps the answer of a tree open in a row: each leaf with the condition under which it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..core.asker import Asker
from ..core.expr import Node
from ..core.graph import Answer, Ask, Graph
from ..core.rule import Rule
from ..core.verdict import Missing, Reason
from ..core.words import Clock

Lack = tuple[Answer, Answer]
"""A condition, and what is missing where it holds."""
_BETWEEN = "; "
_TRUTHS = {"at_most", "at_least", "exactly", "within", "no_later_than", "no_earlier_than", "among", "require", "forbid",
           "all_of", "any_of", "not_", "known"}  # fmt: skip
_RESULTS: Mapping[str, Any] = dict.fromkeys(_TRUTHS, bool) | {
    "minutes_between": int, "clock": Clock, "day_of": date, "week_of": date, "add_days": date, "add_months": date,
    "ratio": Fraction, "percent": Fraction,
}  # fmt: skip


def told(missing: Missing) -> str:
    """One thing that is missing, as a cell says it."""
    return f"{missing.reason.value} {missing.what}"


def joined(graph: Graph, lacks: Iterable[Lack]) -> Answer:
    """All that is missing in a row, each once."""
    found: dict[Any, tuple[Answer, list[Answer]]] = {}
    for when, text in lacks:
        found.setdefault((type(text), text), (text, []))[1].append(when)
    pieces = [graph.case([(graph.either(*whens), _after(graph, text))], "") for text, whens in found.values()]
    if all(isinstance(p, str) for p in pieces):
        return "".join(pieces)[len(_BETWEEN) :]
    return graph.ask("listed", *pieces)


def _after(graph: Graph, text: Answer) -> Answer:
    return f"{_BETWEEN}{text}" if isinstance(text, str) else graph.ask("glue", _BETWEEN, text)


class Lacks:
    """The leaves of the trees of one rule that may keep an answer open; mirrors what the plain reading tells."""

    def __init__(self, asker: Asker, rule: Rule[Any]) -> None:
        """For the rows one asker speaks of."""
        self.asker, self.graph, self.rule = asker, asker.graph, rule

    def __call__(self, node: Node, given: Mapping[str, Any]) -> Sequence[Lack]:
        """What is missing where the answer of this tree is not known."""
        if node.op == "field":
            return [(True, self._field(node.args[0]))]
        found: list[Lack] = []
        open_parts: list[Answer] = []
        for asked, part in self._asked(node, given):
            if isinstance(part, Node):
                is_open = self.graph.both(asked, self._is_open(part, given))
                open_parts.append(is_open)
                found += [(self.graph.both(is_open, when), text) for when, text in self(part, given)]
        none_open = self.graph.both(*(self.graph.no(o) for o in open_parts))
        if node.op == "among":
            found.append((none_open, self._unsettled(node, given)))
        elif node.op in ("ratio", "percent"):  # a share of nothing: what it is a share of is missing
            found += [(none_open, self._field(f)) for f in sorted(_last(node).leaves("field"))]
        return [(when, text) for when, text in found if when is not False]

    def _is_open(self, node: Node, given: Mapping[str, Any]) -> Answer:
        if node.op in ("ratio", "percent"):  # has no column of its own: it is compared by multiplying out
            part, whole = (self.asker.say(a, given) for a in node.args)
            nothing = self.graph.is_one(whole, [0])
            return self.graph.either(
                self.graph.no(self.graph.known(part)), self.graph.no(self.graph.known(whole)), self._surely(nothing)
            )
        return self.graph.no(self.graph.known(self.asker.say(node, given)))

    def _surely(self, condition: Answer) -> Answer:
        return self.graph.case([(condition, True)], False)  # noqa: FBT003  # a value of a case

    def _asked(self, node: Node, given: Mapping[str, Any]) -> Iterable[tuple[Answer, Any]]:
        """What the answer hangs on, and when: of a choice only the condition, or the branch it takes."""
        if node.op != "choose":
            yield from ((True, a) for a in node.args)
            return
        condition, yes, no = node.args
        said = self.asker.say(condition, given)
        yield self.graph.no(self.graph.known(said)), condition
        yield self._surely(said), yes
        fails = self._surely(self.graph.no(said))
        if condition.op == "known" and isinstance(no, Node) and no.op == "field":
            yield fails, condition.args[0]  # either of two fields would do
        yield fails, no

    def _field(self, name: str) -> Answer:
        metadata = self.rule.form.fields[name]
        reason = metadata.get("reason", Reason.FACT)
        if reason is not Reason.CALENDAR or not metadata.get("of"):
            return told(Missing(reason, name))
        day = self.asker.field(metadata["of"])
        if not isinstance(day, Ask):
            return told(Missing(reason, name))
        dated = self.graph.ask("glue", f"{reason.value} ", self.graph.ask("text_date", day))
        return self.graph.case([(self.graph.known(day), dated)], told(Missing(reason, name)))

    def _unsettled(self, node: Node, given: Mapping[str, Any]) -> Answer:
        type_ = self.type_of(node.args[0])
        it = self.asker.say(node.args[0], given)
        steps = [(self.graph.is_one(it, [n]), told(Missing(Reason.UNSETTLED, m.value))) for n, m in enumerate(type_)]
        return self.graph.case(steps)

    def type_of(self, node: Any) -> Any:
        """The type of what a tree answers."""
        if not isinstance(node, Node):
            return type(node)
        if node.op in ("field", "norm"):
            return (self.rule.form.types if node.op == "field" else self.rule.hints)[node.args[0]]
        if node.op == "choose":
            return self.type_of(node.args[1])
        if node.op in ("plus", "minus", "times"):
            return Decimal if any(self.type_of(a) is Decimal for a in node.args) else int
        return _RESULTS[node.op]


def _last(node: Node) -> Node:
    return [a for a in node.args if isinstance(a, Node)][-1]
