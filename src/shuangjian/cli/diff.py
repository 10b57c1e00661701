"""``diff``: what changed in the law between two days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import click

from ..core.changes import Change, Kind, Side, changes
from ..core.norm import NATION, OTHER, Cell, Entry
from ..core.rule import Rule
from ..core.strict import Stricter
from ..rules import RULES
from ..wording import Lang, place as place_title, say, value, written
from .inputs import profiles
from .law import unit_of
from .options import Refused, format_option, lang_option, language, listed
from .output import Page, as_json, emit

_DAY = click.DateTime(["%Y-%m-%d"])
_Changed: TypeAlias = Sequence[tuple[Rule[Any], Sequence[Change]]]


@click.command()
@click.argument("earlier", type=_DAY)
@click.argument("later", type=_DAY)
@click.option("--place", metavar="ID", default=NATION, show_default=True, help="The law that binds at this place.")
@click.option("--profile", multiple=True, metavar="NAME", help="A stricter reading the law offers.")
@format_option("text", "json")
@lang_option
def diff(  # noqa: PLR0913, PLR0917  # every option of the command, which click gives by its name
    earlier: datetime, later: datetime, place: str, profile: tuple[str, ...], form: str, lang: str | None
) -> None:
    """Show what of the law in force on the day EARLIER is different on the day LATER."""
    first, last = earlier.date(), later.date()
    if first > last:
        msg = f"{first} is after {last}; name the earlier day first"
        raise Refused(msg)
    read = frozenset(profiles(listed(profile)))
    found = [(r, told) for r in RULES if (told := changes(r, first, last, r.law(place, read)))]
    if form == "json":
        emit(as_json([_json(rule, change) for rule, told in found for change in told]))
        return
    emit(_text(found, first, last, place, language(lang)))


def _text(found: _Changed, first: date, last: date, place: str, lang: Lang) -> str:
    page = Page()
    page.line(f"{first} → {last}  {place_title(place, lang, RULES[0])}")
    for rule, told in found:
        page.line()
        page.line((rule.id, "bold"), f"  {rule.title[lang]}")
        for change in told:
            page.line((say("change", change.kind.value, lang), "cyan"), f"  {_line(change, lang)}", indent=2)
    page.line()
    kinds = [(kind, sum(c.kind is kind for _, told in found for c in told)) for kind in Kind]
    page.line(" · ".join(f"{say('change', kind.value, lang)} {n}" for kind, n in kinds))
    return page.text()


def _line(change: Change, lang: Lang) -> str:
    comma = say("value", "comma", lang)
    unasked = {Kind.NEW: change.before, Kind.ENDED: change.after}.get(change.kind)  # nothing is said of no law
    sides = [s for s in (change.before, change.after) if s is not unasked or not s.is_settled]
    keys = (f"{key}: {comma.join(sorted(_key(v, lang) for v in vs))}" for key, vs in change.where.items())
    return "  ".join([change.norm.name, " → ".join(_side(change, side, lang) for side in sides), *keys])


def _key(held: object, lang: Lang) -> str:
    return say("change", "other", lang) if held is OTHER else value(held, lang)


def _side(change: Change, side: Side, lang: Lang) -> str:
    sure = _cell(change, side.sure, lang)
    if side.is_settled:
        return sure
    return f"{sure} ({say('change', 'perhaps', lang)}: {_cell(change, side.perhaps, lang)})"


def _cell(change: Change, cell: Cell, lang: Lang) -> str:
    return "; ".join("  ".join(_entry(change, entry, lang)) for entry in cell) or say("change", "none", lang)


def _entry(change: Change, entry: Entry, lang: Lang) -> Iterator[str]:
    is_presence = change.norm.stricter is Stricter.PRESENCE
    if entry.value is None:
        yield say("label", "open", lang)
    elif not is_presence:
        yield value(entry.value, lang, unit_of(change.norm))
    yield say("modality", entry.modality.name, lang)
    yield say("value", "comma", lang).join(entry.clauses)


def _json(rule: Rule[Any], change: Change) -> dict[str, Any]:
    """A change as JSON has it."""
    return {
        "rule": rule.id,
        "norm": change.norm.name,
        "unit": change.norm.unit,
        "change": change.kind.value,
        "where": {k: sorted((written(v) for v in values), key=str) for k, values in change.where.items()},
        "before": _entries(change, change.before.sure),
        "after": _entries(change, change.after.sure),
        "perhaps_before": None if change.before.is_settled else _entries(change, change.before.perhaps),
        "perhaps_after": None if change.after.is_settled else _entries(change, change.after.perhaps),
    }


def _entries(change: Change, cell: Cell) -> list[dict[str, Any]]:
    return [
        {
            "is": written(entry.value, unit_of(change.norm)),
            "open": entry.value is None,
            "modality": entry.modality.name.lower(),
            "clauses": list(entry.clauses),
            "places": list(entry.places),
        }
        for entry in cell
    ]  # fmt: skip
