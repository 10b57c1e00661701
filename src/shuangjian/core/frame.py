# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Reader: recorded rules -> narwhals, for whole tables; the same verdict as the function itself, row by row.

What the law can say is worked out first: a few cases (60, 45 or 90 minutes, or nothing), each a set of rows in force
together. The table then only has to tell which rows those are. Text columns hold enumerations by their values; what a
rule makes itself is a small integer, which engines compare far faster than text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Any

import attrs
import narwhals as nw

from .dates import Days
from .expr import Node
from .layer import Places
from .norm import NATION, OTHER, Combination, Law, Norm, Row, combine
from .rule import Rule
from .verdict import Verdict
from .words import Options

NA, OK, BAD, OPEN = (v.value for v in Verdict)
_MARK = "_sj_"


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

    """
    frame = nw.from_native(table)
    for rule in rules:
        frame = _Judge(rule, profiles, unverified=unverified).on(frame)
    return frame.to_native()


def column(rule: Rule[Any]) -> str:
    """The name of a rule's column: dots and hyphens trouble some engines."""
    return rule.id.replace(".", "_").replace("-", "_")


class _Judge:
    """One rule, under the law of every place."""

    def __init__(self, rule: Rule[Any], profiles: frozenset[str], *, unverified: bool) -> None:
        self.rule, self.types = rule, rule.form.types
        self.chains = rule.places.chains()
        everything = _everywhere(rule.places, profiles, unverified=unverified)
        self.norms = [n.under(everything) for n in rule.norms]
        self.rows = [r for n in self.norms for r in n.rows]
        self.keys = sorted({k for n in self.norms for k in n.keys})
        self.say = Say(rule)

    def on(self, frame: Any) -> Any:
        """Keys first, then the rows in force, then the verdicts: no engine computes a shared part twice."""
        if "place" not in frame.collect_schema().names():
            frame = frame.with_columns(place=nw.lit(None, nw.String))
        before = frame.collect_schema().names()
        frame = _with(frame, {f"{_MARK}k_{k}": self.say(self.rule.form.spell(k), {}) for k in self.keys})
        frame = _with(frame, {f"{_MARK}r{i}": self._in_force(r) for i, r in enumerate(self.rows)})
        cases = self._cases()
        ranks = range(max([bool(self.rows), *(len(found) for found in cases.values())]))
        frame = _with(frame, {f"{_MARK}v{i}": self._rank(cases, i) for i in ranks})
        worst = reduce(_worse, [nw.col(f"{_MARK}v{i}") for i in ranks], nw.lit(NA))
        known = _is_one(nw.col("place"), list(self.chains))
        verdict = nw.when(nw.col("place").is_null() | known).then(worst).otherwise(nw.lit(OPEN))
        return frame.with_columns(verdict.alias(column(self.rule))).select(*before, column(self.rule))

    # ------------------------------------------------------------------------------------------- the law

    def _in_force(self, row: Row) -> Any:
        """Whether a row is about a record of the table, in Kleene's logic."""
        day = nw.col(self.rule.law_day)
        tests = [_since(day, row.start)]
        if row.end:
            tests.append(_until(day, row.end))
        if row.place != NATION:
            below = [p for p, chain in self.chains.items() if row.place in chain]
            tests.append(_is_one(nw.col("place"), below).fill_null(False))  # noqa: FBT003  # what narwhals wants
        tests += [self._has(k, v) for k, v in row.where.items()]
        return reduce(and_, tests)

    def _has(self, key: str, values: frozenset[object]) -> Any:
        made = self.say.is_made(self.rule.form.spell(key))
        return _is_one(nw.col(f"{_MARK}k_{key}"), [_plain(v, made=made) for v in values])

    def _cases(self) -> dict[tuple[bool | None, ...], list[Combination]]:
        """Every way rows can be in force together, or perhaps be, and what that amounts to where it is decided."""
        found: dict[tuple[bool | None, ...], list[Combination]] = {}
        days = [None, *sorted({d for n in self.norms for d in n.changes()})]
        speak = {r.place for r in self.rows} | {NATION}
        alike = {tuple(p for p in chain if p in speak) for chain in self.chains.values()}
        domains = [[None, *_domain(self.norms, k, self.types[k])] for k in self.keys]
        for chain, day, values in product(alike, days, product(*domains)):
            facts = dict(zip(self.keys, values, strict=True))
            local = [_placed(n, chain) for n in self.norms]
            cells = [n.cell(day, facts) for n in local]
            if None not in cells and () not in cells:
                hits = {id(r.origin): r.binds(day, facts) for n in local for r in n.rows}
                found[tuple(hits.get(id(r.origin), False) for r in self.rows)] = combine([c for c in cells if c])
        return found

    # ------------------------------------------------------------------------------------------- verdicts

    def _rank(self, cases: Mapping[tuple[bool | None, ...], list[Combination]], rank: int) -> Any:
        """The verdict at one strength of wording; not applicable where there are fewer."""
        row = [nw.col(f"{_MARK}r{i}") for i in range(len(self.rows))]
        unsure, spare = reduce(or_, [r.is_null() for r in row]), iter(row)
        silent = reduce(or_, [reduce(and_, [~next(spare) for _ in n.rows], nw.lit(True)) for n in self.norms])  # noqa: FBT003
        alike: dict[tuple[Any, ...] | None, list[Any]] = {}
        for mask, chosen in cases.items():
            here = reduce(and_, [_stands(r, state) for r, state in zip(row, mask, strict=True)])
            alike.setdefault(chosen[rank].values if len(chosen) > rank else None, []).append(here)
        outcome: Any = nw.when(unsure).then(self._verdict((None,) * len(self.norms))).otherwise(nw.lit(NA))
        for values, masks in alike.items():
            verdict = nw.lit(NA) if values is None else self._verdict(values)
            outcome = nw.when(reduce(or_, masks)).then(verdict).otherwise(outcome)
        return nw.when(silent.fill_null(False)).then(nw.lit(NA)).otherwise(outcome)  # noqa: FBT003

    def _verdict(self, values: tuple[Any, ...]) -> Any:
        """One branch; where a number is not to be had it can still be not applicable, and is unknown otherwise."""
        applies, holds = self.rule.parts
        given = {n.name: v for n, v in zip(self.norms, values, strict=True)}
        met = self.say(holds, given) if None not in values else None
        verdict: Any = nw.lit(OPEN)
        if met is not None:
            verdict = nw.when(met).then(nw.lit(OK)).otherwise(nw.when(~met).then(nw.lit(BAD)).otherwise(nw.lit(OPEN)))
        if applies is None:
            return verdict
        scope = self.say(applies, given)
        if scope is None:
            return nw.lit(OPEN)
        return nw.when(~scope).then(nw.lit(NA)).otherwise(nw.when(scope).then(verdict).otherwise(nw.lit(OPEN)))


def _with(frame: Any, columns: Mapping[str, Any]) -> Any:
    return frame.with_columns(**columns) if columns else frame


def _stands(row: Any, state: bool | None) -> Any:  # noqa: FBT001  # a truth value is what it is about
    """Whether a row of law is in force, is not, or may be."""
    return row.is_null() if state is None else row if state else ~row


def _worse(a: Any, b: Any) -> Any:
    """Of two verdicts the worse."""
    return reduce(
        lambda rest, v: nw.when((a == v) | (b == v)).then(nw.lit(v)).otherwise(rest), (OK, OPEN, BAD), nw.lit(NA)
    )


def _since(day: Any, start: Days) -> Any:
    if start.first == start.last:
        return day >= start.last
    return nw.when(day >= start.last).then(nw.lit(True)).otherwise(nw.when(day < start.first).then(nw.lit(False)))  # noqa: FBT003


def _until(day: Any, end: Days) -> Any:
    if end.first == end.last:
        return day <= end.last
    return nw.when(day <= end.first).then(nw.lit(True)).otherwise(nw.when(day > end.last).then(nw.lit(False)))  # noqa: FBT003


def _everywhere(places: Places, profiles: frozenset[str], *, unverified: bool) -> Law:
    return Law((NATION, *places.known), profiles, unverified)


def _placed(norm: Norm, chain: tuple[str, ...]) -> Norm:
    """The rows of one chain, each with its depth in it."""
    rows = tuple(attrs.evolve(r, depth=chain.index(r.place)) for r in norm.rows if r.place in chain)
    return attrs.evolve(norm, rows=rows)


def _domain(norms: Sequence[Norm], key: str, type_: Any) -> list[object]:
    found = dict.fromkeys(v for n in norms if key in n.keys for v in n.domain(key, type_))
    return sorted(found, key=lambda v: v is OTHER)


def _is_one(x: Any, values: Sequence[Any]) -> Any:
    """A few equalities: what engines do best. No value at all is never met."""
    return reduce(or_, [x == v for v in values]) if values else x != x  # noqa: PLR0124  # null stays null


def _plain(value: Any, *, made: bool) -> Any:
    """A member of an enumeration is its text in the caller's column, its place in the list where a rule made it."""
    return value if not isinstance(value, Enum) else list(type(value)).index(value) if made else value.value


# ------------------------------------------------------------------------------------------- words


class Say:
    """A tree in narwhals, the norms put in.

    A number nobody gave is None, and None is folded away here: an engine would want a type for it.
    """

    def __init__(self, rule: Rule[Any]) -> None:
        """For one rule's fact type."""
        self.types = rule.form.types

    def is_made(self, node: Any) -> bool:
        """Whether a rule makes the value, so that an enumeration is a number and not text."""
        return isinstance(node, Node) and node.op == "choose"

    def __call__(self, node: Any, numbers: Mapping[str, Any]) -> Any:
        """The expression, the constant, or None."""
        if not isinstance(node, Node):
            return node.value if isinstance(node, Enum) else node
        if node.op == "field":
            return nw.col(node.args[0])
        return numbers.get(node.args[0]) if node.op == "norm" else self._word(node, numbers)

    def _word(self, node: Node, numbers: Mapping[str, Any]) -> Any:
        if node.op == "choose":
            return self._choose(node.args, numbers)
        if node.op == "among":
            return self._among(node.args, numbers)
        if node.op in ("at_most", "at_least", "within") and _is_share(node.args[0]):
            return self._share(node, numbers)
        given = [self(x, numbers) for x in node.args]
        if node.op in ("all_of", "any_of"):
            return _joined(given, decides=node.op == "any_of")
        return None if any(g is None for g in given) else _WORDS[node.op](*given)

    def _choose(self, args: tuple[Any, ...], numbers: Mapping[str, Any]) -> Any:
        condition, yes, no = args
        cond = self(condition, numbers)
        return nw.when(cond).then(self._branch(yes, numbers)).otherwise(nw.when(~cond).then(self._branch(no, numbers)))

    def _branch(self, node: Any, numbers: Mapping[str, Any]) -> Any:
        """One side of a choice, enumerations as numbers."""
        if isinstance(node, Enum):
            return nw.lit(_plain(node, made=True))
        type_ = self.types.get(node.args[0]) if isinstance(node, Node) and node.op == "field" else None
        if isinstance(type_, type) and issubclass(type_, Enum):
            text = nw.col(node.args[0])
            return reduce(lambda rest, m: _chosen(text == m.value, _plain(m, made=True), rest), list(type_), None)
        said = self(node, numbers)
        return said if isinstance(node, Node) else nw.lit(said)

    def _among(self, args: tuple[Any, ...], numbers: Mapping[str, Any]) -> Any:
        observed, options = args
        named: Options[Any] | None = self(options, numbers)
        if named is None:
            return None
        it, made = self(observed, numbers), self.is_made(observed)
        inside = _is_one(it, [_plain(v, made=made) for v in named.named])
        unsettled = [_plain(v, made=made) for v in named.unsettled]
        return nw.when(~_is_one(it, unsettled)).then(inside) if unsettled else inside

    def _share(self, node: Node, numbers: Mapping[str, Any]) -> Any:
        """Part / whole against a fraction, multiplied out: exact, and no division."""
        share, limit = node.args[0], self(node.args[1], numbers)
        if limit is None:
            return None
        part, whole = (self(x, numbers) for x in share.args)
        part = part * 100 if share.op == "percent" else part

        low = limit.low if node.op == "within" else limit if node.op == "at_least" else None
        high = limit.high if node.op == "within" else limit if node.op == "at_most" else None

        def met(sign: int) -> Any:
            """Whether it is, for a whole above nothing (1) or below it (-1): the comparison turns round."""
            tests = [] if low is None else [part * low.denominator * sign >= whole * low.numerator * sign]
            tests += [] if high is None else [part * high.denominator * sign <= whole * high.numerator * sign]
            return reduce(and_, tests)

        whole = nw.lit(whole) if isinstance(whole, int) else whole
        return nw.when(whole > 0).then(met(1)).otherwise(nw.when(whole < 0).then(met(-1)))


def _chosen(condition: Any, value: int, rest: Any) -> Any:
    chosen = nw.when(condition).then(nw.lit(value))
    return chosen if rest is None else chosen.otherwise(rest)


def _is_share(node: Any) -> bool:
    return isinstance(node, Node) and node.op in ("ratio", "percent")


def _joined(given: list[Any], *, decides: bool) -> Any:
    """One that decides, decides; a part nobody gave leaves the rest open."""
    rest = [g for g in given if g is not None]
    if not rest:
        return None
    whole = reduce(or_ if decides else and_, rest)
    return whole if len(rest) == len(given) else nw.when(whole if decides else ~whole).then(nw.lit(decides))


def _clock(moment: Any, day: Any) -> Any:
    return (moment - day.cast(nw.Datetime("us"))).dt.total_minutes()


def _later(unit: str) -> Any:
    def later(day: Any, number: Any) -> Any:
        if not isinstance(number, int):
            msg = "a table can move a date by a number of the law, not by a column"
            raise TypeError(msg)
        return day.dt.offset_by(f"{number}{unit}")

    return later


_WORDS: dict[str, Any] = {
    "at_most": lambda a, b: a <= b,
    "at_least": lambda a, b: a >= b,
    "exactly": lambda a, b: a == b,
    "no_later_than": lambda a, b: a <= b,
    "no_earlier_than": lambda a, b: a >= b,
    "require": lambda a: a,
    "forbid": lambda a: ~a,
    "not_": lambda a: ~a,
    "known": lambda a: ~a.is_null(),
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "times": lambda a, b: a * b,
    "minutes_between": lambda a, b: (b - a).dt.total_minutes(),
    "clock": _clock,
    "day_of": lambda a: a.dt.date(),
    "add_days": _later("d"),
    "add_months": _later("mo"),
}
