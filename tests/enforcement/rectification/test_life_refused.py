"""What cannot be of an institution or an act is refused, and all that is wrong with it is told."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from shuangjian.enforcement.rectification.acts import Decision, Issuer, Order, Part, Standing, acts
from shuangjian.enforcement.rectification.institution import Institution, LifeError, Notice
from shuangjian.enforcement.rectification.life import apply, deadlines, earliest, possible
from tests.enforcement.rectification.lives import (
    ART,
    JUNIOR,
    PRIMARY,
    SENIOR,
    SUBJECTS,
    bearers,
    faults,
    hearing,
    moved,
    of,
    paper,
    refused,
)

RUNNING = ", ".join(s.value for s in acts()["stop"].moves)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("order", [o for o in Order if o not in (Order.STOPPED, Order.RECTIFYING)])
def test_an_order_is_only_on_what_can_be_under_it(standing: Standing, order: Order) -> None:
    orders = frozenset({order})
    if standing in bearers(order):
        assert Institution("p-1", standing, SUBJECTS, orders=orders).orders == orders
        return
    with pytest.raises(LifeError) as caught:
        Institution("p-1", standing, SUBJECTS, orders=orders)
    assert caught.value.faults == (
        (
            f"orders: '{order.value}' is for what is {', '.join(s.value for s in Standing if s in bearers(order))}; "
            f"this one is {standing.value}"
        ),
    )


def test_all_that_is_of_another_type_is_told_at_once() -> None:
    text: Any = "junior"
    moment: Any = datetime(2021, 9, 6, 8)  # noqa: DTZ001  # a moment, refused with or without a zone
    assert refused(lambda: Institution(5, text, text, orders=text, history=(text,))) == (  # type: ignore[arg-type]
        "id: 5 is not of type str; give one that is",
        "standing: 'junior' is not of type Standing; give one that is",
        "parts: is of type str; give a frozenset",
        "orders: is of type str; give a frozenset",
        "history[0]: is of type str; give Notice",
    )
    odd = Notice(text, text, moment, parts=frozenset({text}), deadline=moment, about=text)
    assert refused(lambda: apply(of(), odd, text)) == (
        "notice.issuer: 'junior' is not of type Issuer; give one that is",
        "notice.day: datetime.datetime(2021, 9, 6, 8, 0) is not of type date; give one that is",
        "notice.parts: is of type str; give Part",
        "notice.deadline: datetime.datetime(2021, 9, 6, 8, 0) is not of type date; give one that is",
        "notice.about: 'junior' is not of type Decision; give one that is",
        "calendar: is of type str; give NationalCalendar",
    )
    assert refused(lambda: apply(text, text)) == (
        "institution: is of type str; give Institution",
        "notice: is of type str; give Notice",
    )
    assert refused(
        lambda: Institution("p-1", Standing.LICENSED, SUBJECTS, history=(Notice("hearing", day=moment),))
    ) == ("history[0].day: datetime.datetime(2021, 9, 6, 8, 0) is not of type date; give one that is",)
    assert refused(lambda: possible(text)) == ("institution: is of type str; give Institution",)
    for ask in (deadlines, earliest):
        assert refused(partial(ask, text, text)) == (
            "institution: is of type str; give Institution",
            "calendar: is of type str; give NationalCalendar",
        )


def test_a_paper_without_anything_is_told_everything() -> None:
    assert faults(of(), Notice("rectification")) == (
        "issuer: none is named; 'rectification' is done by education, sector, enforcement_team, joint_team",
        "day: none is given; give the local date of 'rectification'",
        "deadline: 'rectification' must name it",
    )
    assert faults(of(Standing.BANNED), Notice("no_enrolment", Issuer.MARKET)) == (
        (
            "standing: 'no_enrolment' moves what is "
            "filed, for_profit, relicensed, registered, licensed, converted; this one is banned"
        ),
        "act: possible now are none",
        "issuer: market cannot do it; 'no_enrolment' is done by education, sector, enforcement_team",
        "day: none is given; give the local date of 'no_enrolment'",
    )
    assert faults(of(), Notice("verification"))[0] == (
        "orders: 'verification' needs an order in force: rectifying or not_enrolling or not_training"
    )


def test_a_paper_that_says_what_it_cannot_is_told() -> None:
    day = date(2021, 9, 6)
    assert faults(of(), paper("rectification", day, deadline=date(2021, 9, 5), parts=frozenset({JUNIOR}))) == (
        "parts: 'rectification' names none",
        "deadline: 2021-09-05 lies before the day of the notice, 2021-09-06",
    )
    assert faults(of(), paper("stop", day, parts=frozenset({SENIOR, ART}), deadline=day)) == (
        "deadline: 'stop' names none",
        "parts: junior.non_subject, senior.subject cannot be of 'stop'; it is about junior.subject, primary.subject",
    )
    assert faults(of(), paper("stop", day)) == ("parts: 'stop' must name it",)
    assert faults(of(), paper("hearing", day)) == ("about: 'hearing' must name it",)
    assert faults(of(), paper("announcement", day, about=Decision.FINE)) == ("about: 'announcement' names none",)


def test_an_act_is_not_done_before_its_source_or_the_act_before() -> None:
    assert faults(of(), paper("announcement", date(2021, 8, 31))) == (
        "day: no clause tells of 'announcement' before 2021-09-01 (LIC-15)",
    )
    assert faults(moved(of(), hearing(date(2021, 9, 2))), paper("announcement", date(2021, 9, 1))) == (
        "day: 2021-09-01 lies before the act before it, of 2021-09-02",
    )
    first = date(2021, 8, 1)  # of the month the source names, the first day it may be
    assert apply(of(), paper("stop", first, parts=SUBJECTS)).orders == {Order.STOPPED}
    assert faults(of(), paper("stop", date(2021, 7, 31), parts=SUBJECTS)) == (
        "day: no clause tells of 'stop' before 2021-08-01 (ENF-03, SHS-04)",
    )


def test_an_act_there_is_none_of_is_told_with_what_was_meant() -> None:
    assert faults(of(), Notice("revokation")) == ("act: 'revokation' is none; did you mean 'revocation'?",)


ANY_SUBJECT = "junior.subject, preschool.subject, primary.subject, senior.subject"
UNDER = [
    (Standing.LICENSED, {SENIOR, JUNIOR}, Order.STOPPED, {SENIOR}, (
        "stopped: senior.subject cannot be; name junior.subject",
    )),
    (Standing.LICENSED, {JUNIOR}, Order.STOPPED, {PRIMARY}, (
        "stopped: primary.subject cannot be; name junior.subject",
    )),
    (Standing.UNLICENSED, {JUNIOR}, Order.STOPPED, {JUNIOR}, (
        "stopped: junior.subject cannot be; name none",
        f"orders: 'stopped' is for what is {RUNNING}; this one is unlicensed",
    )),
    (Standing.LICENSED, {ART}, Order.STOPPED, {ART}, (
        "stopped: junior.non_subject cannot be; name none",
        "orders: 'stopped' is about junior.subject, primary.subject; it trains none of them",
    )),
    (Standing.FOR_PROFIT, {ART, SENIOR}, Order.SUSPENDED, set[Part](), (
        "orders: 'suspended' is about junior.subject, primary.subject; it trains none of them",
    )),
    (Standing.UNLICENSED, {ART}, Order.RECTIFYING, set[Part](), (
        f"orders: 'rectifying' is about {ANY_SUBJECT}; it trains none of them",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("standing", "parts", "order", "stopped", "told"), UNDER)
def test_an_order_is_only_on_parts_it_can_be_about(
    standing: Standing, parts: set[Part], order: Order, stopped: set[Part], told: tuple[str, ...]
) -> None:
    until = date(2024, 1, 9) if order is Order.RECTIFYING else None
    held = (frozenset({order}), frozenset(stopped), until)
    assert refused(lambda: Institution("p-1", standing, frozenset(parts), *held)) == told
    if order is not Order.STOPPED:
        assert Institution("p-1", standing, frozenset({*parts, JUNIOR}), *held).orders == {order}


DONE = date(2024, 1, 9)
NOT_OF_THE_PAPER = [
    Notice("announcement", Issuer.EDUCATION, DONE),
    Notice("announcement", None, DONE),
    Notice("business_licence", Issuer.EDUCATION, DONE),
    Notice("announcement", Issuer.INSTITUTION),
    Notice("announcement", Issuer.INSTITUTION, date(2021, 8, 31)),
    Notice("announcement", Issuer.INSTITUTION, DONE, about=Decision.FINE),
    Notice("rectification", Issuer.EDUCATION, DONE),
    Notice("rectification", Issuer.EDUCATION, DONE, deadline=date(2024, 1, 8)),
    Notice("stop", Issuer.EDUCATION, DONE, parts=frozenset({JUNIOR, ART})),
    Notice("conversion", Issuer.SECTOR, DONE, parts=frozenset({JUNIOR, ART})),
]


@pytest.mark.parametrize("notice", NOT_OF_THE_PAPER)
def test_what_no_paper_can_be_is_in_no_history(notice: Notice) -> None:
    """Such as an act by who cannot do it."""
    assert refused(lambda: Institution("p-1", Standing.LICENSED, SUBJECTS, history=(notice,))) == (
        "history[0]: no act that was done then; leave out what `apply` has not put there",
    )


def test_what_was_trained_before_does_not_bear_on_a_history() -> None:
    """A conversion may have changed it since, and a licence came before."""
    done = (
        paper("licence", DONE),
        paper("stop", DONE, parts=SUBJECTS),
        paper("conversion", DONE, parts=frozenset({ART})),
    )
    assert Institution("p-1", Standing.LICENSED, frozenset({SENIOR}), history=done).history == done


NOT_DONE = (0, 1, 2, 5, 6, 7, 8)


def test_an_institution_that_cannot_be_is_refused_with_all_that_is_wrong() -> None:
    with pytest.raises(LifeError) as caught:
        Institution(
            "\n",
            Standing.LICENSED,
            frozenset(),
            orders=frozenset({Order.RECTIFYING}),
            stopped=frozenset({ART}),
            history=(
                Notice("hearing"),
                Notice("nothing", day=date(2022, 1, 1)),
                hearing(date(2021, 7, 14)),
                hearing(date(2022, 1, 2)),
                hearing(date(2022, 1, 2)),
                Notice("stop"),
                hearing(date(2022, 1, 1)),
                paper("hearing", date(2022, 1, 2)),
                paper("announcement", date(2022, 1, 2), parts=SUBJECTS),
            ),
        )
    assert caught.value.faults == (
        "id: '\\n' is no id; write 1 to 200 visible characters",
        "parts: there is none; name what it trains",
        "stopped: junior.non_subject cannot be; name none",
        "stopped: goes together with the order 'stopped'; give both or neither",
        "deadline: goes together with the order 'rectifying'; give both or neither",
        *(f"history[{at}]: no act that was done then; leave out what `apply` has not put there" for at in NOT_DONE),
    )
    with pytest.raises(LifeError, match=r"'x{20}' is no id"):
        Institution("x" * 201, Standing.LICENSED, SUBJECTS)
    first = (hearing(date(2021, 7, 15)),)
    assert Institution("x" * 200, Standing.LICENSED, SUBJECTS, history=first).history == first
