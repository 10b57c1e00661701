"""Staff: the hand-worked cases come out as written, and the shares agree with counting heads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Severity, Verdict
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Institution, Mode
from shuangjian.model.lesson import Lesson
from shuangjian.model.staff import Role, StaffMember
from shuangjian.rules.training import staff
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("staff.cases.toml"), staff.blacklist.family.rules.values())
DAY = date(2024, 5, 6)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(students=st.integers(1, 2000), teachers=st.integers(0, 50), stage=st.sampled_from(Stage))
def test_the_share_of_a_class_is_heads_rounded_up(students: int, teachers: int, stage: Stage) -> None:
    lesson = Lesson(date=DAY, mode=Mode.OFFLINE, stage=stage, students=students, full_time_teachers=teachers)
    needed = -(-students * (6 if stage is Stage.PRESCHOOL else 2) // 100)
    found = staff.teachers_a_class(lesson)
    assert found.verdict is (Verdict.SATISFIED if teachers >= needed else Verdict.VIOLATED)
    assert found.severity is Severity.WARNING


@given(core=st.integers(0, 1000), others=st.integers(0, 1000))
def test_half_of_the_staff_is_as_many_as_the_others(core: int, others: int) -> None:
    found = staff.core_staff(Institution(date=DAY, staff=core + others, full_time_core=core)).verdict
    if core + others:
        assert found is (Verdict.SATISFIED if core >= others else Verdict.VIOLATED)
    else:
        assert found is Verdict.UNKNOWN


@given(
    role=st.sampled_from([None, *Role]),
    is_foreigner=st.sampled_from([None, True, False]),
    is_abroad=st.sampled_from([None, True, False]),
)
def test_only_foreigners_abroad_are_barred(
    role: Role | None, is_foreigner: bool | None, is_abroad: bool | None
) -> None:
    member = StaffMember(date=DAY, role=role, is_foreigner=is_foreigner, is_abroad=is_abroad)
    violated = staff.foreign_abroad(member).verdict is Verdict.VIOLATED
    assert violated == (role is Role.TEACHING and is_foreigner is True and is_abroad is True)


@given(asked=st.none() | st.dates(date(2023, 1, 1), date(2025, 12, 31)), ever=st.sampled_from([None, True, False]))
def test_what_was_asked_after_the_day_of_the_record_passes_nowhere(asked: date | None, ever: bool | None) -> None:
    member = StaffMember(date=DAY, records_checked=ever, records_checked_on=asked)
    if asked and asked > DAY:
        assert staff.records_check_again(member).verdict is Verdict.NOT_APPLICABLE
        assert staff.records_check(member).verdict is not Verdict.SATISFIED or ever
    elif asked:
        assert staff.records_check(member).verdict is Verdict.SATISFIED


@given(asked=st.none() | st.dates(date(2024, 5, 1), date(2024, 5, 12)), before=st.sampled_from([None, True, False]))
def test_a_check_by_the_day_of_hiring_came_before_it(asked: date | None, before: bool | None) -> None:
    found = staff.records_check_first(
        StaffMember(hired_on=DAY, records_checked_on=asked, checked_before_hiring=before)
    ).verdict
    if before or (asked and asked <= DAY):
        assert found is Verdict.SATISFIED
    else:
        assert found is (Verdict.UNKNOWN if before is None else Verdict.VIOLATED)
