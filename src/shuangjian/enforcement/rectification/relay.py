"""How an order went down from office to office to the institutions (传达), and how long that took (ENF-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import attrs

from ...core.faults import ManyFaults
from ...core.typed import typed


class RelayError(ManyFaults):
    """An order cannot have gone down as told.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Step:
    """One passing on of an order.

    Attributes:
        sender: Who passed it on, an opaque id.
        receiver: Who received it, an opaque id.
        at: When it was received, in local time without a zone, to the minute.

    """

    sender: str
    receiver: str
    at: datetime


@typed(RelayError)
def relayed(steps: Iterable[Step]) -> Mapping[str, timedelta]:
    """Say who received an order, each how long after the first who did; in the order they did.

    Args:
        steps: The passings on, in the order of time; the first sender is where the order comes from.

    Raises:
        RelayError: if a step is told before an earlier one, passes on what its sender had not received, or reaches
            somebody who had it, with all such steps; or if something is of another type, such as a moment with a zone.

    """
    told = tuple(steps)
    if not told:
        return {}
    source, latest = told[0].sender, told[0].at
    received, faults = dict[str, datetime](), list[str]()
    for at, step in enumerate(told):
        if step.sender != source and step.sender not in received:
            faults.append(f"steps[{at}]: {step.sender!a} had not received it; tell first from whom it did")
        if step.receiver == source or step.receiver in received:
            faults.append(f"steps[{at}]: {step.receiver!a} had it; tell each receiver once")
        if step.at < latest:
            faults.append(f"steps[{at}]: {step.at} lies before an earlier step; tell them in the order of time")
        latest = max(latest, step.at)
        received.setdefault(step.receiver, step.at)
    if faults:
        raise RelayError(faults)
    return {who: at - told[0].at for who, at in received.items()}
