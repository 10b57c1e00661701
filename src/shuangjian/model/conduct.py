"""What training teaches and how it behaves (培训行为): one class it offers, and the conduct of an institution."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from .grade import OfPupils
from .institution import Subject


@attrs.frozen(kw_only=True)
class TrainingClass(OfPupils):
    """One class a training institution offers (班次), on the day it is looked at; its lessons are records of their own.

    Attributes:
        date: That day.
        class_id: Which group, an opaque id.
        subject: Kind of training.
        grade: School year of its pupils, 1 to 12 (招生对象所处年级); of pupils of several, a record each.
        class_grade: School year the class is made for by its level, 1 to 12 (培训班次).
        is_overseas_curriculum: Whether it teaches an overseas curriculum (境外教育课程).
        reading_minutes: Longest time its pupils read and write without a break (连续读写) [min].
        is_content_filed: Whether its content is on file with the local education authority (培训内容备案).
        is_timetable_filed: Whether its timetable was reported to that authority.
        are_pupils_filed: Whether it was reported to that authority which pupils it is meant for (招生对象).
        is_content_posted: Whether its content is made public.
        is_timetable_posted: Whether its timetable is made public.
        are_pupils_posted: Whether it is made public which pupils it is meant for.
        counts_for_admission: Whether its results or certificates count for admission to a school of any stage.
        is_vulgar_or_illegal: Whether a person judged that something in it is vulgar or illegal (低俗、违法).
        is_pirated: Whether a person judged that something in it is pirated (盗版侵权).
        is_as_promised: Whether a person judged that the course and its quality are as the prospectus or advertisement
            promised (招生简章、招生广告).

    """

    date: Date | None = given()
    class_id: str | None = given()
    subject: Subject | None = given()
    grade: int | None = given(low=1, high=12)
    class_grade: int | None = given(low=1, high=12)
    is_overseas_curriculum: bool | None = given()
    reading_minutes: int | None = given(low=0, high=1440)
    is_content_filed: bool | None = given()
    is_timetable_filed: bool | None = given()
    are_pupils_filed: bool | None = given()
    is_content_posted: bool | None = given()
    is_timetable_posted: bool | None = given()
    are_pupils_posted: bool | None = given()
    counts_for_admission: bool | None = given()
    is_vulgar_or_illegal: bool | None = judged()
    is_pirated: bool | None = judged()
    is_as_promised: bool | None = judged()


@attrs.frozen(kw_only=True)
class TrainingConduct(Fact):
    """What one training institution does beside its classes, on the day it is looked at.

    Attributes:
        date: That day.
        holds_grade_exams: Whether it holds grade exams in school subjects for pupils (学科等级考试).
        holds_subject_contests: Whether it holds competitions in school subjects for pupils (学科竞赛).
        ranks_pupils: Whether it ranks pupils by school subjects (排名).
        joins_enrolment_tests: Whether it holds enrolment tests together with a school.
        passes_results_on: Whether it passes results of its pupils to a school for admission or streaming.
        leaks_personal_data: Whether a person judged that it leaked personal data of parents or pupils.
        poaches_teachers: Whether a person judged that it poached school teachers with high pay (高薪挖抢).

    """

    date: Date | None = given()
    holds_grade_exams: bool | None = given()
    holds_subject_contests: bool | None = given()
    ranks_pupils: bool | None = given()
    joins_enrolment_tests: bool | None = given()
    passes_results_on: bool | None = given()
    leaks_personal_data: bool | None = judged()
    poaches_teachers: bool | None = judged()
