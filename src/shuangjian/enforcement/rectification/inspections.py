"""Inspections added up: how many of each kind, and whom they found, each offender once (ENF-06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum

import attrs

from ...core.faults import ManyFaults
from ...core.typed import typed


class InspectionError(ManyFaults):
    """Inspections cannot be added up.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


class Kind(Enum):
    """Kinds of inspection."""

    JOINT = "joint"
    """several offices together (联合执法)"""
    ROUTINE = "routine"
    """常规检查"""
    SPOT = "spot"
    """抽查"""


@attrs.frozen
class Inspection:
    """One inspection.

    Attributes:
        id: Which, an opaque id.
        kind: Its kind.
        offenders: Ids of the institutions it found to break the rules (违规机构).

    """

    id: str
    kind: Kind
    offenders: frozenset[str] = frozenset()


@attrs.frozen
class Tally:
    """What inspections come to.

    Attributes:
        inspections: How many there were of each kind.
        offenders: Whom they found; who was found twice is one offender.

    """

    inspections: Mapping[Kind, int]
    offenders: frozenset[str]


@typed(InspectionError)
def tally(inspections: Iterable[Inspection]) -> Tally:
    """Add up inspections.

    Raises:
        InspectionError: if one is told more than once, with all that are; or if something is of another type.

    """
    held = tuple(inspections)
    if again := [id_ for id_, times in Counter(i.id for i in held).items() if times > 1]:
        raise InspectionError(f"inspections: {id_!a} stands more than once; tell each once" for id_ in again)
    kinds = Counter(i.kind for i in held)
    return Tally({kind: kinds[kind] for kind in Kind}, frozenset[str]().union(*(i.offenders for i in held)))
