"""Online training (线上培训): what a site or app keeps and offers, whom it shows, and how education apps are filed."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from .grade import OfPupils
from .institution import Subject


@attrs.frozen(kw_only=True)
class OnlineService(OfPupils):
    """What one provider offers online for one kind of pupils, by its site or app, on one day.

    Attributes:
        date: The day it is looked at.
        subject: Kind of training.
        content_kept_months: For how long training content and training data are kept, the shorter of the two [months].
        has_live_lessons: Whether lessons are given live (直播).
        live_kept_months: For how long video of live lessons is kept [months].
        has_photo_search: Whether it answers photographed questions (拍照搜题).
        replaces_thinking: Whether a person judged that a similar function replaces the pupil's own thinking.
        links_to_games: Whether it has links to online games.
        has_unrelated_pushes: Whether a person judged that it shows advertisements or pushes messages that are unrelated
            to teaching.
        head_is_chinese: Whether the head of the institution is a Chinese national.
        head_lives_in_china: Whether the head lives in China.
        has_eye_care: Whether it has a function for eye care (护眼).
        has_parent_control: Whether it has a function by which parents control its use (家长监管).
        has_international_courses: Whether it offers international courses.
        has_security_measures: Whether its provider has rules and technical measures for the security of the network
            (互联网安全管理制度, 安全保护技术措施).
        found_banned_information: Whether information that the law bans was found on it.
        banned_is_recorded: Whether records of that were kept (保存有关记录).
        banned_is_reported: Whether it was reported to the authority.

    """

    date: Date | None = given()
    subject: Subject | None = given()
    content_kept_months: int | None = given(low=0, high=1200)
    has_live_lessons: bool | None = given()
    live_kept_months: int | None = given(low=0, high=1200)
    has_photo_search: bool | None = given()
    replaces_thinking: bool | None = judged()
    links_to_games: bool | None = given()
    has_unrelated_pushes: bool | None = judged()
    head_is_chinese: bool | None = given()
    head_lives_in_china: bool | None = given()
    has_eye_care: bool | None = given()
    has_parent_control: bool | None = given()
    has_international_courses: bool | None = given()
    has_security_measures: bool | None = given()
    found_banned_information: bool | None = given()
    banned_is_recorded: bool | None = given()
    banned_is_reported: bool | None = given()


@attrs.frozen(kw_only=True)
class ShownTrainer(Fact):
    """What a provider of online training shows of one trainer, by an opaque id, on one day.

    Attributes:
        date: The day it is looked at.
        shows_identity: Whether the name is shown (姓名); the record itself holds none.
        shows_photo: Whether a photo is shown.
        shows_certificate: Whether the certificate is shown.
        is_foreigner: Whether the trainer is a foreign national.
        shows_history: Whether study, work and teaching history are shown, all three.

    """

    date: Date | None = given()
    shows_identity: bool | None = given()
    shows_photo: bool | None = given()
    shows_certificate: bool | None = given()
    is_foreigner: bool | None = given()
    shows_history: bool | None = given()


@attrs.frozen(kw_only=True)
class EducationApp(Fact):
    """One education app (教育移动互联网应用程序) on one day.

    Attributes:
        date: The day it is looked at.
        is_existing: Whether it was there already when the measures on filing came.
        is_filed: Whether its provider filed it (提供者备案), in whichever province.
        has_content_filing: Whether its filing as an internet service is done (ICP备案).
        has_graded_protection: Whether its filing for graded protection is done (等级保护备案).
        is_used_by_school: Whether a school uses it.
        trains_preschoolers: Whether children before school age are trained by it (学龄前).

    """

    date: Date | None = given()
    is_existing: bool | None = given()
    is_filed: bool | None = given()
    has_content_filing: bool | None = given()
    has_graded_protection: bool | None = given()
    is_used_by_school: bool | None = given()
    trains_preschoolers: bool | None = given()
