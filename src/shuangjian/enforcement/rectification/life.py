"""The life of a training institution: what it is, what it has been told, and which act lawfully comes next.

An act is lawful where a clause tells of it (ENF-03 to ENF-06, ENF-18, ENF-20, LIC-01 to LIC-06, LIC-08, LIC-10, LIC-15,
PEN-01, PEN-05, PEN-12, PEN-13, P-gen, P17, P18, SHS-04). Acts, who may do them and their times stand in ``life.toml``;
this file only reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from ...calendar import NATION, NationalCalendar
from ...core.dates import DAY
from ...core.faults import suggestion
from ...core.typed import typed
from .acts import Act, Order, Part, acts
from .due import Due, due
from .institution import Institution, LifeError, Notice, named, paper_faults


@attrs.frozen
class Deadline:
    """Something that must be done by a day.

    Attributes:
        act: The act, an id of `acts`.
        due: The last day for it.
        clauses: Ids of the clauses that say so.

    """

    act: str
    due: Due
    clauses: tuple[str, ...]


@typed(LifeError)
def apply(institution: Institution, notice: Notice, calendar: NationalCalendar = NATION) -> Institution:
    """Move an institution by an act.

    An act that comes late is still an act: `deadlines` tells what is due. Revocation and closing wait for the days of a
    hearing (听证) about them, which serves that decision alone and is spent once its case is over (PEN-12).

    Args:
        institution: The institution as it is.
        notice: The act.
        calendar: The State Council's table, by which working days are counted (CA-02).

    Raises:
        LifeError: if the act is not lawful, with everything that is missing: the standing or orders it would need and
            the acts that are possible, its issuer, day, parts, deadline or decision, the act before it, the time to
            wait; or if something is of another type.

    """
    act = acts().get(notice.act)
    if act is None:
        raise LifeError([f"act: {notice.act!r} is none{suggestion(notice.act, acts())}"])
    faults = list(_state_faults(institution, act))
    if faults:
        faults.append(f"act: possible now are {', '.join(a.id for a in _possible(institution)) or 'none'}")
    faults += [*paper_faults(act, notice, institution.parts), *_faults_between(institution, act, notice, calendar)]
    if faults:
        raise LifeError(faults)
    return _moved(institution, act, notice)


@typed(LifeError)
def possible(institution: Institution) -> tuple[str, ...]:
    """Which acts may come next, by their ids, in the order of the table.

    Raises:
        LifeError: if what is given is no institution.

    """
    return tuple(act.id for act in _possible(institution))


@typed(LifeError)
def deadlines(institution: Institution, calendar: NationalCalendar = NATION) -> tuple[Deadline, ...]:
    """What must be done next by some day: by the law (LIC-03, LIC-04, LIC-05), or by a notice (ENF-05, P-gen).

    A decision after a hearing has a last day too (PEN-12); what is decided need not be done.

    Args:
        institution: The institution as it is.
        calendar: The State Council's table, by which working days are counted (CA-02).

    Raises:
        LifeError: if something is of another type.

    """
    found = list[Deadline]()
    for act in _possible(institution):
        if act.by:
            found.append(Deadline(act.id, Due(act.by, provisional=False), act.clauses))
        before = _begun(institution, act)
        if act.limit and before:
            found.append(Deadline(act.id, due(before, act.limit.count, act.limit.unit, calendar), act.clauses))
        if institution.deadline and act.finds_corrected:
            found.append(Deadline(act.id, Due(institution.deadline, provisional=False), act.clauses))
    return tuple(found)


@typed(LifeError)
def earliest(institution: Institution, calendar: NationalCalendar = NATION) -> Mapping[str, Due]:
    """Say from which day on an act that waits may be done: after a hearing (听证, PEN-12) or an announcement (LIC-15).

    The day is given by the id of the act. What waits for nothing, or for an act that was not done or is spent, is not
    among them. While the day is provisional the act is refused.

    Args:
        institution: The institution as it is.
        calendar: The State Council's table, by which working days are counted (CA-02).

    Raises:
        LifeError: if something is of another type.

    """
    return {a.id: first for a in _possible(institution) if (first := _first_day(institution, a, calendar))}


# ------------------------------------------------------------------------------------------- how it moves


def _moved(told: Institution, act: Act, notice: Notice) -> Institution:
    """An institution after an act that is lawful."""
    parts = notice.parts if act.parts is not None and "parts" in act.asks else told.parts
    kept = told.orders - act.lifts
    stopped = told.stopped & parts if Order.STOPPED in kept else frozenset[Part]()
    if Order.STOPPED in act.imposes:
        stopped |= notice.parts
    going_on = told.deadline if Order.RECTIFYING in kept else None
    return attrs.evolve(
        told,
        standing=act.to or told.standing,
        parts=parts,
        orders=(kept | act.imposes) - (frozenset() if stopped else {Order.STOPPED}),
        stopped=stopped,
        deadline=max((day for day in (notice.deadline, going_on) if day), default=None),
        history=(*told.history, notice),
    )


def _possible(institution: Institution) -> list[Act]:
    return [act for act in acts().values() if not list(_state_faults(institution, act))]


def _begun(told: Institution, act: Act) -> date | None:
    """The day of the act that must come before another: the last one about it, if nothing has ended that since."""
    if act.after is None:
        return None
    ends = {act.id, *acts()[act.after].spent_by}
    for notice in reversed(told.history):
        if notice.act in ends:
            return None
        if notice.act == act.after and (notice.about is None or notice.about.value == act.id):
            return notice.day
    return None


def _first_day(told: Institution, act: Act, calendar: NationalCalendar) -> Due | None:
    """The first day after the time an act waits; None if it waits for none, or that has not begun."""
    before = _begun(told, act)
    if act.waits is None or before is None:
        return None
    end = due(before, act.waits.count, act.waits.unit, calendar)
    return attrs.evolve(end, day=end.day + act.waits.over * DAY)


# ------------------------------------------------------------------------------------------- what is wrong


def _misplaced(told: Institution, act: Act) -> str:
    return f"{act.id!r} moves what is {', '.join(s.value for s in act.moves)}; this one is {told.standing.value}"


def _state_faults(institution: Institution, act: Act) -> Iterator[str]:
    """Why an act cannot move an institution as it is."""
    if institution.standing not in act.moves:
        yield f"standing: {_misplaced(institution, act)}"
    if institution.parts.isdisjoint(act.of):
        yield f"parts: {act.id!r} is about {named(act.of)}; it trains none of them"
    if act.parts is not None and "parts" not in act.asks and (extra := institution.parts - act.parts):
        yield f"parts: {named(extra)} cannot be of {act.id!r}; it is about {named(act.parts)}"
    if act.needs and not act.needs & institution.orders:
        yield f"orders: {act.id!r} needs an order in force: {' or '.join(o.value for o in Order if o in act.needs)}"
    for order in Order:
        if order in act.unless & institution.orders:
            yield f"orders: {act.id!r} cannot be while the order {order.value!r} is in force"
    if act.after and _begun(institution, act) is None:
        was_done = any(n.act == act.after for n in institution.history)
        why = "the one done was about another act, or is spent; do it anew" if was_done else "that was not done"
        yield f"history: {act.id!r} comes after {act.after!r}; {why}"


def _faults_between(told: Institution, act: Act, notice: Notice, calendar: NationalCalendar) -> Iterator[str]:
    """What is wrong with a paper because of whom it goes to, and when."""
    if notice.day:
        last = told.history[-1].day if told.history else None
        if last and notice.day < last:
            yield f"day: {notice.day} lies before the act before it, of {last}"
        first = _first_day(told, act, calendar)
        if first and (notice.day < first.day or first.provisional):
            doubt = "; the yearly notice that settles it is not out" if first.provisional else ""
            yield f"day: {act.id!r} waits until {first.day}{doubt}"
    aim = acts().get(notice.about.value) if notice.about else None
    if aim and told.standing not in aim.moves:
        yield f"about: {_misplaced(told, aim)}"
