"""What the object path says of the rows of a table: the answers every engine is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from benchmarks.tables import FROZEN
from shuangjian.core.fact import F, Fact, form, wrong
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Finding, Verdict
from shuangjian.model.derived import after_previous
from shuangjian.model.homework import HomeworkDay
from shuangjian.model.lesson import Lesson
from shuangjian.rules import RULES
from shuangjian.wording import written

Row = Mapping[str, Any]
Told = dict[str, Any]
REPORTED = (Verdict.VIOLATED, Verdict.UNKNOWN)


def homework(rows: list[Row]) -> tuple[list[Told], dict[tuple[str, str], int]]:
    """Findings and counts of class-days."""
    return _judged([fact(HomeworkDay, row) for row in rows], FROZEN["homework"])


def lessons(rows: list[Row], calendar: list[Row]) -> tuple[list[Told], dict[tuple[str, str], int]]:
    """Findings and counts of lessons, each with its day and the lesson before it."""
    days = {(day["calendar"], day["date"]): day for day in calendar}
    facts = [fact(Lesson, row) for row in rows]
    made = after_previous([_with_day(f, days.get((f.calendar, f.date), {})) for f in facts])
    return _judged(list(made.facts), FROZEN["lessons"])


def _with_day(lesson: Lesson, day: Row) -> Lesson:
    known = _possible(Lesson, {"day_kind": day.get("day_kind")})
    return attrs.evolve(lesson, day_kind_provisional=day.get("provisional"), **known)


def fact(cls: type[F], row: Row) -> F:
    """One row as a fact; what cannot be is not known."""
    return cls(id=str(row["record"]), place=row["place"], **_possible(cls, row))


def _possible(cls: type[Fact], row: Row) -> dict[str, Any]:
    shape, found = form(cls), {}
    for name in shape.fields.keys() & row.keys():
        held = _member(shape.types[name], row[name])
        found[name] = None if held is None or wrong(held, shape.types[name], shape.fields[name]) else held
    return found


def _member(type_: Any, held: Any) -> Any:
    """The member of an enumeration that is written so, or none; anything else as it is."""
    if held is None or not (isinstance(type_, type) and issubclass(type_, Enum)):
        return held
    return next((m for m in type_ if m.value == held), None)


def _judged(facts: list[Any], ids: tuple[str, ...]) -> tuple[list[Told], dict[tuple[str, str], int]]:
    rules = {r.id: r for r in RULES if r.id in ids}
    counts: dict[tuple[str, str], int] = {}
    findings: list[Told] = []
    laws = {p: rules[ids[0]].law(p) for p in (None, *rules[ids[0]].places.chains())}
    for each in facts:
        for rule_id in ids:
            found = rules[rule_id](each, laws[each.place]) if each.place in laws else _nowhere(rules[rule_id], each)
            key = (rule_id, found.verdict.name.lower())
            counts[key] = counts.get(key, 0) + 1
            if found.verdict in REPORTED:
                findings.append(told(found) if each.place in laws else told(found) | {"missing": "fact place"})
    return findings, counts


def _nowhere(rule: Rule[Any], each: Fact) -> Finding:
    """What is said of a place nobody knows."""
    return Finding(rule=rule.id, verdict=Verdict.UNKNOWN, record=each.id, unit=rule.unit)


def told(found: Finding) -> Told:
    """A finding as a row of the long table."""
    return {
        "rule": found.rule,
        "record": int(found.record or 0),
        "verdict": found.verdict.name.lower(),
        "modality": found.modality.name.lower() if found.modality else None,
        "observed": _text(written(found.observed, found.unit)),
        "limit": _text(written(found.limit, found.unit)),
        "unit": found.unit,
        "clauses": "; ".join(found.clauses),
        "places": "; ".join(found.places),
        "missing": "; ".join(f"{m.reason.value} {m.what}" for m in found.missing),
        "provisional": found.provisional,
    }


def _text(shown: Any) -> str | None:
    if shown is None:
        return None
    if isinstance(shown, bool):
        return str(shown).lower()
    return "; ".join(map(str, shown)) if isinstance(shown, list) else str(shown)


def differences(theirs: list[Told], ours: list[Told]) -> Iterator[str]:
    """Where two lists of findings differ; the order of findings, and of what is missing, is free."""
    left, right = ({(f["rule"], f["record"]): _ordered(f) for f in found} for found in (theirs, ours))
    if len(left) != len(theirs) or len(right) != len(ours):
        yield "a finding is told twice"
    for key in sorted(left.keys() | right.keys()):
        a, b = left.get(key, {}), right.get(key, {})
        if a != b:
            yield f"{key}: " + ", ".join(f"{n} {a.get(n)!r} / {b.get(n)!r}" for n in a | b if a.get(n) != b.get(n))


def _ordered(found: Told) -> Told:
    return found | {"missing": sorted(found["missing"].split("; "))}
