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

from shuangjian.core.dates import DAY as ONE_DAY, Days
from shuangjian.core.expr import Misuse, Node
from shuangjian.core.fact import EARLIEST, LATEST, OUTSIDE, Fact, bare, form, given, judged, plain, sample, wrong
from shuangjian.core.verdict import Reason
from shuangjian.core.words import Clock, Options, times
from tests.core.policy import DAY, Colour, Parcel

NOON = datetime(2022, 3, 3, 12, 0)  # noqa: DTZ001  # facts hold local wall-clock time


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


def test_a_new_fact_class_is_recorded_as_it_is_declared() -> None:
    @attrs.frozen  # without kw_only, which a field asks for by itself
    class Letter(Fact):
        date: Date | None = given()
        pages: int | None = given(low=1, high=9, reason=Reason.CALENDAR, of="date", provisional="is_draft")
        is_draft: bool | None = judged()

        @property
        def sides(self) -> int | None:
            """Of paper."""
            return times(self.pages, 2)

    plain_ = {"low": None, "high": None, "reason": Reason.FACT, "of": None, "provisional": None}
    found = form(Letter)
    assert found.types == {"date": Date, "pages": int, "is_draft": bool, "sides": int}
    assert {name: dict(said) for name, said in found.fields.items()} == {
        "date": plain_,
        "pages": {"low": 1, "high": 9, "reason": Reason.CALENDAR, "of": "date", "provisional": "is_draft"},
        "is_draft": plain_ | {"reason": Reason.JUDGEMENT},
    }
    assert found.sample == Letter(date=Date(2000, 1, 1), pages=1, is_draft=True)
    assert found.spell("pages") == Node("field", ("pages",))
    assert found.spell("sides") == Node("times", (Node("field", ("pages",)), 2))
    assert [getattr(found.stand_in, name) for name in sorted(OUTSIDE)] == [None] * 3
    assert Letter().pages is None
    with pytest.raises(ValueError, match=r"^Letter\.pages: 10 is impossible; it runs from 1 to 9$"):
        Letter(pages=10)
    with pytest.raises(TypeError, match="positional"):
        Letter(DAY)


FITS: list[tuple[Any, Any, dict[str, Any], str | None]] = [
    (Decimal("0.000001"), Decimal, {}, None),
    (Decimal("0.0000001"), Decimal, {}, "Decimal('1E-7') is not a number with at most 6 decimals"),
    (Decimal("1E+6"), Decimal, {}, None),
    (Decimal("1E+7"), Decimal, {}, "Decimal('1E+7') is not a number with at most 6 decimals"),
    (2, int, {"low": 3}, "2 is impossible; it runs from 3 to any"),
    (4, int, {"high": 3}, "4 is impossible; it runs from any to 3"),
    (3, int, {"low": 3, "high": 3}, None),
    ("3", int, {}, "'3' is not of type int"),
    ("3", Clock, {}, "'3' is not of type Clock"),
    ("red", Colour, {}, "'red' is not of type Colour"),
    ("red", Options[bool], {}, "'red' is not of type Options"),
    (EARLIEST - ONE_DAY, Date, {}, "1949-09-30 lies outside 1949-10-01 to 2199-12-31"),
    (LATEST + ONE_DAY, Date, {}, "2200-01-01 lies outside 1949-10-01 to 2199-12-31"),
    (NOON, datetime, {}, None),
    (NOON.replace(second=1), datetime, {}, f"{NOON.replace(second=1)!r} has seconds; the law counts whole minutes, give those"),
    (NOON.replace(microsecond=1), datetime, {}, f"{NOON.replace(microsecond=1)!r} has seconds; the law counts whole minutes, give those"),
    (NOON.replace(tzinfo=UTC), datetime, {}, f"{NOON.replace(tzinfo=UTC)!r} has a time zone; give local wall-clock time without one"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "type_", "limits", "fault"), FITS)
def test_what_is_wrong_with_a_value_is_told_in_full(
    value: Any, type_: Any, limits: dict[str, Any], fault: str | None
) -> None:
    assert wrong(value, type_, limits) == fault


@pytest.mark.parametrize("type_", [float, list, dict, object, bytes, int | str, int | str | None, float | None])
def test_types_no_reader_knows_are_refused(type_: Any) -> None:
    known = "bool, int, str, Decimal, Fraction, Clock, date, datetime, Span and enumerations"
    with pytest.raises(Misuse) as refused:
        sample(bare(type_))
    assert str(refused.value) == f"{bare(type_)} is no type of a field or a norm; known are {known}"


def test_a_branch_is_told_with_its_line() -> None:
    def branch(n: int) -> int:
        one = 1
        return one if n else 2

    with pytest.raises(Misuse) as refused:
        plain(branch.__code__)
    assert str(refused.value) == (
        f"line {branch.__code__.co_firstlineno + 2}: if, and, or, in, is, for and a < b < c cannot be recorded; "
        "write when, choose, all_of, any_of, one_of, known"
    )


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
