"""Rules to be asked together, under one set of places: ours, or ours and yours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from .faults import Collector, Fault, LawError
from .layer import NOWHERE, Place, Places
from .rule import Rule


@attrs.frozen(eq=False)
class Ruleset:
    """Rules, and every place they may be asked about.

    Attributes:
        rules: The rules, each under all the places.
        places: The places.

    """

    rules: tuple[Rule[Any], ...]
    places: Places


def ruleset(rules: Sequence[Rule[Any]], layers: Iterable[Place] = ()) -> Ruleset:
    """Put rules and places together.

    Args:
        rules: The rules.
        layers: Places beside those the rules know.

    Raises:
        LawError: if places contradict each other, or a layer has rows for a family that is not there.
        ValueError: if two rules have one id.

    """
    extra = tuple(layers)
    _refuse_twins(rules)
    _refuse_strange_families(extra, rules)
    known = _all_places(rules)
    known = known.plus(extra) if extra else known  # places that stay the same have been loaded
    return Ruleset(tuple(r.under(known) for r in rules), known)


def _all_places(rules: Iterable[Rule[Any]]) -> Places:
    """Every place that any of the rules knows."""
    found = NOWHERE
    for places in dict.fromkeys(r.places for r in rules):
        found = places if found is NOWHERE else found.plus(places)
    return found


def _refuse_twins(rules: Iterable[Rule[Any]]) -> None:
    """Two rules of one id would be counted as one."""
    if twins := [rule for rule, times in Counter(r.id for r in rules).items() if times > 1]:
        msg = f"two rules have the id {', '.join(twins)}; name the family of yours: @rule(family=…)"
        raise ValueError(msg)


def _refuse_strange_families(layers: Iterable[Place], rules: Iterable[Rule[Any]]) -> None:
    """Rows for a family nobody has would be silently without effect."""
    families = {r.family.stem for r in rules}
    faults: list[Fault] = []
    for place in layers:
        of_place = Collector(place.file)
        of_place.unknown("", place.rows, families, "family")
        faults += of_place.faults
    if faults:
        raise LawError(faults)
