"""Venues (培训场所) of offline training: their size, their floors, their fire checks and their video."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, choose
from .institution import Subject


class Sector(Choice):
    """What a venue trains in, as far as local sizes tell it apart."""

    ARTS = "arts"
    """文化艺术类"""
    SPORT = "sport"
    """体育类，棋类除外"""
    CHESS = "chess"
    """棋类"""
    OTHER = "other"
    """其他类"""


class SafetyHead(Choice):
    """Who is named as the person responsible for fire safety (消防安全责任人)."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    """法定代表人"""
    MAIN_HEAD = "main_head"
    """主要负责人"""
    CONTROLLER = "controller"
    """实际控制人"""
    OTHER = "other"
    """somebody else"""
    NONE = "none"
    """nobody"""


@attrs.frozen(kw_only=True)
class Venue(Fact):
    """One venue of offline training on one day (培训场所).

    Attributes:
        date: The day.
        venue_id: Which venue, an opaque id.
        subject: Kind of training given there.
        sector: What it trains in.
        is_branch: Whether it is a branch (教学点), not the main venue.
        area_m2: Its floor area, all of it together [m²].
        room_m2: Floor area of its rooms for training, within that (培训用房) [m²].
        one_floor_m2: Area of it that lies on one floor, where most does [m²].
        lease_months: For how many months it is leased from the day the lease began (租期) [months].
        most_students: Most pupils at training in one time slot of the day (同一培训时段).
        is_fixed: Whether it is a fixed place (固定场所).
        is_safe: Whether a person judged the premises safe.
        is_for_young: Whether it is a place for children's activities in the sense of the fire code (儿童活动场所).
        follows_fire_code: Whether a person judged that it follows the fire code for buildings (GB 50016).
        safety_head: Who is responsible for its fire safety.
        unpatrolled_minutes: Longest time of training without a fire patrol (防火巡查), from its beginning, between two
            patrols or to its end [min].
        has_hot_work: Whether there was hot work while training went on (动火作业).

    """

    date: Date | None = given()
    venue_id: str | None = given()
    subject: Subject | None = given()
    sector: Sector | None = given()
    is_branch: bool | None = given()
    area_m2: Decimal | None = given(low=1, high=10_000_000)
    room_m2: Decimal | None = given(low=0, high=10_000_000)
    one_floor_m2: Decimal | None = given(low=0, high=10_000_000)
    lease_months: int | None = given(low=0, high=1200)
    most_students: int | None = given(low=1, high=1_000_000)
    is_fixed: bool | None = given()
    is_safe: bool | None = judged()
    is_for_young: bool | None = given()
    follows_fire_code: bool | None = judged()
    safety_head: SafetyHead | None = given()
    unpatrolled_minutes: int | None = given(low=0, high=1440)
    has_hot_work: bool | None = given()


@attrs.frozen(kw_only=True)
class TrainingRoom(Fact):
    """One room in which pupils train offline, on one day.

    Attributes:
        date: The day.
        subject: Kind of training given in it.
        sector: What it trains in.
        floor: The floor it is on, the ground floor being 1, whatever lies below it 0.
        is_below_ground: Whether it lies below ground (地下).
        has_compulsory: Whether pupils of compulsory education train in it, among others or alone.
        has_preschool: Whether children aged 3 to 6 train in it, among others or alone.
        has_young: Whether pupils aged 12 or less train in it, among others or alone.

    """

    date: Date | None = given()
    subject: Subject | None = given()
    sector: Sector | None = given()
    floor: int | None = given(low=0, high=200)
    is_below_ground: bool | None = given()
    has_compulsory: bool | None = given()
    has_preschool: bool | None = given()
    has_young: bool | None = given()


@attrs.frozen(kw_only=True)
class VenueMonth(Fact):
    """One calendar month of one venue.

    Attributes:
        date: Its last day.
        fire_checks: How many fire inspections it had (防火检查).

    """

    date: Date | None = given()
    fire_checks: int | None = given(low=0, high=10_000)


@attrs.frozen(kw_only=True)
class VenueTurn(Fact):
    """The beginning of a vacation, or of a new course, at one venue.

    Attributes:
        date: The day it begins.
        is_checked: Whether the venue had a fire inspection before it, on its account (防火检查).

    """

    date: Date | None = given()
    is_checked: bool | None = given()


@attrs.frozen(kw_only=True)
class VideoSystem(Fact):
    """The video system of one venue (公共安全视频图像信息系统), on the day it is looked at.

    Attributes:
        date: That day.
        used_on: The day it was first used.
        is_older: Whether it was in use before the regulation was in force.
        is_filed: Whether it is filed with the county police (备案).
        filed_on: The day it was.
        runs_at_key_spots: Whether it runs at the key spots (重点部位).
        kept_days: For how many days video is kept, where that differs the fewest.
        outlives_purpose: Whether a person judged that video was kept though its days were over and its purpose met.

    """

    date: Date | None = given()
    used_on: Date | None = given()
    is_older: bool | None = given()
    is_filed: bool | None = given()
    filed_on: Date | None = given()
    runs_at_key_spots: bool | None = given()
    kept_days: int | None = given(low=0, high=36_500)
    outlives_purpose: bool | None = judged()

    @property
    def open_until(self) -> Date | None:
        """The day it was filed, or the last day it was seen not filed."""
        return choose(self.is_filed, self.filed_on, self.date)
