"""The pages of reference on the law: clauses and places."""

from __future__ import annotations

from collections.abc import Sequence

from shuangjian.core.faults import read_toml
from shuangjian.core.norm import NATION
from shuangjian.core.register import group
from shuangjian.coverage import Covered, coverage, sources, totals
from shuangjian.rules import RULES

from .rules import clause_text
from .text import rule_link, table

CLAUSES = """\
# Clauses

Every clause of the register, and what became of it. What the statuses mean is told in
[What is not covered](../explanation/not-covered.md); the documents are listed at the end.

"""


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
