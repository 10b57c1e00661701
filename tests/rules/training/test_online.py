"""Online training: the hand-worked cases come out as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject
from shuangjian.model.online import EducationApp, OnlineService, ShownTrainer
from shuangjian.rules.training import online
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("online.cases.toml"), online.head.family.rules.values())
DAYS = st.dates(date(2021, 9, 18), date(2030, 12, 31))
MAYBE = st.sampled_from([None, True, False])
MONTHS = st.none() | st.integers(0, 24)
SERVICES = st.builds(
    OnlineService,
    date=DAYS,
    subject=st.sampled_from([None, *Subject]),
    stage=st.sampled_from([None, *Stage]),
    content_kept_months=MONTHS,
    has_live_lessons=MAYBE,
    live_kept_months=MONTHS,
    has_photo_search=MAYBE,
    head_is_chinese=MAYBE,
    head_lives_in_china=MAYBE,
)
APPS = st.builds(
    EducationApp,
    date=st.dates(date(2019, 10, 1), date(2022, 12, 31)),
    is_existing=MAYBE,
    is_filed=MAYBE,
    is_used_by_school=MAYBE,
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(SERVICES, st.integers(0, 24))
def test_keeping_for_longer_never_breaks_a_rule(service: OnlineService, more: int) -> None:
    if service.content_kept_months is not None:
        longer = attrs.evolve(service, content_kept_months=service.content_kept_months + more)
        told = [online.content_kept(s).verdict for s in (service, longer)]
        assert told != [Verdict.SATISFIED, Verdict.VIOLATED]


@given(SERVICES)
def test_what_binds_subject_institutions_never_binds_others(service: OnlineService) -> None:
    other = attrs.evolve(service, subject=Subject.NON_SUBJECT)
    for rule in (online.head, online.eye_care, online.parent_control, online.international_courses):
        assert rule(other).verdict is Verdict.NOT_APPLICABLE


@given(DAYS, MAYBE, MAYBE, MAYBE)
def test_the_history_does_not_stand_in_for_the_rest(
    day: date, name: bool | None, photo: bool | None, foreigner: bool | None
) -> None:
    trainer = ShownTrainer(
        date=day,
        shows_identity=name,
        shows_photo=photo,
        shows_certificate=False,
        is_foreigner=foreigner,
        shows_history=True,
    )
    assert online.trainer_shown(trainer).verdict is Verdict.VIOLATED


@given(APPS)
def test_a_school_breaks_the_rule_only_where_the_provider_does(app: EducationApp) -> None:
    if online.app_at_school(app).verdict is Verdict.VIOLATED:
        assert online.app_filed(app).verdict is Verdict.VIOLATED


@given(APPS)
def test_an_older_app_has_no_less_time_than_a_new_one(app: EducationApp) -> None:
    old, new = (online.app_filed(attrs.evolve(app, is_existing=e)).verdict for e in (True, False))
    if old is Verdict.VIOLATED:
        assert new is Verdict.VIOLATED
