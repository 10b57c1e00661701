"""Write the pages that are made from the rules, their numbers, the register of clauses, the cases and the fact types.

``python docs/generate.py`` writes them; with ``--check`` nothing is written and any difference is named.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from shuangjian.core.dates import Days
from shuangjian.core.fact import OUTSIDE, Fact, form
from shuangjian.core.faults import read_toml
from shuangjian.core.norm import NATION, Norm, Row
from shuangjian.core.register import Clause, group
from shuangjian.core.rule import Rule
from shuangjian.core.strict import Stricter
from shuangjian.core.verdict import Reason
from shuangjian.core.words import Clock, is_options
from shuangjian.coverage import Covered, coverage, sources, totals
from shuangjian.records import FACTS, schema
from shuangjian.rules import RULES
from shuangjian.testing.cases import Case, load_cases
from shuangjian.wording import missing, place as place_title, say, shown, term, value

DOCS = Path(__file__).parent
ROOT = DOCS.parent
MADE = "% Made by docs/generate.py; do not edit.\n\n"
DIRECTION = {
    Stricter.LOWER: "a lower number is stricter",
    Stricter.HIGHER: "a higher number is stricter",
    Stricter.FEWER: "a list of what is allowed: fewer is stricter",
    Stricter.MORE: "a list of what is not allowed: more is stricter",
    Stricter.NARROWER: "a narrower range is stricter",
    Stricter.PRESENCE: "it binds or it does not",
    Stricter.SAME: "a definition: no place may change it",
}
FILLED = {Reason.CALENDAR: "from the calendar", Reason.JUDGEMENT: "judged by a person"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([cell(c) for c in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def cell(text: str) -> str:
    """Text that cannot end the cell of a table, nor be taken for a tag or emphasis."""
    return re.sub(r"([|<*])", r"\\\1", " ".join(text.split()))


def anchor(heading: str) -> str:
    """The anchor a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def day_text(days: Days | None) -> str:
    """A day as exact as its source; where no beginning is known, the day by which it had begun."""
    if days is None:
        return ""
    if days.first == date.min:
        return f"by {days.last}"
    return str(days.first) if days.first == days.last else f"{days.first} to {days.last}"


# ------------------------------------------------------------------------------------------- rules


def rule_link(rule: Rule[Any], from_folder: str) -> str:
    """A link to a rule on its page."""
    return f"[{rule.id}]({from_folder}{chapter(rule)}/{rule.family.stem}.md#{anchor(rule.id)})"


def chapter(rule: Rule[Any]) -> str:
    """The chapter a rule belongs to."""
    return "" if rule.family.path is None else rule.family.path.parent.name


def limit_text(norm: Norm, row: Row) -> str:
    """What a row says."""
    if row.value is None:
        return "open: the place must say"
    if norm.type is None:
        return "binds"
    text = value(row.value, "en", "clock" if norm.type is Clock else norm.unit)
    return {Stricter.FEWER: "only ", Stricter.MORE: "none of "}.get(norm.stricter, "") + text


def for_whom(row: Row) -> str:
    """The facts a row hangs on."""
    listed = {k: sorted((value(v, "en") for v in values), key=_as_number) for k, values in row.where.items()}
    return "; ".join(f"`{k}`: {', '.join(names)}" for k, names in listed.items()) or "all"


def _as_number(text: str) -> tuple[int, str]:
    return (int(text) if text.isdigit() else 0, text)


def row_cells(rule: Rule[Any], norm: Norm, row: Row) -> list[str]:
    """A row of law as cells."""
    name = place_title(row.place, "en", rule)
    if row.profile:
        name += f" (profile `{row.profile}`)"
    strength = say("modality", row.modality.name, "en")
    cited = ", ".join(row.clauses)
    return [
        name, day_text(row.start), day_text(row.end), for_whom(row), limit_text(norm, row), strength,
        row.evidence.value, cited, row.note,
    ]  # fmt: skip


def rows_table(rule: Rule[Any], norm: Norm) -> str:
    """The rows of a norm, the nation's first; remarks only where there are any."""
    head = ["place", "from", "until", "for whom", "value", "modality", "evidence", "clauses", "remark"]
    rows = [row_cells(rule, norm, r) for r in norm.rows]
    kept = [i for i, name in enumerate(head) if name not in ("until", "remark") or any(r[i] for r in rows)]
    return table([head[i] for i in kept], ([r[i] for i in kept] for r in rows))


def norm_text(rule: Rule[Any], norm: Norm) -> str:
    """A norm: unit, direction, and its rows."""
    unit = "time of day" if norm.type is Clock else norm.unit
    said = ["**Rows**" if norm.type is None else f"**`{norm.name}`**", *([f"unit: {unit}"] if unit else [])]
    said.append(DIRECTION[norm.stricter])
    if norm.local == "replace":
        said.append("the nearest place that gives a value speaks alone")
    return f"{'; '.join(said)}.\n\n{rows_table(rule, norm)}"


def clause_lines(rule: Rule[Any]) -> Iterator[str]:
    """What each cited clause says."""
    register = rule.family.register
    for name in rule.clauses:
        clause = register.clause(name) if register else None
        if clause is not None:
            link = f"[{name}](../../reference/clauses.md#{group(name)})"
            yield f"{link}\n: {clause_text(clause)}"


def clause_text(clause: Clause) -> str:
    """What a clause says, with its official terms and where it stands."""
    terms = f" ({'、'.join(clause.zh)})" if clause.zh else ""
    names = [d for d in clause.documents if d not in clause.article]
    where = "; ".join(filter(None, [", ".join(names), clause.article]))
    return cell(f"{clause.says}{terms}" + (f" — {where}." if where else ""))


# ------------------------------------------------------------------------------------------- cases


def cases_table(rule: Rule[Any], cases: Sequence[Case]) -> str:
    """The worked cases: what they have in common, then each with what is different."""
    given = [_given(c.fact) for c in cases]
    common, usual = _common(given), _usual(given)
    lines = [[c.why, _different(rule, g, common, usual) + _switched(c), *_told(c)] for c, g in zip(cases, given, strict=True)]
    shared = ", ".join(_field(rule.fact, k, v) for k, v in common.items())
    text = f"Where a case says nothing else: {shared}.\n\n" if shared else ""
    return text + table(["why", "the record", "verdict", "limit or what is missing"], lines)


def _given(fact: Fact) -> dict[str, Any]:
    held = {a.name: getattr(fact, a.name) for a in attrs.fields(type(fact))}
    return {k: v for k, v in held.items() if v is not None and k != "id"}


def _common(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields with a value that more than half of the records share."""
    names = dict.fromkeys(k for r in records for k in r)
    most = {k: Counter(r[k] for r in records if k in r).most_common(1)[0] for k in names}
    return {k: v for k, (v, often) in most.items() if often * 2 > len(records) and len(records) > 1}


def _usual(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The fields more than half of the records know."""
    return [k for k, often in Counter(k for r in records for k in r).items() if often * 2 > len(records)]


def _different(rule: Rule[Any], record: Mapping[str, Any], common: Mapping[str, Any], usual: Iterable[str]) -> str:
    changed = [_field(rule.fact, k, v) for k, v in record.items() if common.get(k) != v]
    gone = [f"`{k}` not known" for k in usual if k not in record]
    return ", ".join([*changed, *gone])


def _switched(case: Case) -> str:
    parts = [f"profile `{p}`" for p in sorted(case.profiles)]
    parts += ["recalled rows enforced"] if case.unverified else []
    return "".join(f"; {p}" for p in parts)


def _field(cls: type[Fact], name: str, held: object) -> str:
    return f"`{name}` {plain(held, form(cls).types.get(name))}"


def plain(held: object, type_: Any = None) -> str:  # noqa: ANN401  # the type of any field
    """A value as a file would have it."""
    if isinstance(held, Enum):
        return str(held.value)
    if isinstance(held, Days):
        return day_text(held)
    return held if isinstance(held, str) else value(held, "en", "clock" if type_ is Clock else "")


def _told(case: Case) -> tuple[str, str]:
    found = case.finding()
    verdict = found.verdict.name.lower().replace("_", " ")
    if found.missing:
        return verdict, "; ".join(missing(m, "en", case.rule) for m in found.missing)
    seen = shown(found)
    return verdict, "" if found.limit is None else value(seen.limit, "en", seen.unit)


# ------------------------------------------------------------------------------------------- pages of rules


def rule_text(rule: Rule[Any], cases: Sequence[Case]) -> str:
    """A rule."""
    stem, above = rule.family.stem, "../../.."
    number = f"{above}/src/shuangjian/rules/{chapter(rule)}/{stem}"
    tests = f"{above}/tests/rules/{chapter(rule)}"
    fact = f"[{rule.fact.__name__}](../../reference/facts.md#{anchor(rule.fact.__name__)})"
    parts = [
        f"## {rule.id}\n\n**{rule.title['en']}** · {rule.title['zh']}\n\n{' '.join(rule.sentence.split())}\n\n",
        f"Record: {fact}; the law of `{rule.law_day}` judges it. [Rule]({number}.py), [numbers]({number}.toml), "
        f"[cases]({tests}/{stem}.cases.toml), [test]({tests}/test_{stem}.py).\n\n",
        *(norm_text(rule, n) for n in rule.norms),
        "### What the clauses say\n\n" + "\n\n".join(clause_lines(rule)) + "\n\n",
        f"### Cases\n\n{cases_table(rule, cases)}",
    ]
    return "".join(parts)


def family_page(rules: Sequence[Rule[Any]]) -> str:
    """The page of a family."""
    family = rules[0].family
    path = ROOT / f"tests/rules/{chapter(rules[0])}/{family.stem}.cases.toml"
    cases = load_cases(path, family.rules.values())
    title: Mapping[str, str] = family.table["title"]
    intro = inspect.getdoc(inspect.getmodule(rules[0].demand)) or ""
    parts = (rule_text(r, [c for c in cases if c.rule is r]) for r in rules)
    return f"# {title['en']} {title['zh']}\n\n{intro}\n\n" + "".join(parts)


def rules_index() -> str:
    """The table of all rules."""
    lines = [
        [rule_link(r, ""), r.title["zh"], r.title["en"], f"`{r.fact.__name__}`", ", ".join(r.clauses)] for r in RULES
    ]
    trees = "".join(
        f"```{{toctree}}\n:hidden:\n:caption: {name.title()}\n:glob:\n\n{name}/*\n```\n\n"
        for name in dict.fromkeys(map(chapter, RULES))
    )
    return (
        "# Rules\n\nOne page a family, made from the rules, their numbers and their worked cases, never written by "
        "hand: what the rule asks,\nsince when, where, for whom, by which clause, and the cases with their reasons. A "
        "page that differs from its sources\nfails the build.\n\nA rule's id is `family.name`. The family's stem is the "
        "same in every tree, so `git ls-files '*homework*'` shows the\nrules, their numbers, their cases, their test "
        f"and their page. There are {len(RULES)} rules.\n\n"
        + table(["rule", "中文", "English", "record", "clauses"], lines)
        + trees
    )


# ------------------------------------------------------------------------------------------- pages of reference


def clauses_page() -> str:
    """Every clause and what became of it."""
    found = coverage()
    counted = totals(found)
    by_group: dict[str, list[Covered]] = {}
    for each in found:
        by_group.setdefault(group(each.id), []).append(each)
    head = "# Clauses\n\nEvery clause of the register, and what became of it. What a rule, a judgement and the rest "
    head += "mean is told in [What is not covered](../explanation/not-covered.md).\n\n"
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
    head = "# Fact types\n\nEvery record may carry `id` (its own name, repeated in its findings), `place` (whose law "
    head += "applies) and `law_days` (an\ninterval, where the day is not known exactly). Every field may be left out: "
    head += "not known. Units stand in square brackets.\n\n"
    parts = [fact_text(FACTS[name]) for name in sorted(FACTS)]
    kinds = [enum_text(t) for t in sorted(used, key=lambda t: t.__name__)]
    return head + "".join(parts) + "# Enumerations\n\n".replace("# ", "## ", 1) + "".join(kinds)


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
    fields = [[f"`{n}`", type_text(kept.types[n]), _range(kept.fields[n]), told[n].get("description", "")] for n in kept.fields]
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


# ------------------------------------------------------------------------------------------- writing


@cache
def pages() -> Mapping[str, str]:
    """Every page by its path under ``docs``."""
    found = {
        "rules/index.md": rules_index(),
        "reference/clauses.md": clauses_page(),
        "reference/facts.md": facts_page(),
        "reference/places.md": places_page(),
    }
    for family in dict.fromkeys(r.family for r in RULES):
        mine = [r for r in RULES if r.family is family]
        found[f"rules/{chapter(mine[0])}/{family.stem}.md"] = family_page(mine)
    return {path: MADE + text.rstrip() + "\n" for path, text in found.items()}


def drift(docs: Path = DOCS) -> list[str]:
    """Pages that differ from their sources, are missing, or have none."""
    wanted = pages()
    there = {p.relative_to(docs).as_posix() for p in (docs / "rules").rglob("*.md")} | {
        p for p in wanted if (docs / p).is_file()
    }
    differing = [p for p in wanted if p not in there or (docs / p).read_text("utf-8") != wanted[p]]
    return sorted({*differing, *(there - wanted.keys())})


def write(docs: Path = DOCS) -> list[str]:
    """Write what differs, remove what has no source; the paths touched."""
    touched = drift(docs)
    for path in touched:
        if (text := pages().get(path)) is None:
            (docs / path).unlink()
        else:
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, "utf-8")
    return touched


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name those that differ."""
    is_check = "--check" in arguments
    touched = drift() if is_check else write()
    for path in touched:
        sys.stdout.write(f"docs/{path}: {'differs; run python docs/generate.py' if is_check else 'written'}\n")
    return int(is_check and bool(touched))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
