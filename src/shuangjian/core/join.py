"""Records completed by others that share a key with them: a lesson by the register of licensed addresses.

A function of a record and of one of the others, of which it says words over all that match; this reads it for lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar, get_type_hints

import attrs

from .derive import Derived, bare_fields, over, possible, refuse_strangers, trees
from .expr import WORDS, Expr, Misuse, Node
from .fact import F, Fact, form, plain
from .whole import OVER

R = TypeVar("R", bound=Fact)


@attrs.frozen(eq=False)
class Join(Generic[F, R]):
    """A recorded join.

    Attributes:
        name: The function's name.
        source: The class of the records that are completed.
        other: The class of those that complete them.
        by: The fields or properties that both share.
        spelled: Each field of the source that is made, with its tree, or the value itself: inside a word over a group
            fields are those of the other class, outside it those of the source.

    """

    name: str
    source: type[F]
    other: type[R]
    by: tuple[str, ...]
    spelled: Mapping[str, Any]

    @property
    def reads(self) -> set[str]:
        """The fields of the source that keys and what is made hang on."""
        outside = {f for tree in self.spelled.values() for f in bare_fields(tree)}
        return outside | _leaves(self.source, self.by)

    @property
    def reads_of_others(self) -> set[str]:
        """The fields of the others that keys and what is made hang on."""
        inside = {f for tree in self.spelled.values() for node in words(tree) for f in node.leaves("field")}
        return inside | _leaves(self.other, self.by)

    def __call__(self, records: Iterable[F], others: Iterable[R]) -> Derived[F, F]:
        """Complete the records of a list by those of another, which is taken as whole.

        What matches a record whose key is not known is not known; such a record is among the facts, and in `left`. Of
        others whose key is not known nobody knows what they match, so beside them only `some` can be known.
        """
        matching: dict[tuple[Any, ...], list[R]] = {}
        for other in others:
            matching.setdefault(self._key(other), []).append(other)
        is_whole = not any(None in key for key in matching)
        records = list(records)
        left = tuple(r for r in records if None in self._key(r))
        return Derived(tuple(self._completed(r, matching, is_whole=is_whole) for r in records), left)

    def _key(self, record: Fact) -> tuple[Any, ...]:
        return tuple(getattr(record, k) for k in self.by)

    def _completed(self, record: F, matching: Mapping[tuple[Any, ...], Sequence[R]], *, is_whole: bool) -> F:
        key = self._key(record)
        if None in key or any(getattr(record, n) is not None for n in self.spelled):  # else it says so itself
            return record
        found = matching.get(key, ())

        def say(node: Any) -> Any:
            if not isinstance(node, Node):
                return node
            if node.op in OVER:
                said = over(node, found)
                return said if is_whole or (node.op == "some" and said) else None
            return getattr(record, node.args[0]) if node.op == "field" else WORDS[node.op](*map(say, node.args))

        return attrs.evolve(record, **{n: possible(self.source, n, say(tree)) for n, tree in self.spelled.items()})


def join(*by: str) -> Callable[[Callable[[F, R], F]], Join[F, R]]:
    """Complete each record by the others that share with it what `by` names; places are not compared.

    A record that states any of the fields itself is left as it is.

    Raises:
        Misuse: if the function says something that cannot be recorded, takes a field of the others outside a word over
            all that match, or one of the record inside such a word.

    """
    return lambda spell: _recorded(spell, by)


def words(node: Any) -> list[Node]:
    """The words over a group in a tree."""
    if not isinstance(node, Node) or node.op == "field":
        return []
    return [node] if node.op in OVER else [found for a in node.args for found in words(a)]


def _leaves(cls: type[Fact], names: Iterable[str]) -> set[str]:
    return {field for name in names for field in form(cls).spell(name).leaves("field")}


_OTHERS = "others "
"""What the fields of the others are marked with, until it is clear that they stand where they may."""


def _recorded(spell: Callable[[F, R], F], by: tuple[str, ...]) -> Join[F, R]:
    plain(spell.__code__)
    hints = get_type_hints(spell)
    del hints["return"]
    source, other = hints.values()
    for cls in (source, other):
        refuse_strangers(spell.__name__, cls, by)
    spelled: dict[str, Any] = {}
    for name, tree in trees(source, spell(form(source).stand_in, _marked(other)), keeps=True).items():
        inside = {field for node in words(tree) for field in node.leaves("field")}
        misplaced = [f for f in bare_fields(tree) if f.startswith(_OTHERS)]
        misplaced += sorted(f for f in inside if not f.startswith(_OTHERS))
        if misplaced:
            taken = ", ".join(f.removeprefix(_OTHERS) for f in misplaced)
            msg = f"{spell.__name__}: {name} takes {taken} where it cannot; of the others write only(…) or some(…)"
            raise Misuse(msg)
        spelled[name] = _unmarked(tree)
    return Join(spell.__name__, source, other, by, spelled)


def _marked(cls: type[R]) -> R:
    """A stand-in whose fields are told apart from those of the record."""
    stand_in = cls.__new__(cls)
    for name in form(cls).fields:
        object.__setattr__(stand_in, name, Expr(Node("field", (_OTHERS + name,))))
    return stand_in


def _unmarked(node: Any) -> Any:
    if not isinstance(node, Node):
        return node
    if node.op == "field":
        return Node("field", (node.args[0].removeprefix(_OTHERS),))
    return Node(node.op, tuple(map(_unmarked, node.args)))
