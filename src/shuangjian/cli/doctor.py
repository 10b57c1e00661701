"""``shuangjian doctor``: whether the data of the law is sound, and what is odd in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import click

from ..core import doctor as look
from ..core.faults import Fault, LawError
from ..core.norm import NATION, Norm
from ..core.rule import Rule
from ..core.words import Clock
from ..rules import RULES
from ..wording import Lang, place, say, value
from .law import row_text
from .options import format_option, lang_option, language
from .output import Page, as_json, emit


@attrs.frozen
class Odd:
    """One odd thing: "conflict", "idle", "empty" or "stray".

    Attributes:
        kind: Which.
        what: In words.
        rule: Id of the rule, where it is about one.
        is_fault: Whether it has to be mended.

    """

    kind: str
    what: str
    rule: str | None = None
    is_fault: bool = False


@click.command()
@format_option("text", "json")
@lang_option
def doctor(form: str, lang: str | None) -> int:
    """Load every family and place, and tell what is odd in the rows of law.

    Exit status: 0 nothing has to be mended (a looser row of a place is only reported); 1 a row never decides, a range
    is empty or a table belongs to no family; 2 the data cannot be used.
    """
    _load(RULES)
    found = examine(RULES, language(lang))
    emit(as_json({"found": [attrs.asdict(o) for o in found]}) if form == "json" else _text(found, language(lang)))
    return int(any(o.is_fault for o in found))


def _text(found: Sequence[Odd], lang: Lang) -> str:
    page = Page()
    for odd in found:
        page.line((say("label", odd.kind, lang), "yellow" if odd.is_fault else "cyan"), f"  {odd.what}")
    page.line(say("label", "total", lang, len(found)) if found else say("label", "sound", lang))
    return page.text()


def _load(rules: Sequence[Rule[Any]]) -> None:
    """Read everything.

    Raises:
        LawError: with the faults of every family, each once.

    """
    faults: dict[Fault, None] = {}
    for rule in {id(r.family): r for r in rules}.values():
        try:
            _ = rule.norms
        except LawError as wrong:
            faults.update(dict.fromkeys(wrong.faults))
    if faults:
        raise LawError(faults)


def examine(rules: Sequence[Rule[Any]], lang: Lang = "en") -> list[Odd]:
    """Everything odd in the rows of some rules."""
    found = [odd for rule in rules for norm in rule.norms for odd in _of_norm(rule, norm, lang)]
    return [*found, *_strays(rules, lang)]


def _of_norm(rule: Rule[Any], norm: Norm, lang: Lang) -> Iterator[Odd]:
    of, chains, unit = rule.form, _chains(rule, norm), "clock" if norm.type is Clock else norm.unit
    looser = look.conflicts(norm, of, chains)
    for odd in looser:
        parts = {"value": value(odd.value, lang, unit), "above": value(odd.above, lang, unit)}
        cited = say("value", "comma", lang).join(odd.clauses)
        where = place(odd.place, lang, rule)
        yield Odd("conflict", say("note", "looser", lang, place=where, clauses=cited, rule=rule.id, **parts), rule.id)
    for text in look.contradictions(norm, of, chains):
        yield Odd("empty", f"{rule.id}: {text}", rule.id, is_fault=True)
    told = [(c.place, c.value, c.clauses) for c in looser]
    for row in (r for r in look.idle(norm, of, chains) if (r.place, r.value, r.clauses) not in told):
        cited, where = say("value", "comma", lang).join(row.clauses), place(row.place, lang, rule)
        said = row_text(rule, norm, row, lang)
        text = say("label", "idle_row", lang, rule=rule.id, norm=norm.name, place=where, clauses=cited, row=said)
        yield Odd("idle", text, rule.id, is_fault=True)


def _chains(rule: Rule[Any], norm: Norm) -> list[tuple[str, ...]]:
    """The chains that end where the norm has rows; at every other place it is as at the place above."""
    ends = {NATION, *(r.place for r in norm.rows)}
    return [chain for chain in rule.places.chains().values() if chain[-1] in ends]


def _strays(rules: Sequence[Rule[Any]], lang: Lang) -> Iterator[Odd]:
    """Tables of a place that no family asks for."""
    families = {r.family.stem for r in rules}
    places = {p.id: p for r in rules for p in r.places}
    for where in places.values():
        for table in where.rows.keys() - families:
            yield Odd("stray", say("label", "stray_table", lang, file=where.file, table=table), is_fault=True)
