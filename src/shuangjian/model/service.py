"""After-school service (课后服务), evening study (晚自习) and vacation care (假期托管)."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal

import attrs

from ..core.fact import given, judged
from ..core.words import Choice, Clock, any_of, at_least, known, minus, one_of, week_of
from .day import Vacation
from .grade import OfGrade
from .ondate import OnDate


class Activity(Choice):
    """What goes on in a session a school offers as after-school service."""

    HOMEWORK_HELP = "homework_help"
    """作业辅导"""
    TUTORING = "tutoring"
    """学业辅导: help for weak pupils, extension for able ones"""
    SPORT = "sport"
    ARTS = "arts"
    READING = "reading"
    CLUB = "club"
    """兴趣小组、社团"""
    PLAY = "play"
    EARLY_CARE = "early_care"
    """早到看护"""
    EARLY_STUDY = "early_study"
    """早自习"""
    MEAL_CARE = "meal_care"
    """午餐看护"""
    MIDDAY_CARE = "midday_care"
    """午休看护"""
    EVENING_STUDY = "evening_study"
    """晚自习"""
    EXTENDED_CARE = "extended_care"
    """延时托管"""


class Collector(Choice):
    """Who collects the money."""

    SCHOOL = "school"
    AUTHORITY = "authority"
    PARENTS_COMMITTEE = "parents_committee"
    """家委会"""
    THIRD_PARTY = "third_party"


class Season(Choice):
    """Which of the year's two timetables a school keeps, where the place has two (夏季、冬季作息时间)."""

    SUMMER = "summer"
    """夏季作息"""
    WINTER = "winter"
    """冬季作息"""


@attrs.frozen(kw_only=True)
class ServiceSession(OnDate):
    """One session a school offers as after-school service to one class or group.

    Evening study that a school counts as service is a session too; what it owes as evening study is asked of an
    `EveningStudy`. What a pupil pays is a `ServiceFee`.

    Attributes:
        class_id: Which class or group, an opaque id.
        activity: What goes on.
        starts: When it begins [min of day].
        ends: When it ends [min of day].
        counts: Whether care, a meal or self-study is counted towards the service, as the source has it: care at noon
            that is kept apart from it is not. Whether counting it is lawful (AS-13) is asked of the activity.
        season: Which of the year's two timetables it belongs to.
        end_of_work: When work normally ends at the place on that day (当地正常下班时间) [min of day].
        is_last: Whether it is the last of the afternoon; only then its end is the end of the service. Evening
            study and extended care (延时托管) come after the service.
        after_plan: Whether it begins when what the national curriculum and the school's plan have for the day is done
            (完成国家课程和学校教学计划之后).
        is_voluntary: Whether pupils take part of their own free will.
        is_posted: Whether its hours, contents and fee are made public.
        teaches_new_content: Whether a person judged that new lessons are taught (讲新课).
        group_lessons: Whether a person judged it teaching or remedial lessons of a whole group (集体教学、集体补课).
        drills_for_exams: Whether a person judged it drilling for exams (刷题备考).
        has_fee: Whether pupils pay for it.
        fee_collector: Who collects the fee; None: not known.
        fee_bundled: Whether the fee is forced on parents or bundled with another (强制、捆绑收费).
        fee_approved: Whether the fee stands on the province's list.
        by_outside_body: Whether an outside body gives it, not the school's own staff.
        provider_listed: Whether that body stands on the authority's list.
        provider_priced: Whether the list says what that body may take (引进费用标准).
        provider_vetted: Whether the people it sends were vetted (人员审核).
        allowance_yuan: What a teacher is paid for a lesson-period of it (课后服务补助) [yuan].

    """

    class_id: str | None = given()
    activity: Activity | None = given()
    starts: Clock | None = given(low=0, high=2879)
    ends: Clock | None = given(low=0, high=2879)
    counts: bool | None = given()
    season: Season | None = given()
    end_of_work: Clock | None = given(low=0, high=2879)
    is_last: bool | None = given()
    after_plan: bool | None = given()
    is_voluntary: bool | None = given()
    is_posted: bool | None = given()
    teaches_new_content: bool | None = judged()
    group_lessons: bool | None = judged()
    drills_for_exams: bool | None = judged()
    has_fee: bool | None = given()
    fee_collector: Collector | None = given()
    fee_bundled: bool | None = given()
    fee_approved: bool | None = given()
    by_outside_body: bool | None = given()
    provider_listed: bool | None = given()
    provider_priced: bool | None = given()
    provider_vetted: bool | None = given()
    allowance_yuan: Decimal | None = given(low=0, high=1_000_000)

    @property
    def minutes(self) -> int | None:
        """How long it takes [min]."""
        return minus(self.ends, self.starts)

    @property
    def minutes_after_work(self) -> int | None:
        """How long after the normal end of work it ends; below zero where it ends before that [min]."""
        return minus(self.ends, self.end_of_work)

    @property
    def tells_end_of_work(self) -> bool:
        """Whether the record says when work normally ends at the place."""
        return known(self.end_of_work)

    @property
    def follows_lessons(self) -> bool | None:
        """Whether it is service by what goes on in it: no care of early comers, at meals or midday, no self-study."""
        return one_of(
            self.activity,
            Activity.HOMEWORK_HELP,
            Activity.TUTORING,
            Activity.SPORT,
            Activity.ARTS,
            Activity.READING,
            Activity.CLUB,
            Activity.PLAY,
            Activity.EXTENDED_CARE,
        )

    @property
    def counts_as_service(self) -> bool | None:
        """Whether its minutes count towards the service: what follows the lessons does, the rest only if said so."""
        return any_of(self.follows_lessons, self.counts)


@attrs.frozen(kw_only=True)
class ServiceDay(OnDate):
    """The after-school service of one class on one day.

    Attributes:
        class_id: Which class or group, an opaque id.
        sessions: How many sessions count as service.
        minutes: Time of the sessions that count as service [min].
        minutes_without_care: Of it, time of all but care of early comers, at meals or midday, and self-study [min].
        sport_sessions: How many sessions are sport.

    """

    class_id: str | None = given()
    sessions: int | None = given(low=0, high=100)
    minutes: int | None = given(low=0, high=1440)
    minutes_without_care: int | None = given(low=0, high=1440)
    sport_sessions: int | None = given(low=0, high=100)

    @property
    def week(self) -> Date | None:
        """The Monday of its week."""
        return week_of(self.date)


@attrs.frozen(kw_only=True)
class ServiceWeek(OfGrade):
    """The after-school service of one class in one week.

    Attributes:
        date: First day of the week.
        class_id: Which class or group, an opaque id.
        is_full: Whether it is a full week of five school days, without a holiday or a make-up day in it: another may
            have fewer days of service, or no day of it for sport.
        days: On how many days something was offered that counts as service, as a session says (`ServiceSession`).
        shortest_day_minutes: Time that counts as service on the day with the least of it, of the days on which anything
            was offered; care and self-study that the school counts are in it [min].
        shortest_day_without_care: The same with care of early comers, at meals or midday, and self-study left out, of
            which the day with the least may be another [min].
        sport_days: On how many days it had sport.

    """

    date: Date | None = given()
    class_id: str | None = given()
    is_full: bool | None = given()
    days: int | None = given(low=0, high=7)
    shortest_day_minutes: int | None = given(low=0, high=1440)
    shortest_day_without_care: int | None = given(low=0, high=1440)
    sport_days: int | None = given(low=0, high=7)

    @property
    def fills_a_week(self) -> bool | None:
        """Whether it can be held to the days of a full week: it is one, or has service on five days all the same."""
        return any_of(self.is_full, at_least(self.days, 5))

    @property
    def has_sport(self) -> bool | None:
        """Whether the service of the week has any sport."""
        return at_least(self.sport_days, 1)


@attrs.frozen(kw_only=True)
class ServicePlan(OfGrade):
    """A school's plan for its after-school service (课后服务实施方案), as it stands on one day.

    Attributes:
        date: The day it is looked at.
        is_written: Whether it is written down.
        has_homework_help: Whether it has help with homework (作业辅导).
        has_tutoring: Whether it has tutoring for pupils who find learning hard (辅导答疑).
        has_extension: Whether it has more for pupils with strength to spare (学有余力).
        has_clubs: Whether it has clubs and interest groups (兴趣小组、社团).
        has_pupils_in_need: Whether some pupils have a special need to stay on when the service ends.
        has_extended_care: Whether it has extended care for them (延时托管).

    """

    date: Date | None = given()
    is_written: bool | None = given()
    has_homework_help: bool | None = given()
    has_tutoring: bool | None = given()
    has_extension: bool | None = given()
    has_clubs: bool | None = given()
    has_pupils_in_need: bool | None = given()
    has_extended_care: bool | None = given()


@attrs.frozen(kw_only=True)
class EveningStudy(OnDate):
    """One evening self-study of a school (晚自习); where it counts as after-school service, that is a `ServiceSession`.

    Attributes:
        class_id: Which class or group, an opaque id.
        is_boarder: Whether it is for boarders.
        starts: When it begins [min of day].
        ends: When it ends [min of day].
        lesson_periods: How many lesson-periods it has (课时).
        is_voluntary: Whether pupils take part of their own free will.
        teaches_new_content: Whether a person judged that lessons are taught in it.

    """

    class_id: str | None = given()
    is_boarder: bool | None = given()
    starts: Clock | None = given(low=0, high=2879)
    ends: Clock | None = given(low=0, high=2879)
    lesson_periods: int | None = given(low=1, high=10)
    is_voluntary: bool | None = given()
    teaches_new_content: bool | None = judged()

    @property
    def minutes(self) -> int | None:
        """How long it takes [min]."""
        return minus(self.ends, self.starts)


@attrs.frozen(kw_only=True)
class VacationCare(OfGrade):
    """One care course a school or district offers on days without lessons (假期托管).

    Attributes:
        date: Its first day.
        vacation: In which vacation or break, or whether on a weekend or a holiday.
        is_voluntary: Whether pupils and teachers take part of their own free will.
        group_lessons: Whether a person judged that whole groups get remedial lessons (集体补课).
        new_lessons: Whether a person judged that new lessons are taught (讲新课).
        has_fee: Whether pupils pay for it.
        fee_posted: Whether the fee level is made public.

    """

    date: Date | None = given()
    vacation: Vacation | None = given()
    is_voluntary: bool | None = given()
    group_lessons: bool | None = judged()
    new_lessons: bool | None = judged()
    has_fee: bool | None = given()
    fee_posted: bool | None = given()
