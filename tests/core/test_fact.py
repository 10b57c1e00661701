"""Facts stay ordinary frozen attrs objects, and a field takes nothing but its own type."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date as Date, datetime  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from enum import IntEnum
from typing import Any

import attrs
import pytest

from shuangjian.core.dates import Days
from shuangjian.core.expr import Misuse
from shuangjian.core.fact import EARLIEST, LATEST, Fact, form, given, sample
from tests.core.policy import DAY, Colour, Parcel


class Number(IntEnum):
    """An enumeration whose members pass for numbers."""

    ONE = 1


WRONG: list[tuple[str, Any]] = [
    ("n", 1.0), ("n", True), ("n", "1"), ("n", Decimal(1)), ("n", -1), ("n", 10_001), ("n", Number.ONE), ("n", [1]),
    ("is_big", 1), ("is_big", "true"), ("cost", 1), ("cost", 1.5), ("cost", Decimal("nan")), ("cost", Decimal("inf")),
    ("cost", Decimal("-0.01")), ("minute", 20.5), ("minute", -1), ("minute", 2880), ("minute", True),
    ("date", datetime(2022, 3, 3)), ("date", "2022-03-03"), ("date", EARLIEST.replace(day=1, month=9)), ("date", Date(2200, 1, 1)),  # noqa: DTZ001
    ("starts", DAY), ("starts", datetime(2022, 3, 3, tzinfo=UTC)), ("starts", datetime(1900, 1, 1)),  # noqa: DTZ001
    ("colour", "red"), ("colour", Number.ONE), ("tag", 3), ("tag", b"x"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_field_refuses_what_is_not_of_its_type_and_names_itself(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"Parcel\.{name}: "):
        Parcel(**{name: value})


def test_a_field_takes_its_limits_and_none() -> None:
    Parcel(n=0, m=10_000, minute=2879, cost=Decimal("-0"), date=EARLIEST, sent=LATEST, tag="")  # type: ignore[arg-type]
    assert Parcel() == Parcel(n=None, date=None)
    with pytest.raises(ValueError, match=r"Parcel\.n"):
        attrs.evolve(Parcel(n=1), n=-1)


def test_facts_are_frozen_slotted_and_can_be_copied() -> None:
    parcel = Parcel(id="p", date=DAY, n=3, cost=Decimal("1.50"), colour=Colour.RED, law_days=None)
    assert not hasattr(parcel, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        parcel.n = 4  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(parcel)) == parcel == copy.deepcopy(parcel) == copy.copy(parcel)  # noqa: S301  # our own
    assert pickle.loads(pickle.dumps(parcel)).colour is Colour.RED  # noqa: S301  # our own
    assert attrs.evolve(parcel, n=4).n == 4
    assert len({parcel, copy.deepcopy(parcel)}) == 1
    with pytest.raises(TypeError):
        Parcel("p")  # type: ignore[call-arg]


def test_the_form_of_a_fact_knows_fields_and_properties() -> None:
    found = form(Parcel)
    assert found is form(Parcel)
    assert {"id", "place", "law_days"}.isdisjoint(found.types)
    assert (found.types["n"], found.types["shade"], found.types["is_red"]) == (int, Colour, bool)
    assert found.spell("both").leaves("field") == {"n", "m"}
    assert "both" not in found.fields


@pytest.mark.parametrize("type_", [float, list, dict, object, bytes, int | str])
def test_types_no_reader_knows_are_refused(type_: Any) -> None:
    with pytest.raises((Misuse, ValueError)):
        sample(type_)


@attrs.frozen(kw_only=True)
class Narrow(Parcel):
    """A fact class of a fact class."""

    extra: int | None = given(low=3, high=4)


def test_fields_are_inherited() -> None:
    assert form(Narrow).types["n"] is int
    assert Narrow(n=1, extra=3).both is None
    with pytest.raises(ValueError, match="impossible; it runs from 3 to 4"):
        Narrow(extra=5)


@pytest.mark.parametrize("wrong", [{"id": 5}, {"place": ["x"]}, {"place": 5}, {"law_days": DAY}])
def test_what_identifies_a_record_is_checked_too(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Fact(**wrong)


def test_an_interval_is_kept_beside_the_fact() -> None:
    assert Parcel(law_days=Days(DAY, DAY)).law_days == Days(DAY, DAY)
