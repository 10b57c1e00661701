"""The unified social credit code is checked as the standard (GB 32100-2015) says."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from shuangjian.model.institution import Institution, credit_code_fault

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""As the standard prints them."""


def code_of(body: str) -> str:
    rest = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 31
    return body + ALPHABET[(31 - rest) % 31]


codes = st.text(alphabet=ALPHABET, min_size=17, max_size=17).map(code_of)


@given(codes)
def test_a_code_made_by_the_standard_is_sound(code: str) -> None:
    assert credit_code_fault(code) is None
    assert Institution(credit_code=code).credit_code == code


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_one_character_changed_is_noticed(code: str, at: int, other: str) -> None:
    changed = code[:at] + other + code[at + 1 :]
    assert (credit_code_fault(changed) is None) is (changed == code)


@given(codes, st.integers(0, 16))
def test_two_neighbours_exchanged_are_noticed(code: str, at: int) -> None:
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert (credit_code_fault(changed) is None) is (changed == code)


@pytest.mark.parametrize(
    "code", ["", "1", "9" * 17, "9" * 19, "91350100M000100Y4I", "91350100m000100y43", "\uff191350100M000100Y43"]
)
def test_what_is_not_eighteen_of_the_alphabet_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"Institution\.credit_code"):
        Institution(credit_code=code)


def test_the_example_of_the_standard() -> None:
    assert credit_code_fault("91350100M000100Y43") is None
    assert "should be 3" in (credit_code_fault("91350100M000100Y44") or "")


@pytest.mark.parametrize("code", [5, 91350100, b"91350100M000100Y43", ["9"] * 18])
def test_what_is_no_text_is_refused(code: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of the many ways to be wrong, each has its own words
        Institution(credit_code=code)
