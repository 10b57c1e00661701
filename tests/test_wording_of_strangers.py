"""Findings of rules that are not ours, and notes, as sentences."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pytest

from shuangjian.checker import Checker
from shuangjian.core.fact import Fact, given as declared
from shuangjian.core.rule import Limit, Outcome, rule
from shuangjian.core.verdict import Finding, Note, Verdict
from shuangjian.core.words import (
    Choice,
    Clock,
    Options,
    all_of,
    among,
    at_least,
    at_most,
    forbid,
    no_earlier_than,
    times,
    when,
)
from shuangjian.model.day import DayKind
from shuangjian.model.homework import HomeworkDay
from shuangjian.rules.school import homework
from shuangjian.waiver import Waiver
from shuangjian.wording import note, sentence, value

BAD = re.compile(
    r"None|[{}]|<\w+[.:]|frozenset|Decimal\(|Fraction\(|Options\(|datetime|_{2}|  |;\s*[;.)]|；\s*[；。）]|：[；。]"
)
DAY = HomeworkDay(
    id="d", grade=4, date=date(2026, 3, 3), day_kind=DayKind.SCHOOL_DAY, written_minutes=75, day_kind_provisional=True
)


class Colour(Choice):
    DARK_RED = "dark_red"
    BLUE = "blue"


@attrs.frozen(kw_only=True)
class Shop(Fact):
    law_day: ClassVar[str] = "seen_on"
    seen_on: date | None = declared()
    opens: Clock | None = declared(low=0, high=2879)
    price_yuan: Decimal | None = declared()
    paid_yuan: Decimal | None = declared()
    doors: int | None = declared()
    colour: Colour | None = declared()


ROW = {"from": "2020", "clauses": ["X-1"], "modality": "must", "evidence": "text"}


def _norm(unit: str, value_: object) -> dict[str, Any]:
    return {"unit": unit, "row": [{**ROW, "is": value_}]}


TITLE = {"zh": "店", "en": "Shop"}
LAW: dict[str, Any] = {
    "opening": {"title": TITLE, "earliest": _norm("clock", "08:20")},
    "turned": {"title": TITLE, "least": _norm("doors", 3)},
    "both": {"title": TITLE, "doors": _norm("doors", 3)},
    "price": {"title": TITLE, "days": _norm("days", 3)},
    "product": {"title": TITLE, "times_": _norm("of base", 3)},
    "colours": {"title": TITLE, "excluded": {"row": [{**ROW, "is": ["dark_red"]}]}},
}


@rule(norms=LAW, family="shop")
def opening(shop: Shop, earliest: Limit[Clock]) -> Outcome:
    """It does not open too early."""
    return no_earlier_than(shop.opens, earliest)


SHOP = opening.family


@rule(norms=LAW, family="shop_2")
def turned(shop: Shop, least: Limit[int]) -> Outcome:
    """The norm stands first."""
    return at_most(least, shop.doors)


@rule(norms=LAW, family="shop_3")
def both(shop: Shop, doors: Limit[int]) -> Outcome:
    """Two demands in one."""
    return all_of(at_least(shop.doors, doors), at_least(shop.paid_yuan, shop.price_yuan))


@rule(norms=LAW, family="shop_4")
def price(shop: Shop, days: Limit[int]) -> Outcome:
    """The leading norm has another unit than what is compared."""
    return when(at_least(shop.doors, days), at_least(shop.paid_yuan, shop.price_yuan))


@rule(norms=LAW, family="shop_5")
def product(shop: Shop, times_: Limit[int]) -> Outcome:
    """A product has no unit anybody could name."""
    return at_most(times(shop.doors, 2), times(times_, 2))


@rule(norms=LAW, family="shop_6")
def colours(shop: Shop, excluded: Limit[Options[Colour]]) -> Outcome:
    """A foreign enumeration."""
    return forbid(among(shop.colour, excluded))


STRANGERS = (opening, turned, both, price, product, colours)
OPEN = Shop(
    seen_on=date(2026, 1, 1), opens=Clock(499), doors=4, paid_yuan=Decimal(5), price_yuan=Decimal("7.50"),
    colour=Colour.DARK_RED,
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule of a stranger sees its own table only: a family refuses tables without a rule."""
    for each in STRANGERS:
        monkeypatch.setattr(each.family, "values", {each.name: LAW[each.name]})
        each.family.__dict__.pop("table", None)


def test_times_of_day_are_told_as_such() -> None:
    text = sentence(opening(OPEN), "en", STRANGERS)
    assert text == "Shop: 08:19 recorded, the law says no earlier than 08:20; broken (X-1; the nation; duty)."


def test_a_norm_that_stands_first_is_still_the_limit() -> None:
    assert "4 doors recorded, the law says at least 3 doors; kept" in sentence(turned(OPEN), "en", STRANGERS)


def test_several_demands_in_one_are_not_called_a_number() -> None:
    text = sentence(both(OPEN), "en", STRANGERS)
    assert text.startswith("Shop: judged by doors, paid_yuan, price_yuan together; broken")
    assert "True" not in text
    assert "False" not in text


def test_a_value_has_the_unit_of_what_is_compared() -> None:
    assert "5 yuan recorded, the law says at least 7.50 yuan" in sentence(price(OPEN), "en", STRANGERS)
    assert "8 recorded, the law says at most 6" in sentence(product(OPEN), "en", STRANGERS)


def test_a_foreign_member_is_named_as_it_is_written() -> None:
    assert "dark red recorded, the law excludes dark red; broken" in sentence(colours(OPEN), "en", STRANGERS)


def test_a_finding_of_an_unknown_rule_is_still_a_sentence() -> None:
    found = Finding(rule="x.y", verdict=Verdict.VIOLATED, observed=500, limit=480, unit="clock", clauses=("X-1",))
    assert sentence(found, "en") == "x.y: 08:20 recorded, the law says the limit 08:00; broken (X-1)."
    assert sentence(attrs.evolve(found, limit=None, observed=None), "zh") == "x.y：不符合（依据X-1）。"


# ------------------------------------------------------------------------------------------- notes


def test_notes_are_sentences() -> None:
    assert "nation's law alone" in note(Note("no-place"), "en")
    told = note(Note("waiver", ("homework.posted", "r-1", "district office")), "en")
    assert told.startswith("The waiver by district office of homework.posted lifts nothing")
    assert told.endswith("(record r-1).")
    assert note(Note("waiver", ("homework.posted", "", "区教育局")), "zh").endswith("可以豁免。")
    assert note(Note("other", ("a", "b")), "en") == "other a b"


def test_a_looser_row_is_told_with_both_values() -> None:
    checker = Checker(rules=(homework.written_minutes,), place="haishu")
    checker(DAY)
    (told,) = checker.report().notes
    assert note(told, "zh") == (
        "宁波海曙的规定120分钟（LO-26）宽于上级规定90分钟，未予适用（homework.written-minutes）。"
    )
    assert "120 min" in note(told, "en")


def test_a_looser_list_shows_no_repr() -> None:
    told = Note("looser", ("homework.not-by-phone", "beijing", "Options(named=frozenset())", "Options()", "HQ-14"))
    assert not BAD.search(note(told, "en"))
    assert "北京" in note(told, "zh")


def test_a_real_waiver_reads_well() -> None:
    waiver = Waiver(rule="homework.written-minutes", reason="flood", by="district", until=date(2026, 12, 31))
    checker = Checker(rules=(homework.written_minutes,), place="beijing", waivers=(waiver,))
    (found,) = checker(DAY)
    assert found.verdict is Verdict.VIOLATED
    assert [n.code for n in checker.report().notes] == ["waiver"]


def test_a_number_of_thousands_of_digits_is_not_written_out() -> None:
    assert value(10**5000, "en", "min") == "(a number too large to show) min"
