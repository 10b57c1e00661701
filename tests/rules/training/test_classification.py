"""Classification: the hand-worked cases come out as written, and no label takes a person's place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.grade import Stage
from shuangjian.model.homework import Course
from shuangjian.model.institution import Subject
from shuangjian.model.programme import Programme
from shuangjian.rules.training import classification
from shuangjian.testing.cases import Case, load_cases

RULES = classification.listed_subject.family.rules
CASES = load_cases(Path(__file__).with_name("classification.cases.toml"), RULES.values())
DAYS = st.dates(date(2021, 11, 15), date(2030, 12, 31))
MAYBE = st.sampled_from([None, True, False])
KINDS = st.sampled_from(Subject)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(day=DAYS, labels=st.tuples(MAYBE, MAYBE, MAYBE, MAYBE), kind=KINDS)
def test_labels_without_a_person_neither_pass_nor_fail(
    day: date, labels: tuple[bool | None, bool | None, bool | None, bool | None], kind: Subject
) -> None:
    purpose, content, method, evaluation = labels
    programme = Programme(
        date=day,
        stage=Stage.JUNIOR,
        kind=kind,
        purpose_fits=purpose,
        content_fits=content,
        method_fits=method,
        evaluation_fits=evaluation,
    )
    assert classification.as_identified(programme).verdict in (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


@given(day=DAYS, labels=st.lists(st.booleans(), min_size=4, max_size=4), decided=KINDS)
def test_no_label_overrules_a_person(day: date, labels: list[bool], decided: Subject) -> None:
    purpose, content, method, evaluation = labels
    programme = Programme(
        date=day,
        stage=Stage.JUNIOR,
        kind=Subject.NON_SUBJECT,
        purpose_fits=purpose,
        content_fits=content,
        method_fits=method,
        evaluation_fits=evaluation,
        identified_as=decided,
    )
    found = classification.as_identified(programme).verdict
    assert found is (Verdict.VIOLATED if decided is Subject.SUBJECT else Verdict.SATISFIED)


@given(day=DAYS, course=st.sampled_from(Course), kind=KINDS, teaches=MAYBE)
def test_no_course_stands_on_both_lists(day: date, course: Course, kind: Subject, teaches: bool | None) -> None:
    programme = Programme(date=day, stage=Stage.PRIMARY, course=course, kind=kind, teaches_standard=teaches)
    told = [rule(programme).verdict for rule in (classification.listed_subject, classification.listed_non_subject)]
    assert Verdict.NOT_APPLICABLE in told


@given(day=DAYS, kind=KINDS, seen=MAYBE, decided=st.sampled_from([None, *Subject]))
def test_what_is_run_as_subject_training_hides_nothing(
    day: date, kind: Subject, seen: bool | None, decided: Subject | None
) -> None:
    programme = Programme(date=day, stage=Stage.JUNIOR, kind=kind, teaches_standard=seen, identified_as=decided)
    told = {rule(programme).verdict for rule in (classification.standard_content, classification.as_identified)}
    assert (told == {Verdict.NOT_APPLICABLE}) is (kind is Subject.SUBJECT)
