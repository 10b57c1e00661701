"""Advertisements (广告) that reach pupils or are for training: what for, where, and what they say."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice


class Advertised(Choice):
    """What an advertisement is for, as far as the texts tell it apart."""

    PUPIL_TRAINING = "pupil_training"
    """面向中小学生、幼儿园儿童的校外培训，学科类和非学科类"""
    OTHER_TRAINING = "other_training"
    """其他教育、培训"""
    OTHER = "other"
    """其他: neither education nor training"""


class Outlet(Choice):
    """Where an advertisement is shown."""

    MAINSTREAM_MEDIA = "mainstream_media"
    """主流媒体及其新媒体"""
    ONLINE_PLATFORM = "online_platform"
    """网络平台"""
    PUBLIC_PLACE = "public_place"
    """公共场所"""
    RESIDENTIAL_AREA = "residential_area"
    """居民区"""
    TRANSPORT_BOARD = "transport_board"
    """公共交通站牌、线牌"""
    SCHOOL_GROUNDS = "school_grounds"
    """中小学校、幼儿园内"""
    SCHOOL_THINGS = "school_things"
    """教材、练习册、文具、校服、校车等"""
    PROSPECTUS = "prospectus"
    """招生简章"""
    OTHER = "other"
    """其他: the institution's own premises among them"""


@attrs.frozen(kw_only=True)
class Advertisement(Fact):
    """One advertisement, or enrolment prospectus, in one outlet on one day.

    Attributes:
        date: The day it is shown.
        outlet: Where.
        advertised: What it is for.
        is_commercial: Whether it is commercial, not one of public interest (公益广告).
        by_institution: Whether a training institution issues it for itself.
        is_filed: Whether it is filed with the body that approved the institution (备案).
        promises_result: Whether a person judged that it promises admission, passing an exam or an effect, openly or in
            other words.
        hints_at_examiners: Whether a person judged it to say or hint that an exam body, its staff or those who set
            exams take part.
        is_recommended: Whether a person judged that a research body, a school, an association, an expert or somebody
            who benefited recommends or vouches in it.
        is_false: Whether a person judged it false publicity (虚假宣传).

    """

    date: Date | None = given()
    outlet: Outlet | None = given()
    advertised: Advertised | None = given()
    is_commercial: bool | None = given()
    by_institution: bool | None = given()
    is_filed: bool | None = given()
    promises_result: bool | None = judged()
    hints_at_examiners: bool | None = judged()
    is_recommended: bool | None = judged()
    is_false: bool | None = judged()
