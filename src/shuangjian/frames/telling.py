"""What a finding of a row tells, as asks: what decided, what was compared, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import attrs

from ..core.expr import Node
from ..core.graph import Answer, Ask
from ..core.judge import around, comparison
from ..core.lawtree import ends
from ..core.lower import NA, OPEN, Judgement, verdict_of
from ..core.norm import Norm, combine
from ..core.verdict import Finding, Missing, Reason, Verdict
from ..wording import shown, written
from .lack import Lacks, joined, told

_NOTHING = "nothing binds"


@attrs.frozen
class _Unsure:
    """Some row may or may not be in force: what keeps that open, a key by its name."""

    items: tuple[Missing | str, ...]


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

    def __init__(self, judgement: Judgement, *, provisional: Answer) -> None:
        """For one rule; `provisional` is whether a calendar that may still change was read."""
        self.judgement, self.rule, self.asker = judgement, judgement.rule, judgement.lookup.asker
        self.graph, self.provisional = self.asker.graph, provisional
        self.lacks = Lacks(self.asker, self.rule)
        forks = judgement.lookup.forks
        tree = judgement.law.tree(forks, self._end)
        self._ends = [e for e in ends(tree) if e is not _NOTHING]
        self._which = judgement.lookup.pick(tree, {e: n for n, e in enumerate(self._ends)})

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
            "provisional": self._known_place(self.graph.case([(self._told(), self.provisional)], False), False),  # noqa: FBT003
        }

    # ------------------------------------------------------------------------------------------- the law

    def _end(self, norms: Sequence[Norm], day: date | None, facts: Mapping[str, object]) -> Any:
        """What decides at one place, day and key."""
        cells = [n.cell(day, facts) for n in norms]
        if () in cells:
            return _NOTHING
        if None in cells:
            open_ones = (n for n, cell in zip(norms, cells, strict=True) if cell is None)
            return _Unsure(tuple(dict.fromkeys(i for n in open_ones for i in self._why_unsure(n, day, facts))))
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
            for c in combine([c for c in cells if c])
        )

    def _why_unsure(self, norm: Norm, day: date | None, facts: Mapping[str, object]) -> Iterator[Missing | str]:
        for row in (r for r in norm.rows if r.binds(day, facts) is None):
            yield from (k for k in row.where if facts[k] is None)
            if day is None:
                yield Missing(Reason.FACT, self.rule.law_day)
            elif row.in_force(day) is None:
                yield Missing(Reason.UNSETTLED, f"{'/'.join(row.clauses)} {around(row.start, row.end)}")

    # ------------------------------------------------------------------------------------------- what decided

    def _of_decided(self, said: Callable[[_Decided], Answer], otherwise: Answer) -> Answer:
        """Something of what decided: of several strengths the first that says what all say together."""
        each: dict[Any, Answer] = {}
        for end in self._ends:
            each[end] = otherwise if isinstance(end, _Unsure) else self._first(end, said)
        return self._by_end(each, otherwise)

    def _first(self, end: tuple[_Decided, ...], said: Callable[[_Decided], Answer]) -> Answer:
        *firsts, last = end
        verdict = self.judgement.verdict
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
        return self.graph.is_one(a, [b]) if isinstance(a, Ask) else self.graph.is_one(b, [a])

    def _given(self, decided: _Decided) -> dict[str, Any]:
        return {n.name: v for n, v in zip(self.rule.norms, decided.values, strict=True) if n.type is not None}

    def _by_end(self, each: Mapping[Any, Answer], otherwise: Answer) -> Answer:
        """Of what is said for each end, that of a row's own; nothing of a rule that is not about it."""
        groups: dict[Any, tuple[Answer, list[int]]] = {}
        for number, end in enumerate(self._ends):
            groups.setdefault(_same(each[end]), (each[end], []))[1].append(number)
        ordered = sorted(groups.values(), key=lambda group: len(group[1]))
        steps = [(self.graph.is_one(self._which, numbers), said) for said, numbers in ordered[:-1]]
        found = self.graph.case(steps, ordered[-1][0]) if ordered else otherwise
        return self._known_place(self.graph.case([(self._told(), found)], otherwise), otherwise)

    def _told(self) -> Answer:
        """Whether the rule is about the row at all."""
        verdict = self.judgement.verdict
        return self.graph.no(self.graph.is_one(verdict, [NA]))

    def _known_place(self, said: Answer, otherwise: Answer) -> Answer:
        return self.graph.case([(self.judgement.is_place, said)], otherwise)

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
            return self.graph.ask("text_clock", x)
        return self.graph.ask("text_date" if type_ is date else "text", x)

    def _share(self, node: Node, given: Mapping[str, Any]) -> Answer:
        """A share as one number over another, not shortened; none of nothing."""
        part, whole = (self.asker.say(a, given) for a in node.args)
        scaled = part if node.op == "ratio" else self.graph.word("times", part, 100)
        if scaled is None or whole is None:
            return None
        if not isinstance(whole, Ask):
            return self.graph.ask("glue", self.graph.ask("text", scaled), f"/{whole}") if whole else None
        text = self.graph.ask("glue", self.graph.ask("text", scaled), "/", self.graph.ask("text", whole))
        return self.graph.case([(self.graph.is_one(whole, [0]), None)], text)

    # ------------------------------------------------------------------------------------------- what is missing

    def _missing(self) -> Answer:
        """Everything without which the verdict stays unknown, one after the other."""
        each = {e: joined(self.graph, self._items(e)) for e in self._ends}
        found = self._by_end(each, "")
        is_open = self.graph.is_one(self.judgement.verdict, [OPEN])
        place = told(Missing(Reason.FACT, "place"))
        return self.graph.case([(self.graph.no(self.judgement.is_place), place), (is_open, found)], "")

    def _items(self, end: Any) -> Sequence[tuple[Answer, Answer]]:
        if isinstance(end, _Unsure):
            return [pair for item in end.items for pair in self._of_item(item)]
        *firsts, last = end
        found: list[tuple[Answer, Answer]] = []
        is_earlier: Answer = False
        for decided in (*firsts, last):
            is_it = True if decided is last else self._equal(self._verdict(decided), self.judgement.verdict)
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


def _same(said: Answer) -> Any:
    return (type(said), said)
