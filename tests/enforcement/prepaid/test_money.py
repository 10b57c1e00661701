"""Sums are exact to the fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement.prepaid.money import in_fen, is_whole_fen, of_fen, rounded_up


@given(fen=st.integers(-(10**10), 10**10))
def test_yuan_and_fen_are_the_same_sum(fen: int) -> None:
    assert in_fen(of_fen(fen)) == fen
    assert of_fen(fen) * 100 == fen
    assert is_whole_fen(of_fen(fen))
    assert not is_whole_fen(of_fen(fen) + Decimal("0.001"))


@given(sum_=st.fractions(0, 10**8))
def test_rounding_gives_nobody_less_and_at_most_a_fen_more(sum_: Fraction) -> None:
    assert sum_ <= Fraction(rounded_up(sum_)) < sum_ + Fraction(1, 100)
    assert is_whole_fen(rounded_up(sum_))


@pytest.mark.parametrize(("sum_", "yuan"), [("1", "1.00"), ("1/3", "0.34"), ("0", "0.00"), ("100/100", "1.00")])
def test_a_sum_is_written_with_two_decimals(sum_: str, yuan: str) -> None:
    assert str(rounded_up(Fraction(sum_))) == yuan
