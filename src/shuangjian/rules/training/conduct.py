"""Content and conduct (培训行为): what a class teaches, who is told of it, and what an institution leaves alone."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import all_of, any_of, at_most, exactly, forbid, require
from ...model.conduct import TrainingClass, TrainingConduct
from ...model.school import School
from ...model.staff import StaffMember

# ------------------------------------------------------------------------------------------- a class


@rule
def overseas_curriculum(offer: TrainingClass) -> Outcome:
    """No overseas curriculum is taught."""
    return forbid(offer.is_overseas_curriculum)


@rule
def class_grade(offer: TrainingClass) -> Outcome:
    """A class of subject training is made for the school year its pupils are in, neither above it nor below."""
    return exactly(offer.class_grade, offer.grade)


@rule
def barred_content(offer: TrainingClass) -> Outcome:
    """Nothing in a class is vulgar, illegal or pirated."""
    return forbid(any_of(offer.is_vulgar_or_illegal, offer.is_pirated))


@rule
def content_filed(offer: TrainingClass) -> Outcome:
    """The content of a class is on file with the local education authority."""
    return require(offer.is_content_filed)


@rule
def class_filed(offer: TrainingClass) -> Outcome:
    """The timetable of a class and the pupils it is meant for are reported to the local education authority."""
    return require(all_of(offer.is_timetable_filed, offer.are_pupils_filed))


@rule
def class_posted(offer: TrainingClass) -> Outcome:
    """Content and timetable of a class and the pupils it is meant for are made public."""
    return require(all_of(offer.is_content_posted, offer.is_timetable_posted, offer.are_pupils_posted))


@rule
def as_promised(offer: TrainingClass) -> Outcome:
    """Courses and their quality are as the prospectus or advertisement promised."""
    return require(offer.is_as_promised)


@rule
def reading_minutes(offer: TrainingClass, minutes: Limit[int]) -> Outcome:
    """Pupils do not read and write on end for longer than a place allows."""
    return at_most(offer.reading_minutes, minutes)


@rule
def not_for_admission(offer: TrainingClass) -> Outcome:
    """Results and certificates of non-subject training do not count for admission to any school."""
    return forbid(offer.counts_for_admission)


# ------------------------------------------------------------------------------------------- an institution


@rule
def no_subject_contests(conduct: TrainingConduct) -> Outcome:
    """An institution holds no grade exams, no competitions and no rankings in school subjects for pupils."""
    return forbid(any_of(conduct.holds_grade_exams, conduct.holds_subject_contests, conduct.ranks_pupils))


@rule
def no_joint_tests(conduct: TrainingConduct) -> Outcome:
    """An institution holds no enrolment tests together with schools."""
    return forbid(conduct.joins_enrolment_tests)


@rule
def results_not_passed_on(conduct: TrainingConduct) -> Outcome:
    """Results of training are not passed to schools for admission or streaming."""
    return forbid(conduct.passes_results_on)


@rule
def data_not_leaked(conduct: TrainingConduct) -> Outcome:
    """Personal data of parents and pupils is not leaked."""
    return forbid(conduct.leaks_personal_data)


@rule
def teachers_not_poached(conduct: TrainingConduct) -> Outcome:
    """School teachers are not poached with high pay."""
    return forbid(conduct.poaches_teachers)


# ------------------------------------------------------------------------------------------- schools and staff


@rule
def no_joint_tutoring(school: School) -> Outcome:
    """Schools and kindergartens do not team up with training institutions for paid tutoring."""
    return forbid(school.teams_up_for_tutoring)


@rule
def red_lines(member: StaffMember) -> Outcome:
    """Nobody on the staff crosses one of the red lines of the staff measures."""
    return forbid(member.crossed_red_line)
