"""Whatever is given in place of an argument, or of a field of one: the error of the part is raised, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from shuangjian.calendar import NATION
from shuangjian.core.faults import ManyFaults
from shuangjian.enforcement.rectification.acts import Decision, Issuer, Order, Standing
from shuangjian.enforcement.rectification.campaigns import CampaignError, stages_on
from shuangjian.enforcement.rectification.due import DueError, Unit, due
from shuangjian.enforcement.rectification.events import (
    Closed,
    Entry,
    Extended,
    LedgerError,
    Refused,
    Reopened,
    Reported,
    Status,
    Verified,
)
from shuangjian.enforcement.rectification.inspections import Inspection, InspectionError, Kind, tally
from shuangjian.enforcement.rectification.institution import Institution, LifeError, Notice
from shuangjian.enforcement.rectification.ledger import append, state, verify
from shuangjian.enforcement.rectification.life import apply, deadlines, earliest, possible
from shuangjian.enforcement.rectification.relay import RelayError, Step, relayed
from tests.enforcement.rectification.books import START, on, opened, written
from tests.enforcement.rectification.lives import SUBJECTS, of

MOMENT: Any = datetime(2021, 8, 5, 21, 40)  # noqa: DTZ001  # local time, as offices tell it
JUNK: list[Any] = [
    None, True, 0, -1, 1.5, Decimal(1), 10**5000, "", "xyz", "\ud800", b"x", [], ["x"], (), ("x",), (None,), {},
    {"x": 1}, {1}, frozenset(), frozenset({"x"}), frozenset({1}), object, object(), MOMENT, MOMENT.replace(tzinfo=UTC),
    date(2021, 9, 1), date.max, Standing.LICENSED, Notice("stop"), of(), Status.OPEN, NATION,
]  # fmt: skip
LEDGER = written([opened("a"), Reported(on(1), "a")])
TOLD = Notice("hearing", Issuer.EDUCATION, date(2022, 1, 4), about=Decision.FINE)
CALLS: list[tuple[type[ManyFaults], Callable[..., object], tuple[Any, ...]]] = [
    (LifeError, apply, (of(), TOLD, NATION)),
    (LifeError, apply, (of(), Notice("stop", Issuer.EDUCATION, START, parts=SUBJECTS), NATION)),
    (LifeError, apply, (of(), Notice("rectification", Issuer.EDUCATION, START, deadline=START), NATION)),
    (LifeError, possible, (of(),)),
    (LifeError, deadlines, (of(), NATION)),
    (LifeError, earliest, (of(), NATION)),
    (LifeError, Institution, ("p-1", Standing.LICENSED, SUBJECTS, frozenset[Order](), SUBJECTS, START, (TOLD,))),
    (DueError, due, (START, 5, Unit.WORKING_DAY, NATION)),
    (LedgerError, append, (LEDGER, Verified(on(2), "a"))),
    *((LedgerError, append, (LEDGER, event)) for event in (Refused(on(2), "a"), Extended(on(2), "a", on(30)))),
    *((LedgerError, append, (LEDGER, event)) for event in (Reopened(on(2), "a", on(3)), Closed(on(2)))),
    (LedgerError, append, ((), opened("a"))),
    (LedgerError, Entry, (Closed(START), "", "")),
    (LedgerError, state, (LEDGER, START)),
    (LedgerError, state(LEDGER, START).having, (Status.OPEN,)),
    (LedgerError, verify, (LEDGER, "x")),
    (CampaignError, stages_on, ("lianshan", date(2021, 9, 1), {"governance": date(2021, 9, 1)})),
    (RelayError, relayed, ((Step("city", "a", MOMENT),),)),
    (InspectionError, tally, ((Inspection("a", Kind.SPOT, frozenset("x")),),)),
]


def spoiled(value: Any) -> Iterator[Any]:
    """Everything in its place, and in that of each field or member of it."""
    yield from JUNK
    if isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from ((*value[:at], bad, *value[at + 1 :]) for bad in spoiled(one))
    elif attrs.has(type(value)) and value is not NATION:
        for field in attrs.fields(type(value)):
            yield from (_with(value, field.name, bad) for bad in spoiled(getattr(value, field.name)))


def _with(value: Any, name: str, bad: object) -> Any:
    try:
        return attrs.evolve(value, **{name: bad})
    except (LifeError, LedgerError):  # checks itself
        return value


@pytest.mark.parametrize(("error", "call", "given"), CALLS, ids=map(str, range(len(CALLS))))
def test_nothing_that_is_given_gives_another_error(
    error: type[ManyFaults], call: Callable[..., object], given: tuple[Any, ...]
) -> None:
    refused = 0
    for at, value in enumerate(given):
        for bad in spoiled(value):
            try:
                call(*given[:at], bad, *given[at + 1 :])
            except error:
                refused += 1
    assert refused >= len(given) * 20
