"""The indicators of the library, and how records, verdicts and states become one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ..core.dates import days
from ..core.faults import suggestion
from ..core.typed import typed
from ..core.verdict import WORST_FIRST, Evidence, Finding, Report, Verdict
from ..model.service import ServiceWeek
from .fault import MonitoringError, refuse
from .indicator import Count, Indicator, Measure, Target

T = TypeVar("T", bound=Hashable)
INSTITUTIONS = "institutions"
"""Id of the measure that tells institutions by their state."""


@cache
def measures() -> Mapping[str, Measure]:
    """What the library counts, by id.

    Of shares only coverage has a target (AS-03); what else is counted serves clauses that bind each class or pupil.
    """
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {id_: _measure(id_, told) for id_, told in table.items()}


@typed(MonitoringError)
def measure(id_: str) -> Measure:
    """One of them.

    Raises:
        MonitoringError: if there is none of that id.

    """
    if id_ not in measures():
        refuse([f"measure: there is no {id_!r}{suggestion(id_, sorted(measures()))}"])
    return measures()[id_]


@typed(MonitoringError)
def from_counts(counted: Measure, counts: Mapping[Verdict, Count]) -> Indicator:
    """Make an indicator of verdicts that were counted already.

    Satisfied is a yes, violated a no, unknown an unknown; whoever the rule is not about is left out.

    Args:
        counted: What is counted.
        counts: How many verdicts there were of each kind, one of each unit; a kind that is not named has none.

    Raises:
        MonitoringError: with everything that is no verdict, and every number that is no count.

    """
    yes, no = counts.get(Verdict.SATISFIED, 0), counts.get(Verdict.VIOLATED, 0)
    return Indicator(counted, yes, yes + no, counts.get(Verdict.UNKNOWN, 0))


@typed(MonitoringError)
def from_verdicts(counted: Measure, verdicts: Mapping[str, Verdict], units: Iterable[str]) -> Indicator:
    """Make an indicator of what is said of each unit of a register: of each school, class or pupil.

    The register says who is counted, not the records: of a unit nothing is said of, nothing is known.

    Args:
        counted: What is counted.
        verdicts: What is said, by the unit's id.
        units: The ids of all units, each once.

    Raises:
        MonitoringError: with each unit that stands in the register twice, or is not in it, and each thing said that is
            no verdict.

    """
    listed = Counter(iter(units))  # of a mapping, too, the keys
    faults = [f"units: {unit!r} stands {times} times; name each once" for unit, times in listed.items() if times > 1]
    strange = [unit for unit in verdicts if unit not in listed]
    faults += [f"verdicts: {unit!r} is not among the units; name it there, or leave it out" for unit in strange]
    refuse(faults)
    return from_counts(counted, Counter(verdicts.get(unit, Verdict.UNKNOWN) for unit in listed))


@typed(MonitoringError)
def unit_verdicts(counted: Measure, report: Report, unit_of: Mapping[str, str]) -> dict[str, Verdict]:
    """What a report says of each unit: the worst of what the rules of a measure say of any of its records.

    Args:
        counted: What is counted.
        report: What was found, with the findings of all verdicts kept: `Checker(keep=Verdict)`.
        unit_of: The unit each record belongs to, by the record's id: the class of a day, the pupil of a night.

    Raises:
        MonitoringError: if the measure counts no verdicts, or with all that is missing in the report, and each record
            without an id or a unit.

    """
    found = [finding for finding in report.findings if finding.rule in counted.rules]
    refuse([*_gaps(counted, report, found), *_homeless(found, unit_of)])
    said: dict[str, set[Verdict]] = {}
    for finding in found:
        said.setdefault(unit_of[str(finding.record)], set()).add(finding.verdict)
    return {unit: _worst(verdicts) for unit, verdicts in said.items()}


@typed(MonitoringError)
def offering_schools(weeks: Iterable[ServiceWeek], school_of: Mapping[str, str]) -> dict[str, Verdict]:
    """Which schools offer after-school service at all: on one day of one class at least (AS-03).

    Of a class without a week it is not known.

    Args:
        weeks: Weeks of classes.
        school_of: The school of each class, by the class's id.

    Raises:
        MonitoringError: with each week whose class belongs to no school named.

    """
    faults, offered = list[str](), dict[str, list[bool | None]]()
    weeks = tuple(weeks)
    seen = {week.class_id for week in weeks}
    for class_id, owner in school_of.items():
        offered.setdefault(owner, []).extend([] if class_id in seen else [None])
    for at, week in enumerate(weeks):
        school = None if week.class_id is None else school_of.get(week.class_id)
        if school is None:
            faults.append(f"weeks[{at}].class_id: {week.class_id!r} is a class of no school; name its school")
            continue
        offered[school].append(None if week.days is None else week.days > 0)
    refuse(faults)
    return {school: _any(told) for school, told in offered.items()}


@typed(MonitoringError)
def by_state(states: Mapping[str, T | None], kinds: Iterable[T]) -> dict[T, Indicator]:
    """Tell which part of all institutions is in each state, such as those an authority sorts them into (ENF-18).

    Args:
        states: The state of each institution, by its id; None: not known.
        kinds: All states there are; one that no institution is in is told too.

    Raises:
        MonitoringError: with each institution in another state than these.

    """
    there = dict.fromkeys(kinds)
    refuse(
        f"states.{id_}: {state!r} is none of the kinds; name it among them"
        for id_, state in states.items()
        if state is not None and state not in there
    )
    counts = Counter(states.values())
    known, unknown = counts.total() - counts[None], counts[None]
    return {kind: Indicator(measure(INSTITUTIONS), counts[kind], known, unknown) for kind in there}


@typed(MonitoringError)
def in_time(*, due_on: date | None, is_closed: bool | None, closed_on: date | None, seen_on: date) -> Verdict:
    """Whether one complaint (举报) was closed by the day it was due. No clause gives that day (ENF-11, EX-23, SL-18).

    One that is open and not yet due is unknown: it may still be either.

    Args:
        due_on: The last day it could be closed in time; None: not known.
        is_closed: Whether it is closed; None: not known.
        closed_on: The day it was closed; None: not known, or not closed.
        seen_on: The day this was last looked at.

    Raises:
        MonitoringError: with every day that cannot be.

    """
    faults = list[str]()
    if closed_on is not None and is_closed is not True:
        faults.append(
            f"closed_on: {closed_on}, but is_closed is {is_closed}; say that it is closed, or leave the day out"
        )
    if closed_on is not None and closed_on > seen_on:
        faults.append(f"closed_on: {closed_on} is after {seen_on}, when it was looked at; correct one of the two")
    refuse(faults)
    if due_on is None:
        return Verdict.UNKNOWN
    if is_closed and (closed_on or seen_on) <= due_on:
        return Verdict.SATISFIED
    is_late = closed_on is not None or (is_closed is False and seen_on > due_on)
    return Verdict.VIOLATED if is_late else Verdict.UNKNOWN


def _measure(id_: str, told: Mapping[str, Any]) -> Measure:
    target = told.get("target")
    return Measure(
        id=id_,
        title=told["title"],
        counts=told["counts"],
        clauses=tuple(told["clauses"]),
        rules=tuple(told.get("rules", ())),
        target=target and _target(target),
    )


def _target(told: Mapping[str, Any]) -> Target:
    least, starts = Fraction(told["least"]), days(told["from"])
    return Target(least, starts, tuple(told["clauses"]), Evidence(told["evidence"]))


def _gaps(counted: Measure, report: Report, found: Collection[Finding]) -> Iterator[str]:
    """What a report lacks of what the rules of a measure say: a share would leave it out unseen."""
    if not counted.rules:
        yield f"measure: {counted.id!r} counts no verdicts; make its indicator of counts"
    kept = Counter(finding.rule for finding in found)
    for rule in counted.rules:
        judged = sum(report.counts.get(rule, {}).values())
        if rule not in report.counts and len(report.counts.keys() & set(counted.rules)) > 0:
            yield f"report: {rule!r} was not asked; check by all rules of {counted.id!r}"
        elif kept[rule] != judged:
            yield f"report: holds {kept[rule]} of {judged} findings of {rule!r}; check with keep=Verdict"


def _homeless(found: Iterable[Finding], unit_of: Mapping[str, str]) -> Iterator[str]:
    """The records that belong to no unit, each once."""
    for record in dict.fromkeys(finding.record for finding in found):
        if record is None:
            yield "report: a record has no id, so nobody can say whose it is; give each one"
        elif record not in unit_of:
            yield f"unit_of: {record!r} has no unit; name it"


def _worst(verdicts: Collection[Verdict]) -> Verdict:
    return next(verdict for verdict in WORST_FIRST if verdict in verdicts)


def _any(told: Collection[bool | None]) -> Verdict:
    """One yes is enough; without one, what is not known may be it."""
    if True in told:
        return Verdict.SATISFIED
    return Verdict.UNKNOWN if None in told else Verdict.VIOLATED
