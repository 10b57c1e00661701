"""Places and calendars nobody knows, told with what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from ..core.fact import Fact
from ..core.faults import meant, suggestion
from .values import shown

Known: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]
"""The ids there are, by field: "place" and "calendar"; each with the names it goes by."""
_LONGEST = 60


def strangers(fact: Fact, known: Known) -> Iterator[tuple[str, str]]:
    """The fields of a fact that name what is not known, each with what is wrong."""
    for kind, ids in known.items():
        name = getattr(fact, kind, None)
        if name is not None and name not in ids:
            short = name[:_LONGEST]
            cure = meant(short, ids) if kind == "place" else suggestion(short, ids)
            yield kind, f"{shown(name)} is no known {kind}{cure}"
