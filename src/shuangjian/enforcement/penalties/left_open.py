"""What the sources leave open: told as such, never guessed."""

from __future__ import annotations

import attrs

from ...core.toml import Table


@attrs.frozen
class Open:
    """One thing no source that was read settles.

    Attributes:
        what: What it is about.
        clauses: Ids of the clauses it belongs to.
        why: Why it is open.

    """

    what: str
    clauses: tuple[str, ...]
    why: str


def left_open(table: Table) -> tuple[Open, ...]:
    """What a data file lists as open."""
    return tuple(Open(row["what"], tuple(row["clauses"]), row["why"]) for row in table["open"])
