"""What is wrong with a table."""

from __future__ import annotations

from collections.abc import Iterable


class TableError(ValueError):
    """A table that cannot be judged as it stands.

    Attributes:
        faults: All that is wrong, one sentence each: which column or option, what, and what to do.

    """

    faults: tuple[str, ...]

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """The faults, one a line."""
        return "\n".join(self.faults)
