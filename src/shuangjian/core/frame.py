# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Reader: recorded rules -> narwhals, for whole tables; the same verdict as the function itself, row by row.

What the law says is worked out first, for every place, day and key that need telling apart: a few cells (60, 45 or 90
minutes, or nothing). The table then only has to tell which cell a row falls into, and to compare with its numbers.
Text columns hold enumerations by their values; what a rule makes itself is a small integer, which engines compare far
faster than text. What several rules need is worked out once, in a column of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any

import attrs
import narwhals as nw

from .columns import Say, is_made, is_one, plain
from .expr import Node
from .norm import NATION, OTHER, Cell, Law, Norm, combine
from .rule import Rule
from .verdict import Verdict
from .words import Clock

NA, OK, BAD, OPEN = (v.value for v in Verdict)
_MARK = "_sj_"
_TYPES: dict[Any, Any] = {
    bool: nw.Boolean,
    int: nw.Int64,
    Clock: nw.Int64,
    date: nw.Date,
    datetime: nw.Datetime("us"),
    Decimal: nw.Decimal(),
}
_YES = nw.lit(True)  # noqa: FBT003  # what narwhals wants
_UNKNOWN = nw.lit(None, nw.Boolean)
CHEAP = 2
"""Nodes a piece of the tree may have and still be worked out wherever it stands."""


def verdicts(
    table: Any,
    rules: Sequence[Rule[Any]],
    *,
    profiles: frozenset[str] = frozenset(),
    unverified: bool = False,
) -> Any:
    """The table with one more column a rule, named by its id in underscores.

    Args:
        table: A frame of an engine narwhals knows, with the fields of the facts as columns: enumerations as their
            text, times of day as minutes, money as decimals. A column ``place`` holds ids of places; where it is null
            the nation's law alone is read, and a place nobody knows gives UNKNOWN.
        rules: Rules of one fact type.
        profiles: Names of stricter readings to switch on.
        unverified: Whether recalled rows are enforced.

    Returns:
        A lazy or eager frame of the same engine; verdicts as integers, those of `Verdict`.

    Raises:
        TypeError: if it is a frame of pandas, whose conditions lose what is not known.
        ValueError: if columns are missing, each named.

    """
    frame = nw.from_native(table)
    if not rules:
        return table
    _refuse(frame, rules)
    if "place" not in frame.collect_schema().names():
        frame = frame.with_columns(place=nw.lit(None, nw.String))
    before = frame.collect_schema().names()
    judges = [_Judge(r, profiles, unverified=unverified) for r in rules]
    types = rules[0].form.types
    odd = _odd(frame, types)
    say = Say(types, frame.implementation, {name: f"{_MARK}f_{name}" for name in odd})
    frame = _with(frame, {say.names[name]: nw.col(name).cast(type_) for name, type_ in odd.items()})
    for columns in _levels(judges):
        made = {f"{_MARK}{len(say.columns) + i}": node for i, node in enumerate(columns)}
        frame = frame.with_columns(**{name: say(node, {}) for name, node in made.items()})
        say.columns |= {node: name for name, node in made.items()}
    known = {places: f"{_MARK}p{i}" for i, places in enumerate(dict.fromkeys(r.places for r in rules))}
    where = say.field("place")
    frame = frame.with_columns(**{n: where.is_null() | is_one(where, list(p.chains())) for p, n in known.items()})
    frame = frame.with_columns(**{j.name("cell"): j.cell(say) for j in judges})
    frame = frame.with_columns(**{name: said for j in judges for name, said in j.sides(say).items()})
    frame = frame.with_columns(**{column(j.rule): j.verdict(known[j.rule.places]) for j in judges})
    return frame.select(*before, *map(column, rules)).to_native()


def _refuse(frame: Any, rules: Iterable[Rule[Any]]) -> None:
    """Whatever cannot be judged as it stands."""
    if frame.implementation is nw.Implementation.PANDAS:
        msg = "pandas takes unknown for false; hand over pyarrow.Table.from_pandas(table, preserve_index=False)"
        raise TypeError(msg)
    if missing := sorted({n for r in rules for n in r.inputs}.difference(frame.collect_schema().names())):
        msg = f"the table has no column {', '.join(missing)}; what nobody knows is a column of nulls"
        raise ValueError(msg)


def _odd(frame: Any, types: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to be read as another type: small whole numbers overflow, and what has no type has no operations."""
    odd: dict[str, Any] = {}
    for name, found in frame.collect_schema().items():
        wanted = _TYPES.get(types.get(name), nw.String)
        is_small = wanted == nw.Int64 and found.is_integer() and found != nw.Int64
        if (name in types or name == "place") and (found == nw.Unknown or is_small):
            odd[name] = wanted
    return odd


def _with(frame: Any, columns: Mapping[str, Any]) -> Any:
    return frame.with_columns(**columns) if columns else frame


def column(rule: Rule[Any]) -> str:
    """The name of a rule's column: dots and hyphens trouble some engines."""
    return rule.id.replace(".", "_").replace("-", "_")


def _levels(judges: Iterable[_Judge]) -> list[list[Node]]:
    """The nodes worth a column of their own, those first that others are made of."""
    roots = [n for j in judges for n in j.roots]
    nodes = {n for root in roots for n in root.walk() if not n.leaves("norm")}
    used = Counter(a for n in {m for root in roots for m in root.walk()} for a in n.args if isinstance(a, Node))
    used.update(dict.fromkeys(roots, 2))
    own = [n for n in nodes if used[n] > 1 and n.op != "field" and sum(1 for _ in n.walk()) > CHEAP]
    depth: dict[Node, int] = {}
    for node in sorted(own, key=lambda n: sum(1 for _ in n.walk())):
        depth[node] = 1 + max((depth[n] for n in node.walk() if n in depth), default=-1)
    return [[n for n in depth if depth[n] == level] for level in range(max(depth.values(), default=-1) + 1)]


Tree = int | tuple[int, tuple[tuple[Any, "Tree"], ...]]
"""A cell, or what to look at next, with what follows from each value of it."""


class _Judge:
    """One rule, under the law of every place."""

    def __init__(self, rule: Rule[Any], profiles: frozenset[str], *, unverified: bool) -> None:
        self.rule = rule
        chains = rule.places.chains()
        everything = Law((NATION, *rule.places.known), profiles, unverified)
        self.norms = [n.under(everything) for n in rule.norms]
        self.keys = sorted({k for n in self.norms for k in n.keys})
        speak = {r.place for n in self.norms for r in n.rows} | {NATION}
        self.alike: dict[tuple[str, ...], list[str]] = {}
        for place, chain in chains.items():
            self.alike.setdefault(tuple(p for p in chain if p in speak), []).append(place)
        self.days = sorted({d for n in self.norms for d in n.changes()})
        self.found: dict[Any, int] = {}
        """Each cell by its numbers: None where a row may be in force or not, () where there is no law."""
        self.tree = self._tree()

    @property
    def roots(self) -> list[Node]:
        """The trees a row of the table is asked about."""
        return [*(self.rule.form.spell(k) for k in self.keys), *filter(None, self.rule.parts)]

    # ------------------------------------------------------------------------------------------- the law

    def _tree(self) -> Tree:
        types = self.rule.form.types
        domains = [[None, *_domain(self.norms, k, types[k])] for k in self.keys]
        levels: list[list[Any]] = [list(self.alike), [None, date.min, *self.days], *domains]
        laws = {chain: [_placed(n, chain) for n in self.norms] for chain in self.alike}

        def under(path: tuple[Any, ...]) -> Tree:
            if len(path) == len(levels):
                return self._number(laws[path[0]], path[1], dict(zip(self.keys, path[2:], strict=True)))
            parts = tuple((value, under((*path, value))) for value in levels[len(path)])
            return parts[0][1] if len({part for _, part in parts}) == 1 else (len(path), parts)

        return under(())

    def _number(self, norms: Sequence[Norm], day: date | None, facts: Mapping[str, object]) -> int:
        """The number a cell goes by."""
        cells = [n.cell(day, facts) for n in norms]
        said: Any = () if () in cells else None if None in cells else _values(cells)
        return self.found.setdefault(said, len(self.found))

    def cell(self, say: Say) -> Any:
        """Which cell a row of the table falls into."""
        return self._look(self.tree, say)

    def _look(self, tree: Tree, say: Say) -> Any:
        if isinstance(tree, int):
            return nw.lit(tree)
        level, parts = tree
        if level == 0:
            return self._by_place(parts, say)
        if level == 1:
            return self._by_day(parts, say)
        return self._by_key(self.keys[level - 2], parts, say)

    def _by_place(self, parts: Sequence[tuple[Any, Tree]], say: Say) -> Any:
        rest = dict(parts)[(NATION,)]
        found = self._look(rest, say)
        for part in dict.fromkeys(p for _, p in parts if p != rest):
            places = [place for chain, p in parts if p == part for place in self.alike[chain]]
            found = nw.when(is_one(say.field("place"), places)).then(self._look(part, say)).otherwise(found)
        return found

    def _by_day(self, parts: Sequence[tuple[Any, Tree]], say: Say) -> Any:
        day, (_, unknown), *steps = say.field(self.rule.law_day), *parts
        found = self._unless_null(day, unknown, steps[0][1], say)
        for (_, before), (since, part) in pairwise(steps):
            if part != before:
                found = nw.when(day >= since).then(self._look(part, say)).otherwise(found)
        return found

    def _by_key(self, key: str, parts: Sequence[tuple[Any, Tree]], say: Say) -> Any:
        node = self.rule.form.spell(key)
        it, made = say(node, {}), is_made(node)
        unknown, named = parts[0][1], parts[1:]
        rest = named[-1][1] if named[-1][0] is OTHER else Counter(p for _, p in named).most_common(1)[0][0]
        found = self._unless_null(it, unknown, rest, say)
        for part in dict.fromkeys(p for _, p in named if p != rest):
            values = [plain(v, made=made) for v, p in named if p == part]
            found = nw.when(is_one(it, values)).then(self._look(part, say)).otherwise(found)
        return found

    def _unless_null(self, it: Any, unknown: Tree, known: Tree, say: Say) -> Any:
        found = self._look(known, say)
        return found if unknown == known else nw.when(it.is_null()).then(self._look(unknown, say)).otherwise(found)

    # ------------------------------------------------------------------------------------------- verdicts

    def name(self, of: str) -> str:
        """The name of a column of this rule alone."""
        return f"{_MARK}{of}_{column(self.rule)}"

    def sides(self, say: Say) -> dict[str, Any]:
        """Whether the rule applies to a row, and whether its demand is met there: by cell, with the numbers of each."""
        applies = self.rule.parts[0]
        scopes: dict[int, Any] = {}
        mets: dict[int, Any] = {}
        for said, number in self.found.items():
            if said != ():
                scopes[number], mets[number] = self._told(said or ((None,) * len(self.norms),), say)
        scope = self._by_cell(scopes) if applies and applies.leaves("norm") else next(iter(scopes.values()), _YES)
        if () in self.found:
            there_is_law = nw.col(self.name("cell")) != self.found[()]
            scope = nw.when(there_is_law).then(scope).otherwise(nw.lit(False))  # noqa: FBT003  # what narwhals wants
        return {self.name("applies"): scope, self.name("met"): self._by_cell(mets)}

    def _told(self, ranks: tuple[tuple[Any, ...], ...], say: Say) -> tuple[Any, Any]:
        """Scope and demand with the numbers of one cell, at every strength of wording together."""
        each = [self._rank(values, say) for values in ranks]
        if len(each) == 1:
            return each[0]
        mets = [nw.when(scope).then(met).otherwise(nw.when(~scope).then(_YES)) for scope, met in each]
        return reduce(or_, [scope for scope, _ in each]), reduce(and_, mets)

    def _rank(self, values: tuple[Any, ...], say: Say) -> tuple[Any, Any]:
        applies, holds = self.rule.parts
        given = {n.name: v for n, v in zip(self.norms, values, strict=True)}
        scope = _YES if applies is None else say(applies, given)
        met = say(holds, given) if None not in values else None
        return _UNKNOWN if scope is None else scope, _UNKNOWN if met is None else met

    def _by_cell(self, each: Mapping[int, Any]) -> Any:
        (_, found), *others = each.items() or [(0, _UNKNOWN)]
        for number, expression in others:
            found = nw.when(nw.col(self.name("cell")) == number).then(expression).otherwise(found)
        return found

    def verdict(self, known: str) -> Any:
        """What the rule says of a row, whose place is known where the column of this name says so."""
        scope, met = nw.col(self.name("applies")), nw.col(self.name("met"))
        said: Any = nw.lit(OPEN)
        for test, verdict in ((scope & ~met, BAD), (scope & met, OK), (~scope, NA)):
            said = nw.when(test).then(nw.lit(verdict)).otherwise(said)
        return nw.when(nw.col(known)).then(said).otherwise(nw.lit(OPEN))


def _values(cells: Sequence[Cell | None]) -> tuple[tuple[Any, ...], ...]:
    """The numbers of a cell, one set for each strength of wording."""
    return tuple(dict.fromkeys(c.values for c in combine([c for c in cells if c])))


def _placed(norm: Norm, chain: tuple[str, ...]) -> Norm:
    """The rows of one chain, each with its depth in it."""
    rows = tuple(attrs.evolve(r, depth=chain.index(r.place)) for r in norm.rows if r.place in chain)
    return attrs.evolve(norm, rows=rows)


def _domain(norms: Sequence[Norm], key: str, type_: Any) -> list[object]:
    found = dict.fromkeys(v for n in norms if key in n.keys for v in n.domain(key, type_))
    return sorted(found, key=lambda v: v is OTHER)
