"""Prepayment: the hand-worked cases come out as written, and months are those of the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.model.accounts import CustodyRelease, FeeBooks
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.payment import Basis, Payment
from shuangjian.model.together import PaymentsAtOnce
from shuangjian.rules.training import prepayment
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("prepayment.cases.toml"), prepayment.months.family.rules.values())
DAYS = st.dates(date(2018, 8, 22), date(2029, 12, 31))
DAY = timedelta(1)


def months_on(day: date, months: int) -> date:
    """The same day of a later or earlier month, or the last one that month has; counted by hand."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(paid=st.dates(date(2020, 4, 16), date(2029, 12, 31)), first=DAYS)
def test_three_calendar_months_pass_by_either_count_and_a_day_more_does_not(paid: date, first: date) -> None:
    latest = max(months_on(first, 3) - DAY, months_on(first - DAY, 3))  # from its first day, or from the one before
    for last, kept in ((latest, Verdict.SATISFIED), (latest + DAY, Verdict.VIOLATED)):
        assert prepayment.months(Payment(paid_on=paid, first_day=first, last_day=last)).verdict is kept
        at_once = PaymentsAtOnce(paid_on=paid, payments=2, first_day=first, last_day=last)
        assert prepayment.split_months(at_once).verdict is kept


@given(first=DAYS, days=st.integers(0, 400), later=st.integers(0, 400))
def test_a_shorter_period_is_never_worse(first: date, days: int, later: int) -> None:
    long = Payment(paid_on=date(2023, 1, 1), first_day=first, last_day=first + DAY * days)
    begun_later = Payment(paid_on=date(2023, 1, 1), first_day=first + DAY * later, last_day=first + DAY * days)
    if prepayment.months(long).verdict is Verdict.SATISFIED:
        assert prepayment.months(begun_later).verdict is Verdict.SATISFIED


@given(
    paid=DAYS, amount=st.decimals(0, 99_999, places=2), stage=st.sampled_from(Stage), mode=st.sampled_from(Mode),
    place=st.sampled_from([None, "beijing", "wuxi", "chengdu"]),
)  # fmt: skip
def test_subject_training_has_no_ceiling_in_yuan(
    paid: date, amount: Decimal, stage: Stage, mode: Mode, place: str | None
) -> None:
    payment = Payment(place=place, paid_on=paid, subject=Subject.SUBJECT, stage=stage, mode=mode, yuan=amount)
    assert prepayment.yuan(payment).verdict is Verdict.NOT_APPLICABLE


@given(
    paid=st.dates(date(2021, 10, 29), date(2029, 12, 31)), lessons=st.integers(0, 300), basis=st.sampled_from(Basis),
    subject=st.sampled_from(Subject), mode=st.sampled_from(Mode),
)  # fmt: skip
def test_since_the_notice_sixty_lessons_hold_for_everyone(
    paid: date, lessons: int, basis: Basis, subject: Subject, mode: Mode
) -> None:
    payment = Payment(paid_on=paid, lessons=lessons, basis=basis, subject=subject, mode=mode)
    assert prepayment.lessons(payment).verdict is (Verdict.SATISFIED if lessons <= 60 else Verdict.VIOLATED)


@given(paid=DAYS, ahead=st.integers(0, 120), sooner=st.integers(0, 120))
def test_paying_later_is_never_too_early(paid: date, ahead: int, sooner: int) -> None:
    first = paid + DAY * ahead
    early = Payment(place="beijing", paid_on=paid, basis=Basis.PERIOD, first_day=first)
    late = Payment(place="beijing", paid_on=paid + DAY * sooner, basis=Basis.PERIOD, first_day=first)
    if prepayment.too_early(early).verdict is Verdict.SATISFIED:
        assert prepayment.too_early(late).verdict is not Verdict.VIOLATED


@given(paid=st.dates(date(2021, 5, 31), date(2029, 12, 31)), ahead=st.integers(25, 35))
def test_a_month_is_counted_back_from_the_course(paid: date, ahead: int) -> None:
    first = paid + DAY * ahead
    found = prepayment.too_early(Payment(place="beijing", paid_on=paid, basis=Basis.PERIOD, first_day=first)).verdict
    assert found is (Verdict.SATISFIED if paid >= months_on(first, -1) else Verdict.VIOLATED)
    if first <= months_on(paid, 1):  # counted from the payment it is no month either
        assert found is Verdict.SATISFIED


@given(
    day=st.dates(date(2022, 12, 31), date(2029, 12, 31)), price=st.decimals(0, 500, places=2),
    lessons=st.integers(1, 60), taught=st.integers(0, 60), place=st.sampled_from(["beijing", "chengdu"]),
)  # fmt: skip
def test_custody_may_release_the_lessons_given_and_not_one_more(
    day: date, price: Decimal, lessons: int, taught: int, place: str
) -> None:
    def released(count: int) -> Verdict:
        release = CustodyRelease(
            place=place,
            date=day,
            paid_yuan=price * lessons,
            lessons=lessons,
            lessons_given=min(taught, lessons),
            released_yuan=price * count,
        )
        return prepayment.released_in_step(release).verdict

    assert released(min(taught, lessons)) is Verdict.SATISFIED
    assert released(min(taught, lessons) + 1) is (Verdict.VIOLATED if price else Verdict.SATISFIED)


@given(taken=st.decimals(0, 100_000, places=2), taught=st.decimals(0, 100_000, places=2))
def test_what_is_booked_once_is_booked_right(taken: Decimal, taught: Decimal) -> None:
    given_, rest = min(taken, taught), taken - min(taken, taught)
    books = FeeBooks(
        date=date(2024, 12, 31), taught_yuan=given_, income_yuan=given_, untaught_yuan=rest, liability_yuan=rest
    )
    assert prepayment.income_when_taught(books).verdict is Verdict.SATISFIED
    assert prepayment.liability_until_taught(books).verdict is Verdict.SATISFIED


PARTS = (
    (prepayment.months, prepayment.split_months),
    (prepayment.lessons, prepayment.split_lessons),
    (prepayment.yuan, prepayment.split_yuan),
)


@pytest.mark.parametrize(("one", "parts"), PARTS, ids=lambda r: r.id)
def test_the_ceilings_of_payments_made_at_once_are_those_of_one(
    one: Rule[Payment], parts: Rule[PaymentsAtOnce]
) -> None:
    of_one = {(r.place, frozenset(r.where.items()), r.value, r.start, r.clauses) for r in one.norms[0].rows}
    of_parts = {(r.place, frozenset(r.where.items()), r.value, r.start, r.clauses) for r in parts.norms[0].rows}
    told_apart = {c for *_, c in of_one ^ of_parts}
    assert told_apart == ({("PRE-01",), ("PRE-17",)} if one is prepayment.months else set())
