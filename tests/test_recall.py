"""What docs/reference/recall.md counts: nearly all labels fire that can, no alarm is false, and both can fail."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
from generator.recall import Labelled, Outcome, cases, fired, found, labels, recall

from shuangjian.core.verdict import Finding, Verdict

LEAST = Fraction(95, 100)
OUTCOMES = [Outcome(value) for value in ("fired", "missed", "source silent", "law open", "not in force", "no clause")]


def counted(some: list[Labelled]) -> Counter[Outcome]:
    return Counter(each.outcome for each in some)


def with_verdict(case: str, rule: str, verdict: Verdict) -> dict[str, list[Finding]]:
    """What was found, with one rule of one case answering otherwise."""
    said = {c: list(findings) for c, findings in found().items()}
    said[case] = [attrs.evolve(f, verdict=verdict, missing=()) if f.rule == rule else f for f in said[case]]
    assert any(f.rule == rule for f in said[case])
    return said


# ------------------------------------------------------------------------------------------- what is held


def test_nearly_all_labels_fire_on_which_a_verdict_can_be_had() -> None:
    outcomes = counted(list(labels(cases(), found())))
    share = recall(outcomes)
    assert share is not None
    assert share >= LEAST
    assert outcomes[Outcome.FIRED] >= 30


def test_no_family_misses_many() -> None:
    by_family: dict[str, list[Labelled]] = {}
    for each in labels(cases(), found()):
        by_family.setdefault(each.family, []).append(each)
    for family, mine in by_family.items():
        share = recall(counted(mine))
        assert share is None or share >= LEAST, family


def test_every_miss_is_explained() -> None:
    assert all(each.why for each in labels(cases(), found()) if each.outcome is not Outcome.FIRED)


def test_nothing_is_a_false_alarm() -> None:
    assert [each for each in fired(cases(), found()) if each.is_false_alarm] == []


def test_a_practice_breaks_nothing_but_what_was_made_up_to_break() -> None:
    on_practices = {each.case for each in fired(cases(), found()) if each.case.startswith("p-")}
    assert on_practices == {"p-anshan-limits"}


def test_what_the_index_tells_of_a_label_is_what_is_counted() -> None:
    for each in labels(cases(), found()):
        told = cases()[each.case]["labels"][each.label].get("answer", "fired")
        assert told == each.outcome.value, each


def test_each_label_is_counted_once() -> None:
    some = list(labels(cases(), found()))
    assert len(some) == sum(len(case.get("labels", {})) for case in cases().values())
    assert sorted(counted(some), key=OUTCOMES.index) == [o for o in OUTCOMES if counted(some)[o]]


# ------------------------------------------------------------------------------------------- that it can fail


def first(of: Outcome) -> Labelled:
    return next(each for each in labels(cases(), found()) if each.outcome is of and each.rule)


def test_a_label_whose_rule_is_kept_is_missed() -> None:
    for of in (Outcome.FIRED, Outcome.SILENT, Outcome.NOT_IN_FORCE):
        one = first(of)
        said = with_verdict(one.case, str(one.rule), Verdict.SATISFIED)
        [again] = [e for e in labels(cases(), said) if (e.case, e.label) == (one.case, one.label)]
        assert again.outcome is Outcome.MISSED


def test_a_label_whose_rule_does_not_apply_is_missed_unless_the_index_says_why() -> None:
    one = first(Outcome.FIRED)
    said = with_verdict(one.case, str(one.rule), Verdict.NOT_APPLICABLE)
    [again] = [e for e in labels(cases(), said) if (e.case, e.label) == (one.case, one.label)]
    assert again.outcome is Outcome.MISSED


def test_a_miss_lowers_recall_and_what_is_silent_does_not() -> None:
    assert recall(Counter({Outcome.FIRED: 19, Outcome.MISSED: 1})) == 19 / 20
    assert recall(Counter({Outcome.FIRED: 18, Outcome.MISSED: 2, Outcome.SILENT: 99})) == 18 / 20
    assert recall(Counter({Outcome.SILENT: 3, Outcome.OPEN: 1, Outcome.NO_CLAUSE: 1})) is None


def test_a_rule_that_fires_on_a_practice_is_a_false_alarm() -> None:
    said = with_verdict("p-congjiang-2022", "exams.paper-exams", Verdict.VIOLATED)
    [alarm] = [each for each in fired(cases(), said) if each.is_false_alarm]
    assert (alarm.case, alarm.rule) == ("p-congjiang-2022", "exams.paper-exams")


def test_a_rule_that_fires_beside_the_labels_of_a_case_is_a_false_alarm() -> None:
    told: dict[str, Any] = {case: deepcopy(dict(one)) for case, one in cases().items()}
    del told["v-gd-online-2023"]["beyond"]
    assert [each.rule for each in fired(told, found()) if each.is_false_alarm] == ["licensing.online-approval"]


def test_the_page_has_no_count_of_its_own() -> None:
    text = (Path(__file__).parent.parent / "docs" / "reference" / "recall.md").read_text("utf-8")
    some = counted(list(labels(cases(), found())))
    numbers = [str(some[o] or "") for o in OUTCOMES]
    assert f"| **all** | {sum(some.values())} | {' | '.join(numbers)} |" in text
    assert json.dumps(len(cases())) in text
    assert f"Of all {sum(some.values())} labels {some[Outcome.FIRED]} fire," in text
