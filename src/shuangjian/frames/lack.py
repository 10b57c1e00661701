"""What keeps the answer of a tree open in a row: each leaf with the condition under which it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..core.asker import Asker, code
from ..core.expr import Node
from ..core.graph import Answer, Ask, Graph
from ..core.rule import Rule
from ..core.verdict import Missing, Reason
from ..core.words import Clock, Options

Lack = tuple[Answer, Answer]
"""A condition, and what is missing where it holds."""
_BETWEEN = "; "
_TRUTHS = {"at_most", "at_least", "exactly", "within", "no_later_than", "no_earlier_than", "among", "require", "forbid",
           "all_of", "any_of", "not_", "known"}  # fmt: skip
_SHARES = ("ratio", "percent")
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
    pieces = [graph.case([(graph.either(*whens), text)]) for text, whens in found.values()]
    sure = [piece for piece in pieces if piece is not None]
    return _BETWEEN.join(sure) if all(isinstance(p, str) for p in sure) else graph.ask("listed", *sure)


class Lacks:
    """The leaves of the trees of one rule that may keep an answer open; mirrors what the plain reading tells."""

    def __init__(self, asker: Asker, rule: Rule[Any]) -> None:
        """For the rows one asker speaks of."""
        self.asker, self.graph, self.rule = asker, asker.graph, rule

    def __call__(self, node: Node, given: Mapping[str, Any], sure: frozenset[Ask] = frozenset()) -> Sequence[Lack]:
        """What is missing where the answer of this tree is not known, and that of the asks in `sure` is."""
        if node.op == "field":
            return [] if self.asker.field(node.args[0]) in sure else [(True, self._field(node.args[0]))]
        if node.op == "choose":
            return self._of_choice(node, given, sure)
        parts = [a for a in node.args if isinstance(a, Node)]
        is_share, is_set = node.op in _SHARES, node.op == "among"
        if len(parts) == 1 and not is_share and not is_set:  # it is this one that is not known
            return self(parts[0], given, sure)
        opens = [self._is_open(part, given, sure) for part in parts]
        found = [
            (self.graph.both(is_open, when), text)
            for part, is_open in zip(parts, opens, strict=True)
            for when, text in (self(part, given, sure) if is_open is not False else ())
        ]
        none_open = self.graph.no(self.graph.either(*opens))
        if is_set:
            found += [(self.graph.both(none_open, when), text) for when, text in self._unsettled(node, given)]
        if is_share:  # a share of nothing: what it is a share of is missing
            found += [(none_open, self._field(f)) for f in sorted(parts[-1].leaves("field"))]
        return [(when, text) for when, text in found if when is not False]

    def _of_choice(self, node: Node, given: Mapping[str, Any], sure: frozenset[Ask]) -> Sequence[Lack]:
        """Of a choice only the condition is missing, or what the branch it takes lacks."""
        condition, yes, no = node.args
        said = self.asker.say(condition, given)
        is_open = self._is_open(condition, given, sure)
        found = (
            [(self.graph.both(is_open, when), text) for when, text in self(condition, given, sure)]
            if is_open is not False
            else []
        )
        told = sure | (said.open_if if isinstance(said, Ask) else frozenset())
        branches = [(said, yes), (self.graph.no(said), no)]
        if condition.op == "known" and isinstance(no, Node) and no.op == "field":
            branches.insert(1, (self.graph.no(said), condition.args[0]))  # either of two fields would do
        for taken, branch in branches:
            if isinstance(branch, Node) and taken is not False and taken is not None:
                found += [(self.graph.both(taken, when), text) for when, text in self(branch, given, told)]
        return found

    def _is_open(self, node: Node, given: Mapping[str, Any], sure: frozenset[Ask]) -> Answer:
        """Whether the answer of a tree is not known."""
        if node.op in _SHARES:  # has no column of its own: it is compared by multiplying out
            part, whole = (self.asker.say(a, given) for a in node.args)
            nothing = self.graph.case([(self.graph.is_one(whole, [0]), True)], False)  # noqa: FBT003  # a value of a case
            return self.graph.either(*(self.graph.no(self.graph.known(x)) for x in (part, whole)), nothing)
        said = self.asker.say(node, given)
        if isinstance(said, Ask) and said.open_with <= sure:
            return False
        return self.graph.no(self.graph.known(said))

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

    def _unsettled(self, node: Node, given: Mapping[str, Any]) -> Iterable[Lack]:
        """The members a set leaves open, each where it is the one observed."""
        options: Options[Any] | None = self.asker.say(node.args[1], given)
        it = self.asker.say(node.args[0], given)
        for member in sorted(options.unsettled - options.named, key=code) if options else ():
            yield self.graph.is_one(it, [code(member)]), told(Missing(Reason.UNSETTLED, member.value))

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
