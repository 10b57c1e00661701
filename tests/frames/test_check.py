"""What a table is refused for, what it may leave out, and what is counted."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import attrs
import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.calendar import NATION
from shuangjian.checker import Checker
from shuangjian.core.fact import Fact, form
from shuangjian.core.faults import LawError
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Verdict
from shuangjian.frames import TableError, calendar_days, check, summarise, worklist
from shuangjian.frames.calendar import with_calendar
from shuangjian.frames.counts import COUNTS
from shuangjian.model.exam import Exam
from shuangjian.model.grade import Stage, System
from shuangjian.model.homework import HomeworkDay
from shuangjian.model.institution import Subject
from shuangjian.model.lesson import Lesson
from shuangjian.model.payment import Payment, Refund
from shuangjian.model.school import SchoolDay
from shuangjian.rules import RULES as ALL_RULES
from shuangjian.rules.school.homework import posted, written_minutes
from shuangjian.rules.school.timetable import holiday_lessons
from shuangjian.rules.training.hours import online_minutes, training_days
from shuangjian.testing.pools import Pool
from tests import parity
from tests.core.policy import DAY, Parcel, at_places, row, ruled

RULES: list[Rule[Any]] = [written_minutes, posted]
TABLE = pl.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "date": [date(2026, 3, 10)] * 4,
        "day_kind": ["school_day"] * 4,
        "grade": [4, 4, 6, 8],
        "written_minutes": [75, 55, 75, None],
        "is_posted": [True, None, True, False],
    }
)
CURE = "; name its column in `columns`, or the field in `unknown` if nobody knows it"
NOBODY = ["system", "school_stage"]


def moment(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2022, 3, 3, hour, minute, second)  # noqa: DTZ001  # facts hold local wall-clock time


def told(table: pl.DataFrame, **options: Any) -> list[tuple[Any, ...]]:
    found = check(table, HomeworkDay, **{"rules": RULES, "unknown": NOBODY, **options})
    return sorted(found.select("rule", "record", "verdict", "missing").rows())


def faults(table: Any, fact: type[Any] = HomeworkDay, **options: Any) -> tuple[str, ...]:
    with pytest.raises(TableError) as wrong:
        check(table, fact, **{"rules": RULES, "unknown": NOBODY, **options})
    return wrong.value.faults


def test_findings_name_rule_record_verdict_and_what_is_missing() -> None:
    assert told(TABLE) == [
        ("homework.posted", "b", "unknown", "fact is_posted"),
        ("homework.posted", "d", "violated", ""),
        ("homework.written-minutes", "a", "violated", ""),
        ("homework.written-minutes", "c", "unknown", "fact system"),
        ("homework.written-minutes", "d", "unknown", "fact written_minutes"),
    ]


def test_columns_may_have_other_names_and_say_so() -> None:
    renamed = TABLE.rename({"grade": "year", "written_minutes": "m"})
    assert told(renamed, columns={"year": "grade", "m": "written_minutes"}) == told(TABLE)


def test_everything_that_is_wrong_comes_at_once() -> None:
    table = TABLE.rename({"id": "no", "written_minutes": "writen_minutes"}).with_columns(
        grade=pl.lit(4.0), date=pl.lit("2026-03-10")
    )
    found = faults(table, columns={"klass": "grade", "no": "clas_id"}, unknown=["systm", *NOBODY])
    assert found[0].startswith("columns: the table has no column 'klass'; known are ")
    assert found[1:] == (
        "columns: HomeworkDay has no field 'clas_id'; did you mean 'class_id'?",
        "unknown: HomeworkDay has no field 'systm'; did you mean 'system'?",
        "no column for written_minutes; did you mean 'writen_minutes'?" + CURE,
        "date: is String; cast it to a date",
        f"no column 'id' that names the records; known are {', '.join(table.columns)}; say which: key=…",
    )


def test_a_field_is_given_once_and_not_called_unknown_too() -> None:
    twice = TABLE.with_columns(year=pl.lit(3))
    assert faults(twice, columns={"year": "grade", "day_kind": "grade"}, rules=[posted])[:1] == (
        "columns: grade is given by two columns; leave one out",
    )
    assert faults(TABLE, columns={"grade": "grade"}, unknown=["grade", *NOBODY]) == (
        "unknown: grade is said to be unknown and has the column 'grade'; leave one out",
    )


def test_moments_with_a_zone_floats_for_money_and_foreign_tables_are_refused() -> None:
    zoned = pl.DataFrame({"id": ["a"], "starts_at": [datetime(2026, 3, 1, 9, tzinfo=UTC)]})
    nobody = ["date", "ends_at", "lesson_minutes", "mode", "stage", "subject", "compulsory"]
    (fault,) = faults(zoned, Lesson, rules=[online_minutes], unknown=nobody)
    assert fault == "starts_at: has the time zone UTC; give local wall-clock time without one"
    money = pl.DataFrame({"id": ["a"], "yuan": [1.5]})
    rules = [r for r in ALL_RULES if r.id == "prepayment.yuan"]
    rest = sorted({n for r in rules for n in r.inputs} - {"yuan"})
    assert faults(money, Payment, rules=rules, unknown=rest) == (
        "yuan: is Float64; money is exact, cast it to a decimal",
    )
    assert faults([1, 2])[0].startswith("list is no table; hand over one of Polars")


def test_numpy_in_pandas_is_refused_with_the_cure_and_arrow_types_are_read() -> None:
    arrow = TABLE.to_arrow()
    (fault,) = faults(arrow.to_pandas())
    assert fault.startswith(
        "id, date, day_kind, grade, written_minutes, is_posted: NumPy's types lose what is not known"
    )
    found = check(arrow.to_pandas(types_mapper=pd.ArrowDtype), HomeworkDay, rules=RULES, unknown=NOBODY)
    assert isinstance(found, pd.DataFrame)
    assert sorted(zip(found["rule"], found["record"], found["verdict"], found["missing"], strict=True)) == told(TABLE)


def test_what_is_handed_over_comes_back_as_the_same_kind() -> None:
    kinds = {
        pl.LazyFrame: TABLE.lazy(),
        pa.Table: TABLE.to_arrow(),
        duckdb.DuckDBPyRelation: duckdb.from_arrow(TABLE.to_arrow()),
    }
    for kind, table in kinds.items():
        assert isinstance(check(table, HomeworkDay, rules=RULES, unknown=NOBODY), kind)
        assert isinstance(summarise(table, HomeworkDay, rules=RULES, unknown=NOBODY), kind)


def test_a_value_that_cannot_be_is_not_known_and_never_a_pass() -> None:
    odd = TABLE.with_columns(
        day_kind=pl.Series(["holiday", "school_day", "school_day", "school_day"]),
        written_minutes=pl.Series([10, -5, 1441, 10]),
        grade=pl.Series([4, 4, 4, 13]),
    )
    missing = {r[1]: r[3] for r in told(odd, rules=[written_minutes])}
    assert missing == {
        "a": "calendar 2026-03-10",
        "b": "fact written_minutes",
        "c": "fact written_minutes",
        "d": "fact grade",
    }


def test_seconds_make_a_moment_unknown() -> None:
    table = pl.DataFrame({"id": [1, 2], "date": [DAY] * 2, "starts": [moment(8)] * 2,
                          "ends": [moment(9), moment(9, 0, 30)]})  # fmt: skip
    made = ruled("at_most(minutes_between(x.starts, x.ends), k)", k=[row(value=60)])
    found = check(table, Parcel, rules=[made], keep=list(Verdict))
    assert dict(zip(found["record"], found["verdict"], strict=True)) == {1: "satisfied", 2: "unknown"}


def test_places_come_by_column_or_by_name_and_a_strange_one_is_unknown() -> None:
    made = at_places(ruled("at_most(x.n, k)", k=[row(value=5)]), a=[row(value=3)])
    table = pl.DataFrame({"id": [1, 2, 3], "date": [DAY] * 3, "n": [4] * 3, "place": [None, "a", "nowhere"]})
    told_ = {
        r["record"]: (r["verdict"], r["missing"], r["places"])
        for r in check(table, Parcel, rules=[made]).rows(named=True)
    }
    assert told_ == {2: ("violated", "", "a"), 3: ("unknown", "fact place", "")}
    filled = check(table, Parcel, rules=[made], place="a")
    assert sorted(filled["record"].to_list()) == [1, 2, 3]
    assert check(table.drop("place"), Parcel, rules=[made], place="a")["record"].len() == 3
    with pytest.raises(LawError, match="is no known place"):
        check(table, Parcel, rules=[made], place="b")


def test_whole_yuan_are_money() -> None:
    made = ruled("at_most(x.cost, k)", types={"k": "Decimal"}, k=[row(value=5000)])
    table = pl.DataFrame({"id": [1, 2], "date": [DAY] * 2, "cost": [5000, 5001]})
    (found,) = check(table, Parcel, rules=[made]).rows(named=True)
    assert (found["record"], Decimal(found["observed"]), found["limit"]) == (2, Decimal(5001), "5000")


# ------------------------------------------------------------------------------------------- the calendar


def calendar(**kinds: str | None) -> pl.DataFrame:
    return pl.DataFrame({"date": [date(2026, 3, 10 + i) for i in range(len(kinds))], "day_kind": list(kinds.values())},
                        schema_overrides={"day_kind": pl.String})  # fmt: skip


def test_the_calendar_fills_what_a_row_does_not_say() -> None:
    table = TABLE.with_columns(day_kind=pl.Series([None, "rest_day", None, None], dtype=pl.String))
    days = calendar(a="school_day")
    assert told(table, calendar=days) == [r for r in told(TABLE) if r[1] != "b"]
    assert told(table.drop("day_kind"), calendar=days) == told(TABLE)


def test_a_provisional_day_marks_every_finding_that_read_it() -> None:
    days = calendar(a="school_day").with_columns(provisional=pl.lit(True))
    found = check(TABLE.drop("day_kind"), HomeworkDay, rules=RULES, unknown=NOBODY, calendar=days)
    assert found["provisional"].all()


def test_several_calendars_need_a_column_that_says_which() -> None:
    lessons = pl.DataFrame({"id": [1, 2], "date": [date(2026, 3, 10)] * 2, "calendar": ["x", "y"],
                            "subject": ["subject"] * 2, "stage": ["primary"] * 2})  # fmt: skip
    days = pl.DataFrame(
        {"calendar": ["x", "y"], "date": [date(2026, 3, 10)] * 2, "day_kind": ["vacation", "school_day"]}
    )
    found = check(lessons, Lesson, rules=[training_days], unknown=["compulsory"], calendar=days)
    assert found["record"].to_list() == [1]
    with pytest.raises(TableError, match="no column calendar that says which"):
        check(lessons.drop("calendar"), Lesson, rules=[training_days], unknown=["compulsory"], calendar=days)


def test_a_day_told_twice_would_double_records_and_is_refused() -> None:
    with pytest.raises(TableError, match="it tells of one day twice"):
        told(TABLE, calendar=pl.concat([calendar(a="school_day"), calendar(a="rest_day")]))


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_of_which_nothing_is_known_are_rows_all_the_same(engine: str) -> None:
    table = parity.native(pl.DataFrame({"id": ["a", "b", "c"]}), engine)
    nothing = list(form(Lesson).fields)
    counted = nw.from_native(summarise(table, Lesson, unknown=nothing)).lazy().collect("polars").to_native()
    assert set(counted.select(pl.sum_horizontal(COUNTS)).to_series()) == {3}
    found = nw.from_native(check(table, Lesson, unknown=nothing)).lazy().collect("polars").to_native()
    assert Counter(found["record"]) == dict.fromkeys("abc", counted["unknown"].sum() // 3)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_days_of_a_calendar_are_dates(engine: str) -> None:
    days = parity.native(calendar(a="school_day").with_columns(pl.col("date").cast(pl.String)), engine)
    with pytest.raises(TableError, match="calendar: date is String; cast it to a date"):
        check(parity.native(TABLE, engine), HomeworkDay, rules=RULES, unknown=NOBODY, calendar=days)


DAYS = [None, date(1, 1, 1), date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 13), date(9999, 12, 31)]


@settings(deadline=None, max_examples=60)
@given(st.data(), st.booleans())
def test_a_day_is_what_the_calendar_says_on_every_engine(data: st.DataObject, several: bool) -> None:
    names, kinds = st.sampled_from([None, "x", "y", ""]), st.sampled_from([None, "vacation", "school_day"])
    keys = st.tuples(names if several else st.just("x"), st.sampled_from(DAYS))
    days = data.draw(st.lists(st.tuples(keys, kinds), max_size=6, unique_by=lambda day: day[0]))
    rows = data.draw(st.lists(keys, max_size=6))
    types = {"calendar": pl.String, "date": pl.Date}
    table = pl.DataFrame(rows, schema=types, orient="row").with_row_index("id")
    told_ = pl.DataFrame([(*k, kind) for k, kind in days], schema={**types, "day_kind": pl.String}, orient="row")
    if not several:
        table, told_ = table.drop("calendar"), told_.drop("calendar")
    expected = dict(days)
    for engine in ("polars", "duckdb"):
        frame, calendar_ = (nw.from_native(parity.native(f, engine)) for f in (table, told_))
        found = with_calendar(frame, calendar_.to_native()).select("id", "day_kind").lazy().collect("polars").rows()
        wanted = [expected.get(key) if None not in key else None for key in rows]
        assert sorted(found) == list(enumerate(wanted))


def test_calendar_days_are_those_of_the_calendars() -> None:
    days = calendar_days([NATION], date(2026, 1, 1), date(2026, 1, 4))
    assert days["date"] == [date(2026, 1, d) for d in range(1, 5)]
    assert days["day_kind"][0] == "statutory_holiday"


ASKED: list[tuple[type[Fact], Rule[Any], dict[str, Any]]] = [
    (SchoolDay, holiday_lessons, {"grade": 5, "system": System.SIX_THREE, "group_lessons": True}),
    (Lesson, training_days, {"stage": Stage.JUNIOR, "subject": Subject.SUBJECT}),
]


@pytest.mark.parametrize(("fact", "rule", "said"), ASKED)
def test_the_nation_tells_tables_what_it_tells_records(fact: type[Fact], rule: Rule[Any], said: dict[str, Any]) -> None:
    days = pl.DataFrame(calendar_days([NATION], date(2026, 4, 24), date(2026, 5, 10), of=fact)).drop("calendar")
    records: list[Any] = [fact(id=str(d), **{"date": d} | said) for d in days["date"]]
    expected = Counter(rule_said.verdict.name.lower() for r in records for rule_said in Checker(rules=[rule])(r))
    rows = {n: [getattr(getattr(r, n), "value", getattr(r, n)) for r in records] for n in ("id", "date", *said)}
    fields = {a.name for a in attrs.fields(fact)} - rows.keys() - {"place", "law_days", "day_kind"}
    table = pl.DataFrame(rows).with_columns(place=pl.lit(None, pl.String))
    found = check(table, fact, rules=[rule], calendar=days, unknown=fields)
    assert Counter(found["verdict"]) == expected
    saturday = found.filter(pl.col("record") == "2026-04-25")["verdict"].to_list()
    assert saturday == ["unknown" if fact is SchoolDay else "violated"]


# ------------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_counts_are_those_of_the_verdicts(engine: str) -> None:
    native = TABLE.lazy() if engine == "polars" else duckdb.connect().from_arrow(TABLE.to_arrow())
    counted = summarise(native, HomeworkDay, rules=RULES, unknown=NOBODY)
    rows = (counted.collect() if engine == "polars" else counted.pl()).rows(named=True)
    assert {r["rule"]: tuple(r.values())[1:] for r in rows} == {
        "homework.written-minutes": (1, 2, 1, 0, 0.25, 0.75),
        "homework.posted": (1, 1, 2, 0, 0.5, 0.75),
    }


def test_counts_are_told_apart_by_what_is_asked_for() -> None:
    counted = summarise(TABLE, HomeworkDay, rules=[posted], unknown=NOBODY, by=["stage", "month", "place", "grade"])
    rows = {(r["stage"], r["grade"]): (r["month"], r["place"], r["violated"]) for r in counted.rows(named=True)}
    assert rows == {
        ("primary", 4): ("2026-03", "cn", 0),
        (None, 6): ("2026-03", "cn", 0),
        ("junior", 8): ("2026-03", "cn", 1),
    }
    with pytest.raises(TableError, match="by: HomeworkDay has no 'stag'; did you mean 'stage'"):
        summarise(TABLE, HomeworkDay, rules=[posted], unknown=NOBODY, by=["stag"])


def test_what_is_no_verdict_and_no_class_is_told_before_any_work() -> None:
    words: Any = ["violated", Verdict.UNKNOWN, 3]
    with pytest.raises(TableError) as told:
        check(TABLE, HomeworkDay, rules=[posted], unknown=NOBODY, keep=words)
    assert told.value.faults == (
        "keep: 'violated' is no verdict; take members of Verdict, such as Verdict.VIOLATED",
        "keep: 3 is no verdict; take members of Verdict, such as Verdict.VIOLATED",
    )
    named: Any = "HomeworkDay"
    with pytest.raises(TableError, match="fact: 'HomeworkDay' is no class of facts; take one, such as HomeworkDay"):
        check(TABLE, named, rules=[posted], unknown=NOBODY)


def test_more_rules_than_fit_into_one_number_are_counted_too() -> None:
    rules = [r for r in ALL_RULES if r.fact is Exam]
    assert len(rules) > 15
    rng, pools = Random(1), [Pool(r) for r in rules]
    table = parity.table(rules, [rng.choice(pools).draw(rng) for _ in range(200)])
    counted = summarise(table, Exam, rules=rules)
    each = check(table, Exam, rules=rules, key="row", keep=list(Verdict)).group_by("rule", "verdict").len()
    said = {(r, v): n for r, v, n in each.rows()}
    for row_ in counted.rows(named=True):
        assert {v: row_[v] for v in COUNTS} == {v: said.get((row_["rule"], v), 0) for v in COUNTS}


def test_a_rule_about_no_row_has_no_share() -> None:
    senior = TABLE.with_columns(grade=pl.lit(11))
    counted = summarise(senior, HomeworkDay, rules=[posted], unknown=NOBODY)
    assert counted.row(0, named=True) | {"rule": ""} == {
        "rule": "", "violated": 0, "unknown": 0, "satisfied": 0, "not_applicable": 4, "least": None, "most": None,
    }  # fmt: skip


def test_the_worklist_names_what_would_resolve_most() -> None:
    first, *rest = worklist(TABLE, HomeworkDay, rules=RULES, unknown=NOBODY)
    assert (first.reason, first.what, first.verdicts, first.alone) == ("fact", "is_posted", 1, 1)
    assert [w.what for w in rest] == ["system", "written_minutes"]
    nothing = TABLE.with_columns(date=pl.lit(None, pl.Date), grade=pl.lit(None, pl.Int64))
    found = {
        w.what: (w.verdicts, w.alone) for w in worklist(nothing, HomeworkDay, rules=[written_minutes], unknown=NOBODY)
    }
    assert found["grade"] == (4, 0)
    assert found["date"] == (4, 0)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_that_all_say_the_same_are_rows_all_the_same(engine: str) -> None:
    banned = ruled("forbid(x.is_ugly)")
    table = pl.DataFrame(
        {"id": [1, 2, 3], "date": [DAY] * 3, "is_ugly": [None] * 3}, schema_overrides={"is_ugly": pl.Boolean}
    )
    native = table.lazy() if engine == "polars" else duckdb.connect().from_arrow(table.to_arrow())
    (work,) = worklist(native, Parcel, rules=[banned])
    assert (work.what, work.verdicts, work.alone) == ("is_ugly", 3, 3)
    (nobody,) = worklist(native, Parcel, rules=[banned], unknown=[], place="cn")
    assert nobody == work
    (unsaid,) = worklist(table.drop("is_ugly"), Parcel, rules=[banned], unknown=["is_ugly"])
    assert unsaid == work


# ------------------------------------------------------------------------------------------- types that hold too much

VAST = 2**62


@pytest.mark.parametrize("engine", parity.ENGINES)
def test_amounts_of_any_exact_type_say_the_same(engine: str) -> None:
    rules = [r for r in ALL_RULES if r.fact is Refund]
    rng, pool = Random("amounts"), Pool(rules[0])
    table = parity.table(rules, [pool.draw(rng, unknown=0.03) for _ in range(200)])
    whole = [pl.when(pl.col(c) < 90).then(pl.col(c).round(0)) for c in ("paid_yuan", "refunded_yuan")]

    def said(*types: Any) -> Any:
        typed = table.with_columns(x.cast(t) for x, t in zip(whole, types, strict=True))
        found = check(parity.native(typed, engine), Refund, rules=rules, key="row", keep=list(Verdict))
        rows = nw.from_native(found).lazy().collect("pyarrow").to_native().to_pylist()
        return {(r["rule"], r["record"]): (r["verdict"], r["missing"]) for r in rows}

    plain = said(pl.Decimal(14, 2), pl.Decimal(14, 2))
    assert {verdict for verdict, _ in plain.values()} >= {"violated", "satisfied", "unknown"}
    for types in (
        (pl.Int64, pl.Decimal(14, 2)),
        (pl.Decimal(38, 4), pl.Decimal(20, 6)),
        (pl.UInt64, pl.Int8),
        (pl.Decimal(38, 26), pl.Decimal(4, 2)),
    ):
        assert said(*types) == plain, types


@pytest.mark.parametrize("engine", parity.ENGINES)
def test_a_number_no_field_can_have_is_not_known_however_large(engine: str) -> None:
    for dtype, numbers in ((pl.UInt64, [2**64 - 1, VAST]), (pl.Int64, [-VAST, VAST]), (pl.Int32, [-1, 2**31 - 1])):
        rows = TABLE.head(2).with_columns(written_minutes=pl.Series(numbers, dtype=dtype))
        found = check(parity.native(rows, engine), HomeworkDay, rules=[written_minutes], unknown=NOBODY)
        told_ = nw.from_native(found).lazy().collect("pyarrow").to_native().to_pylist()
        assert [(r["verdict"], r["missing"]) for r in told_] == [("unknown", "fact written_minutes")] * 2
    refunds = [r for r in ALL_RULES if r.fact is Refund]
    one = parity.table(refunds, [Pool(refunds[0]).draw(Random(1))]).with_columns(pl.lit(VAST).alias("paid_yuan"))
    assert check(parity.native(one, engine), Refund, rules=refunds, key="row") is not None


def test_amounts_that_leave_no_room_and_places_that_are_numbers_are_refused() -> None:
    refunds = [r for r in ALL_RULES if r.fact is Refund]
    table = parity.table(refunds, []).with_columns(pl.col("paid_yuan").cast(pl.Decimal(38, 30)))
    assert faults(table, Refund, rules=refunds, key="row", unknown=()) == (
        "paid_yuan: is Decimal(precision=38, scale=30); cast it to a decimal of at most 26 places",
    )
    assert faults(TABLE.with_columns(place=pl.lit(1))) == ("place: is Int32; give text",)
