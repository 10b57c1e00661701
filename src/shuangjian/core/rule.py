"""A rule: a plain function of a fact and of norms, checked, run on a sample and recorded the moment it is defined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeAlias, TypeVar, Union, get_type_hints, overload

import attrs

from .expr import Expr, Misuse, Node
from .fact import F, Fact, Form, bare, form, plain, sample
from .family import Family, family_of
from .judge import judge
from .layer import Places
from .load import Target
from .norm import Law, Norm
from .python import reader
from .strict import direction
from .verdict import Finding, Verdict
from .words import T

Limit: TypeAlias = Union[T, None]  # noqa: UP007  # an alias of X | None with X a type variable needs Union
"""A number the law gives: None where it leaves it to a place that has not spoken."""
Outcome: TypeAlias = Verdict | bool | None
"""What a rule answers: a verdict, or whether its demand is met."""
P = ParamSpec("P")
D = TypeVar("D", bound=Fact)


@attrs.frozen(eq=False)
class Rule(Generic[F]):
    """One thing that can be broken. Called on a fact it gives a finding.

    Attributes:
        name: The function's name.
        family: The family it belongs to.
        fact: The class of facts it judges.
        law_day: The field, or property, whose day decides which law is in force.
        demand: The function itself: the reference every reader is compared with.
        hints: Its norms by name, with their types.
        tree: What was recorded.
        layers: Places other than the family's own; None: those.

    """

    name: str
    family: Family
    fact: type[F]
    law_day: str
    demand: Callable[..., Outcome]
    hints: Mapping[str, Any]
    tree: Node
    layers: Places | None = None

    @property
    def id(self) -> str:
        """``family.name``, with hyphens."""
        return f"{self.family.name}.{self.name.replace('_', '-')}"

    @property
    def title(self) -> Mapping[str, str]:
        """Its title by language."""
        title: Mapping[str, str] = self.family.table[self.name]["title"]
        return title

    @property
    def sentence(self) -> str:
        """What it demands, in one sentence."""
        return (self.demand.__doc__ or "").strip()

    @property
    def form(self) -> Form[F]:
        """What the kernel keeps of its fact class."""
        return form(self.fact)

    @property
    def places(self) -> Places:
        """Every place it may be asked about."""
        return self.family.places if self.layers is None else self.layers

    @cached_property
    def norms(self) -> tuple[Norm, ...]:
        """Its norms with every row of every place.

        Raises:
            LawError: with everything that is wrong in the family's file or in a layer.

        """
        return self.family.norms(self.name, self.places)

    @property
    def parts(self) -> tuple[Node | None, Node]:
        """Where it applies (None: everywhere), and what it demands."""
        return (self.tree.args[0], self.tree.args[1]) if self.tree.op == "when" else (None, self.tree)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause its rows cite."""
        return tuple(dict.fromkeys(c for n in self.norms for r in n.rows for c in r.clauses))

    @property
    def unit(self) -> str:
        """Unit of its leading number."""
        return self.norms[0].unit

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The fields of the record it reads, keys and law day included."""
        keys = {k for n in self.norms for k in n.keys}
        read = self.tree.leaves("field").union(*(self.form.spell(k).leaves("field") for k in keys))
        return frozenset({*read, *self.form.spell(self.law_day).leaves("field")})

    def targets(self) -> Iterator[Target]:
        """What its tables of rows must fit."""
        types = self.form.types
        for name, type_ in (self.hints or {"row": None}).items():
            table = f"{self.name}.{name}" if self.hints else self.name
            yield Target(table, name, type_, types, direction(self.tree, name, type_))

    def law(self, place: str | None = None, profiles: frozenset[str] = frozenset(), *, unverified: bool = False) -> Law:
        """The law at a place.

        Raises:
            LawError: if the place is not known.

        """
        return Law(self.places.chain(place), profiles, unverified)

    def under(self, layers: Places) -> Rule[F]:
        """The same rule with other places."""
        return self if layers is self.places else attrs.evolve(self, layers=layers)

    def __call__(self, fact: F, law: Law | None = None) -> Finding:
        """Judge one fact by the function itself: the plain reading, and the reference of every other.

        Args:
            fact: The record.
            law: Which law is read; by default that of the record's place.

        Raises:
            LawError: if the record's place is not known, or the law's data cannot be used.

        """
        return judge(self, fact, law or self.law(fact.place))

    def at(self, place: str | None = None, law: Law | None = None) -> Callable[[F], Verdict]:
        """The rule as it stands at one place, compiled: a verdict and nothing else, in a fraction of a microsecond."""
        return reader(self, law or self.law(place))


@overload
def rule(demand: Callable[Concatenate[D, P], Outcome], /) -> Rule[D]: ...
@overload
def rule(
    *, law_day: str | None = None, norms: Mapping[str, Any] | Path | None = None, family: str | None = None
) -> Callable[[Callable[Concatenate[D, P], Outcome]], Rule[D]]: ...
def rule(
    demand: Callable[..., Outcome] | None = None,
    /,
    *,
    law_day: str | None = None,
    norms: Mapping[str, Any] | Path | None = None,
    family: str | None = None,
) -> Any:
    """Check a function, try it on a sample, record it.

    Args:
        demand: A function of a fact and of norms, written in words.
        law_day: The field, or property, whose day decides which law is in force; by default that of the fact class.
        norms: The family's table as Python values, or its .toml; by default the .toml beside the module.
        family: Name of the family; by default the module's.

    Raises:
        Misuse: if it says something that cannot be recorded; the message names the word to use.

    """
    record = partial(_recorded, law_day=law_day, norms=norms, family=family)
    return record if demand is None else record(demand)


def _recorded(
    demand: Callable[..., Outcome], law_day: str | None, norms: Mapping[str, Any] | Path | None, family: str | None
) -> Rule[Any]:
    where = f"{demand.__module__}.{demand.__name__}"
    hints = get_type_hints(demand)
    asked = demand.__code__.co_varnames[: demand.__code__.co_argcount]
    if not asked or not hints.keys() >= set(asked):
        msg = f"{where}: takes a fact and then norms, each with its type: (x: Lesson, minutes: Limit[int])"
        raise Misuse(msg)
    cls: type[Fact] = hints[asked[0]]
    types = {n: bare(hints[n]) for n in asked[1:]}
    try:
        tree = _tree(demand, cls, types)
    except (TypeError, ValueError, AttributeError, LookupError) as fault:
        msg = f"{where}: {fault}"
        raise Misuse(msg) from fault
    owner = family_of(demand.__module__, norms, family)
    made = Rule(demand.__name__, owner, cls, law_day or cls.law_day, demand, types, tree)
    if made.form.types.get(made.law_day) is not date:
        msg = f"{where}: the law day {made.law_day!r} is no date of {cls.__name__}"
        raise Misuse(msg)
    owner.rules[made.name] = made
    return made


def _tree(demand: Callable[..., Outcome], cls: type[Fact], types: Mapping[str, Any]) -> Node:
    """The five nets: code, sample, traps, dependence on the record, and every norm used."""
    plain(demand.__code__)
    demand(form(cls).sample, **{n: sample(t) for n, t in types.items()})
    recorded: Any = demand(form(cls).stand_in, **{n: Expr(Node("norm", (n,))) for n in types})
    if not isinstance(recorded, Expr):
        msg = "its answer does not depend on the record"
        raise Misuse(msg)
    if idle := types.keys() - recorded.node.leaves("norm"):
        msg = f"asks for {', '.join(sorted(idle))} and never compares with it"
        raise Misuse(msg)
    if not recorded.node.leaves("field"):
        msg = "its answer does not depend on the record"
        raise Misuse(msg)
    if any(n.op == "when" for a in recorded.node.args if isinstance(a, Node) for n in a.walk()):
        msg = "when is the root of a rule, never a part of it; write all_of, any_of"
        raise Misuse(msg)
    return recorded.node
