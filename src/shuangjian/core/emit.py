"""How each word is written in Python source: where all is known, and in Kleene's logic where something may not be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import Enum
from itertools import count
from typing import Any

from .expr import WORDS, Node
from .words import months_later

PLAIN = {
    "at_most": "({} <= {})",
    "at_least": "({} >= {})",
    "exactly": "({} == {})",
    "no_later_than": "({} <= {})",
    "no_earlier_than": "({} >= {})",
    "within": "({1}.low <= {0} <= {1}.high)",
    "require": "{}",
    "forbid": "(not {})",
    "not_": "(not {})",
    "plus": "({} + {})",
    "minus": "({} - {})",
    "times": "({} * {})",
    "day_of": "{}.date()",
    "add_days": "({} + DELTA({}))",
    "add_months": "MONTHS({}, {})",
    "minutes_between": "((_d := {1} - {0}).days * 1440 + _d.seconds // 60)",
    "clock": "({0}.hour * 60 + {0}.minute + ({0}.toordinal() - {1}.toordinal()) * 1440)",
}
"""What a word is once everything it is given is known. A word not here is called by name."""

COMPARED = {"at_most": "<=", "at_least": ">="}


class Names:
    """Constants of the source, by the name they go by in it."""

    def __init__(self) -> None:
        """Begin with what every source may use."""
        self.bound: dict[str, object] = {"DELTA": timedelta, "MONTHS": months_later}
        self._free = count()

    def fresh(self) -> str:
        """A name not used yet."""
        return f"v{next(self._free)}"

    def of(self, value: object) -> str:
        """A constant: written out where that is the same, else bound to a name."""
        if type(value) is int:
            return repr(value)
        name = self.fresh()
        self.bound[name] = value
        return name


class Writer:
    """What both ways of writing share: fields are read once, nodes met twice get a variable."""

    def __init__(self, names: Names, shared: frozenset[Node]) -> None:
        """Write with these names; `shared` are the nodes worth working out once."""
        self.names = names
        self.shared = shared
        self.fields: dict[str, str] = {}
        self.needed: dict[str, str] = {}
        self.lines: list[str] = []
        self.said: dict[Node, str] = {}

    def field(self, name: str, *, needed: bool = True) -> str:
        """The local variable a field of the record is read into."""
        variable = self.fields[name] = f"f_{name}"
        if needed:
            self.needed[name] = variable
        return variable

    def loads(self) -> list[str]:
        """The lines that read the record."""
        return [f"{v} = x.{k}" for k, v in self.fields.items()]

    def take(self) -> list[str]:
        """The lines written since the last call."""
        lines, self.lines = self.lines, []
        return lines

    def keep(self, node: Node, expression: str) -> str:
        """Give an expression a variable, so that it is worked out once."""
        name = self.said[node] = self.names.fresh()
        self.lines.append(f"{name} = {expression}")
        return name

    def leaf(self, node: Any) -> str | None:
        """A constant, a field or a number of the law; None where it is a word."""
        if not isinstance(node, Node):
            return self.names.of(node)
        if node.op == "field":
            return self.field(node.args[0])
        return f"n_{node.args[0]}" if node.op == "norm" else None

    def member(self, it: str, members: frozenset[Any]) -> str:
        """Whether something known is one of some members."""
        if len(members) == 1 and all(isinstance(m, Enum) for m in members):
            return f"({it} is {self.names.of(*members)})"
        return f"({it} in {self.names.of(members)})"

    def call(self, op: str, given: list[str]) -> str:
        """The word itself, for what has no shorter form."""
        self.names.bound[f"w_{op}"] = WORDS[op]
        return f"w_{op}({', '.join(given)})"


def is_share(node: Any) -> bool:
    """Whether a node is a share, which is compared by multiplying out."""
    return isinstance(node, Node) and node.op in ("ratio", "percent")


class Known(Writer):
    """Expressions for a record of which everything the rule reads is known; the rest is left to the other path."""

    def say(self, node: Any) -> str:
        """The expression for a node, or the variable that holds it."""
        if (said := self.leaf(node)) is not None:
            return said
        if node in self.said:
            return self.said[node]
        expression = self._expression(node.op, node.args)
        return self.keep(node, expression) if node in self.shared else expression

    def _expression(self, op: str, args: tuple[Any, ...]) -> str:
        if op in ("all_of", "any_of"):
            return "(" + (" and " if op == "all_of" else " or ").join(map(self.say, args)) + ")"
        if op == "known":
            return f"({self._loose(args[0])} is not None)"
        if op == "choose":
            return self._choose(*args)
        if op == "among":
            return self._among(*args)
        if op in COMPARED and is_share(args[0]):
            return self._share(args[0], COMPARED[op], self.say(args[1]))
        given = [self.say(a) for a in args]
        return PLAIN[op].format(*given) if op in PLAIN else self._careful(op, given)

    def _choose(self, condition: Any, yes: Any, no: Any) -> str:
        if condition == Node("known", (yes,)):
            it = self._loose(yes)
            return f"({it} if {it} is not None else {self.say(no)})"
        test, then, other = map(self.say, (condition, yes, no))
        return f"({then} if {test} else {other})"

    def _loose(self, node: Any) -> str:
        """Something that is asked whether it is known: a field then need not be."""
        return self.field(node.args[0], needed=False) if node.op == "field" else self.say(node)

    def _careful(self, op: str, given: list[str]) -> str:
        """A word that may answer "not known" of known things."""
        name = self.names.fresh()
        self.lines += [f"{name} = {self.call(op, given)}", f"if {name} is None: break"]
        return name

    def _among(self, observed: Node, options: Any) -> str:
        it = self.say(observed)
        if isinstance(options, Node):
            norm = self.say(options)
            self.lines.append(f"if {it} in {norm}.unsettled: break")
            return f"({it} in {norm}.named)"
        if unsettled := options.unsettled - options.named:
            self.lines.append(f"if {self.member(it, unsettled)}: break")
        return self.member(it, options.named)

    def _share(self, share: Node, than: str, limit: str) -> str:
        """Part / whole against a fraction, multiplied out: exact, and no division."""
        part, whole = map(self.say, share.args)
        scaled = f"{part} * 100" if share.op == "percent" else part
        if isinstance(share.args[1], Node) or share.args[1] <= 0:
            self.lines.append(f"if {whole} <= 0: break")
        return f"({scaled} * ({limit}).denominator {than} ({limit}).numerator * {whole})"


class Kleene(Writer):
    """Expressions for a record of which anything may be unknown: None for "not known", and no more work than needed."""

    def __init__(self, names: Names, shared: frozenset[Node], given: frozenset[str] = frozenset()) -> None:
        """Write with these names; `given` are those always known, such as the numbers of a complete cell."""
        super().__init__(names, shared)
        self.given = self.sure = given
        """`sure` are those known where the next expression stands: a test before it has seen to that."""

    def say(self, node: Any) -> str:
        """The expression for a node, or the variable that holds it."""
        if (said := self.leaf(node)) is not None:
            return said
        if node in self.said:
            return self.said[node]
        if node not in self.shared:
            return self._expression(node)
        sure, self.sure = self.sure, self.given  # it is worked out before all tests
        name = self.keep(node, self._expression(node))
        self.sure = sure
        return name

    def _expression(self, node: Node) -> str:
        op, args = node.op, node.args
        if op in ("all_of", "any_of"):
            return self._joined(op, args)
        if op == "known":
            return f"({self.say(args[0])} is not None)"
        if op == "choose":
            return self._choose(*args)
        if (plain := self._plain(node)) is not None:
            said, unknown, _ = plain
            return f"(None if {unknown} else {said})" if unknown else said
        return self.call(op, [self.say(a) for a in args])

    def _plain(self, node: Node) -> tuple[str, str, frozenset[str]] | None:
        """What a word is once all it needs is known, the test whether it is not, and the names tested, if it is so."""
        op, args = node.op, node.args
        if op == "among" and not isinstance(args[1], Node):
            (it,), unknown = self._all(args[:1])
            if unsettled := args[1].unsettled - args[1].named:
                unknown = " or ".join(filter(None, (unknown, self.member(it, unsettled))))
            return self.member(it, args[1].named), unknown, frozenset({it})
        if op in PLAIN:
            given, unknown = self._all(args)
            return PLAIN[op].format(*given), unknown, frozenset(given)
        return None

    def _named(self, node: Any) -> tuple[str, str]:
        """A name for a value, and the test whether it is unknown (empty: it cannot be), which must come first."""
        said = self.say(node)
        if not isinstance(node, Node) or said in self.sure:
            return said, ""
        if said.isidentifier():
            return said, f"{said} is None"
        name = self.names.fresh()
        return name, f"({name} := {said}) is None"

    def _all(self, args: tuple[Any, ...]) -> tuple[list[str], str]:
        """Names for several values, and the test whether any is unknown, empty where none can be."""
        pairs = [self._named(a) for a in args]
        return [n for n, _ in pairs], " or ".join(t for _, t in pairs if t)

    def _joined(self, op: str, args: tuple[Any, ...]) -> str:
        """One that decides, decides; else one that is unknown leaves it open."""
        decides = op == "any_of"
        pairs = [(self.names.fresh(), self.say(a)) for a in args]
        decided = " or ".join(f"({n} := {said}) is {decides}" for n, said in pairs)
        unknown = " or ".join(f"{n} is None" for n, _ in pairs)
        return f"({decides} if {decided} else None if {unknown} else {not decides})"

    def _choose(self, condition: Node, yes: Any, no: Any) -> str:
        if condition.op == "known":
            it, unknown = self._named(condition.args[0])
            then = self._after({it}, yes) if yes != condition.args[0] else it
            return f"({self.say(no)} if {unknown} else {then})" if unknown else then
        plain = None if condition in self.shared else self._plain(condition)
        test, unknown, tested = plain or (*self._named(condition), frozenset[str]())
        said = f"{self._after(tested, yes)} if {test} else {self._after(tested, no)}"
        return f"(None if {unknown} else {said})" if unknown else f"({said})"

    def _after(self, tested: Iterable[str], node: Any) -> str:
        """A node that is only reached where some names are known."""
        before, self.sure = self.sure, self.sure.union(tested)
        said = self.say(node)
        self.sure = before
        return said
