"""Reader: a recorded rule -> Python source for one fact, as it stands under one law.

Two paths are written out. Where everything the rule reads is known, plain comparisons. Where something is not, the same
tree in Kleene's logic. What the law says is looked up in one table a step of time; its cells are worked out when first
met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from .emit import Kleene, Known, Names
from .expr import Node
from .judge import bounds, judge
from .norm import Cell, Law, combine
from .verdict import WORST_FIRST, Verdict

if TYPE_CHECKING:
    from .fact import F
    from .rule import Rule

KEPT = 4096
"""Cells kept a table: keys come from records, which may be hostile."""

CHEAP = 6
"""Nodes a piece of the tree may have and still be written out twice."""

_VERDICTS = {"NA": Verdict.NOT_APPLICABLE, "OK": Verdict.SATISFIED, "BAD": Verdict.VIOLATED, "OPEN": Verdict.UNKNOWN}


@attrs.frozen(eq=False)
class Hard:
    """A cell that is not simply one number for each norm: how to judge a fact that meets it."""

    judge: Callable[[Any], Verdict]


def _not_applicable(_: object) -> Verdict:
    return Verdict.NOT_APPLICABLE


def _unknown(_: object) -> Verdict:
    return Verdict.UNKNOWN


NONE = Hard(_not_applicable)
"""No law, so nothing to judge."""
LEFT_OPEN = Hard(_unknown)
"""A number that is not to be had, where no scope could make that no matter."""


def _never(_: object) -> Hard:
    return NONE


class Table(dict[Any, Any]):
    """What the law says from one day on, by key: the numbers, or something Hard."""

    def __init__(self, fill: Callable[[Any], Any]) -> None:
        """Work out with `fill` whatever is not known yet."""
        super().__init__()
        self.fill = fill

    def __missing__(self, key: Any) -> Any:
        """Work out a cell and keep it, up to a bound."""
        cell = self.fill(key)
        if len(self) < KEPT:
            self[key] = cell
        return cell


def reader(rule: Rule[F], law: Law) -> Callable[[F], Verdict]:
    """The rule as it stands under one law, compiled."""
    return _Compiler(rule, law).alone()


def bundle(rules: Sequence[Rule[F]], law: Law) -> Callable[[F], tuple[Verdict, ...]]:
    """Several rules of one fact class under one law, compiled together: each field and key is worked out once."""
    if not rules:
        return lambda _: ()
    parts = [_Compiler(r, law).together() for r in rules]
    names = Names()
    keys: dict[Node, str] = {}
    for rule, (_, _, own) in zip(rules, parts, strict=True):
        for name in own:  # a subclass may have a key of the same name that is something else
            taken = f"k_{name}" in keys.values()
            keys.setdefault(rule.form.spell(name), f"k_{name}_{len(keys)}" if taken else f"k_{name}")
    k = Kleene(names, _shared(list(keys)))
    calls: list[str] = []
    for i, (rule, (judge_given, fields, own)) in enumerate(zip(rules, parts, strict=True)):
        names.bound[f"g{i}"] = judge_given
        given = ["x", *map(k.field, fields), *(keys[rule.form.spell(n)] for n in own)]
        calls.append(f"g{i}({', '.join(given)})")
    lines = [line for node, name in keys.items() for line in _named(name, k, node)]
    source = _function("judge(x)", k.loads(), [*lines, f"return ({', '.join(calls)},)"])
    env: dict[str, Any] = names.bound
    exec(compile(source, f"<{rules[0].fact.__name__}>", "exec"), env)  # noqa: S102  # as below
    made: Callable[[F], tuple[Verdict, ...]] = env["judge"]
    return made


class _Compiler:
    """Writes the source of one rule and binds it to the tables of one law."""

    def __init__(self, rule: Rule[Any], law: Law) -> None:
        self.rule, self.law = rule, law
        self.norms = [n.under(law) for n in rule.norms]
        self.keys = sorted({k for n in self.norms for k in n.keys})
        self.names = Names()
        self.applies, self.holds = rule.parts
        self.shared = _shared([rule.tree, *(rule.form.spell(k) for k in self.keys)])
        self.numbers = [f"n_{n.name}" for n in self.norms]
        self.used = [f"n_{n.name}" for n in self.norms if n.type is not None]
        self.days = sorted({d for n in self.norms for d in n.changes()})
        self.tables: dict[str, Any] = {f"T{i}": self._table(d) for i, d in enumerate(self.days)}
        self.tables |= {f"D{i}": d for i, d in enumerate(self.days)} | {"TX": self._table(None), "NEVER": Table(_never)}

    def alone(self) -> Callable[[Any], Verdict]:
        """The rule by itself: it reads the record."""
        k, slow = self._known(), self._kleene(*self.numbers)
        lines = self._checks(k, slow)
        return self._made(_function("check(x)", k.loads(), lines), "check")

    def together(self) -> tuple[Callable[..., Verdict], list[str], list[str]]:
        """The rule as one of several: it is given the fields and keys of the record it names, and the record."""
        k, slow = self._known(), self._kleene(*self.numbers)
        own = [n for n in self.keys if self.rule.form.spell(n).op != "field"]
        for name in own:
            node = self.rule.form.spell(name)
            k.said[node] = slow.said[node] = k.needed[f"k_{name}"] = f"k_{name}"
        lines = self._checks(k, slow)
        given = ["x", *k.fields.values(), *(f"k_{n}" for n in own)]
        return self._made(_function(f"check({', '.join(given)})", [], lines), "check"), list(k.fields), own

    def _made(self, check: str, name: str) -> Callable[..., Verdict]:
        """Bind the source to the tables of the law."""
        source = f"{self._held()}\n{self._scoped()}\n{check}"
        env: dict[str, Any] = {**_VERDICTS, **self.tables, "Hard": Hard, "NONE": NONE, "over": self._over}
        env |= self.names.bound
        exec(compile(source, f"<{self.rule.id}>", "exec"), env)  # noqa: S102  # our own text; names are identifiers
        self.env = env
        made: Callable[..., Verdict] = env[name]
        return made

    # ------------------------------------------------------------------------------------------- what the law says

    def _over(self, fact: Any) -> Verdict:
        """The law day is only known to lie between two days."""
        return judge(self.rule, fact, self.law).verdict

    def _table(self, day: date | None) -> Table:
        def fill(key: Any) -> Any:
            values = key if len(self.keys) > 1 else (key,)
            return self._cell(day, dict(zip(self.keys, values, strict=False)))

        return Table(fill)

    def _cell(self, day: date | None, facts: Mapping[str, object]) -> Any:
        cells = [n.cell(day, facts) for n in self.norms]
        if () in cells:
            return NONE
        sure = [c for c in cells if c is not None]
        if len(sure) < len(cells):
            found = bounds(self.rule, self.norms, day, facts)
            return self._without((None,) * len(cells)) if found is None else self._either_way(*found)
        first, *others = combine(sure)
        if others or not first.is_complete:
            return Hard(self._worst(sure))
        return first.values[0] if len(first.values) == 1 else first.values

    def _worst(self, cells: list[Cell]) -> Callable[[Any], Verdict]:
        """Of what is said at each strength of wording, the worst."""
        judges = [self._with(c.values) if c.is_complete else self._without(c.values).judge for c in combine(cells)]
        return lambda fact: min([j(fact) for j in judges], key=WORST_FIRST.index)

    def _either_way(self, mildest: list[Cell], strictest: list[Cell]) -> Hard:
        """Some row may or may not be in force: what is said at both ends, else unknown."""
        mild, strict = self._worst(mildest), self._worst(strictest)

        def judged(fact: Any) -> Verdict:
            said = mild(fact)
            return said if said is Verdict.VIOLATED or said is strict(fact) else Verdict.UNKNOWN

        return Hard(judged)

    def _with(self, values: tuple[Any, ...]) -> Callable[[Any], Verdict]:
        held = self.env["held"]
        return lambda fact: held(fact, *values)

    def _without(self, values: tuple[Any, ...]) -> Hard:
        """A number is not to be had: not applicable where the scope says so, else unknown."""
        if self.applies is None:
            return LEFT_OPEN
        scoped = self.env["scoped"]
        return Hard(lambda fact: scoped(fact, *values))

    # ------------------------------------------------------------------------------------------- source

    def _held(self) -> str:
        """Scope and demand in Kleene's logic, the numbers given."""
        k = self._kleene(*self.numbers)
        lines = self._judged(k, scoped=False)
        return _function(f"held(x, {', '.join(self.numbers)})", k.loads(), lines)

    def _scope(self, k: Kleene) -> list[str]:
        """The lines that tell whether the rule applies."""
        return ["scope = True"] if self.applies is None else _named("scope", k, self.applies)

    def _judged(self, k: Kleene, *, scoped: bool) -> list[str]:
        """The lines that answer, once the numbers are there."""
        lines: list[str] = []
        if not scoped and self.applies is not None:
            lines = [*self._scope(k), "if scope is None: return OPEN", "if not scope: return NA"]
        return [*lines, *_named("met", k, self.holds), "return OPEN if met is None else OK if met else BAD"]

    def _scoped(self) -> str:
        """The scope alone in Kleene's logic: all that can still be said where a number is not to be had."""
        k = self._kleene()
        lines = self._scope(k)
        return _function(
            f"scoped(x, {', '.join(self.numbers)})", k.loads(), [*lines, "return NA if scope is False else OPEN"]
        )

    def _kleene(self, *given: str) -> Kleene:
        return Kleene(self.names, self.shared, frozenset(given))

    def _step(self, day: str) -> str:
        """The table of the law in force on a day."""
        step = "NEVER"
        for i in range(len(self.days)):
            step = f"T{i} if {day} >= D{i} else {step}"
        return step

    def _checks(self, k: Known, slow: Kleene) -> list[str]:
        """The whole check: a path for what is known throughout, left by `break` for the one that takes anything."""
        fast, careful = self._fast(k), self._slow(slow)
        guard = " or ".join(f"{v} is None" for v in k.needed.values())
        return ["while True:", *(f"  {line}" for line in (f"if {guard}: break", *fast)), *careful]

    def _slow(self, k: Kleene) -> list[str]:
        """The same where anything may be unknown."""
        early = self._is_early
        scope = [*self._scope(k), "if scope is False: return NA"] if early else []
        day = k.field(self.rule.law_day)
        keys = [k.say(self.rule.form.spell(n)) for n in self.keys]
        return [
            *scope,
            f"if {day} is None and x.law_days is not None: return over(x)",
            *k.take(),
            f"cell = (TX if {day} is None else {self._step(day)})[{_key(keys)}]",
            "if cell.__class__ is Hard: return cell.judge(x)",
            *([f"{', '.join(self.numbers)} = cell"] if self.used else []),
            *(["if scope is None: return OPEN"] if early else []),
            *self._judged(k, scoped=early),
        ]

    def _known(self) -> Known:
        return Known(self.names, self.shared)

    def _fast(self, k: Known) -> list[str]:
        """Where everything is known: the scope as early as it can be told, the law, the demand."""
        early = self._is_early
        scope = self._known_scope(k) if early else []
        look = self._look_up(k)
        late = [] if early or self.applies is None else self._known_scope(k)
        met = k.say(self.holds)
        return [*scope, *look, *late, *k.take(), f"return OK if {met} else BAD"]

    @property
    def _is_early(self) -> bool:
        """Whether the scope can be told without the law's numbers."""
        return self.applies is not None and not self.applies.leaves("norm")

    def _known_scope(self, k: Known) -> list[str]:
        assert self.applies is not None  # noqa: S101  # for the type checker
        test = k.say(self.applies)
        return [*k.take(), f"if not {test}: return NA"]

    def _look_up(self, k: Known) -> list[str]:
        day = k.field(self.rule.law_day)
        keys = [k.say(self.rule.form.spell(n)) for n in self.keys]
        lines = [
            *k.take(),
            f"cell = ({self._step(day)})[{_key(keys)}]",
            "if cell is NONE: return NA",
            "if cell.__class__ is Hard: return cell.judge(x)",
        ]
        return lines + ([f"{', '.join(self.numbers)} = cell"] if self.used else [])


def _shared(roots: list[Node]) -> frozenset[Node]:
    """Nodes that several others use, where working them out again would cost."""
    nodes = {n for root in roots for n in root.walk()}
    used = Counter(a for n in nodes for a in n.args if isinstance(a, Node))
    used.update(roots)
    return frozenset(n for n, times in used.items() if times > 1 and sum(1 for _ in n.walk()) > CHEAP)


def _named(name: str, k: Kleene, node: Node) -> list[str]:
    said = k.say(node)
    return [*k.take(), f"{name} = {said}"]


def _key(keys: list[str]) -> str:
    return keys[0] if len(keys) == 1 else f"({', '.join(keys)})"


def _function(head: str, loads: list[str], lines: list[str]) -> str:
    return "\n  ".join([f"def {head}:", *loads, *lines])
