"""Hearings and orders: what each serves, what ends it, and that nothing else does."""

from __future__ import annotations

from datetime import date

import pytest

from shuangjian.enforcement.rectification.acts import Decision, Order, Standing, acts
from shuangjian.enforcement.rectification.institution import Institution, Notice
from shuangjian.enforcement.rectification.life import apply, deadlines, possible
from tests.enforcement.rectification.lives import (
    ART,
    ART_ONLY,
    JUNIOR,
    SUBJECTS,
    bearers,
    faults,
    hearing,
    moved,
    of,
    paper,
    under,
)

# ------------------------------------------------------------------------------------------- hearings

SPENT = "the one done was about another act, or is spent; do it anew"


def test_a_hearing_of_one_case_does_not_serve_the_next() -> None:
    """Found corrected in 2022; for what comes in 2024 it has to be heard again."""
    told = paper("rectification", date(2022, 3, 1), deadline=date(2022, 3, 31))
    free = moved(of(), told, hearing(date(2022, 3, 2)), paper("verification", date(2022, 4, 1)))
    again = apply(free, paper("rectification", date(2024, 5, 6), deadline=date(2024, 5, 31)))
    for held in (free, again):
        assert faults(held, paper("revocation", date(2024, 6, 3)))[0] == (
            f"history: 'revocation' comes after 'hearing'; {SPENT}"
        )
        assert "revocation" not in possible(held)
    anew = apply(again, hearing(date(2024, 6, 3)))
    assert faults(anew, paper("revocation", date(2024, 6, 11))) == ("day: 'revocation' waits until 2024-06-12",)
    assert apply(anew, paper("revocation", date(2024, 6, 12))).standing is Standing.REVOKED


def test_a_hearing_does_not_age_and_what_does_not_end_its_case_does_not_end_it() -> None:
    told = moved(
        of(),
        hearing(date(2022, 3, 2)),
        paper("no_enrolment", date(2022, 3, 3)),
        paper("stop", date(2022, 3, 4), parts=SUBJECTS),
        hearing(date(2022, 3, 7), Decision.FINE),
        hearing(date(2022, 3, 7), Decision.CLOSURE),
        paper("closure", date(2022, 3, 15)),
        paper("announcement", date(2022, 3, 16)),
    )
    assert apply(told, paper("revocation", date(2030, 1, 2))).standing is Standing.REVOKED


@pytest.mark.parametrize("about", Decision)
@pytest.mark.parametrize("act", ["revocation", "closure"])
def test_a_hearing_serves_only_what_it_is_about(act: str, about: Decision) -> None:
    held = apply(of(), hearing(date(2022, 3, 2), about))
    assert (act in possible(held)) == (act == about.value)
    if act != about.value:
        assert faults(held, paper(act, date(2022, 4, 1)))[0] == f"history: '{act}' comes after 'hearing'; {SPENT}"


def test_a_hearing_serves_one_decision_once() -> None:
    done = (hearing(date(2022, 3, 2), Decision.CLOSURE), paper("closure", date(2022, 3, 15)))
    assert "closure" in possible(Institution("p-1", Standing.LICENSED, SUBJECTS, history=done[:1]))
    assert "closure" not in possible(Institution("p-1", Standing.LICENSED, SUBJECTS, history=done))


@pytest.mark.parametrize(
    ("begun", "about", "changes"),
    [
        (Standing.FILED, Decision.CLOSURE, paper("approval", date(2022, 1, 2))),
        (Standing.FOR_PROFIT, Decision.CLOSURE, paper("new_licence", date(2022, 1, 2))),
        (Standing.FOR_PROFIT, Decision.REVOCATION, paper("new_licence", date(2022, 1, 2))),
        (Standing.LICENSED, Decision.CLOSURE, paper("conversion", date(2022, 1, 2), parts=ART_ONLY)),
        (Standing.LICENSED, Decision.REVOCATION, paper("conversion", date(2022, 1, 2), parts=ART_ONLY)),
    ],
)
def test_with_another_licence_a_hearing_about_the_one_before_is_spent(
    begun: Standing, about: Decision, changes: Notice
) -> None:
    heard = apply(of(begun), hearing(date(2022, 1, 1), about))
    assert about.value in possible(heard)
    changed = apply(heard, changes)
    assert about.value not in possible(changed)
    assert about.value in possible(apply(changed, hearing(date(2022, 1, 2), about)))


WITHOUT_A_LICENCE = {Standing.UNLICENSED, Standing.FILED}


@pytest.mark.parametrize("about", Decision)
@pytest.mark.parametrize("standing", acts()["hearing"].moves)
def test_a_hearing_is_about_what_can_be_decided_of_it(standing: Standing, about: Decision) -> None:
    """Without a licence there is none to revoke, and what may not run is shut, not closed."""
    day, lacks = date(2022, 1, 1), {Decision.REVOCATION: WITHOUT_A_LICENCE, Decision.CLOSURE: {Standing.UNLICENSED}}
    if standing not in lacks.get(about, set()):
        assert apply(of(standing), hearing(day, about)).history[-1].about is about
        return
    moves = ", ".join(s.value for s in acts()[about.value].moves)
    assert faults(of(standing), hearing(day, about)) == (
        f"about: '{about.value}' moves what is {moves}; this one is {standing.value}",
    )


def test_closing_waits_for_the_days_of_a_hearing_for_all_that_may_run_and_the_unlicensed_are_shut_at_once() -> None:
    """Told on 28 September 2021: 29, 30, then 8 and 9 October (worked), 11; lawful from the 12th."""
    for standing in bearers(Order.NOT_ENROLLING):
        assert faults(of(standing), paper("closure", date(2021, 10, 12)))[0] == (
            "history: 'closure' comes after 'hearing'; that was not done"
        )
        heard = apply(of(standing), hearing(date(2021, 9, 28), Decision.CLOSURE))
        assert faults(heard, paper("closure", date(2021, 10, 11))) == ("day: 'closure' waits until 2021-10-12",)
        shut = apply(heard, paper("closure", date(2021, 10, 12)))
        assert (shut.orders, shut.running) == (under(Order.SHUT), frozenset())
    assert faults(of(Standing.UNLICENSED), paper("closure", date(2021, 10, 12)))[0].startswith("standing: 'closure'")
    assert apply(of(Standing.UNLICENSED), paper("shutdown", date(2021, 9, 1))).orders == under(Order.SHUT)
    for_fine = apply(of(Standing.UNLICENSED), hearing(date(2021, 9, 1), Decision.FINE))
    assert for_fine.history[-1].about is Decision.FINE


# ------------------------------------------------------------------------------------------- orders


def test_to_stop_enrolling_stands_by_itself_until_it_is_found_corrected() -> None:
    told = apply(of(), paper("no_enrolment", date(2022, 3, 1)))
    assert (told.orders, told.running, deadlines(told)) == (under(Order.NOT_ENROLLING), SUBJECTS, ())
    assert faults(told, paper("no_enrolment", date(2022, 3, 1)))[0].startswith("orders: 'no_enrolment' cannot be while")
    free = apply(told, paper("verification", date(2022, 4, 1)))
    assert (free.orders, free.corrected_on) == (frozenset(), date(2022, 4, 1))
    again = apply(free, paper("no_enrolment", date(2022, 5, 1)))
    assert again.corrected_on is None


def test_who_breaks_the_staff_measures_over_and_over_does_not_train_meanwhile() -> None:
    told = apply(of(), paper("no_training", date(2021, 9, 14)))
    assert (told.orders, told.running) == (under(Order.NOT_ENROLLING, Order.NOT_TRAINING), frozenset())
    free = apply(told, paper("verification", date(2022, 4, 1)))
    assert (free.orders, free.running) == (frozenset(), SUBJECTS)
    assert faults(of(), paper("no_training", date(2021, 9, 13))) == (
        "day: no clause tells of 'no_training' before 2021-09-14 (PEN-13)",
    )


def test_enrolment_is_suspended_until_it_is_non_profit() -> None:
    told = moved(
        of(Standing.FOR_PROFIT),
        paper("suspension", date(2021, 7, 24)),
        paper("no_enrolment", date(2021, 9, 1)),
        paper("new_licence", date(2021, 9, 27)),
    )
    assert told.orders == under(Order.SUSPENDED, Order.NOT_ENROLLING)
    done = apply(told, paper("registration", date(2021, 9, 29)))
    assert done.orders == under(Order.NOT_ENROLLING)  # a penalty goes on
    other = apply(told, paper("conversion", date(2021, 9, 29), parts=ART_ONLY))
    assert other.orders == under(Order.NOT_ENROLLING)
    assert faults(of(), paper("suspension", date(2021, 9, 1)))[0] == (
        "standing: 'suspension' moves what is for_profit, relicensed; this one is licensed"
    )
    assert faults(told, paper("suspension", date(2021, 9, 28)))[0].startswith("orders: 'suspension' cannot be while")


def test_a_class_stop_ends_with_a_conversion_and_not_with_a_check() -> None:
    both, junior = frozenset({JUNIOR, ART}), frozenset({JUNIOR})
    stopped = moved(of(parts=both), paper("stop", date(2021, 8, 6), parts=junior))
    now = apply(stopped, paper("conversion", date(2021, 10, 1), parts=ART_ONLY))
    assert (now.orders, now.stopped, now.running) == (frozenset(), frozenset(), ART_ONLY)
    rectified = moved(
        stopped,
        paper("rectification", date(2021, 9, 1), deadline=date(2021, 9, 9)),
        paper("verification", date(2021, 9, 9)),
    )
    assert (rectified.orders, rectified.stopped) == (under(Order.STOPPED), junior)


def test_who_loses_the_filing_is_under_no_order_but_to_stop_running() -> None:
    told = moved(
        of(Standing.FILED),
        paper("stop", date(2021, 9, 20), parts=SUBJECTS),
        paper("rectification", date(2021, 9, 20), deadline=date(2021, 9, 30)),
        paper("no_training", date(2021, 9, 20)),
        hearing(date(2021, 9, 20), Decision.CLOSURE),
        paper("announcement", date(2021, 9, 20)),
    )
    lost = apply(told, paper("filing_lost", date(2021, 10, 8)))
    assert (lost.standing, lost.orders, lost.stopped, lost.deadline) == (
        Standing.UNLICENSED, frozenset(), frozenset(), None,
    )  # fmt: skip
    shut = moved(told, paper("closure", date(2021, 9, 30)), paper("filing_lost", date(2021, 10, 8)))
    assert (shut.orders, possible(shut)) == (under(Order.SHUT), ("hearing", "ban"))
    assert apply(shut, paper("ban", date(2021, 10, 9))).orders == frozenset()


def test_all_with_a_licence_or_a_filing_can_announce_that_they_close_once() -> None:
    for standing in bearers(Order.CLOSING):
        told = apply(of(standing), paper("announcement", date(2021, 9, 18)))
        assert told.orders == under(Order.CLOSING)
        assert not {"announcement", "approval", "new_licence", "registration", "conversion"} & {*possible(told)}
        assert apply(told, paper("closing", date(2022, 3, 18))).standing is Standing.CLOSED
    assert bearers(Order.CLOSING) == bearers(Order.NOT_ENROLLING)
    assert Standing.FILED in bearers(Order.CLOSING)
    assert "announcement" not in possible(of(Standing.UNLICENSED))
