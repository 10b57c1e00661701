"""Prices: the hand-worked cases come out as written, and the float bounds upward only."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.layer import layer
from shuangjian.core.verdict import Verdict
from shuangjian.model.accounts import FeeBooks
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.payment import ClassSize, Price
from shuangjian.rules.training import prices
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("prices.cases.toml"), prices.posted.family.rules.values())
FEN = st.decimals(0, 500, places=2)
MINUTES = st.integers(1, 300)
WUXI = {ClassSize.LARGE: 25, ClassSize.MIDDLE: 40, ClassSize.SMALL: 60}


def wuxi(yuan: Decimal, minutes: int, size: ClassSize = ClassSize.SMALL) -> Price:
    return Price(
        place="wuxi", date=date(2023, 9, 4), stage=Stage.JUNIOR, subject=Subject.SUBJECT, mode=Mode.OFFLINE,
        class_size=size, yuan=yuan, minutes=minutes,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(yuan=FEN, minutes=MINUTES, size=st.sampled_from(sorted(WUXI, key=str)))
def test_the_price_is_in_exact_proportion_to_the_length(yuan: Decimal, minutes: int, size: ClassSize) -> None:
    ceiling = Fraction(WUXI[size]) * Fraction(105, 100) * Fraction(minutes, 45)
    verdict = Verdict.SATISFIED if Fraction(yuan) <= ceiling else Verdict.VIOLATED
    assert prices.guided_price(wuxi(yuan, minutes, size)).verdict is verdict


@given(one=FEN, other=FEN, minutes=MINUTES)
def test_the_float_is_no_lower_bound(one: Decimal, other: Decimal, minutes: int) -> None:
    cheap, dear = sorted((one, other))
    if prices.guided_price(wuxi(dear, minutes)).verdict is Verdict.SATISFIED:
        assert prices.guided_price(wuxi(cheap, minutes)).verdict is Verdict.SATISFIED


@given(yuan=FEN, minutes=MINUTES, place=st.sampled_from([None, "beijing", "jiangsu", "hubei", "hainan"]))
def test_without_a_local_list_no_price_passes_or_fails(yuan: Decimal, minutes: int, place: str | None) -> None:
    price = Price(
        place=place, date=date(2023, 9, 4), stage=Stage.PRIMARY, subject=Subject.SUBJECT, mode=Mode.OFFLINE,
        class_size=ClassSize.SMALL, yuan=yuan, minutes=minutes,
    )  # fmt: skip
    assert prices.guided_price(price).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("own", [None, "1.20"])
@pytest.mark.parametrize(("yuan", "verdict"), [("110", Verdict.SATISFIED), ("110.01", Verdict.VIOLATED)])
def test_the_national_float_holds_where_a_list_gives_none_or_a_looser_one(
    own: str | None, yuan: str, verdict: Verdict
) -> None:
    base = {"subject": "subject", "stage": "primary", "is": "100", "clauses": ["FEE-01"]}
    raised = [{"is": own, "clauses": ["FEE-05"]}] if own else []
    rows = {"guided_price": {"base": {"row": [base]}, "raised": {"row": raised}}}
    town = layer("some_town", {"title": {"zh": "某地", "en": "Some town"}, "prices": rows})
    rule = prices.guided_price.under(prices.guided_price.places.plus([town]))
    price = Price(
        place="some_town", date=date(2023, 9, 4), stage=Stage.PRIMARY, subject=Subject.SUBJECT, mode=Mode.ONLINE,
        yuan=Decimal(yuan), minutes=30,
    )  # fmt: skip
    assert rule(price).verdict is verdict
    assert rule.at("some_town")(price) is verdict


@given(year=st.integers(2022, 2040), after=st.integers(1, 400))
def test_a_report_comes_by_the_end_of_june(year: int, after: int) -> None:
    end, day = date(year, 12, 31), date(year, 12, 31) + timedelta(after)
    report = FeeBooks(
        place="sichuan", year_end=end, subject=Subject.SUBJECT, mode=Mode.ONLINE,
        is_handed_in=True, handed_in_on=day, seen_on=day,
    )  # fmt: skip
    in_time = day <= date(year + 1, 6, 30)
    assert prices.yearly_report(report).verdict is (Verdict.SATISFIED if in_time else Verdict.VIOLATED)


@given(
    pupils=st.integers(0, 100),
    size=st.sampled_from(ClassSize),
    place=st.sampled_from([None, "wuxi", "enshi", "sanya", "guangdong", "guangzhou"]),
)
def test_fewer_pupils_are_never_too_many_for_a_band(pupils: int, size: ClassSize, place: str | None) -> None:
    price = Price(
        place=place, date=date(2023, 9, 4), stage=Stage.PRIMARY, subject=Subject.SUBJECT, mode=Mode.OFFLINE,
        class_size=size, students=pupils,
    )  # fmt: skip
    verdict = prices.class_band(price).verdict
    if verdict is Verdict.SATISFIED and pupils:
        assert prices.class_band(attrs.evolve(price, students=pupils - 1)).verdict is Verdict.SATISFIED
    if verdict is Verdict.VIOLATED:
        assert pupils > 10
