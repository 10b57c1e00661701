"""The pages of reference: clauses, fact types, places."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from shuangjian.core.fact import Fact, form
from shuangjian.core.faults import read_toml
from shuangjian.core.norm import NATION
from shuangjian.core.register import group
from shuangjian.core.verdict import Reason
from shuangjian.core.words import Clock
from shuangjian.coverage import Covered, coverage, sources, totals
from shuangjian.records import FACTS, schema
from shuangjian.rules import RULES
from shuangjian.wording import term

from .rules import clause_text
from .text import anchor, rule_link, table

CLAUSES = """\
# Clauses

Every clause of the register, and what became of it. What the statuses mean is told in
[What is not covered](../explanation/not-covered.md); the documents are listed at the end.

"""
FACTS_HEAD = """\
# Fact types

Every record may carry `id` (its own name, repeated in its findings), `place` (whose law applies) and `law_days` (an
interval, where the day is not known exactly). Every field may be left out: not known. Units stand in square brackets.
The field that decides which law is in force is the law day.

"""
FILLED = {Reason.CALENDAR: "from the calendar", Reason.JUDGEMENT: "judged by a person"}


def clauses_page() -> str:
    """Every clause and what became of it."""
    found = coverage()
    counted = totals(found)
    by_group: dict[str, list[Covered]] = {}
    for each in found:
        by_group.setdefault(group(each.id), []).append(each)
    head = CLAUSES
    head += table(["status", "clauses"], [[s.value, str(n)] for s, n in counted.items()])
    return head + "".join(group_text(name, clauses) for name, clauses in by_group.items()) + documents_text()


def documents_text() -> str:
    """The documents the clauses stand in."""
    found = read_toml(sources().folder.parent / "documents.toml")
    lines = [
        [name, d["title"], d.get("number", ""), d.get("issuer", ""), str(d.get("from", "")), d.get("status", "")]
        for name, d in found.items()
    ]
    return "## Documents\n\n" + table(["document", "title", "number", "issued by", "from", "status"], lines)


def group_text(name: str, clauses: Sequence[Covered]) -> str:
    """The clauses of a group."""
    title = (sources().folder / f"{name}.toml").read_text("utf-8").partition("\n")[0].lstrip("# ")
    counted = ", ".join(f"{s.value} {n}" for s, n in totals(clauses).items() if n)
    by_id = {r.id: r for r in RULES}
    lines = []
    for each in clauses:
        clause = sources().clause(each.id)
        cited = ", ".join(rule_link(by_id[r], "../rules/") for r in each.rules)
        told = " — ".join(filter(None, [cited, each.why]))
        lines.append([each.id, clause_text(clause) if clause else "", each.status.value, told])
    return f"## {name.upper()}\n\n{title}. {counted}.\n\n" + table(["clause", "says", "status", "rules, reason"], lines)


def facts_page() -> str:
    """Every fact type with its fields."""
    used = dict.fromkeys(t for cls in FACTS.values() for t in form(cls).types.values() if _is_enum(t))
    parts = [fact_text(FACTS[name]) for name in sorted(FACTS)]
    kinds = [enum_text(t) for t in sorted(used, key=lambda t: t.__name__)]
    return FACTS_HEAD + "".join(parts) + "## Enumerations\n\n" + "".join(kinds)


def _is_enum(type_: Any) -> bool:  # noqa: ANN401  # the type of any field
    return isinstance(type_, type) and issubclass(type_, Enum)


def type_text(type_: Any) -> str:  # noqa: ANN401  # the type of any field
    """A type in words."""
    names: dict[Any, str] = {
        bool: "yes or no", int: "whole number", str: "text", Clock: "time of day", date: "day", datetime: "moment",
    }  # fmt: skip
    if _is_enum(type_):
        return f"[{type_.__name__}](#{anchor(type_.__name__)})"
    return names.get(type_, "exact number")


def fact_text(cls: type[Fact]) -> str:
    """A fact type: its fields, and what follows from them."""
    kept, told = form(cls), schema(cls.__name__)["properties"]
    assert isinstance(told, dict)  # noqa: S101  # a schema of an object has properties
    doc = (inspect.getdoc(cls) or "").partition("\n")[0]
    fields = [
        [f"`{n}`", type_text(kept.types[n]), _range(kept.fields[n]), told[n].get("description", "")]
        for n in kept.fields
    ]
    derived = [[f"`{n}`", type_text(t), _sentence(cls, n)] for n, t in kept.types.items() if n not in kept.fields]
    rules = ", ".join(rule_link(r, "../rules/") for r in RULES if r.fact is cls) or "none yet"
    text = f"## {cls.__name__}\n\n{doc}\n\nLaw day: `{cls.law_day}`. Rules: {rules}.\n\n"
    text += table(["field", "type", "values", "meaning"], fields)
    return text + ("Derived:\n\n" + table(["property", "type", "meaning"], derived) if derived else "")


def _range(metadata: Mapping[str, Any]) -> str:
    low, high, filled = metadata.get("low"), metadata.get("high"), FILLED.get(metadata.get("reason", Reason.FACT), "")
    span = f"{'…' if low is None else low} to {'…' if high is None else high}" if (low, high) != (None, None) else ""
    return "; ".join(filter(None, [span, filled]))


def _sentence(cls: type[Fact], name: str) -> str:
    return (inspect.getdoc(getattr(cls, name)) or "").partition("\n")[0]


def enum_text(kind: type[Enum]) -> str:
    """An enumeration: how its members are written, and their terms."""
    doc = (inspect.getdoc(kind) or "").partition("\n")[0]
    lines = [[f"`{m.value}`", term(m, "zh"), term(m, "en")] for m in kind]
    return f"### {kind.__name__}\n\n{doc}\n\n" + table(["written", "中文", "English"], lines)


def places_page() -> str:
    """Every place with the rules it adds to."""
    known = {p.id: p for r in RULES for p in r.places}
    chains = {name: of.chain(name) for of in [r.places for r in RULES] for name in of.known}
    lines = []
    for name in sorted(known):
        title, rules = known[name].title, [r for r in RULES if any(w.place == name for n in r.norms for w in n.rows)]
        above = " → ".join(p if p == NATION else f"`{p}`" for p in chains[name])
        links = ", ".join(rule_link(r, "../rules/") for r in rules)
        file = f"[{name}.toml](../../src/shuangjian/places/{name}.toml)"
        lines.append([f"`{name}`", title.get("zh", ""), title.get("en", ""), above, links, file])
    head = f"# Places\n\n{len(known)} places add rows to the nation's (`{NATION}`). A record names one by its id.\n\n"
    return head + table(["id", "中文", "English", "chain", "rules", "file"], lines)
