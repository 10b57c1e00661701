"""The indicators of the library: what they serve, and how verdicts, records and states become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import shuangjian
from shuangjian import Finding, Report, Verdict, check
from shuangjian.core.register import register
from shuangjian.core.verdict import WORST_FIRST, Receipt
from shuangjian.model.day import DayKind
from shuangjian.model.grade import System
from shuangjian.model.homework import HomeworkDay
from shuangjian.model.school import PupilNight, SchoolDay
from shuangjian.model.service import ServicePlan, ServiceWeek
from shuangjian.monitoring.fault import MonitoringError
from shuangjian.monitoring.indicator import Indicator, Measure
from shuangjian.monitoring.indicators import (
    INSTITUTIONS,
    by_state,
    from_counts,
    from_verdicts,
    in_time,
    measure,
    measures,
    offering_schools,
    unit_verdicts,
)
from shuangjian.rules import RULES

CLAUSES = register(Path(shuangjian.__file__).parent / "sources")
DAY = date(2026, 3, 10)
VERDICTS = st.sampled_from(Verdict)
CAPS = measure("homework_caps")


# ------------------------------------------------------------------------------------------- what is counted


def test_what_the_library_counts() -> None:
    assert [*measures()] == [
        "service_schools",
        "service_pupils",
        "service_participation",
        "service_days",
        "service_hours",
        "extended_care",
        "vacation_care_schools",
        "vacation_care_pupils",
        "homework_caps",
        "homework_in_time",
        "sleep",
        "exercise_in_school",
        "exercise_total",
        "institutions",
        "complaints",
    ]
    assert INSTITUTIONS in measures()


def test_a_measure_is_as_its_table_has_it() -> None:
    anew = measures.__wrapped__()
    assert anew == measures()
    assert anew["homework_caps"].rules == ("homework.written-home", "homework.written-minutes")
    assert anew["complaints"] == Measure(
        id="complaints",
        title={"zh": "投诉举报按期办结率", "en": "Complaints closed in time"},
        counts={
            "zh": "投诉举报；在规定期限内办结的计入",
            "en": "complaints; yes where they are closed by the day they were due",
        },
        clauses=("ENF-11", "EX-23", "SL-18"),
    )


@pytest.mark.parametrize("told", measures().values(), ids=list(measures()))
def test_a_measure_has_its_names_and_serves_clauses_and_rules_there_are(told: Measure) -> None:
    assert measure(told.id) is told
    for text in (told.title, told.counts):
        assert set(text) == {"zh", "en"}
        assert all(text.values())
    assert told.clauses
    assert [c for c in told.clauses if CLAUSES.clause(c) is None] == []
    assert [r for r in told.rules if r not in {rule.id for rule in RULES}] == []


@pytest.mark.parametrize("told", measures().values(), ids=list(measures()))
def test_the_rules_of_a_measure_are_about_records_of_one_kind(told: Measure) -> None:
    assert len({rule.fact for rule in RULES if rule.id in told.rules}) == bool(told.rules)


@pytest.mark.parametrize("told", measures().values(), ids=list(measures()))
def test_each_rule_of_a_measure_serves_a_clause_of_it(told: Measure) -> None:
    for rule in (r for r in RULES if r.id in told.rules):
        assert set(rule.clauses) & set(told.clauses), rule.id


def test_only_coverage_has_a_target_and_it_is_that_of_the_register() -> None:
    wanted = {id_: told.target for id_, told in measures().items() if told.target}
    assert [*wanted] == ["service_schools", "service_pupils"]
    for target in wanted.values():
        assert (target.least, target.clauses) == (Fraction(1), ("AS-03",))
        (clause,) = (CLAUSES.clause(id_) for id_ in target.clauses)
        assert clause is not None
        assert "100 percent" in clause.says
        assert (clause.starts, clause.evidence) == ((target.starts,), (target.evidence,))


def test_an_id_that_is_none_is_told_with_what_was_meant() -> None:
    with pytest.raises(MonitoringError) as caught:
        measure("sleeep")
    assert caught.value.faults == ("measure: there is no 'sleeep'; did you mean 'sleep'?",)


# ------------------------------------------------------------------------------------------- of counts


@given(st.lists(VERDICTS))
def test_satisfied_is_a_yes_violated_a_no_and_what_no_rule_is_about_is_left_out(verdicts: list[Verdict]) -> None:
    made = from_counts(CAPS, Counter(verdicts))
    asked = [v for v in verdicts if v is not Verdict.NOT_APPLICABLE]
    assert made.numerator == sum(v is Verdict.SATISFIED for v in asked)
    assert made.unknowns == sum(v is Verdict.UNKNOWN for v in asked)
    assert made.denominator + made.unknowns == len(asked)
    assert made.measure is CAPS


def test_counts_worked_by_hand() -> None:
    counts = {Verdict.SATISFIED: 5, Verdict.VIOLATED: 2, Verdict.UNKNOWN: 1, Verdict.NOT_APPLICABLE: 9}
    assert from_counts(CAPS, counts) == Indicator(CAPS, 5, 7, 1)
    assert from_counts(CAPS, {}) == Indicator(CAPS, 0, 0, 0)


def test_every_number_that_is_no_count_is_told() -> None:
    with pytest.raises(MonitoringError) as caught:
        from_counts(CAPS, {Verdict.SATISFIED: -1, Verdict.VIOLATED: 1, Verdict.NOT_APPLICABLE: 0.5})  # type: ignore[dict-item]
    assert caught.value.faults == (
        "counts.SATISFIED: -1 is impossible; it runs from 0 to any; give one that is",
        "counts.NOT_APPLICABLE: 0.5 is not of type int; give one that is",
    )


# ------------------------------------------------------------------------------------------- of units


@given(st.dictionaries(st.sampled_from("abcdef"), VERDICTS), st.sets(st.sampled_from("ghij")))
def test_of_a_unit_nothing_is_said_of_nothing_is_known(said: Mapping[str, Verdict], silent: set[str]) -> None:
    made = from_verdicts(CAPS, said, [*said, *silent])
    told = from_counts(CAPS, Counter(said.values()))
    assert made == attrs.evolve(told, unknowns=told.unknowns + len(silent))


def test_a_register_may_be_any_of_ids() -> None:
    said = {"a": Verdict.SATISFIED}
    for units in (["a", "b"], {"a": 7, "b": 0}, {"a", "b"}, iter("ab")):
        assert from_verdicts(CAPS, said, units) == Indicator(CAPS, 1, 1, 1)


def test_units_that_stand_twice_and_strangers_are_told_at_once() -> None:
    said = {"a": Verdict.SATISFIED, "x": Verdict.VIOLATED, "y": Verdict.UNKNOWN}
    with pytest.raises(MonitoringError) as caught:
        from_verdicts(CAPS, said, ["a", "b", "a", "a", "b"])
    assert caught.value.faults == (
        "units: 'a' stands 3 times; name each once",
        "units: 'b' stands 2 times; name each once",
        "verdicts: 'x' is not among the units; name it there, or leave it out",
        "verdicts: 'y' is not among the units; name it there, or leave it out",
    )


# ------------------------------------------------------------------------------------------- of reports


def report(findings: Iterable[tuple[str, str | None, Verdict]], counts: Mapping[str, Any] | None = None) -> Report:
    """A report that holds all findings, unless other counts are given."""
    held = tuple(Finding(rule=rule, record=record, verdict=verdict) for rule, record, verdict in findings)
    counted = {rule: Counter(f.verdict for f in held if f.rule == rule) for rule in {f.rule for f in held}}
    return Report(findings=held, counts=counted if counts is None else counts, receipt=Receipt(version="", norms=""))


@given(st.lists(st.tuples(VERDICTS, VERDICTS, st.sampled_from("pq")), max_size=6))
def test_the_worst_that_any_rule_says_of_any_record_stands_for_the_unit(
    days: list[tuple[Verdict, Verdict, str]],
) -> None:
    home, written = CAPS.rules
    found = [(home, str(at), said) for at, (said, _, _) in enumerate(days)]
    found += [(written, str(at), said) for at, (_, said, _) in enumerate(days)]
    made = unit_verdicts(CAPS, report(found), {str(at): unit for at, (_, _, unit) in enumerate(days)})
    assert set(made) == {unit for _, _, unit in days}
    for unit, verdict in made.items():
        said = {v for one, other, of in days if of == unit for v in (one, other)}
        assert verdict is min(said, key=WORST_FIRST.index)


def test_rules_of_other_measures_play_no_part() -> None:
    found = [(rule, "r", Verdict.SATISFIED) for rule in CAPS.rules]
    others = [("sleep.sleep-minutes", None, Verdict.VIOLATED)]
    assert unit_verdicts(CAPS, report([*found, *others]), {"r": "3-1"}) == {"3-1": Verdict.SATISFIED}


def test_a_report_without_such_records_says_nothing() -> None:
    assert unit_verdicts(CAPS, report([]), {}) == {}
    assert unit_verdicts(CAPS, report([], {rule: {} for rule in CAPS.rules}), {}) == {}


def test_a_report_that_kept_only_what_is_wrong_is_refused() -> None:
    """Its satisfied records would be missing, and every share 0."""
    day = HomeworkDay(
        id="d", date=DAY, grade=4, written_minutes=40, written_home_minutes=20, day_kind=DayKind.SCHOOL_DAY
    )
    with pytest.raises(MonitoringError) as caught:
        unit_verdicts(CAPS, check(day), {"d": "4-1"})
    assert caught.value.faults == (
        "report: holds 0 of 1 findings of 'homework.written-home'; check with keep=Verdict",
        "report: holds 0 of 1 findings of 'homework.written-minutes'; check with keep=Verdict",
    )


def test_all_that_a_report_lacks_is_told_at_once() -> None:
    home, written = CAPS.rules
    found = [(home, None, Verdict.SATISFIED), (home, "x", Verdict.VIOLATED), (home, None, Verdict.UNKNOWN)]
    with pytest.raises(MonitoringError) as caught:
        unit_verdicts(CAPS, report(found), {"y": "4-1"})
    assert caught.value.faults == (
        f"report: {written!r} was not asked; check by all rules of 'homework_caps'",
        "report: a record has no id, so nobody can say whose it is; give each one",
        "unit_of: 'x' has no unit; name it",
    )
    with pytest.raises(MonitoringError) as caught:
        unit_verdicts(measure("complaints"), report([]), {})
    assert caught.value.faults == ("measure: 'complaints' counts no verdicts; make its indicator of counts",)


# ------------------------------------------------------------------------------------------- of checked records


def unit_names(counted: Measure, facts: Iterable[Any], unit_of: Mapping[str, str]) -> dict[str, str]:
    said = unit_verdicts(counted, check(facts, keep=Verdict), unit_of)
    return {unit: verdict.name for unit, verdict in said.items()}


def homework(id_: str, grade: int, written: int | None, home: int | None) -> HomeworkDay:
    return HomeworkDay(
        id=id_,
        date=DAY,
        day_kind=DayKind.SCHOOL_DAY,
        grade=grade,
        system=System.SIX_THREE,
        written_minutes=written,
        written_home_minutes=home,
    )


def test_classes_within_the_caps_on_homework() -> None:
    said = unit_names(
        CAPS,
        [
            homework("1", 4, 60, 60),
            homework("2", 4, 61, 0),  # one day over the cap is enough
            homework("3", 5, 60, 60),
            homework("4", 5, None, None),
            homework("5", 2, 30, 0),  # written in school
            homework("6", 1, 1, 1),
            homework("7", 8, 90, 90),
            homework("8", 11, 200, 200),  # senior: no cap
        ],
        {"1": "4-1", "2": "4-1", "3": "5-1", "4": "5-1", "5": "2-1", "6": "1-1", "7": "8-1", "8": "11-1"},
    )
    assert said == {
        "4-1": "VIOLATED",
        "5-1": "UNKNOWN",
        "2-1": "SATISFIED",
        "1-1": "VIOLATED",
        "8-1": "SATISFIED",
        "11-1": "NOT_APPLICABLE",
    }


def test_pupils_who_sleep_enough() -> None:
    bed, woke = (datetime(2026, 3, day, hour) for day, hour in ((10, 21), (11, 7)))  # noqa: DTZ001  # local time
    facts = [
        PupilNight(id=id_, date=DAY, grade=3, bed_at=bed, woke_at=woke - timedelta(minutes=short), nap_minutes=0)
        for id_, short in (("1", 0), ("2", 1))
    ]
    assert unit_names(measure("sleep"), facts, {"1": "p", "2": "q"}) == {"p": "SATISFIED", "q": "VIOLATED"}


@pytest.mark.parametrize(("total", "school", "said"), [(120, 60, "SATISFIED"), (119, 59, "VIOLATED")])
def test_classes_with_enough_exercise(total: int, school: int, said: str) -> None:
    day = SchoolDay(
        id="1",
        date=DAY,
        day_kind=DayKind.SCHOOL_DAY,
        grade=5,
        system=System.SIX_THREE,
        exercise_in_school=school,
        exercise_outside=total - school,
    )
    for counted in ("exercise_in_school", "exercise_total"):
        assert unit_names(measure(counted), [day], {"1": "5-1"}) == {"5-1": said}


@pytest.mark.parametrize(
    ("days", "minutes", "without_care", "said_of_days", "said_of_hours"),
    [
        (5, 120, 120, "SATISFIED", "SATISFIED"),
        (4, 119, 119, "VIOLATED", "VIOLATED"),
        (5, 120, 119, "SATISFIED", "VIOLATED"),  # the two hours made up by care at noon
        (None, None, None, "UNKNOWN", "UNKNOWN"),
    ],
)
def test_classes_with_service_on_enough_days_and_long_enough(
    days: int | None, minutes: int | None, without_care: int | None, said_of_days: str, said_of_hours: str
) -> None:
    week = ServiceWeek(
        id="w",
        date=date(2026, 3, 9),
        grade=3,
        is_full=True,
        days=days,
        shortest_day_minutes=minutes,
        shortest_day_without_care=without_care,
    )
    assert unit_names(measure("service_days"), [week], {"w": "3-1"}) == {"3-1": said_of_days}
    assert unit_names(measure("service_hours"), [week], {"w": "3-1"}) == {"3-1": said_of_hours}


@pytest.mark.parametrize(
    ("need", "has_care", "said"),
    [(True, True, "SATISFIED"), (True, False, "VIOLATED"), (True, None, "UNKNOWN"), (False, False, "NOT_APPLICABLE")],
)
def test_schools_with_extended_care_for_those_who_need_it(need: bool, has_care: bool | None, said: str) -> None:
    plan = ServicePlan(id="p", date=DAY, grade=3, has_pupils_in_need=need, has_extended_care=has_care)
    assert unit_names(measure("extended_care"), [plan], {"p": "school"}) == {"school": said}


# ------------------------------------------------------------------------------------------- schools with service


@given(st.lists(st.tuples(st.sampled_from("pq"), st.none() | st.integers(0, 2)), max_size=8))
def test_one_day_of_one_class_is_enough_for_a_school_and_what_is_not_known_may_be_it(
    told: list[tuple[str, int | None]],
) -> None:
    weeks = [ServiceWeek(class_id=school + "-1", days=days) for school, days in told]
    said = offering_schools(iter(weeks), {"p-1": "p", "q-1": "q", "q-2": "q"})
    assert set(said) == {"p", "q"}
    for school, verdict in said.items():
        days = [n for of, n in told if of == school]
        days += [None] if school == "q" or not days else []  # of q-2, or of any, no week is recorded
        if any(days):
            assert verdict is Verdict.SATISFIED
        else:
            assert verdict is (Verdict.UNKNOWN if None in days else Verdict.VIOLATED)


@pytest.mark.parametrize("strange", [None, True, "SATISFIED", "satisfied", 1])
def test_what_is_no_verdict_is_told_and_nobody_is_lost_by_it(strange: Any) -> None:
    counted = measure("service_schools")
    with pytest.raises(MonitoringError, match=r"is not of type Verdict"):
        from_verdicts(counted, {"a": strange, "b": Verdict.SATISFIED}, ["a", "b"])
    with pytest.raises(MonitoringError, match=r"is not of type Verdict"):
        from_counts(counted, {strange: 1, Verdict.SATISFIED: 1})


def test_a_class_of_no_school_is_told() -> None:
    weeks = [ServiceWeek(class_id="3-1"), ServiceWeek(), ServiceWeek(class_id="9-9")]
    with pytest.raises(MonitoringError) as caught:
        offering_schools(weeks, {"3-1": "p"})
    assert caught.value.faults == (
        "weeks[1].class_id: None is a class of no school; name its school",
        "weeks[2].class_id: '9-9' is a class of no school; name its school",
    )


# ------------------------------------------------------------------------------------------- institutions


class State(Enum):
    LICENSED = "licensed"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@given(st.dictionaries(st.text(max_size=3), st.none() | st.sampled_from(State)))
def test_institutions_by_state_add_up(states: dict[str, State | None]) -> None:
    made = by_state(states, State)
    assert [*made] == [*State]
    known = [s for s in states.values() if s]
    for state, indicator in made.items():
        assert indicator == Indicator(measure("institutions"), known.count(state), len(known), len(states) - len(known))
    assert sum(i.numerator for i in made.values()) == len(known)


def test_a_state_may_be_any_text_but_must_be_among_the_kinds() -> None:
    assert by_state({"i": "open"}, ("open", "shut"))["shut"].share == 0
    with pytest.raises(MonitoringError) as caught:
        by_state({"i": "open", "j": "sold", "k": "moved", "l": None}, ("open", "shut"))
    assert caught.value.faults == (
        "states.j: 'sold' is none of the kinds; name it among them",
        "states.k: 'moved' is none of the kinds; name it among them",
    )


# ------------------------------------------------------------------------------------------- complaints

DUE = date(2026, 1, 12)
BEFORE, AFTER = DUE - timedelta(1), DUE + timedelta(1)


@pytest.mark.parametrize(
    ("due_on", "is_closed", "closed_on", "seen_on", "said"),
    [
        (DUE, True, BEFORE, AFTER, Verdict.SATISFIED),
        (DUE, True, DUE, DUE, Verdict.SATISFIED),  # the last day counts
        (DUE, True, AFTER, AFTER, Verdict.VIOLATED),
        (DUE, True, None, DUE, Verdict.SATISFIED),  # closed on some day by then
        (DUE, True, None, AFTER, Verdict.UNKNOWN),  # perhaps on the last of them
        (DUE, False, None, DUE, Verdict.UNKNOWN),  # it may still be closed today
        (DUE, False, None, AFTER, Verdict.VIOLATED),
        (DUE, None, None, BEFORE, Verdict.UNKNOWN),
        (DUE, None, None, AFTER, Verdict.UNKNOWN),
        (None, True, BEFORE, AFTER, Verdict.UNKNOWN),
        (None, False, None, AFTER, Verdict.UNKNOWN),
    ],
)
def test_a_complaint_is_closed_in_time_by_the_day_it_was_due(
    due_on: date | None, is_closed: bool | None, closed_on: date | None, seen_on: date, said: Verdict
) -> None:
    assert in_time(due_on=due_on, is_closed=is_closed, closed_on=closed_on, seen_on=seen_on) is said


MOMENTS = st.dates(DUE - timedelta(3), DUE + timedelta(3))


@given(MOMENTS, MOMENTS, st.none() | MOMENTS)
def test_what_is_said_of_a_complaint_never_turns_when_it_is_looked_at_again(
    due_on: date, seen_on: date, closes_on: date | None
) -> None:
    """Whatever is said early holds when the whole truth is known."""
    is_closed = closes_on is not None and closes_on <= seen_on
    early = in_time(due_on=due_on, is_closed=is_closed, closed_on=closes_on if is_closed else None, seen_on=seen_on)
    late = in_time(due_on=due_on, is_closed=bool(closes_on), closed_on=closes_on, seen_on=DUE + timedelta(9))
    assert late is (Verdict.SATISFIED if closes_on and closes_on <= due_on else Verdict.VIOLATED)
    assert early in (late, Verdict.UNKNOWN)


@pytest.mark.parametrize("is_closed", [False, None])
def test_days_of_a_complaint_that_cannot_be_are_told(is_closed: bool | None) -> None:
    with pytest.raises(MonitoringError) as caught:
        in_time(due_on=DUE, is_closed=is_closed, closed_on=AFTER, seen_on=DUE)
    assert caught.value.faults == (
        f"closed_on: {AFTER}, but is_closed is {is_closed}; say that it is closed, or leave the day out",
        f"closed_on: {AFTER} is after {DUE}, when it was looked at; correct one of the two",
    )
    with pytest.raises(MonitoringError, match="is after"):
        in_time(due_on=DUE, is_closed=True, closed_on=AFTER, seen_on=DUE)
