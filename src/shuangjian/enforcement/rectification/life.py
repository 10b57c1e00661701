"""The life of a training institution: what it is, what it has been told, and which act lawfully comes next.

An act is lawful where a clause tells of it (ENF-03 to ENF-06, ENF-18, ENF-20, LIC-01 to LIC-06, LIC-08, LIC-10, LIC-15,
PEN-01, PEN-05, PEN-12, PEN-13, P-gen, P17, P18, SHS-04). Acts, who may do them and their times stand in ``life.toml``;
this file only reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import attrs

from ...calendar import NATION, NationalCalendar
from ...core.dates import DAY
from ...core.faults import ManyFaults, suggestion
from ...core.typed import field_misfits, typed
from ..digest import LONGEST_TEXT, is_text
from .acts import Act, Decision, Issuer, Order, Part, Standing, acts
from .due import Due, due


class LifeError(ManyFaults):
    """An institution cannot be as told, or an act would not be lawful.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Notice:
    """One act as its paper tells it; what the paper does not tell is None, and told as a fault where it must.

    Attributes:
        act: Which act, an id of `acts`.
        issuer: Who did it.
        day: The day it was done.
        parts: Which parts of the training it concerns; of a conversion, what is trained from then on.
        deadline: The last day of the time limit it sets (整改时限).
        about: Of a hearing, which decision is intended (听证, PEN-12).

    """

    act: str
    issuer: Issuer | None = None
    day: date | None = None
    parts: frozenset[Part] = frozenset()
    deadline: date | None = None
    about: Decision | None = None


@attrs.frozen
class Institution:
    """A training institution at one point of its life; `apply` gives the next.

    Attributes:
        id: Which, an opaque id.
        standing: What it is before the law.
        parts: What it trains.
        orders: Which orders are in force.
        stopped: The parts that are stopped (停课); an institution may be stopped in part (SHS-04).
        deadline: The last day of the rectification it is under.
        history: What moved it, the first act first.

    Raises:
        LifeError: with everything that is wrong.

    """

    id: str
    standing: Standing
    parts: frozenset[Part]
    orders: frozenset[Order] = frozenset()
    stopped: frozenset[Part] = frozenset()
    deadline: date | None = None
    history: tuple[Notice, ...] = ()

    def __attrs_post_init__(self) -> None:
        if faults := field_misfits(self) or list(_untrue(self)):
            raise LifeError(faults)

    @property
    def running(self) -> frozenset[Part]:
        """The parts that are not stopped; none where it may not run or train at all, or is no more."""
        is_still = not _possible(self) or self.orders & {Order.SHUT, Order.NOT_TRAINING}
        return frozenset() if is_still else self.parts - self.stopped

    @property
    def corrected_on(self) -> date | None:
        """The day it was last found corrected (已整改); None if never, or while there is something to correct."""
        finding = {act.id for act in acts().values() if _ends_rectification(act)}
        if any(self.orders & acts()[id_].lifts for id_ in finding):
            return None
        return next((n.day for n in reversed(self.history) if n.act in finding), None)


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
    faults += [*_paper_faults(act, notice, institution.parts), *_faults_between(institution, act, notice, calendar)]
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
        if institution.deadline and _ends_rectification(act):
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
    return attrs.evolve(
        told,
        standing=act.to or told.standing,
        parts=parts,
        orders=(kept | act.imposes) - (frozenset() if stopped else {Order.STOPPED}),
        stopped=stopped,
        deadline=notice.deadline or (told.deadline if Order.RECTIFYING in kept else None),
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


def _ends_rectification(act: Act) -> bool:
    """Whether an act finds an institution corrected; that it is no more ends a rectification too, and finds nothing."""
    return Order.RECTIFYING in act.lifts & act.needs


# ------------------------------------------------------------------------------------------- what is wrong


def _untrue(told: Institution) -> Iterator[str]:
    """What cannot be of an institution."""
    if not is_text(told.id):
        yield f"id: {told.id[:20]!a} is no id; write 1 to {LONGEST_TEXT} visible characters"
    if not told.parts:
        yield "parts: there is none; name what it trains"
    yield from _untrue_orders(told)
    last = date.min
    for at, notice in enumerate(told.history):
        act = acts().get(notice.act)
        if act is None or (notice.day or last) < last or any(_paper_faults(act, notice, notice.parts)):
            yield f"history[{at}]: no act that was done then; leave out what `apply` has not put there"
        last = notice.day or last


def _untrue_orders(told: Institution) -> Iterator[str]:
    can_stop = told.parts & _concerned(Order.STOPPED, told.standing)
    if extra := told.stopped - can_stop:
        yield f"stopped: {_named(extra)} cannot be; name {_named(can_stop) or 'none'}"
    pairs = (("stopped", told.stopped, Order.STOPPED), ("deadline", told.deadline, Order.RECTIFYING))
    for field, given, order in pairs:
        if bool(given) != (order in told.orders):
            yield f"{field}: goes together with the order {order.value!r}; give both or neither"
    for order in (o for o in Order if o in told.orders):
        of = _concerned(order, told.standing)
        if not of:
            borne = ", ".join(s.value for s in Standing if _concerned(order, s))
            yield f"orders: {order.value!r} is for what is {borne}; this one is {told.standing.value}"
        elif told.parts and told.parts.isdisjoint(of):
            yield f"orders: {order.value!r} is about {_named(of)}; it trains none of them"


@cache
def _concerned(order: Order, standing: Standing) -> frozenset[Part]:
    """The parts an order can be about, of what is in a standing; none if no act can bring it there."""
    brings = [act for act in acts().values() if order in act.imposes and standing in act.moves]
    return frozenset(part for act in brings for part in act.of)


def _misplaced(told: Institution, act: Act) -> str:
    return f"{act.id!r} moves what is {', '.join(s.value for s in act.moves)}; this one is {told.standing.value}"


def _state_faults(institution: Institution, act: Act) -> Iterator[str]:
    """Why an act cannot move an institution as it is."""
    if institution.standing not in act.moves:
        yield f"standing: {_misplaced(institution, act)}"
    if institution.parts.isdisjoint(act.of):
        yield f"parts: {act.id!r} is about {_named(act.of)}; it trains none of them"
    if act.needs and not act.needs & institution.orders:
        yield f"orders: {act.id!r} needs an order in force: {' or '.join(o.value for o in Order if o in act.needs)}"
    for order in Order:
        if order in act.unless & institution.orders:
            yield f"orders: {act.id!r} cannot be while the order {order.value!r} is in force"
    if act.after and _begun(institution, act) is None:
        was_done = any(n.act == act.after for n in institution.history)
        why = "the one done was about another act, or is spent; do it anew" if was_done else "that was not done"
        yield f"history: {act.id!r} comes after {act.after!r}; {why}"


def _paper_faults(act: Act, notice: Notice, trained: frozenset[Part]) -> Iterator[str]:
    """What a paper lacks, or says too much, to who trains these parts."""
    if notice.issuer not in act.issuers:
        who = "none is named" if notice.issuer is None else f"{notice.issuer.value} cannot do it"
        yield f"issuer: {who}; {act.id!r} is done by {', '.join(i.value for i in act.issuers)}"
    if notice.day is None:
        yield f"day: none is given; give the local date of {act.id!r}"
    elif notice.day < act.since.first:
        yield f"day: no clause tells of {act.id!r} before {act.since.first} ({', '.join(act.clauses)})"
    for name in ("parts", "deadline", "about"):
        if bool(getattr(notice, name)) != (name in act.asks):
            yield f"{name}: {act.id!r} {'must name it' if name in act.asks else 'names none'}"
    if notice.deadline and notice.day and notice.deadline < notice.day:
        yield f"deadline: {notice.deadline} lies before the day of the notice, {notice.day}"
    allowed = trained & act.of if act.parts is None else act.parts
    if extra := (notice.parts or (trained if act.parts else frozenset())) - allowed:
        yield f"parts: {_named(extra)} cannot be of {act.id!r}; it is about {_named(allowed) or 'none it trains'}"


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


def _named(parts: frozenset[Part]) -> str:
    return ", ".join(sorted(map(str, parts)))
