"""Inspections added up: each counted once, each offender once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement.rectification.inspections import Inspection, InspectionError, Kind, Tally, tally

FOUND = st.frozensets(st.sampled_from("abcdef"))
INSPECTIONS = st.lists(st.tuples(st.sampled_from(Kind), FOUND), max_size=12).map(
    lambda told: [Inspection(str(n), *one) for n, one in enumerate(told)]
)


@given(held=INSPECTIONS)
def test_kinds_add_up_and_an_offender_found_twice_is_one(held: list[Inspection]) -> None:
    told = tally(held)
    assert sum(told.inspections.values()) == len(held)
    assert all(told.inspections[kind] == [i.kind for i in held].count(kind) for kind in Kind)
    assert sorted(told.offenders) == sorted(set("".join("".join(i.offenders) for i in held)))


@given(held=INSPECTIONS, cut=st.integers(0, 12))
def test_two_halves_come_to_the_whole(held: list[Inspection], cut: int) -> None:
    one, two, whole = tally(held[:cut]), tally(held[cut:]), tally(held)
    assert {k: one.inspections[k] + two.inspections[k] for k in Kind} == whole.inspections
    assert one.offenders | two.offenders == whole.offenders


def test_no_inspection_finds_nobody() -> None:
    assert tally([]) == Tally(dict.fromkeys(Kind, 0), frozenset())


def test_an_inspection_told_twice_is_refused() -> None:
    twice = [Inspection(id_, Kind.SPOT) for id_ in "xyxzzz"]
    with pytest.raises(InspectionError) as caught:
        tally(twice)
    assert caught.value.faults == tuple(f"inspections: '{id_}' stands more than once; tell each once" for id_ in "xz")


def test_all_that_is_of_another_type_is_told() -> None:
    kind: Any = "spot"
    found: Any = "xyz"
    with pytest.raises(InspectionError) as caught:
        tally([Inspection("a", kind), Inspection("b", Kind.SPOT, found), Inspection(kind, Kind.SPOT)])
    assert caught.value.faults == (
        "inspections[0].kind: 'spot' is not of type Kind; give one that is",
        "inspections[1].offenders: is of type str; give a frozenset",
    )
    with pytest.raises(InspectionError, match=r"^inspections: is of type Inspection; give several, such as a list$"):
        tally(Inspection("a", Kind.SPOT))  # type: ignore[arg-type]


def test_inspections_can_be_read_but_once() -> None:
    assert tally(iter([Inspection("a", Kind.SPOT, frozenset("x"))])).offenders == {"x"}
