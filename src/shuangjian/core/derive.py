"""Facts made of other facts: a function from one record to another, its fields spelled in words over a whole group.

Recorded once like a rule; this is the reader for lists. What is not known of a member stays not known of the group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeVar, get_type_hints

import attrs

from .expr import WORDS, Expr, Misuse, Node
from .fact import OUTSIDE, F, Fact, form, in_range, plain
from .whole import BEFORE, OVER, Turns

G = TypeVar("G", bound=Fact)
_OF_MOMENTS = ("latest_before", "latest_seen_before")
"""Words that tables know of moments and days alone."""


@attrs.frozen
class Derived(Generic[F, G]):
    """What a derivation made of a list.

    Attributes:
        facts: The facts made; of a window all records, those completed of which it is known what came before.
        left: Records whose key is not known, the caller's to report: of a group such a record may belong to no sum,
            count or extreme is known, nor what came before one of its members; words of what is seen tell the rest.

    """

    facts: tuple[G, ...]
    left: tuple[F, ...]


@attrs.frozen(eq=False)
class Derivation(Generic[F, G]):
    """A recorded derivation.

    Attributes:
        name: The function's name.
        source: The class of facts it is made from.
        target: The class of facts it makes.
        by: The fields or properties that make a group.
        order: For a window, what the group is ordered by; ties by id.
        spelled: Each field of the target that is made, with its tree, or the value itself.

    """

    name: str
    source: type[F]
    target: type[G]
    by: tuple[str, ...]
    order: str | None
    spelled: Mapping[str, Any]

    @property
    def reads(self) -> set[str]:
        """The fields that groups, their order and what is made of them hang on."""
        spell = form(self.source).spell
        trees = [*map(spell, [*self.by, *([self.order] if self.order is not None else [])]), *self.spelled.values()]
        return {name for tree in trees if isinstance(tree, Node) for name in tree.leaves("field")}

    def __call__(self, records: Iterable[F]) -> Derived[F, G]:
        """Make the facts of a list of records; their order in it does not matter."""
        groups: dict[tuple[Any, ...], list[F]] = {}
        left: list[F] = []
        for record in records:
            key = self._key(record)
            (left if None in key[1:] else groups.setdefault(key, [])).append(record)
        some_order = sorted(groups, key=lambda key: tuple(map(str, key)))  # keys may be of any kind
        strays = Strays(map(self._key, left))
        make = self._grouped if self.order is None else self._windowed
        made = (make(groups[key], is_whole=not strays.may_belong(key)) for key in some_order)
        kept: Any = [] if self.order is None else left
        return Derived((*(fact for facts in made for fact in facts), *kept), tuple(left))

    def _key(self, record: F) -> tuple[Any, ...]:
        """What makes a group: the same place, whose law applies, and what `by` names."""
        return (record.place, *(getattr(record, k) for k in self.by))

    def _grouped(self, members: list[F], *, is_whole: bool) -> Iterator[Any]:
        say = partial(self._say, members=members, is_whole=is_whole)
        yield self.target(place=members[0].place, **self._possible(say))

    def _possible(self, say: Callable[[Any], Any]) -> dict[str, Any]:
        """What is made of each field."""
        return {name: possible(self.target, name, say(tree)) for name, tree in self.spelled.items()}

    def _say(self, node: Any, members: list[F], *, is_whole: bool) -> Any:
        if not isinstance(node, Node):
            return node
        if node.op in OVER:
            said = over(node, members)
            return said if is_whole or node.op == "only" or (node.op == "some" and said) else None
        return WORDS[node.op](*(self._say(a, members, is_whole=is_whole) for a in node.args))

    def _turn(self, member: F) -> tuple[Any, ...]:
        """The moment, then the name: with a minus first, then the shorter, so that numbers come in their order."""
        name = member.id or ""
        return getattr(member, self.order or ""), name >= "0", len(name), name

    def _windowed(self, members: list[F], *, is_whole: bool) -> Iterator[Any]:
        known, unknown = ([m for m in members if (self._turn(m)[0] is None) == is_open] for is_open in (False, True))
        members = [*unknown, *sorted(known, key=self._turn)]
        turns = Turns([self._turn(m) for m in members], is_whole=is_whole)
        for at, member in enumerate(members):
            found: Any = member
            if all(getattr(member, n) is None for n in self.spelled):  # else it says so itself
                found = attrs.evolve(member, **self._possible(partial(self._at, members=members, at=at, turns=turns)))
            yield found

    def _at(self, node: Any, members: list[F], at: int, turns: Turns) -> Any:
        if not isinstance(node, Node):
            return node
        if node.op in BEFORE:
            return BEFORE[node.op](*([_answer(a, m) for m in members] for a in node.args), at, turns)
        if node.op == "field":
            return getattr(members[at], node.args[0])
        return WORDS[node.op](*(self._at(a, members, at, turns) for a in node.args))


class Strays:
    """Records whose key is not known: each may belong to any group that agrees with what is known of it."""

    def __init__(self, keys: Iterable[tuple[Any, ...]]) -> None:
        """Of their keys, a place first."""
        self._known: dict[tuple[int, ...], set[tuple[Any, ...]]] = {}
        for key in keys:
            parts = (0, *(n for n, part in enumerate(key) if n and part is not None))
            self._known.setdefault(parts, set()).add(tuple(key[n] for n in parts))

    def may_belong(self, key: tuple[Any, ...]) -> bool:
        """Whether any may belong to the group of this key."""
        return any(tuple(key[n] for n in parts) in known for parts, known in self._known.items())


def possible(target: type[Fact], name: str, value: Any) -> Any:
    """What is made of a field, of its type; a number that cannot be (more minutes than a day has) is not known."""
    if not isinstance(value, (int, Decimal)):
        return value
    value = Decimal(value) if form(target).types[name] is Decimal else value
    return value if in_range(value, form(target).fields[name]) else None


def over(node: Node, members: Sequence[Fact]) -> Any:
    """What a word over a group comes to."""
    return OVER[node.op](*([_answer(a, m) for m in members] for a in node.args))


def _answer(node: Any, fact: Fact) -> Any:
    if not isinstance(node, Node):
        return node
    if node.op == "field":
        return getattr(fact, node.args[0])
    return WORDS[node.op](*(_answer(a, fact) for a in node.args))


def derive(*by: str) -> Callable[[Callable[[F], G]], Derivation[F, G]]:
    """Make one fact of each group of records that share what `by` names.

    Raises:
        Misuse: if the function says something that cannot be recorded, or a field outside a word over the group.

    """
    return lambda spell: _recorded(spell, by, None)


def window(*by: str, order: str) -> Callable[[Callable[[F], F]], Derivation[F, F]]:
    """Complete each record by what came before it in its group, ordered by `order`, ties by id.

    Of ids the shorter comes first, so that numbers come in their order. Where any moment of a group is unknown, so is
    what came before each; where two records share moment and id, what came before them, and before those that follow.
    A record whose group is not known may have come between; what is known in spite of it, words of what is seen tell.
    A record that states any of the fields itself is left as it is.

    Raises:
        Misuse: if the function says something that cannot be recorded.

    """
    return lambda spell: _recorded(spell, by, order)


def _recorded(spell: Callable[[F], G], by: tuple[str, ...], order: str | None) -> Derivation[F, G]:
    plain(spell.__code__)
    hints = get_type_hints(spell)
    target: type[G] = hints.pop("return")
    (source,) = hints.values()
    is_window = order is not None
    spelled = trees(target, spell(form(source).stand_in), keeps=is_window)
    refuse_strangers(spell.__name__, source, (*by, *([order] if order else ())))
    for name, tree in spelled.items():
        refuse_numbers(spell.__name__, source, name, tree)
        if not is_window and (bare := bare_fields(tree)):
            taken = ", ".join(bare)
            msg = f"{spell.__name__}: {name} takes {taken} of one member; over a group write only(…) or total(…)"
            raise Misuse(msg)
    return Derivation(spell.__name__, source, target, by, order, spelled)


def trees(target: type[Fact], result: Any, *, keeps: bool) -> dict[str, Any]:
    """The fields that a function makes, each with its tree; one that only `keeps` a record's own does not make it."""
    said = {a.name: getattr(result, a.name) for a in attrs.fields(target) if a.name not in OUTSIDE}
    made = {n: v.node if isinstance(v, Expr) else v for n, v in said.items() if v is not None}
    return {n: tree for n, tree in made.items() if not keeps or tree != Node("field", (n,))}


def refuse_strangers(name: str, source: type[Fact], fields: Iterable[str]) -> None:
    """Refuse names of fields and properties that a fact has not.

    Raises:
        Misuse: if there is any.

    """
    if missing := [k for k in fields if k not in form(source).types]:
        msg = f"{name}: {source.__name__} has no {', '.join(missing)}"
        raise Misuse(msg)


def refuse_numbers(by: str, source: type[Fact], name: str, tree: Any) -> None:
    """Refuse the latest of what is neither a moment nor a day: tables would compare large numbers wrongly.

    Raises:
        Misuse: if a field asks for it.

    """
    words = (n for n in (tree.walk() if isinstance(tree, Node) else ()) if n.op in _OF_MOMENTS)
    if not all(isinstance(_answer(word.args[0], form(source).sample), date) for word in words):
        msg = f"{by}: {name} asks for the latest of what is neither a moment nor a day"
        raise Misuse(msg)


def bare_fields(node: Any) -> list[str]:
    """Fields outside a word over the group."""
    if not isinstance(node, Node) or node.op in OVER:
        return []
    return [node.args[0]] if node.op == "field" else [f for a in node.args for f in bare_fields(a)]
