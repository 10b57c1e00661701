"""Pages made from the rules, their numbers, the clauses, the cases, the fact types and the acts of enforcement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from shuangjian.records import FACTS
from shuangjian.rules import RULES

from .facts import fact_page, facts_page
from .life import life_page, orders_picture, standings_picture
from .recall import recall_page
from .reference import clauses_page, places_page
from .rules import family_page, rules_index
from .text import chapter

MADE = "% Made by docs/generate.py; do not edit.\n\n"


@cache
def pages() -> Mapping[str, str]:
    """Every page and picture by its path under ``docs``."""
    found = {
        "rules/index.md": rules_index(),
        "reference/clauses.md": clauses_page(),
        "reference/facts.md": facts_page(),
        "reference/life-of-an-institution.md": life_page(),
        "reference/places.md": places_page(),
        "reference/recall.md": recall_page(),
    }
    found |= {f"reference/facts/{name}.md": fact_page(cls) for name, cls in FACTS.items()}
    for family in dict.fromkeys(r.family for r in RULES):
        mine = [r for r in RULES if r.family is family]
        found[f"rules/{chapter(mine[0])}/{family.stem}.md"] = family_page(mine)
    return {path: MADE + text.rstrip() + "\n" for path, text in found.items()} | {
        "reference/life-of-an-institution.svg": standings_picture(),
        "reference/life-of-an-institution-orders.svg": orders_picture(),
    }
