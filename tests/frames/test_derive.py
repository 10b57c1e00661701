"""`frames.derive`: the library's five derivations on every engine, what is refused, and chains up to the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date
from enum import Enum
from random import Random
from typing import Any

import attrs
import ibis
import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.cli.report import finding
from shuangjian.core.derive import Derivation
from shuangjian.core.fact import Fact, form
from shuangjian.core.verdict import Verdict
from shuangjian.core.words import Clock
from shuangjian.frames import TableError, check, derive, summarise
from shuangjian.model.derived import (
    DERIVATIONS,
    after_previous,
    homework_day,
    service_day,
    service_week,
    with_lessons_open,
)
from shuangjian.model.homework import HomeworkAssignment, HomeworkDay
from shuangjian.model.lesson import Lesson
from shuangjian.model.payment import Payment
from shuangjian.model.service import Activity, ServiceSession, ServiceWeek
from shuangjian.rules import RULES
from tests import parity
from tests.core.test_groups import columns, said, table, told
from tests.frames.test_findings import number, text

DAY = Date(2024, 3, 4)
NAMES = [d.name for d in DERIVATIONS]


def moment(hours: int, minutes: int = 0) -> datetime:
    return datetime(2024, 3, 4 + hours // 24, hours % 24, minutes)  # noqa: DTZ001  # local wall-clock time


def small(frame: pl.DataFrame) -> Any:
    return ibis.memtable(frame.to_arrow())


def of_pandas(frame: pl.DataFrame) -> Any:
    return frame.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)


KINDS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame.lazy(),
    "polars, eager": lambda frame: frame,
    "duckdb": lambda frame: parity.native(frame, "duckdb"),
    "pyarrow": lambda frame: frame.to_arrow(),
    "pandas": of_pandas,
}
SLOW: dict[str, Callable[[pl.DataFrame], Any]] = {"ibis": small}
kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


# ------------------------------------------------------------------------------------------- the five derivations


def values(type_: Any) -> Sequence[Any]:
    """Few values, so that groups are shared and moments tie."""
    if isinstance(type_, type) and issubclass(type_, Enum):
        return list(type_)[:4]
    some: dict[Any, Sequence[Any]] = {
        bool: [True, False], int: [0, 1, 2], Clock: [Clock(1000), Clock(1470)], str: ["a", "b"],
        Date: [DAY, Date(2024, 3, 5), Date(2024, 3, 12)], datetime: [moment(20), moment(23, 50), moment(24, 10)],
    }  # fmt: skip
    return some.get(type_, [])


def drawn(derivation: Derivation[Any, Any], rng: Random) -> Fact:
    types = {n: t for n, t in form(derivation.source).types.items() if n in form(derivation.source).fields}
    made = {n for n in derivation.spelled if derivation.order is not None}
    often_unknown = {n: 0.9 if n in made else 0.12 for n in types}
    said_ = {n: rng.choice(list(values(t))) for n, t in types.items() if values(t) and rng.random() > often_unknown[n]}
    said_ |= {n: v for n, v in (("lessons_taken", 0), ("starts", Clock(900))) if n in said_}  # else no fact: below 0
    fact: Fact = derivation.source(
        id=rng.choice([None, "", "9", "10", "x"]), place=rng.choice([None, "cn", "anshan"]), **said_
    )
    return fact


def agree(derivation: Derivation[Any, Any], records: Sequence[Any], table_: Any) -> None:
    expected, found = derivation(records), derive(table_, derivation)
    assert told(found.facts, columns(derivation.target)) == said(expected.facts, columns(derivation.target))
    assert told(found.left, columns(derivation.source)) == said(expected.left, columns(derivation.source))


@kinds
@pytest.mark.parametrize("derivation", DERIVATIONS, ids=NAMES)
@settings(deadline=None, max_examples=12)
@given(rng=st.randoms(use_true_random=False), number=st.integers(0, 12))
def test_tables_and_lists_agree(
    derivation: Derivation[Any, Any], kind: Callable[[pl.DataFrame], Any], rng: Random, number: int
) -> None:
    records = [drawn(derivation, rng) for _ in range(number)]
    agree(derivation, records, kind(table(records, derivation.source)))


@pytest.mark.parametrize("kind", SLOW.values(), ids=SLOW)
@pytest.mark.parametrize("derivation", DERIVATIONS, ids=NAMES)
def test_engines_that_are_slow_to_start_agree_too(
    derivation: Derivation[Any, Any], kind: Callable[[pl.DataFrame], Any]
) -> None:
    rng = Random(derivation.name)
    many = 60 if derivation is service_week else 300  # of more days, some week would have more than seven
    records = [drawn(derivation, rng) for _ in range(many)]
    agree(derivation, records, kind(table(records, derivation.source)))


# ------------------------------------------------------------------------------------------- what is handed over

ITEMS = pl.DataFrame({
    "nr": [1, 2, 3], "Klasse": ["a", "a", None], "day": [DAY, DAY, Date(2024, 3, 5)], "minutes": [20, 30, 40],
    "is_written": [True, True, True], "is_home": [True, False, True], "course": ["maths", "chinese", "maths"],
    "grade": [3, 3, 3],
})  # fmt: skip
HOW: dict[str, Any] = {
    "columns": {"Klasse": "class_id", "day": "date"}, "key": "nr",
    "unknown": ["system", "school_stage", "calendar", "day_kind", "day_kind_provisional"],
}  # fmt: skip


@kinds
def test_columns_have_the_names_the_caller_says_and_the_key_keeps_its_own(kind: Callable[[pl.DataFrame], Any]) -> None:
    found = derive(kind(ITEMS), homework_day, **HOW)
    assert told(found.facts, ["class_id", "date", "written_minutes", "written_home_minutes", "written_subjects"]) == {
        ("a", DAY, 50, 20, 2): 1
    }
    assert told(found.left, ["nr", "class_id", "minutes"]) == {(3, None, 40): 1}
    assert type(found.facts) is type(found.left) is type(kind(ITEMS))


@kinds
def test_rows_without_a_place_have_the_one_that_is_given(kind: Callable[[pl.DataFrame], Any]) -> None:
    assert told(derive(kind(ITEMS), homework_day, place="anshan", **HOW).facts, ["place"]) == {("anshan",): 1}
    some = ITEMS.with_columns(place=pl.Series(["cn", None, None]))
    days = derive(kind(some), homework_day, place="anshan", **HOW).facts
    assert told(days, ["place", "written_minutes"]) == {("cn", 20): 1, ("anshan", 30): 1}


def test_a_calendar_fills_what_a_day_is() -> None:
    days = pl.LazyFrame({"date": [DAY], "day_kind": ["school_day"], "provisional": [True]})
    how = HOW | {"unknown": ["system", "school_stage", "calendar"]}
    facts = derive(ITEMS.lazy(), homework_day, calendar=days, **how).facts
    assert told(facts, ["day_kind", "day_kind_provisional"]) == {("school_day", True): 1}


def test_all_that_is_wrong_is_told_at_once_before_any_work() -> None:
    odd = ITEMS.with_columns(is_home=pl.lit("yes"), grade=pl.lit(3.0)).drop("course")
    with pytest.raises(TableError) as refused:
        derive(odd, homework_day, **HOW | {"key": "number", "unknown": [*HOW["unknown"], "colour"]})
    assert [fault.partition(";")[0] for fault in refused.value.faults] == [
        "unknown: HomeworkAssignment has no field 'colour'",
        "no column for course",
        "grade: is Float64",
        "is_home: is String",
        "no column 'number' that names the records",
    ]
    with pytest.raises(TableError) as refused:
        derive(ITEMS.rename({"nr": "date"}), homework_day, **HOW | {"key": "date"})
    assert refused.value.faults == ("key: date is a field that another column gives; give the column another name",)
    with pytest.raises(TableError, match="NumPy's types lose what is not known"):
        derive(pd.DataFrame({"minutes": [1.5]}), homework_day)


LESSONS = pl.DataFrame({
    "nr": [1, 2], "class_id": [7, 7], "date": [DAY, DAY], "starts_at": [moment(9), moment(8)],
    "ends_at": [moment(10), moment(8, 55)], "mode": ["online", "online"], "note": ["x", "y"],
})  # fmt: skip


@kinds
def test_a_window_keeps_the_fields_there_are_and_the_key(kind: Callable[[pl.DataFrame], Any]) -> None:
    lessons = derive(kind(LESSONS), after_previous, key="nr").facts
    assert sorted(nw.from_native(lessons).collect_schema().names()) == [
        "class_id", "date", "ends_at", "is_first", "mode", "nr", "previous_ends_at", "previous_seen_ends_at",
        "starts_at",
    ]  # fmt: skip
    assert told(lessons, ["nr", "class_id", "is_first", "previous_ends_at"]) == {
        (1, 7, False, moment(8, 55)): 1, (2, 7, True, None): 1,
    }  # fmt: skip


@pytest.mark.parametrize("kind", [*KINDS.values(), *SLOW.values()], ids=[*KINDS, *SLOW])
def test_a_member_that_does_not_count_hides_none_before_it(kind: Callable[[pl.DataFrame], Any]) -> None:
    later = LESSONS.with_columns(pl.col("starts_at", "ends_at").dt.offset_by("4h"), nr=pl.col("nr") + 2)
    rows = pl.concat([LESSONS, later])
    offline = rows.with_columns(mode=pl.when(pl.col("nr") == 1).then(pl.lit("offline")).otherwise("mode"))
    lessons = derive(kind(offline), after_previous, key="nr").facts
    assert told(lessons, ["nr", "previous_ends_at"]) == {
        (1, moment(8, 55)): 1, (2, None): 1, (3, moment(12, 55)): 1, (4, moment(8, 55)): 1,
    }  # fmt: skip


@kinds
def test_a_kind_of_text_an_engine_keeps_as_numbers_is_read_as_text(kind: Callable[[pl.DataFrame], Any]) -> None:
    few = pl.Enum(["a", "chinese", "maths"])
    items = ITEMS.with_columns(pl.col("Klasse", "course").cast(few))
    found = derive(kind(items), homework_day, **HOW)
    assert told(found.facts, ["class_id", "written_subjects"]) == {("a", 2): 1}


# ------------------------------------------------------------------------------------------- chains


def of_facts(facts: Sequence[Any], cls: type[Fact]) -> Counter[tuple[Any, ...]]:
    """What the rules find in facts, if it is no pass: rule, verdict and what was observed."""
    rules = [r for r in RULES if issubclass(cls, r.fact)]
    found = [finding(r(f)) for f in facts for r in rules]
    kept = [f for f in found if f["verdict"] in ("violated", "unknown")]
    return Counter((f["rule"], f["verdict"], number(text(f["observed"]))) for f in kept)


def of_table(facts: Any, cls: type[Fact], key: str = "class_id") -> Counter[tuple[Any, ...]]:
    rows = nw.from_native(check(facts, cls, key=key)).lazy().collect("pyarrow").to_native().to_pylist()
    return Counter((r["rule"], r["verdict"], number(r["observed"])) for r in rows)


def records(derivation: Derivation[Any, Any], number: int = 120) -> list[Any]:
    rng = Random(f"chain {derivation.name}")
    return [drawn(derivation, rng) for _ in range(number)]


@kinds
def test_from_pieces_of_homework_to_days_and_their_findings(kind: Callable[[pl.DataFrame], Any]) -> None:
    drawn_ = [x for x in records(homework_day) if x.class_id and x.date]
    items = [attrs.evolve(x, grade=2, minutes=x.minutes and x.minutes * 30) for x in drawn_]
    days = derive(kind(table(items, HomeworkAssignment)), homework_day).facts
    expected = of_facts(homework_day(items).facts, HomeworkDay)
    assert {v for _, v, _ in expected} == {"violated", "unknown"}
    assert of_table(days, HomeworkDay) == expected


@kinds
def test_from_sessions_to_days_to_weeks_and_their_findings(kind: Callable[[pl.DataFrame], Any]) -> None:
    sessions = [attrs.evolve(x, activity=x.activity and Activity.SPORT) for x in records(service_day)]
    days = derive(kind(table(sessions, ServiceSession)), service_day)
    weeks = derive(days.facts, service_week)
    expected = service_week(service_day(sessions).facts)
    assert told(weeks.facts, columns(ServiceWeek)) == said(expected.facts, columns(ServiceWeek))
    assert of_table(weeks.facts, ServiceWeek) == of_facts(expected.facts, ServiceWeek)


@kinds
def test_from_lessons_and_payments_to_findings(kind: Callable[[pl.DataFrame], Any]) -> None:
    for derivation, cls in ((after_previous, Lesson), (with_lessons_open, Payment)):
        listed = records(derivation)
        made = derive(kind(table(listed, cls)), derivation, key="id").facts
        assert of_table(made, cls, "id") == of_facts(derivation(listed).facts, cls)


# ------------------------------------------------------------------------------------------- judged with the window


def of_list(derivation: Derivation[Any, Any], listed: Sequence[Any]) -> Counter[tuple[Any, ...]]:
    """What the rules find in records a list completed; those whose group is not known are as they were."""
    return of_facts(derivation(listed).facts, derivation.target)


def rows_of(frame: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = nw.from_native(frame).lazy().collect("pyarrow").to_native().to_pylist()
    return rows


WINDOWS = [(d, n) for d in (after_previous, with_lessons_open) for n in (1, 2, 400)]


def agree_when_judged(kind: Callable[[pl.DataFrame], Any], derivation: Derivation[Any, Any], listed: list[Any]) -> None:
    source = derivation.source
    frame = kind(table(listed, source))
    told_ = rows_of(check(frame, source, window=derivation))
    assert Counter((r["rule"], r["verdict"], number(r["observed"])) for r in told_) == of_list(derivation, listed)
    counted = rows_of(summarise(frame, source, window=derivation))
    bad = Counter({(r["rule"], v): r[v] for r in counted for v in ("violated", "unknown") if r[v]})
    assert bad == Counter((r["rule"], r["verdict"]) for r in told_)


@kinds
@pytest.mark.parametrize(("derivation", "size"), WINDOWS)
def test_a_window_judges_rows_as_a_list_does(
    kind: Callable[[pl.DataFrame], Any], derivation: Derivation[Any, Any], size: int
) -> None:
    agree_when_judged(kind, derivation, records(derivation, size))


@pytest.mark.parametrize("kind", SLOW.values(), ids=SLOW)
@pytest.mark.parametrize("derivation", [after_previous, with_lessons_open])
def test_an_engine_without_lookups_judges_rows_with_a_window_too(
    kind: Callable[[pl.DataFrame], Any], derivation: Derivation[Any, Any]
) -> None:
    agree_when_judged(kind, derivation, records(derivation))


@kinds
def test_a_window_needs_columns_for_what_it_reads_and_none_for_what_it_makes(
    kind: Callable[[pl.DataFrame], Any],
) -> None:
    rules = [r for r in RULES if r.id == "hours.online-gap"]
    unknown = ["place", "stage", "subject", "is_live", "grade", "school_stage", "compulsory"]
    how: dict[str, Any] = {"rules": rules, "window": after_previous}
    needed = {n for r in rules for n in r.inputs} | {"class_id", "ends_at", "date"}
    how["unknown"] = [n for n in unknown if n in needed]
    found = rows_of(check(kind(LESSONS), Lesson, key="nr", keep=list(Verdict), **how))
    assert [(r["record"], r["verdict"], r["observed"]) for r in sorted(found, key=lambda r: r["record"])] == [
        (1, "violated", "5"), (2, "not_applicable", None),
    ]  # fmt: skip
    with pytest.raises(TableError) as refused:
        check(kind(LESSONS.drop("ends_at", "class_id")), Lesson, key="nr", **how)
    assert [f.partition(";")[0] for f in refused.value.faults] == ["no column for class_id", "no column for ends_at"]


def test_only_a_window_of_the_facts_in_the_table_completes_them() -> None:
    for wrong, why in (
        (homework_day, "homework_day makes new facts, which are a table of their own"),
        (with_lessons_open, "with_lessons_open is of Payment"),
    ):
        with pytest.raises(TableError) as refused:
            check(table([], Lesson), Lesson, window=wrong)
        assert refused.value.faults == (f"window: {why}; take a window of Lesson, or derive the table first",)


@kinds
def test_a_sum_that_cannot_be_is_not_known(kind: Callable[[pl.DataFrame], Any]) -> None:
    """More minutes than a day has: some session was entered twice."""
    one = ServiceSession(id="a", class_id="1", date=DAY, starts=Clock(0), ends=Clock(1000), activity=Activity.SPORT)
    sessions = [one, attrs.evolve(one, id="b"), attrs.evolve(one, id="c", class_id="2")]
    expected = {d.class_id: d.minutes for d in service_day(sessions).facts}
    assert expected == {"1": None, "2": 1000}
    days = derive(kind(table(sessions, ServiceSession)), service_day).facts
    assert told(days, ["class_id", "minutes"]) == {("1", None): 1, ("2", 1000): 1}
