"""What is wrong with what is monitored."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.faults import ManyFaults


class MonitoringError(ManyFaults):
    """Something that cannot be counted, published or followed up as it stands.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


def refuse(faults: Iterable[str]) -> None:
    """Refuse what has faults; nothing happens where there are none.

    Raises:
        MonitoringError: with all of them.

    """
    if told := list(faults):
        raise MonitoringError(told)
