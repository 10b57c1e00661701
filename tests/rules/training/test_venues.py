"""Venues: the hand-worked cases come out as written, more room is never worse, and no place lets rooms lie higher."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.institution import Subject
from shuangjian.model.venue import Sector, TrainingRoom, Venue, VideoSystem
from shuangjian.rules.training import venues
from shuangjian.testing.cases import Case, load_cases

RULES = venues.floor.family.rules
CASES = load_cases(Path(__file__).with_name("venues.cases.toml"), RULES.values())
DAYS = st.dates(date(2022, 6, 6), date(2030, 12, 31))
AREAS = st.decimals(1, 5000, places=2)
PUPILS = st.integers(1, 500)
DAY = timedelta(1)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(day=DAYS, area=AREAS, pupils=PUPILS, subject=st.sampled_from(Subject), sector=st.sampled_from(Sector))
def test_three_square_metres_a_pupil_hold_for_every_kind(
    day: date, area: Decimal, pupils: int, subject: Subject, sector: Sector
) -> None:
    venue = Venue(date=day, subject=subject, sector=sector, area_m2=area, room_m2=area, most_students=pupils)
    expected = Verdict.SATISFIED if area >= 3 * pupils else Verdict.VIOLATED
    assert venues.area_per_pupil(venue).verdict is expected
    assert venues.room_per_pupil(venue).verdict is expected


@given(area=AREAS, rooms=AREAS, more=AREAS, pupils=PUPILS, place=st.sampled_from([None, "chongqing", "xiamen"]))
def test_more_rooms_for_training_are_never_worse(
    area: Decimal, rooms: Decimal, more: Decimal, pupils: int, place: str | None
) -> None:
    venue = Venue(place=place, date=date(2027, 3, 3), area_m2=area, room_m2=rooms, most_students=pupils)
    larger = attrs.evolve(venue, room_m2=rooms + more)
    for rule in (venues.room_per_pupil, venues.room_share):
        if rule(venue).verdict is Verdict.SATISFIED:
            assert rule(larger).verdict is Verdict.SATISFIED


@given(day=DAYS, floor=st.integers(1, 30), young=st.sampled_from([None, True, False]))
def test_a_lower_floor_is_never_too_high(day: date, floor: int, young: bool | None) -> None:
    room = TrainingRoom(place="beijing", date=day, sector=Sector.ARTS, has_young=young, floor=floor)
    if venues.floor(room).verdict is Verdict.SATISFIED:
        assert venues.floor(attrs.evolve(room, floor=floor - 1)).verdict is Verdict.SATISFIED


@given(used=st.dates(date(2025, 4, 1), date(2030, 12, 31)), after=st.integers(0, 60))
def test_thirty_days_after_its_first_use_a_system_is_filed(used: date, after: int) -> None:
    filed = VideoSystem(used_on=used, date=used + DAY * 90, is_filed=True, filed_on=used + DAY * after)
    waiting = VideoSystem(used_on=used, date=used + DAY * after, is_filed=False)
    assert venues.video_filed(filed).verdict is (Verdict.SATISFIED if after <= 30 else Verdict.VIOLATED)
    assert venues.video_filed(waiting).verdict is (Verdict.NOT_APPLICABLE if after <= 30 else Verdict.VIOLATED)
