"""The frozen rules as somebody would write them who knows Spark's SQL and nothing of shuangjian."""

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

NAMES = "array('not_applicable', 'satisfied', 'violated', 'unknown')"
PLACES = ", ".join(f"'{p}'" for p in KNOWN)
LAW = f"case when place in ({PLACES}) then place when place is not null then 'nowhere' end as law"
DATE = "case when date between date '1949-10-01' and date '2199-12-31' then date end as date"
GRADE = "case when grade between 0 and 12 then grade end as grade"
KINDS = "('school_day', 'rest_day', 'statutory_holiday', 'vacation', 'season_break', 'make_up_day')"


def homework_counts(source: str) -> str:
    return _counted(_homework(source), HOMEWORK)


def homework_findings(source: str, form: str = "exploded") -> str:
    return {"united": united, "exploded": exploded}[form](_homework(source), TOLD_OF_HOMEWORK)


def lessons_counts(source: str, calendar: str) -> str:
    return _counted(_lessons(source, calendar), LESSONS)


def lessons_findings(source: str, calendar: str, form: str = "exploded") -> str:
    return {"united": united, "exploded": exploded}[form](_lessons(source, calendar), TOLD_OF_LESSONS)


def _homework(source: str) -> str:
    """What several rules ask, then the verdict of each."""
    return f"""
select *, {verdicts(HOMEWORK)} from (
  select *, {CAPS} from (
    select *, not law <=> 'nowhere' as known, law <=> 'anshan' as anshan, law <=> 'haishu' as haishu,
      law <=> 'sichuan' or law <=> 'chengdu' as sichuan
    from (
      select record, day_kind, is_posted, {AMOUNTS}, {LAW}, {DATE}, {GRADE},
        case when grade = 6 then case system when '六三' then 2 when '五四' then 3 end
          when grade between 7 and 9 then 3 when grade between 3 and 5 then 2 when grade between 1 and 2 then 1
          when grade = 0 then 0 when grade between 10 and 12 then 4 end as band,
        case day_kind when 'school_day' then true when 'rest_day' then false when 'vacation' then false
          when 'statutory_holiday' then false when 'season_break' then false end as taught
      from {source})))"""


def _moment(column: str) -> str:
    """The moment, if it can be: one with seconds is none."""
    possible = f"{column} >= timestamp_ntz '1949-10-01' and {column} < timestamp_ntz '2200-01-01'"
    return f"case when extract(second from {column}) = 0 and {possible} then {column} end"


def _one_of(column: str, *values: str) -> str:
    named = ", ".join(f"'{v}'" for v in values)
    return f"case when {column} in ({named}) then {column} end as {column}"


def _minutes(start: str, end: str) -> str:
    return f"cast(timestampdiff(minute, {start}, {end}) as int)"


def _lessons(source: str, calendar: str) -> str:
    """The day (a table small enough to be sent to every worker), the lesson before, then the verdict of each rule.

    A lesson without a class or a day is a stray: it may have come between those of any it agrees with.
    """
    return f"""
with strays as (
  select distinct class_id, date, law from (select class_id, {DATE}, {LAW} from {source})
  where class_id is null or date is null),
of_day as (select distinct date, law, true as s from strays where class_id is null and date is not null),
of_class as (select distinct class_id, law, true as s from strays where class_id is not null and date is null),
of_none as (select distinct law, true as s from strays where class_id is null and date is null)
select *, {verdicts(LESSONS)} from (
  select *, not law <=> 'nowhere' as known, law <=> 'haikou' as haikou, law <=> 'suzhou' as suzhou,
    {_minutes("cast(date as timestamp_ntz)", "ends")} as ended, {_minutes("starts", "ends")} as lasted,
    case when class_id is not null and date is not null and coalesce(turn_before, 0) <> 1
      and (first_start is not null or (before is null and after is null)) and (not stray or turn_before = 2)
      then coalesce(turn_before, 0) = 0 end as is_first,
    case when class_id is not null and date is not null and first_start is not null and unsure_before = 0
      then {_minutes("end_before", "starts")} end as gap
  from (
   select /*+ broadcast(of_day, of_class, of_none) */ w.*, coalesce(of_day.s, of_class.s, of_none.s, false) as stray
   from (
    select *, max(case when mode = 'online' then ends end) over earlier as end_before,
      max(case when mode = 'offline' or (mode = 'online' and ends is not null) then 0 else 1 end) over earlier
        as unsure_before,
      max(case when mode = 'online' then 2 when mode = 'offline' then 0 else 1 end) over earlier as turn_before,
      lag(record) over w as before, lead(record) over w as after, first_value(starts) over w as first_start
    from (
      select /*+ broadcast(k) */ l.*, k.day_kind, k.provisional
      from (
        select record, class_id, calendar, is_live, overlaps_school, sets_homework, {LAW}, {DATE}, {GRADE},
          {_one_of("mode", "online", "offline")}, {_one_of("subject", "subject", "non_subject")},
          {_one_of("stage", "preschool", "primary", "junior", "senior")},
          {_moment("starts_at")} as starts, {_moment("ends_at")} as ends
        from {source}) as l
      left join (
        select calendar, date, case when day_kind in {KINDS} then day_kind end as day_kind, provisional
        from {calendar}) as k
      on k.calendar = l.calendar and k.date = l.date)
    window w as (partition by law, class_id, date order by starts nulls first, record),
      earlier as (partition by law, class_id, date order by starts nulls first, record
        rows between unbounded preceding and 1 preceding)) as w
    left join of_day on of_day.date = w.date and of_day.law <=> w.law
    left join of_class on of_class.class_id = w.class_id and of_class.law <=> w.law
    left join of_none on of_none.law <=> w.law))"""


# ------------------------------------------------------------------------------------------- counts and findings


def _counted(table: str, rules: Iterable[str]) -> str:
    """Counts by the verdicts of all rules together: few groups, taken apart afterwards."""
    ids = list(rules)
    columns = ", ".join(f"v{at}" for at in range(len(ids)))
    each = ", ".join(f"'{rule}', v{at}" for at, rule in enumerate(ids))
    return f"""
select rule, {NAMES}[v] as verdict, sum(n) as n from (
  select stack({len(ids)}, {each}) as (rule, v), n from (
    select {columns}, count(*) as n from ({table}) group by {columns}))
group by rule, v"""


def united(table: str, told: Sequence[Told]) -> str:
    """The findings of each rule in turn; the table is read for each."""
    each = [f"select {_named(t.texts)} from judged where v{at} >= 2" for at, t in enumerate(told)]
    return f"with judged as ({sure(table, told)}) " + " union all ".join(each)


def exploded(table: str, told: Sequence[Told]) -> str:
    """The findings of all rules in one pass: a list of them for each row that has any.

    A plain `where` would be pushed below the verdicts, their text copied into it many times over; explode stays.
    """
    kept = " and ".join(f"v{at} < 2" for at in range(len(told)))
    any_ = f"explode(case when {kept} then array() else array(true) end) as any_finding"
    some = f"select *, {any_} from ({sure(table, told)})"
    each = ", ".join(
        f"case when v{at} >= 2 then named_struct({_named(t.texts, struct=True)}) end" for at, t in enumerate(told)
    )
    return f"select one.* from (select explode(array({each})) as one from ({some})) where one is not null"


def _named(texts: Sequence[str], *, struct: bool = False) -> str:
    pairs = zip(texts, COLUMNS, strict=True)
    return ", ".join(f"'{name}', {text}" if struct else f"{text} as `{name}`" for text, name in pairs)
