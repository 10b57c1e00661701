"""How long an earlier case weighs: the two years of PEN-03, counted in one place."""

from __future__ import annotations

from datetime import date

import pytest

from shuangjian.coverage import sources
from shuangjian.enforcement.again import weighs_since, weighs_until


@pytest.mark.parametrize(
    ("dealt_on", "last"),
    [
        (date(2023, 10, 15), date(2025, 10, 15)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2022, 2, 28), date(2024, 2, 28)),
        (date(2024, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_last_of_the_two_years_is_one_of_them(dealt_on: date, last: date) -> None:
    assert weighs_until(dealt_on) == last


def test_the_two_years_and_their_beginning_are_those_of_the_register() -> None:
    clause = sources().clause("PEN-03")
    assert clause
    assert "2 years" in clause.says
    assert [s.first for s in clause.starts] == [weighs_since()]
