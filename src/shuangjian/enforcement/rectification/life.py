"""The life of a training institution: what it is, what it has been told, and which act lawfully comes next.

An act is lawful where a clause tells of it (ENF-03 to ENF-06, ENF-18, LIC-01 to LIC-06, LIC-10, LIC-15, PEN-01, PEN-12,
PEN-13, P-gen, P17). Acts, who may do them and their times stand in ``life.toml``; this file only reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from ...calendar import NATION, NationalCalendar
from ...core.faults import ManyFaults, suggestion
from ..digest import LONGEST_TEXT, is_text
from .acts import Act, Issuer, Order, Part, Standing, acts
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

    """

    act: str
    issuer: Issuer | None = None
    day: date | None = None
    parts: frozenset[Part] = frozenset()
    deadline: date | None = None


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
        if faults := list(_untrue(self)):
            raise LifeError(faults)

    @property
    def running(self) -> frozenset[Part]:
        """The parts that are not stopped; none where it is told to stop running, or is no more."""
        is_gone = not _possible(self) or Order.SHUT in self.orders
        return frozenset() if is_gone else self.parts - self.stopped

    @property
    def corrected_on(self) -> date | None:
        """The day it was last found corrected (已整改); None if never, or while it is under rectification."""
        if Order.RECTIFYING in self.orders:
            return None
        return max(
            (day for act in acts().values() if _ends_rectification(act) and (day := _last(self, act.id))), default=None
        )


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


def apply(institution: Institution, notice: Notice, calendar: NationalCalendar = NATION) -> Institution:
    """Move an institution by an act.

    An act that comes late is still an act: `deadlines` tells what is due.

    Args:
        institution: The institution as it is.
        notice: The act.
        calendar: The State Council's table, by which working days are counted (CA-02).

    Raises:
        LifeError: if the act is not lawful, with everything that is missing: the standing or orders it would need and
            the acts that are possible, its issuer, day, parts or deadline, the act before it, the time to wait.

    """
    act = acts().get(notice.act)
    if act is None:
        raise LifeError([f"act: {notice.act!r} is none{suggestion(notice.act, acts())}"])
    faults = list(_state_faults(institution, act))
    if faults:
        faults.append(f"act: possible now are {', '.join(possible(institution)) or 'none'}")
    if faults := [*faults, *_paper_faults(institution, act, notice, calendar)]:
        raise LifeError(faults)
    kept = institution.orders - act.lifts
    parts = notice.parts if act.parts is not None and "parts" in act.asks else institution.parts
    stopped = institution.stopped if Order.STOPPED in kept else frozenset[Part]()
    return attrs.evolve(
        institution,
        standing=act.to or institution.standing,
        parts=parts,
        orders=kept | act.imposes,
        stopped=stopped | notice.parts if Order.STOPPED in act.imposes else stopped,
        deadline=notice.deadline or (institution.deadline if Order.RECTIFYING in kept else None),
        history=(*institution.history, notice),
    )


def possible(institution: Institution) -> tuple[str, ...]:
    """Which acts may come next, by their ids, in the order of the table."""
    return tuple(act.id for act in _possible(institution))


def deadlines(institution: Institution, calendar: NationalCalendar = NATION) -> tuple[Deadline, ...]:
    """What must be done next by some day: by the law (LIC-03, LIC-04, LIC-05), or by a notice (ENF-05, P-gen)."""
    found = list[Deadline]()
    for act in _possible(institution):
        if act.by:
            found.append(Deadline(act.id, Due(act.by, provisional=False), act.clauses))
        before = _last(institution, act.after)
        if act.limit and before:
            found.append(Deadline(act.id, due(before, act.limit.count, act.limit.unit, calendar), act.clauses))
        if institution.deadline and _ends_rectification(act):
            found.append(Deadline(act.id, Due(institution.deadline, provisional=False), act.clauses))
    return tuple(found)


# ------------------------------------------------------------------------------------------- what is wrong


def _possible(institution: Institution) -> list[Act]:
    return [act for act in acts().values() if not list(_state_faults(institution, act))]


def _last(institution: Institution, act: str | None) -> date | None:
    """The day an act was last done."""
    return next((n.day for n in reversed(institution.history) if n.act == act), None)


def _ends_rectification(act: Act) -> bool:
    """Whether an act finds an institution corrected; that it is no more ends a rectification too, and finds nothing."""
    return Order.RECTIFYING in act.lifts & act.needs


def _untrue(told: Institution) -> Iterator[str]:
    """What cannot be of an institution."""
    if not is_text(told.id):
        yield f"id: {told.id[:20]!a} is no id; write 1 to {LONGEST_TEXT} visible characters"
    if not told.parts:
        yield "parts: there is none; name what it trains"
    if extra := told.stopped - told.parts:
        yield f"stopped: {_named(extra)} is not among its parts; name parts it trains"
    for field, given, order in (
        ("stopped", told.stopped, Order.STOPPED),
        ("deadline", told.deadline, Order.RECTIFYING),
    ):
        if bool(given) != (order in told.orders):
            yield f"{field}: goes together with the order {order.value!r}; give both or neither"
    for at, notice in enumerate(told.history):
        act = acts().get(notice.act)
        if act is None or type(notice.day) is not date or notice.day < act.since.first:
            yield f"history[{at}]: no act that was done; leave out what `apply` has not put there"


def _state_faults(institution: Institution, act: Act) -> Iterator[str]:
    """Why an act cannot move an institution as it is."""
    if institution.standing not in act.moves:
        moved = ", ".join(s.value for s in act.moves)
        yield f"standing: {act.id!r} moves what is {moved}; this one is {institution.standing.value}"
    for order in Order:
        if order in act.needs - institution.orders:
            yield f"orders: {act.id!r} needs the order {order.value!r} in force"
        if order in act.unless & institution.orders:
            yield f"orders: {act.id!r} cannot be while the order {order.value!r} is in force"
    if act.after and _last(institution, act.after) is None:
        yield f"history: {act.id!r} comes after {act.after!r}; that was not done"


def _paper_faults(told: Institution, act: Act, notice: Notice, calendar: NationalCalendar) -> Iterator[str]:
    """What a paper lacks, or says too much."""
    if notice.issuer not in act.issuers:
        who = "none is named" if notice.issuer is None else f"{notice.issuer.value} cannot do it"
        yield f"issuer: {who}; {act.id!r} is done by {', '.join(i.value for i in act.issuers)}"
    yield from _day_faults(told, act, notice, calendar)
    for name, given in (("parts", notice.parts), ("deadline", notice.deadline)):
        if bool(given) != (name in act.asks):
            yield f"{name}: {act.id!r} must name it" if name in act.asks else f"{name}: {act.id!r} names none"
    if notice.deadline is not None and type(notice.deadline) is not date:
        yield f"deadline: {notice.deadline!r} is no plain date; give the last day"
    elif notice.deadline and type(notice.day) is date and notice.deadline < notice.day:
        yield f"deadline: {notice.deadline} lies before the day of the notice, {notice.day}"
    after = notice.parts or told.parts
    allowed = told.parts if act.parts is None else act.parts
    if extra := after - allowed:
        yield f"parts: {_named(extra)} cannot be of {act.id!r}; it is about {_named(allowed)}"


def _day_faults(told: Institution, act: Act, notice: Notice, calendar: NationalCalendar) -> Iterator[str]:
    """What is wrong with the day of an act."""
    if type(notice.day) is not date:
        yield f"day: {notice.day!r} is no plain date; give the local date of {act.id!r}"
        return
    if notice.day < act.since.first:
        yield f"day: no clause tells of {act.id!r} before {act.since.first} ({', '.join(act.clauses)})"
    last = told.history[-1].day if told.history else None
    if last and notice.day < last:
        yield f"day: {notice.day} lies before the act before it, of {last}"
    before = _last(told, act.after)
    if act.waits and before:
        end = due(before, act.waits.count, act.waits.unit, calendar)
        is_short = notice.day <= end.day if act.waits.over else notice.day < end.day
        if is_short or end.provisional:
            doubt = "; the yearly notice that settles it is not out" if end.provisional else ""
            yield f"day: {act.id!r} waits {'until after' if act.waits.over else 'until'} {end.day}{doubt}"


def _named(parts: frozenset[Part]) -> str:
    return ", ".join(sorted(map(str, parts)))
