"""The frozen rules in SQL as DuckDB and Spark both read it; what the engines spell differently is in their own files.

A rule is a chain of plain tests on columns worked out before: what does not apply, what is not known of the law, what
is kept and what is broken; the verdicts are 0 not applicable, 1 satisfied, 2 violated, 3 unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HOMEWORK = {
    "homework.written-home": """when band <> 1 or date < date '2018-12-29' then 0
      when band is null or date is null then 3
      when home = 0 then 1 when home > 0 then 2 else 3""",
    "homework.written-minutes": """when not taught or band = 0 or band = 4 or (band = 1 and not haishu)
        or (date < date '2021-04-08' and not anshan and not haishu) then 0
      when taught is null or band is null or cap is null then 3
      when minutes > cap then 2
      when minutes <= case when doubtful then case band when 2 then 45 else 60 end else cap end then 1 else 3""",
    "homework.written-subjects": """when not sichuan or date < date '2021-11-22' or not taught or grade not between 1 and 9
        then 0 when date is null or taught is null or grade is null then 3
      when subjects <= most_subjects then 1 when subjects > most_subjects then 2 else 3""",
    "homework.posted": """when not taught or date < date '2021-07-24' or grade not between 1 and 9 then 0
      when taught is null or date is null or grade is null then 3
      when is_posted then 1 when not is_posted then 2 else 3""",
}
AMOUNTS = """case when written_minutes between 0 and 1440 then written_minutes end as minutes,
        case when written_home_minutes between 0 and 1440 then written_home_minutes end as home,
        case when written_subjects between 0 and 30 then written_subjects end as subjects"""
CAPS = """
    case when anshan and date >= date '2026-11-21' then case band when 2 then 45 else 60 end
      when band = 1 then case when date >= date '2026-11-21' then 60 end
      when date >= date '2021-04-08' then case band when 2 then 60 else 90 end end as cap,
    anshan and date between date '2021-04-08' and date '2026-11-20' as doubtful,
    case when grade <= 6 then 2 when grade <= 8 then 4 else 5 end as most_subjects"""
IN_SCHOOL = "stage in ('primary', 'junior', 'senior')"
HAIKOU = "(haikou and date >= date '2021-09-02')"
SUZHOU = "(suzhou and date >= date '2023-01-31')"
OFFLINE_FREE = """((subject = 'non_subject' or date < date '2018-08-22') and (stage = 'preschool' or date < date '2021-03-30')
      and (subject = 'subject' or date < date '2022-12-01'))"""
ONLINE_FREE = """(date < date '2021-07-24' and (date < date '2019-07-15' or not is_live or stage = 'preschool'
      or (stage = 'senior' and date < date '2021-03-30')))"""
OFFLINE_SURE = f"""((subject = 'subject' and date >= date '2018-08-22') or ({IN_SCHOOL} and date >= date '2021-03-30')
      or (subject = 'non_subject' and date >= date '2022-12-31'))"""
ONLINE_SURE = "(date >= date '2021-07-24' or (date < date '2021-07-24' and is_live and stage is not null))"
LOCAL = f"({HAIKOU} and stage <> 'preschool' and subject = 'subject')"
LATEST = f"case when {LOCAL} then 1230 else 1260 end"
MAYBE_LOCAL = f"({HAIKOU} and coalesce(stage <> 'preschool', true) and coalesce(subject = 'subject', true))"
SAFE = f"case when {MAYBE_LOCAL} then 1230 else 1260 end"
LONGEST = (
    """case when date >= date '2021-07-24' and (stage <> 'senior' or subject = 'non_subject') then 30 else 40 end"""
)
MAYBE_SHORT = "(mode = 'online' and stage = 'senior' and subject = 'subject' and date >= date '2021-07-24')"
NOTICE = "(stage in ('primary', 'junior') and date >= date '2021-04-08')"
HOMELESS_OFFLINE = """((subject = 'non_subject' or date < date '2018-08-22')
      and (stage = 'preschool' or date < date '2021-03-30'))"""
HOMELESS_ONLINE = """(subject = 'non_subject' or stage <> 'primary' or grade not between 1 and 2
      or date < date '2019-07-15') and (stage in ('preschool', 'senior') or date < date '2021-04-08')"""
NO_HOMEWORK_SURE = f"""((mode = 'offline' and ((subject = 'subject' and date >= date '2018-08-22')
      or ({IN_SCHOOL} and date >= date '2021-03-30'))) or (mode = 'online' and subject = 'subject' and stage = 'primary'
      and grade between 1 and 2 and date >= date '2019-07-15') or {NOTICE})"""
LESSONS = {
    "hours.training-days": f"""when subject = 'non_subject' or stage = 'preschool' or date < date '2021-07-24' then 0
      when subject is null or stage is null or date is null then 3
      when stage <> 'senior' then case when day_kind = 'school_day' then 1
        when day_kind is null or day_kind = 'season_break' or (day_kind = 'make_up_day' and not {HAIKOU}) then 3 else 2 end
      when {HAIKOU} or {SUZHOU} then case when day_kind = 'school_day' then 1
        when day_kind is null or day_kind = 'season_break' or (day_kind = 'make_up_day' and suzhou) then 3 else 2 end
      else 3""",
    "hours.training-end": f"""when mode = 'offline' then case when {OFFLINE_FREE} then 0 when {OFFLINE_SURE} then
        case when ended <= 1230 then 1 when ended > 1230 then 2 else 3 end else 3 end
      when mode = 'online' then case when {ONLINE_FREE} then 0 when {ONLINE_SURE} then
        case when ended > {LATEST} then 2 when ended <= {SAFE} then 1 else 3 end else 3 end
      when {OFFLINE_FREE} and {ONLINE_FREE} then 0
      when {LOCAL} then case when ended > 1230 then 2 when ended <= 1230 then 1 else 3 end else 3""",
    "hours.online-minutes": f"""when mode = 'offline' or stage = 'preschool' or date < date '2019-07-15'
        or (date < date '2021-07-24' and subject = 'non_subject') then 0
      when mode is null or date is null or stage is null
        or (subject is null and (stage = 'senior' or date < date '2021-07-24')) then 3
      when lasted > {LONGEST} then 2 when lasted <= case when {MAYBE_SHORT} then 30 else {LONGEST} end then 1 else 3""",
    "hours.online-gap": """when mode = 'offline' or is_first or date < date '2019-07-15' then 0
      when mode is null or date is null or is_first is null then 3
      when gap < 10 then 2 when gap >= 10 and not stray then 1 else 3""",
    "hours.school-hours": """when date < date '2018-08-22' or (date < date '2022-12-01' and subject = 'non_subject') then 0
      when date >= date '2022-12-31' or (subject = 'subject' and date is not null) then
        case when overlaps_school then 2 when not overlaps_school then 1 else 3 end else 3""",
    "hours.no-homework": f"""when (mode = 'offline' and {HOMELESS_OFFLINE}) or (mode = 'online' and {HOMELESS_ONLINE})
        or ({HOMELESS_OFFLINE} and {HOMELESS_ONLINE}) then 0
      when {NO_HOMEWORK_SURE} then case when sets_homework then 2 when not sets_homework then 1 else 3 end else 3""",
}


def verdicts(rules: dict[str, str]) -> str:
    """The verdict of each rule; of a place nobody knows, nothing is known."""
    return ", ".join(f"case when not known then 3 {rule} end as v{at}" for at, rule in enumerate(rules.values()))


# ------------------------------------------------------------------------------------------- what is told of a finding


@dataclass(frozen=True)
class Told:
    """What is told of one rule's findings."""

    sure: str
    """Whether it is known what the law demands; the texts name it `sure` and the number of the rule."""
    texts: tuple[str, ...]
    """The columns of a finding."""


def sure(table: str, told: Sequence[Told]) -> str:
    """The table with whether it is sure what the law demands, once a rule."""
    return f"select *, {', '.join(t.sure for t in told)} from ({table})"


def _told(  # noqa: PLR0913  # a column each
    at: int,
    rule: str,
    *,
    sure: str,
    modality: str = "'ban'",
    observed: str,
    limit: str = "null",
    unit: str = "",
    clauses: str,
    places: str = "'cn'",
    fact: str,
    law: str,
    provisional: str = "false",
) -> Told:
    told = f"sure{at}"
    texts = (
        f"'{rule}'", "record", f"case v{at} when 2 then 'violated' else 'unknown' end",
        f"case when {told} then {modality} end", f"case when {told} then cast({observed} as string) end",
        f"case when {told} then cast({limit} as string) end", f"'{unit}'",
        f"case when {told} then {clauses} else '' end", f"case when {told} then {places} else '' end",
        f"case when {told} then coalesce({fact}, '') when not known then 'fact place' else concat_ws('; ', {law}) end",
        provisional,
    )  # fmt: skip
    return Told(f"known and coalesce({sure}, false) as {told}", texts)


def _if(condition: str, text: str) -> str:
    return f"case when {condition} then '{text}' end"


NO_BAND = "case when band is null then case when grade is null then 'fact grade' else 'fact system' end end"
NO_GRADE = _if("grade is null", "fact grade")
NO_DATE = _if("date is null", "fact date")
NO_MODE = _if("mode is null", "fact mode")
NO_DAY = """case when taught is null
  then case when day_kind = 'make_up_day' then 'unsettled make_up_day' else concat('calendar ', date) end end"""
SHANGHAI = "law = 'shanghai' and date >= date '2021-08-24'"
TIED = "law = 'haishu' and band = 2 and date >= date '2026-11-21'"
OWN = "law = 'anshan' and date >= date '2026-11-21'"
CITED = f"""case when {OWN} then 'LO-12; HW-13; HW-10' when band = 1 then 'LO-26'
    when date >= date '2025-05-27' then case band when 3 then 'HW-13; HW-05; HW-10' else 'HW-13; HW-03; HW-04; HW-10' end
    when date >= date '2021-09-01' then case band when 3 then 'HW-13; HW-05' else 'HW-13; HW-03; HW-04' end
    when band = 3 then 'HW-05' when date >= date '2021-07-24' then 'HW-03; HW-04' else 'HW-03' end"""
CITED_OF = f"case when {OWN} then 'anshan' when band = 1 then 'haishu' else 'cn' end"
GRADED = "grade is not null and date is not null"


def _homework() -> Iterator[Told]:
    no_fact = f"{NO_DAY}, {_if('minutes is null', 'fact written_minutes')}"
    yield _told(
        0, "homework.written-home",
        sure="band is not null and date is not null",
        modality="case when date >= date '2021-09-01' then 'ban' else 'must' end",
        observed="home", limit="'0'", unit="min",
        clauses="""case when date >= date '2025-05-27' then 'HW-13; HW-01; HW-10'
          when date >= date '2021-09-01' then 'HW-13; HW-01' when date >= date '2021-04-08' then 'HW-01; HW-08'
          else 'HW-08' end""",
        fact=_if("home is null", "fact written_home_minutes"),
        law=f"{NO_BAND}, {NO_DATE}",
    )  # fmt: skip
    yield _told(
        1, "homework.written-minutes", sure="band is not null and cap is not null and (not doubtful or v1 = 2)",
        modality="case when band = 1 or date < date '2021-09-01' then 'must' else 'ban' end",
        observed="minutes", limit="cap", unit="min",
        clauses=f"""{CITED} || case when {TIED} then '; LO-26' when {SHANGHAI} then '; LO-03' else '' end""",
        places=f"""{CITED_OF} || case when {TIED} then '; haishu' when {SHANGHAI} then '; shanghai' else '' end""",
        fact=no_fact,
        law=f"""{NO_BAND}, {NO_DATE}, case when date < date '2026-11-21' then case when law = 'anshan'
          then 'unsettled LO-12 ../2026-11-21' when law = 'haishu' then 'unsettled LO-26 ../2026-11-21' end end,
          case when doubtful and band is not null then coalesce({no_fact}) end""",
    )  # fmt: skip
    yield _told(
        2, "homework.written-subjects", sure=GRADED, modality="'must'", observed="subjects",
        limit="most_subjects", unit="subjects", clauses="'LO-19'", places="'sichuan'",
        fact=f"{NO_DAY}, {_if('subjects is null', 'fact written_subjects')}",
        law=f"{NO_GRADE}, {NO_DATE}",
    )  # fmt: skip
    yield _told(
        3, "homework.posted", sure=GRADED, modality="'must'", observed="is_posted", clauses="'HQ-03'",
        fact=f"{NO_DAY}, {_if('is_posted is null', 'fact is_posted')}", law=f"{NO_GRADE}, {NO_DATE}",
    )  # fmt: skip


OFFLINE, ONLINE = "(mode is null or mode = 'offline')", "(mode is null or mode = 'online')"
NOT_OTHER, NOT_SUBJECT = "(subject is null or subject = 'subject')", "(subject is null or subject = 'non_subject')"
MAYBE_LIVE = "(is_live is null or is_live)"
SETTLING = "date between date '2022-12-01' and date '2022-12-30'"
DECEMBER = "2022-12-01/2022-12-31"
EARLY_LIVE = "(date is null or date between date '2019-07-15' and date '2021-07-23')"
SUZHOU_SETTLING = "suzhou and date between date '2023-01-01' and date '2023-01-30'"


def _since(day: str) -> str:
    return f"(date is null or date >= date '{day}')"


def _clock(minutes: str) -> str:
    hours = f"cast(floor({minutes} / 60) as int)"
    return f"(lpad(cast({hours} as string), 2, '0') || ':' || lpad(cast({minutes} % 60 as string), 2, '0'))"


LOCAL_END = f"({LOCAL} and (mode is null or mode = 'online' and ended <= 1260))"
IN_DOUBT = f"(mode = 'online' and {MAYBE_LOCAL} and not coalesce({LOCAL}, false) or mode is null and {LOCAL})"
HALF_KNOWN = f"""({OFFLINE} and {_since("2018-08-22")} or {ONLINE} and {_since("2022-12-01")}
  or haikou and (stage is null or stage <> 'preschool') and {_since("2021-09-02")})"""
STAGE_ASKED = f"""({OFFLINE} and {_since("2021-03-30")} or {ONLINE} and {MAYBE_LIVE} and {_since("2019-07-15")}
  or haikou and {NOT_OTHER} and {_since("2021-09-02")})"""
LIVE_ASKED = f"""{ONLINE} and (((stage is null or stage in ('primary', 'junior')) and {EARLY_LIVE})
  or ((stage is null or stage <> 'preschool') and {_since("2021-03-30")}))"""
GRADE_ASKED = f"""{ONLINE} and {NOT_OTHER} and (stage is null or stage = 'primary') and {_since("2019-07-15")}"""
FIRST_GRADES = "(grade is null or grade between 1 and 2)"


def _lessons() -> Iterator[Told]:
    local = f"({HAIKOU} or {SUZHOU})"
    no_times = f"{_if('starts is null', 'fact starts_at')}, {_if('ends is null', 'fact ends_at')}"
    yield _told(
        0, "hours.training-days",
        sure=f"subject is not null and stage is not null and date is not null and not ({SUZHOU_SETTLING} and stage = 'senior')",
        modality=f"case when stage = 'senior' or ({HAIKOU} and day_kind = 'make_up_day') then 'must' else 'ban' end",
        observed="day_kind", limit=_if(f"stage <> 'senior' or {local}", "school_day"),
        clauses=f"""case when stage = 'senior' then case when {HAIKOU} then 'TIM-14; SHS-03; SHS-01'
            when {SUZHOU} then 'SHS-03; SHS-01' else 'SHS-01' end
          when {HAIKOU} and day_kind = 'make_up_day' then 'TIM-14' else 'TIM-01' end""",
        places=f"""case when {HAIKOU} and (stage = 'senior' or day_kind = 'make_up_day') then 'haikou'
          when {SUZHOU} and stage = 'senior' then 'suzhou' else 'cn' end""",
        fact=f"""case when v0 = 3 then case when stage = 'senior' and not {local}
          then 'local-norm hours.training-days allowed (cn)'
          when day_kind is null then concat('calendar ', date) else concat('unsettled ', day_kind) end end""",
        law=f"""{_if("stage is null", "fact stage; fact compulsory")}, {_if("subject is null", "fact subject")}, {NO_DATE},
          {_if(f"{SUZHOU_SETTLING} and (stage is null or stage = 'senior')", "unsettled SHS-03 2023-01-01/2023-01-31")}""",
        provisional="known and coalesce(provisional, false)",
    )  # fmt: skip
    yield _told(
        1, "hours.training-end",
        sure=f"""(mode = 'offline' and {OFFLINE_SURE} or mode = 'online' and {ONLINE_SURE} or mode is null and {LOCAL})
          and (v1 = 2 or not coalesce({IN_DOUBT}, false))""",
        modality=f"case when {LOCAL_END} then 'must' else 'ban' end", observed=_clock("ended"),
        limit=f"case when mode = 'offline' or {LOCAL_END} then '20:30' else '21:00' end", unit="clock",
        clauses=f"""case when {LOCAL_END} then 'TIM-14' when mode = 'offline' then concat_ws('; ',
            {_if("subject = 'subject'", "TIM-03")}, {_if(f"{IN_SCHOOL} and date >= date '2021-03-30'", "SL-11")},
            {_if("subject = 'non_subject' and date >= date '2022-12-31'", "TIM-04")})
          else concat_ws('; ', {_if("is_live and stage in ('primary', 'junior') and date <= date '2021-07-23'", "TIM-07")},
            {_if(f"is_live and {IN_SCHOOL} and date >= date '2021-03-30'", "SL-12")},
            {_if("date >= date '2021-07-24'", "TIM-05")},
            {_if("subject = 'non_subject' and date >= date '2022-12-31'", "TIM-06")}) end""",
        places=f"case when {LOCAL_END} then 'haikou' else 'cn' end", fact=_if("ended is null", "fact ends_at"),
        law=f"""{NO_MODE}, {NO_DATE}, {_if(f"subject is null and {HALF_KNOWN}", "fact subject")},
          {_if(f"stage is null and {STAGE_ASKED}", "fact stage")},
          {_if(f"stage is null and {ONLINE} and {MAYBE_LIVE} and {EARLY_LIVE}", "fact compulsory")},
          {_if(f"is_live is null and {LIVE_ASKED}", "fact is_live")},
          {_if(f"{OFFLINE} and {NOT_SUBJECT} and {SETTLING}", f"unsettled TIM-04 {DECEMBER}")},
          {_if(f"{ONLINE} and {NOT_SUBJECT} and {SETTLING}", f"unsettled TIM-06 {DECEMBER}")},
          {_if(f"ended is null and {IN_DOUBT}", "fact ends_at")}""",
    )  # fmt: skip
    yield _told(
        2, "hours.online-minutes",
        sure=f"""mode is not null and date is not null and stage is not null
          and not (subject is null and (stage = 'senior' or date < date '2021-07-24'))
          and (v2 = 2 or not coalesce({MAYBE_SHORT}, false))""",
        observed="lasted", limit=LONGEST, unit="min", clauses=f"case {LONGEST} when 30 then 'TIM-08' else 'TIM-09' end",
        fact=f"nullif(concat_ws('; ', {no_times}), '')",
        law=f"""{NO_MODE}, {NO_DATE}, {_if("stage is null", "fact stage")},
          {_if("stage is null and " + _since("2021-07-24"), "fact compulsory")}, {_if("subject is null", "fact subject")},
          case when {MAYBE_SHORT} then concat_ws('; ', 'unsettled TIM-08/SHS-01', {no_times}) end""",
    )  # fmt: skip
    yield _told(
        3, "hours.online-gap", sure="mode is not null and date is not null", modality="'must'", observed="gap",
        limit="10", unit="min", clauses="'TIM-10'",
        fact="""case when is_first is null then 'fact is_first'
          when gap is null then 'fact previous_ends_at; fact previous_seen_ends_at'
          when stray and gap >= 10 then 'fact previous_ends_at' end""",
        law=f"{NO_MODE}, {NO_DATE}",
    )  # fmt: skip
    yield _told(
        4, "hours.school-hours", sure="(date >= date '2022-12-31' or (subject = 'subject' and date is not null))",
        observed="overlaps_school", clauses="'TIM-02'", fact=_if("overlaps_school is null", "fact overlaps_school"),
        law=f"{_if('subject is null', 'fact subject')}, {NO_DATE}, {_if(SETTLING, f'unsettled TIM-02 {DECEMBER}')}",
    )  # fmt: skip
    yield _told(
        5, "hours.no-homework", sure=NO_HOMEWORK_SURE, observed="sets_homework",
        clauses=f"""concat_ws('; ', {_if("mode = 'offline' and subject = 'subject'", "CON-06")},
          {_if(f"mode = 'offline' and {IN_SCHOOL} and date >= date '2021-03-30'", "SL-11")},
          {_if("mode = 'online' and subject = 'subject' and stage = 'primary' and grade between 1 and 2", "CON-07")},
          {_if(NOTICE, "HQ-16")})""",
        fact=_if("sets_homework is null", "fact sets_homework"),
        law=f"""{NO_MODE}, {NO_DATE},
          {_if(f'''subject is null and ({OFFLINE} and {_since("2018-08-22")}
            or {GRADE_ASKED} and {FIRST_GRADES})''', "fact subject")},
          {_if(f'''stage is null and ({OFFLINE} and {_since("2021-03-30")} or {_since("2021-04-08")}
            or {GRADE_ASKED} and {FIRST_GRADES})''', "fact stage")},
          {_if(f"grade is null and {GRADE_ASKED}", "fact grade")},
          {_if(f"stage is null and {_since('2021-04-08')}", "fact compulsory")}""",
    )  # fmt: skip


TOLD_OF_HOMEWORK, TOLD_OF_LESSONS = tuple(_homework()), tuple(_lessons())
