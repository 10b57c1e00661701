"""The closed loop (闭环): monitor, evaluate, feed back, intervene, guarantee (监测—评估—反馈—干预—保障).

One city reported that its monitoring of homework runs so; that homework enters the evaluation of schools is asked of
all (HQ-17), and so is sleep (SL-18). No clause gives days between the steps. Each step takes the one before it, and is
about groups: schools, districts, whoever was counted apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeAlias

import attrs

from ..core.typed import field_misfits, typed
from ..core.verdict import Verdict
from .fault import MonitoringError, refuse
from .indicator import Indicator


class Phase(Enum):
    """The steps of the loop, in their order."""

    MONITOR = "monitor"
    """监测"""
    EVALUATE = "evaluate"
    """评估"""
    FEED_BACK = "feed_back"
    """反馈"""
    INTERVENE = "intervene"
    """干预"""
    GUARANTEE = "guarantee"
    """保障"""


OPEN = frozenset({Verdict.VIOLATED, Verdict.UNKNOWN})
"""What an evaluation may say of a group for which the loop then has to go on."""


@attrs.frozen
class Monitored:
    """What was counted (监测).

    Attributes:
        on: The last day that was counted.
        indicators: What it came to, by group.
        after: The end of the round before this one, if there was one; each group of it is counted again, the same way.

    Raises:
        MonitoringError: with everything that cannot be.

    """

    on: date
    indicators: Mapping[str, Indicator]
    after: Guaranteed | None = None

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        refuse([] if self.after is None else _round_faults(self, self.after))

    @property
    def groups(self) -> Collection[str]:
        """The groups that were counted."""
        return self.indicators.keys()


@attrs.frozen
class Evaluated:
    """What was counted, held against its targets (评估).

    Attributes:
        after: What was counted.
        on: The day it was evaluated.

    Raises:
        MonitoringError: with everything that cannot be.

    """

    after: Monitored
    on: date

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        refuse(_order_faults(self.after, self.on))

    @property
    def groups(self) -> Collection[str]:
        """The groups that were evaluated: all that were counted."""
        return self.after.groups

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Whether each group reaches its target, by the law of the day that was counted last."""
        return {group: indicator.met(self.after.on) for group, indicator in self.after.indicators.items()}


@attrs.frozen
class FedBack:
    """Groups were told what came out (反馈).

    Attributes:
        after: What came out.
        on: The day the last of them was told.
        groups: Which groups were told.

    Raises:
        MonitoringError: with everything that cannot be.

    """

    after: Evaluated
    on: date
    groups: frozenset[str]

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        refuse([*_order_faults(self.after, self.on), *_group_faults(self.groups, self.after)])


@attrs.frozen
class Intervened:
    """Something was done at groups so that they reach their target (干预).

    Attributes:
        after: What they were told.
        on: The day the last of it was done.
        groups: At which groups it was.

    Raises:
        MonitoringError: with everything that cannot be.

    """

    after: FedBack
    on: date
    groups: frozenset[str]

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        refuse([*_order_faults(self.after, self.on), *_group_faults(self.groups, self.after)])


@attrs.frozen
class Guaranteed:
    """It was seen to that what was done lasts (保障).

    Attributes:
        after: What was done.
        on: The day the last of it was seen to.
        groups: At which groups it was.

    Raises:
        MonitoringError: with everything that cannot be.

    """

    after: Intervened
    on: date
    groups: frozenset[str]

    def __attrs_post_init__(self) -> None:
        refuse(field_misfits(self))
        refuse([*_order_faults(self.after, self.on), *_group_faults(self.groups, self.after)])


Step: TypeAlias = Monitored | Evaluated | FedBack | Intervened | Guaranteed
_PHASE: Mapping[type[Step], Phase] = dict(
    zip((Monitored, Evaluated, FedBack, Intervened, Guaranteed), Phase, strict=True)
)


@typed(MonitoringError)
def missing(last: Step) -> Mapping[str, tuple[Phase, ...]]:
    """Which steps a loop still owes, by group; empty where it is closed.

    Until they are evaluated, all groups owe all the rest. Then those owe it that do not reach their target, or of whom
    that is not known; that a group which reaches it, or has none, owes nothing more is our reading: no text says it.

    Args:
        last: The last step that was taken.

    """
    taken = list(_taken(last))
    evaluated = next((step for step in taken if isinstance(step, Evaluated)), None)
    groups = taken[-1].groups
    if evaluated is not None:
        groups = [group for group, verdict in evaluated.verdicts.items() if verdict in OPEN]
    owed = {group: _owed([step for step in taken if group in step.groups]) for group in groups}
    return {group: phases for group, phases in owed.items() if phases}


def _taken(last: Step) -> Iterator[Step]:
    """The steps of this round, the last first."""
    step: Step = last
    while not isinstance(step, Monitored):
        yield step
        step = step.after
    yield step


def _owed(taken: Collection[Step]) -> tuple[Phase, ...]:
    return tuple(phase for phase in Phase if phase not in {_PHASE[type(step)] for step in taken})


def _order_faults(before: Step, on: date) -> Iterator[str]:
    """What is wrong with the day of a step."""
    if on < before.on:
        yield f"on: {on} is before {before.on}, the day of the step before; correct one of the two"


def _group_faults(groups: frozenset[str], before: Step) -> Iterator[str]:
    """Groups that the step before was not about."""
    strange = sorted(groups.difference(before.groups))
    yield from (f"groups: {group!r} was not in the step before; take that step for it first" for group in strange)


def _round_faults(monitored: Monitored, before: Guaranteed) -> Iterator[str]:
    """What is wrong with a round for following another."""
    yield from _order_faults(before, monitored.on)
    counted = before.after.after.after.after.indicators
    for group in sorted(before.groups):
        now = monitored.indicators.get(group)
        if now is None:
            yield f"indicators: {group!r} of the round before is not counted; count it again"
        elif now.measure != counted[group].measure:
            told = f"{now.measure.id!r}, before {counted[group].measure.id!r}"
            yield f"indicators.{group}: counts {told}; count the same again"
