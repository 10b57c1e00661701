"""Sleep: the hand-worked cases come out as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangjian.rules.school import sleep
from shuangjian.testing.cases import Case, load_cases

CASES = load_cases(Path(__file__).with_name("sleep.cases.toml"), sleep.bedtime.family.rules.values())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule.name}: {c.why}")
def test_case(case: Case) -> None:
    assert case.told() == case.expected
    assert case.compiled() is case.finding().verdict
