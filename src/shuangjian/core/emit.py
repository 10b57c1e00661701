"""How each word is written in Python source: where all is known, and in Kleene's logic where something may not be."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, Any

from .expr import WORDS, Node
from .words import Options, months_later

if TYPE_CHECKING:
    from .rule import Rule

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
        if value is None or type(value) in (bool, int):
            return repr(value)
        name = self.fresh()
        self.bound[name] = value
        return name


class Writer:
    """What both ways of writing share: fields are read once, nodes met twice get a variable."""

    def __init__(self, rule: Rule[Any], names: Names, shared: frozenset[Node]) -> None:
        """Write for one rule; `shared` are the nodes worth working out once."""
        self.rule = rule
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

    def member(self, it: str, options: Options[Any]) -> str:
        """Whether something known is one of those named in the rule."""
        if len(options.named) == 1 and all(isinstance(o, Enum) for o in options.named):
            return f"({it} is {self.names.of(*options.named)})"
        return f"({it} in {self.names.of(options.named)})"

    def call(self, op: str, given: list[str]) -> str:
        """The word itself, for what has no shorter form."""
        self.names.bound[f"w_{op}"] = WORDS[op]
        return f"w_{op}({', '.join(given)})"


def is_share(node: Any) -> bool:
    """Whether a node is a share, which is compared by multiplying out."""
    return isinstance(node, Node) and node.op in ("ratio", "percent")


def _literal(text: str) -> bool:
    return text.lstrip("-").isdigit() or text in ("True", "False")


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
        return PLAIN[op].format(*given) if op in PLAIN and not is_share(args[0]) else self._careful(op, given)

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
        self.lines += [f"{name} = {self.call(op, given)}", f"if {name} is None: return slow(x)"]
        return name

    def _among(self, observed: Node, options: Any) -> str:
        it = self.say(observed)
        if isinstance(options, Node):
            norm = self.say(options)
            self.lines.append(f"if {it} in {norm}.unsettled: return slow(x)")
            return f"({it} in {norm}.named)"
        if options.unsettled:
            self.lines.append(f"if {it} in {self.names.of(options.unsettled)}: return slow(x)")
        return self.member(it, options)

    def _share(self, share: Node, than: str, limit: str) -> str:
        """Part / whole against a fraction, multiplied out: exact, and no division."""
        part, whole = map(self.say, share.args)
        scaled = f"{part} * 100" if share.op == "percent" else part
        if not _literal(whole):
            self.lines.append(f"if {whole} <= 0: return slow(x)")
        return f"({scaled} * ({limit}).denominator {than} ({limit}).numerator * {whole})"


class Kleene(Writer):
    """Expressions for a record of which anything may be unknown: None for "not known", and no more work than needed."""

    def say(self, node: Any) -> str:
        """The expression for a node, or the variable that holds it."""
        if (said := self.leaf(node)) is not None:
            return said
        if node in self.said:
            return self.said[node]
        expression = self._expression(node)
        return self.keep(node, expression) if node in self.shared else expression

    def _expression(self, node: Node) -> str:
        op, args = node.op, node.args
        if op in ("all_of", "any_of"):
            return self._joined(op, args)
        if op == "known":
            return f"({self.say(args[0])} is not None)"
        if op == "choose":
            return self._choose(*args)
        if op == "among" and not isinstance(args[1], Node) and not args[1].unsettled:
            it, unknown = self._named(args[0])
            return f"(None if {unknown} else {self.member(it, args[1])})"
        if op in PLAIN and not is_share(args[0]):
            given, unknown = self._all(args)
            return f"(None if {unknown} else {PLAIN[op].format(*given)})"
        return self.call(op, [self.say(a) for a in args])

    def _named(self, node: Any) -> tuple[str, str]:
        """A name for a value, and the test whether it is unknown; the test must come first."""
        said = self.say(node)
        if said.isidentifier() or _literal(said):
            return said, "False" if _literal(said) else f"{said} is None"
        name = self.names.fresh()
        return name, f"({name} := {said}) is None"

    def _all(self, args: tuple[Any, ...]) -> tuple[list[str], str]:
        """Names for several values, and the test whether any is unknown."""
        pairs = [self._named(a) for a in args]
        return [n for n, _ in pairs], " or ".join(t for _, t in pairs if t != "False") or "False"

    def _joined(self, op: str, args: tuple[Any, ...]) -> str:
        """One that decides, decides; else one that is unknown leaves it open."""
        decides = op == "any_of"
        pairs = [(self.names.fresh(), self.say(a)) for a in args]
        decided = " or ".join(f"({n} := {said}) is {decides}" for n, said in pairs)
        unknown = " or ".join(f"{n} is None" for n, _ in pairs)
        return f"({decides} if {decided} else None if {unknown} else {not decides})"

    def _choose(self, condition: Node, yes: Any, no: Any) -> str:
        if condition.op == "known":
            return f"({self.say(yes)} if {self.say(condition)} else {self.say(no)})"
        if condition.op in COMPARED and not is_share(condition.args[0]) and condition not in self.said:
            given, unknown = self._all(condition.args)
            test = PLAIN[condition.op].format(*given)
        else:
            test, unknown = self._named(condition)
        return f"(None if {unknown} else {self.say(yes)} if {test} else {self.say(no)})"
