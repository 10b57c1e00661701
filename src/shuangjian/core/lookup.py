"""The tree of a law as asks about a row: whether something binds there, and which of its ends a row comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from .asker import Asker, plain
from .forks import Fork, Forks, Tree
from .graph import Answer
from .lawtree import DAY, PLACE, LawTree
from .norm import NATION, OTHER


class Lookup:
    """A tree of law as asks: which end a row comes to."""

    def __init__(self, asker: Asker, law: LawTree, forks: Forks) -> None:
        """For the rows one asker speaks of."""
        self.asker, self.graph, self.law, self.forks = asker, asker.graph, law, forks
        self._held: dict[Fork, Answer] = {}

    def looked_at(self, level: int) -> Answer:
        """What a fork looks at."""
        if level == PLACE:
            return self.asker.where()
        rule = self.law.rule
        spelled = rule.form.spell(rule.law_day if level == DAY else self.law.keys[level - 2])
        return self.asker.say(spelled, {})

    # ------------------------------------------------------------------------------------------- yes, no, not known

    def holds(self, tree: Tree) -> Answer:
        """A tree whose ends are True, False and None, as one condition."""
        if not isinstance(tree, Fork):
            return tree
        if tree not in self._held:
            self._held[tree] = self._chosen_place(tree, self.holds) if tree.level == PLACE else self._holds(tree)
        return self._held[tree]

    def _holds(self, fork: Fork) -> Answer:
        it = self.looked_at(fork.level)
        (_, unknown), *named = fork.parts
        if it is None:
            return self.holds(unknown)
        groups = _groups(named)
        tests = self._day_tests if fork.level == DAY else self._key_tests
        found = self.graph.either(
            *(self.graph.both(tests(it, named, part), self.holds(part)) for part in groups if part is not False)
        )
        if len(groups) > 1 and unknown is self._either_way(groups):
            return found
        return self.graph.case([(self.graph.no(self.graph.known(it)), self.holds(unknown))], found)

    def _either_way(self, parts: Iterable[Tree]) -> Tree:
        """What is so where it is not known which part holds, if that is left to the logic of conditions."""
        return self.forks.merged(list(parts), lambda *ends: False if all(e is False for e in ends) else None)

    def _day_tests(self, it: Answer, named: Sequence[tuple[Any, Tree]], part: Tree) -> Answer:
        """Whether a day lies in one of the stretches that lead to a part."""
        stretches: list[Answer] = []
        for i, (since, p) in enumerate(named):
            if p is part and (i == 0 or named[i - 1][1] is not part):
                ends = next((d for d, q in named[i + 1 :] if q is not part), None)
                begun = self.graph.word("since", it, since) if i else True
                over = self.graph.word("since", it, ends) if ends else False
                stretches.append(self.graph.both(begun, self.graph.no(over)))
        return self.graph.either(*stretches)

    def _key_tests(self, it: Answer, named: Sequence[tuple[Any, Tree]], part: Tree) -> Answer:
        """Whether a key has one of the values that lead to a part."""
        values, others = ([v for v, p in named if (p is part) is wanted] for wanted in (True, False))
        if OTHER in values:
            return self.graph.no(self._is_one(it, others)) if others else True
        return self._is_one(it, values)

    def _is_one(self, it: Answer, values: Sequence[Any]) -> Answer:
        if any(isinstance(v, bool) for v in values):
            return True if len(values) > 1 else it if values[0] else self.graph.no(it)
        return self.graph.is_one(it, map(plain, values))

    # ------------------------------------------------------------------------------------------- one of several

    def pick(self, tree: Tree, said: Mapping[Any, Answer]) -> Answer:
        """Of what is said for each end, that of the end a row comes to; ends of which nothing is said do not matter."""
        slim = _slim(self.forks, tree, said)
        known: dict[Tree, Answer] = {}

        def under(part: Tree) -> Answer:
            if not isinstance(part, Fork):
                return said.get(part)
            if part not in known:
                known[part] = self._chosen_place(part, under) if part.level == PLACE else self._picked(part, under)
            return known[part]

        return under(slim)

    def _picked(self, fork: Fork, under: Callable[[Tree], Answer]) -> Answer:
        it = self.looked_at(fork.level)
        (_, unknown), *named = fork.parts
        if it is None:
            return under(unknown)
        cared = [(v, p) for v, p in named if p is not None] or [(None, unknown)]
        if fork.level == DAY:
            found = under(cared[0][1])
            for (_, before), (since, part) in pairwise(cared):
                if part is not before:
                    found = self.graph.case([(self.graph.word("since", it, since), under(part))], found)
            usual = cared[0][1]
        else:
            usual = next((p for v, p in cared if v is OTHER), Counter(p for _, p in cared).most_common(1)[0][0])
            steps = [(self._key_tests(it, cared, part), under(part)) for part in _groups(cared) if part is not usual]
            found = self.graph.case(steps, under(usual))
        if unknown is None or unknown is usual:
            return found
        return self.graph.case([(self.graph.no(self.graph.known(it)), under(unknown))], found)

    def _chosen_place(self, fork: Fork, under: Callable[[Tree], Answer]) -> Answer:
        """The part of a row's place; that of the nation where no other is meant."""
        usual = dict(fork.parts)[(NATION,)]
        it = self.asker.where()
        steps: list[tuple[Answer, Answer]] = []
        for part in _groups(fork.parts):
            if part is not usual:
                places = [p for chain, q in fork.parts if q is part for p in self.law.chains[chain]]
                steps.append((self.graph.is_one(it, places), under(part)))
        return self.graph.case(steps, under(usual))


def _groups(parts: Iterable[tuple[Any, Tree]]) -> list[Tree]:
    """The different things that follow, in order."""
    found: list[Tree] = []
    for _, part in parts:
        if not any(part is f for f in found):
            found.append(part)
    return found


def _slim(forks: Forks, tree: Tree, said: Mapping[Any, Answer]) -> Tree:
    """The tree without ends that do not matter: None stands for them, and a fork is left only where it decides."""
    known: dict[Fork, Tree] = {}

    def under(part: Tree) -> Tree:
        if not isinstance(part, Fork):
            return part if part in said else None
        if part not in known:
            trees = tuple(map(under, part.trees))
            cared = _groups((v, p) for v, p in zip(part.values, trees, strict=True) if p is not None)
            known[part] = cared[0] if len(cared) == 1 else forks.of(part.level, part.values, trees) if cared else None
        return known[part]

    return under(tree)
