"""Rules that look across records: what is planted in random ledgers is found at every boundary, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian import check
from shuangjian.core.fact import Fact
from shuangjian.core.verdict import Verdict
from shuangjian.frames import check as check_table, derive, join
from shuangjian.model.derived import (
    after_previous,
    class_day,
    in_stretches,
    lesson_stretch,
    operation_day,
    payments_at_once,
    person_posts,
    timetable_week,
    venue_day,
)
from shuangjian.model.grade import Stage
from shuangjian.model.homework import Course
from shuangjian.model.institution import Mode, Operation, Subject
from shuangjian.model.joins import as_reported, on_licence, with_published, with_size
from shuangjian.model.lesson import Lesson
from shuangjian.model.payment import Basis, Payment
from shuangjian.model.register import LicensedAddress, ReportedLesson
from shuangjian.model.timetable import TimetableSlot
from shuangjian.model.together import LessonStretch, PaymentsAtOnce, StaffPost
from shuangjian.model.venue import Venue
from shuangjian.rules import RULES
from tests import parity
from tests.core.test_groups import table
from tests.frames.test_derive import rows_of

SPLITS = ("prepayment.split-lessons", "prepayment.split-months", "prepayment.split-yuan")
CUTS = ("hours.cut-lesson", "hours.online-gap")
DAY = date(2024, 3, 5)
engines = pytest.mark.parametrize("engine", ["polars", "duckdb"])


def told(facts: Iterable[Fact], rules: Sequence[str], verdict: Verdict = Verdict.VIOLATED) -> set[str]:
    """The rules that have this verdict on any of the facts."""
    asked = [r for r in RULES if r.id in rules]
    return {r.id for f in facts for r in asked if isinstance(f, r.fact) and r(f).verdict is verdict}


# ------------------------------------------------------------------------------------------- payments


def payment(n: int, **said: Any) -> Payment:
    """One payment that keeps every ceiling: the n-th of its payer, twenty lessons taken between two."""
    first = DAY + timedelta(days=80 * n)
    usual: dict[str, Any] = {
        "id": f"p{n}", "payer_id": "a", "course_id": "m", "paid_on": first, "subject": Subject.NON_SUBJECT,
        "stage": Stage.PRIMARY, "mode": Mode.OFFLINE, "basis": Basis.LESSONS, "first_day": first,
        "last_day": first + timedelta(days=79), "lessons": 60, "lessons_taken": 20 * n, "yuan": Decimal(5000),
    }  # fmt: skip
    return Payment(**usual | said)


def parts(whole: Payment, at: int, what: str) -> list[Payment]:
    """A payment in two parts on two days, cut after so many lessons, days or fen, the first part kept small else."""
    second = attrs.evolve(whole, id=f"{whole.id}-2", paid_on=(whole.paid_on or DAY) + timedelta(days=1))
    small: dict[str, Any] = {"lessons": 1, "yuan": Decimal(1)}
    if what == "lessons":
        lessons = whole.lessons or 0
        return [attrs.evolve(whole, lessons=at), attrs.evolve(second, lessons=lessons - at, yuan=Decimal(0))]
    if what == "days":
        middle = (whole.first_day or DAY) + timedelta(days=at)
        first = attrs.evolve(whole, last_day=middle - timedelta(days=1), **small)
        paid_on = min(second.paid_on or DAY, middle - timedelta(days=1))  # while the first part runs
        return [first, attrs.evolve(second, first_day=middle, paid_on=paid_on, **small)]
    yuan, part = whole.yuan or Decimal(0), Decimal(at) / 100
    return [attrs.evolve(whole, lessons=1, yuan=part), attrs.evolve(second, lessons=1, yuan=yuan - part)]


LONG = payment(0, last_day=DAY + timedelta(days=92))
"""One day more than the three months from 5 March to 4 June."""
PLANTED = {
    **{f"61 lessons after {k}": parts(payment(0, lessons=61), k, "lessons") for k in range(1, 61)},
    **{f"a day more, after {k}": parts(LONG, k, "days") for k in range(1, 93)},
    **{f"a fen more, after {k}": parts(payment(0, yuan=Decimal("5000.01")), k, "yuan") for k in (1, 250_000, 500_000)},
}  # fmt: skip
SINGLY = ("prepayment.lessons", "prepayment.months", "prepayment.yuan")


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_split_is_found_at_every_boundary_and_no_part_of_it_is_by_itself(planted: list[Payment]) -> None:
    assert not told(planted, SINGLY)
    (once,) = payments_at_once(planted).facts
    assert len(told([once], SPLITS)) == 1
    assert not told(payments_at_once([planted[0], attrs.evolve(planted[1], lessons_taken=1)]).facts, SPLITS)


@pytest.mark.parametrize("what", ["lessons", "days", "yuan"])
def test_a_fee_that_may_be_taken_at_once_may_be_taken_in_parts(what: str) -> None:
    whole = attrs.evolve(LONG, last_day=DAY + timedelta(days=91))
    for at in range(1, 60):
        assert not told(payments_at_once(parts(whole, at, what)).facts, SPLITS)


def test_payments_at_once_are_judged_by_the_day_of_the_last() -> None:
    """Forty lessons before the notice of 29 October 2021 hide neither the rest nor are they left out."""
    said: dict[str, Any] = {"lessons_taken": 0, "first_day": date(2021, 11, 1), "last_day": date(2021, 12, 31)}
    before, since = (payment(n, paid_on=date(2021, 10, 28 + n), lessons=40 - 10 * n, **said) for n in (0, 1))
    (once,) = payments_at_once([since, before]).facts
    assert (once.paid_on, once.lessons, told([once], SPLITS)) == (date(2021, 10, 29), 70, {"prepayment.split-lessons"})
    (earlier,) = payments_at_once([before, attrs.evolve(since, paid_on=before.paid_on)]).facts
    assert not told([earlier], SPLITS)
    (unsure,) = payments_at_once([before, attrs.evolve(since, paid_on=None)]).facts
    assert told([unsure], SPLITS, Verdict.UNKNOWN) == set(SPLITS)


amounts = st.decimals(Decimal("0.01"), 5000, places=2)


@st.composite
def honest(draw: st.DrawFn, payer: str) -> list[Payment]:
    """The ledger of one payer for one course: lessons are taken before more is paid, or the time for them is over."""
    ledger, taken = [], 0
    for n in range(draw(st.integers(1, 4))):
        lessons, days = draw(st.integers(1, 60)), draw(st.integers(2, 89))
        first = DAY + timedelta(days=95 * n)
        ledger.append(payment(
            n, id=f"{payer}{n}", payer_id=payer, lessons=lessons, lessons_taken=taken, yuan=draw(amounts),
            paid_on=first, first_day=first, last_day=first + timedelta(days=days - 1),
        ))  # fmt: skip
        taken += draw(st.integers(0, lessons))
    return ledger


ledgers = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6).flatmap(
    lambda payers: st.tuples(*map(honest, payers)).map(lambda each: [p for ledger in each for p in ledger])
)
whatever = st.sampled_from(sorted(PLANTED))


def on_table(ledger: Sequence[Payment], engine: str) -> Counter[str]:
    made = derive(parity.native(table(ledger, Payment), engine), payments_at_once).facts
    rules = [r for r in RULES if r.id in SPLITS]
    found = check_table(made, PaymentsAtOnce, rules=rules, key="payer_id", keep=[Verdict.VIOLATED])
    return Counter(row["rule"] for row in rows_of(found))


@engines
@settings(deadline=None, max_examples=25)
@given(ledger=ledgers, plant=st.none() | whatever, data=st.data())
def test_in_random_ledgers_only_what_is_planted_is_found(
    engine: str, ledger: list[Payment], plant: str | None, data: st.DataObject
) -> None:
    planted = [attrs.evolve(p, payer_id="x") for p in PLANTED[plant]] if plant else []
    mixed = data.draw(st.permutations([*ledger, *planted]))
    found = [f for f in payments_at_once(mixed).facts if told([f], SPLITS)]
    assert [f.payer_id for f in found] == (["x"] if plant else [])
    assert sum(on_table(mixed, engine).values()) == len(found)


@given(ledger=ledgers, at=st.integers(0, 30))
def test_what_is_not_known_of_a_payment_is_never_a_pass(ledger: list[Payment], at: int) -> None:
    if ledger:
        pieces = parts(ledger[at % len(ledger)], 1, "yuan")
        for gone in ("lessons", "last_day", "yuan"):
            (once,) = payments_at_once([pieces[0], attrs.evolve(pieces[1], **{gone: None})]).facts
            assert len(told([once], SPLITS, Verdict.UNKNOWN)) == 1
    lost = [attrs.evolve(p, lessons_taken=None) for p in ledger]
    assert payments_at_once(lost).left == tuple(lost)


# ------------------------------------------------------------------------------------------- lessons cut in pieces


def lesson(start: int, minutes: int, **said: Any) -> Lesson:
    """An online lesson that begins so many minutes after 17:00."""
    begins = datetime(2024, 3, 5, 17) + timedelta(minutes=start)  # noqa: DTZ001  # local time
    usual: dict[str, Any] = {
        "id": f"{said.get('class_id', 'c')}{start}", "class_id": "c", "date": DAY, "stage": Stage.PRIMARY,
        "subject": Subject.SUBJECT, "mode": Mode.ONLINE, "starts_at": begins,
        "ends_at": begins + timedelta(minutes=minutes),
    }  # fmt: skip
    return Lesson(**usual | said)


def judged(lessons: Sequence[Lesson]) -> set[str]:
    """The rules broken by a day's lessons, in pieces or by their gaps."""
    ordered = after_previous(lessons).facts
    return told([*ordered, *lesson_stretch(in_stretches(ordered).facts).facts], CUTS)


@pytest.mark.parametrize("gap", range(12))
def test_a_lesson_cut_in_two_is_found_at_every_boundary(gap: int) -> None:
    for first in range(1, 31):
        cut = [lesson(0, first), lesson(first + gap, 31 - first)]
        assert judged(cut) == (set(CUTS) if gap == 0 else {"hours.online-gap"} if gap < 10 else set())
        assert not told(cut, ["hours.online-minutes"])


@st.composite
def days(draw: st.DrawFn, group: str) -> list[Lesson]:
    """The honest day of one group: lessons of at most thirty minutes, ten between two."""
    at, found = 0, []
    for _ in range(draw(st.integers(1, 4))):
        at += draw(st.integers(10, 40))
        minutes = draw(st.integers(1, 30))
        found.append(lesson(at, minutes, class_id=group))
        at += minutes
    return found


def test_a_piece_within_another_hides_no_cut() -> None:
    """From 17:00 to 17:30 and from there on, with a short lesson in between that begins last before the second."""
    nested = [lesson(0, 30), lesson(10, 5), lesson(30, 10)]
    (whole,) = lesson_stretch(in_stretches(after_previous(nested).facts).facts).facts
    assert (whole.pieces, whole.minutes) == (3, 40)
    assert judged(nested) == set(CUTS)
    between = [lesson(0, 20), lesson(20, 10, mode=Mode.OFFLINE), lesson(30, 20)]
    assert judged(between) == set()
    assert [s.pieces for s in lesson_stretch(in_stretches(after_previous(between).facts).facts).facts] == [1, 1, 1]
    unsure = [lesson(0, 20), lesson(20, 5, mode=None), lesson(40, 20)]
    ordered = after_previous(unsure).facts
    made = [*ordered, *lesson_stretch(in_stretches(ordered).facts).facts]
    assert told(made, CUTS) == set()
    assert told(made, CUTS, Verdict.UNKNOWN) == set(CUTS)


@given(seed=st.integers(0, 10_000), number=st.integers(1, 8))
def test_the_gap_is_that_counted_minute_by_minute(seed: int, number: int) -> None:
    rng = Random(seed)
    held = [(s, rng.randrange(1, 40), rng.random() < 0.7) for s in sorted(rng.sample(range(100), number))]
    modes = {True: Mode.ONLINE, False: Mode.OFFLINE}
    found = after_previous([lesson(s, m, mode=modes[online]) for s, m, online in held]).facts
    for at, (start, _, _) in enumerate(held):
        ends = [s + m for s, m, online in held[:at] if online]
        assert found[at].gap_minutes == (start - max(ends) if ends else None)
        assert found[at].is_first is not bool(ends)


groups = st.tuples(*(days(g) for g in "ab")).map(lambda each: [x for day in each for x in day])


def cuts_on_table(lessons: Sequence[Lesson], engine: str) -> set[str]:
    frame: Any = parity.native(table(lessons, Lesson), engine)
    for how in (after_previous, in_stretches):
        frame = derive(frame, how).facts
    asked = [r for r in RULES if r.id in CUTS]
    stretches = derive(frame, lesson_stretch).facts
    how_: dict[str, Any] = {"keep": [Verdict.VIOLATED], "key": "class_id", "rules": asked}
    tables = (check_table(frame, Lesson, **how_), check_table(stretches, LessonStretch, **how_))
    return {row["rule"] for found in tables for row in rows_of(found)}


@engines
@settings(deadline=None, max_examples=12)
@given(lessons=groups, first=st.integers(0, 30), gap=st.integers(0, 9), data=st.data())
def test_in_random_days_only_a_cut_that_is_planted_is_found(
    engine: str, lessons: list[Lesson], first: int, gap: int, data: st.DataObject
) -> None:
    planted = [lesson(0, first, class_id="x"), lesson(first + gap, 31 - first, class_id="x")] if first else []
    mixed = data.draw(st.permutations([*lessons, *planted]))
    assert bool(judged(mixed)) == bool(planted)
    assert cuts_on_table(mixed, engine) == judged(mixed)


# ------------------------------------------------------------------------------------------- rooms, licences, posts

AREA = ["venues.area-per-pupil"]


def in_room(start: int, minutes: int, students: int | None, **said: Any) -> Lesson:
    return lesson(start, minutes, venue_id="v", students=students, mode=Mode.OFFLINE, **said)


ROOM = Venue(venue_id="v", area_m2=Decimal(60))


def room(*lessons: Lesson) -> tuple[int | None, Verdict]:
    (day,) = with_size(venue_day(lessons).facts, [ROOM]).facts
    (rule,) = (r for r in RULES if r.id in AREA)
    return day.most_students, rule(day).verdict


def test_groups_in_one_room_at_one_time_share_its_area() -> None:
    ten, ten_more, eleven = (in_room(s, 45, n, class_id=c) for s, n, c in ((0, 10, "a"), (44, 10, "b"), (44, 11, "c")))
    assert room(ten, ten_more) == (20, Verdict.SATISFIED)
    assert room(ten, eleven) == (21, Verdict.VIOLATED)
    assert room(ten, attrs.evolve(eleven, starts_at=ten.ends_at)) == (11, Verdict.SATISFIED)
    assert room(ten, in_room(44, 45, None, class_id="d")) == (None, Verdict.UNKNOWN)
    online = attrs.evolve(eleven, mode=Mode.ONLINE, students=100)
    assert room(ten, online) == (10, Verdict.SATISFIED)
    assert room(ten, attrs.evolve(online, mode=None)) == (None, Verdict.UNKNOWN)


@given(seed=st.integers(0, 10_000), number=st.integers(1, 8))
def test_the_most_pupils_at_one_time_are_those_counted_minute_by_minute(seed: int, number: int) -> None:
    rng = Random(seed)
    held = [(rng.randrange(60), rng.randrange(1, 60), rng.randrange(1, 30)) for _ in range(number)]
    lessons = [in_room(s, m, n, class_id=str(i)) for i, (s, m, n) in enumerate(held)]
    minutes = [sum(n for s, m, n in held if s <= at < s + m) for at in range(120)]
    assert room(*lessons)[0] == max(minutes)


ADDRESS = ["licensing.licensed-address"]


def licensed(venue: str, first: date | None = date(2023, 1, 1), last: date | None = date(2025, 12, 31)) -> Any:
    return LicensedAddress(institution_id="i", venue_id=venue, licensed_from=first, licensed_until=last)


BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
SPANS: dict[str, tuple[list[tuple[date | None, date | None]], bool | None]] = {
    "its first day": ([(DAY, AFTER)], True),
    "its last day": ([(BEFORE, DAY)], True),
    "lapsed the day before": ([(date(2021, 1, 1), BEFORE)], False),
    "licensed from the day after": ([(AFTER, date(2030, 1, 1))], False),
    "nobody knows since when": ([(None, AFTER)], None),
    "nobody knows until when": ([(BEFORE, None)], None),
    "lapsed, though nobody knows since when": ([(None, BEFORE)], False),
    "two licences, both over": ([(date(2015, 1, 1), date(2018, 1, 1)), (date(2019, 1, 1), BEFORE)], False),
    "two licences, one of them in force": ([(date(2019, 1, 1), BEFORE), (DAY, AFTER)], None),
    "on none": ([], False),
}  # fmt: skip


@engines
@pytest.mark.parametrize("name", SPANS)
def test_an_address_counts_only_while_its_licence_is_in_force(name: str, engine: str) -> None:
    spans, expected = SPANS[name]
    held = operation_day([in_room(0, 45, 5, institution_id="i")]).facts
    others = [licensed("v", *span) for span in spans]
    (found,) = on_licence(held, others).facts
    assert found.at_licensed_address is expected
    made = parity.native(table(held, Operation), engine), parity.native(table(others, LicensedAddress), engine)
    ((row,),) = ([*rows_of(join(*made, how=on_licence).facts)],)
    assert row["at_licensed_address"] is expected
    verdict = {True: Verdict.SATISFIED, False: Verdict.VIOLATED, None: Verdict.UNKNOWN}[expected]
    assert told([attrs.evolve(found, has_licence=True)], ADDRESS, verdict) == set(ADDRESS)


@engines
def test_a_lesson_at_an_address_on_no_licence_is_found(engine: str) -> None:
    known = [licensed(v) for v in "vw"]
    lessons = [in_room(0, 45, 5, class_id=v, institution_id="i") for v in "vx"]
    lessons[1] = attrs.evolve(lessons[1], venue_id="x")
    operations = [attrs.evolve(o, has_licence=True) for o in on_licence(operation_day(lessons).facts, known).facts]
    assert {o.venue_id: bool(told([o], ADDRESS)) for o in operations} == {"v": False, "x": True}
    online = attrs.evolve(lessons[1], mode=Mode.ONLINE)
    beside = on_licence(operation_day([lessons[1], online]).facts, known).facts
    assert {o.mode: bool(told([attrs.evolve(o, has_licence=True)], ADDRESS)) for o in beside} == {
        Mode.OFFLINE: True, Mode.ONLINE: False,
    }  # fmt: skip
    lost = [*known, LicensedAddress(institution_id="i")]
    (elsewhere,) = on_licence(operation_day(lessons[1:]).facts, lost).facts
    assert elsewhere.at_licensed_address is None  # an address of the licence nobody could read may be this one
    made = derive(parity.native(table(lessons, Lesson), engine), operation_day).facts
    joined = join(made, parity.native(table(known, LicensedAddress), engine), on_licence).facts
    assert {row["venue_id"]: row["at_licensed_address"] for row in rows_of(joined)} == {"v": True, "x": False}


def filed(held: Lesson, **said: Any) -> ReportedLesson:
    """A lesson as it was reported."""
    usual: dict[str, Any] = {"subject": held.subject, "stage": held.stage}
    return ReportedLesson(class_id=held.class_id, starts_at=held.starts_at, ends_at=held.ends_at, **usual | said)


def test_lessons_that_differ_from_the_reported_timetable_are_found() -> None:
    held = [lesson(0, 30, institution_id="i"), lesson(60, 30)]
    reported = [filed(x) for x in held]
    (kept,) = class_day(as_reported(held, reported).facts).facts
    (longer,) = class_day(as_reported([held[0], lesson(60, 29)], reported).facts).facts
    assert (kept.is_timetable_filed, longer.is_timetable_filed) == (True, False)
    assert told([longer], ["conduct.class-filed"])
    assert not told([kept], ["conduct.class-filed"])


@pytest.mark.parametrize("engine", [None, "polars", "duckdb"])
def test_a_lesson_of_another_kind_or_stage_than_reported_is_found(engine: str | None) -> None:
    held = [lesson(0, 30), lesson(60, 30, subject=Subject.NON_SUBJECT), lesson(120, 30, stage=Stage.JUNIOR)]
    held += [lesson(180, 30, subject=None), lesson(240, 30, stage=None)]
    reported = [filed(x, subject=Subject.SUBJECT, stage=Stage.PRIMARY) for x in held]
    held += [silent := lesson(300, 30), lesson(360, 30, subject=Subject.NON_SUBJECT), lesson(420, 30)]
    reported += [filed(silent, subject=None), filed(held[-2], subject=Subject.SUBJECT, stage=None)]
    if engine is None:
        found = {x.id: x.is_reported for x in as_reported(held, reported).facts}
    else:
        made = parity.native(table(held, Lesson), engine), parity.native(table(reported, ReportedLesson), engine)
        found = {row["id"]: row["is_reported"] for row in rows_of(join(*made, how=as_reported).facts)}
    assert found == {
        "c0": True, "c60": False, "c120": False,
        "c180": None, "c240": None,  # the lesson does not say
        "c300": None,  # the timetable does not
        "c360": False,  # another kind, whatever the stage
        "c420": False,  # no such lesson
    }  # fmt: skip


def test_a_second_timetable_for_use_is_found() -> None:
    published = [TimetableSlot(class_id="7-1", date=date(2026, 3, 10), period=n, course=c) for n, c in (
        (1, Course.MATHS), (2, Course.PE),
    )]  # fmt: skip
    taught = [attrs.evolve(x, school_stage=Stage.JUNIOR) for x in published]
    swapped = [taught[0], attrs.evolve(taught[1], course=Course.MATHS)]
    weeks = [timetable_week(with_published(each, published).facts).facts[0] for each in (taught, swapped)]
    rule = ["curriculum.as-published"]
    assert [bool(told([w], rule)) for w in weeks] == [False, True]
    assert [bool(told([w], rule, Verdict.SATISFIED)) for w in weeks] == [True, False]


def test_one_person_in_two_full_time_posts_is_found() -> None:
    posts = [
        StaffPost(date=DAY, person_id=p, institution_id=i, is_full_time=f)
        for p, i, f in (("a", "x", True), ("a", "y", True), ("b", "x", True), ("b", "y", False), ("c", "x", None))
    ]
    found = {p.person_id: p for p in person_posts(posts).facts}
    rule = ["staff.one-full-time-post"]
    assert {n: bool(told([p], rule)) for n, p in found.items()} == {"a": True, "b": False, "c": False}
    assert found["c"].full_time is None
    later = attrs.evolve(posts[1], date=DAY + timedelta(days=1))
    assert [p.full_time for p in person_posts([posts[0], later]).facts] == [1, 1]  # neither day answers for the other


# ------------------------------------------------------------------------------------------- composite institutions


def test_a_composite_institution_is_judged_class_by_class() -> None:
    """One institution, a junior and a senior class on a Sunday: the junior one alone breaks the rule of the nation."""
    sunday = date(2024, 3, 10)
    begins = datetime(2024, 3, 10, 9)  # noqa: DTZ001  # local time
    classes = [
        lesson(0, 45, class_id=stage.value, date=sunday, stage=stage, mode=Mode.OFFLINE, institution_id="i",
               starts_at=begins, ends_at=begins + timedelta(minutes=45))
        for stage in (Stage.JUNIOR, Stage.SENIOR)
    ]  # fmt: skip
    found = [f for f in check(classes).findings if f.rule == "hours.training-days"]
    assert [(f.record, f.verdict) for f in found if f.verdict is Verdict.VIOLATED] == [("junior0", Verdict.VIOLATED)]
