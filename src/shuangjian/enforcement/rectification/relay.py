"""How an order went down from office to office to the institutions (传达), and how long that took (ENF-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import attrs

from ...core.faults import ManyFaults


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
        at: When it was received, in local time without a zone.

    """

    sender: str
    receiver: str
    at: datetime


def relayed(steps: Iterable[Step]) -> Mapping[str, timedelta]:
    """Say who received an order, each how long after the first who did; in the order they did.

    Args:
        steps: The passings on, in the order of time; the first sender is where the order comes from.

    Raises:
        RelayError: if a step is told before an earlier one, passes on what its sender had not received, reaches
            somebody who had it, or has a time zone; with all such steps.

    """
    received, faults, source = dict[str, datetime](), list[str](), None
    for at, step in enumerate(steps):
        source = step.sender if source is None else source
        if step.sender != source and step.sender not in received:
            faults.append(f"steps[{at}]: {step.sender!a} had not received it; tell first from whom it did")
        if step.receiver == source or step.receiver in received:
            faults.append(f"steps[{at}]: {step.receiver!a} had it; tell each receiver once")
        if step.at.tzinfo:
            faults.append(f"steps[{at}]: {step.at} has a time zone; give local time without one")
        elif received and step.at < max(received.values()):
            faults.append(f"steps[{at}]: {step.at} lies before an earlier step; tell them in the order of time")
        received.setdefault(step.receiver, step.at.replace(tzinfo=None))
    if faults:
        raise RelayError(faults)
    if not received:
        return {}
    first = min(received.values())
    return {who: at - first for who, at in received.items()}
