"""Findings as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.rule import Rule
from ..core.verdict import Finding, Verdict
from ..rules import RULES
from .lack import missing
from .phrases import Lang, place, say, value
from .shown import Shown, by_id, shown


def sentence(finding: Finding, lang: Lang, rules: Sequence[Rule[Any]] = RULES) -> str:
    """A finding in one sentence.

    What was observed, the limit with its unit, by which clause and at which place it is in force, how strong it is; of
    an unknown, what is missing.

    Args:
        finding: The finding.
        lang: "zh" or "en".
        rules: The rules that may have made it, for their titles; that of another is named by its id.

    """
    rule = by_id(tuple(rules)).get(finding.rule)
    title = rule.title[lang] if rule else finding.rule
    said = _SAY[finding.verdict](finding, shown(finding, rules), lang, rule)
    if finding.provisional:
        said = [*said, say("say", "provisional", lang)]
    text = say("value", "part", lang).join(s for s in said if s)
    return say("say", "sentence", lang, title=title, said=text, basis=_basis(finding, lang, rule))


def _judged(finding: Finding, seen: Shown, lang: Lang, rule: Rule[Any] | None) -> list[str]:
    """What was found, then whether that is kept."""
    del rule
    strength = finding.modality.name if finding.modality else None
    broken = say("broken", strength, lang) if strength else say("say", "broken", lang)
    if finding.waived is not None:
        return [_compared(seen, lang), say("say", "waived", lang, broken=broken, reason=finding.waived)]
    return [_compared(seen, lang), say("say", "kept", lang) if finding.verdict is Verdict.SATISFIED else broken]


def _open(finding: Finding, seen: Shown, lang: Lang, rule: Rule[Any] | None) -> list[str]:
    """What is missing, then the limit as far as there is one."""
    told = [missing(m, lang, rule) for m in finding.missing] or [say("missing", "nothing", lang)]
    text = say("say", "unknown", lang, missing=say("value", "part", lang).join(dict.fromkeys(told)))
    return [text, _limit(seen, lang)]


def _outside(finding: Finding, seen: Shown, lang: Lang, rule: Rule[Any] | None) -> list[str]:
    del finding, seen, rule
    return [say("say", "not_applicable", lang)]


_SAY = {
    Verdict.VIOLATED: _judged,
    Verdict.SATISFIED: _judged,
    Verdict.UNKNOWN: _open,
    Verdict.NOT_APPLICABLE: _outside,
}


def _compared(seen: Shown, lang: Lang) -> str:
    """What was observed, and what the law says of it."""
    if seen.op in ("require", "forbid"):
        both = {"observed": value(seen.observed, lang), "limit": value(seen.limit, lang)}
        fields = say("value", "comma", lang).join(seen.fields)
        return say("say", "condition" if seen.is_part else "flag", lang, field=fields, **both)
    told = (
        [] if seen.observed is None else [say("say", "recorded", lang, observed=value(seen.observed, lang, seen.unit))]
    )
    told += [_limit(seen, lang)] if seen.limit is not None else []
    fields = say("value", "comma", lang).join(seen.fields)
    together = [say("say", "judged_by", lang, fields=fields)] if fields else []
    return say("value", "part", lang).join([say("value", "beside", lang).join(told), *together][not told :])


def _limit(seen: Shown, lang: Lang) -> str:
    if seen.limit is None or seen.op in ("require", "forbid", ""):
        return ""
    text = value(seen.limit, lang, seen.unit)
    if seen.op == "excluded":
        return say("say", "excluded", lang, limit=text)
    return say("say", "part" if seen.is_part else "limit", lang, limit=say("bound", seen.op, lang, text))


def _basis(finding: Finding, lang: Lang, rule: Rule[Any] | None) -> str:
    """By which clause, of which place, how strong."""
    comma = say("value", "comma", lang)
    parts = [say("say", "clauses", lang, comma.join(finding.clauses))] if finding.clauses else []
    parts += [comma.join(place(p, lang, rule) for p in finding.places)] if finding.places else []
    parts += [say("modality", finding.modality.name, lang)] if finding.modality else []
    return say("say", "basis", lang, said=say("value", "part", lang).join(parts)) if parts else ""
