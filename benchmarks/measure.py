"""Timing: time of the processor in interleaved rounds: what else the machine does falls on both sides alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time_ns, sleep
from typing import Any

import attrs

PAUSE = 0.03
"""Seconds between rounds: machines have slow moments, and the rounds should not all fall into one."""


@attrs.frozen
class Measured:
    """What was measured of one thing against another.

    Attributes:
        name: What it is.
        ours_ns: Least time of ours for one record [ns].
        theirs_ns: Least time of the other for one record [ns].
        ratio: Median over the rounds of ours / theirs.
        budget: What the ratio, or ours_ns where there is no other, may be; in words.
        holds: Whether it holds.
        note: What to know about it.

    """

    name: str
    ours_ns: float
    theirs_ns: float | None = None
    ratio: float | None = None
    budget: str = ""
    holds: bool | None = None
    note: str = ""


def once(function: Callable[[Any], Any], records: Sequence[Any]) -> float:
    """Time for one record of a list, loop included [ns]."""
    start = process_time_ns()
    for record in records:
        function(record)
    return (process_time_ns() - start) / len(records)


def compare(
    ours: Callable[[Any], Any], theirs: Callable[[Any], Any], records: Sequence[Any], rounds: int = 45
) -> tuple[float, float, float]:
    """Least times of both and the median of their ratios, in interleaved rounds."""
    pairs: list[tuple[float, float]] = []
    once(ours, records)
    once(theirs, records)
    gc.disable()
    for n in range(rounds):
        sleep(PAUSE)
        first, second = (ours, theirs) if n % 2 else (theirs, ours)
        a, b = once(first, records), once(second, records)
        pairs.append((a, b) if n % 2 else (b, a))
    gc.enable()
    return min(a for a, _ in pairs), min(b for _, b in pairs), median(a / b for a, b in pairs)


def alone(function: Callable[[Any], Any], records: Sequence[Any], rounds: int = 40) -> float:
    """Least time for one record over many rounds: what it takes when nothing else is in the way [ns]."""
    once(function, records)
    gc.disable()
    found: list[float] = []
    for _ in range(rounds):
        sleep(PAUSE)
        found.append(once(function, records))
    gc.enable()
    return min(found)
