"""What has no licence: told to correct, shut and banned; and what is told from the campaign of 2018 on."""

from __future__ import annotations

from datetime import date

from shuangjian.enforcement.rectification.acts import EVERY_PART, Order, Standing
from shuangjian.enforcement.rectification.institution import Notice
from shuangjian.enforcement.rectification.life import apply, deadlines, possible
from shuangjian.model.institution import Subject
from tests.enforcement.rectification.lives import JUNIOR, faults, of, paper, under


def correction(day: date, until: date) -> Notice:
    return paper("correction", day, deadline=until)


def test_a_childcare_centre_that_trains_is_told_to_correct_and_does() -> None:
    """ENF-20: ordered on 2025-12-31, closed on 2026-01-12; the time limit is not told, so any day would do."""
    parts = frozenset({JUNIOR})
    centre = of(Standing.UNLICENSED, parts)
    told = apply(centre, correction(date(2025, 12, 31), date(2026, 1, 9)))
    assert (told.standing, told.orders, told.running) == (Standing.UNLICENSED, under(Order.RECTIFYING), parts)
    assert [(d.act, d.due.day) for d in deadlines(told)] == [("verification", date(2026, 1, 9))]
    assert possible(told) == ("correction", "verification", "hearing", "shutdown", "ban")
    free = apply(told, paper("verification", date(2026, 1, 12)))
    assert (free.orders, free.deadline, free.corrected_on) == (frozenset(), None, date(2026, 1, 12))
    assert "correction" in possible(free)


def test_an_order_to_correct_does_not_outlive_a_shutting_or_a_ban() -> None:
    told = apply(of(Standing.UNLICENSED), correction(date(2023, 10, 15), date(2023, 10, 31)))
    shut = apply(told, paper("shutdown", date(2023, 10, 20)))
    assert (shut.orders, shut.deadline, deadlines(shut)) == (under(Order.SHUT), None, ())
    assert possible(shut) == ("hearing", "ban")
    for held in (told, shut):
        banned = apply(held, paper("ban", date(2023, 10, 21)))
        assert (banned.orders, banned.deadline, deadlines(banned)) == (frozenset(), None, ())


def test_an_order_to_correct_is_for_subject_training_without_a_licence_from_order_53_on() -> None:
    day = date(2023, 10, 14)
    assert faults(of(Standing.UNLICENSED), correction(day, day)) == (
        "day: no clause tells of 'correction' before 2023-10-15 (P18, ENF-20)",
    )
    for part in EVERY_PART:
        is_subject = part.subject is Subject.SUBJECT
        assert ("correction" in possible(of(Standing.UNLICENSED, frozenset({part})))) == is_subject
    assert faults(of(), correction(date(2024, 1, 2), date(2024, 1, 9)))[0] == (
        "standing: 'correction' moves what is unlicensed; this one is licensed"
    )
    told = apply(of(Standing.UNLICENSED), correction(date(2024, 1, 2), date(2024, 1, 9)))
    assert apply(told, correction(date(2024, 1, 3), date(2024, 3, 9))).deadline == date(2024, 3, 9)


def test_rectification_and_shutting_are_told_from_the_campaign_of_2018_on() -> None:
    first, before = date(2018, 1, 1), date(2017, 12, 31)
    told = apply(of(), paper("rectification", first, deadline=first))
    assert apply(told, paper("verification", first)).corrected_on == first
    assert apply(of(Standing.UNLICENSED), paper("shutdown", first)).orders == under(Order.SHUT)
    assert faults(of(), paper("rectification", before, deadline=first))[0].startswith("day: no clause tells of")
    assert faults(of(Standing.UNLICENSED), paper("shutdown", before))[0].startswith("day: no clause tells of")
