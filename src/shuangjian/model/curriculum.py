"""Curriculum (课程): the week's timetable of a class, its term, its school year, and a course over all nine years."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from fractions import Fraction

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, percent
from .grade import OfGrade


class Area(Choice):
    """The areas among which the nine years share out their lessons (课程类别)."""

    CHINESE = "chinese"
    """语文"""
    MATHS = "maths"
    """数学"""
    PE_AND_HEALTH = "pe_and_health"
    """体育与健康"""
    ARTS = "arts"
    """艺术"""
    FOREIGN_LANGUAGE = "foreign_language"
    """外语"""
    PRACTICE_AND_LOCAL = "practice_and_local"
    """劳动、综合实践活动、地方课程和校本课程"""
    OTHER_SUBJECT = "other_subject"
    """其他科目"""


@attrs.frozen(kw_only=True)
class TimetableWeek(OfGrade):
    """The timetable of one class in one week (课表), as it was taught or is planned.

    Attributes:
        date: First day of the week.
        class_id: Which class, an opaque id.
        is_full: Whether it is a full week of five school days, without a holiday or a make-up day in it.
        lessons: Lessons of the week, all courses together (周课时).
        lesson_minutes: Time of all these lessons [min].
        pe_lessons: Lessons of PE (体育与健康).
        days_without_pe: School days of the week without a lesson of PE.
        days_without_outdoors: School days of the week without a lesson outdoors beside those of PE (户外活动课).
        labour_lessons: Lessons of labour (劳动).
        practice_lessons: Lessons of integrated practice (综合实践活动).
        class_activity_lessons: Lessons of class and team activity (班团队活动).
        calligraphy_lessons: Lessons of calligraphy, within those of Chinese (书法).
        lessons_taken_away: Whether a lesson of PE, arts, morality, labour or practice was given to another subject
            (挤占).
        pe_taken_away: Whether a lesson of PE was given to another subject; of PE alone there is a law (挤占体育课).
        is_as_published: Whether what is taught is what the published timetable says; a second one for use is not
            (阴阳课表).
        is_published: Whether the timetable that is taught is made public (晒课表).

    """

    date: Date | None = given()
    class_id: str | None = given()
    is_full: bool | None = given()
    lessons: int | None = given(low=0, high=100)
    lesson_minutes: int | None = given(low=0, high=10080)
    pe_lessons: int | None = given(low=0, high=100)
    days_without_pe: int | None = given(low=0, high=7)
    days_without_outdoors: int | None = given(low=0, high=7)
    labour_lessons: int | None = given(low=0, high=100)
    practice_lessons: int | None = given(low=0, high=100)
    class_activity_lessons: int | None = given(low=0, high=100)
    calligraphy_lessons: int | None = given(low=0, high=100)
    lessons_taken_away: bool | None = given()
    pe_taken_away: bool | None = given()
    is_as_published: bool | None = given()
    is_published: bool | None = given()


@attrs.frozen(kw_only=True)
class SchoolYear(OfGrade):
    """One year group in one school year (学年), as planned or, once it is over, as held.

    Attributes:
        date: Its first day.
        weeks: Weeks of the year, vacations left out (上课周数).
        teaching_weeks: Weeks of new teaching (新授课).
        revision_weeks: Weeks of revision and exams (复习考试).
        first_term_revision_weeks: Those of the first term.
        second_term_revision_weeks: Those of the second term.
        flexible_weeks: Weeks the school uses as it sees fit (机动).
        sports_meetings: Sports meetings of the whole school (全校性体育运动会).
        social_practice_days: Days of social practice (社会实践).

    """

    date: Date | None = given()
    weeks: int | None = given(low=0, high=60)
    teaching_weeks: int | None = given(low=0, high=60)
    revision_weeks: int | None = given(low=0, high=60)
    first_term_revision_weeks: int | None = given(low=0, high=60)
    second_term_revision_weeks: int | None = given(low=0, high=60)
    flexible_weeks: int | None = given(low=0, high=60)
    sports_meetings: int | None = given(low=0, high=100)
    social_practice_days: int | None = given(low=0, high=366)


@attrs.frozen(kw_only=True)
class SchoolTerm(OfGrade):
    """One class in one term (学期).

    Attributes:
        date: The day it begins, as held.
        class_id: Which class, an opaque id.
        is_first: Whether it is the first term of the school year.
        last_day: The day it ends, as held.
        official_first_day: The day it begins by the official calendar (校历).
        official_last_day: The day it ends by the official calendar.
        sight_checks: How often the pupils' sight was checked in the whole of it (视力监测).
        is_key_class: Whether a person judged the class a key class beside ordinary ones (重点班).
        plan_changed: Whether a person judged that the number of lessons, difficulty or pace was changed at will.
        beyond_standard: Whether a person judged that teaching goes beyond the standard or ahead of it (超标超前).
        starts_from_zero: Whether a person judged that teaching starts from zero, by the standard (零起点教学).
        courses_ease_entry: Whether a person judged that local and school courses and practice lessons mainly help
            pupils to settle in (入学适应).
        pace_caught_up: Whether a person judged that the pace is caught up on (赶进度).

    """

    date: Date | None = given()
    class_id: str | None = given()
    is_first: bool | None = given()
    last_day: Date | None = given()
    official_first_day: Date | None = given()
    official_last_day: Date | None = given()
    sight_checks: int | None = given(low=0, high=100)
    is_key_class: bool | None = judged()
    plan_changed: bool | None = judged()
    beyond_standard: bool | None = judged()
    starts_from_zero: bool | None = judged()
    courses_ease_entry: bool | None = judged()
    pace_caught_up: bool | None = judged()


@attrs.frozen(kw_only=True)
class CoursePlan(Fact):
    """One area of courses over the nine years of compulsory education, added up from a school's plans of its grades.

    Attributes:
        date: The day the plan begins.
        area: Which area.
        lessons: Lessons of the area over all nine years.
        all_lessons: Lessons of new teaching of all areas over all nine years (新授课总课时).
        cross_subject_lessons: Of the lessons of the area, those given to themes across subjects (跨学科主题学习).

    """

    date: Date | None = given()
    area: Area | None = given()
    lessons: int | None = given(low=0, high=100_000)
    all_lessons: int | None = given(low=0, high=100_000)
    cross_subject_lessons: int | None = given(low=0, high=100_000)

    @property
    def share(self) -> Fraction | None:
        """The area's share of all lessons [%]."""
        return percent(self.lessons, self.all_lessons)

    @property
    def cross_subject_share(self) -> Fraction | None:
        """The share of its lessons given to themes across subjects [%]."""
        return percent(self.cross_subject_lessons, self.lessons)
