"""What the reports of places tell, as counts: the interval that leaves, and what becomes of a target."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from shuangjian import Verdict
from shuangjian.core.words import Span
from shuangjian.monitoring.indicator import Change, Indicator, Trend, compare, total
from shuangjian.monitoring.indicators import from_verdicts, measure

TWO_PERIODS = (date(2021, 8, 13), date(2021, 8, 20))
"""The last days of the two periods of summer care."""
AUTUMN = date(2021, 10, 1)


def test_all_29_schools_of_a_district_have_summer_care_and_no_clause_asks_for_a_share() -> None:
    """000_fa12c3a3bd590dc7.txt: three schools hold it, pupils of all 29 can go. It is no service of AS-03."""
    schools = [f"school-{n}" for n in range(1, 30)]
    covered = from_verdicts(measure("vacation_care_schools"), dict.fromkeys(schools, Verdict.SATISFIED), schools)
    assert (covered.share, covered.interval) == (Fraction(1), Span(Fraction(1), Fraction(1)))
    for last_day in TWO_PERIODS:
        assert covered.met(last_day) is Verdict.NOT_APPLICABLE
        # Read as after-school service, nobody could say whether it was asked for already.
        assert Indicator(measure("service_schools"), 29, 29).met(last_day) is Verdict.UNKNOWN
    assert Indicator(measure("service_schools"), 29, 29).met(AUTUMN) is Verdict.SATISFIED


def test_one_school_that_does_not_report_leaves_28_of_29_to_all() -> None:
    schools = [f"school-{n}" for n in range(1, 30)]
    told = dict.fromkeys(schools[1:], Verdict.SATISFIED)
    assert from_verdicts(measure("service_schools"), told, schools).interval == Span(Fraction(28, 29), Fraction(1))
    assert from_verdicts(measure("service_schools"), told, schools).met(AUTUMN) is Verdict.UNKNOWN


def test_297_pupils_in_care_are_all_in_need_as_it_is_told_and_of_all_pupils_nothing_is() -> None:
    """000_fa12c3a3bd590dc7.txt tells 297 pupils in two periods, and that all in need were taken in."""
    in_need = Indicator(measure("vacation_care_pupils"), 297, 297)
    assert (in_need.share, in_need.met(TWO_PERIODS[1])) == (Fraction(1), Verdict.NOT_APPLICABLE)
    for first in (0, 148, 297):  # how many of them came in which of the two is not told: it makes no difference
        parts = [Indicator(in_need.measure, n, n) for n in (first, 297 - first)]
        assert total(in_need.measure, parts) == in_need


def test_a_city_where_about_78_percent_take_part_and_every_school_offers_it() -> None:
    """001_0c84c9be47c58525.txt: about is read as rounded to whole percent; of a thousand, 10 are one or the other."""
    part = Indicator(measure("service_participation"), 775, 990, 10)
    assert part.interval == Span(Fraction(775, 1000), Fraction(785, 1000))
    assert part.met(AUTUMN) is Verdict.NOT_APPLICABLE  # taking part is voluntary
    exact = Indicator(measure("service_participation"), 78, 100)
    assert exact.share == Fraction(39, 50)
    assert compare(exact, part).trend is Trend.UNKNOWN
    schools = Indicator(measure("service_schools"), 100, 100)
    assert schools.met(AUTUMN) is Verdict.SATISFIED


def test_78_percent_of_those_in_need_would_not_be_enough() -> None:
    assert Indicator(measure("service_pupils"), 78, 100).met(AUTUMN) is Verdict.VIOLATED


def test_a_city_where_over_seventy_percent_finish_in_time() -> None:
    """004_641c3a3e3ed97a74.txt: of a hundred 70 at least; what the others do is not told, and no target either."""
    finishing = Indicator(measure("homework_in_time"), 70, 70, 30)
    assert finishing.interval == Span(Fraction(7, 10), Fraction(1))
    assert finishing.met(date(2023, 10, 31)) is Verdict.NOT_APPLICABLE
    before = Indicator(measure("homework_in_time"), 60, 100)
    assert compare(before, finishing) == Change(Span(Fraction(1, 10), Fraction(2, 5)))
    assert compare(before, finishing).trend is Trend.RISEN


def test_all_twelve_middle_schools_of_a_city_offer_service() -> None:
    """002_b4a6d4a8310033f2.txt: 12 in the city itself; those in the country follow, how many they are is not told."""
    city = Indicator(measure("service_schools"), 12, 12)
    assert city.met(AUTUMN) is Verdict.SATISFIED
    with_country = total(city.measure, [city, Indicator(city.measure, 0, 0, 1)])
    assert with_country.met(AUTUMN) is Verdict.UNKNOWN
