"""Every finding of every hand-worked case reads as a sentence in both languages; every unit and term is known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian import model
from shuangjian.core.dates import Days
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Finding, Missing, Modality, Reason, Verdict
from shuangjian.core.words import (
    Choice,
    Options,
    Span,
    is_options,
)
from shuangjian.model.day import DayKind
from shuangjian.model.grade import Stage
from shuangjian.model.homework import HomeworkAssignment, HomeworkDay, Marker
from shuangjian.rules import RULES
from shuangjian.rules.school import homework
from shuangjian.testing.cases import load_cases
from shuangjian.wording import Lang, exact, sentence, shown, value, words

LANGS: tuple[Lang, ...] = ("zh", "en")
BAD = re.compile(
    r"None|[{}]|<\w+[.:]|frozenset|Decimal\(|Fraction\(|Options\(|datetime|_{2}|  |;\s*[;.)]|；\s*[；。）]|：[；。]"
)


def _files() -> Iterator[tuple[Path, list[Rule[Any]]]]:
    for path in sorted((Path(__file__).parent / "rules").rglob("*.cases.toml")):
        rules = [r for r in RULES if r.family.stem == path.name.removesuffix(".cases.toml")]
        if rules and set(tomllib.loads(path.read_text("utf-8"))) <= {r.name for r in rules}:
            yield path, rules


CASES = [case for path, rules in _files() for case in load_cases(path, rules)]


def _in_words(limit: object, lang: Lang, *, is_clock: bool) -> list[str]:
    """What must be read of a limit, worked out here in another way than the library does."""
    if isinstance(limit, bool):
        return []
    if is_options(limit):
        return [part for m in limit.named for part in _in_words(m, lang, is_clock=False)]
    if isinstance(limit, Enum):
        return [words()["terms"][type(limit).__name__][str(limit.value)][lang]]
    if isinstance(limit, Span):
        return [f"{float(end):g}" for end in (limit.low, limit.high)]
    if isinstance(limit, int) and is_clock:
        return ["{:02}:{:02}".format(*divmod(limit, 60))]
    # thirds have no decimal that ends
    return [f"{float(limit):g}" if isinstance(limit, Fraction) and limit.denominator % 3 else str(limit)[:10]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule_id", sorted({c.rule.id for c in CASES}))
def test_every_case_of_a_rule_reads_well(rule_id: str, lang: Lang) -> None:
    for case in (c for c in CASES if c.rule.id == rule_id):
        _reads_well(case.finding(), case.rule, lang)


def _reads_well(found: Finding, of: Rule[Any], lang: Lang) -> None:
    text = sentence(found, lang)
    assert not BAD.search(text), text
    assert text.startswith(of.title[lang])
    assert text.endswith("。" if lang == "zh" else ".")
    assert all(clause in text for clause in found.clauses)
    if found.limit is not None:
        is_clock = shown(found).unit == "clock"
        assert all(w in text for w in _in_words(found.limit, lang, is_clock=is_clock)), text
    if found.verdict is Verdict.UNKNOWN:
        assert found.missing
        assert say_unknown(lang) in text


def say_unknown(lang: Lang) -> str:
    return "无法判断" if lang == "zh" else "cannot be judged"


def test_every_verdict_of_some_rule_is_read() -> None:
    assert {c.finding().verdict for c in CASES} == set(Verdict)


def test_every_unit_of_a_rule_is_known() -> None:
    used = {(r.id, n.unit) for r in RULES for n in r.norms if n.unit}
    assert [pair for pair in used if pair[1] not in words()["units"]] == []


def test_every_phrase_has_both_languages() -> None:
    sections = {name: table for name, table in words().items() if name != "terms"}
    phrases = {f"{s}.{k}": v for s, table in {**sections, **words()["terms"]}.items() for k, v in table.items()}
    for name, phrase in phrases.items():
        assert phrase.keys() - {"one"} == {"zh", "en"}, name
        holes = {lang: sorted(re.findall(r"{(\w*)}", phrase[lang])) for lang in LANGS}
        assert set(holes["zh"]) == set(holes["en"]) or name == "missing.unsettled-by", name


def _choices() -> list[type[Choice]]:
    for module in (m for m in iter_modules(model.__path__) if m.name != "derived"):  # it holds no enumeration
        import_module(f"{model.__name__}.{module.name}")
    return [c for c in Choice.__subclasses__() if c.__module__.startswith(model.__name__)]


@pytest.mark.parametrize("kind", _choices(), ids=lambda c: c.__name__)
def test_every_member_has_its_official_term(kind: type[Choice]) -> None:
    assert {str(m.value) for m in kind} <= set(words()["terms"][kind.__name__])


# ------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("given_value", "unit", "zh", "en"),
    [
        (60, "min", "60分钟", "60 min"),
        (1, "days/week", "每周1天", "1 day a week"),
        (2, "days/week", "每周2天", "2 days a week"),
        (1230, "clock", "20:30", "20:30"),
        (1470, "clock", "24:30", "24:30"),
        (Decimal("5000.00"), "yuan", "5000.00元", "5000.00 yuan"),
        (Decimal("5E+3"), "yuan", "5000元", "5000 yuan"),
        (Fraction(4501, 50), "min/day", "每天90.02分钟", "90.02 min a day"),
        (Fraction(200, 3), "%", "200/3%", "200/3%"),
        (Fraction(-1, 8), "", "-0.125", "-0.125"),
        (Fraction(90), "min/day", "每天90分钟", "90 min a day"),
        (Span(Fraction(20), Fraction(45, 2)), "%", "20至22.5%", "20 to 22.5%"),
        (True, "min", "是", "yes"),
        (date(2026, 3, 3), "months", "2026-03-03", "2026-03-03"),
        (datetime(2026, 3, 3, 20, 30), "", "2026-03-03 20:30", "2026-03-03 20:30"),  # noqa: DTZ001  # wall-clock
        (DayKind.MAKE_UP_DAY, "", "调休上班日", "make-up working day"),
        (Options(frozenset[Marker]()), "", "无", "none"),
        (Options(frozenset({Marker.PUPIL, Marker.TEACHER})), "", "教师、学生自批自改", "teacher, the pupil"),
        (7, "parsecs", "7 parsecs", "7 parsecs"),
        (10**50, "min", "（数值过大）分钟", "(a number too large to show) min"),
    ],
)
def test_a_value_is_exact_and_has_its_unit(given_value: object, unit: str, zh: str, en: str) -> None:
    assert (value(given_value, "zh", unit), value(given_value, "en", unit)) == (zh, en)


def test_what_is_left_open_is_said() -> None:
    days = Options(frozenset({DayKind.SCHOOL_DAY}), frozenset({DayKind.MAKE_UP_DAY}))
    assert value(days, "en") == "school day (left open: make-up working day)"


@given(st.fractions())
def test_a_fraction_is_never_rounded(number: Fraction) -> None:
    assert Fraction(exact(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_never_rounded(number: Decimal) -> None:
    assert Decimal(exact(number)) == number


# ------------------------------------------------------------------------------------------- what is missing


def _unknown(*missing: Missing, **more: Any) -> Finding:
    return Finding(rule="homework.written-minutes", verdict=Verdict.UNKNOWN, missing=missing, **more)


@pytest.mark.parametrize(
    ("missing", "zh", "en"),
    [
        (Missing(Reason.FACT, "grade"), "记录未说明grade", "does not say grade"),
        (Missing(Reason.CALENDAR, "2026-03-03"), "缺少2026-03-03的校历信息", "what 2026-03-03 is"),
        (Missing(Reason.CALENDAR, "day_kind"), "缺少当天的校历信息", "what the day is"),
        (
            Missing(Reason.LOCAL_NORM, "a.b minutes (anshan)"),
            "鞍山规定由地方确定",
            "Anshan leaves the number to places",
        ),
        (Missing(Reason.LOCAL_NORM, "a.b (cn)"), "全国的规定可能改变结论", "law of the nation could change"),
        (Missing(Reason.UNSETTLED, "LO-1/HW-6 2019-01-01/2019-01-31"), "LO-1、HW-6", "from 2019-01-01 to 2019-01-31"),
        (Missing(Reason.UNSETTLED, "LO-12 ../2026-11-21"), "只知不晚于2026-11-21", "by 2026-11-21"),
        (Missing(Reason.UNSETTLED, "make_up_day"), "“make_up_day”", "“make_up_day”"),
        (Missing(Reason.UNVERIFIED, "a.b row (cn)"), "尚未核实", "not verified"),
        (Missing(Reason.JUDGEMENT, "is_repetitive"), "需人工判断", "a person has to judge is_repetitive"),
    ],
)
def test_each_reason_says_what_is_missing(missing: Missing, zh: str, en: str) -> None:
    assert zh in sentence(_unknown(missing), "zh")
    assert en in sentence(_unknown(missing), "en")
    assert "0001-01-01" not in sentence(_unknown(missing), "en")


def test_an_unsettled_member_has_its_term() -> None:
    lists = [(r.id, row.value) for r in RULES for n in r.norms for row in n.rows if is_options(row.value)]
    for rule_id, options in lists:
        for member in options.unsettled:
            told = Finding(rule=rule_id, verdict=Verdict.UNKNOWN, missing=(Missing(Reason.UNSETTLED, member.value),))
            assert words()["terms"][type(member).__name__][member.value]["zh"] in sentence(told, "zh")


def test_a_row_in_doubt_is_told_by_its_clauses() -> None:
    lack = (Missing(Reason.UNSETTLED, "TIM-08/SHS-01"),)
    told = Finding(rule="hours.online-minutes", verdict=Verdict.UNKNOWN, missing=lack)
    assert "the law leaves open whether TIM-08, SHS-01 applies here" in sentence(told, "en")
    assert "规定未明确TIM-08、SHS-01在此是否适用" in sentence(told, "zh")


def test_the_same_lack_is_said_once() -> None:
    both = _unknown(Missing(Reason.LOCAL_NORM, "a.b x (cn)"), Missing(Reason.LOCAL_NORM, "a.b y (cn)"))
    assert sentence(both, "en").count("leaves the number to places") == 1


@given(st.sampled_from(list(Reason)), st.text(), st.sampled_from(LANGS))
def test_no_lack_however_written_breaks_the_sentence(reason: Reason, what: str, lang: Lang) -> None:
    assert sentence(_unknown(Missing(reason, what)), lang).startswith(homework.written_minutes.title[lang])


# ------------------------------------------------------------------------------------------- marks, strength, strangers

DAY = HomeworkDay(
    id="d", grade=4, date=date(2026, 3, 3), day_kind=DayKind.SCHOOL_DAY, written_minutes=75, day_kind_provisional=True
)


def test_a_provisional_calendar_is_said() -> None:
    found = homework.written_minutes(DAY)
    assert "日历尚可能变动" in sentence(found, "zh")
    assert "may still change" in sentence(found, "en")
    assert "may still change" not in sentence(attrs.evolve(found, provisional=False), "en")


def test_a_waiver_is_said_with_its_reason() -> None:
    found = attrs.evolve(
        homework.written_minutes(DAY), verdict=Verdict.SATISFIED, modality=Modality.IN_PRINCIPLE, waived="{flood} 2026"
    )
    assert "已豁免（{flood} 2026）" in sentence(found, "zh")
    assert "waived ({flood} 2026)" in sentence(found, "en")


@pytest.mark.parametrize(
    ("modality", "zh", "en"),
    [
        (Modality.BAN, "违反规定（依据HW-04；全国；禁止性规定）", "broken (HW-04; the nation; ban)"),
        (Modality.MUST, "违反规定（依据HW-04；全国；强制性规定）", "broken (HW-04; the nation; duty)"),
        (Modality.IN_PRINCIPLE, "不符合原则性要求", "though demanded in principle (HW-04; the nation; in principle)"),
        (Modality.MAY, "未达到鼓励性要求", "though only encouraged (HW-04; the nation; encouraged)"),
    ],
)
def test_the_strength_is_said(modality: Modality, zh: str, en: str) -> None:
    found = attrs.evolve(homework.written_minutes(DAY), modality=modality, clauses=("HW-04",), provisional=False)
    assert zh in sentence(found, "zh")
    assert en in sentence(found, "en")


@pytest.mark.parametrize(("first", "last", "days"), [("2021-03", "2021-05", "2021-04-08"), ("2022-03", "2022-05", "")])
def test_days_among_which_the_law_differs_are_not_a_day_nobody_told(first: str, last: str, days: str) -> None:
    told = HomeworkDay(
        law_days=Days(date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-31")),
        school_stage=Stage.JUNIOR,
        day_kind=DayKind.SCHOOL_DAY,
        written_minutes=91,
    )
    found = homework.written_minutes(told)
    assert [m.changes for m in found.missing] == ([(date.fromisoformat(days),)] if days else [])
    english = sentence(found, "en")
    assert (f"date is told as several days, among which the law differs (from {days})" in english) is bool(days)
    assert ("其间规定有变" in sentence(found, "zh")) is bool(days)
    untold = sentence(homework.written_minutes(attrs.evolve(told, law_days=None)), "en")
    assert "the record does not say date" in untold


def test_a_truth_made_of_several_fields_names_them() -> None:
    item = HomeworkAssignment(date=date(2022, 3, 1), school_stage=Stage.PRIMARY, grade=1, is_written=True, is_home=True)
    found = homework.no_written_home(item)
    assert "by is_home, is_written the record says yes, the law says no" in sentence(found, "en")
    assert "按is_home、is_written得出“是”，规定为“否”" in sentence(found, "zh")
