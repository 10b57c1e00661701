"""Sums are exact to the fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement.prepaid.money import added, in_fen, less, of_fen, part_of_a_fen, rounded_up, times


@given(fen=st.integers(-(10**10), 10**10))
def test_yuan_and_fen_are_the_same_sum(fen: int) -> None:
    assert in_fen(of_fen(fen)) == fen
    assert of_fen(fen) * 100 == fen
    assert list(part_of_a_fen("it", of_fen(fen))) == []
    odd = of_fen(fen) + Decimal("0.001")
    assert list(part_of_a_fen("it", odd)) == [f"it: {odd} has parts of a fen; write whole fen"]
    assert list(part_of_a_fen("it", None)) == []


@given(sum_=st.fractions(0, 10**8))
def test_rounding_gives_nobody_less_and_at_most_a_fen_more(sum_: Fraction) -> None:
    assert sum_ <= Fraction(rounded_up(sum_)) < sum_ + Fraction(1, 100)
    assert list(part_of_a_fen("it", rounded_up(sum_))) == []


@given(fen=st.lists(st.integers(-(10**20), 10**20), min_size=1), count=st.integers(0, 10**5))
def test_sums_are_reckoned_as_whole_fen(fen: list[int], count: int) -> None:
    first, *others = sums = [of_fen(one) for one in fen]
    assert added(*sums) == Fraction(sum(fen), 100)
    assert less(first, *others) == Fraction(fen[0] - sum(fen[1:]), 100)
    assert times(first, count) == Fraction(fen[0] * count, 100)
    assert {one.as_tuple().exponent for one in (added(*sums), less(*sums), times(first, count), *sums)} == {-2}


@pytest.mark.parametrize(("sum_", "yuan"), [("1", "1.00"), ("1/3", "0.34"), ("0", "0.00"), ("100/100", "1.00")])
def test_a_sum_is_written_with_two_decimals(sum_: str, yuan: str) -> None:
    assert str(rounded_up(Fraction(sum_))) == yuan
