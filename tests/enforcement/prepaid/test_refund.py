"""Refunds: each branch by hand, all of them against plain code, and no sum that a missing fact could change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian import check
from shuangjian.core.faults import LawError
from shuangjian.core.verdict import Evidence, Missing, Reason, Verdict
from shuangjian.enforcement.prepaid.claims import AtFault, Terms, What
from shuangjian.enforcement.prepaid.custody import account, after
from shuangjian.enforcement.prepaid.events import Answered, Paid, Refunded, Taught
from shuangjian.enforcement.prepaid.money import Sum
from shuangjian.enforcement.prepaid.refund import Due, RefundError, Step, due
from shuangjian.model.institution import Subject
from shuangjian.model.payment import Refund

PAID_ON = date(2026, 3, 2)
MONEY = st.integers(0, 500_000).map(lambda fen: Decimal(fen) / 100)


def asked(**facts: Any) -> Refund:
    """Ten lessons for 1,500 yuan, four of them given, asked back after eighteen days, by the nation's law alone."""
    known: dict[str, Any] = {
        "paid_on": PAID_ON, "asked_on": date(2026, 3, 20), "subject": Subject.NON_SUBJECT, "before_start": False,
        "lessons_taken": 4, "lessons_left": 6, "paid_yuan": Decimal(1500), "agrees_full_refund": False,
        "after_false_advertising": False,
    }  # fmt: skip
    return Refund(**known | facts)


def terms(**facts: Any) -> Terms:
    known: dict[str, Any] = {
        "lessons": 10, "list_yuan": Decimal(200), "at_fault": AtFault.NEITHER, "may_cancel": False,
        "loan_rate": Decimal("0.03"), "deposit_rate": Decimal("0.015"), "years": Fraction(1, 2),
    }  # fmt: skip
    return Terms(**known | facts)


def steps(found: Due) -> list[tuple[What, Decimal, tuple[str, ...], Evidence]]:
    return [(s.what, s.yuan, s.clauses, s.evidence) for s in found.steps]


def whats(found: Due) -> list[What]:
    return [s.what for s in found.steps]


# ------------------------------------------------------------------------------------------- against plain code


@st.composite
def cases(draw: st.DrawFn) -> tuple[Refund, Terms]:
    """Everything known. No day in a month or year whose law began on a day that is not told."""
    paid_on = draw(st.sampled_from([date(2021, 7, 1), date(2021, 10, 12), date(2025, 4, 30), date(2025, 5, 1)]))
    asked_on = paid_on + timedelta(draw(st.integers(0, 16)))
    lessons = draw(st.integers(1, 12))
    left = draw(st.integers(0, lessons) | st.just(lessons))
    taken = draw(st.integers(0, lessons - left))
    until = draw(st.none() | st.integers(-2, 20).map(lambda n: paid_on + timedelta(n)))
    refund = Refund(
        place=draw(st.sampled_from([None, "beijing", "hunan", "panyu"])),
        paid_on=paid_on,
        asked_on=asked_on,
        subject=draw(st.sampled_from(Subject)),
        before_start=left == lessons and draw(st.booleans()),
        lessons_taken=taken,
        lessons_left=left,
        paid_yuan=draw(MONEY),
        agrees_full_refund=until is not None,
        full_refund_until=until,
        after_false_advertising=draw(st.booleans()),
    )
    rates = st.integers(0, 60_000).map(lambda n: Decimal(n) / 10**6)
    return refund, Terms(
        lessons=lessons,
        list_yuan=draw(MONEY),
        at_fault=draw(st.sampled_from(AtFault)),
        may_cancel=draw(st.booleans()),
        loan_rate=draw(rates),
        deposit_rate=draw(rates),
        years=draw(st.fractions(0, 3, max_denominator=365)),
    )


def by_hand(refund: Any, more: Any) -> tuple[Decimal | None, Decimal | None]:
    """Principal and interest, of the law as one would tell it to somebody."""
    asks = list[Decimal]()
    fen = int(refund.paid_yuan * 100)
    given_up = fen - fen // more.lessons * (more.lessons - refund.lessons_left)
    share = Decimal(given_up if refund.lessons_left else 0) / 100
    in_court = refund.paid_on >= date(2025, 5, 1)
    if in_court and (refund.asked_on - refund.paid_on).days <= 7 and refund.lessons_taken == 0:
        asks.append(refund.paid_yuan)
    if refund.paid_on >= date(2021, 10, 13) and refund.agrees_full_refund:
        asks += [refund.paid_yuan] * (refund.asked_on <= refund.full_refund_until)
    if refund.place == "beijing" and refund.before_start and refund.subject is Subject.SUBJECT:
        asks.append(refund.paid_yuan)
    if refund.place == "beijing" and not refund.before_start:
        asks.append(share)
    if refund.place == "hunan":
        asks.append(refund.paid_yuan if refund.after_false_advertising else share)
    if in_court and more.may_cancel and more.at_fault is AtFault.CONSUMER:
        asks.append(max(refund.paid_yuan - more.list_yuan * (more.lessons - refund.lessons_left), Decimal()))
    elif in_court and more.may_cancel:
        asks.append(share)
    if not asks:
        return None, None if in_court and rate_of(more) * more.years else Decimal()
    interest = Fraction(max(asks)) * rate_of(more) * more.years * 100 if in_court else Fraction()
    return max(asks), Decimal(ceil(interest)) / 100


def rate_of(more: Terms) -> Fraction:
    rates = {AtFault.INSTITUTION: more.loan_rate, AtFault.CONSUMER: more.deposit_rate}
    return Fraction(rates.get(more.at_fault or AtFault.NEITHER) or 0)


@given(case=cases())
def test_plain_code_gives_the_same(case: tuple[Refund, Terms]) -> None:
    found = due(*case)
    assert (found.principal.yuan, found.interest.yuan) == by_hand(*case)
    assert all(s.yuan is not None or s.missing for s in (found.principal, found.interest))
    if found.principal.yuan is not None:
        assert 0 <= found.principal.yuan <= (case[0].paid_yuan or 0)
        assert found.yuan == found.principal.yuan + found.interest.yuan if found.interest.yuan is not None else True


BLANKS = ("paid_on", "asked_on", "subject", "before_start", "lessons_taken", "lessons_left", "paid_yuan",
          "agrees_full_refund", "full_refund_until", "after_false_advertising")  # fmt: skip
BLANK_TERMS = tuple(a.name for a in attrs.fields(Terms))


@given(
    case=cases(),
    gone=st.sets(st.sampled_from(BLANKS), max_size=3),
    lost=st.sets(st.sampled_from(BLANK_TERMS), max_size=3),
)
def test_a_sum_that_is_told_is_the_one_whatever_is_missing(
    case: tuple[Refund, Terms], gone: set[str], lost: set[str]
) -> None:
    full = due(*case)
    found = due(attrs.evolve(case[0], **dict.fromkeys(gone)), attrs.evolve(case[1], **dict.fromkeys(lost)))
    for part, whole in ((found.principal, full.principal), (found.interest, full.interest)):
        assert part.yuan in (None, whole.yuan)
        told = {m.what for m in part.missing if m.reason is not Reason.LOCAL_NORM}
        assert told <= gone | lost | ({"full_refund_until"} if case[0].full_refund_until is None else set())
        assert part.yuan is not None or part.missing


@given(case=cases())
def test_who_gets_back_what_is_due_finds_no_rule_on_refunds_broken(case: tuple[Refund, Terms]) -> None:
    refund, more = case
    found = due(refund, more).principal.yuan
    paid = refund.paid_yuan or Decimal()
    if found is None or more.lessons is None:
        return
    each = Decimal(int(paid * 100) // more.lessons) / 100  # whole fen: what a contract can name

    def broken(refunded: Decimal) -> list[str]:
        closed = attrs.evolve(
            refund, is_settled=True, settled_on=refund.asked_on, refunded_yuan=refunded, lesson_yuan=each
        )
        findings = check([closed]).findings
        return [f.rule for f in findings if f.verdict is Verdict.VIOLATED and f.rule != "contracts.refund-days"]

    assert broken(found) == []
    in_full = {What.WITHDRAWAL, What.AGREED, What.BEFORE_START, What.FALSE_ADVERTISING}
    if found > 0 and in_full & set(whats(due(refund, more))):
        assert broken(found - Decimal("0.01"))


# ------------------------------------------------------------------------------------------- each branch


@pytest.mark.parametrize(
    ("paid_on", "asked_on", "taken", "gets"),
    [
        (date(2025, 5, 1), date(2025, 5, 8), 0, True),  # the seventh day
        (date(2025, 5, 1), date(2025, 5, 9), 0, False),  # one past it
        (date(2025, 5, 1), date(2025, 5, 1), 0, True),
        (date(2025, 5, 1), date(2025, 5, 8), 1, False),  # something was consumed
        (date(2025, 4, 30), date(2025, 5, 1), 0, False),  # paid the day before the rule began
    ],
)
def test_seven_days_after_paying(paid_on: date, asked_on: date, taken: int, gets: bool) -> None:
    found = due(asked(paid_on=paid_on, asked_on=asked_on, lessons_taken=taken), terms())
    assert steps(found) == ([(What.WITHDRAWAL, Decimal(1500), ("CTR-06",), Evidence.REPORT)] if gets else [])
    lacks = Missing(Reason.LOCAL_NORM, "contracts.proportional-refund (cn)")
    assert found.principal == (Sum(Decimal(1500)) if gets else Sum(None, (lacks,)))


@pytest.mark.parametrize(
    ("paid_on", "until", "gets"),
    [
        (date(2021, 10, 13), date(2021, 11, 1), True),  # that very day
        (date(2021, 10, 13), date(2021, 10, 31), False),
        (date(2021, 10, 12), date(2021, 11, 1), False),  # the model contract was not out
    ],
)
def test_by_the_day_the_contract_names(paid_on: date, until: date, gets: bool) -> None:
    found = due(asked(paid_on=paid_on, asked_on=date(2021, 11, 1), full_refund_until=until), terms())
    assert steps(found) == ([(What.AGREED, Decimal(1500), ("CTR-03",), Evidence.REPORT)] if gets else [])


def test_before_the_start_in_a_place_that_says_so() -> None:
    early: dict[str, Any] = {"place": "beijing", "before_start": True, "lessons_taken": 0, "lessons_left": 10}
    told = [(What.BEFORE_START, Decimal(1500), ("CTR-05",), Evidence.RESTATED)]
    assert steps(due(asked(**early, subject=Subject.SUBJECT), terms())) == told
    assert steps(due(asked(**early), terms())) == []  # only subject training
    assert steps(due(asked(**early | {"place": None}, subject=Subject.SUBJECT), terms())) == []


def test_the_norm_that_is_missing_is_that_of_the_time_before_or_after_the_start() -> None:
    for before_start, wanted in ((True, "full-refund-before-start"), (False, "proportional-refund")):
        left = 10 if before_start else 6
        found = due(asked(before_start=before_start, lessons_taken=10 - left, lessons_left=left), terms())
        assert found.principal.missing == (Missing(Reason.LOCAL_NORM, f"contracts.{wanted} (cn)"),)


def test_after_the_start_in_proportion_in_a_place_that_says_so() -> None:
    told = [(What.IN_PROPORTION, Decimal(900), ("CTR-04",), Evidence.RESTATED)]
    assert steps(due(asked(place="beijing"), terms())) == told
    assert due(asked(place="beijing"), terms()).principal == Sum(Decimal(900))
    in_hunan = [(What.IN_PROPORTION, Decimal(900), ("LV-07",), Evidence.RESTATED)]
    assert steps(due(asked(place="hunan"), terms())) == in_hunan
    third = due(asked(place="beijing", paid_yuan=Decimal(1000), lessons_left=1), terms(lessons=6)).principal
    assert third == Sum(Decimal("166.70"))  # the last has what is over: never less than the part
    nothing = due(asked(place="beijing", lessons_left=0), terms(may_cancel=True, at_fault=AtFault.CONSUMER))
    assert nothing.principal == Sum(Decimal(0))


@given(
    paid=st.lists(st.tuples(st.integers(0, 100_000), st.integers(1, 9)), min_size=1, max_size=4),
    share=st.fractions(0, 1),
)
def test_what_is_due_of_each_payment_is_what_its_account_holds(paid: list[tuple[int, int]], share: Fraction) -> None:
    """So it can be paid back; also where lessons of several payments have several prices, or none (赠课)."""
    days, events = date(2026, 3, 2), [Paid(date(2026, 3, 2), Decimal(fen) / 100, n) for fen, n in paid]
    taught = int(share * sum(n for _, n in paid))
    taken = [each for n in range(taught) for each in (Taught(days), Answered(days, n + 1, confirms=True))]
    now, told, given_ = account([*events, *taken], days), Decimal(), taught
    for event in events:
        left = event.lessons - min(given_, event.lessons)
        given_ -= event.lessons - left
        one = asked(place="beijing", paid_yuan=event.yuan, lessons_taken=event.lessons - left, lessons_left=left)
        told += due(one, terms(lessons=event.lessons)).principal.yuan or 0
    assert told == now.held
    if now.lessons_left:
        assert after(now, Refunded(days, told, now.lessons_left), None).is_closed


def test_after_false_advertising_in_a_place_that_says_so() -> None:
    found = due(asked(place="hunan", after_false_advertising=True), terms())
    assert steps(found)[0] == (What.FALSE_ADVERTISING, Decimal(1500), ("LV-07",), Evidence.RESTATED)
    assert found.principal == Sum(Decimal(1500))
    assert whats(due(asked(place="beijing", after_false_advertising=True), terms())) == [What.IN_PROPORTION]


@pytest.mark.parametrize(
    ("at_fault", "what", "principal", "interest"),
    [
        (AtFault.NEITHER, What.AT_DISCOUNT, "900", "0"),
        (AtFault.INSTITUTION, What.AT_DISCOUNT, "900", "13.5"),  # 900 × 0.03 ÷ 2
        (AtFault.CONSUMER, What.AT_LIST, "700", "5.25"),  # 1500 - 4 × 200, and × 0.015 ÷ 2
    ],
)
def test_a_cancelled_contract_is_priced_by_whose_fault_it_is(
    at_fault: AtFault, what: What, principal: str, interest: str
) -> None:
    found = due(asked(), terms(at_fault=at_fault, may_cancel=True))
    assert steps(found)[0] == (what, Decimal(principal), ("CTR-07",), Evidence.REPORT)
    assert (found.principal, found.interest) == (Sum(Decimal(principal)), Sum(Decimal(interest)))
    assert found.yuan == Decimal(principal) + Decimal(interest)
    before = due(asked(paid_on=date(2025, 4, 30)), terms(at_fault=at_fault, may_cancel=True))
    assert (before.steps, before.interest, before.yuan) == ((), Sum(Decimal(0)), None)


def test_interest_is_told_by_its_clause() -> None:
    at_loan, at_deposit = (due(asked(), terms(at_fault=who, may_cancel=True)) for who in list(AtFault)[:2])
    assert steps(at_loan)[1:] == [(What.LOAN_RATE, Decimal("13.5"), ("CTR-07",), Evidence.REPORT)]
    assert steps(at_deposit)[1:] == [(What.DEPOSIT_RATE, Decimal("5.25"), ("CTR-07",), Evidence.REPORT)]
    odd = terms(at_fault=AtFault.INSTITUTION, may_cancel=True, loan_rate=Decimal("0.031"), years=Fraction(1, 365))
    assert due(asked(), odd).interest == Sum(Decimal("0.08"))  # 0.0764…


def test_lessons_worth_more_at_list_price_than_was_paid_leave_nothing() -> None:
    dear = terms(at_fault=AtFault.CONSUMER, may_cancel=True, list_yuan=Decimal(400))
    assert due(asked(), dear).principal == Sum(Decimal(0))


def test_of_several_clauses_the_one_that_asks_for_most_decides() -> None:
    found = due(asked(place="beijing"), terms(at_fault=AtFault.CONSUMER, may_cancel=True))
    assert (whats(found)[:2], found.principal) == ([What.IN_PROPORTION, What.AT_LIST], Sum(Decimal(900)))


# ------------------------------------------------------------------------------------------- what is not known


def told(part: Sum) -> list[tuple[str, str]]:
    return [(m.reason.value, m.what) for m in part.missing]


def test_what_would_decide_is_named_and_nothing_guessed() -> None:
    found = due(asked(), terms(at_fault=None, may_cancel=True))
    assert (found.principal.yuan, told(found.principal)) == (None, [("judgement", "at_fault")])
    assert (found.interest.yuan, told(found.interest)) == (None, [("judgement", "at_fault")])
    assert found.yuan is None
    assert whats(found) == [What.AT_DISCOUNT, What.AT_LIST, What.LOAN_RATE, What.DEPOSIT_RATE]


@pytest.mark.parametrize(
    ("refund", "more", "lacks"),
    [
        ({"lessons_taken": None, "asked_on": date(2026, 3, 9)}, {}, [("fact", "lessons_taken")]),
        ({"place": "beijing", "lessons_left": None}, {}, [("fact", "lessons_left")]),
        ({"place": "beijing"}, {"lessons": None}, [("fact", "lessons")]),
        ({"place": "beijing", "paid_yuan": None}, {}, [("fact", "paid_yuan")]),
        ({"place": "hunan", "after_false_advertising": None}, {}, [("judgement", "after_false_advertising")]),
        ({"agrees_full_refund": True}, {}, [("fact", "full_refund_until")]),
        ({}, {"may_cancel": True, "at_fault": AtFault.CONSUMER, "list_yuan": None}, [("fact", "list_yuan")]),
    ],
)
def test_each_fact_that_decides_is_named(
    refund: dict[str, Any], more: dict[str, Any], lacks: list[tuple[str, str]]
) -> None:
    found = due(asked(**refund), terms(**more))
    assert (found.principal.yuan, told(found.principal)) == (None, lacks)


def test_interest_needs_rate_and_time_but_not_on_nothing() -> None:
    more = terms(may_cancel=True, at_fault=AtFault.INSTITUTION, loan_rate=None, years=None)
    assert told(due(asked(), more).interest) == [("fact", "loan_rate"), ("fact", "years")]
    assert due(asked(lessons_left=0), more).interest == Sum(Decimal(0))
    assert due(asked(), attrs.evolve(more, years=Fraction(0))).interest == Sum(Decimal(0))
    unknown = due(asked(lessons_left=None), attrs.evolve(more, loan_rate=Decimal("0.03"), years=Fraction(1)))
    assert told(unknown.interest) == told(unknown.principal) == [("fact", "lessons_left")]


def test_what_may_be_either_and_changes_nothing_is_told_beside_the_sum() -> None:
    early = {"place": "beijing", "subject": Subject.SUBJECT, "lessons_taken": 0, "lessons_left": 10}
    found = due(asked(**early, before_start=None), terms())
    assert found.principal == Sum(Decimal(1500), (Missing(Reason.FACT, "before_start"),))
    assert whats(found) == [What.BEFORE_START, What.IN_PROPORTION]
    untouched = due(asked(lessons_taken=0, lessons_left=10), terms(may_cancel=True, at_fault=None))
    assert untouched.principal == Sum(Decimal(1500), (Missing(Reason.JUDGEMENT, "at_fault"),))


def test_a_fact_that_cannot_raise_the_sum_does_not_hide_it() -> None:
    early = {"lessons_taken": 0, "asked_on": date(2026, 3, 3)}
    found = due(asked(**early, agrees_full_refund=True), terms())
    assert found.principal == Sum(Decimal(1500), (Missing(Reason.FACT, "full_refund_until"),))


def test_a_fact_that_could_raise_the_sum_does_hide_it() -> None:
    found = due(asked(place="beijing", agrees_full_refund=True), terms())
    assert found.principal == Sum(None, (Missing(Reason.FACT, "full_refund_until"),))
    assert whats(found) == [What.IN_PROPORTION]


def test_no_sum_in_doubt_is_more_than_what_was_paid_or_than_it_is_itself() -> None:
    early = {"place": "beijing", "lessons_taken": 0, "asked_on": date(2026, 3, 3), "lessons_left": None}
    assert due(asked(**early), terms()).principal == Sum(Decimal(1500), (Missing(Reason.FACT, "lessons_left"),))
    undated = due(asked(place="beijing", paid_on=None), terms(may_cancel=True))
    assert undated.principal == Sum(Decimal(900), (Missing(Reason.FACT, "paid_on"),))


def test_only_what_plays_a_part_is_named() -> None:
    found = due(asked(subject=None, after_false_advertising=None), terms(at_fault=None, may_cancel=True))
    assert told(found.principal) == [("judgement", "at_fault")]
    settled = asked(lessons_taken=0, asked_on=date(2026, 3, 3), agrees_full_refund=True)
    found = due(settled, terms(at_fault=AtFault.INSTITUTION, loan_rate=None))
    assert (told(found.principal), told(found.interest)) == ([("fact", "full_refund_until")], [("fact", "loan_rate")])


def test_interest_on_nothing_is_nothing_whatever_the_law() -> None:
    nothing = asked(place="beijing", paid_on=None, lessons_left=0)
    found = due(nothing, terms(at_fault=AtFault.INSTITUTION, may_cancel=True))
    assert (found.principal.yuan, found.interest) == (Decimal(0), Sum(Decimal(0)))
    assert type(due(asked(), terms()).interest.yuan) is Decimal


def test_lessons_that_were_taken_tell_that_it_was_not_before_the_start() -> None:
    found = due(asked(place="beijing", subject=Subject.SUBJECT, before_start=None), terms())
    assert found.principal == Sum(Decimal(900))
    given = due(asked(place="beijing", subject=Subject.SUBJECT, before_start=None, lessons_taken=None), terms())
    assert given.principal == Sum(Decimal(900))


def test_a_day_in_the_month_a_law_began_leaves_it_open() -> None:
    found = due(asked(place="beijing", paid_on=date(2021, 5, 1), asked_on=date(2021, 5, 20)), terms())
    assert (found.principal.yuan, told(found.principal)) == (None, [("unsettled", "CTR-04 2021-05-01/2021-05-31")])
    after = due(asked(place="beijing", paid_on=date(2021, 5, 1), asked_on=date(2021, 6, 1)), terms())
    assert after.principal == Sum(Decimal(900))


def test_nothing_known_is_nothing_told() -> None:
    found = due(Refund(), Terms())
    assert (found.principal.yuan, found.interest.yuan, found.steps) == (None, None, ())
    assert {"paid_on", "asked_on", "lessons_taken", "paid_yuan"} <= {what for _, what in told(found.principal)}


# ------------------------------------------------------------------------------------------- what is wrong


def faults(make: Callable[[], Due]) -> tuple[str, ...]:
    with pytest.raises(RefundError) as caught:
        make()
    return caught.value.faults


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong: Any = Terms(lessons=0, may_cancel=1, years=0.5, loan_rate=Decimal(-1), deposit_rate=Decimal("1.5"))  # type: ignore[arg-type]
    none: Any = None
    assert faults(lambda: due(none, wrong)) == (
        "refund: is of type NoneType; give Refund",
        "terms.lessons: 0 is impossible; it runs from 1 to 100000; give one that is",
        "terms.may_cancel: 1 is not of type bool; give one that is",
        "terms.loan_rate: -1 is impossible; it runs from 0 to 1; give one that is",
        "terms.deposit_rate: 1.5 is impossible; it runs from 0 to 1; give one that is",
        "terms.years: 0.5 is not of type Fraction; give one that is",
    )
    early = asked(before_start=True, paid_yuan=Decimal("1.005"), asked_on=date(2026, 3, 1))
    more = faults(lambda: due(early, terms(lessons=9, list_yuan=Decimal("0.001"))))
    assert more == (
        "refund.paid_yuan: 1.005 has parts of a fen; write whole fen",
        "terms.list_yuan: 0.001 has parts of a fen; write whole fen",
        "refund.asked_on: 2026-03-01 lies before paid_on, 2026-03-02; change them round",
        "terms.lessons: 9 are fewer than those taken and left; write how many were paid for",
        "refund.before_start: cannot be, lessons were given; write false",
    )


def test_rates_and_years_at_their_ends_may_be() -> None:
    """Guards against slips of the pen (three for three per cent, days for years), and no law."""
    dear = terms(may_cancel=True, at_fault=AtFault.INSTITUTION, loan_rate=Decimal(1), years=Fraction(100))
    assert due(asked(), dear).interest == Sum(Decimal(90_000))
    longer = faults(lambda: due(asked(), attrs.evolve(dear, years=Fraction(36_501, 365))))
    assert longer == ("terms.years: 36501/365 is impossible; it runs from 0 to 100; give one that is",)


def test_a_lesson_may_cost_less_by_the_list_than_was_paid() -> None:
    """To charge more than the list is a breach (FEE-07), and what CTR-07 then asks is more than the part."""
    below = terms(may_cancel=True, at_fault=AtFault.CONSUMER, list_yuan=Decimal(100))
    assert due(asked(), below).principal == Sum(Decimal(1100))


def test_a_lesson_that_was_given_may_have_been_missed() -> None:
    missed = due(asked(place="beijing", lessons_taken=1, lessons_left=6), terms())
    assert missed.principal == Sum(Decimal(900))
    over = faults(lambda: due(asked(lessons_taken=5, lessons_left=6), terms()))
    assert over == ("terms.lessons: 10 are fewer than those taken and left; write how many were paid for",)


def test_before_the_start_no_lesson_was_given() -> None:
    wrong = "refund.before_start: cannot be, lessons were given; write false"
    assert faults(lambda: due(asked(before_start=True, lessons_taken=None), terms())) == (wrong,)
    assert faults(lambda: due(asked(before_start=True, lessons_taken=1), terms(lessons=None))) == (wrong,)
    assert due(asked(before_start=True, lessons_taken=0, lessons_left=10), terms()).interest == Sum(Decimal(0))
    assert due(asked(before_start=True, lessons_taken=0, lessons_left=None), terms()).interest == Sum(Decimal(0))
    assert due(asked(asked_on=PAID_ON, lessons_taken=0), terms()).principal == Sum(Decimal(1500))


def test_a_place_that_is_not_known_is_refused() -> None:
    with pytest.raises(LawError, match="is no known place"):
        due(asked(place="beijng"), terms())


def test_a_step_is_what_it_says() -> None:
    assert due(asked(place="beijing"), terms()).steps == (
        Step(What.IN_PROPORTION, Decimal(900), ("CTR-04",), Evidence.RESTATED),
    )
