"""Acts that can be about some parts alone."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from shuangjian.enforcement.rectification.acts import Part, Standing
from shuangjian.enforcement.rectification.life import apply, possible
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject
from tests.enforcement.rectification.lives import ART, JUNIOR, PRIMARY, SENIOR, faults, of, paper

NO_GRADE = (ART, SENIOR, Part(Stage.PRESCHOOL, Subject.SUBJECT))
"""None is subject training of grades 1-9."""
GRADES = "junior.subject, primary.subject"


@pytest.mark.parametrize("act", ["stop", "suspension"])
@pytest.mark.parametrize("some", [*map(frozenset, combinations(NO_GRADE, 1)), frozenset(NO_GRADE)])
def test_what_is_about_subjects_of_grades_1_to_9_is_for_those_that_train_some(act: str, some: frozenset[Part]) -> None:
    day, held = date(2021, 9, 1), of(Standing.FOR_PROFIT, some)
    assert act not in possible(held)
    told = faults(held, paper(act, day, parts=some if act == "stop" else frozenset()))
    assert told[0] == f"parts: '{act}' is about {GRADES}; it trains none of them"
    assert told[1].startswith("act: possible now are ")
    named = ", ".join(sorted(map(str, some)))
    more = [f"parts: {named} cannot be of 'stop'; it is about none it trains"] if act == "stop" else []
    assert list(told[2:]) == more
    for graded in (PRIMARY, JUNIOR):
        named_ = frozenset({graded}) if act == "stop" else frozenset[Part]()
        now = apply(of(Standing.FOR_PROFIT, some | {graded}), paper(act, day, parts=named_))
        assert now.stopped == named_
        assert now.running == (some if act == "stop" else some | {graded})


def test_a_class_stop_names_only_what_it_can_be_about() -> None:
    mixed = of(parts=frozenset({JUNIOR, SENIOR, ART}))
    assert faults(mixed, paper("stop", date(2021, 8, 6), parts=frozenset({PRIMARY, JUNIOR, SENIOR, ART}))) == (
        "parts: junior.non_subject, primary.subject, senior.subject cannot be of 'stop'; it is about junior.subject",
    )
