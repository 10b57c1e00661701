"""Derivations of the library: a class's day and week, the lesson before, and lessons not yet taken."""

# values of any field or norm

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.core.words import Clock
from shuangjian.model.derived import (
    DERIVATIONS,
    after_previous,
    homework_day,
    in_stretches,
    lesson_stretch,
    service_day,
    service_week,
    with_lessons_open,
)
from shuangjian.model.homework import Course, HomeworkAssignment
from shuangjian.model.institution import Mode
from shuangjian.model.lesson import Lesson
from shuangjian.model.payment import Payment
from shuangjian.model.service import Activity, ServiceDay, ServiceSession
from shuangjian.rules.school import homework
from shuangjian.rules.training import hours

DAY = date(2026, 3, 3)
ITEM = HomeworkAssignment(
    class_id="3-2", grade=3, date=DAY, minutes=20, is_written=True, is_home=True, course=Course.MATHS
)


def items(*said: dict[str, Any]) -> Any:
    (day,) = homework_day([attrs.evolve(ITEM, **s) for s in said]).facts
    return day


def test_a_class_day_is_the_sum_of_its_homework() -> None:
    day = items({}, {"course": Course.CHINESE, "minutes": 45, "is_home": False}, {"minutes": 99, "is_written": False})
    assert (day.written_minutes, day.written_home_minutes, day.written_subjects, day.grade) == (65, 20, 2, 3)


def test_what_is_not_known_of_an_item_is_not_known_of_the_day() -> None:
    day = items({}, {"is_written": None})
    assert (day.written_minutes, day.written_subjects) == (None, None)
    assert items({}, {"is_written": None, "minutes": 0}).written_minutes == 20
    assert items({}, {"grade": 4}).grade is None
    assert homework.written_home(items({"grade": 2})).verdict is Verdict.VIOLATED


def test_items_without_a_class_or_a_day_are_left_and_reported() -> None:
    found = homework_day([ITEM, attrs.evolve(ITEM, class_id=None), attrs.evolve(ITEM, date=None)])
    assert (len(found.facts), len(found.left)) == (1, 2)


def test_classes_of_two_places_that_happen_to_share_an_id_are_not_one() -> None:
    assert len(homework_day([attrs.evolve(ITEM, place="anshan"), attrs.evolve(ITEM, place="beijing")]).facts) == 2


def lesson(id_: str, day: int, start: int, end: int, **said: Any) -> Lesson:
    def at(minute: int) -> datetime:
        return datetime(2026, 3, day + minute // 1440, minute // 60 % 24, minute % 60)  # noqa: DTZ001  # local time

    base: dict[str, Any] = {
        "id": id_,
        "class_id": "c",
        "date": date(2026, 3, day),
        "starts_at": at(start),
        "ends_at": at(end),
        "mode": Mode.ONLINE,
    }
    return Lesson(**base | said)


def test_the_lesson_before_is_that_of_the_same_group_and_day_also_past_midnight() -> None:
    late, night = lesson("l", 3, 1400, 1430), lesson("n", 3, 1445, 1470)
    other, next_day = lesson("o", 3, 1432, 1440, class_id="d"), lesson("x", 4, 600, 630)
    found = {x.id: x for x in after_previous([next_day, night, other, late]).facts}
    assert [found[i].is_first for i in "lnox"] == [True, False, True, True]
    assert (found["n"].gap_minutes, found["n"].end_clock, found["l"].gap_minutes) == (15, 1470, None)


@pytest.mark.parametrize(
    ("said", "first", "gap"),
    [
        ({}, False, 5),
        ({"ends_at": None}, False, None),
        ({"mode": None}, False, None),
        ({"mode": Mode.OFFLINE}, False, 25),
    ],
)
def test_a_short_lesson_within_a_long_one_hides_no_gap(said: dict[str, Any], first: bool, gap: int | None) -> None:
    long, short, after = lesson("a", 3, 600, 660, **said), lesson("b", 3, 630, 640), lesson("c", 3, 665, 690)
    found = {x.id: x for x in after_previous([after, short, long]).facts}
    assert (found["c"].is_first, found["c"].gap_minutes) == (first, gap)


@pytest.mark.parametrize(("mode", "first"), [(Mode.ONLINE, False), (Mode.OFFLINE, True), (None, None)])
def test_only_an_online_lesson_asks_for_a_gap_after_it(mode: Mode | None, first: bool | None) -> None:
    before, after = lesson("a", 3, 600, 630, mode=mode), lesson("b", 3, 631, 660)
    found = {x.id: x for x in after_previous([after, before]).facts}
    assert (found["b"].is_first, found["b"].gap_minutes) == (first, 1 if mode is Mode.ONLINE else None)


_PLACED = st.builds(
    lambda day, start, length, group, mode: lesson("", day, start, start + length, class_id=group, mode=mode),
    day=st.sampled_from([3, 4]), start=st.integers(60, 64).map(lambda n: 10 * n), length=st.sampled_from([5, 10, 25]),
    group=st.sampled_from(["c", "d"]), mode=st.sampled_from([*Mode]),
)  # fmt: skip


@given(placed=st.lists(_PLACED, min_size=1, max_size=4), stray=_PLACED, hidden=st.sampled_from(["class_id", "date"]))
def test_a_gap_is_told_of_surely_only_where_it_is_so_whatever_group_a_lesson_of_none_belongs_to(
    placed: list[Lesson], stray: Lesson, hidden: str
) -> None:
    named = [attrs.evolve(x, id=str(n)) for n, x in enumerate(placed)]

    def told(one: Lesson) -> dict[str | None, Verdict]:
        facts = after_previous([*named, attrs.evolve(one, id="stray")]).facts
        return {x.id: hours.online_gap(x).verdict for x in facts if x.id != "stray"}

    groups: list[Any] = ["c", "d", "e"] if hidden == "class_id" else [date(2026, 3, d) for d in (3, 4, 5)]
    anywhere = [told(attrs.evolve(stray, **{hidden: group})) for group in groups]
    for name, verdict in told(attrs.evolve(stray, **{hidden: None})).items():
        assert verdict is Verdict.UNKNOWN or {verdict} == {each[name] for each in anywhere}


def test_a_lesson_of_no_known_group_leaves_a_gap_that_is_too_short_what_it_is() -> None:
    one, close, far = lesson("a", 3, 600, 630), lesson("b", 3, 635, 660), lesson("d", 3, 700, 720)
    stray = lesson("s", 3, 0, 1, class_id=None)
    found = {x.id: hours.online_gap(x).verdict for x in after_previous([far, stray, close, one]).facts}
    assert found == {"a": Verdict.UNKNOWN, "b": Verdict.VIOLATED, "d": Verdict.UNKNOWN, "s": Verdict.UNKNOWN}
    elsewhere = after_previous([far, attrs.evolve(stray, place="beijing"), close, one]).facts
    assert {x.id: hours.online_gap(x).verdict for x in elsewhere if x.id != "s"} == {
        "a": Verdict.NOT_APPLICABLE, "b": Verdict.VIOLATED, "d": Verdict.SATISFIED,
    }  # fmt: skip


def test_pieces_of_one_lesson_are_not_put_together_where_another_may_lie_between() -> None:
    pieces = [lesson("a", 3, 600, 620), lesson("b", 3, 620, 635)]
    assert [s.minutes for s in lesson_stretch(in_stretches(after_previous(pieces).facts).facts).facts] == [35]
    unsure = in_stretches(after_previous([*pieces, lesson("s", 3, 0, 1, class_id=None)]).facts).facts
    assert [x.stretch for x in unsure] == [None, None, None]
    assert lesson_stretch(unsure).facts == ()
    last = lesson("s", 3, 635, 655, mode=None)
    (made,) = lesson_stretch(in_stretches(after_previous([*pieces, last]).facts).facts).facts
    assert (made.pieces, made.minutes) == (None, None)


def test_a_week_of_service_is_made_of_its_sessions() -> None:
    def session(day: int, start: int, end: int) -> ServiceSession:
        on = date(2026, 3, day)
        club = Activity.CLUB
        return ServiceSession(class_id="c", date=on, activity=club, starts=Clock(start), ends=Clock(end))

    days = service_day([session(2, 960, 1020), session(2, 1020, 1080), session(3, 960, 1050)]).facts
    assert {d.date.day: d.class_id for d in days if d.date} == {2: "c", 3: "c"}
    each = ((2, 120), (8, 90), (9, 30))
    week = [ServiceDay(class_id="c", date=date(2026, 3, d), sessions=1, minutes=m) for d, m in each]
    first, second = service_week(week).facts
    assert (first.date, first.days, first.shortest_day_minutes) == (date(2026, 3, 2), 2, 90)
    assert (second.date, second.days, second.shortest_day_minutes) == (date(2026, 3, 9), 1, 30)
    (found,) = service_week([*week[:2], ServiceDay(class_id="c", date=date(2026, 3, 4))]).facts
    assert (found.days, found.shortest_day_minutes) == (None, None)
    none = ServiceDay(class_id="c", date=date(2026, 3, 4), sessions=0, minutes=0)
    (found,) = service_week([*week[:2], none]).facts
    assert (found.days, found.shortest_day_minutes) == (2, 0)


@pytest.mark.parametrize(("counts", "minutes"), [(True, 150), (False, 60), (None, None)])
def test_self_study_that_is_counted_stays_apart_from_what_follows_the_lessons(
    *, counts: bool | None, minutes: int | None
) -> None:
    sessions = [
        ServiceSession(class_id="c", date=date(2026, 3, day), activity=kind, counts=said, starts=starts, ends=ends)
        for day in range(2, 7)
        for kind, said, starts, ends in (
            (Activity.HOMEWORK_HELP, None, Clock(960), Clock(1020)),
            (Activity.EVENING_STUDY, counts, Clock(1140), Clock(1230)),
        )
    ]
    (week,) = service_week(service_day(sessions).facts).facts
    assert (week.shortest_day_minutes, week.shortest_day_without_care) == (minutes, 60)


def test_sport_of_the_service_is_counted_by_the_day() -> None:
    def session(day: int, activity: Activity | None) -> ServiceSession:
        return ServiceSession(class_id="c", date=date(2026, 3, day), activity=activity)

    def week(*sessions: ServiceSession) -> Any:
        (found,) = service_week(service_day(sessions).facts).facts
        return found

    homework_help, sport = session(2, Activity.HOMEWORK_HELP), session(3, Activity.SPORT)
    assert (week(homework_help, sport, sport).sport_days, week(homework_help).sport_days) == (1, 0)
    assert (week(homework_help).has_sport, week(homework_help, sport).has_sport) == (False, True)
    assert week(homework_help, session(4, None)).has_sport is None


def test_lessons_paid_are_added_up_over_the_payments_of_one_course() -> None:
    def pay(day: int, lessons: int, taken: int | None, payer: str = "a") -> Payment:
        paid = {"id": f"p{day}", "payer_id": payer, "course_id": "m"}
        return Payment(**paid, paid_on=date(2026, 3, day), lessons=lessons, lessons_taken=taken)  # type: ignore[arg-type]

    paid = [pay(3, 30, 15), pay(1, 20, 0), pay(2, 40, 0, "b"), pay(4, 10, None)]
    found = {p.id: p.lessons_open for p in with_lessons_open(paid).facts}
    assert found == {"p1": 20, "p2": 40, "p3": 35, "p4": None}
    stray = attrs.evolve(pay(5, 99, 0), payer_id=None)
    seen = {p.id: (p.lessons_open, p.least_lessons_open) for p in with_lessons_open([*paid, stray]).facts}
    assert seen == {"p1": (None, 20), "p2": (None, 40), "p3": (None, 35), "p4": (None, None), "p5": (None, None)}


def test_every_derivation_takes_nothing_and_makes_nothing_of_it() -> None:
    for one in DERIVATIONS:
        assert one([]).facts == one([]).left == ()
        found = one([one.source()])
        assert (len(found.facts), len(found.left)) == (1 if one.order or not one.by else 0, 1 if one.by else 0)
