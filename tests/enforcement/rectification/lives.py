"""Institutions and papers for the tests of how they move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shuangjian.enforcement.rectification.acts import Decision, Order, Part, Standing, acts
from shuangjian.enforcement.rectification.institution import Institution, LifeError, Notice
from shuangjian.enforcement.rectification.life import apply
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject

PRIMARY, JUNIOR, SENIOR = (Part(s, Subject.SUBJECT) for s in (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR))
ART = Part(Stage.JUNIOR, Subject.NON_SUBJECT)
SUBJECTS, ART_ONLY = frozenset({PRIMARY, JUNIOR}), frozenset({ART})


def of(standing: Standing = Standing.LICENSED, parts: frozenset[Part] = SUBJECTS) -> Institution:
    return Institution("p-1", standing, parts)


def bearers(order: Order) -> frozenset[Standing]:
    """What some act can bring an order to."""
    return frozenset(s for act in acts().values() if order in act.imposes for s in act.moves)


def under(*orders: Order) -> frozenset[Order]:
    return frozenset(orders)


def paper(act: str, day: date, **others: Any) -> Notice:
    return Notice(act, acts()[act].issuers[0], day, **others)


def hearing(day: date, about: Decision = Decision.REVOCATION) -> Notice:
    return paper("hearing", day, about=about)


def moved(institution: Institution, *papers: Notice) -> Institution:
    for one in papers:
        institution = apply(institution, one)
    return institution


def refused(call: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(LifeError) as caught:
        call()
    return caught.value.faults


def faults(institution: Institution, notice: Notice) -> tuple[str, ...]:
    return refused(lambda: apply(institution, notice))
