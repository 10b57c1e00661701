"""Phones and other devices of pupils (手机等智能终端产品): one of them at school, and how a school manages them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given
from ..core.words import Choice
from .grade import OfGrade


class DeviceKind(Choice):
    """What a pupil's own device is: the texts do not all speak of the same ones."""

    PHONE = "phone"
    """手机"""
    PHONE_WATCH = "phone_watch"
    """电话手表"""
    TERMINAL = "terminal"
    """其他智能终端产品: a tablet, a computer"""
    OTHER = "other"
    """其他电子产品: no intelligent terminal"""


@attrs.frozen(kw_only=True)
class PupilDevice(OfGrade):
    """One device of one pupil's own on one day at school.

    Attributes:
        date: The day.
        kind: What it is.
        is_on_campus: Whether the pupil brought it on campus (带入校园).
        is_admitted: Whether the school admitted it on campus as an exception; that is no permission for class.
        has_consent: Whether a parent agreed that it be brought (家长同意).
        has_application: Whether it was applied for in writing (书面申请).
        is_kept_by_school: Whether it was handed in and is in the unified keeping, or under the unified management, of
            the school (统一保管、统一管理).
        in_class: Whether it came into class (带入课堂).
        is_permitted_in_class: Whether the school permitted that it come into class.
        is_for_teaching: Whether it came into class because teaching needs it (教学需要).

    """

    date: Date | None = given()
    kind: DeviceKind | None = given()
    is_on_campus: bool | None = given()
    is_admitted: bool | None = given()
    has_consent: bool | None = given()
    has_application: bool | None = given()
    is_kept_by_school: bool | None = given()
    in_class: bool | None = given()
    is_permitted_in_class: bool | None = given()
    is_for_teaching: bool | None = given()


@attrs.frozen(kw_only=True)
class DeviceManagement(Fact):
    """How one primary, junior or senior school manages phones and other terminals (手机管理), on one day.

    Attributes:
        date: The day it is looked at.
        rules_set_place: Whether written rules of the school say where phones are kept; no where there are no rules.
        rules_set_manner: Whether they say how phones are kept.
        rules_set_keeper: Whether they say who is responsible for keeping them.
        has_storage: Whether there is something to keep phones in (保管装置).
        has_other_contact: Whether pupils can reach their parents in some other way: a public phone, a hotline of the
            class teacher.
        has_online_rules: Whether the school has rules for going online at school (上网管理制度).

    """

    date: Date | None = given()
    rules_set_place: bool | None = given()
    rules_set_manner: bool | None = given()
    rules_set_keeper: bool | None = given()
    has_storage: bool | None = given()
    has_other_contact: bool | None = given()
    has_online_rules: bool | None = given()
