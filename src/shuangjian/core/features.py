"""What a row shows, as far as the law tells it apart: each thing in a few numbered states, and what follows from them.

A law is finite: it compares days with some days, minutes with some caps, and asks of which kind a thing is. So what a
rule makes of a row hangs on states of which there are few, and is worked out once for each of them, not for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

from .forks import Forks, TooMany, Tree
from .graph import Answer, Ask, fields_of

NOWHERE = ""
"""The state of a place nobody knows."""
_FEW = 16
"""Whole numbers a field may have, if each is to be a state of its own."""
_MOST = 50_000
"""Forks above which a rule is better asked row by row."""
_TESTS = {"at_most", "at_least", "since", "exactly"}
_TRUTHS = {"both", "either", "no", "known", "is_one", "is_place", *_TESTS}
_TEXTS = {"text", "text_clock", "text_date", "text_short", "glue"}
"""Words that show a row to a reader: nothing hangs on them."""
Cut = tuple[Any, bool]
"""Where a stretch begins: at a value, or right after it."""


@attrs.frozen(cache_hash=True)
class Stretch:
    """Values between two cuts, none of which the law tells apart.

    Attributes:
        start: Where it begins; None at the least of all.

    """

    start: Cut | None

    def is_past(self, cut: Cut) -> bool:
        """Whether it lies behind a cut."""
        return self.start is not None and self.start >= cut


@attrs.frozen(eq=False)
class Feature:
    """Something a row shows.

    Attributes:
        ask: What it is.
        states: What each state stands for: None, "not known", is the first; then values, stretches of values, or one
            place for all that the law takes for the same.
        same: The places each state stands for, if it is of places.

    """

    ask: Ask
    states: tuple[Any, ...]
    same: tuple[frozenset[str], ...] = ()

    @property
    def fields(self) -> set[str]:
        """The fields it is made of."""
        return fields_of(self.ask)

    @property
    def is_of_places(self) -> bool:
        """Whether it is the place of a row."""
        return self.ask.op == "place"


class Features:
    """The features some asks hang on, and the tree of what each ask comes to in their states.

    Attributes:
        forks: The trees; the level of a fork is the number of its feature.
        found: The features, those that choose before those that are measured: that keeps trees small.
        late: The level of the first that hangs on fields that are late; these come last.

    """

    def __init__(
        self, types: Mapping[str, Any], fields: Mapping[str, Any], asks: Iterable[Answer], late: Collection[str] = ()
    ) -> None:
        """For the fields of one fact class."""
        self.types, self.fields, self.forks = types, fields, Forks()
        self._cuts: dict[Ask, set[Cut]] = {}
        self._finite: dict[Ask, tuple[Any, ...]] = {}
        self._places: dict[Ask, list[frozenset[str]]] = {}
        self._values: dict[Ask, frozenset[Any] | None] = {}
        self._seen: set[Ask] = set()
        for ask in asks:
            self._look(ask)
        self.found = sorted(self._all(), key=lambda f: (not f.fields.isdisjoint(late), self._rank(f)))
        self.late = sum(f.fields.isdisjoint(late) for f in self.found)
        self._level = {f.ask: n for n, f in enumerate(self.found)}
        self._trees: dict[Ask, Tree] = {}

    # ------------------------------------------------------------------------------------------- what is looked at

    def _look(self, x: Answer) -> None:
        if not isinstance(x, Ask) or x in self._seen or x.op in _TEXTS:
            return
        self._seen.add(x)
        if x.op == "place":
            self._places.setdefault(x, [])
        elif x.op == "is_place":
            self._places.setdefault(x.args[0], []).append(frozenset(x.args[1]))
        elif x.op == "is_one":
            self._look_at_one(*x.args)
        elif x.op in _TESTS:
            self._look_at_test(x)
        elif x.op in _TRUTHS or x.op in ("case", "listed"):
            for part in x.below():
                self._look(part)
        elif (values := self._values_of(x)) is not None:
            self._finite[x] = (None, *sorted(values - {None}))
        else:
            self._cuts.setdefault(x, set())

    def _look_at_one(self, it: Ask, values: tuple[Any, ...]) -> None:
        if it.op == "place":
            self._places.setdefault(it, []).append(frozenset(values))
        else:
            self._cut(it, {(v, after) for v in values for after in (False, True)})

    def _look_at_test(self, test: Ask) -> None:
        left, right = test.args
        one, other = map(self._values_of, (left, right))
        if one is None and other is None:
            self._finite[test] = (None, False, True)
            return
        self._cut(left, _cuts(test.op, other or ()))
        self._cut(right, _cuts(_TURNED.get(test.op, test.op), one or ()))

    def _cut(self, x: Answer, cuts: set[Cut]) -> None:
        """Have something told apart by where it lies among some cuts."""
        self._look(x)
        if not isinstance(x, Ask):
            return
        if x.op == "case":
            for value in (*(v for _, v in x.args[:-1]), x.args[-1]):
                self._cut(value, cuts)
        elif x in self._cuts:
            self._cuts[x] |= cuts

    def _values_of(self, x: Answer) -> frozenset[Any] | None:
        """All the values something can have, if they are few."""
        if not isinstance(x, Ask):
            return frozenset([x])
        if x not in self._values:
            self._values[x] = self._new_values(x)
        return self._values[x]

    def _new_values(self, x: Ask) -> frozenset[Any] | None:
        if x.op in _TRUTHS:
            return frozenset([None, False, True])
        if x.op == "field":
            return self._of_field(x.args[0])
        if x.op != "case":
            return None
        each = [self._values_of(v) for v in (*(v for _, v in x.args[:-1]), x.args[-1])]
        known = [values for values in each if values is not None]
        nothing: frozenset[Any] = frozenset()
        return nothing.union(*known) if len(known) == len(each) else None

    def _of_field(self, name: str) -> frozenset[Any] | None:
        type_ = self.types.get(name)
        if type_ is bool:
            return frozenset([None, False, True])
        if isinstance(type_, type) and issubclass(type_, Enum):
            return frozenset([None, *range(len(type_))])
        metadata: Mapping[str, Any] = self.fields[name] if type_ is int else {}
        low: int | None = metadata.get("low")
        high: int | None = metadata.get("high")
        if low is None or high is None or high - low >= _FEW:
            return None
        return frozenset([None, *range(low, high + 1)])

    # ------------------------------------------------------------------------------------------- features

    def _all(self) -> Iterator[Feature]:
        for ask, values in self._finite.items():
            yield Feature(ask, values)
        for ask, cuts in self._cuts.items():
            yield Feature(ask, (None, Stretch(None), *map(Stretch, sorted(cuts))))
        for ask, sets in self._places.items():
            groups: dict[tuple[bool, ...], set[str]] = {}
            for place in sorted({place for each in sets for place in each}):
                groups.setdefault(tuple(place in s for s in sets), set()).add(place)
            same = sorted(map(frozenset, groups.values()), key=lambda g: (len(g), min(g)))
            yield Feature(ask, (None, *map(min, same), NOWHERE), tuple(same))

    def _rank(self, feature: Feature) -> tuple[int, int]:
        """Where a feature stands: kinds of things, days, places; then what is measured, and what is compared."""
        ask, state = feature.ask, feature.states[-1]
        place = list(self.fields).index(ask.args[0]) if ask.op == "field" and ask.args[0] in self.fields else 0
        if feature.is_of_places:
            return 2, 0
        if isinstance(state, Stretch):
            return (1 if state.start and isinstance(state.start[0], date) else 4), place
        return (5 if ask.op != "field" else 3 if isinstance(state, bool) else 0), place

    # ------------------------------------------------------------------------------------------- what follows

    def is_small(self, asks: Iterable[Answer]) -> bool:
        """Whether the trees of some asks are small enough to be worth it."""
        try:
            for ask in asks:
                self.tree(ask)
        except TooMany:
            return False
        return True

    def tree(self, x: Answer) -> Tree:
        """What an ask comes to in each state: a constant, or an ask that only shows something.

        Raises:
            TooMany: if it hangs on too much.

        """
        if not isinstance(x, Ask) or x.op in _TEXTS:
            return self.forks.end(x)
        if x not in self._trees:
            self._trees[x] = self._new(x)
            if self.forks.count > _MOST:
                raise TooMany
        return self._trees[x]

    def _new(self, x: Ask) -> Tree:
        if x in self._level:
            return self._fork(x, lambda state: state)
        if x.op == "case":
            return self._case(x.args)
        if x.op == "is_place":
            return self._fork(x.args[0], lambda state: state is None or state in x.args[1])
        if x.op == "is_one":
            return self.forks.turned(self.tree(x.args[0]), lambda it: _is_one(it, x.args[1]))
        return self.forks.merged([*map(self.tree, x.args)], _MEANING[x.op])

    def _fork(self, ask: Ask, value: Callable[[Any], Any]) -> Tree:
        level = self._level[ask]
        states = self.found[level].states
        return self.forks.of(level, states, tuple(self.forks.end(value(state)) for state in states))

    def _case(self, args: tuple[Any, ...]) -> Tree:
        *steps, rest = args
        found = self.tree(rest)
        for test, value in reversed(steps):
            found = self.forks.chosen(self.tree(test), self.tree(value), found)
        return found


_TURNED = {"at_most": "at_least", "at_least": "at_most", "since": "at_most"}


def _cuts(test: str, values: Iterable[Any]) -> set[Cut]:
    """Where something is cut that is compared with some values."""
    afters = {"at_most": (True,), "exactly": (False, True)}.get(test, (False,))
    return {(value, after) for value in values if value is not None for after in afters}


def _at_most(a: Any, b: Any) -> bool | None:
    if a is None or b is None:
        return None
    if isinstance(a, Stretch):
        return not a.is_past((b, True))
    return b.is_past((a, False)) if isinstance(b, Stretch) else a <= b


def _exactly(a: Any, b: Any) -> bool | None:
    if a is None or b is None:
        return None
    a, b = (b, a) if isinstance(b, Stretch) else (a, b)
    return bool(a.start == (b, False) if isinstance(a, Stretch) else a == b)


def _is_one(it: Any, values: Iterable[Any]) -> bool | None:
    return None if it is None else any(_exactly(it, v) for v in values)


def _both(*each: Any) -> bool | None:
    return False if any(x is False for x in each) else None if any(x is None for x in each) else True


def _no(x: Any) -> bool | None:
    return None if x is None else not x


def _known(x: Any) -> bool:
    if isinstance(x, Ask):
        raise TooMany
    return x is not None


def _at_least(a: Any, b: Any) -> bool | None:
    return _at_most(b, a)


def _either(*each: Any) -> bool | None:
    return _no(_both(*map(_no, each)))


def _listed(*parts: Any) -> Any:
    """What is there, one after the other."""
    there = [p for p in parts if p is not None]
    if any(isinstance(p, Ask) for p in there):
        return Shown(tuple(there))
    return "; ".join(there) if there else ""


@attrs.frozen
class Shown:
    """Texts to be shown one after the other, some of them of the row itself."""

    parts: tuple[Any, ...]


_MEANING: Mapping[str, Callable[..., Any]] = {
    "both": _both,
    "either": _either,
    "no": _no,
    "known": _known,
    "at_most": _at_most,
    "at_least": _at_least,
    "since": _at_least,
    "exactly": _exactly,
    "listed": _listed,
}
