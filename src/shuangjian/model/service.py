"""After-school service (课后服务), evening study (晚自习) and vacation care (假期托管)."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given, judged
from ..core.words import Choice, Clock, minus
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


@attrs.frozen(kw_only=True)
class ServiceSession(OnDate):
    """One session a school offers as after-school service to one class or group.

    Attributes:
        class_id: Which class or group, an opaque id.
        activity: What goes on.
        starts: When it begins [min of day].
        ends: When it ends [min of day].
        is_last: Whether it is the last of the afternoon; only then its end is the end of the service.
        is_voluntary: Whether pupils take part of their own free will.
        teaches_new_content: Whether new lessons are taught (讲新课), whole groups are drilled or given remedial lessons.
        fee_collector: Who collects the fee; None: not known.
        fee_approved: Whether the fee stands on the province's list.
        provider_listed: Whether an outside provider stands on the authority's list.

    """

    class_id: str | None = given()
    activity: Activity | None = given()
    starts: Clock | None = given(low=0, high=2879)
    ends: Clock | None = given(low=0, high=2879)
    is_last: bool | None = given()
    is_voluntary: bool | None = given()
    teaches_new_content: bool | None = judged()
    fee_collector: Collector | None = given()
    fee_approved: bool | None = given()
    provider_listed: bool | None = given()

    @property
    def minutes(self) -> int | None:
        """How long it takes [min]."""
        return minus(self.ends, self.starts)


@attrs.frozen(kw_only=True)
class ServiceDay(OnDate):
    """The after-school service of one class on one day.

    Attributes:
        class_id: Which class or group, an opaque id.
        week: First day of its week.
        minutes: Time of the sessions that count as service [min].

    """

    class_id: str | None = given()
    week: Date | None = given()
    minutes: int | None = given(low=0, high=1440)


@attrs.frozen(kw_only=True)
class ServiceWeek(OfGrade):
    """The after-school service of one class in one full week of five working days.

    Attributes:
        date: First day of the week.
        class_id: Which class or group, an opaque id.
        days: On how many days service was offered.
        shortest_day_minutes: Time of service on the day with the least of it [min].

    """

    date: Date | None = given()
    class_id: str | None = given()
    days: int | None = given(low=0, high=7)
    shortest_day_minutes: int | None = given(low=0, high=1440)


@attrs.frozen(kw_only=True)
class EveningStudy(OnDate):
    """One evening self-study of a school (晚自习).

    Attributes:
        class_id: Which class or group, an opaque id.
        is_boarder: Whether it is for boarders.
        starts: When it begins [min of day].
        ends: When it ends [min of day].
        teaches_new_content: Whether lessons are taught in it.

    """

    class_id: str | None = given()
    is_boarder: bool | None = given()
    starts: Clock | None = given(low=0, high=2879)
    ends: Clock | None = given(low=0, high=2879)
    teaches_new_content: bool | None = judged()

    @property
    def minutes(self) -> int | None:
        """How long it takes [min]."""
        return minus(self.ends, self.starts)


@attrs.frozen(kw_only=True)
class VacationCare(OfGrade):
    """One care course a school or district offers in a vacation or break (假期托管).

    Attributes:
        date: Its first day.
        is_voluntary: Whether pupils and teachers take part of their own free will.
        group_lessons: Whether whole groups get remedial lessons (集体补课).
        new_lessons: Whether new lessons are taught (讲新课).
        fee_posted: Whether the fee level is made public.

    """

    date: Date | None = given()
    is_voluntary: bool | None = given()
    group_lessons: bool | None = given()
    new_lessons: bool | None = given()
    fee_posted: bool | None = given()
