"""Licensing: the hand-worked cases come out as written, and no operation falls under both articles at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.verdict import Verdict
from shuangjian.model.institution import Institution, LegalForm, Mode, Operation, Subject, TrainingSector
from shuangjian.model.lifecycle import Closure, SetUp
from shuangjian.rules.training import licensing
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("licensing.cases.toml"), licensing.licensed.family.rules.values())
DAY = date(2024, 5, 6)
MAYBE = st.sampled_from([None, True, False])
OPERATIONS = st.builds(
    Operation,
    date=st.just(DAY),
    subject=st.sampled_from([None, *Subject]),
    mode=st.sampled_from([None, *Mode]),
    licensed_subject=st.sampled_from([None, *Subject]),
    licensed_mode=st.sampled_from([None, *Mode]),
    sector=st.sampled_from([None, *TrainingSector]),
    licensed_sector=st.sampled_from([None, *TrainingSector]),
    is_beyond_range=MAYBE,
    enrols=MAYBE,
    is_paid=MAYBE,
    has_licence=MAYBE,
    is_registered=MAYBE,
    has_dedicated_place=MAYBE,
    staff=st.none() | st.integers(0, 5),
    is_organised=MAYBE,
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict


@given(operation=OPERATIONS)
def test_no_operation_breaks_both_articles_of_the_order(operation: Operation) -> None:
    school = licensing.unapproved_school(operation).verdict
    tutoring = licensing.unapproved_tutoring(operation).verdict
    assert not (school is tutoring is Verdict.VIOLATED)


@given(operation=OPERATIONS)
def test_whoever_breaks_an_article_of_the_order_lacks_a_licence(operation: Operation) -> None:
    rules = (licensing.unapproved_school, licensing.unapproved_tutoring, licensing.online_approval)
    if any(rule(operation).verdict is Verdict.VIOLATED for rule in rules):
        assert licensing.licensed(operation).verdict is not Verdict.SATISFIED


@given(operation=OPERATIONS)
def test_who_is_punished_for_running_or_tutoring_needed_a_licence(operation: Operation) -> None:
    if any(
        rule(operation).verdict is Verdict.VIOLATED
        for rule in (licensing.unapproved_school, licensing.unapproved_tutoring)
    ):
        assert licensing.licensed(operation).verdict is Verdict.VIOLATED


@given(operation=OPERATIONS)
def test_a_licence_mends_what_lacks_one(operation: Operation) -> None:
    held = attrs.evolve(operation, has_licence=True)
    for rule in (licensing.unapproved_school, licensing.unapproved_tutoring, licensing.online_approval):
        assert rule(held).verdict is not Verdict.VIOLATED


@given(operation=OPERATIONS)
def test_whoever_holds_no_licence_leaves_no_range(operation: Operation) -> None:
    without = attrs.evolve(operation, has_licence=False)
    for rule in (licensing.licensed_range, licensing.licensed_subject, licensing.licensed_sector):
        assert rule(without).verdict in (Verdict.NOT_APPLICABLE, Verdict.UNKNOWN)


@given(
    form=st.sampled_from([None, *LegalForm]),
    compulsory=MAYBE,
    enrols=MAYBE,
    takes_fees=MAYBE,
)
def test_only_who_is_not_non_profit_yet_is_suspended(
    form: LegalForm | None, compulsory: bool | None, enrols: bool | None, takes_fees: bool | None
) -> None:
    one = Institution(date=DAY, legal_form=form, compulsory_subject=compulsory, enrols=enrols, takes_fees=takes_fees)
    violated = licensing.suspended(one).verdict is Verdict.VIOLATED
    has_to_change = compulsory is True and form in (LegalForm.FOR_PROFIT, LegalForm.NONE)
    assert violated == (has_to_change and True in (enrols, takes_fees))


def test_a_lone_dance_teacher_owes_no_licence_and_is_matched_by_no_article_of_the_order() -> None:
    alone = Operation(
        date=DAY,
        subject=Subject.NON_SUBJECT,
        is_paid=True,
        has_licence=False,
        is_registered=False,
        has_dedicated_place=True,
        staff=1,
        is_organised=False,
    )
    assert licensing.licensed(alone).verdict is Verdict.NOT_APPLICABLE
    assert licensing.unapproved_school(alone).verdict is Verdict.SATISFIED
    assert licensing.unapproved_tutoring(alone).verdict is Verdict.NOT_APPLICABLE


@given(after=st.integers(0, 1500), looked_at=st.integers(0, 1500), is_applied=st.booleans())
def test_what_is_not_due_is_not_late(after: int, looked_at: int, is_applied: bool) -> None:
    begun, due = date(2022, 3, 1), date(2025, 3, 1)
    applied_on = begun + timedelta(after) if is_applied else None
    seen = begun + timedelta(looked_at)
    found = licensing.formal_application(
        SetUp(set_up_on=begun, date=seen, is_applied=is_applied, applied_on=applied_on)
    )
    if applied_on is None and seen <= due:
        assert found.verdict is Verdict.NOT_APPLICABLE
    else:
        assert found.verdict is (Verdict.VIOLATED if (applied_on or seen) > due else Verdict.SATISFIED)


@given(ahead=st.integers(0, 400))
def test_earlier_words_of_a_closing_never_harm(ahead: int) -> None:
    closing = date(2024, 5, 6)
    closure = Closure(closes_on=closing, is_announced=True, announced_on=closing - timedelta(ahead))
    found = licensing.closing_announced(closure).verdict
    assert found is (Verdict.SATISFIED if ahead >= (closing - date(2023, 11, 6)).days else Verdict.VIOLATED)


@given(
    place=st.sampled_from([None, "tianjin"]),
    form=st.sampled_from([None, *LegalForm]),
    compulsory=MAYBE,
    others=MAYBE,
)
def test_no_non_profit_institution_has_the_wrong_form(
    place: str | None, form: LegalForm | None, compulsory: bool | None, others: bool | None
) -> None:
    one = Institution(date=DAY, place=place, legal_form=form, compulsory_subject=compulsory, serves_other_stages=others)
    violated = licensing.non_profit(one).verdict is Verdict.VIOLATED
    assert violated == (compulsory is True and form in (LegalForm.FOR_PROFIT, LegalForm.NONE))
