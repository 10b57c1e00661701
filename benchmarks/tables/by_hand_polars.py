"""The frozen rules as somebody would write them who knows Polars and nothing of shuangjian."""

from __future__ import annotations

from datetime import date as Day, datetime  # noqa: N812  # columns are called date
from typing import NamedTuple

import polars as pl

c, lit, when = pl.col, pl.lit, pl.when
KNOWN = (
    "cn", "anshan", "beijing", "changzhi", "chengdu", "chongqing", "enshi", "gansu", "guangdong", "guangzhou", "haikou",
    "hainan", "haishu", "henan", "hubei", "huizhou", "jiangsu", "jiangxi", "jilin", "jinan", "lanzhou", "liaoning",
    "nantong", "ningbo", "ningxia", "qingdao", "sanya", "shandong", "shanghai", "shanxi", "shenyang", "sichuan",
    "suzhou", "taiyuan", "tianjin", "weihai", "wuxi", "xinyu", "zhejiang", "zhengzhou",
)  # fmt: skip
"""Places whose law is known."""
YES = pl.lit(True)  # noqa: FBT003  # a value
NO = pl.lit(False)  # noqa: FBT003


UNITS = {
    "homework.written-home": "min", "homework.written-minutes": "min", "homework.written-subjects": "subjects",
    "hours.training-end": "clock", "hours.online-minutes": "min", "hours.online-gap": "min",
}  # fmt: skip


class Rule(NamedTuple):
    """Where a rule surely does not apply, where it is known what it demands, and whether that is met.

    Null stands for "not known" throughout; no row is both free and sure.
    """

    free: pl.Expr
    sure: pl.Expr
    met: pl.Expr


def _counts(table: pl.LazyFrame, rules: dict[str, Rule]) -> pl.LazyFrame:
    """Verdicts counted as bits, never written down row by row."""
    sums = {}
    for rule, (free, sure, met) in rules.items():
        sums[f"{rule} satisfied"] = (c("known") & sure & met).sum()
        sums[f"{rule} violated"] = (c("known") & sure & ~met).sum()
        sums[f"{rule} not_applicable"] = (c("known") & free).sum()
    totals = table.select(pl.len().alias("rows"), **sums)
    lists = pl.concat_list(
        pl.struct(rule=lit(rule), verdict=lit(verdict), n=_total(rule, verdict).cast(pl.Int64))
        for rule in rules
        for verdict in ("not_applicable", "satisfied", "violated", "unknown")
    )
    return totals.select(lists.alias("all")).explode("all").unnest("all").filter(c("n") > 0)


def _total(rule: str, verdict: str) -> pl.Expr:
    if verdict != "unknown":
        return c(f"{rule} {verdict}")
    return c("rows") - c(f"{rule} satisfied") - c(f"{rule} violated") - c(f"{rule} not_applicable")


def _told(table: pl.LazyFrame, rule: str, rules: dict[str, Rule], **columns: pl.Expr) -> pl.LazyFrame:
    """What is not kept, or not known to be; one predicate, as two would copy the table twice."""
    free, sure, met = rules[rule]
    kept = free | (sure & met) | ~c("known")  # places nobody knows are told of elsewhere
    bad = table.filter(kept.ne_missing(YES))
    return bad.with_columns(sure=sure.fill_null(NO), bad=(sure & ~met).fill_null(NO)).select(
        rule=lit(rule), record="record", verdict=when("bad").then(lit("violated")).otherwise(lit("unknown")), **columns
    )  # fmt: skip


def _nowhere(table: pl.LazyFrame, rules: dict[str, Rule]) -> pl.LazyFrame:
    """Of a place nobody knows nothing can be said, whatever the rule."""
    nothing = lit(None, pl.String)
    each = pl.concat_list(pl.struct(rule=lit(rule), unit=lit(UNITS.get(rule, ""))) for rule in rules)
    return table.filter(~c("known")).select("record", each=each).explode("each").unnest("each").select(
        "rule", "record", verdict=lit("unknown"), modality=nothing, observed=nothing, limit=nothing, unit="unit",
        clauses=lit(""), places=lit(""), missing=lit("fact place"), provisional=NO,
    )  # fmt: skip


def _if(condition: pl.Expr, text: str) -> pl.Expr:
    return when(condition).then(lit(text))


def _list(*parts: pl.Expr) -> pl.Expr:
    return pl.concat_str(*parts, separator="; ", ignore_nulls=True)


def _text(number: pl.Expr) -> pl.Expr:
    return when("sure").then(number.cast(pl.String))


def _sure(text: str | pl.Expr) -> pl.Expr:
    return when("sure").then(lit(text) if isinstance(text, str) else text).otherwise(lit(""))


def _since(*day: int) -> pl.Expr:
    return c("date") >= Day(*day)


def _before(*day: int) -> pl.Expr:
    return c("date") < Day(*day)


_dated = when(c("date").is_between(Day(1949, 10, 1), Day(2199, 12, 31))).then(c("date"))
_known = c("place").is_in(KNOWN).fill_null(YES)
_no_date = _if(c("date").is_null(), "fact date")
_calendar = "calendar " + c("date").cast(pl.String)
_nothing = lit(None, pl.String)


def _within(number: pl.Expr, high: int) -> pl.Expr:
    return when(number.is_between(0, high)).then(number)


# ------------------------------------------------------------------------------------------- homework


def homework_counts(table: pl.LazyFrame) -> pl.LazyFrame:
    return _counts(_homework(table), HOMEWORK)


def homework_findings(table: pl.LazyFrame) -> pl.LazyFrame:
    t = _homework(table)
    return pl.concat([_home(t), _minutes(t), _subjects(t), _posted(t), _nowhere(t, HOMEWORK)])


def _homework(t: pl.LazyFrame) -> pl.LazyFrame:
    """What several rules ask: the day, the grade's band, whether there is teaching, whose law it is."""
    g, system, kind, place = c("grade"), c("system"), c("day_kind"), c("place")
    sixth = when(system == "六三").then(lit(2, pl.Int8)).when(system == "五四").then(lit(3, pl.Int8))
    band = (
        when(g == 6).then(sixth)
        .when(g.is_between(7, 9)).then(lit(3, pl.Int8))
        .when(g.is_between(3, 5)).then(lit(2, pl.Int8))
        .when(g.is_between(1, 2)).then(lit(1, pl.Int8))
        .when(g.is_between(0, 12)).then(lit(0, pl.Int8))
    )  # fmt: skip
    off = kind.is_in(["rest_day", "statutory_holiday", "vacation", "season_break"])
    return t.with_columns(
        date=_dated,
        band=band,
        grade=_within(g, 12),
        taught=when(kind == "school_day").then(YES).when(off).then(NO),
        written_minutes=_within(c("written_minutes"), 1440),
        written_home_minutes=_within(c("written_home_minutes"), 1440),
        written_subjects=_within(c("written_subjects"), 30),
        anshan=place.eq_missing(lit("anshan")),
        haishu=place.eq_missing(lit("haishu")),
        sichuan=place.is_in(["sichuan", "chengdu"]).fill_null(NO),
        known=_known,
    )


_low, _mid, _high = c("band") == 1, c("band") == 2, c("band") == 3
_since_april, _since_july, _surely_local = _since(2021, 4, 8), _since(2021, 7, 24), _since(2026, 11, 21)
_ordered, _listed = _since(2021, 9, 1), _since(2025, 5, 27)
_own_cap = when(_mid).then(45).otherwise(60)
_cap = (
    when(c("anshan") & _surely_local).then(_own_cap)
    .when(_low).then(when(_surely_local).then(60))
    .when(_since_april).then(when(_mid).then(60).otherwise(90))
)  # fmt: skip
_doubtful = c("anshan") & _since_april & ~_surely_local
_safe = when(_doubtful).then(_own_cap).otherwise(_cap)
_most_subjects = when(c("grade") <= 6).then(2).when(c("grade") <= 8).then(4).otherwise(5)


def _scoped(scope: pl.Expr, met: pl.Expr) -> Rule:
    return Rule(~scope, scope, met)


HOMEWORK: dict[str, Rule] = {
    "homework.written-home": _scoped(_low & _since(2018, 12, 29), c("written_home_minutes") == 0),
    "homework.written-minutes": _scoped(
        (_mid | _high | (_low & c("haishu"))) & (_since_april | c("anshan") | c("haishu")) & c("taught"),
        when(c("written_minutes") > _cap).then(NO).when(c("written_minutes") <= _safe).then(YES),
    ),
    "homework.written-subjects": _scoped(
        c("sichuan") & _since(2021, 11, 22) & c("grade").is_between(1, 9) & c("taught"),
        c("written_subjects") <= _most_subjects,
    ),
    "homework.posted": _scoped(_since_july & c("grade").is_between(1, 9) & c("taught"), c("is_posted")),
}
_no_grade = _if(c("grade").is_null(), "fact grade")
_no_band = when(c("band").is_null()).then(
    when(c("grade").is_null()).then(lit("fact grade")).otherwise(lit("fact system"))
)
_no_day = when(c("taught").is_null()).then(
    when(c("day_kind") == "make_up_day").then(lit("unsettled make_up_day")).otherwise(_calendar)
)


def _home(t: pl.LazyFrame) -> pl.LazyFrame:
    no_home = when(c("written_home_minutes").is_null()).then(lit("fact written_home_minutes")).otherwise(lit(""))
    no_law = _list(_no_band, _no_date)
    strength = when(_ordered).then(lit("ban")).otherwise(lit("must"))
    clauses = (
        when(_listed).then(lit("HW-13; HW-01; HW-10"))
        .when(_ordered).then(lit("HW-13; HW-01")).when(_since_april).then(lit("HW-01; HW-08")).otherwise(lit("HW-08"))
    )  # fmt: skip
    return _told(
        t, "homework.written-home", HOMEWORK,
        modality=when("sure").then(strength), observed=_text(c("written_home_minutes")), limit=_if(c("sure"), "0"),
        unit=lit("min"), clauses=_sure(clauses), places=_sure("cn"),
        missing=when("sure").then(no_home).otherwise(no_law), provisional=NO,
    )  # fmt: skip


def _minutes(t: pl.LazyFrame) -> pl.LazyFrame:
    m, haishu = c("written_minutes"), c("haishu")
    anshan = c("anshan") & _surely_local
    lawful = c("band").is_not_null() & _cap.is_not_null()  # also where the day's kind is not known
    told = lawful & (~_doubtful | c("bad"))
    shanghai = c("place").eq_missing(lit("shanghai")) & _since(2021, 8, 24)
    tied = haishu & _surely_local & _mid
    maybe = _before(2026, 11, 21)
    clauses = _list(
        _if(~anshan & ~_low & _ordered, "HW-13"),
        _if(~anshan & _mid, "HW-03"), _if(~anshan & _mid & _since_july, "HW-04"), _if(~anshan & _high, "HW-05"),
        _if(~anshan & ~_low & _listed, "HW-10"), _if(anshan, "LO-12; HW-13; HW-10"), _if(haishu & (_low | tied), "LO-26"), _if(shanghai, "LO-03"),
    )  # fmt: skip
    places = _list(
        _if(~anshan & ~_low, "cn"), _if(anshan, "anshan"), _if(haishu & (_low | tied), "haishu"),
        _if(shanghai, "shanghai"),
    )  # fmt: skip
    no_fact = pl.coalesce(_no_day, _if(m.is_null(), "fact written_minutes"))
    no_law = _list(
        _no_band, _no_date, _if(maybe & c("anshan"), "unsettled LO-12 ../2026-11-21"),
        _if(maybe & haishu, "unsettled LO-26 ../2026-11-21"),
        when(_doubtful & c("band").is_not_null()).then(no_fact),
    )  # fmt: skip
    return _told(
        t, "homework.written-minutes", HOMEWORK,
        modality=when(told).then(when(_low | _before(2021, 9, 1)).then(lit("must")).otherwise(lit("ban"))), observed=when(told).then(m.cast(pl.String)),
        limit=when(told).then(_cap.cast(pl.String)), unit=lit("min"), clauses=when(told).then(clauses).otherwise(lit("")),
        places=when(told).then(places).otherwise(lit("")), missing=when(told).then(_list(no_fact)).otherwise(no_law),
        provisional=NO,
    )  # fmt: skip


def _subjects(t: pl.LazyFrame) -> pl.LazyFrame:
    n, told = c("written_subjects"), c("grade").is_not_null() & c("date").is_not_null()
    no_fact = _list(pl.coalesce(_no_day, _if(n.is_null(), "fact written_subjects")))
    return _told(
        t, "homework.written-subjects", HOMEWORK,
        modality=_if(told, "must"), observed=when(told).then(n.cast(pl.String)),
        limit=when(told).then(_most_subjects.cast(pl.String)), unit=lit("subjects"),
        clauses=when(told).then(lit("LO-19")).otherwise(lit("")),
        places=when(told).then(lit("sichuan")).otherwise(lit("")),
        missing=when(told).then(no_fact).otherwise(_list(_no_grade, _no_date)), provisional=NO,
    )  # fmt: skip


def _posted(t: pl.LazyFrame) -> pl.LazyFrame:
    posted, told = c("is_posted"), c("grade").is_not_null() & c("date").is_not_null()
    no_fact = _list(pl.coalesce(_no_day, _if(posted.is_null(), "fact is_posted")))
    return _told(
        t, "homework.posted", HOMEWORK,
        modality=_if(told, "must"), observed=when(told).then(posted.cast(pl.String)), limit=_nothing, unit=lit(""),
        clauses=when(told).then(lit("HQ-03")).otherwise(lit("")), places=when(told).then(lit("cn")).otherwise(lit("")),
        missing=when(told).then(no_fact).otherwise(_list(_no_grade, _no_date)), provisional=NO,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------- lessons


def lessons_counts(table: pl.LazyFrame, calendar: pl.LazyFrame) -> pl.LazyFrame:
    return _counts(_lessons(table, calendar), LESSONS)


def lessons_findings(table: pl.LazyFrame, calendar: pl.LazyFrame) -> pl.LazyFrame:
    t = _lessons(table, calendar)
    each = [_days(t), _end(t), _online_minutes(t), _gap(t), _school_hours(t), _no_homework(t), _nowhere(t, LESSONS)]
    return pl.concat(each)


def _moment(moment: pl.Expr) -> pl.Expr:
    """Whole minutes since 1970; a moment with seconds is none."""
    whole = moment.dt.timestamp("us") % 60_000_000 == 0
    possible = moment.is_between(datetime(1949, 10, 1), datetime(2199, 12, 31, 23, 59))  # noqa: DTZ001  # local time
    return when(whole & possible).then(moment.dt.timestamp("us") // 60_000_000).cast(pl.Int32)


def _lessons(t: pl.LazyFrame, calendar: pl.LazyFrame) -> pl.LazyFrame:
    """The day, then the lesson before: sorting by small numbers takes a third of what windows over text take."""
    mode, subject, stage = c("mode"), c("subject"), c("stage")
    is_kind = c("day_kind").is_in(
        ["school_day", "rest_day", "statutory_holiday", "vacation", "season_break", "make_up_day"]
    )
    days = calendar.select("calendar", "date", "provisional", day_kind=when(is_kind).then(c("day_kind")))
    t = t.select(
        "record", "calendar", "is_live", "overlaps_school", "sets_homework", date=_dated, grade=_within(c("grade"), 12),
        known=_known, haikou=c("place").eq_missing(lit("haikou")), suzhou=c("place").eq_missing(lit("suzhou")),
        place_code=c("place").cast(pl.Categorical).to_physical(), group=c("class_id").cast(pl.Categorical).to_physical(),
        online=when(mode == "online").then(YES).when(mode == "offline").then(NO),
        is_subject=when(subject == "subject").then(YES).when(subject == "non_subject").then(NO),
        young=when(stage.is_in(["primary", "junior"])).then(YES).when(stage.is_in(["senior", "preschool"])).then(NO),
        primary=stage == "primary", senior=stage == "senior", starts=_moment(c("starts_at")), ends=_moment(c("ends_at")),
    ).join(days, on=["calendar", "date"], how="left")  # fmt: skip
    key = [c("group"), c("date"), c("place_code")]
    again = pl.all_horizontal(k.eq_missing(k.shift(1)) for k in key).fill_null(NO)
    t = t.sort(*key, "starts", "record").with_columns(again=again)  # unknown starts come first
    t = t.with_columns(
        vague=when(~c("again")).then(c("starts").is_null()).forward_fill(),
        alone=~c("again") & ~c("again").shift(-1, fill_value=False),
        block=(~c("again")).cum_sum().cast(pl.Int64) * 2**30,
    )
    end = when(c("online") & c("ends").is_not_null()).then(c("ends") + _EPOCH).when(~c("online")).then(0)
    turn = when(c("online")).then(2).when(~c("online")).then(0).otherwise(1)
    t = t.with_columns(end_before=_before_it(end.fill_null(_UNSURE)), turn_before=_before_it(turn))
    grouped = c("group").is_not_null() & c("date").is_not_null()
    is_first = when((~c("vague") | c("alone")) & (c("turn_before") != 1)).then(c("turn_before") == 0)
    previous = when(c("end_before").is_between(1, _UNSURE - 1)).then(c("end_before") - _EPOCH)
    gap = when(grouped & ~c("vague")).then(c("starts") - previous)
    ended = c("ends") - c("date").cast(pl.Int32) * 1440
    first = when(grouped & (~c("stray") | ~is_first)).then(is_first)
    return _with_strays(t).with_columns(is_first=first, gap=gap, ended=ended, lasted=c("ends") - c("starts"))


def _with_strays(t: pl.LazyFrame) -> pl.LazyFrame:
    """Whether a lesson without a class or a day may have come between those of a row's class on its day."""
    key, is_stray = ["place_code", "group", "date"], lit(1, pl.Int8).alias("s")
    strays = t.select(*key).filter(c("group").is_null() | c("date").is_null()).unique()
    no_group, no_day = c("group").is_null(), c("date").is_null()
    for n, missing, known in (
        (1, no_group & ~no_day, ["place_code", "date"]), (2, ~no_group & no_day, ["place_code", "group"]),
        (3, no_group & no_day, ["place_code"]),
    ):  # fmt: skip
        some = strays.filter(missing).select(*known, is_stray.alias(f"stray{n}"))
        t = t.join(some, on=known, how="left", nulls_equal=True)
    return t.with_columns(stray=pl.any_horizontal(c(f"stray{n}").is_not_null() for n in (1, 2, 3)))


_EPOCH, _UNSURE = 11_000_000, 1 << 29
"""Added to minutes so that none is below one, and above every one."""


def _before_it(number: pl.Expr) -> pl.Expr:
    """The largest before a row in its group, 0 if there is none: each group's numbers lie in a block above the last."""
    so_far = (c("block") + number).cum_max().shift(1) - c("block")
    return when(c("again")).then(so_far).otherwise(0)


_online, _offline, _subject, _young, _senior = c("online"), ~c("online"), c("is_subject"), c("young"), c("senior")
_primary = when(_young.is_not_null()).then(c("primary"))
_pupils, _small = _young | _senior, ~_young & ~_senior
_haikou, _suzhou = c("haikou") & _since(2021, 9, 2), c("suzhou") & _since(2023, 1, 31)
_settling = c("date").is_between(Day(2022, 12, 1), Day(2022, 12, 30))
_suzhou_settling = c("suzhou") & c("date").is_between(Day(2023, 1, 1), Day(2023, 1, 30))
_fixed = _haikou | _suzhou
_day = c("day_kind")
_offline_free = (~_subject | _before(2018, 8, 22)) & (_small | _before(2021, 3, 30)) & (_subject | _before(2022, 12, 1))
_online_free = _before(2021, 7, 24) & (_before(2019, 7, 15) | ~c("is_live") | _small | (_senior & _before(2021, 3, 30)))
_offline_sure = (_subject & _since(2018, 8, 22)) | (_pupils & _since(2021, 3, 30)) | (~_subject & _since(2022, 12, 31))
_online_sure = _since(2021, 7, 24) | (_before(2021, 7, 24) & c("is_live") & _young.is_not_null())
_local = _haikou & _pupils & _subject
_local_end = _local.fill_null(NO)
_maybe_local = _online & _local.is_null()
_latest = when(_offline | _local_end).then(1230).otherwise(1260)
_safe_end = when(_maybe_local).then(1230).otherwise(_latest)
_thirty = _since(2021, 7, 24) & (~_senior | ~_subject)
_maybe_thirty = _online & _senior & _subject & _since(2021, 7, 24)
_homeless_offline = (~_subject | _before(2018, 8, 22)) & (_small | _before(2021, 3, 30))
_homeless_online = (~_subject | ~_primary | ~c("grade").is_between(1, 2) | _before(2019, 7, 15)) & (
    ~_young | _before(2021, 4, 8)
)
LESSONS: dict[str, Rule] = {
    "hours.training-days": Rule(
        ~_subject | _small | _before(2021, 7, 24),
        _subject & _since(2021, 7, 24) & (_young | (_senior & _fixed)),
        when((_day == "make_up_day") & ~(c("haikou") & _since(2021, 9, 2))).then(None)
        .when(_day != "season_break").then(_day == "school_day"),
    ),
    "hours.training-end": Rule(
        (_offline & _offline_free) | (_online & _online_free) | (_offline_free & _online_free),
        (_offline & _offline_sure) | (_online & _online_sure & ~(_online_free.fill_null(NO))) | _local_end,
        when(c("ended") > _latest).then(NO).when(c("ended") <= _safe_end).then(YES),
    ),
    "hours.online-minutes": Rule(
        _offline | _small | _before(2019, 7, 15) | (_before(2021, 7, 24) & ~_subject),
        _online & _since(2019, 7, 15)
        & ((_young & (_since(2021, 7, 24) | _subject)) | (_senior & _subject) | (_senior & _since(2021, 7, 24) & ~_subject)),
        when(_thirty).then(c("lasted") <= 30).when(c("lasted") > 40).then(NO)
        .when(c("lasted") <= when(_maybe_thirty).then(30).otherwise(40)).then(YES),
    ),
    "hours.online-gap": Rule(
        _offline | c("is_first") | _before(2019, 7, 15), _online & _since(2019, 7, 15) & ~c("is_first"),
        when(c("gap") < 10).then(NO).when(~c("stray")).then(c("gap") >= 10),
    ),
    "hours.school-hours": Rule(
        _before(2018, 8, 22) | (_before(2022, 12, 1) & ~_subject),
        (_subject & _since(2018, 8, 22)) | _since(2022, 12, 31),
        ~c("overlaps_school"),
    ),
    "hours.no-homework": Rule(
        (_offline & _homeless_offline) | (_online & _homeless_online) | (_homeless_offline & _homeless_online),
        (_offline & ((_subject & _since(2018, 8, 22)) | (_pupils & _since(2021, 3, 30))))
        | (_online & _subject & _primary & c("grade").is_between(1, 2) & _since(2019, 7, 15))
        | (_young & _since(2021, 4, 8)),
        ~c("sets_homework"),
    ),
}  # fmt: skip
_no_mode, _no_subject = _if(_online.is_null(), "fact mode"), _if(_subject.is_null(), "fact subject")
_no_stage = _if(_young.is_null(), "fact stage")


def _from(*day: int) -> pl.Expr:
    """Whether it may have been in force: surely, or the day is not known."""
    return _since(*day).fill_null(YES)


def _may(condition: pl.Expr) -> pl.Expr:
    return condition.fill_null(YES)


def _days(t: pl.LazyFrame) -> pl.LazyFrame:
    told = _subject.is_not_null() & _young.is_not_null() & c("date").is_not_null() & ~(_suzhou_settling & _senior)
    stricter = (_haikou & (_day == "make_up_day")).fill_null(NO)
    no_fact = (
        when(_senior & ~_fixed).then(lit("local-norm hours.training-days allowed (cn)"))
        .when(_day.is_null()).then(_calendar).when(~c("bad")).then("unsettled " + _day).otherwise(lit(""))
    )  # fmt: skip
    clauses = (
        when(_senior & _haikou).then(lit("TIM-14; SHS-03; SHS-01")).when(_senior & _suzhou).then(lit("SHS-03; SHS-01"))
        .when(_senior).then(lit("SHS-01")).when(stricter).then(lit("TIM-14")).otherwise(lit("TIM-01"))
    )  # fmt: skip
    places = (
        when((_senior & _haikou) | stricter).then(lit("haikou")).when(_senior & _suzhou).then(lit("suzhou"))
        .otherwise(lit("cn"))
    )  # fmt: skip
    no_law = _list(
        _if(_young.is_null(), "fact stage; fact compulsory"), _no_subject, _no_date,
        _if(_suzhou_settling & (_senior | _young.is_null()), "unsettled SHS-03 2023-01-01/2023-01-31"),
    )  # fmt: skip
    return _told(
        t, "hours.training-days", LESSONS,
        modality=when(told).then(when(_senior | stricter).then(lit("must")).otherwise(lit("ban"))),
        observed=when(told).then(_day), limit=_if(told & (_young | _fixed), "school_day"), unit=lit(""),
        clauses=when(told).then(clauses).otherwise(lit("")), places=when(told).then(places).otherwise(lit("")),
        missing=when(told).then(no_fact).otherwise(no_law), provisional=c("provisional").fill_null(NO),
    )  # fmt: skip


def _end(t: pl.LazyFrame) -> pl.LazyFrame:
    offline, online = _may(_offline), _may(_online)
    early_live = _may(c("date").is_between(Day(2019, 7, 15), Day(2021, 7, 23)))
    unlike_small, not_other = _may(~_small), _may(_subject)
    no_end = _if(c("ended").is_null(), "fact ends_at")
    in_doubt = c("sure") & (_maybe_local | (_online.is_null() & _local_end)).fill_null(NO)
    told = c("sure") & (~in_doubt | c("bad"))
    local = _local_end & (_online.is_null() | (_online & (c("ended") <= 1260)).fill_null(NO))
    clauses = _list(
        _if(local, "TIM-14"), _if(_offline & _subject, "TIM-03"),
        _if(_offline & _pupils & _since(2021, 3, 30), "SL-11"),
        _if(_offline & ~_subject & _since(2022, 12, 31), "TIM-04"),
        _if(_online & ~local & c("is_live") & _young & _before(2021, 7, 24), "TIM-07"),
        _if(_online & ~local & c("is_live") & _pupils & _since(2021, 3, 30), "SL-12"),
        _if(_online & ~local & _since(2021, 7, 24), "TIM-05"),
        _if(_online & ~local & ~_subject & _since(2022, 12, 31), "TIM-06"),
    )  # fmt: skip
    asked_subject = (
        (offline & _from(2018, 8, 22))
        | (online & _from(2022, 12, 1))
        | (c("haikou") & unlike_small & _from(2021, 9, 2))
    )
    asked_stage = (
        (offline & _from(2021, 3, 30))
        | (online & _may(c("is_live")) & _from(2019, 7, 15))
        | (c("haikou") & not_other & _from(2021, 9, 2))
    )
    asked_live = online & ((_may(_young) & early_live) | (unlike_small & _from(2021, 3, 30)))
    no_law = _list(
        _no_mode, _no_date, _if(_subject.is_null() & asked_subject, "fact subject"),
        _if(_young.is_null() & asked_stage, "fact stage"),
        _if(_young.is_null() & online & _may(c("is_live")) & early_live, "fact compulsory"),
        _if(c("is_live").is_null() & asked_live, "fact is_live"),
        _if(offline & _may(~_subject) & _settling, "unsettled TIM-04 2022-12-01/2022-12-31"),
        _if(online & _may(~_subject) & _settling, "unsettled TIM-06 2022-12-01/2022-12-31"),
        when(in_doubt).then(no_end),
    )  # fmt: skip
    hours, minutes = (c("ended") // 60).cast(pl.String).str.zfill(2), (c("ended") % 60).cast(pl.String).str.zfill(2)
    return _told(
        t, "hours.training-end", LESSONS,
        modality=when(told).then(when(local).then(lit("must")).otherwise(lit("ban"))),
        observed=when(told).then(hours + ":" + minutes),
        limit=when(told).then(when(_offline | local).then(lit("20:30")).otherwise(lit("21:00"))), unit=lit("clock"),
        clauses=when(told).then(clauses).otherwise(lit("")),
        places=when(told).then(when(local).then(lit("haikou")).otherwise(lit("cn"))).otherwise(lit("")),
        missing=when(told).then(_list(no_end)).otherwise(no_law), provisional=NO,
    )  # fmt: skip


def _online_minutes(t: pl.LazyFrame) -> pl.LazyFrame:
    in_doubt = c("sure") & _maybe_thirty.fill_null(NO)
    told = c("sure") & (~in_doubt | c("bad"))
    no_times = _if(c("starts").is_null(), "fact starts_at"), _if(c("ends").is_null(), "fact ends_at")
    no_law = _list(
        _no_mode, _no_date, _no_stage, _if(_young.is_null() & _from(2021, 7, 24), "fact compulsory"), _no_subject,
        _if(in_doubt, "unsettled TIM-08/SHS-01"), *(when(in_doubt).then(no_time) for no_time in no_times),
    )  # fmt: skip
    return _told(
        t, "hours.online-minutes", LESSONS,
        modality=_if(told, "ban"), observed=when(told).then(c("lasted").cast(pl.String)),
        limit=when(told).then(when(_thirty).then(lit("30")).otherwise(lit("40"))), unit=lit("min"),
        clauses=when(told).then(when(_thirty).then(lit("TIM-08")).otherwise(lit("TIM-09"))).otherwise(lit("")),
        places=when(told).then(lit("cn")).otherwise(lit("")),
        missing=when(told).then(_list(*no_times)).otherwise(no_law), provisional=NO,
    )  # fmt: skip


def _gap(t: pl.LazyFrame) -> pl.LazyFrame:
    told = _online.is_not_null() & c("date").is_not_null()
    no_fact = (
        when(c("is_first").is_null()).then(lit("fact is_first"))
        .when(c("gap").is_null()).then(lit("fact previous_ends_at; fact previous_seen_ends_at"))
        .when(c("stray") & (c("gap") >= 10)).then(lit("fact previous_ends_at")).otherwise(lit(""))
    )  # fmt: skip
    return _told(
        t, "hours.online-gap", LESSONS,
        modality=_if(told, "must"), observed=when(told).then(c("gap").cast(pl.String)), limit=_if(told, "10"),
        unit=lit("min"), clauses=when(told).then(lit("TIM-10")).otherwise(lit("")),
        places=when(told).then(lit("cn")).otherwise(lit("")),
        missing=when(told).then(no_fact).otherwise(_list(_no_mode, _no_date)), provisional=NO,
    )  # fmt: skip


def _school_hours(t: pl.LazyFrame) -> pl.LazyFrame:
    no_law = _list(_no_subject, _no_date, _if(_settling, "unsettled TIM-02 2022-12-01/2022-12-31"))
    no_fact = _list(_if(c("overlaps_school").is_null(), "fact overlaps_school"))
    return _told(
        t, "hours.school-hours", LESSONS,
        modality=_if(c("sure"), "ban"), observed=_text(c("overlaps_school")), limit=_nothing, unit=lit(""),
        clauses=_sure("TIM-02"), places=_sure("cn"), missing=when("sure").then(no_fact).otherwise(no_law), provisional=NO,
    )  # fmt: skip


def _no_homework(t: pl.LazyFrame) -> pl.LazyFrame:
    offline, first_grades = _may(_offline), _may(c("grade").is_between(1, 2))
    asked = _may(_online) & _may(_subject) & _may(_primary) & _from(2019, 7, 15)
    no_law = _list(
        _no_mode, _no_date,
        _if(_subject.is_null() & ((offline & _from(2018, 8, 22)) | (asked & first_grades)), "fact subject"),
        _if(
            _young.is_null() & ((offline & _from(2021, 3, 30)) | (asked & first_grades) | _from(2021, 4, 8)), "fact stage"
        ),
        _if(c("grade").is_null() & asked, "fact grade"),
        _if(_young.is_null() & _from(2021, 4, 8), "fact compulsory"),
    )  # fmt: skip
    clauses = _list(
        _if(_offline & _subject, "CON-06"),
        _if(_offline & _pupils & _since(2021, 3, 30), "SL-11"),
        _if(_online & _subject & _primary & c("grade").is_between(1, 2), "CON-07"),
        _if(_young & _since(2021, 4, 8), "HQ-16"),
    )
    no_fact = _list(_if(c("sets_homework").is_null(), "fact sets_homework"))
    return _told(
        t, "hours.no-homework", LESSONS,
        modality=_if(c("sure"), "ban"), observed=_text(c("sets_homework")), limit=_nothing, unit=lit(""),
        clauses=_sure(clauses), places=_sure("cn"), missing=when("sure").then(no_fact).otherwise(no_law), provisional=NO,
    )  # fmt: skip
