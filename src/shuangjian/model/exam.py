"""Exams (考试): one of them, a year group's term, and what is made public of results."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from fractions import Fraction

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, add_days, all_of, any_of, choose, equals, known, not_, ratio
from .grade import OfGrade, Stage


class ExamScope(Choice):
    """For whom an exam is held together."""

    CLASS = "class"
    SCHOOL = "school"
    CROSS_SCHOOL = "cross_school"
    """跨校"""
    REGION = "region"
    """区域性"""


class PaperSource(Choice):
    """Where the paper of an exam comes from."""

    SCHOOL = "school"
    """自主命题"""
    AUTHORITY = "authority"
    """上级教育部门命题: set by the authority above the school"""
    ITEM_BANK = "item_bank"
    """题库: taken from the item bank of that authority"""
    OTHER = "other"
    """any other body or person, bought or given"""


@attrs.frozen(kw_only=True)
class Exam(OfGrade):
    """One exam or test.

    Attributes:
        date: The day it was held.
        is_on_paper: Whether it is a paper-and-pencil exam (纸笔考试).
        scope: For whom it is held together.
        is_level_test: Whether it is an academic level test of junior or senior school, or the college entrance exam
            (学业水平考试, 高考).
        is_mock: Whether it is a mock exam (模拟考试).
        in_revision_stage: Whether it falls in the general revision stage (总复习阶段).
        is_small_test: Whether a person judged it a weekly, monthly or unit exam, under whatever name.
        uses_levels: Whether results are given as levels (等级评价).
        levels: How many levels.
        is_ranked: Whether results are ranked (排名).
        is_published: Whether results of more than one pupil are made known, in a chat group too.
        is_linked_to_admission: Whether results are linked to admission.
        is_used_to_sort: Whether a person judged that results are used to stream, seat or label pupils.
        papers_bought: Whether items or papers were bought.
        can_set_papers: Whether a person judged the school able to set such papers itself (命题能力).
        paper_source: Where the paper comes from.
        over_standard: Whether a person judged content beyond the curriculum standard.
        difficulty: Difficulty coefficient of the paper, the share of the marks expected; higher is easier (难度系数).
        is_filed: Whether it was filed with the authority and reviewed (备案, 审核).
        setters_review: Whether those who set it also reviewed it.
        reviewers: How many reviewed it.

    """

    date: Date | None = given()
    is_on_paper: bool | None = given()
    scope: ExamScope | None = given()
    is_level_test: bool | None = given()
    is_mock: bool | None = given()
    in_revision_stage: bool | None = given()
    is_small_test: bool | None = judged()
    uses_levels: bool | None = given()
    levels: int | None = given(low=1, high=100)
    is_ranked: bool | None = given()
    is_published: bool | None = given()
    is_linked_to_admission: bool | None = given()
    is_used_to_sort: bool | None = judged()
    papers_bought: bool | None = given()
    can_set_papers: bool | None = judged()
    paper_source: PaperSource | None = given()
    over_standard: bool | None = judged()
    difficulty: Decimal | None = given(low=0, high=1)
    is_filed: bool | None = given()
    setters_review: bool | None = given()
    reviewers: int | None = given(low=0, high=1000)

    @property
    def is_ordinary(self) -> bool | None:
        """Whether it is no level test; primary schools have none of those."""
        return any_of(equals(self.stage, Stage.PRIMARY), not_(self.is_level_test))

    @property
    def is_daily(self) -> bool | None:
        """Whether it is a daily exam (日常考试): an ordinary one, for more than one class."""
        return all_of(self.is_ordinary, not_(equals(self.scope, ExamScope.CLASS)))

    @property
    def exact_levels(self) -> Fraction | None:
        """How many levels, as a quantity a range can hold."""
        return ratio(self.levels, 1)


@attrs.frozen(kw_only=True)
class ExamTerm(OfGrade):
    """One year group of a school in one term, counted from its exams or from its plan.

    How many exams are too many is asked of the law on the day of the last of them, where that is known, else on the
    first day of the term; of a term during which the law changed, that leaves it unknown.

    Attributes:
        date: First day of the term.
        finals: Final exams.
        midterms: Mid-term exams; how many primary schools may hold no text says, a unit test by that name is an `Exam`.
        unified_exams: Exams of whatever kind held for the whole year group at once (统一考试).
        unified_subjects: The most subjects one of these examines.
        mocks: Mock exams.
        midterm_subjects: Subjects examined at mid-term.
        is_plan_posted: Whether the exam plan of the term was posted inside the school.
        plan_posted_on: The day it was.
        plan_seen_on: The day that was last looked at.
        last_final_on: The day of the last final exam, as held or planned.
        last_midterm_on: The day of the last mid-term exam.
        last_unified_on: The day of the last unified exam.
        last_mock_on: The day of the last mock exam.

    """

    date: Date | None = given()
    finals: int | None = given(low=0, high=100)
    midterms: int | None = given(low=0, high=100)
    unified_exams: int | None = given(low=0, high=100)
    unified_subjects: int | None = given(low=0, high=30)
    mocks: int | None = given(low=0, high=100)
    midterm_subjects: int | None = given(low=0, high=30)
    is_plan_posted: bool | None = given()
    plan_posted_on: Date | None = given()
    plan_seen_on: Date | None = given()
    last_final_on: Date | None = given()
    last_midterm_on: Date | None = given()
    last_unified_on: Date | None = given()
    last_mock_on: Date | None = given()

    @property
    def finals_on(self) -> Date | None:
        """The day whose law says how many finals there may be."""
        return choose(known(self.last_final_on), self.last_final_on, self.date)

    @property
    def midterms_on(self) -> Date | None:
        """The day whose law says how many mid-terms there may be."""
        return choose(known(self.last_midterm_on), self.last_midterm_on, self.date)

    @property
    def unified_on(self) -> Date | None:
        """The day whose law says how many unified exams there may be."""
        return choose(known(self.last_unified_on), self.last_unified_on, self.date)

    @property
    def mocks_on(self) -> Date | None:
        """The day whose law says how many mock exams there may be."""
        return choose(known(self.last_mock_on), self.last_mock_on, self.date)

    @property
    def tells_last_midterm(self) -> bool:
        """Whether the record says when the last mid-term was."""
        return known(self.last_midterm_on)

    @property
    def tells_last_unified(self) -> bool:
        """Whether the record says when the last unified exam was."""
        return known(self.last_unified_on)

    @property
    def tells_last_mock(self) -> bool:
        """Whether the record says when the last mock exam was."""
        return known(self.last_mock_on)

    @property
    def last_day_before(self) -> Date | None:
        """The day before the term begins."""
        return add_days(self.date, -1)

    @property
    def plan_open_until(self) -> Date | None:
        """The day the plan was posted, or the last day it was seen not to be."""
        return choose(self.is_plan_posted, self.plan_posted_on, self.plan_seen_on)


@attrs.frozen(kw_only=True)
class Publicity(Fact):
    """One thing a school or an authority makes public of results or admission: a poster, a post, a speech at a fair.

    Attributes:
        date: The day it was made public.
        shows_top_scorers: Whether it tells of top scorers (状元).
        shows_elite_rate: Whether it tells how many entered famous schools (名校率).
        shows_promotion_rate: Whether it tells how many went on to the next stage (升学率).

    """

    date: Date | None = given()
    shows_top_scorers: bool | None = given()
    shows_elite_rate: bool | None = given()
    shows_promotion_rate: bool | None = given()
