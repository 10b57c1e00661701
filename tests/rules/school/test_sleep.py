"""Sleep: the hand-worked cases come out as written, and the traps of its law are avoided."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.grade import Stage
from shuangjian.model.school import PupilNight
from shuangjian.rules.school import sleep
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("sleep.cases.toml"), sleep.bedtime.family.rules.values())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


EVENING = date(2026, 3, 3)
AT_NINE = datetime(2026, 3, 3, 21)  # noqa: DTZ001  # facts hold local wall-clock time
NORMS = {Stage.PRIMARY: 600, Stage.JUNIOR: 540, Stage.SENIOR: 480}
LATEST = {Stage.PRIMARY: time(21, 20), Stage.JUNIOR: time(22), Stage.SENIOR: time(23)}
EARLIEST_WAKE = {Stage.PRIMARY: time(7, 20), Stage.JUNIOR: time(7), Stage.SENIOR: time(7)}


def night(stage: Stage, bed: datetime, slept: int, nap: int | None) -> PupilNight:
    woke = bed + timedelta(minutes=slept)
    return PupilNight(date=EVENING, school_stage=stage, bed_at=bed, woke_at=woke, nap_minutes=nap)


@given(stage=st.sampled_from(list(NORMS)), slept=st.integers(0, 800), nap=st.none() | st.integers(0, 180))
def test_a_nap_neither_breaks_the_norm_nor_reaches_it_alone(stage: Stage, slept: int, nap: int | None) -> None:
    found = sleep.sleep_minutes(night(stage, AT_NINE, slept, nap))
    short = slept < NORMS[stage]
    surely_short = nap is not None and slept + nap < NORMS[stage]
    assert (found.verdict is Verdict.SATISFIED) is not short
    assert (found.verdict is Verdict.VIOLATED) is (short and surely_short)


@pytest.mark.parametrize("stage", list(NORMS))
def test_the_latest_bedtime_and_the_norm_together_give_the_earliest_wake_up(stage: Stage) -> None:
    bed = datetime.combine(EVENING, LATEST[stage])
    asleep = night(stage, bed, NORMS[stage], 0)
    assert sleep.bedtime(asleep).verdict is sleep.sleep_minutes(asleep).verdict is Verdict.SATISFIED
    assert asleep.woke_at == datetime.combine(EVENING + timedelta(1), EARLIEST_WAKE[stage])
    assert sleep.bedtime(night(stage, bed + timedelta(minutes=1), NORMS[stage], 0)).verdict is Verdict.VIOLATED
    assert sleep.sleep_minutes(night(stage, bed, NORMS[stage] - 1, 0)).verdict is Verdict.VIOLATED
