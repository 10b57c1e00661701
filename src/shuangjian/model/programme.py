"""Training programmes (培训项目): the declared course, four labels, and what a person decided on them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given, judged
from ..core.words import Choice, all_of, any_of, no_later_than, not_
from .grade import OfPupils
from .homework import Course
from .institution import Subject


class Language(Choice):
    """Languages taught (外语语种); the list of subjects names three of them and no other (CLS-01)."""

    ENGLISH = "english"
    """英语"""
    JAPANESE = "japanese"
    """日语"""
    RUSSIAN = "russian"
    """俄语"""
    OTHER = "other"
    """any other: on neither list by its name"""


@attrs.frozen(kw_only=True)
class Programme(OfPupils):
    """One training programme of one provider (培训项目), on the day it is looked at.

    Words in its name are leads for whoever looks at it; no field holds them, and no rule reads them.

    Attributes:
        date: That day.
        course: What it is declared to teach; practice has IT, labour and technology in it.
        language: Which language, where that is a foreign one.
        kind: As what it is run (按学科类或非学科类管理), whoever called it so; lessons and payments call it `subject`.
        teaches_standard: Whether a person judged that it teaches what the national standards of the listed subjects
            hold (国家课程标准).
        purpose_fits: The first label: whether a person found the purpose of subject training (培训目的), knowledge and
            skill of a subject or better marks.
        content_fits: The second: the content of listed subjects (培训内容).
        method_fits: The third: its method (培训方式), explaining and drilling, or preview, lesson and revision, by a
            teacher, a virtual one or AI too.
        evaluation_fits: The fourth: its evaluation (结果评价), selection by marks or by exam results.
        identified_as: What a person decided it is, after the labels (鉴别结论).
        is_disputed: Whether what it is was in dispute (有争议).
        went_to_panel: Whether the dispute went to an expert panel (专家组).
        panel_has_interest: Whether a member of that panel, or a close relative of one, has a post or an interest in the
            institution.
        is_assessed: Whether the provider assessed it itself (自评).
        assessed_on: The day it did.
        offered_on: The day it was first offered.

    """

    date: Date | None = given()
    course: Course | None = given()
    language: Language | None = given()
    kind: Subject | None = given()
    teaches_standard: bool | None = judged()
    purpose_fits: bool | None = judged()
    content_fits: bool | None = judged()
    method_fits: bool | None = judged()
    evaluation_fits: bool | None = judged()
    identified_as: Subject | None = judged()
    is_disputed: bool | None = given()
    went_to_panel: bool | None = given()
    panel_has_interest: bool | None = given()
    is_assessed: bool | None = given()
    assessed_on: Date | None = given()
    offered_on: Date | None = given()

    @property
    def is_labelled(self) -> bool | None:
        """Whether all four labels were given, whatever they say; not known until they are."""
        purpose = any_of(self.purpose_fits, not_(self.purpose_fits))
        content = any_of(self.content_fits, not_(self.content_fits))
        method = any_of(self.method_fits, not_(self.method_fits))
        return all_of(purpose, content, method, any_of(self.evaluation_fits, not_(self.evaluation_fits)))

    @property
    def assessed_first(self) -> bool | None:
        """Whether it was assessed by the day it was first offered."""
        return all_of(self.is_assessed, no_later_than(self.assessed_on, self.offered_on))
