"""What does not fit its type is told, every place of it, before anything is done."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.fact import Fact, given as field
from shuangjian.core.faults import ManyFaults
from shuangjian.core.typed import Range, field_misfits, typed

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)


class WrongError(ManyFaults):
    """What these tests raise."""


class Colour(Enum):
    """One."""

    RED = "red"


@attrs.frozen
class Leaf:
    """What does not check itself."""

    day: date
    weight: Decimal | None = attrs.field(default=None, metadata={"low": 0, "high": 9})


@attrs.frozen
class Checked:
    """What checks itself when it is made."""

    name: str

    def __attrs_post_init__(self) -> None:
        """Refuse nothing, so that a test can see it is not looked into."""


@attrs.frozen
class Tree:
    """What holds others."""

    leaves: tuple[Leaf, ...]
    colours: frozenset[Colour] = frozenset()
    weights: Mapping[str, Leaf | Checked | None] = attrs.field(factory=dict[str, Leaf | Checked | None])


@attrs.frozen(kw_only=True)
class Record(Fact):
    """A record, whose fields check themselves."""

    date: date | None = field()


DAY = date(2024, 5, 6)
MOMENT = datetime.combine(DAY, time(8))
CASES: list[tuple[Any, object, list[str]]] = [
    (int, 1, []),
    (int, True, ["it: True is not of type int; give one that is"]),
    (bool, 1, ["it: 1 is not of type bool; give one that is"]),
    (str, None, ["it: None is not of type str; give one that is"]),
    (date, MOMENT, ["it: datetime.datetime(2024, 5, 6, 8, 0) is not of type date; give one that is"]),
    (date, date(1, 1, 1), ["it: 0001-01-01 lies outside 1949-10-01 to 2199-12-31; give one that is"]),
    (Colour, "red", ["it: 'red' is not of type Colour; give one that is"]),
    (int, 10**5000, []),
    (str, 10**5000, ["it: a number of 16610 bits is not of type str; give one that is"]),
    (str, ("x" * 500,), [f"it: ('{'x' * 198}… is not of type str; give one that is"]),
    (int | None, None, []),
    (int | None, 5, []),
    (int | None, "1", ["it: '1' is not of type int; give one that is"]),
    (int | str, "1", []),
    (int | str, 1.5, ["it: is of type float; give int or str"]),
    (object, 1.5, []),
    (Any, 1.5, []),
    (T, [], []),
    (Key, "x", []),
    (Key, [], ["it: is of type list; give what has a hash"]),
    (Leaf, Leaf(DAY), []),
    (Leaf, DAY, ["it: is of type date; give Leaf"]),
    (Leaf, Leaf("x", Decimal(10)), [  # type: ignore[arg-type]
        "it.day: 'x' is not of type date; give one that is",
        "it.weight: 10 is impossible; it runs from 0 to 9; give one that is",
    ]),
    (Leaf | Checked, Leaf("x"), ["it.day: 'x' is not of type date; give one that is"]),  # type: ignore[arg-type]
    (Leaf | Checked, "x", ["it: is of type str; give Leaf or Checked"]),
    (Checked, Checked(5), []),  # type: ignore[arg-type]
    (Record, Record(date=DAY), []),
    (Record, "x", ["it: is of type str; give Record"]),
    (tuple[Leaf, ...], (Leaf(DAY), "x"), ["it[1]: is of type str; give Leaf"]),
    (tuple[Leaf, ...], [Leaf(DAY)], ["it: is of type list; give a tuple"]),
    (frozenset[str], "xyz", ["it: is of type str; give a frozenset"]),
    (frozenset[str], frozenset({1, 4, 3, 2}), [f"it: {n} is not of type str; give one that is" for n in (1, 2, 3, 4)]),
    (Iterable[str], "xyz", ["it: is of type str; give several, such as a list"]),
    (Iterable[str], {"x": 1}, []),
    (Iterable[str], None, ["it: is of type NoneType; give several, such as a list"]),
    (tuple[int, ...], (1, 2), []),
    (Mapping[int, str], {1: "x"}, []),
    (Mapping[str, int], {"x": 1}, []),
    (Mapping[str, int], {1: "y"}, [
        "it: key: 1 is not of type str; give one that is",
        "it.1: 'y' is not of type int; give one that is",
    ]),
    (Mapping[Colour, int], {Colour.RED: "y"}, ["it.RED: 'y' is not of type int; give one that is"]),
    (Mapping[str, Annotated[int, Range(low=0)] | None], {"x": -1, "y": 0, "z": None}, [
        "it.x: -1 is impossible; it runs from 0 to any; give one that is",
    ]),
    (Mapping[str, int], [("x", 1)], ["it: is of type list; give a mapping"]),
    (Tree, Tree((Leaf("x"),), frozenset({"red"}), {"y": 1}), [  # type: ignore[arg-type, dict-item]
        "it.leaves[0].day: 'x' is not of type date; give one that is",
        "it.colours: 'red' is not of type Colour; give one that is",
        "it.weights.y: is of type int; give Leaf or Checked",
    ]),
]  # fmt: skip


def misfits(value: object, type_: Any) -> list[str]:
    """What a function is told that is given this for a type."""

    def asked(it: Any) -> None:
        """Take whatever fits."""

    asked.__annotations__["it"] = type_
    try:
        typed(WrongError)(asked)(value)
    except WrongError as told:
        return list(told.faults)
    return []


@pytest.mark.parametrize(("type_", "value", "told"), CASES, ids=map(str, range(len(CASES))))
def test_misfits(type_: Any, value: object, told: list[str]) -> None:
    """Each kind of type, what fits it and what does not."""
    assert misfits(value, type_) == told


def test_fields_of_what_checks_itself_are_told_to_it() -> None:
    """A class asks about its own fields, whether or not it checks itself."""
    assert field_misfits(Leaf(DAY)) == []
    assert field_misfits(Leaf(1, 2)) == [  # type: ignore[arg-type]
        "day: 1 is not of type date; give one that is",
        "weight: 2 is not of type Decimal; give one that is",
    ]


@typed(WrongError)
def _told(leaf: Leaf, names: Iterable[str], *, many: int = 1) -> tuple[Leaf, tuple[str, ...], int]:
    return leaf, (*names, *names), many


class Asked:
    """What has a method."""

    @typed(WrongError)
    def met(self, on: date) -> date:
        """Give it back."""
        return on


def test_what_has_no_annotation_is_not_looked_at() -> None:
    """Such as the one a method is of."""
    assert Asked().met(DAY) == DAY
    with pytest.raises(WrongError, match=r"^on: None is not of type date; give one that is$"):
        Asked().met(None)  # type: ignore[arg-type]


def test_a_function_is_called_with_what_fits() -> None:
    """What can be read but once is listed, so that it can be read again."""
    assert _told(Leaf(DAY), iter(["x"]), many=2) == (Leaf(DAY), ("x", "x"), 2)
    assert _told(Leaf(DAY), ["x"]) == (Leaf(DAY), ("x", "x"), 1)


def test_a_function_refuses_all_that_does_not_fit() -> None:
    """Every argument is told, in one error of the part."""
    with pytest.raises(WrongError) as refused:
        _told(DAY, iter([1]), many="2")  # type: ignore[arg-type]
    assert refused.value.faults == (
        "leaf: is of type date; give Leaf",
        "names[0]: 1 is not of type str; give one that is",
        "many: '2' is not of type int; give one that is",
    )


@given(st.lists(st.one_of(st.text(), st.integers())))
def test_as_many_faults_as_misfits(values: list[str | int]) -> None:
    """Nothing wrong is passed over, nothing right is told."""
    told = misfits(tuple(values), tuple[str, ...])
    assert len(told) == sum(isinstance(value, int) for value in values)
