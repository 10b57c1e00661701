"""Training materials: the hand-worked cases come out as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.material import MaterialWriter, TrainingMaterial
from shuangjian.rules.training import materials
from shuangjian.testing.cases import Case, load_cases

RULES = materials.reviewed.family.rules
CASES = load_cases(Path(__file__).with_name("materials.cases.toml"), RULES.values())
DAYS = st.dates(date(2021, 8, 25), date(2030, 12, 31))
MAYBE = st.sampled_from([None, True, False])
MATERIALS = st.builds(
    TrainingMaterial,
    date=DAYS,
    subject=st.sampled_from(Subject),
    mode=st.sampled_from([None, *Mode]),
    compulsory=MAYBE,
    is_self_written=MAYBE,
    is_reviewed_inside=MAYBE,
    is_reviewed_outside=MAYBE,
    has_writer_as_reviewer=MAYBE,
    has_barred_content=MAYBE,
    is_overseas=MAYBE,
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(material=MATERIALS)
def test_what_is_not_reviewed_at_all_breaks_every_review_that_applies(material: TrainingMaterial) -> None:
    bare = attrs.evolve(material, is_self_written=True, is_reviewed_inside=False, is_reviewed_outside=False)
    assert materials.reviewed(bare).verdict is Verdict.VIOLATED
    assert materials.inside_review(bare).verdict is Verdict.VIOLATED
    is_subject = bare.subject is Subject.SUBJECT
    told = Verdict.VIOLATED if is_subject else Verdict.NOT_APPLICABLE
    assert materials.outside_review(bare).verdict is told


@given(material=MATERIALS)
def test_what_passed_its_own_review_was_reviewed(material: TrainingMaterial) -> None:
    if materials.inside_review(material).verdict is Verdict.SATISFIED:
        assert materials.reviewed(material).verdict is Verdict.SATISFIED


@given(material=MATERIALS)
def test_no_paper_makes_barred_content_good(material: TrainingMaterial) -> None:
    bad = attrs.evolve(material, is_self_written=True, has_barred_content=True)
    assert materials.barred_content(bad).verdict is Verdict.VIOLATED


@given(material=MATERIALS)
def test_a_place_only_adds(material: TrainingMaterial) -> None:
    there = attrs.evolve(material, place="lengshuitan")
    for rule in (r for r in RULES.values() if r.fact is TrainingMaterial):
        if rule(material).verdict is Verdict.VIOLATED:
            assert rule(there).verdict is Verdict.VIOLATED


@given(DAYS, st.sampled_from(Subject), st.integers(0, 60), MAYBE, MAYBE)
def test_each_kind_of_writer_owes_one_paper(
    day: date, subject: Subject, years: int, certificate: bool | None, proof: bool | None
) -> None:
    writer = MaterialWriter(
        date=day, subject=subject, years_in_education=years, has_certificate=certificate, has_proof=proof
    )
    told = [r(writer).verdict for r in (materials.writer_certificate, materials.writer_proof)]
    assert told.count(Verdict.NOT_APPLICABLE) == 1
