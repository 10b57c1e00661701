"""What became of every clause of the register: a rule, a judgement, not a rule, not verified, or not done yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from .core.register import Clause, Register, register
from .core.rule import Rule
from .core.verdict import Evidence, Reason
from .rules import RULES


class Status(Enum):
    """What became of a clause."""

    RULE = "rule"
    JUDGEMENT = "judgement"
    NOT_A_RULE = "not-a-rule"
    UNVERIFIED = "unverified"
    OPEN = "open"


@attrs.frozen
class Covered:
    """A clause and what became of it.

    Attributes:
        id: Id of the clause.
        status: What became of it.
        rules: Ids of the rules that cite it.
        why: The reason; empty where it is a rule and nothing need be said.

    """

    id: str
    status: Status
    rules: tuple[str, ...]
    why: str


def sources() -> Register:
    """The register that ships with the library."""
    return register(Path(__file__).parent / "sources")


def coverage(rules: Sequence[Rule[Any]] = RULES, clauses: Iterable[Clause] | None = None) -> tuple[Covered, ...]:
    """What became of every clause, group by group.

    Args:
        rules: The rules.
        clauses: The clauses; by default those that ship.

    Raises:
        LawError: if a rule's data or the register cannot be used.
        ValueError: if a clause claims a status there is none of.

    """
    citing: dict[str, list[Rule[Any]]] = {}
    for rule in rules:
        for clause in rule.clauses:
            citing.setdefault(clause, []).append(rule)
    return tuple(_covered(c, citing.get(c.id, [])) for c in (sources() if clauses is None else clauses))


def totals(covered: Iterable[Covered]) -> Mapping[Status, int]:
    """How many clauses have each status."""
    counted = Counter(c.status for c in covered)
    return {s: counted[s] for s in Status}


def _covered(clause: Clause, citing: Sequence[Rule[Any]]) -> Covered:
    if citing:
        status = Status.JUDGEMENT if all(_is_judged(r) for r in citing) else Status.RULE
        return Covered(clause.id, status, tuple(r.id for r in citing), _why_cited(clause, status))
    if clause.status:
        return Covered(clause.id, Status(clause.status), (), clause.why)
    return Covered(clause.id, *_by_default(clause))


def _is_judged(rule: Rule[Any]) -> bool:
    """Whether it reads something only a person can fill in."""
    fields = rule.form.fields
    return any(fields[f].get("reason") is Reason.JUDGEMENT for f in rule.inputs if f in fields)


def _why_cited(clause: Clause, status: Status) -> str:
    if set(clause.evidence) == {Evidence.RECALLED}:
        return "recalled only: not enforced unless asked for"
    return "a person has to judge what the record shows" if status is Status.JUDGEMENT else clause.why


def _by_default(clause: Clause) -> tuple[Status, tuple[str, ...], str]:
    """Where neither a rule nor the register says: only what is surely no rule, or surely not verified, is not open."""
    if not clause.modality:
        return Status.NOT_A_RULE, (), "a definition"
    if set(clause.evidence) == {Evidence.RECALLED}:
        return Status.UNVERIFIED, (), "recalled only; nobody has seen the wording"
    return Status.OPEN, (), "not modelled yet"
