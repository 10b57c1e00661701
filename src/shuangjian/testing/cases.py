"""Hand-worked cases as data: a record, what a rule must say of it, and why the case exists.

A file has one table a rule::

    [written_minutes]
    base = { grade = 3, system = "六三", date = 2026-03-03, day_kind = "school_day" }
    case = [
      { why = "the limit itself is allowed", set = { written_minutes = 60 }, verdict = "satisfied", limit = 60 },
      { why = "nobody measured", unset = ["grade"], verdict = "unknown", missing = ["fact grade"] },
    ]

A case with ``each = { day_kind = ["rest_day", "vacation"] }`` stands for one case a value.
A case states the verdict and any of observed, limit, modality, clauses, places and missing; what it states must hold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import attrs

from ..core.dates import days
from ..core.fact import Fact, form
from ..core.faults import suggestion
from ..core.load import read_value
from ..core.rule import Rule
from ..core.verdict import Finding, Verdict
from ..core.words import Clock, is_options

_KEYS = {
    "why",
    "set",
    "each",
    "unset",
    "verdict",
    "observed",
    "limit",
    "modality",
    "clauses",
    "places",
    "missing",
    "profiles",
    "unverified",
}


@attrs.frozen(eq=False)
class Case:
    """One hand-worked case.

    Attributes:
        rule: The rule it is about.
        why: Why it exists.
        fact: The record.
        expected: What must hold of the finding.
        profiles: Stricter readings switched on.
        unverified: Whether recalled rows are enforced.

    """

    rule: Rule[Any]
    why: str
    fact: Fact
    expected: Mapping[str, Any]
    profiles: frozenset[str] = frozenset()
    unverified: bool = False

    def finding(self) -> Finding:
        """What the rule says, by its plain reading."""
        return self.rule(self.fact, self.rule.law(self.fact.place, self.profiles, unverified=self.unverified))

    def compiled(self) -> Verdict:
        """What the compiled rule says."""
        law = self.rule.law(self.fact.place, self.profiles, unverified=self.unverified)
        return self.rule.at(law=law)(self.fact)

    def told(self) -> dict[str, Any]:
        """The finding, as far as the case states anything of it and in the same form."""
        found = self.finding()
        said = {
            "verdict": found.verdict.name.lower(),
            "observed": self._plain(found.observed),
            "limit": self._plain(found.limit),
            "modality": found.modality.name.lower() if found.modality else None,
            "clauses": list(found.clauses),
            "places": list(found.places),
            "missing": [f"{m.reason.value} {m.what}" for m in found.missing],
        }
        return {k: said[k] for k in self.expected}

    def _plain(self, value: Any) -> Any:
        if is_options(value):
            return sorted(str(getattr(m, "value", m)) for m in value.named)
        if type(value) is int and any(t is Clock for t in self.rule.hints.values()):
            return f"{value // 60:02}:{value % 60:02}"
        if value is None or type(value) in (bool, int):
            return value
        return str(getattr(value, "value", value))


def load_cases(path: Path, rules: Iterable[Rule[Any]]) -> list[Case]:
    """The cases of a file.

    Raises:
        ValueError: if a table is no rule, or a case says what no case can say.

    """
    known = {r.name: r for r in rules}
    found: list[Case] = []
    for name, table in tomllib.loads(path.read_text("utf-8")).items():
        if name not in known:
            msg = f"{path.name}: [{name}] is no rule{suggestion(name, known)}"
            raise ValueError(msg)
        found += [_case(known[name], table.get("base", {}), c) for case in table["case"] for c in _spread(case)]
    return found


def _spread(case: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """One case a value of what it names under `each`."""
    each = case.get("each", {})
    for values in product(*each.values()):
        one = dict(zip(each, values, strict=True))
        named = ", ".join(map(str, values))
        why = f"{case['why']} ({named})" if named else case["why"]
        yield {**case, "why": why, "set": {**case.get("set", {}), **one}}


def _case(rule: Rule[Any], base: Mapping[str, Any], case: Mapping[str, Any]) -> Case:
    if odd := case.keys() - _KEYS:
        msg = f"[{rule.name}] {case.get('why')}: unknown key {', '.join(sorted(odd))}"
        raise ValueError(msg)
    raw = {k: v for k, v in {**base, **case.get("set", {})}.items() if k not in case.get("unset", ())}
    expected = {
        k: case[k] for k in case if k in {"verdict", "observed", "limit", "modality", "clauses", "places", "missing"}
    }
    profiles = frozenset(case.get("profiles", ()))
    return Case(rule, case["why"], record(rule.fact, raw), expected, profiles, case.get("unverified", False))


def record(cls: type[Fact], raw: Mapping[str, Any]) -> Fact:
    """A record from TOML values.

    Raises:
        ValueError: if a field is not of the class, or a value not of the field's type.

    """
    return cls(**dict(_fields(cls, raw)))


def _fields(cls: type[Fact], raw: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    kept = form(cls)
    for name, value in raw.items():
        if name == "law_days":
            yield name, days(value)
        elif name in ("id", "place"):
            yield name, value
        elif name in kept.fields:
            yield name, read_value(value, kept.types[name])
        else:
            msg = f"{cls.__name__} has no field {name!r}{suggestion(name, kept.fields)}"
            raise ValueError(msg)
