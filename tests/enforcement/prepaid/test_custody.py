"""Custody accounts: no fen is lost or invented, lessons are released when they may be, what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from benchmarks import custody as plainly
from shuangjian import check
from shuangjian.core.verdict import Missing, Reason, Verdict
from shuangjian.enforcement.prepaid.collected import payments
from shuangjian.enforcement.prepaid.custody import (
    CustodyError,
    account,
    after,
    settled,
    unanswered_days,
)
from shuangjian.enforcement.prepaid.events import Answered, Event, FeeChanged, Paid, Refunded, Taught
from shuangjian.enforcement.prepaid.lots import Lot, fee_of, next_of, spread, without
from shuangjian.enforcement.prepaid.state import Account, Waiting
from shuangjian.model.accounts import CustodyRelease
from shuangjian.model.derived import payments_at_once
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.payment import Basis, Payment

MARCH = date(2026, 3, 1)
SUMS = st.integers(0, 100_000).map(lambda fen: Decimal(fen) / 100)


def on(day: int) -> date:
    """A day of March 2026, or so many days after its beginning."""
    return MARCH + timedelta(day - 1)


def yuan(amount: str | int) -> Decimal:
    return Decimal(amount)


def faults(events: Sequence[Event], day: date = date(2026, 12, 31), days: int | None = None) -> tuple[str, ...]:
    with pytest.raises(CustodyError) as caught:
        account(events, day, days)
    return caught.value.faults


# ------------------------------------------------------------------------------------------- money is conserved


def test_two_thousand_sequences_are_what_a_plain_model_says() -> None:
    found = plainly.run(2000)
    kinds = [kind.__name__ for kind in (Answered, FeeChanged, Paid, Refunded, Taught)]
    assert all(found[kind, could] for kind in kinds for could in (True, False))


def test_the_plain_model_would_notice() -> None:
    plain, now = plainly.Plain(None), after(Account(), Paid(MARCH, yuan(10), 3), None)
    plain.take(Paid(MARCH, yuan(10), 3))
    plainly.agree(plain, now, "")
    for wrong in (
        attrs.evolve(now, released=yuan("0.01")),
        attrs.evolve(now, paid=yuan("9.99")),
        attrs.evolve(now, lots=(Lot(3, yuan(3), yuan(3)),)),
        attrs.evolve(now, lots=(Lot(2, yuan(5), yuan(5)),)),
        attrs.evolve(now, taught=1),
    ):
        with pytest.raises(AssertionError):
            plainly.agree(plain, wrong, "")


def test_the_run_writes_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plainly.main(["--sequences", "30", "--seed", "7", "--page", str(tmp_path / "run.md")])
    text = (tmp_path / "run.md").read_text("utf-8")
    assert text == capsys.readouterr().out.removesuffix("\n")
    found = plainly.run(30, 7)
    taken, refused = (sum(n for (_, could), n in found.items() if could is asked) for asked in (True, False))
    assert f"| all | {taken:,} | {refused:,} |" in text


class Kept(RuleBasedStateMachine):
    """Any events in any order; those that cannot be are tried too."""

    @initialize(days=st.none() | st.integers(0, 20))
    def begin(self, days: int | None) -> None:
        self.days, self.day, self.events = days, MARCH, list[Event]()
        self.now = Account()

    def tried(self, event: Event) -> None:
        before, was = self.now, attrs.asdict(self.now)
        try:
            self.now = after(before, event, self.days)
        except CustodyError:
            pass
        else:
            self.events.append(event)
            assert self.now.paid >= before.paid
            assert self.now.released >= before.released
            assert self.now.refunded >= before.refunded
        assert attrs.asdict(before) == was

    @rule(days=st.integers(0, 9))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days)

    @rule(sum_=SUMS, lessons=st.integers(0, 9))
    def pay(self, sum_: Decimal, lessons: int) -> None:
        self.tried(Paid(self.day, sum_, lessons))

    @rule()
    def teach(self) -> None:
        self.tried(Taught(self.day))

    @rule(lesson=st.integers(1, 9), confirms=st.booleans())
    def answer(self, lesson: int, confirms: bool) -> None:
        self.tried(Answered(self.day, lesson, confirms))

    @rule(sum_=SUMS, lessons=st.integers(0, 9), kept=SUMS, each=st.none() | SUMS)
    def give_back_anything(self, sum_: Decimal, lessons: int, kept: Decimal, each: Decimal | None) -> None:
        self.tried(Refunded(self.day, sum_, lessons, kept, each))

    @precondition(lambda self: self.now.lots)
    @rule(some=st.data())
    def give_back_the_fee(self, some: st.DataObject) -> None:
        lessons = some.draw(st.integers(1, self.now.lessons_left))
        _, fee = without(self.now.lots, lessons)
        kept = some.draw(st.integers(0, int(fee * 100))) / Decimal(100)
        self.tried(Refunded(self.day, fee - kept, lessons, kept, some.draw(st.none() | SUMS)))

    @rule(sum_=SUMS, sign=st.sampled_from([1, -1]))
    def change(self, sum_: Decimal, sign: int) -> None:
        self.tried(FeeChanged(self.day, sum_ * sign))

    @rule(back=st.integers(1, 9))
    def go_back(self, back: int) -> None:
        if self.events:
            self.tried(Paid(self.events[-1].day - timedelta(back), yuan(1), 1))
            assert self.now.day == self.events[-1].day

    @invariant()
    def nothing_is_lost(self) -> None:
        now = getattr(self, "now", Account())
        assert now.paid == now.released + now.refunded + now.held
        assert now.held == now.fees == fee_of(now.lots) + sum(one.yuan for one in now.waiting)
        assert now.settled or now.released == 0
        assert min(now.paid, now.released, now.refunded, now.held) >= 0
        assert (now.held == 0) >= now.is_closed
        assert all(lot.lessons > 0 and min(lot.each, lot.last) >= 0 for lot in now.lots)

    def teardown(self) -> None:
        """At the end of each day the account is what its events up to then make it, and only grows."""
        sums = [(yuan(0), yuan(0), yuan(0))]
        for n in range(30):
            then = account(self.events, MARCH + timedelta(n), self.days)
            sums.append((then.paid, then.released, then.refunded))
            assert then.held >= 0
            assert all(a <= b for a, b in zip(sums[-2], sums[-1], strict=True))
        last = date(2027, 1, 1)
        assert account(self.events, last, self.days) == settled(self.now, last, self.days)


TestKept = Kept.TestCase
TestKept.settings = settings(max_examples=60, stateful_step_count=30)


@given(total=SUMS, lessons=st.integers(1, 60))
def test_no_lesson_has_parts_of_a_fen_and_the_last_has_what_is_over(total: Decimal, lessons: int) -> None:
    lot = spread(total, lessons)
    fees = list[Decimal]()
    lots: tuple[Lot, ...] = (lot,)
    while lots:
        fee, lots = next_of(lots)
        fees.append(fee)
    assert sum(fees) == total == fee_of((lot,))
    assert len(fees) == lessons
    assert all(fee == fees[0] == (fee * 100).to_integral_value() / 100 for fee in fees[:-1])
    assert 0 <= fees[-1] - fees[0] < Decimal(lessons) / 100


@given(totals=st.lists(st.tuples(SUMS, st.integers(1, 6)), min_size=1, max_size=4), some=st.data())
def test_what_is_given_up_and_what_is_left_are_the_whole(
    totals: list[tuple[Decimal, int]], some: st.DataObject
) -> None:
    lots = tuple(spread(*one) for one in totals)

    def fees(of: tuple[Lot, ...]) -> list[Decimal]:
        return [fee for lot in of for fee in [lot.each] * (lot.lessons - 1) + [lot.last]]

    gone = some.draw(st.integers(0, len(fees(lots))))
    left, fee = without(lots, gone)
    whole = fees(lots)
    assert (fees(left), fee) == (whole[: len(whole) - gone], sum(whole[len(whole) - gone :], Decimal()))


@given(total=SUMS, lessons=st.integers(1, 9), taught=st.integers(0, 9), place=st.sampled_from(["beijing", "chengdu"]))
def test_what_is_released_is_in_step_as_the_rule_has_it(total: Decimal, lessons: int, taught: int, place: str) -> None:
    """消拨同步 (PRE-13)."""
    given_ = min(lessons, taught)
    events: list[Event] = [Paid(MARCH, total, lessons), *[Taught(MARCH)] * given_]
    now = account([*events, *(Answered(MARCH, n + 1, confirms=True) for n in range(given_))], MARCH)
    release = CustodyRelease(
        place=place,
        date=MARCH,
        paid_yuan=total,
        lessons=lessons,
        lessons_given=given_,
        released_yuan=now.released,
    )
    verdicts = [f.verdict for f in check([release]).findings if f.rule == "prepayment.released-in-step"]
    assert Verdict.VIOLATED not in verdicts
    assert now.is_closed == (given_ == lessons)
    assert now.held == 0 or not now.is_closed


# ------------------------------------------------------------------------------------------- what an event does

THREE: list[Event] = [Paid(on(2), yuan(1000), 3), Taught(on(5))]


def test_a_price_that_does_not_divide_is_settled_by_the_last_lesson() -> None:
    events: list[Event] = [
        *THREE,
        Taught(on(6)),
        Taught(on(7)),
        *(Answered(on(8), n, confirms=True) for n in (2, 1, 3)),
    ]
    sums = [account(events[:n], on(8)).released for n in range(4, 8)]
    assert sums == [yuan(0), yuan("333.33"), yuan("666.66"), yuan(1000)]
    assert account(events, on(8)) == Account(
        on(8), paid=yuan(1000), released=yuan(1000), refunded=yuan(0), taught=3, denied=0, lots=(), waiting=()
    )
    assert account(events, on(8)).is_closed
    assert not account(events[:-1], on(8)).is_closed
    assert not account(THREE[:1], on(8)).is_closed


@pytest.mark.parametrize(("day", "released"), [(on(5), "0"), (on(19), "0"), (on(20), "333.33"), (on(60), "333.33")])
def test_without_an_answer_a_lesson_is_settled_after_the_days(day: date, released: str) -> None:
    assert account(THREE, day, 15).released == yuan(released)
    assert account(THREE, day, None).released == yuan(0)
    assert account(THREE, day, 15).day == on(5)  # no event


def test_an_answer_on_the_last_of_the_days_counts_and_one_the_day_after_is_too_late() -> None:
    denied = account([*THREE, Answered(on(20), 1, confirms=False)], on(40), 15)
    assert (denied.released, denied.denied, denied.lessons_left, denied.waiting) == (yuan(0), 1, 3, ())
    assert denied.day == on(20)
    late = "events[2].lesson: 1 does not wait for an answer; those that do are []"
    assert faults([*THREE, Answered(on(21), 1, confirms=False)], days=15) == (late,)
    assert account([*THREE, Answered(on(21), 1, confirms=False)], on(40)).denied == 1


def test_only_the_lesson_that_is_due_is_settled() -> None:
    now = account([*THREE, Taught(on(6))], on(20), 15)
    assert now.waiting == (Waiting(2, on(6), yuan("333.33")),)
    assert now.lots == (Lot(1, yuan("333.33"), yuan("333.34")),)
    assert account([*THREE, Taught(on(5))], on(20), 15).waiting == ()
    at_once = account(THREE, on(5), 0)
    assert at_once.released == yuan("333.33")


def test_what_happened_later_is_not_there_yet() -> None:
    events: list[Event] = [*THREE, Answered(on(9), 1, confirms=True)]
    assert account(events, on(1)) == Account()
    assert account(events, on(8)) == account(THREE, on(8))
    assert account(events, on(9)).released == yuan("333.33")


def test_a_lesson_that_was_denied_is_still_to_come_at_its_own_fee() -> None:
    events: list[Event] = [
        Paid(on(1), yuan(10), 1),
        Paid(on(1), yuan(40), 2),
        Taught(on(2)),
        Answered(on(3), 1, confirms=False),
    ]
    now = account(events, on(3))
    assert (now.taught, now.denied, now.held) == (1, 1, yuan(50))
    assert now.lots == (Lot(1, yuan(10), yuan(10)), Lot(2, yuan(20), yuan(20)))
    again = account([*events, Taught(on(4))], on(4))
    assert again.waiting == (Waiting(2, on(4), yuan(10)),)


def test_lessons_paid_for_last_are_given_up_first() -> None:
    events: list[Event] = [Paid(on(1), yuan(10), 3), Paid(on(1), yuan(40), 2), Refunded(on(2), yuan("43.34"), 3)]
    now = account(events, on(2))
    assert (now.held, now.refunded, now.released) == (yuan("6.66"), yuan("43.34"), yuan(0))
    assert now.lots == (Lot(2, yuan("3.33"), yuan("3.33")),)


def test_what_is_kept_of_the_fee_goes_to_the_institution() -> None:
    closing = Refunded(on(7), yuan("466.67"), 2, yuan(200), yuan("533.33"))
    now = account([*THREE, Answered(on(6), 1, confirms=True), closing], on(7))
    assert (now.refunded, now.released, now.held) == (yuan("466.67"), yuan("533.33"), yuan(0))
    assert now.is_closed


def test_a_fee_that_rises_is_paid_in_and_one_that_falls_is_paid_back() -> None:
    risen = account([*THREE, FeeChanged(on(6), yuan("33.34"))], on(6))
    assert (risen.paid, risen.refunded, risen.held) == (yuan("1033.34"), yuan(0), yuan("1033.34"))
    assert risen.lots == (Lot(2, yuan("350.00"), yuan("350.01")),)
    fallen = account([*THREE, FeeChanged(on(6), yuan("-666.67"))], on(6))
    assert (fallen.paid, fallen.refunded, fallen.held) == (yuan(1000), yuan("666.67"), yuan("333.33"))
    assert fallen.lots == (Lot(2, yuan(0), yuan(0)),)
    both = account([THREE[0], Paid(on(3), yuan(50), 2), FeeChanged(on(3), yuan(-50))], on(3))
    assert both.lots == (Lot(5, yuan(200), yuan(200)),)


def test_no_lessons_have_no_fee() -> None:
    assert repr(fee_of(())) == "Decimal('0.00')"


def test_lessons_may_be_given_away() -> None:
    now = account([Paid(on(1), yuan(0), 2), Taught(on(2)), Refunded(on(3), yuan(0), 1)], on(30), 15)
    assert (now.paid, now.held, now.is_closed) == (yuan(0), yuan(0), True)


# ------------------------------------------------------------------------------------------- what cannot be


def test_all_that_is_wrong_with_every_event_is_told() -> None:
    wrong: Any = [
        Taught(on(1)),
        Paid(on(2), yuan("1.001"), 1),
        Paid(on(2), yuan(100), 3, on(9), on(8)),
        FeeChanged(on(2), yuan(1)),
        Paid(on(2), yuan(100), 3, on(9), on(9)),
        Refunded(on(1), yuan("0.001"), 4, yuan("0.002"), yuan("0.003")),
        Refunded(on(1), yuan(200), 4),
        Refunded(on(2), yuan(60), 2),
        Refunded(on(2), yuan(60), 2, yuan("6.66")),
        FeeChanged(on(2), yuan(0)),
        FeeChanged(on(2), yuan("-100.01")),
        Answered(on(2), 1, confirms=True),
    ]
    assert faults(wrong) == (
        "events[0].day: no lesson is left that was paid for; put its payment before it",
        "events[1].yuan: 1.001 has parts of a fen; write whole fen",
        "events[2].last_day: 2026-03-08 lies before first_day, 2026-03-09; change them round",
        "events[3].yuan: no lesson is to come whose fee could change; put its payment before it",
        "events[5].yuan: 0.001 has parts of a fen; write whole fen",
        "events[5].kept: 0.002 has parts of a fen; write whole fen",
        "events[5].list_yuan: 0.003 has parts of a fen; write whole fen",
        "events[5].day: 2026-03-01 lies before 2026-03-02, the day of the event before; order events by their days",
        "events[6].day: 2026-03-01 lies before 2026-03-02, the day of the event before; order events by their days",
        "events[6].yuan: 200 is more than the 100.00 held; write what was paid back of the account",
        "events[6].lessons: 4 are more than the 3 to come; give up no more than these",
        "events[7].kept: 60 and 0.00 are not the fee of these lessons, 66.67; write what was kept of it",
        "events[8].list_yuan: is not told, though 6.66 was kept; write the list price of one lesson",
        (
            "events[8].kept: 6.66 is more than 0.00, which the 0 lessons settled cost at the list price beyond the "
            "0.00 released; keep no more, or put what settles other lessons before it"
        ),
        "events[8].kept: 60 and 6.66 are not the fee of these lessons, 66.67; write what was kept of it",
        "events[9].yuan: 0 cannot be, the fee of the lessons to come is 100.00; write the difference",
        "events[10].yuan: -100.01 cannot be, the fee of the lessons to come is 100.00; write the difference",
        "events[11].lesson: 1 does not wait for an answer; those that do are []",
    )


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (Taught(None), "day: None is not of type date; give one that is"),  # type: ignore[arg-type]
        (Paid(on(1), 10, 1), "yuan: 10 is not of type Decimal; give one that is"),  # type: ignore[arg-type]
        (Answered(on(1), 1, confirms=None), "confirms: None is not of type bool; give one that is"),  # type: ignore[arg-type]
        (Answered(on(1), 0, confirms=True), "lesson: 0 is impossible; it runs from 1 to 100000; give one that is"),
        (Refunded(on(1), yuan(1), 0), "lessons: 0 is impossible; it runs from 1 to 100000; give one that is"),
        (
            Refunded(on(1), yuan(1), 1, yuan(0), yuan(-1)),
            "list_yuan: -1 is impossible; it runs from 0 to 100000000; give one that is",
        ),
        (FeeChanged(on(1), yuan("0.005")), "yuan: 0.005 has parts of a fen; write whole fen"),
        (Refunded(on(1), yuan(1), 1, yuan("0.005")), "kept: 0.005 has parts of a fen; write whole fen"),
        (
            FeeChanged(on(1), yuan(-100_000_001)),
            "yuan: -100000001 is impossible; it runs from -100000000 to 100000000; give one that is",
        ),
    ],
)
def test_a_field_that_cannot_be_is_refused(event: Event, fault: str) -> None:
    assert faults([event]) == (f"events[0].{fault}",)


def refused(make: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(CustodyError) as caught:
        make()
    return caught.value.faults


def test_all_that_does_not_fit_is_told_at_once() -> None:
    none: Any = None
    word: Any = "x"
    assert refused(lambda: account([word, Paid(on(1), yuan(1), 0), Taught(none)], none, word)) == (
        "events[0]: is of type str; give Paid or Taught or Answered or Refunded or FeeChanged",
        "events[1].lessons: 0 is impossible; it runs from 1 to 100000; give one that is",
        "events[2].day: None is not of type date; give one that is",
        "day: None is not of type date; give one that is",
        "days: 'x' is not of type int; give one that is",
    )
    assert refused(lambda: account(none, date.max)) == (
        "events: is of type NoneType; give several, such as a list",
        "day: 9999-12-31 lies outside 1949-10-01 to 2199-12-31; give one that is",
    )
    assert refused(lambda: after(none, none, word))[0] == "now: is of type NoneType; give Account"
    assert refused(lambda: settled(none, none, word)) == (
        "now: is of type NoneType; give Account",
        "day: None is not of type date; give one that is",
        "days: 'x' is not of type int; give one that is",
    )
    assert refused(lambda: unanswered_days(word, none)) == ("day: None is not of type date; give one that is",)
    assert refused(lambda: payments([none], none)) == (
        "events[0]: is of type NoneType; give Paid or Taught or Answered or Refunded or FeeChanged",
        "like: is of type NoneType; give Payment",
    )


def test_who_was_given_all_back_and_pays_again_has_not_paid_in_parts() -> None:
    like = Payment(
        id="c", payer_id="a", course_id="go", subject=Subject.NON_SUBJECT, mode=Mode.OFFLINE, basis=Basis.LESSONS,
        lessons_taken=5,
    )  # fmt: skip
    one, again, back = Paid(on(1), yuan(4000), 30), Paid(on(9), yuan(4000), 30), Refunded(on(2), yuan(4000), 30)

    def broken(*events: Event) -> set[str]:
        made = payments_at_once(payments(events, like)).facts
        return {f.rule for f in check(made).findings if f.verdict is Verdict.VIOLATED}

    assert broken(one, back, again) == set()
    assert broken(one, again) == {"prepayment.split-yuan"}
    taught: list[Event] = [Taught(on(3)), Answered(on(3), 1, confirms=True)]
    rest = Refunded(on(4), account([one, *taught], on(4)).held, 29)
    found = payments([one, *taught, rest, again, Paid(on(9), yuan(100), 1)], like)
    assert [p.lessons_taken for p in found] == [5, 35, 35]
    all_back = Refunded(on(10), yuan(4100), 31)
    found = payments([one, *taught, rest, again, Paid(on(9), yuan(100), 1), all_back, Paid(on(11), yuan(1), 1)], like)
    assert [p.lessons_taken for p in found] == [5, 35, 35, 66]


def test_days_that_cannot_be_bring_no_other_fault_about() -> None:
    """A lesson does not count as settled after them."""
    told = ("days: -1 is impossible; it runs from 0 to 36500; give one that is",)
    answer, below = Answered(on(6), 1, confirms=True), -1
    assert faults([*THREE, answer], days=below) == told
    assert refused(lambda: after(account(THREE, on(5)), answer, below)) == told
    assert refused(lambda: settled(account(THREE, on(5)), on(9), below)) == told


def test_a_refund_of_all_that_is_held_may_be_and_an_event_of_the_same_day_too() -> None:
    now = account([Paid(on(2), yuan(100), 3), Refunded(on(2), yuan(100), 3)], on(2))
    assert (now.held, now.refunded) == (yuan(0), yuan(100))


def test_an_event_that_is_refused_is_as_if_it_had_not_been() -> None:
    """The lesson is due before the event that is refused, and not before the one after it."""
    told = faults([*THREE, Answered(on(30), 9, confirms=True), Answered(on(10), 1, confirms=False)], days=15)
    assert told == ("events[2].lesson: 9 does not wait for an answer; those that do are []",)


# ------------------------------------------------------------------------------------------- days of a place


def test_the_days_are_those_of_the_place() -> None:
    """逾期自动确认 (PRE-14): Panyu's alone, from some day of 2025 on."""
    assert unanswered_days("panyu", on(1)) == 15
    assert unanswered_days("panyu", date(2026, 1, 1)) == 15
    assert unanswered_days("panyu", date(2025, 6, 1)) == Missing(Reason.UNSETTLED, "PRE-14 2025-01-01/2025-12-31")
    for place, day in ((None, on(1)), ("beijing", on(1)), ("panyu", date(2024, 12, 31))):
        none_set = Missing(Reason.LOCAL_NORM, f"prepayment.release-unanswered days ({place or 'cn'})")
        assert unanswered_days(place, day) == none_set


# ------------------------------------------------------------------------------------------- collections


def like(**facts: Any) -> Payment:
    known: dict[str, Any] = {
        "id": "c1", "payer_id": "a", "course_id": "go", "subject": Subject.NON_SUBJECT, "mode": Mode.OFFLINE,
        "basis": Basis.LESSONS, "lessons_taken": 0,
    }  # fmt: skip
    return Payment(**known | facts)


def covering(day: int, amount: str, lessons: int) -> Paid:
    return Paid(on(day), yuan(amount), lessons, on(2), on(80))


def broken(events: Sequence[Event], **facts: Any) -> list[str]:
    """Which rules on prepayment the collections among the events break, alone and together."""
    made = payments(events, like(**facts))
    together = payments_at_once(made)
    assert not together.left
    findings = check([*made, *together.facts]).findings
    return sorted({f.rule for f in findings if f.verdict is Verdict.VIOLATED})


def test_a_collection_is_told_as_a_record() -> None:
    events: list[Event] = [covering(2, "2400", 40), Taught(on(3)), Taught(on(4)), Answered(on(5), 1, confirms=False)]
    one, two, rise = payments(
        [*events, Paid(on(6), yuan(100), 2), FeeChanged(on(7), yuan(5)), FeeChanged(on(7), yuan(-5))],
        like(lessons_taken=7),
    )
    assert one == attrs.evolve(
        like(), id="c1.1", paid_on=on(2), lessons=40, lessons_left=0, lessons_taken=7, yuan=yuan(2400),
        first_day=on(2), last_day=on(80), in_supervised_account=True, under_custody=True,
    )  # fmt: skip
    assert two == attrs.evolve(
        one, id="c1.2", paid_on=on(6), lessons=2, lessons_left=39, lessons_taken=8, yuan=yuan(100),
        first_day=None, last_day=None,
    )  # fmt: skip
    assert rise == attrs.evolve(two, id="c1.3", paid_on=on(7), lessons=0, lessons_left=None, yuan=yuan(5))
    (nameless,) = payments(events, like(id=None, lessons_taken=None))
    assert (nameless.id, nameless.lessons_taken) == (None, None)


def test_a_fee_paid_in_two_parts_is_found() -> None:
    parts: list[Event] = [covering(2, "2400", 40), covering(3, "1200", 21)]
    assert broken(parts) == ["prepayment.split-lessons"]
    assert broken([covering(2, "2400", 40), Taught(on(2)), Answered(on(2), 1, confirms=False), *parts[1:]]) == [
        "prepayment.split-lessons"
    ]
    assert broken([covering(2, "2400", 40), covering(3, "1200", 20)]) == []  # sixty may be


def test_a_fee_raised_after_it_was_paid_is_a_collection_too() -> None:
    assert broken([covering(2, "4999", 40), FeeChanged(on(3), yuan(2))]) == ["prepayment.split-yuan"]
    assert broken([covering(2, "4999", 40), FeeChanged(on(3), yuan(1))]) == []
    assert broken([covering(2, "4999", 40), FeeChanged(on(3), yuan(-2))]) == []


def test_a_renewal_when_the_lessons_were_taught_is_honest() -> None:
    taught: list[Event] = [Taught(on(3))] * 38
    assert broken([covering(2, "2400", 40), *taught, covering(28, "1200", 21)]) == []
    assert broken([covering(2, "4000", 40), *taught, FeeChanged(on(28), yuan(1500))]) == []


def test_events_that_cannot_be_make_no_records() -> None:
    with pytest.raises(CustodyError) as caught:
        payments([Taught(on(1)), FeeChanged(on(1), yuan(1))], like())
    assert [f.partition(":")[0] for f in caught.value.faults] == ["events[0].day", "events[1].yuan"]


def test_more_lessons_than_a_record_may_have_are_told() -> None:
    many: list[Event] = [Paid(on(1), yuan(1), 100_000), Paid(on(1), yuan(1), 1), FeeChanged(on(1), yuan(1))]
    assert len(payments(many, like())) == 3
    many.insert(1, Paid(on(1), yuan(1), 1))
    told = "Payment.lessons_left: 100001 is impossible; it runs from 0 to 100000; write fewer"
    assert refused(lambda: payments(many, like())) == (f"events[2]: {told}",)
    out_of_order = [*many, Taught(on(1)), FeeChanged(MARCH - timedelta(1), yuan(1))]
    assert refused(lambda: payments(out_of_order, like())) == (
        "events[5].day: 2026-02-28 lies before 2026-03-01, the day of the event before; order events by their days",
        f"events[2]: {told}",
    )
