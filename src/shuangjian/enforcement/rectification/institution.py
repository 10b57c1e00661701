"""A training institution at one point of its life, and the papers that move it (see `life`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import attrs

from ...core.faults import ManyFaults
from ...core.typed import field_misfits
from ..digest import LONGEST_TEXT, is_text
from .acts import Act, Decision, Issuer, Order, Part, Standing, acts


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
        is_still = self.standing in _ends() or self.orders & {Order.SHUT, Order.NOT_TRAINING}
        return frozenset() if is_still else self.parts - self.stopped

    @property
    def corrected_on(self) -> date | None:
        """The day it was last found corrected (已整改); None if never, or while there is something to correct."""
        finding = {act.id for act in acts().values() if act.finds_corrected}
        if any(self.orders & acts()[id_].lifts for id_ in finding):
            return None
        return next((n.day for n in reversed(self.history) if n.act in finding), None)


@cache
def _ends() -> frozenset[Standing]:
    """The standings no act leads from."""
    return frozenset(Standing).difference(*(act.moves for act in acts().values()))


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
        if act is None or (notice.day or last) < last or any(paper_faults(act, notice, notice.parts)):
            yield f"history[{at}]: no act that was done then; leave out what `apply` has not put there"
        last = notice.day or last


def _untrue_orders(told: Institution) -> Iterator[str]:
    can_stop = told.parts & _concerned(Order.STOPPED, told.standing)
    if extra := told.stopped - can_stop:
        yield f"stopped: {named(extra)} cannot be; name {named(can_stop) or 'none'}"
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
            yield f"orders: {order.value!r} is about {named(of)}; it trains none of them"


@cache
def _concerned(order: Order, standing: Standing) -> frozenset[Part]:
    """The parts an order can be about, of what is in a standing; none if no act can bring it there."""
    brings = [act for act in acts().values() if order in act.imposes and standing in act.moves]
    return frozenset(part for act in brings for part in act.of)


def paper_faults(act: Act, notice: Notice, trained: frozenset[Part]) -> Iterator[str]:
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
    if extra := notice.parts - allowed:
        yield f"parts: {named(extra)} cannot be of {act.id!r}; it is about {named(allowed) or 'none it trains'}"


def named(parts: frozenset[Part]) -> str:
    """Parts as messages have them."""
    return ", ".join(sorted(map(str, parts)))
