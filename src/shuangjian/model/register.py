"""Registers (登记、备案) that lessons are held against: where they may be given, and when they are reported to be."""

from __future__ import annotations

from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date
from typing import ClassVar

import attrs

from ..core.fact import Fact, given
from .grade import Stage
from .institution import Subject


@attrs.frozen(kw_only=True)
class LicensedAddress(Fact):
    """One address on a licence to run training (办学许可证载明的地址), for as long as it stands there without a break.

    Attributes:
        institution_id: Whose licence, an opaque id.
        venue_id: Which venue, an opaque id.
        licensed_from: The first day it is licensed.
        licensed_until: The last day: the licence runs out (有效期届满), is taken away, or names the address no longer.

    """

    law_day: ClassVar[str] = "licensed_from"
    institution_id: str | None = given()
    venue_id: str | None = given()
    licensed_from: Date | None = given()
    licensed_until: Date | None = given()


@attrs.frozen(kw_only=True)
class ReportedLesson(Fact):
    """One lesson of the timetable that was reported to the local education authority (上课时间备案).

    Attributes:
        date: The day it belongs to.
        class_id: Of which group, an opaque id.
        stage: Stage of its pupils (招生对象).
        subject: Kind of training.
        starts_at: When it begins.
        ends_at: When it ends.

    """

    date: Date | None = given()
    class_id: str | None = given()
    stage: Stage | None = given()
    subject: Subject | None = given()
    starts_at: datetime | None = given()
    ends_at: datetime | None = given()
