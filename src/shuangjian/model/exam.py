"""Exams (考试): one of them, and a year group's term."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given, judged
from ..core.words import Choice
from .grade import OfGrade


class ExamScope(Choice):
    """For whom an exam is held together."""

    CLASS = "class"
    SCHOOL = "school"
    CROSS_SCHOOL = "cross_school"
    """跨校"""
    REGION = "region"
    """区域性"""


@attrs.frozen(kw_only=True)
class Exam(OfGrade):
    """One exam or test.

    Attributes:
        date: The day it was held.
        is_on_paper: Whether it is a paper-and-pencil exam (纸笔考试).
        scope: For whom it is held together.
        is_graduating_year: Whether it is for a graduating year (毕业年级).
        is_mock: Whether it is a mock exam (模拟考试).
        in_revision_stage: Whether it falls in the general revision stage (总复习阶段).
        is_small_test: Whether a person judged it a weekly, monthly or unit exam, under whatever name.
        uses_levels: Whether results are given as levels (等级评价).
        levels: How many levels.
        is_ranked: Whether results are ranked (排名).
        is_published: Whether results of more than one pupil are made known, in a chat group too.
        is_linked_to_admission: Whether results are linked to admission.
        papers_bought: Whether items or papers were bought.
        over_standard: Whether a person judged content beyond the curriculum standard.
        setters_review: Whether those who set it also reviewed it.
        reviewers: How many reviewed it.

    """

    date: Date | None = given()
    is_on_paper: bool | None = given()
    scope: ExamScope | None = given()
    is_graduating_year: bool | None = given()
    is_mock: bool | None = given()
    in_revision_stage: bool | None = given()
    is_small_test: bool | None = judged()
    uses_levels: bool | None = given()
    levels: int | None = given(low=1, high=100)
    is_ranked: bool | None = given()
    is_published: bool | None = given()
    is_linked_to_admission: bool | None = given()
    papers_bought: bool | None = given()
    over_standard: bool | None = judged()
    setters_review: bool | None = given()
    reviewers: int | None = given(low=0, high=1000)


@attrs.frozen(kw_only=True)
class ExamTerm(OfGrade):
    """One year group of a school in one term, counted from its exams or from its plan.

    Attributes:
        date: First day of the term.
        finals: Final exams, or exams for the whole year group where no kind is told.
        midterms: Mid-term exams.
        mocks: Mock exams.
        plan_posted_on: The day the exam plan was posted.

    """

    date: Date | None = given()
    finals: int | None = given(low=0, high=100)
    midterms: int | None = given(low=0, high=100)
    mocks: int | None = given(low=0, high=100)
    plan_posted_on: Date | None = given()
