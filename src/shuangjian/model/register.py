"""Registers (登记、备案) that lessons are held against: where they may be given, and when they are reported to be."""

from __future__ import annotations

from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given


@attrs.frozen(kw_only=True)
class LicensedAddress(Fact):
    """One address on a licence to run training (办学许可证载明的地址).

    Attributes:
        date: The day the licence is looked at.
        institution_id: Whose licence, an opaque id.
        venue_id: Which venue, an opaque id.

    """

    date: Date | None = given()
    institution_id: str | None = given()
    venue_id: str | None = given()


@attrs.frozen(kw_only=True)
class ReportedLesson(Fact):
    """One lesson of the timetable that was reported to the local education authority (上课时间备案).

    Attributes:
        date: The day it belongs to.
        class_id: Of which group, an opaque id.
        starts_at: When it begins.
        ends_at: When it ends.

    """

    date: Date | None = given()
    class_id: str | None = given()
    starts_at: datetime | None = given()
    ends_at: datetime | None = given()
