"""Grades as people write them, and what stage and band follow from them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from shuangjian.model.grade import Band, Grade, OfGrade, Stage, System

SIX, FIVE = System.SIX_THREE, System.FIVE_FOUR

READ: list[tuple[str | int, System | None, int]] = [
    (3, None, 3),
    (12, None, 12),
    ("3", None, 3),
    ("三年级", None, 3),
    ("3年级", None, 3),
    ("小学五年级", None, 5),
    ("G8", None, 8),
    ("g8", None, 8),
    ("grade 8", None, 8),
    ("Grade8", None, 8),
    (" 七年级 ", None, 7),
    ("九年级", None, 9),
    ("高一", None, 10),
    ("高三", None, 12),
    ("高中二年级", None, 11),
    ("高二年级", None, 11),
    ("12", None, 12),
    ("初一", SIX, 7),
    ("初二", SIX, 8),
    ("初三", SIX, 9),
    ("初一", FIVE, 6),
    ("初四", FIVE, 9),
    ("初中二", SIX, 8),
]


@pytest.mark.parametrize(("text", "system", "number"), READ)
def test_a_grade_is_read(text: str | int, system: System | None, number: int) -> None:
    assert Grade.parse(text, system) == Grade(number, system)


@pytest.mark.parametrize(
    "text",
    [
        0,
        13,
        -1,
        "",
        "0",
        "13",
        "G0",
        "G13",
        "年级",
        "十年级",
        "三",
        "３年级",
        "³",
        "3.0",
        "高四",
        "初五",
        "小一",
        "一年级二班",
        True,
        None,
        3.0,
    ],
)
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of the many ways to be wrong, each has its own words
        Grade.parse(text, SIX)


@pytest.mark.parametrize("text", ["初一", "初三", "初四"])
def test_years_of_junior_school_hang_on_the_system(text: str) -> None:
    with pytest.raises(ValueError, match="六三 or 五四"):
        Grade.parse(text)
    with pytest.raises(ValueError, match="no year of that school"):
        Grade.parse("初四", SIX)


@pytest.mark.parametrize(("text", "number"), [("初中二年级", 8), ("初中一年级", 7), ("初中三年级", 9)])
def test_a_year_of_junior_school_written_out_is_not_one_of_primary_school(text: str, number: int) -> None:
    assert Grade.parse(text, SIX).number == number


@pytest.mark.parametrize("text", ["小学九年级", "小学七年级"])
def test_a_year_primary_school_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of the many ways to be wrong, each has its own words
        Grade.parse(text, SIX)


@given(st.text(max_size=8))
def test_any_text_is_a_grade_or_refused(text: str) -> None:
    try:
        assert 1 <= Grade.parse(text, SIX).number <= 12
    except ValueError:
        return


@pytest.mark.parametrize("number", [True, 3.0])
def test_a_grade_is_a_whole_number(number: int) -> None:
    with pytest.raises((ValueError, TypeError)):
        Grade(number)


def stages(system: System | None) -> list[Stage | None]:
    return [OfGrade(grade=n, system=system).stage for n in range(13)]


P, J, S = Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR


def test_the_stage_follows_from_grade_and_system_and_grade_six_needs_the_system() -> None:
    assert stages(SIX) == [Stage.PRESCHOOL, *[P] * 6, *[J] * 3, *[S] * 3]
    assert stages(FIVE) == [Stage.PRESCHOOL, *[P] * 5, *[J] * 4, *[S] * 3]
    assert stages(None) == [Stage.PRESCHOOL, *[P] * 5, None, *[J] * 3, *[S] * 3]
    assert OfGrade(system=SIX).stage is None


def test_a_stage_that_is_stated_stands() -> None:
    assert OfGrade(school_stage=J).stage is J
    assert OfGrade(grade=6, system=SIX, school_stage=J).stage is J
    assert OfGrade(grade=6, school_stage=P).stage is P


def test_the_band_of_homework_law() -> None:
    expected = [Band.PRIMARY_1_2, Band.PRIMARY_1_2, *[Band.PRIMARY_3_UP] * 4, *[Band.JUNIOR] * 3, *[Band.SENIOR] * 3]
    assert [OfGrade(grade=n, system=SIX).band for n in range(1, 13)] == [
        *expected[:6],
        *expected[5:6][1:],
        *expected[6:],
    ]
    assert OfGrade(grade=6).band is None
    assert OfGrade(school_stage=P).band is None
    assert OfGrade(school_stage=J).band is Band.JUNIOR
    assert Grade.parse("初二", SIX).band is Band.JUNIOR
    assert Grade.parse("高一").stage is S


@pytest.mark.parametrize(("grade", "expected"), [(0, False), (1, True), (9, True), (10, False), (None, None)])
def test_nine_years_are_compulsory(grade: int | None, expected: bool | None) -> None:
    assert OfGrade(grade=grade).is_compulsory is expected


def test_a_school_year_counted_through_is_read_also_with_its_school_before_it() -> None:
    assert Grade.parse("初中八年级").number == 8
