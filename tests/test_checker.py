"""The checker: what it fills in, what it counts, what it keeps, and what its receipt says."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian import RULES, Checker, LawError, Verdict, check
from shuangjian.calendar import Day, Period, SchoolCalendar
from shuangjian.checker import TOLD
from shuangjian.core.dates import Days
from shuangjian.core.fact import Fact
from shuangjian.core.layer import layer
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import WORST_FIRST, Note, Reason, Source
from shuangjian.model.day import DayKind
from shuangjian.model.derived import homework_day
from shuangjian.model.grade import Stage, System
from shuangjian.model.homework import HomeworkAssignment, HomeworkDay
from shuangjian.model.institution import Subject
from shuangjian.model.lesson import Lesson
from shuangjian.model.school import SchoolDay
from shuangjian.model.service import ServiceSession
from shuangjian.rules.school import after_school, homework, timetable
from shuangjian.rules.training import hours
from tests.core.policy import DAY, Parcel, at_places, row, ruled

TUESDAY = date(2026, 12, 1)
WRITTEN = homework.written_minutes
ALL: dict[str, Any] = {"keep": Verdict}


TWO = ruled(
    "at_least(x.n, k)",
    k=[row(value=10, modality="ban", clauses=["B-1"]), row(value=15, modality="in_principle", clauses=["P-1"])],
)


@attrs.frozen
class Always:
    """A calendar that says the same of every day."""

    kind: DayKind | None
    provisional: bool = False
    id: str = "x"

    def on(self, day: date, /) -> Day:
        return Day(self.kind, self.provisional, str(day))


CALENDARS: Any = {
    "school": Always(DayKind.SCHOOL_DAY),
    "maybe": Always(DayKind.SCHOOL_DAY, True),
    "off": Always(DayKind.VACATION),
}


def day(minutes: int | None = 70, **said: Any) -> HomeworkDay:
    base: dict[str, Any] = {
        "id": "d",
        "grade": 4,
        "system": System.SIX_THREE,
        "date": TUESDAY,
        "written_minutes": minutes,
    }
    return HomeworkDay(**base | said)


def verdict(fact: Fact, rules: Sequence[Rule[Any]] = (WRITTEN,), **options: Any) -> Verdict:
    return check(fact, rules=rules, **options).verdict


# ------------------------------------------------------------------------------------------- what is filled in


def test_without_a_calendar_the_day_is_unknown_and_named() -> None:
    (found,) = check(day(), rules=[WRITTEN]).findings
    assert (found.verdict, found.missing[0].what) == (Verdict.UNKNOWN, "2026-12-01")


@pytest.mark.parametrize(
    ("calendar", "expected"), [("school", "VIOLATED"), ("off", "NOT_APPLICABLE"), ("maybe", "VIOLATED")]
)
def test_a_calendar_fills_the_kind_of_day(calendar: str, expected: str) -> None:
    assert verdict(day(), calendars=CALENDARS, calendar=calendar).name == expected
    assert verdict(day(calendar=calendar), calendars=CALENDARS).name == expected


@pytest.mark.parametrize("place", [None, "zhejiang"])
def test_a_weekend_of_a_school_without_a_calendar_may_have_been_taught(place: str | None) -> None:
    """The schools of Linping taught on Saturday 25 April 2026 in exchange for a break (CA-04)."""
    saturday, holiday = date(2026, 4, 25), date(2026, 5, 1)
    said: dict[str, Any] = {"id": "d", "grade": 5, "system": System.SIX_THREE, "place": place}
    for on, expected in ((saturday, Verdict.UNKNOWN), (date(2026, 5, 5), Verdict.UNKNOWN), (holiday, Verdict.VIOLATED)):
        assert verdict(SchoolDay(date=on, group_lessons=True, **said), [timetable.holiday_lessons]) is expected
        assert verdict(ServiceSession(date=on, **said), [after_school.teaching_days]) is expected
    (found,) = check(SchoolDay(date=saturday, group_lessons=True, **said), rules=[timetable.holiday_lessons]).findings
    assert [(m.reason, m.what) for m in found.missing] == [(Reason.CALENDAR, "2026-04-25")]
    weekend = Days(saturday, date(2026, 4, 26))
    fact = SchoolDay(date=None, law_days=weekend, group_lessons=True, **said)
    assert verdict(fact, [timetable.holiday_lessons]) is Verdict.UNKNOWN
    assert verdict(day(date=saturday, place=place)) is Verdict.UNKNOWN


def test_training_is_barred_on_the_weekends_of_the_nation_whatever_schools_do() -> None:
    lesson = Lesson(date=date(2026, 4, 25), stage=Stage.JUNIOR, subject=Subject.SUBJECT)
    (found,) = check(lesson, rules=[hours.training_days]).findings
    assert (found.verdict, found.provisional) == (Verdict.VIOLATED, False)


def test_a_weekend_outside_all_a_school_calendar_speaks_of_is_as_without_one() -> None:
    spring = SchoolCalendar(id="s", title="S", terms=[Period("spring", date(2026, 3, 2), date(2026, 6, 30))])
    said: dict[str, Any] = {"calendars": {"s": spring}, "calendar": "s"}
    for on, expected in (
        (date(2026, 4, 25), Verdict.VIOLATED),
        (date(2026, 6, 28), Verdict.VIOLATED),
        (date(2026, 7, 4), Verdict.UNKNOWN),
        (date(2026, 2, 28), Verdict.UNKNOWN),
        (date(2026, 10, 1), Verdict.VIOLATED),
    ):
        lessons = SchoolDay(grade=5, date=on, group_lessons=True)
        assert verdict(lessons, [timetable.holiday_lessons], **said) is expected
        lesson = Lesson(date=on, stage=Stage.JUNIOR, subject=Subject.SUBJECT)
        without = verdict(lesson, [hours.training_days])
        assert verdict(lesson, [hours.training_days], **said) is without
    weekend = Days(date(2026, 7, 4), date(2026, 7, 5))
    lesson = Lesson(date=None, law_days=weekend, stage=Stage.JUNIOR, subject=Subject.SUBJECT)
    assert verdict(lesson, [hours.training_days], **said) is Verdict.VIOLATED


def test_place_and_calendar_are_filled_only_where_they_are_absent() -> None:
    options: dict[str, Any] = {"calendars": CALENDARS, "calendar": "off", "place": "anshan"}
    assert verdict(day(50, calendar="school"), **options) is Verdict.VIOLATED
    assert verdict(day(50, calendar="school", place="beijing"), **options) is Verdict.SATISFIED
    assert verdict(day(50, day_kind=DayKind.SCHOOL_DAY), **options) is Verdict.VIOLATED
    assert verdict(day(50), **options) is Verdict.NOT_APPLICABLE


def test_a_provisional_calendar_passes_to_the_verdict() -> None:
    (found,) = check(day(), rules=[WRITTEN], calendars=CALENDARS, calendar="maybe").findings
    assert found.provisional
    (found,) = check(day(), rules=[WRITTEN], calendars=CALENDARS, calendar="school").findings
    assert not found.provisional


def test_an_interval_of_days_asks_the_calendar_about_all_of_them() -> None:
    week = Days(date(2026, 3, 2), date(2026, 3, 6))
    assert verdict(day(date=None, law_days=week), calendars=CALENDARS, calendar="school") is Verdict.VIOLATED
    for last in (date(2027, 4, 5), date(2027, 4, 6), date(2150, 1, 1)):
        fact = day(date=None, law_days=Days(date(2026, 3, 2), last))
        expected = Verdict.VIOLATED if (last - date(2026, 3, 2)).days < 400 else Verdict.UNKNOWN
        assert verdict(fact, calendars=CALENDARS, calendar="school") is expected


def test_an_unknown_place_or_calendar_is_refused() -> None:
    with pytest.raises(LawError, match="did you mean 'anshan'"):
        Checker(place="anshn")
    with pytest.raises(LawError, match="no known place"):
        check(day(place="atlantis"))
    for options in ({"calendar": "school"}, {"calendar": "scool", "calendars": CALENDARS}):
        with pytest.raises(ValueError, match="was not given"):
            check(day(), **options)
    with pytest.raises(TypeError):
        check(day(), plcae="anshan")


# ------------------------------------------------------------------------------------------- certainty, layers, own rules


def test_local_certainty_lets_no_pass_stand_that_a_place_could_change() -> None:
    said: dict[str, Any] = {"calendars": CALENDARS, "calendar": "school", "local_certainty": True}
    assert verdict(day(50), **said) is Verdict.UNKNOWN
    (found,) = check(day(50), rules=[WRITTEN], **said).findings
    assert f"{WRITTEN.id} (anshan)" in [m.what for m in found.missing]
    assert verdict(day(1), **said) is Verdict.SATISFIED
    assert verdict(day(70), **said) is Verdict.VIOLATED
    assert verdict(day(50, place="beijing"), **said) is Verdict.SATISFIED


def test_local_certainty_doubts_a_breach_where_a_place_may_replace_the_number() -> None:
    made = at_places(
        ruled("at_most(x.n, k)", k={"unit": "u", "local": "replace", "row": [row(value=5)]}), a=[row(value=9)]
    )
    assert verdict(Parcel(date=DAY, n=7), [made], local_certainty=True) is Verdict.UNKNOWN
    assert verdict(Parcel(date=DAY, n=7), [made]) is Verdict.VIOLATED
    assert verdict(Parcel(date=DAY, n=7, place="a"), [made], local_certainty=True) is Verdict.SATISFIED


def test_the_receipt_names_only_the_places_that_were_asked_for() -> None:
    options: dict[str, Any] = {"calendars": CALENDARS, "calendar": "school", "local_certainty": True}
    assert check(day(50), rules=[WRITTEN], **options).receipt.places == ("cn",)


def test_a_layer_of_the_users_own_binds_below_ours() -> None:
    rows = [{"from": date(2025, 9, 1), "is": 40, "clauses": ["LO-12"], "band": "primary_3_up"}]
    own = layer("own_school", {"parent": "anshan", "homework": {"written_minutes": {"minutes": {"row": rows}}}})
    options: dict[str, Any] = {"layers": [own], "calendars": CALENDARS, "calendar": "school"}
    found = check(day(43, place="own_school"), **options)
    assert [(f.rule, f.limit, f.places) for f in found.findings if f.verdict is Verdict.VIOLATED] == [
        (WRITTEN.id, 40, ("own_school",))
    ]
    assert verdict(day(43, place="anshan"), **options) is Verdict.SATISFIED
    assert verdict(day(43, place="anshan")) is Verdict.UNKNOWN  # no calendar, and the checker before has left no trace
    with pytest.raises(LawError, match="'anshn' is no known place"):
        Checker(layers=[layer("own_school", {"parent": "anshn"})])
    with pytest.raises(LawError, match="is taken"):
        Checker(layers=[layer("anshan", {})])


def test_rules_of_ours_and_of_a_users_own_are_checked_together() -> None:
    own = ruled("at_most(x.n, k)", k=[row(value=5)])
    facts = [day(calendar="school"), Parcel(date=DAY, n=6, place="anshan"), Parcel(date=DAY, n=5)]
    report = check(facts, rules=(*RULES, own), calendars=CALENDARS)
    assert report.counts["trial.trial"][Verdict.VIOLATED] == report.counts["trial.trial"][Verdict.SATISFIED] == 1
    assert report.counts[WRITTEN.id][Verdict.VIOLATED] == 1
    assert list(report.counts)[-1] == "trial.trial"


def test_a_looser_place_is_named_once() -> None:
    facts = [day(70, place="haishu", day_kind=DayKind.SCHOOL_DAY)] * 3
    notes = check(facts, rules=[WRITTEN]).notes
    assert [n.what[:2] for n in notes if n.code == "looser"] == [(WRITTEN.id, "haishu")]
    assert not check(day(70, place="anshan"), rules=[WRITTEN]).notes
    assert check([day(), day()], rules=[WRITTEN]).notes == (Note("no-place"),)


@pytest.mark.parametrize("place", ["zhejiang", "lanzhou", "meizhou"])
def test_a_looser_row_is_named_only_where_a_record_its_rule_is_about_came(place: str) -> None:
    of = {r.id: r.fact for r in RULES}
    told: set[type[Fact]] = set()
    for kind in dict.fromkeys(of.values()):
        notes = [n for n in check(kind(), place=place).notes if n.code == "looser"]
        assert all(issubclass(kind, of[n.what[0]]) for n in notes)
        told |= {kind} if notes else set()
    assert told
    assert told != set(of.values())


# ------------------------------------------------------------------------------------------- counts, receipt, order

_days = st.builds(
    day,
    st.none() | st.integers(0, 100),
    grade=st.none() | st.integers(1, 9),
    place=st.sampled_from([None, "anshan", "haishu"]),
    day_kind=st.none() | st.sampled_from(DayKind),
    id=st.sampled_from("abc"),
    written_home_minutes=st.none() | st.integers(0, 9),
)


@given(st.lists(_days, max_size=6), st.randoms())
def test_counts_add_up_and_the_order_of_records_never_matters(days: list[HomeworkDay], rng: Any) -> None:
    report = check(days, **ALL)
    shuffled = days[:]
    rng.shuffle(shuffled)
    again = check(shuffled, **ALL)
    rules = [r for r in RULES if r.fact is HomeworkDay]
    assert report.records == len(days)
    assert sum(report.by_verdict.values()) == len(report.findings) == len(days) * len(rules)
    assert all(sum(counted.values()) == len(days) for counted in report.counts.values())
    assert sorted(map(str, report.findings)) == sorted(map(str, again.findings))
    assert (report.counts, report.receipt, set(report.notes)) == (again.counts, again.receipt, set(again.notes))
    told = check(days).findings
    assert list(told) == [f for f in report.findings if f.verdict in TOLD]
    assert report.verdict is next(
        (v for v in WORST_FIRST if any(f.verdict is v for f in report.findings)), Verdict.NOT_APPLICABLE
    )


def test_a_finding_carries_the_source_of_its_record() -> None:
    checker = Checker(rules=[TWO], keep=Verdict)
    assert [f.source for f in checker(Parcel(date=DAY, n=20), Source("a.json", 3))] == [Source("a.json", 3)]
    assert [f.source for f in checker(Parcel(date=DAY, n=1), Source("a.json", 4))] == [Source("a.json", 4)]


def test_the_receipt_says_what_was_used() -> None:
    checker = Checker(
        place="anshan", calendars=CALENDARS, calendar="school", profiles=["z", "absolute-caps"], unverified=True
    )
    checker(day())
    receipt = checker.report(on=date(2026, 4, 1)).receipt
    assert (receipt.places, receipt.calendars, receipt.profiles) == (("anshan",), ("school",), ("absolute-caps", "z"))
    assert (receipt.unverified, receipt.date, len(receipt.norms)) == (True, "2026-04-01", 64)
    assert Checker().report().receipt.date is None


@attrs.frozen(kw_only=True)
class OwnDay(HomeworkDay):
    """A user's record with a field more."""


def test_a_record_no_rule_is_about_does_not_pass_in_silence() -> None:
    report = check(OwnDay(date=TUESDAY, grade=4, written_minutes=500, day_kind=DayKind.SCHOOL_DAY))
    assert report.counts or [n for n in report.notes if n.code != "no-place"]


ITEM = HomeworkAssignment(class_id="4-2", grade=4, date=TUESDAY, minutes=70, is_written=True, is_home=True)
SESSION = ServiceSession(class_id="4-2", grade=4, date=TUESDAY)


def test_records_that_were_not_added_up_do_not_pass_in_silence() -> None:
    def apart(*facts: Fact, rules: Sequence[Rule[Any]] = RULES) -> list[tuple[str, ...]]:
        return [n.what for n in check(facts, rules=rules).notes if n.code == "apart"]

    days = homework_day([ITEM]).facts
    assert apart(ITEM, ITEM) == [("HomeworkAssignment", "HomeworkDay")]
    assert apart(SESSION) == [("ServiceSession", "ServiceWeek")]  # no rule is about the day between
    assert apart(ITEM, *days) == apart(ITEM, OwnDay()) == apart(*days) == apart() == []
    assert apart(ITEM, rules=[r for r in RULES if r.fact is not HomeworkDay]) == []
