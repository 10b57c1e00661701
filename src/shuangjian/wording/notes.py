"""Notes of a report, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..core.norm import Norm
from ..core.rule import Rule
from ..core.verdict import Note
from ..core.words import Clock
from ..rules import RULES
from .phrases import Lang, place, say, value
from .shown import by_id


def note(told: Note, lang: Lang, rules: Sequence[Rule[Any]] = RULES) -> str:
    """A note of a report, in one sentence."""
    if told.code == "looser":
        return _looser(told, lang, rules)
    if told.code == "waiver":
        rule, record, by = told.what
        about = say("note", "waiver-record", lang, record) if record else ""
        return say("note", "waiver", lang, rule=rule, by=by, record=about)
    if told.code == "no-place":
        return say("note", "no-place", lang)
    if told.code == "no-rule":
        return say("note", "no-rule", lang, kind=told.what[0])
    if told.code == "apart":
        return say("note", "apart", lang, kind=told.what[0], whole=told.what[1])
    return say("note", "other", lang, what=" ".join((told.code, *told.what)))


def _looser(told: Note, lang: Lang, rules: Sequence[Rule[Any]]) -> str:
    """Which row of which place, with both values where the rows tell them."""
    rule_id, where, looser, above, cited = told.what
    rule = by_id(tuple(rules)).get(rule_id)
    parts = {
        "place": place(where, lang, rule),
        "clauses": cited.replace("/", say("value", "comma", lang)),
        "rule": rule_id,
    }
    given = _given(rule.norms if rule else ())
    if looser not in given or above not in given:
        return say("note", "looser-plain", lang, **parts)
    both = {"value": value(*_ordered(given[looser], lang)), "above": value(*_ordered(given[above], lang))}
    return say("note", "looser", lang, **parts, **both)


def _given(norms: Iterable[Norm]) -> dict[str, tuple[Any, str]]:
    """Every value the rows of a rule give, by what is written of it, with its unit."""
    unit = {n.name: "clock" if n.type is Clock else n.unit for n in norms}
    return {str(r.value): (r.value, unit[n.name]) for n in norms for r in n.rows}


def _ordered(given: tuple[Any, str], lang: Lang) -> tuple[Any, Lang, str]:
    return given[0], lang, given[1]
