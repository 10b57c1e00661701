"""The pages of rules: one a family, and the table of all."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from shuangjian.core.dates import Days
from shuangjian.core.fact import Fact, form
from shuangjian.core.norm import Norm, Row
from shuangjian.core.register import Clause, group
from shuangjian.core.rule import Rule
from shuangjian.core.strict import Stricter
from shuangjian.core.words import Clock
from shuangjian.rules import RULES
from shuangjian.testing.cases import Case, load_cases
from shuangjian.wording import missing, place as place_title, say, shown, value

from .text import cell, chapter, day_text, rule_link, table

ROOT = Path(__file__).parents[2]
INTRO = """\
# Rules

One page a family, made from the rules, their numbers and their worked cases, never written by hand: what the rule asks,
since when, where, for whom, by which clause, and the cases with their reasons. A page that differs from its sources
fails the build. How many breaches of published cases the rules find is counted in
[Recall](../reference/recall.md).

## How the rows are read

Each row is one sentence of one clause. It says:

- **place**: where it binds, and so at every place below; *in doubt*: the text leaves open whether it is about these
  records, so what lies between the law with the row and without it is unknown;
- **from**, **until**: days as exact as their source. *between* two days: within them nobody knows whether it held yet,
  so the number is unknown there. *by* a day: its text names none; it was in force on that day, and before it may have
  been;
- **for whom**: the facts it hangs on; where one of them is not known, the number may not be either;
- **value**: the limit itself is lawful. *open*: the place must say;
- **modality**: a ban or a duty; or a norm in principle, which is a finding too, told as such;
- **evidence**: *text*, the wording was read; *report*, a report of it; *restated*, only a weaker
  copy was seen, such as a later text that repeats it; *recalled*, from memory, and not enforced.

What decides among several rows is told in [the kernel](../explanation/kernel.md#what-decides).

## All rules

A rule's id is `family.name`. The family's stem is the same in every tree, so `git ls-files '*homework*'` shows the
rules, their numbers, their cases, their test and their page.

"""
DIRECTION = {
    Stricter.LOWER: "a lower number is stricter",
    Stricter.HIGHER: "a higher number is stricter",
    Stricter.FEWER: "a list of what is allowed: fewer is stricter",
    Stricter.MORE: "a list of what is not allowed: more is stricter",
    Stricter.NARROWER: "a narrower range is stricter",
    Stricter.PRESENCE: "it binds or it does not",
    Stricter.SAME: "a definition: no place may change it",
}


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
    if row.is_unsettled:
        name += " (in doubt)"
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
    lines = [
        [c.why, _different(rule, g, common, usual) + _switched(c), *_told(c)] for c, g in zip(cases, given, strict=True)
    ]
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
    gone = ["no place" if k == "place" else f"`{k}` not known" for k in usual if k not in record]
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
    links = f"[Rule]({number}.py), [numbers]({number}.toml), [cases]({tests}/{stem}.cases.toml), "
    links += f"[test]({tests}/test_{stem}.py)."
    fact = f"[{rule.fact.__name__}](../../reference/facts/{rule.fact.__name__}.md)"
    parts = [
        f"## {rule.id}\n\n**{rule.title['en']}** · {rule.title['zh']}\n\n{' '.join(rule.sentence.split())}\n\n",
        f"Record: {fact}; the law of `{rule.law_day}` judges it.\n{links}\n\n",
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
    how = "[How the rows are read](../index.md#how-the-rows-are-read)."
    return f"# {title['en']} {title['zh']}\n\n{intro} {how}\n\n" + "".join(parts)


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
        f"{INTRO}There are {len(RULES)} rules.\n\n"
        + table(["rule", "中文", "English", "record", "clauses"], lines)
        + trees
    )
