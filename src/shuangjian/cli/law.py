"""``rules``, ``rule``, ``places`` and ``coverage``: what the law is, and how far it is covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import click

from ..core.doctor import conflicts
from ..core.norm import NATION, Norm, Row
from ..core.register import Register
from ..core.rule import Rule
from ..core.strict import Stricter
from ..core.verdict import Evidence
from ..core.words import Clock, Options, is_options
from ..coverage import coverage as covered_by, totals
from ..rules import RULES
from ..wording import Lang, place as place_title, say, value, written
from .options import format_option, known, lang_option, language
from .output import Page, as_json, emit


@click.command()
@format_option("text", "json")
@lang_option
def rules(form: str, lang: str | None) -> None:
    """List every rule with its title and clauses."""
    if form == "json":
        emit(as_json([rule_json(r) for r in RULES]))
        return
    page, speaks = Page(), language(lang)
    for each in RULES:
        page.line((each.id, "bold"), f"  {each.title[speaks]}  {each.fact.__name__}  ", (" ".join(each.clauses), "dim"))
    page.line(say("label", "total", speaks, len(RULES)))
    emit(page.text())


def rule_json(rule: Rule[Any]) -> dict[str, Any]:
    """A rule as JSON has it; direction and unit are those of its leading norm."""
    return {
        "id": rule.id,
        "title": {"zh": rule.title["zh"], "en": rule.title["en"]},
        "record": rule.fact.__name__,
        "clauses": list(rule.clauses),
        "unit": rule.unit,
        "direction": rule.norms[0].stricter.value,
        "norms": [_norm_json(n) for n in rule.norms],
    }


def _norm_json(norm: Norm) -> dict[str, Any]:
    return {
        "name": norm.name,
        "unit": norm.unit,
        "direction": norm.stricter.value,
        "local": norm.local,
        "rows": [_row_json(norm, r) for r in norm.rows],
    }


def _row_json(norm: Norm, row: Row) -> dict[str, Any]:
    options = row.value if is_options(row.value) else None
    held: Any = row.value
    return {
        "place": row.place,
        "from": str(row.start),
        "until": str(row.end) if row.end else None,
        "where": {k: sorted((written(v) for v in values), key=str) for k, values in row.where.items()},
        "is": written(held, unit_of(norm)),
        "unsettled": written(Options(options.unsettled)) if options else [],
        "open": held is None,
        "in_doubt": row.is_unsettled,
        "modality": row.modality.name.lower(),
        "clauses": list(row.clauses),
        "evidence": row.evidence.value,
        "profile": row.profile,
        "note": row.note,
    }


def unit_of(norm: Norm) -> str:
    """The unit its values are told in."""
    return "clock" if norm.type is Clock else norm.unit


# ------------------------------------------------------------------------------------------- one rule


@click.command()
@click.argument("rule_id", metavar="ID")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only what is in force on this day.")
@click.option(
    "--place", metavar="ID", help="Only what binds at this place; with --on, by default what binds all over the nation."
)
@format_option("text", "json")
@lang_option
def rule(rule_id: str, on: datetime | None, place: str | None, form: str, lang: str | None) -> None:
    """Show a rule: what it demands, its rows of law, and what its clauses say."""
    known([rule_id], [r.id for r in RULES], "rule")
    found = next(r for r in RULES if r.id == rule_id)
    day, chain = on.date() if on else None, found.places.chain(place) if place or on else None
    if form == "json":
        told = rule_json(found)
        for norm, table in zip(found.norms, told["norms"], strict=True):
            table["rows"] = [_row_json(norm, r) for r in norm.rows if _is_asked(r, day, chain)]
        emit(as_json({**told, "sentence": " ".join(found.sentence.split())}))
        return
    emit(_rule_text(found, day, chain, language(lang)))


def _is_asked(row: Row, day: date | None, chain: tuple[str, ...] | None) -> bool:
    return (chain is None or row.place in chain) and (day is None or row.in_force(day) is not False)


def _rule_text(found: Rule[Any], day: date | None, chain: tuple[str, ...] | None, lang: Lang) -> str:
    page = Page()
    page.line((found.id, "bold"), f"  {found.title[lang]}  {found.fact.__name__}")
    page.line(" ".join(found.sentence.split()))
    where = place_title(chain[-1] if chain else NATION, lang, found)
    limited = say("label", "in_force", lang, day=day or "…", place=where if chain else "…")
    page.line()
    page.line(limited if day or chain else say("label", "every_row", lang))
    cited: dict[str, None] = {}
    for norm in found.norms:
        looser = _looser(found, norm)
        for row in (r for r in norm.rows if _is_asked(r, day, chain)):
            cited |= dict.fromkeys(row.clauses)
            marks = ["maybe"] if row.is_unsettled or (day is not None and row.in_force(day) is None) else []
            marks += ["not_applied"] if (row.place, row.value, row.clauses) in looser else []
            mark = "".join(f"  ({say('label', m, lang)})" for m in marks)
            page.line(f"{norm.name}  {row_text(found, norm, row, lang)}{mark}", indent=2)
    if not cited:
        page.line(say("label", "no_row", lang), indent=2)
    page.line()
    page.line(say("label", "clauses", lang))
    for line in _clauses(found, cited, lang):
        page.line(line, indent=2)
    return page.text()


def _looser(rule: Rule[Any], norm: Norm) -> set[tuple[str, Any, tuple[str, ...]]]:
    """The rows of places that are looser than what stands above them."""
    local = {r.place for r in norm.rows}
    chains = [chain for place, chain in rule.places.chains().items() if place in local]
    return {(c.place, c.value, c.clauses) for c in conflicts(norm, rule.form, chains)}


def row_text(rule: Rule[Any], norm: Norm, row: Row, lang: Lang) -> str:
    """A row of law on one line."""
    return "  ".join(part for part in _row_parts(rule, norm, row, lang) if part)


def _row_parts(rule: Rule[Any], norm: Norm, row: Row, lang: Lang) -> Iterator[str]:
    comma = say("value", "comma", lang)
    if row.value is None:
        yield say("label", "open", lang)
    else:
        yield say("label", "row", lang) if norm.stricter is Stricter.PRESENCE else value(row.value, lang, unit_of(norm))
    for key, values in row.where.items():
        names = sorted(value(v, lang) for v in values)
        yield f"{key}: {comma.join(names)}"
    unclear = row.start.first == date.min
    yield say("label", "from_by" if unclear else "from", lang, row.start.last if unclear else row.start)
    yield say("label", "until", lang, row.end) if row.end else ""
    yield place_title(row.place, lang, rule)
    yield say("modality", row.modality.name, lang)
    yield comma.join(row.clauses)
    yield f"{say('label', 'profile', lang)}: {row.profile}" if row.profile else ""
    yield say("label", "recalled", lang) if row.evidence is Evidence.RECALLED else ""


def _clauses(found: Rule[Any], names: Iterable[str], lang: Lang) -> Iterator[str]:
    """What the clauses say; the register says it in English and keeps the official terms."""
    register: Register | None = found.family.register
    for name in names:
        clause = register.clause(name) if register else None
        if clause is None:
            yield name
            continue
        source = " ".join(filter(None, [", ".join(clause.documents), clause.article]))
        terms = f" [{say('value', 'comma', lang).join(clause.zh)}]" if clause.zh else ""
        yield f"{name}  {clause.says}{terms}" + (f" ({source})" if source else "")


# ------------------------------------------------------------------------------------------- places, coverage


@click.command()
@format_option("text", "json")
@lang_option
def places(form: str, lang: str | None) -> None:
    """List the places with rows of law, each with the places above it."""
    found = {p.id: (p, r) for r in RULES for p in r.places}
    told = [
        {"id": name, "title": dict(p.title), "chain": list(r.places.chain(name))}
        for name, (p, r) in sorted(found.items())
    ]
    if form == "json":
        emit(as_json(told))
        return
    page, speaks = Page(), language(lang)
    for name, (_, of) in sorted(found.items()):
        page.line((name, "bold"), f"  {' > '.join(place_title(p, speaks, of) for p in of.places.chain(name))}")
    page.line(say("label", "total", speaks, len(found)))
    emit(page.text())


@click.command()
@format_option("text", "json")
@lang_option
def coverage(form: str, lang: str | None) -> None:
    """List every clause and what became of it."""
    found = covered_by()
    counted = totals(found)
    if form == "json":
        clauses = [{"id": c.id, "status": c.status.value, "rules": list(c.rules), "why": c.why} for c in found]
        emit(as_json({"clauses": clauses, "totals": {s.value: n for s, n in counted.items()}}))
        return
    page, speaks = Page(), language(lang)
    for each in found:
        why = f"  {each.why}" if each.why else ""
        page.line((each.id, "bold"), f"  {say('status', each.status.value, speaks)}  {' '.join(each.rules)}{why}")
    page.line(" · ".join(f"{say('status', s.value, speaks)} {n}" for s, n in counted.items()))
    emit(page.text())
