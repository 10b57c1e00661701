"""What a table is asked, as a graph: each thing once, however many rules want it, with constants folded away.

Answers are Kleene's: None is "not known". A constant stands for itself, so whatever does not hang on a row is gone
before an engine sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias, TypeGuard

import attrs


@attrs.frozen(eq=False)
class Ask:
    """One thing a row is asked: a word and what it is given, other asks or constants.

    Attributes:
        op: The word.
        args: What it is given.
        open_with: It is unknown exactly where one of these is.
        open_if: It is unknown at least where one of these is.

    """

    op: str
    args: tuple[Any, ...]
    open_with: frozenset[Ask]
    open_if: frozenset[Ask]

    def below(self) -> Iterator[Ask]:
        """The asks it is given."""
        for arg in self.args:
            yield from (part for part in _parts(arg) if isinstance(part, Ask))


Answer: TypeAlias = Any
"""An ask, or a constant: a truth, a number, a text, a date; None where it is not known of any row."""


def everything(roots: Iterable[Answer]) -> list[Ask]:
    """These asks and all they are given, each once, those given before those they are given to."""
    found: dict[Ask, None] = {}
    stack = [(root, False) for root in roots if isinstance(root, Ask)]
    while stack:
        ask, is_done = stack.pop()
        if is_done:
            found[ask] = None
        elif ask not in found:
            stack.append((ask, True))
            stack += [(part, False) for part in ask.below()]
    return list(found)


def fields_of(ask: Ask) -> set[str]:
    """The fields an ask is made of."""
    return {a.args[0] for a in everything([ask]) if a.op == "field"}


class Graph:
    """Asks, each made once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[Any, Ask] = {}

    def ask(self, op: str, *args: Answer) -> Ask:
        """The ask of this word and these arguments."""
        key = (op, *map(_key, args))
        if key not in self._made:
            self._made[key] = _new(op, args)
        return self._made[key]

    def word(self, op: str, *args: Answer) -> Answer:
        """A word that is unknown where anything it is given is."""
        return None if any(a is None for a in args) else self.ask(op, *args)

    def known(self, x: Answer) -> Answer:
        """Whether something is known at all."""
        if not isinstance(x, Ask):
            return x is not None
        if len(x.open_with) == 1:
            (x,) = x.open_with  # the plainer of two that are known together
        return self.ask("known", x) if x.open_with else True

    def is_one(self, x: Answer, values: Iterable[Any]) -> Answer:
        """Whether something is one of some constants."""
        wanted = tuple(sorted(set(values)))
        if not isinstance(x, Ask):
            return None if x is None else x in wanted
        return self.ask("is_one", x, wanted)

    def no(self, x: Answer) -> Answer:
        """The opposite."""
        if not isinstance(x, Ask):
            return None if x is None else not x
        return x.args[0] if x.op == "no" else self.ask("no", x)

    def both(self, *xs: Answer) -> Answer:
        """Whether all hold; one that does not decides."""
        return self._joined("both", xs, decides=False)

    def either(self, *xs: Answer) -> Answer:
        """Whether any holds; one that does decides."""
        return self._joined("either", xs, decides=True)

    def _joined(self, op: str, xs: Iterable[Answer], *, decides: bool) -> Answer:
        rest = dict.fromkeys(x for x in xs if x is not (not decides))
        if any(x is decides for x in rest):
            return decides
        return self.ask(op, *rest) if len(rest) > 1 else next(iter(rest), not decides)

    def case(self, steps: Iterable[tuple[Answer, Answer]], rest: Answer = None) -> Answer:
        """The value beside the first condition that holds, else the rest; what is not known does not hold."""
        kept: list[tuple[Answer, Answer]] = []
        for test, value in steps:
            if test is True:
                rest = value
                break
            if isinstance(test, Ask):
                kept.append((test, value))
        while kept and _key(kept[-1][1]) == _key(rest):
            kept.pop()
        return self.ask("case", *kept, rest) if kept else rest

    def choose(self, condition: Answer, yes: Answer, no: Answer) -> Answer:
        """One or the other; unknown where the condition is."""
        if not isinstance(condition, Ask):
            return None if condition is None else yes if condition else no
        if condition.open_with <= _open_if(no):  # where it is unknown, so is the other, which then need not be asked
            return self.case([(condition, yes)], no)
        return self.case([(condition, yes), (self.no(condition), no)])


def _key(arg: Answer) -> Any:
    """What tells an argument from others: True is not 1, and a tuple is told by its parts."""
    return tuple(map(_key, arg)) if _is_tuple(arg) else (type(arg), arg)


def _parts(arg: Answer) -> tuple[Any, ...]:
    """The parts of a tuple, or the one thing itself."""
    return arg if _is_tuple(arg) else (arg,)


def _is_tuple(arg: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(arg, tuple)


_ALWAYS_KNOWN = {"known", "is_place"}
_TESTS = {"at_most", "at_least", "exactly", "is_one", "since"}
_LOOSE = {"both", "either", "glue", "listed"}


def _new(op: str, args: tuple[Answer, ...]) -> Ask:
    """The ask, with where it is unknown told as far as it can be."""
    ask = Ask(op, args, frozenset(), frozenset())
    exact: frozenset[Ask] = frozenset([ask])
    if op in _ALWAYS_KNOWN:
        exact = frozenset()
    elif op == "no" or (op in _TESTS and not any(isinstance(a, Ask) for a in args[1:])):
        exact = args[0].open_with if isinstance(args[0], Ask) else exact
    at_least: frozenset[Ask] = exact
    if op == "case":
        at_least |= _open_case(args)
    elif op not in _LOOSE | _ALWAYS_KNOWN:
        at_least = at_least.union(*(_open_if(a) for a in args))
    object.__setattr__(ask, "open_with", exact)
    object.__setattr__(ask, "open_if", at_least)
    return ask


def _open_case(args: tuple[Answer, ...]) -> frozenset[Ask]:
    """Where a choice is unknown for sure: no step is taken there, or one to what is unknown too."""
    *steps, rest = args
    each = [_open_if(test) | _open_if(value) for test, value in steps if value is not None]
    if rest is not None:
        each.append(_open_if(rest))
    return each[0].intersection(*each[1:]) if each else frozenset()


def _open_if(x: Answer) -> frozenset[Ask]:
    return x.open_if if isinstance(x, Ask) else frozenset()
