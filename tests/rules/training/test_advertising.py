"""Advertising: the hand-worked cases come out as written, and no label a person gives opens a barred outlet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.advertisement import Advertised, Advertisement, Outlet
from shuangjian.rules.training import advertising
from shuangjian.testing.cases import Case, load_cases

RULES = advertising.filed.family.rules
CASES = load_cases(Path(__file__).with_name("advertising.cases.toml"), RULES.values())
DAYS = st.dates(date(2021, 11, 30), date(2030, 12, 31))
MAYBE = st.sampled_from([None, True, False])


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(day=DAYS, outlet=st.sampled_from(list(Outlet)[:5]), false=MAYBE, filed=MAYBE, own=MAYBE)
def test_nothing_opens_a_barred_outlet_to_pupils_training(
    day: date, outlet: Outlet, false: bool | None, filed: bool | None, own: bool | None
) -> None:
    ad = Advertisement(
        date=day,
        outlet=outlet,
        advertised=Advertised.PUPIL_TRAINING,
        is_false=false,
        is_filed=filed,
        by_institution=own,
    )
    assert advertising.not_in_public(ad).verdict is Verdict.VIOLATED


@given(day=DAYS, outlet=st.sampled_from([None, *Outlet]), advertised=st.sampled_from(Advertised), own=MAYBE)
def test_what_nobody_judged_is_never_a_pass(
    day: date, outlet: Outlet | None, advertised: Advertised, own: bool | None
) -> None:
    ad = Advertisement(date=day, outlet=outlet, advertised=advertised, by_institution=own)
    judged = (advertising.no_promise, advertising.no_examiners, advertising.no_recommendation, advertising.not_false)
    for rule in judged:
        assert rule(ad).verdict in (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


@given(day=DAYS, outlet=st.sampled_from(Outlet), advertised=st.sampled_from(Advertised))
def test_public_interest_breaks_nothing_at_school(day: date, outlet: Outlet, advertised: Advertised) -> None:
    ad = Advertisement(date=day, outlet=outlet, advertised=advertised, is_commercial=False)
    assert advertising.not_at_school(ad).verdict is not Verdict.VIOLATED
