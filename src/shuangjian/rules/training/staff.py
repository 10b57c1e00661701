"""Staff (从业人员) of training institutions: who may work there, with what papers, and how many."""

from __future__ import annotations

from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Options,
    add_months,
    all_of,
    among,
    at_least,
    at_most,
    forbid,
    no_later_than,
    percent,
    require,
    when,
)
from ...model.institution import Institution
from ...model.lesson import Lesson
from ...model.staff import Qualification, StaffMember
from ...model.together import PersonPosts


@rule
def teacher_certificate(member: StaffMember) -> Outcome:
    """Teaching and research staff of subject training hold a matching teacher certificate."""
    return require(member.has_certificate)


@rule
def certificate_posted(member: StaffMember) -> Outcome:
    """The certificates of teaching and research staff are posted at the venue and on the site."""
    return when(member.has_certificate, require(member.is_posted))


@rule
def professional_proof(member: StaffMember, accepted: Limit[Options[Qualification]]) -> Outcome:
    """Teaching and research staff of non-subject training hold a qualification that is accepted for it."""
    return among(member.qualification, accepted)


@rule
def serving_teacher(member: StaffMember) -> Outcome:
    """No serving teacher of a school or kindergarten works there; the school's consent is no defence."""
    return forbid(member.is_serving_teacher)


@rule
def foreign_abroad(member: StaffMember) -> Outcome:
    """No foreigner who is outside China teaches; foreigners inside China follow the state's rules."""
    return forbid(all_of(member.is_foreigner, member.is_abroad))


@rule
def foreigner_rules(member: StaffMember) -> Outcome:
    """Foreigners on the staff keep to the state's rules on foreigners who teach and work in China."""
    return when(member.is_foreigner, require(member.keeps_foreigner_rules))


@rule
def blacklist(member: StaffMember) -> Outcome:
    """Nobody on the staff blacklist works there."""
    return forbid(member.is_blacklisted)


@rule
def conviction(member: StaffMember) -> Outcome:
    """Nobody deprived of political rights, or imprisoned for an intentional crime, works there."""
    return forbid(member.is_barred_by_sentence)


@rule
def records_check(member: StaffMember) -> Outcome:
    """Police or procuratorate were asked for records of everybody who works there."""
    return require(member.was_checked)


@rule(law_day="hired_on")
def records_check_first(member: StaffMember) -> Outcome:
    """They are asked for the records of a person before that person is hired."""
    return require(member.was_checked_first)


@rule
def records_check_again(member: StaffMember, months: Limit[int]) -> Outcome:
    """The question for records is repeated in time; what was asked after the day of the record does not count."""
    in_time = no_later_than(member.date, add_months(member.records_checked_on, months))
    return when(member.has_last_check, in_time)


@rule
def core_staff(institution: Institution, share: Limit[Fraction]) -> Outcome:
    """Full-time teaching and research staff make up enough of all staff."""
    return at_least(percent(institution.full_time_core, institution.staff), share)


@rule
def teachers_a_class(lesson: Lesson, share: Limit[Fraction]) -> Outcome:
    """Each class session has enough full-time teaching staff for those in it; assistants do not count."""
    return at_least(percent(lesson.full_time_teachers, lesson.students), share)


@rule
def one_full_time_post(posts: PersonPosts, most: Limit[int]) -> Outcome:
    """Whoever counts as full-time staff of an institution does not count as that of another too."""
    return at_most(posts.full_time, most)


@rule
def full_time_teachers(institution: Institution) -> Outcome:
    """The institution has full-time teachers."""
    return require(institution.has_full_time_teachers)


@rule
def written_contract(member: StaffMember) -> Outcome:
    """Everybody who works there has a written labour or service contract."""
    return require(member.has_contract)


@rule
def full_time_number(institution: Institution, teachers: Limit[int]) -> Outcome:
    """The institution has as many full-time teachers as a place asks."""
    return at_least(institution.full_time_teachers, teachers)


@rule
def teacher_each_subject(institution: Institution) -> Outcome:
    """The institution has a full-time teacher for each subject it teaches, where a place asks for it."""
    return require(institution.has_teacher_each_subject)
