"""Training programmes (培训项目): the declared course, four labels, and what a person decided on them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given, judged
from ..core.words import all_of, no_later_than
from .grade import OfPupils
from .homework import Course
from .institution import Subject


@attrs.frozen(kw_only=True)
class Programme(OfPupils):
    """One training programme of one provider (培训项目), on the day it is looked at.

    Words in its name are leads for whoever looks at it; no field holds them, and no rule reads them.

    Attributes:
        date: That day.
        course: What it is declared to teach; a foreign language is English, Japanese or Russian here, and practice has
            IT, labour and technology in it.
        kind: As what it is run (按学科类或非学科类管理).
        teaches_standard: Whether a person judged that it teaches what the national standards of the listed subjects
            hold (国家课程标准).
        purpose_fits: The first label: whether a person found the purpose of subject training (培训目的), knowledge and
            skill of a subject or better marks.
        content_fits: The second: the content of listed subjects (培训内容).
        method_fits: The third: its method (培训方式), explaining and drilling, or preview, lesson and revision, by a
            teacher, a virtual one or AI too.
        evaluation_fits: The fourth: its evaluation (结果评价), selection by marks or by exam results.
        identified_as: What a person decided it is, after the labels (鉴别结论).
        is_assessed: Whether the provider assessed it itself (自评).
        assessed_on: The day it did.
        offered_on: The day it was first offered.

    """

    date: Date | None = given()
    course: Course | None = given()
    kind: Subject | None = given()
    teaches_standard: bool | None = judged()
    purpose_fits: bool | None = judged()
    content_fits: bool | None = judged()
    method_fits: bool | None = judged()
    evaluation_fits: bool | None = judged()
    identified_as: Subject | None = judged()
    is_assessed: bool | None = given()
    assessed_on: Date | None = given()
    offered_on: Date | None = given()

    @property
    def all_fit(self) -> bool | None:
        """Whether all four labels are those of subject training."""
        return all_of(self.purpose_fits, self.content_fits, self.method_fits, self.evaluation_fits)

    @property
    def assessed_first(self) -> bool | None:
        """Whether it was assessed by the day it was first offered."""
        return all_of(self.is_assessed, no_later_than(self.assessed_on, self.offered_on))
