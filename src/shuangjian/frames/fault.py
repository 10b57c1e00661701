"""What is wrong with a table."""

from __future__ import annotations

from ..core.faults import ManyFaults


class TableError(ManyFaults):
    """A table that cannot be judged as it stands.

    Attributes:
        faults: All that is wrong, one sentence each: which column or option, what, and what to do.

    """
