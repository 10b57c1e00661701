"""Exams (考试): how many, for whom, what is in them, and what may be done with the results."""

from __future__ import annotations

from decimal import Decimal

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Options,
    Span,
    among,
    any_of,
    at_least,
    at_most,
    forbid,
    no_later_than,
    not_,
    require,
    when,
    within,
)
from ...model.exam import Exam, ExamScope, ExamTerm, PaperSource, Publicity
from ...model.school import School

# ------------------------------------------------------------------------------------------- how many, and which


@rule
def paper_exams(exam: Exam) -> Outcome:
    """The lowest grades sit no paper-and-pencil exam."""
    return forbid(exam.is_on_paper)


@rule(law_day="finals_on")
def finals(term: ExamTerm, times: Limit[int]) -> Outcome:
    """A term has only so many final exams; each place began on its own day until the whole country followed."""
    return at_most(term.finals, times)


@rule(law_day="midterms_on")
def midterms(term: ExamTerm, times: Limit[int]) -> Outcome:
    """A term may have only so many mid-term exams; each place began on its own day until the whole country followed."""
    return at_most(term.midterms, times)


@rule(law_day="unified_on")
def unified_exams(term: ExamTerm, times: Limit[int]) -> Outcome:
    """A term has only so many exams of the whole year group, finals and mid-terms and others together."""
    return at_most(term.unified_exams, times)


@rule(law_day="unified_on")
def unified_subjects(term: ExamTerm, subjects: Limit[int]) -> Outcome:
    """An exam of the whole year group has only so many subjects, where a place says how many."""
    return at_most(term.unified_subjects, subjects)


@rule(law_day="midterms_on")
def midterm_subjects(term: ExamTerm, subjects: Limit[int]) -> Outcome:
    """A mid-term examines only so many subjects, where a place says how many."""
    return at_most(term.midterm_subjects, subjects)


@rule
def small_tests(exam: Exam) -> Outcome:
    """No weekly, monthly or unit exam under whatever name, not even in one class."""
    return forbid(exam.is_small_test)


@rule
def exam_scope(exam: Exam, allowed: Limit[Options[ExamScope]]) -> Outcome:
    """Outside the graduating years no exam joins several schools or a region."""
    return among(exam.scope, allowed)


@rule(law_day="mocks_on")
def mocks(term: ExamTerm, times: Limit[int]) -> Outcome:
    """The graduating years sit only so many mock exams."""
    return at_most(term.mocks, times)


@rule
def mock_stage(exam: Exam) -> Outcome:
    """A mock exam falls in the general revision stage."""
    return when(exam.is_mock, require(exam.in_revision_stage))


# ------------------------------------------------------------------------------------------- results


@rule
def result_levels(exam: Exam) -> Outcome:
    """Results are given as levels."""
    return require(exam.uses_levels)


@rule
def levels_used(exam: Exam, levels: Limit[Span]) -> Outcome:
    """Where results are given as levels, there are neither too few nor too many of them."""
    return when(exam.uses_levels, within(exam.exact_levels, levels))


@rule
def not_ranked(exam: Exam) -> Outcome:
    """Results are not ranked."""
    return forbid(exam.is_ranked)


@rule
def not_published(exam: Exam) -> Outcome:
    """Results are not made known to others, in a chat group neither; to tell one pupil or parent is lawful."""
    return forbid(exam.is_published)


@rule
def not_linked(exam: Exam) -> Outcome:
    """Results of a school's own exams have no bearing on admission."""
    return forbid(exam.is_linked_to_admission)


@rule
def not_used_to_sort(exam: Exam) -> Outcome:
    """Pupils are not streamed, seated or labelled by results."""
    return forbid(exam.is_used_to_sort)


@rule
def schools_not_ranked(school: School) -> Outcome:
    """Neither schools nor teachers are ranked by promotion rate or scores."""
    return forbid(school.ranks_by_results)


@rule
def not_hyped(publicity: Publicity) -> Outcome:
    """Nobody makes a show of top scorers, of the rate of entry to famous schools or of the promotion rate."""
    return forbid(
        any_of(publicity.shows_top_scorers, publicity.shows_elite_rate, publicity.shows_promotion_rate),
    )


# ------------------------------------------------------------------------------------------- papers and procedure


@rule
def over_standard(exam: Exam) -> Outcome:
    """Nothing is examined beyond the standard or ahead of teaching, and no item is odd or a trick."""
    return forbid(exam.over_standard)


@rule
def difficulty(exam: Exam, coefficient: Limit[Decimal]) -> Outcome:
    """A paper is no harder than the place allows."""
    return at_least(exam.difficulty, coefficient)


@rule
def papers_bought(exam: Exam) -> Outcome:
    """Schools buy neither items nor papers."""
    return forbid(exam.papers_bought)


@rule
def paper_source(exam: Exam, allowed: Limit[Options[PaperSource]]) -> Outcome:
    """A school that cannot set papers itself gets them from the authority above it or from its item bank."""
    return when(not_(exam.can_set_papers), among(exam.paper_source, allowed))


@rule
def filed(exam: Exam) -> Outcome:
    """An exam is filed with the authority and reviewed."""
    return require(exam.is_filed)


@rule
def setters_review(exam: Exam) -> Outcome:
    """Nobody reviews a paper of their own making."""
    return forbid(exam.setters_review)


@rule
def reviewers(exam: Exam, people: Limit[int]) -> Outcome:
    """A paper is reviewed by enough people."""
    return at_least(exam.reviewers, people)


@rule
def plan_posted(term: ExamTerm) -> Outcome:
    """The exam plan is posted before the term begins; seen unposted before that day, it is not late yet."""
    is_due = any_of(term.is_plan_posted, not_(no_later_than(term.plan_seen_on, term.last_day_before)))
    return when(is_due, no_later_than(term.plan_open_until, term.last_day_before))
