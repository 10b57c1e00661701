"""What the sources leave open: told as such, never guessed."""

from __future__ import annotations

import attrs


@attrs.frozen
class Open:
    """One thing no source that was read settles.

    Attributes:
        what: What it is about.
        clauses: Ids of the clauses it belongs to.
        why: Why it is open.

    """

    what: str
    clauses: tuple[str, ...] = attrs.field(converter=tuple[str, ...])
    why: str
