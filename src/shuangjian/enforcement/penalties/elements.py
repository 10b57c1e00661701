"""The elements of a provision: a small closed list of tests on an act, in Kleene's logic.

Which element asks what is told in elements.toml. An unknown stays unknown unless the rest already decides: leaving a
fact out may open an element, it never turns it. `provisions.assess` is the door to all of this: what it is given was
looked at there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from ...core.toml import Table
from ...core.verdict import Missing, Reason
from ...core.words import all_of, any_of, at_least, choose, months_later, not_
from ..again import weighs_until
from .act import JUDGED, Act, Form, illegal_gains
from .assessment import Element, Status
from .deeds import Deed

_MONTHS: Final = 12


def element(name: str, act: Act) -> Element:
    """Hold one of the elements that are listed against an act."""
    facts, answer = _facts_of(name), _ask(name, act)
    if answer is None:
        return Element(name, Status.UNKNOWN, facts, _missing(name, act, facts))
    return Element(name, Status.MET if answer else Status.NOT_MET, facts)


def together(elements: Iterable[Element]) -> Status:
    """The status of all: one that is not met decides, then one that is unknown."""
    found = {e.status for e in elements}
    return next((s for s in (Status.NOT_MET, Status.UNKNOWN) if s in found), Status.MET)


def in_time(act: Act, start: date, *, is_first_text: bool) -> Element:
    """Whether the act lies in the time of a text, as an element.

    Unknown is an act that goes on across the first day: nothing that was read says which text judges it. So is one
    before that day where an earlier text was in force, which was not read.

    Args:
        act: The act.
        start: The first day of the text.
        is_first_text: Whether no earlier text stood in its place.

    """
    name, facts = "in_time", ("began_on", "ended_on")
    if act.began_on is not None and act.began_on >= start:
        return Element(name, Status.MET, facts)
    if act.ended_on is None or act.ended_on >= start:
        return Element(name, Status.UNKNOWN, facts, _missing(name, act, facts))
    if is_first_text:
        return Element(name, Status.NOT_MET, facts)
    return Element(name, Status.UNKNOWN, facts, (Missing(Reason.UNSETTLED, name),))


@cache
def _tests() -> Mapping[str, Table]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _facts_of(name: str) -> tuple[str, ...]:
    """The fields of an act that an element hangs on."""
    row = _tests()[name]
    inner = (fact for other in row.get("of", ()) for fact in _facts_of(other))
    return tuple(dict.fromkeys((*row.get("facts", ()), *inner)))


def _missing(name: str, act: Act, facts: Iterable[str]) -> tuple[Missing, ...]:
    fields = attrs.fields_dict(Act)
    absent = [f for f in facts if getattr(act, f) is None]
    if not absent:
        is_recalled = _tests().get(name, {}).get("test") == "recalled"
        return (Missing(Reason.UNVERIFIED if is_recalled else Reason.UNSETTLED, name),)
    return tuple(Missing(Reason.JUDGEMENT if fields[f].metadata.get(JUDGED) else Reason.FACT, f) for f in absent)


def _ask(name: str, act: Act) -> bool | None:
    row = _tests()[name]
    if row["test"] == "not_all":
        return not_(all_of(*(_ask(other, act) for other in row["of"])))
    return _TESTS[row["test"]](act, row)


# ------------------------------------------------------------------------------------------- the tests


def _fact(act: Act, row: Table) -> Any:  # noqa: ANN401  # of whatever type the field is
    """The one fact a simple test is about."""
    (name,) = row["facts"]
    return getattr(act, name)


def _did(act: Act, row: Table) -> bool:
    """One of these was done."""
    return not act.deeds.isdisjoint(Deed(deed) for deed in row["deeds"])


def _is(act: Act, row: Table) -> bool | None:
    """It is so."""
    answer: bool | None = _fact(act, row)
    return answer


def _is_not(act: Act, row: Table) -> bool | None:
    """It is not so."""
    return not_(_fact(act, row))


def _at_least(act: Act, row: Table) -> bool | None:
    """There are so many."""
    return at_least(_fact(act, row), row["number"])


def _one_of(act: Act, row: Table) -> bool | None:
    """It is one of these members."""
    member = _fact(act, row)
    return None if member is None else member.value in row["values"]


def _gains(act: Act, _: Table) -> bool | None:
    """There are illegal gains; where all of them was given back, no source says whether there were any (PEN-07)."""
    gains = illegal_gains(act)
    if gains is None:
        return None
    return (gains.least > 0 or None) if act.received_yuan else False


def _gains_from(act: Act, row: Table) -> bool | None:
    """The illegal gains come to this or more."""
    gains = illegal_gains(act)
    return None if gains is None else _if_same(gains.least >= row["yuan"], gains.most >= row["yuan"])


def _if_same(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001  # two answers, neither a switch
    """What both answer; unknown where they differ."""
    return one if one is other else None


def _disguised(act: Act, _: Table) -> bool | None:
    """It has no approval, whichever its form; or it is given under another name (P18).

    With a licence, lessons over online tools or at other places are disguised where they go beyond it. Of what goes
    beyond it in no named form, such as at an address nobody approved, the article is not told clearly enough.
    """
    is_renamed = None if act.form is None else act.form is Form.OTHER_NAME
    is_elsewhere = True if act.form in (Form.ONLINE_TOOLS, Form.OTHER_PLACE) else None
    return any_of(not_(act.has_licence), is_renamed, all_of(Deed.BEYOND_LICENCE in act.deeds, is_elsewhere))


def _paid(act: Act, _: Table) -> bool | None:
    """It is done for pay; whether the last form asks that too, the article is not told clearly enough (P18)."""
    return None if act.form in (None, Form.NONE_OF_THESE) and not act.is_paid else act.is_paid


def _again(act: Act, _: Table) -> bool | None:
    """It began after an earlier act of the same actor was dealt with, and while that weighs more.

    The day that counts is the one it began: on it the actor does it again. The last day of the years is still within
    them. What goes on over the day of the decision, or begins on it, is unknown: the source does not say.
    """
    if act.penalised_on is None:
        return None
    return any_of(*(_follows(act, day) for day in act.penalised_on))


def _follows(act: Act, decided: date) -> bool | None:
    if act.ended_on is not None and act.ended_on < decided:
        return False
    if act.began_on is None or act.began_on <= decided:
        return None
    return act.began_on <= weighs_until(decided)


def _never_before(act: Act, _: Table) -> bool | None:
    """The actor was never dealt with before."""
    return None if act.penalised_on is None else not act.penalised_on


def _unfound(act: Act, row: Table) -> bool | None:
    """It was not found within so many years, more where life, health or finance is harmed."""
    usual, longer = (_found_after(act, row[key]) for key in ("years", "years_of_harm"))
    decides = choose(act.harms_life_or_finance, longer, usual)
    return decides if act.harms_life_or_finance is not None else _if_same(usual, longer)


def _found_after(act: Act, years: int) -> bool | None:
    """Whether it was found only when so many years had gone by, from whichever of its days they are counted."""
    if act.found_on is None:
        return None
    if act.ended_on is not None and act.found_on > months_later(act.ended_on, _MONTHS * years):
        return True
    is_soon = act.began_on is not None and act.found_on <= months_later(act.began_on, _MONTHS * years)
    return False if is_soon else None


def _recalled(_act: Act, _: Table) -> None:
    """Nobody has read it, so nothing decides it."""


_TESTS: Final[Mapping[str, Callable[[Act, Table], bool | None]]] = {
    "did": _did,
    "is": _is,
    "is_not": _is_not,
    "at_least": _at_least,
    "one_of": _one_of,
    "gains": _gains,
    "gains_from": _gains_from,
    "disguised": _disguised,
    "paid": _paid,
    "again": _again,
    "never_before": _never_before,
    "unfound": _unfound,
    "recalled": _recalled,
}
"""Every test there is, beside `not_all`: not all of some other elements are there."""
