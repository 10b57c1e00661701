"""What a payer gets back who leaves a course (退费): each clause that asks for money, and the sum that keeps them all.

A clause asks for at least so much, so the greatest of what they ask is due. Where a fact is missing, every answer it
may have is tried; if all give the same sum, that is the sum, else it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, Final, TypeAlias

import attrs

from ...core.faults import ManyFaults
from ...core.judge import unsettled
from ...core.norm import NATION, Row
from ...core.typed import typed
from ...core.verdict import Evidence, Missing, Reason
from ...core.words import all_of
from ...model.institution import Subject
from ...model.payment import Refund
from .claims import CLAIMS, INTEREST, AtFault, Terms, What
from .money import NOTHING, Sum, added, part_of_a_fen, rounded_up


class RefundError(ManyFaults):
    """What a refund is reckoned from is wrong.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Step:
    """What one clause asks.

    Attributes:
        what: What for.
        yuan: How much it asks to be paid back; of interest, how much beside that [yuan].
        clauses: Ids of the clauses.
        evidence: How well they were verified.

    """

    what: What
    yuan: Decimal
    clauses: tuple[str, ...]
    evidence: Evidence


@attrs.frozen
class Due:
    """What a payer gets back.

    Attributes:
        principal: What of the money paid (本金) [yuan].
        interest: Interest on it (利息) [yuan].
        steps: What each clause asks, those included that ask it only if what is missing is so.

    """

    principal: Sum
    interest: Sum
    steps: tuple[Step, ...]

    @property
    def yuan(self) -> Decimal | None:
        """Both together [yuan]; None: not known."""
        principal, interest = self.principal.yuan, self.interest.yuan
        return None if principal is None or interest is None else added(principal, interest)


@typed(RefundError)
def due(refund: Refund, terms: Terms) -> Due:
    """What a payer who leaves gets back.

    All the money: within the days of CTR-06 (七日内退款) where nothing was consumed; by the day the contract names
    (CTR-03 约定期限); where a place says so, before the start (CTR-05 开班前) or after false advertising (LV-07
    虚假宣传). A part: where a place says so, in proportion to the lessons not given (CTR-04, LV-07 按未消课时); where
    the contract is cancelled, what is left when the used part is priced at the discount or, if the payer is at fault,
    generally at the list price (CTR-07 折扣价、原价). Interest on it follows fault too (CTR-07 利息): where it is
    nobody's, no clause asks any.

    What was paid is taken as the price of all lessons evenly, in whole fen a lesson and what is over with the last, as
    in a custody account; so of payments at different prices each is asked about by itself, save what the list price
    decides (CTR-07 原价): that is asked of the contract as a whole. Interest is rounded up to whole fen. The exceptions
    CTR-06 makes are not known here. Lessons taken and left may be fewer than those paid for: the payer may have missed
    one that was given. The law of the day of payment decides what CTR-03, CTR-06 and CTR-07 ask, that of the day of the
    demand the rest.

    Args:
        refund: The demand for money back, as a record; its place decides which local clauses ask.
        terms: What reckoning needs beside it.

    Raises:
        RefundError: with all that does not fit its type or range; else with all that is wrong between the facts.
        LawError: if the place is not known, or the data of the law cannot be used.

    """
    if faults := [*_odd_sums(refund, terms), *_faults(refund, terms)]:
        raise RefundError(faults)
    given = _World(refund, terms)
    names = [name for name in _TRIED if given[name] is None]
    worlds = {at: given.where(dict(zip(names, at, strict=True))) for at in product(*(_TRIED[n] for n in names))}
    principals, interests = dict[_At, _Part](), dict[_At, _Part]()
    for at, world in worlds.items():
        if not any(_faults(world.refund, world.terms)):  # an answer that cannot be is none
            principals[at] = principal = _principal(world)
            interests[at] = _interest(world, principal.sum)
    steps = dict.fromkeys(step for part in (*principals.values(), *interests.values()) for step in part.steps)
    return Due(_together(names, principals), _together(names, interests), tuple(steps))


# ------------------------------------------------------------------------------------------- what is missing, tried

_OF_TERMS: Final = frozenset(a.name for a in attrs.fields(Terms))
_TRIED: Final[Mapping[str, Sequence[Any]]] = {
    "subject": tuple(Subject),
    "before_start": (True, False),
    "after_false_advertising": (True, False),
    "at_fault": tuple(AtFault),
    "may_cancel": (True, False),
}
"""What can be tried where it is missing, because its answers are few."""
_At: TypeAlias = tuple[Any, ...]
"""Which answers are tried, in the order of what is missing."""


@attrs.frozen
class _World:
    """The facts, as they are or with answers that are tried."""

    refund: Refund
    terms: Terms

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # fields are of any type
        return getattr(self.terms if name in _OF_TERMS else self.refund, name)

    def where(self, answers: Mapping[str, Any]) -> _World:
        of_terms = {name: answer for name, answer in answers.items() if name in _OF_TERMS}
        of_refund = {name: answer for name, answer in answers.items() if name not in _OF_TERMS}
        return _World(attrs.evolve(self.refund, **of_refund), attrs.evolve(self.terms, **of_terms))

    def binds(self, row: Row, law_day: str) -> bool | None:
        return row.binds(self[law_day], {key: self[key] for key in row.where})

    def missing(self, row: Row, law_day: str, reads: Iterable[str]) -> Iterator[Missing]:
        """What of the facts a clause hangs on is not known."""
        yield from (_missing(n) for n in dict.fromkeys((law_day, *row.where, *reads)) if self[n] is None)
        if self[law_day] is not None and row.in_force(self[law_day]) is None:
            yield unsettled(row, self[law_day])


@attrs.frozen
class _Part:
    """The principal or the interest as it is in one world."""

    sum: Sum
    steps: tuple[Step, ...]


def _missing(name: str) -> Missing:
    field = getattr(attrs.fields(Terms if name in _OF_TERMS else Refund), name)
    return Missing(field.metadata.get("reason", Reason.FACT), name)


def _together(names: Sequence[str], parts: Mapping[_At, _Part]) -> Sum:
    """The sum all answers agree on; else none, and what makes them differ."""
    found = {part.sum.yuan for part in parts.values()}
    yuan = found.pop() if len(found) == 1 else None
    if yuan is None:
        looked_at: dict[_At, object] = {at: part.sum.yuan for at, part in parts.items()}
    else:
        looked_at = {at: part.steps for at, part in parts.items()}
    decisive = [_missing(name) for n, name in enumerate(names) if _differs(n, looked_at)]
    others = [m for part in parts.values() if part.sum.yuan == yuan for m in part.sum.missing]
    return Sum(yuan, tuple(dict.fromkeys([*decisive, *others])))


def _differs(n: int, answers: Mapping[_At, object]) -> bool:
    """Whether the n-th answer alone makes a difference anywhere."""
    seen: dict[_At, object] = {}
    return any(seen.setdefault(at[:n] + at[n + 1 :], answer) != answer for at, answer in answers.items())


# ------------------------------------------------------------------------------------------- what clauses ask


def _principal(world: _World) -> _Part:
    """The greatest sum a clause asks, unless one that is in doubt could ask for more."""
    steps, doubts = list[Step](), list[tuple[Decimal | None, list[Missing]]]()
    for claim in CLAIMS:
        for row in claim.rows(world.refund.place):
            asks = all_of(world.binds(row, claim.law_day), claim.applies(world.refund, world.terms, row.value))
            yuan = claim.yuan(world.refund, world.terms)
            if asks and yuan is not None:
                steps.append(Step(claim.what, yuan, row.clauses, row.evidence))
            elif asks is not False:
                doubts.append((yuan, list(world.missing(row, claim.law_day, claim.reads))))
    if not steps and not doubts:
        wanted = "full-refund-before-start" if world.refund.before_start else "proportional-refund"
        lacks = Missing(Reason.LOCAL_NORM, f"contracts.{wanted} ({world.refund.place or NATION})")
        return _Part(Sum(None, (lacks,)), ())
    least = max((step.yuan for step in steps), default=None)
    more = [m for yuan, missing in doubts if _may_exceed(least, yuan, world.refund.paid_yuan) for m in missing]
    told = more or [m for _, missing in doubts for m in missing]
    return _Part(Sum(None if more else least, tuple(dict.fromkeys(told))), tuple(steps))


def _may_exceed(least: Decimal | None, yuan: Decimal | None, paid: Decimal | None) -> bool:
    """Whether a sum in doubt may be more than what is sure; none is more than what was paid."""
    most = paid if yuan is None else yuan
    return least is None or most is None or most > least


def _interest(world: _World, principal: Sum) -> _Part:
    """What the clause that binds asks; nothing where none does."""
    steps, missing = list[Step](), list[Missing]()
    for what, rows, rate in INTEREST:
        for row in rows(world.refund.place):
            binds, yuan = world.binds(row, "paid_on"), _interest_on(principal.yuan, world[rate], world.terms.years)
            if binds and yuan is not None:
                steps.append(Step(what, yuan, row.clauses, row.evidence))
            elif binds is not False and yuan != 0:
                lacks = principal.missing if principal.yuan is None else ()
                missing += [*lacks, *world.missing(row, "paid_on", (rate, "years"))]
    yuan = None if missing else added(*(step.yuan for step in steps))
    return _Part(Sum(yuan, tuple(dict.fromkeys(missing))), tuple(steps))


def _interest_on(yuan: Decimal | None, rate: Decimal | None, years: Fraction | None) -> Decimal | None:
    if 0 in (yuan, rate, years):
        return NOTHING
    if yuan is None or rate is None or years is None:
        return None
    return rounded_up(Fraction(yuan) * Fraction(rate) * years)


# ------------------------------------------------------------------------------------------- what is wrong


def _odd_sums(refund: Refund, terms: Terms) -> Iterator[str]:
    """The sums that are not of whole fen."""
    yield from part_of_a_fen("refund.paid_yuan", refund.paid_yuan)
    yield from part_of_a_fen("terms.list_yuan", terms.list_yuan)


def _faults(refund: Refund, terms: Terms) -> Iterator[str]:
    """What cannot be together."""
    if refund.paid_on and refund.asked_on and refund.asked_on < refund.paid_on:
        yield f"refund.asked_on: {refund.asked_on} lies before paid_on, {refund.paid_on}; change them round"
    taken, left = refund.lessons_taken or 0, refund.lessons_left
    if terms.lessons is not None and taken + (left or 0) > terms.lessons:
        yield f"terms.lessons: {terms.lessons} are fewer than those taken and left; write how many were paid for"
    given = 0 if terms.lessons is None or left is None else terms.lessons - left
    if refund.before_start and max(taken, given) > 0:
        yield "refund.before_start: cannot be, lessons were given; write false"
