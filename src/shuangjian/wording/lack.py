"""What keeps a verdict open, in words."""

from __future__ import annotations

import re
from typing import Any

from ..core.rule import Rule
from ..core.verdict import Missing, Reason
from ..core.words import Options
from .phrases import Lang, place, say, term


def missing(what: Missing, lang: Lang, rule: Rule[Any] | None = None) -> str:
    """One thing that keeps a verdict open, in words."""
    if what.reason is Reason.UNSETTLED:
        return _unsettled(what.what, lang, rule)
    if what.reason in (Reason.LOCAL_NORM, Reason.UNVERIFIED):
        return _of_place(what, lang, rule)
    if what.changes:
        days = say("value", "comma", lang).join(d.isoformat() for d in what.changes)
        return say("missing", "law-differs", lang, what=what.what, days=days)
    day = what.reason is Reason.CALENDAR and not re.fullmatch(r"\d{4}-\d\d-\d\d", what.what)
    return say("missing", what.reason.value, lang, what=say("missing", "day", lang) if day else what.what)


def _of_place(what: Missing, lang: Lang, rule: Rule[Any] | None) -> str:
    """A number that a place has not given, or whose row nobody verified: ``rule norm (place)``."""
    found = re.fullmatch(r"(?P<rule>\S+)(?P<norm> \S+)? \((?P<place>[^()]*)\)", what.what)
    name = place(found["place"], lang, rule) if found else what.what
    doubt = what.reason is Reason.LOCAL_NORM and found is not None and found["norm"] is None
    return say("missing", "could-differ" if doubt else what.reason.value, lang, place=name)


def _unsettled(what: str, lang: Lang, rule: Rule[Any] | None) -> str:
    """A day of which only an interval is known, a row of which nobody knows whom it is about, or a member left open."""
    if found := re.fullmatch(r"(\S+) (\.\.|\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", what):
        clauses = found[1].replace("/", say("value", "comma", lang))
        name = "unsettled-by" if found[2] == ".." else "unsettled-day"
        return say("missing", name, lang, clauses=clauses, first=found[2], last=found[3])
    if any(what == "/".join(r.clauses) for n in (rule.norms if rule else ()) for r in n.rows if r.is_unsettled):
        return say("missing", "unsettled-row", lang, clauses=what.replace("/", say("value", "comma", lang)))
    return say("missing", "unsettled", lang, what=_member(what, lang, rule))


def _member(written: str, lang: Lang, rule: Rule[Any] | None) -> str:
    """The term of a member of one of the lists the rule asks for."""
    given: list[Any] = [r.value for n in (rule.norms if rule else ()) for r in n.rows]
    lists: list[Options[Any]] = [v for v in given if isinstance(v, Options)]
    members = (m for v in lists for m in v.named | v.unsettled)
    return next((term(m, lang) for m in members if str(m.value) == written), written)
