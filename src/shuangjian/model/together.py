"""What several records are together: payments of one fee, pieces of one lesson, posts of one person."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from typing import ClassVar

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import all_of, any_of, at_least, known, no_later_than, not_
from .grade import OfPupils, Stage
from .institution import Mode, Subject
from .payment import Basis


@attrs.frozen(kw_only=True)
class PaymentsAtOnce(Fact):
    """Payments for one pupil and one course between which no lesson was taken: one collection of money, in parts.

    Attributes:
        paid_on: The day of the last, with which the collection is complete: the law of that day judges all of it.
        payer_id: For which pupil it was paid, an opaque id.
        course_id: For what course, an opaque id.
        stage: Stage of the pupil.
        subject: Kind of training.
        mode: Where it takes place.
        basis: What they are measured by.
        payments: How many they are.
        lessons: How many lessons they cover together.
        first_day: First day any of them covers.
        last_day: Last day any of them covers.
        run_out_on: Last day the first to run out covers.
        is_renewal: Whether a person judged those paid after one had run out to be a collection of their own (续费).
        yuan: How much was taken in all [yuan].

    """

    law_day: ClassVar[str] = "paid_on"
    paid_on: Date | None = given()
    payer_id: str | None = given()
    course_id: str | None = given()
    stage: Stage | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    basis: Basis | None = given()
    payments: int | None = given(low=0, high=100_000)
    lessons: int | None = given(low=0, high=100_000)
    first_day: Date | None = given()
    last_day: Date | None = given()
    run_out_on: Date | None = given()
    is_renewal: bool | None = judged()
    yuan: Decimal | None = given(low=0, high=100_000_000)

    @property
    def is_in_parts(self) -> bool | None:
        """Whether they are several and one collection; of one paid after another had run out a person judges that."""
        is_in_time = any_of(not_(known(self.run_out_on)), no_later_than(self.paid_on, self.run_out_on))
        return all_of(at_least(self.payments, 2), any_of(is_in_time, not_(self.is_renewal)))


@attrs.frozen(kw_only=True)
class LessonStretch(OfPupils):
    """Online lessons of one group that follow each other without a minute between them: one lesson, in pieces.

    A lesson offline stands alone.

    Attributes:
        date: The day they belong to.
        class_id: Which group, an opaque id.
        subject: Kind of training.
        mode: Where they take place.
        is_live: Whether they are given live (直播).
        pieces: How many they are.
        minutes: From the beginning of the first to the end of the last [min].

    """

    date: Date | None = given()
    class_id: str | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    is_live: bool | None = given()
    pieces: int | None = given(low=0, high=1440)
    minutes: int | None = given(low=0, high=2880)

    @property
    def is_cut(self) -> bool | None:
        """Whether there is more than one."""
        return at_least(self.pieces, 2)


@attrs.frozen(kw_only=True)
class StaffPost(Fact):
    """One post one person holds at one institution, on the day it is looked at.

    Attributes:
        date: That day; it says nothing of any other.
        person_id: Who, an opaque id.
        institution_id: Where, an opaque id.
        is_full_time: Whether the institution counts the person as full-time staff (专职).

    """

    date: Date | None = given()
    person_id: str | None = given()
    institution_id: str | None = given()
    is_full_time: bool | None = given()


@attrs.frozen(kw_only=True)
class PersonPosts(Fact):
    """The posts of one person that were looked at on one day; those looked at on another are not among them.

    Attributes:
        date: The day.
        person_id: Who, an opaque id.
        full_time: At how many institutions the person counts as full-time staff (专职).

    """

    date: Date | None = given()
    person_id: str | None = given()
    full_time: int | None = given(low=0, high=10_000)
