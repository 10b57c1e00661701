"""What is wrong with what is told of an act."""

from __future__ import annotations

from ...core.faults import ManyFaults


class ActError(ManyFaults):
    """An act, what was found of it or what is asked of it is told wrongly.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """
