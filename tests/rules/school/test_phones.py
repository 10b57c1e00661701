"""Phones: the hand-worked cases come out as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.device import DeviceKind, PupilDevice
from shuangjian.model.grade import Stage
from shuangjian.rules.school import phones
from shuangjian.testing.cases import Case, load_cases

RULES = phones.kept.family.rules
CASES = load_cases(Path(__file__).with_name("phones.cases.toml"), RULES.values())
MAYBE = st.sampled_from([None, True, False])


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(st.dates(date(2021, 2, 1), date(2030, 12, 31)), st.sampled_from(list(Stage)[1:]), MAYBE, MAYBE)
def test_no_leave_brings_a_phone_into_class(day: date, stage: Stage, leave: bool | None, need: bool | None) -> None:
    phone = PupilDevice(
        date=day,
        school_stage=stage,
        kind=DeviceKind.PHONE,
        in_class=True,
        is_permitted_in_class=leave,
        is_for_teaching=need,
    )
    assert phones.not_in_class(phone).verdict is Verdict.VIOLATED


@given(st.dates(date(2025, 10, 24), date(2030, 12, 31)), st.sampled_from(DeviceKind), st.sampled_from(["cn", "fujian"]))
def test_what_stays_at_home_breaks_nothing(day: date, kind: DeviceKind, place: str) -> None:
    device = PupilDevice(
        date=day, place=place, school_stage=Stage.JUNIOR, kind=kind, is_on_campus=False, in_class=False
    )
    about = [r for r in RULES.values() if r.fact is PupilDevice]
    assert {r(device).verdict for r in about} <= {Verdict.SATISFIED, Verdict.NOT_APPLICABLE}
