"""Training materials (培训材料): one of them with its reviews, and who writes them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import any_of
from .grade import OfPupils
from .institution import Mode, Subject


@attrs.frozen(kw_only=True)
class TrainingMaterial(OfPupils):
    """One material a training institution uses with pupils: a book, handouts, an item bank, a series of videos.

    Attributes:
        date: A day it is used.
        subject: Kind of training it is for.
        mode: Where it is used.
        is_self_written: Whether the institution wrote it (自主编写); what it took over from others it did not write.
        is_reviewed_inside: Whether the institution's own review passed it (内部审核) before it was used.
        is_reviewed_outside: Whether the review of the education authority passed it (外部审核) before it was used; of
            an item bank or a series of videos the authority takes samples, which speak for the whole.
        has_writer_as_reviewer: Whether any of its writers reviewed it too.
        has_partial_reviewer: Whether a person judged that somebody reviewed it who had to stand aside (回避).
        has_barred_content: Whether a person judged that it has anything of the negative list (负面清单).
        is_over_standard: Whether a person judged that it goes beyond the standard (超标).
        is_overseas: Whether it is a textbook from overseas (境外教材).
        is_state_approved: Whether it is a textbook the state approved.

    """

    date: Date | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    is_self_written: bool | None = given()
    is_reviewed_inside: bool | None = given()
    is_reviewed_outside: bool | None = given()
    has_writer_as_reviewer: bool | None = given()
    has_partial_reviewer: bool | None = judged()
    has_barred_content: bool | None = judged()
    is_over_standard: bool | None = judged()
    is_overseas: bool | None = given()
    is_state_approved: bool | None = given()

    @property
    def is_reviewed(self) -> bool | None:
        """Whether any review passed it."""
        return any_of(self.is_reviewed_inside, self.is_reviewed_outside)


@attrs.frozen(kw_only=True)
class MaterialWriter(Fact):
    """One person who writes training materials (编写人员), by an opaque id.

    Attributes:
        date: A day on which the person writes them.
        subject: Kind of training they are for.
        years_in_education: Years of work in education or teaching that are complete by that day [years].
        has_certificate: Whether the person holds a matching teacher certificate (教师资格证).
        has_proof: Whether the person holds matching professional proof (职业（专业）能力证明).

    """

    date: Date | None = given()
    subject: Subject | None = given()
    years_in_education: int | None = given(low=0, high=100)
    has_certificate: bool | None = given()
    has_proof: bool | None = given()
