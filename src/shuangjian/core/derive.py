"""Facts made of other facts: a function from one record to another, its fields spelled in words over a whole group.

Recorded once like a rule; this is the reader for lists. What is not known of a member stays not known of the group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any, Generic, NoReturn, TypeVar, get_type_hints

import attrs

from .expr import WORDS, Expr, Misuse, Node, word
from .fact import OUTSIDE, F, Fact, form, in_range, plain

V = TypeVar("V")
G = TypeVar("G", bound=Fact)


def _only_recorded() -> NoReturn:
    msg = "speaks of a whole group and has a meaning only inside @derive or @window"
    raise Misuse(msg)


# ------------------------------------------------------------------------------------------- words over a group


@word
def total(x: int | None, where: bool | None) -> int | None:
    """The sum over the members for which `where` holds; unknown where that, or the amount, is not."""
    _only_recorded()


@word
def count(where: bool | None) -> int | None:
    """How many members it holds for."""
    _only_recorded()


@word
def distinct(x: object, where: bool | None) -> int | None:
    """How many different values the members have for which `where` holds."""
    _only_recorded()


@word
def least(x: int | None) -> int | None:
    """The smallest; unknown if any is."""
    _only_recorded()


@word
def only(x: V | None) -> V | None:
    """The value all members share; unknown where they do not."""
    _only_recorded()


# ------------------------------------------------------------------------------------------ words over what came before


@word
def previous(x: V | None) -> V | None:
    """The value of the member before this one; None for the first."""
    _only_recorded()


@word
def is_first(order: object) -> bool | None:
    """Whether no member comes before this one."""
    _only_recorded()


@word
def running(x: int | None) -> int | None:
    """The sum up to this member, itself included."""
    _only_recorded()


# ------------------------------------------------------------------------------------------- what they mean on a list


def _total(values: Sequence[int | None], where: Sequence[bool | None]) -> int | None:
    if any(w is None and v != 0 for v, w in zip(values, where, strict=True)):
        return None
    kept = [v for v, w in zip(values, where, strict=True) if w]
    return None if None in kept else sum(v for v in kept if v is not None)


def _count(where: Sequence[bool | None]) -> int | None:
    return None if None in where else sum(1 for w in where if w)


def _distinct(values: Sequence[Any], where: Sequence[bool | None]) -> int | None:
    kept = [v for v, w in zip(values, where, strict=True) if w]
    return None if None in where or None in kept else len(set(kept))


def _least(values: Sequence[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return min(known) if len(known) == len(values) else None


def _only(values: Sequence[Any]) -> Any:
    return values[0] if len(set(values)) == 1 else None


_GROUP: dict[str, Callable[..., Any]] = {
    "total": _total,
    "count": _count,
    "distinct": _distinct,
    "least": _least,
    "only": _only,
}


def _previous(values: Sequence[Any], at: int, turns: _Turns) -> Any:
    return values[at - 1] if at and turns.is_known(at) else None


def _is_first(_: Sequence[Any], at: int, turns: _Turns) -> bool | None:
    return at == 0 if turns.is_known(at) else None


def _running(values: Sequence[Any], at: int, turns: _Turns) -> int | None:
    before = values[: at + 1]
    return sum(before) if turns.is_known(at) and None not in before else None


_WINDOW: dict[str, Callable[..., Any]] = {"previous": _previous, "is_first": _is_first, "running": _running}


class _Turns:
    """Whose turn is known in a group: of two at one moment with one name nobody knows who came first."""

    def __init__(self, turns: Sequence[tuple[Any, ...]]) -> None:
        """Of the turns of the members, in their order; unknown moments come first."""
        tied = next((n for n, (one, next_one) in enumerate(pairwise(turns)) if one == next_one), len(turns))
        self._known = len(turns) if len(turns) == 1 else 0 if turns[0][0] is None else tied

    def is_known(self, at: int) -> bool:
        """Whether it is known what came before this one: all moments are known, and none is tied so far."""
        return at < self._known


# ------------------------------------------------------------------------------------------- derivations


@attrs.frozen
class Derived(Generic[F, G]):
    """What a derivation made of a list.

    Attributes:
        facts: The facts made.
        left: Records whose key is not known: they belong to no group, and are the caller's to report.

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
        made = self._grouped if self.order is None else self._windowed
        return Derived(tuple(fact for key in some_order for fact in made(groups[key])), tuple(left))

    def _key(self, record: F) -> tuple[Any, ...]:
        """What makes a group: the same place, whose law applies, and what `by` names."""
        return (record.place, *(getattr(record, k) for k in self.by))

    def _grouped(self, members: list[F]) -> Iterator[G]:
        yield self.target(place=members[0].place, **self._possible(lambda tree: self._say(tree, members)))

    def _possible(self, say: Callable[[Any], Any]) -> dict[str, Any]:
        """What is made of each field; a number that cannot be (more minutes than a day has) is not known."""
        fields = form(self.target).fields
        made = {name: say(tree) for name, tree in self.spelled.items()}
        return {n: x if not isinstance(x, (int, Decimal)) or in_range(x, fields[n]) else None for n, x in made.items()}

    def _say(self, node: Any, members: list[F]) -> Any:
        if not isinstance(node, Node):
            return node
        if node.op in _GROUP:
            return _GROUP[node.op](*([_answer(a, m) for m in members] for a in node.args))
        return WORDS[node.op](*(self._say(a, members) for a in node.args))

    def _turn(self, member: F) -> tuple[Any, ...]:
        """The moment, then the name: with a minus first, then the shorter, so that numbers come in their order."""
        name = member.id or ""
        return getattr(member, self.order or ""), name >= "0", len(name), name

    def _windowed(self, members: list[F]) -> Iterator[G]:
        known, unknown = ([m for m in members if (self._turn(m)[0] is None) == is_open] for is_open in (False, True))
        members = [*unknown, *sorted(known, key=self._turn)]
        turns = _Turns([self._turn(m) for m in members])
        for at, member in enumerate(members):
            found: Any = member
            if all(getattr(member, n) is None for n in self.spelled):  # else it says so itself
                found = attrs.evolve(member, **self._possible(partial(self._at, members=members, at=at, turns=turns)))
            yield found

    def _at(self, node: Any, members: list[F], at: int, turns: _Turns) -> Any:
        if not isinstance(node, Node):
            return node
        if node.op in _WINDOW:
            return _WINDOW[node.op]([_answer(node.args[0], m) for m in members], at, turns)
        if node.op == "field":
            return getattr(members[at], node.args[0])
        return WORDS[node.op](*(self._at(a, members, at, turns) for a in node.args))


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
    result: Any = spell(form(source).stand_in)
    said = {a.name: getattr(result, a.name) for a in attrs.fields(target) if a.name not in OUTSIDE}
    trees = {n: v.node if isinstance(v, Expr) else v for n, v in said.items() if v is not None}
    spelled = {n: t for n, t in trees.items() if order is None or t != Node("field", (n,))}  # a window keeps the others
    missing = [k for k in (*by, *([order] if order else ())) if k not in form(source).types]
    if missing:
        msg = f"{spell.__name__}: {source.__name__} has no {', '.join(missing)}"
        raise Misuse(msg)
    for name, tree in spelled.items():
        if order is None and (bare := _bare_fields(tree)):
            taken = ", ".join(bare)
            msg = f"{spell.__name__}: {name} takes {taken} of one member; over a group write only(…) or total(…)"
            raise Misuse(msg)
    return Derivation(spell.__name__, source, target, by, order, spelled)


def _bare_fields(node: Any) -> list[str]:
    """Fields outside a word over the group."""
    if not isinstance(node, Node) or node.op in _GROUP:
        return []
    return [node.args[0]] if node.op == "field" else [f for a in node.args for f in _bare_fields(a)]
