"""What a finding of a row tells, as asks: what decided, what was compared, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import attrs

from ..core.expr import Node
from ..core.forks import ends
from ..core.graph import Answer, Ask
from ..core.judge import bounds, comparison, is_unsettled, unsettled
from ..core.lower import OPEN, Judgement, verdict_of
from ..core.norm import Cell, Norm, combine
from ..core.verdict import Finding, Missing, Reason, Verdict
from ..wording import shown, written
from .lack import Lacks, joined, told

_NOTHING = "nothing binds"


@attrs.frozen
class _Unsure:
    """Some row may or may not be in force: what keeps that open, a key by its name."""

    items: tuple[Missing | str, ...]


@attrs.frozen
class _Between:
    """Some row may or may not be in force: what decides if none is, and what keeps it open where that is not enough."""

    mildest: tuple[_Decided, ...]
    unsure: _Unsure


@attrs.frozen
class _Decided:
    """What decides at one strength of wording."""

    values: tuple[Any, ...]
    modality: str
    clauses: str
    places: str
    not_given: tuple[Missing, ...]


class Telling:
    """What the findings of one rule tell of a row."""

    def __init__(self, judgement: Judgement, *, is_about: Answer, provisional: Answer) -> None:
        """For one rule: whether it is about a row, and whether a calendar that may still change was read."""
        self.judgement, self.rule, self.asker = judgement, judgement.rule, judgement.lookup.asker
        self.graph, self.provisional = self.asker.graph, provisional
        self.lacks = Lacks(self.asker, self.rule)
        self.lookup, self.is_about = judgement.lookup, is_about
        self._tree = judgement.law.tree(self.lookup.forks, self._end)
        self._ends = [e for e in ends(self._tree) if e is not _NOTHING]

    def columns(self) -> dict[str, Answer]:
        """Each column of a finding that hangs on the row."""
        observed, limit, unit = self._compared()
        return {
            "modality": self._of_decided(lambda d: d.modality, None),
            "observed": self._of_decided(observed, None),
            "limit": self._of_decided(limit, None),
            "unit": unit,
            "clauses": self._of_decided(lambda d: d.clauses, ""),
            "places": self._of_decided(lambda d: d.places, ""),
            "missing": self._missing(),
            "provisional": self.graph.case([(self._is_told(), self.provisional)], False),  # noqa: FBT003  # an answer
        }

    # ------------------------------------------------------------------------------------------- the law

    def _end(self, norms: Sequence[Norm], day: date | None, facts: Mapping[str, object]) -> Any:
        """What decides at one place, day and key."""
        cells = [n.cell(day, facts) for n in norms]
        if () in cells:
            return _NOTHING
        sure = [c for c in cells if c]
        if len(sure) == len(cells):
            return self._decided(norms, sure)
        open_ones = (n for n, cell in zip(norms, cells, strict=True) if cell is None)
        unsure = _Unsure(tuple(dict.fromkeys(i for n in open_ones for i in self._why_unsure(n, day, facts))))
        either = bounds(self.rule, norms, day, facts)
        return unsure if either is None else _Between(self._decided(norms, either[0]), unsure)

    def _decided(self, norms: Sequence[Norm], cells: Sequence[Cell]) -> tuple[_Decided, ...]:
        return tuple(
            _Decided(
                c.values,
                c.modality.name.lower(),
                "; ".join(dict.fromkeys(clause for e in c.entries for clause in e.clauses)),
                "; ".join(dict.fromkeys(p for e in c.entries for p in e.places)),
                tuple(
                    Missing(row.silent or Reason.LOCAL_NORM, f"{self.rule.id} {norm.name} ({row.place})")
                    for norm, entry in zip(norms, c.entries, strict=True)
                    for row in (entry.rows if entry.value is None else ())
                ),
            )
            for c in combine(cells)
        )

    def _why_unsure(self, norm: Norm, day: date | None, facts: Mapping[str, object]) -> Iterator[Missing | str]:
        for row in (r for r in norm.rows if r.binds(day, facts) is None):
            asked = [k for k in row.where if facts[k] is None]
            yield from asked
            if day is None:
                is_field = self.rule.law_day in self.rule.form.fields
                yield Missing(Reason.FACT, self.rule.law_day) if is_field else self.rule.law_day
            elif is_unsettled(row, day, asked):
                yield unsettled(row, day)

    # ------------------------------------------------------------------------------------------- what decided

    def _of_decided(self, said: Callable[[_Decided], Answer], otherwise: Answer) -> Answer:
        """Something of what decided: of several strengths the first that says what all say together."""
        each = {e: self._first(e, said, otherwise) for e in self._ends if not isinstance(e, _Unsure)}
        is_told = self.graph.both(self._is_told(), self._is_sure())
        return self.graph.case([(is_told, self._by_end(each))], otherwise)

    def _is_sure(self) -> Answer:
        """Whether it is known what the law demands."""
        return self.graph.known(self.judgement.lawful)

    def _is_told(self) -> Answer:
        """Whether the place is known, and the rule is about the row at all."""
        return self.graph.both(self.judgement.is_place, self.is_about)

    def _first(self, end: Any, said: Callable[[_Decided], Answer], otherwise: Answer) -> Answer:
        verdict = self.judgement.verdict
        if isinstance(end, _Between):
            return self.graph.case(
                [(self.graph.is_one(verdict, [OPEN]), otherwise)], self._first(end.mildest, said, otherwise)
            )
        *firsts, last = end
        steps = [(self._equal(self._verdict(d), verdict), said(d)) for d in firsts]
        return self.graph.case(steps, said(last))

    def _verdict(self, decided: _Decided) -> Answer:
        """What the rule says under one strength of wording alone."""
        given = self._given(decided)
        applies, holds = self.rule.parts
        scope = True if applies is None else self.asker.say(applies, given)
        return verdict_of(self.graph, scope, None if None in decided.values else self.asker.say(holds, given))

    def _equal(self, a: Answer, b: Answer) -> Answer:
        """Whether two verdicts are the same, either of which may be so for every row."""
        if isinstance(a, Ask) and isinstance(b, Ask):
            return self.graph.ask("exactly", a, b)
        if not isinstance(a, Ask) and not isinstance(b, Ask):
            return a == b
        return self.graph.is_one(a, [b]) if isinstance(a, Ask) else self.graph.is_one(b, [a])

    def _given(self, decided: _Decided) -> dict[str, Any]:
        return {n.name: v for n, v in zip(self.rule.norms, decided.values, strict=True) if n.type is not None}

    def _by_end(self, each: Mapping[Any, Answer]) -> Answer:
        """Of what is said for some ends of the law, that of a row's own."""
        said: dict[Any, tuple[int, Answer]] = {}
        for answer in each.values():
            said.setdefault(_key(answer), (len(said), answer))
        forks = self.lookup.forks
        tree = forks.turned(self._tree, lambda end: said[_key(each[end])][0] if end in each else None)
        return self.lookup.pick(tree, dict(said.values()))

    # ------------------------------------------------------------------------------------------- what was compared

    def _compared(self) -> tuple[Callable[[_Decided], Answer], Callable[[_Decided], Answer], str]:
        """How the two things compared are told, and their unit: in the order the wording tells them."""
        left, right = self._sides()
        probe = Finding(
            rule=self.rule.id, verdict=Verdict.VIOLATED, observed="observed", limit="limit", unit=self.rule.unit
        )
        seen = shown(probe, (self.rule,))
        sides = {"observed": left, "limit": right}
        text = {
            name: self._side(sides[name], seen.unit) if name in sides else _nobody for name in ("observed", "limit")
        }
        first = text.get(seen.observed if isinstance(seen.observed, str) else "", _nobody)
        second = text.get(seen.limit if isinstance(seen.limit, str) else "", _nobody)
        return first, second, seen.unit

    def _sides(self) -> tuple[Any, Any]:
        holds = self.rule.parts[1]
        compared = comparison(holds)
        if compared is not None:
            return compared.args
        return (holds.args[0] if holds.op in ("require", "forbid") else None), None

    def _side(self, node: Any, unit: str) -> Callable[[_Decided], Answer]:
        def said(decided: _Decided) -> Answer:
            given = self._given(decided)
            if not isinstance(node, Node):
                return None if node is None else written(node, unit)
            if not node.leaves("field"):
                value = given.get(node.args[0]) if node.op == "norm" else self.asker.say(node, given)
                return None if value is None else _listed(written(value, unit))
            return self._text(node, given, unit)

        return said

    def _text(self, node: Node, given: Mapping[str, Any], unit: str) -> Answer:
        """Something a row shows, as text."""
        type_ = self.lacks.type_of(node)
        if node.op in ("ratio", "percent"):
            return self._share(node, given)
        x = self.asker.say(node, given)
        if x is None:
            return None
        if type_ is bool:
            return self.graph.case([(x, "true"), (self.graph.no(x), "false")])
        if isinstance(type_, type) and issubclass(type_, Enum):
            return self.graph.case([(self.graph.is_one(x, [n]), str(m.value)) for n, m in enumerate(type_)])
        if unit == "clock":
            return self.graph.case([(self.graph.known(x), self.graph.ask("text_clock", x))])
        return self.graph.ask("text_date" if type_ is date else "text", x)

    def _share(self, node: Node, given: Mapping[str, Any]) -> Answer:
        """A share as one number over another, not shortened; none of nothing."""
        part, whole = (self.asker.say(a, given) for a in node.args)
        scaled = part if node.op == "ratio" else self.graph.word("times", part, 100)
        if scaled is None or whole is None:
            return None
        over = self.graph.ask("text_short", whole) if isinstance(whole, Ask) else str(whole)
        is_known = self.graph.both(self.graph.known(scaled), self.graph.no(self.graph.is_one(whole, [0])))
        return self.graph.case([(is_known, self.graph.ask("glue", self.graph.ask("text_short", scaled), "/", over))])

    # ------------------------------------------------------------------------------------------- what is missing

    def _missing(self) -> Answer:
        """Everything without which the verdict stays unknown, one after the other."""
        each = {e: joined(self.graph, self._items(e)) for e in self._ends}
        of_law = {e: said for e, said in each.items() if isinstance(e, _Unsure)}
        of_row = {e: said for e, said in each.items() if not isinstance(e, _Unsure)}
        found = self.graph.case([(self._is_sure(), self._by_end(of_row))], self._by_end(of_law))
        is_open = self.graph.is_one(self.judgement.verdict, [OPEN])
        place = told(Missing(Reason.FACT, "place"))
        return self.graph.case(
            [(is_open, self.graph.case([(self.graph.no(self.judgement.is_place), place)], found))], ""
        )

    def _items(self, end: Any) -> Sequence[tuple[Answer, Answer]]:
        if isinstance(end, _Between):
            return [*self._items(end.unsure), *self._of_first(end.mildest)]
        if isinstance(end, _Unsure):
            return [pair for item in end.items for pair in self._of_item(item)]
        return self._of_first(end)

    def _of_first(self, each: Sequence[_Decided]) -> Sequence[tuple[Answer, Answer]]:
        """What is missing at the first strength of wording that leaves it open."""
        found: list[tuple[Answer, Answer]] = []
        is_earlier: Answer = False
        for decided in each:
            is_it = self._equal(self._verdict(decided), OPEN)
            here = self.graph.both(self.graph.no(is_earlier), is_it)
            found += [(self.graph.both(here, when), text) for when, text in self._of_decision(decided)]
            is_earlier = self.graph.either(is_earlier, is_it)
        return found

    def _of_item(self, item: Missing | str) -> Sequence[tuple[Answer, Answer]]:
        return self.lacks(self.rule.form.spell(item), {}) if isinstance(item, str) else [(True, told(item))]

    def _of_decision(self, decided: _Decided) -> Iterator[tuple[Answer, Answer]]:
        if decided.not_given:
            yield from ((True, told(m)) for m in decided.not_given)
            return
        applies, holds = self.rule.parts
        given = self._given(decided)
        scope = True if applies is None else self.asker.say(applies, given)
        yield from ((self.graph.both(scope, when), text) for when, text in self.lacks(holds, given))
        if applies is not None:
            is_open = self.graph.no(self.graph.known(scope))
            yield from ((self.graph.both(is_open, when), text) for when, text in self.lacks(applies, given))


def _nobody(_: _Decided) -> Answer:
    return None


def _listed(value: Any) -> str:
    """A value of the law as one text."""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _key(said: Answer) -> Any:
    return (type(said), said)
