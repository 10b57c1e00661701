"""The frozen rules as somebody would write them who knows DuckDB's SQL and nothing of shuangjian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.tables import COLUMNS
from benchmarks.tables.by_hand_polars import KNOWN
from benchmarks.tables.by_hand_sql import (
    AMOUNTS,
    CAPS,
    HOMEWORK,
    LESSONS,
    TOLD_OF_HOMEWORK,
    TOLD_OF_LESSONS,
    Told,
    sure,
    verdicts,
)

NAMES = "['not_applicable', 'satisfied', 'violated', 'unknown']"
MINUTE = 60_000_000
FIRST_MINUTE, LAST_MINUTE = -10_653_120, 120_968_639


def _enum(*values: str) -> str:
    """Text of few values is told apart fastest as an enumeration, or by a map: the engine looks at each value once."""
    return "enum(" + ", ".join(f"'{v}'" for v in values) + ")"


KIND = _enum("school_day", "rest_day", "statutory_holiday", "vacation", "season_break", "make_up_day")
LAW = f"try_cast(place as {_enum(*KNOWN)}) as law"
DATE = "case when date between date '1949-10-01' and date '2199-12-31' then date end as date"
GRADE = "case when grade between 0 and 12 then grade end as grade"


def homework_counts(source: str) -> str:
    return _counted(_homework(source), HOMEWORK)


def homework_findings(source: str, form: str = "united") -> str:
    return {"united": united, "unnested": unnested}[form](_homework(source), TOLD_OF_HOMEWORK)


def lessons_counts(source: str, calendar: str) -> str:
    return _counted(_lessons(source, calendar), LESSONS)


def lessons_findings(source: str, calendar: str, form: str = "united") -> str:
    return {"united": united, "unnested": unnested}[form](_lessons(source, calendar), TOLD_OF_LESSONS)


def _homework(source: str) -> str:
    """What several rules ask, then the verdict of each."""
    return f"""
select * exclude (anshan, haishu, sichuan, place), {verdicts(HOMEWORK)} from (
  select *, {CAPS} from (
    select *, place is null or law is not null as known, law is not distinct from 'anshan' as anshan,
      law is not distinct from 'haishu' as haishu,
      law is not distinct from 'sichuan' or law is not distinct from 'chengdu' as sichuan
    from (
      select record, place, is_posted, try_cast(day_kind as {KIND}) as day_kind, {AMOUNTS}, {LAW}, {DATE}, {GRADE},
        case when grade = 6 then map {{'六三': 2, '五四': 3}}[system]
          else [0, 1, 1, 2, 2, 2, null, 3, 3, 3, 4, 4, 4][grade + 1] end as band,
        map {{'school_day': true, 'rest_day': false, 'statutory_holiday': false, 'vacation': false,
          'season_break': false}}[day_kind] as taught
      from {source})))"""


def _moment(column: str) -> str:
    """Whole minutes since 1970; a moment with seconds is none."""
    minutes = f"epoch_us({column}) // {MINUTE}"
    possible = f"epoch_us({column}) % {MINUTE} = 0 and {minutes} between {FIRST_MINUTE} and {LAST_MINUTE}"
    return f"case when {possible} then ({minutes})::integer end"


def _lessons(source: str, calendar: str) -> str:
    """The day, the lesson before (in a window as narrow as can be), then the verdict of each rule.

    A lesson without a class or a day is a stray: it may have come between those of any it agrees with.
    """
    stage, subject = _enum("preschool", "primary", "junior", "senior"), _enum("subject", "non_subject")
    return f"""
with strays as (
  select distinct class_id, date, law, known from (
    select class_id, {DATE}, {LAW}, place is null or law is not null as known from {source})
  where class_id is null or date is null),
of_day as (select distinct date, law, known, true as s from strays where class_id is null and date is not null),
of_class as (select distinct class_id, law, known, true as s from strays where class_id is not null and date is null),
of_none as (select distinct law, known, true as s from strays where class_id is null and date is null)
select *, {verdicts(LESSONS)} from (
  select * exclude (class_id, before, after, first_start, end_before, unsure_before, turn_before),
    law is not distinct from 'haikou' as haikou,
    law is not distinct from 'suzhou' as suzhou,
    ends - (date - date '1970-01-01') * 1440 as ended, ends - starts as lasted,
    case when class_id is not null and date is not null and coalesce(turn_before, 0) <> 1
      and (first_start is not null or (before is null and after is null)) and (not stray or turn_before = 2)
      then coalesce(turn_before, 0) = 0 end as is_first,
    case when class_id is not null and date is not null and first_start is not null and unsure_before = 0
      then starts - end_before end as gap
  from (
   select w.*, coalesce(of_day.s, of_class.s, of_none.s, false) as stray from (
    select *, max(case when mode = 'online' then ends end) over earlier as end_before,
      max(case when mode = 'offline' or (mode = 'online' and ends is not null) then 0 else 1 end) over earlier
        as unsure_before,
      max(case when mode = 'online' then 2 when mode = 'offline' then 0 else 1 end) over earlier as turn_before,
      lag(record) over w as before, lead(record) over w as after, first_value(starts) over w as first_start
    from (
      select l.* exclude (calendar), k.day_kind, k.provisional
      from (
        select record, class_id, calendar, is_live, overlaps_school, sets_homework, {LAW}, {DATE}, {GRADE}, place is null or law is not null as known,
          try_cast(mode as {_enum("online", "offline")}) as mode, try_cast(subject as {subject}) as subject,
          try_cast(stage as {stage}) as stage, {_moment("starts_at")} as starts, {_moment("ends_at")} as ends
        from {source}) as l
      left join (select calendar, date, try_cast(day_kind as {KIND}) as day_kind, provisional from {calendar}) as k
        on k.calendar = l.calendar and k.date = l.date)
    window w as (partition by class_id, date, law, known order by starts nulls first, record),
      earlier as (partition by class_id, date, law, known order by starts nulls first, record
        rows between unbounded preceding and 1 preceding)) as w
    left join of_day on of_day.date = w.date and of_day.law is not distinct from w.law and of_day.known = w.known
    left join of_class on of_class.class_id = w.class_id and of_class.law is not distinct from w.law
      and of_class.known = w.known
    left join of_none on of_none.law is not distinct from w.law and of_none.known = w.known))"""


# ------------------------------------------------------------------------------------------- counts and findings


def _counted(table: str, rules: Iterable[str]) -> str:
    """Counts by the verdicts of all rules together: few groups, taken apart afterwards."""
    ids = list(rules)
    columns = ", ".join(f"v{at}" for at in range(len(ids)))
    each = ", ".join(f"{{'rule': '{rule}', 'v': v{at}}}" for at, rule in enumerate(ids))
    return f"""
with judged as ({table}),
grouped as (select {columns}, count(*) as n from judged group by {columns}),
each as (select unnest([{each}]) as one, n from grouped)
select one.rule as rule, {NAMES}[one.v + 1] as verdict, sum(n)::bigint as n from each group by all"""


def united(table: str, told: Sequence[Told]) -> str:
    """The findings of each rule in turn, over the rows that have any, worked out once and kept.

    A plain `where` would be pushed below the verdicts and work them out a second time: unnest keeps it where it is.
    """
    kept = " and ".join(f"v{at} < 2" for at in range(len(told)))
    each = [f"select {_named(t.texts)} from judged where v{at} >= 2" for at, t in enumerate(told)]
    return f"""with judged as materialized (
      select *, unnest(case when {kept} then [] else [true] end) as any_finding from ({sure(table, told)}))
    """ + " union all ".join(each)


def unnested(table: str, told: Sequence[Told]) -> str:
    """The findings of all rules in one pass: a list of them for each row."""
    each = [f"case when v{at} >= 2 then {{{_named(t.texts, colon=True)}}} end" for at, t in enumerate(told)]
    kept = " and ".join(f"v{at} < 2" for at in range(len(told)))
    return f"""select unnest(one) from (
      select unnest(case when {kept} then [] else [{", ".join(each)}] end) as one from ({sure(table, told)})) where one is not null"""


def _named(texts: Sequence[str], *, colon: bool = False) -> str:
    pairs = zip(texts, COLUMNS, strict=True)
    return ", ".join(f"'{name}': {text}" if colon else f'{text} as "{name}"' for text, name in pairs)
