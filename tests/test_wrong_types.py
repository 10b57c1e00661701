"""Whatever `enforcement` and `monitoring` are given: an answer, or an error of the part that tells every place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from inspect import Parameter, isclass, isfunction, signature
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.faults import ManyFaults

REFERENCE = Path(__file__).parents[1] / "docs/reference/python.md"
MODULE = re.compile(
    r"automodule:: (shuangjian\.(?:enforcement|monitoring)\S+)\n   :members:(?:\n   :exclude-members: (.+))?"
)
PLACED = re.compile(r"[a-z_]+[^ :]*: ")
"""A fault begins with the place it is at."""
STRANGE = st.sampled_from([
    None, True, 5, -1, 10**5000, 1.5, float("nan"), Decimal("NaN"), Fraction(1, 3), "", "x", "\ud800", b"x",
    date.min, date.max, datetime.combine(date.max, time.max), object(), int, (), (None,),
    [], ["x"], {}, {"x": 1}, {None: None}, frozenset(), frozenset({1, "x"}),
]) | st.builds(iter, st.just([1]))  # fmt: skip


def public() -> Iterator[Any]:
    """What the reference tells of these parts and takes anything: functions and classes."""
    for name, left_out in MODULE.findall(REFERENCE.read_text("utf-8")):
        there = {n: each for n, each in vars(import_module(name)).items() if getattr(each, "__module__", "") == name}
        yield from (each for n, each in there.items() if n not in left_out.split(", "))


def taking(function: Callable[..., Any]) -> list[Parameter]:
    return list(signature(function).parameters.values())


FUNCTIONS = [f for f in public() if isfunction(f) and not f.__name__.startswith("_") and taking(f)]
CLASSES = [c for c in public() if isclass(c) and attrs.has(c) and hasattr(c, "__attrs_post_init__")]


def faults_of(called: Callable[..., Any], given_: dict[str, Any]) -> tuple[str, ...]:
    """What it says is wrong; nothing where it answers."""
    try:
        called(**given_)
    except ManyFaults as told:
        return told.faults or ("",)  # an error that tells nothing is as wrong
    return ()


def test_these_are_all_found() -> None:
    assert len(FUNCTIONS) >= 20
    assert len(CLASSES) >= 10


@pytest.mark.parametrize(
    "called", [*FUNCTIONS, *CLASSES], ids=lambda c: f"{c.__module__.partition('.')[2]}.{c.__name__}"
)
@given(data=st.data())
def test_an_answer_or_an_error_of_the_part(called: Callable[..., Any], data: st.DataObject) -> None:
    given_ = {p.name: data.draw(STRANGE, p.name) for p in taking(called)}
    assert [fault for fault in faults_of(called, given_) if not PLACED.match(fault)] == []
