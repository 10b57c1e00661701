"""What every fact type owes: plain frozen attrs classes, checked, documented, and no person's name in them."""

# values of any field or norm

from __future__ import annotations

import copy
import pickle
import pkgutil
import re
from collections.abc import Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian import model
from shuangjian.core.fact import OUTSIDE, Fact, form
from shuangjian.core.words import Choice, Clock

MODULES = [import_module(f"shuangjian.model.{m.name}") for m in pkgutil.iter_modules(model.__path__)]
CLASSES: list[Any] = [
    c for m in MODULES for c in vars(m).values() if isinstance(c, type) and c.__module__ == m.__name__
]
FACTS = [c for c in CLASSES if issubclass(c, Fact)]
FIELDS = [(c, a) for c in FACTS for a in attrs.fields(c) if a.name not in OUTSIDE]
every_fact = pytest.mark.parametrize("cls", FACTS, ids=lambda c: c.__name__)
every_field = pytest.mark.parametrize(("cls", "field"), FIELDS, ids=lambda x: getattr(x, "__name__", None) or x.name)
AWARE = datetime(2022, 3, 3, tzinfo=timezone.utc)  # noqa: UP017
SPAN = (datetime(1949, 10, 1), datetime(2199, 12, 31))  # noqa: DTZ001  # local wall-clock time
FINE = datetime(2022, 3, 3, 8, 0, 1)  # noqa: DTZ001  # local wall-clock time
WRONG: dict[Any, list[Any]] = {
    int: [1.0, True, "1", Decimal(1), -1, 10**12],
    Clock: [1.0, True, "20:30", -1, 2880],
    bool: [0, 1, "true"],
    Decimal: [1, 1.5, "1", Decimal("nan"), Decimal(-1), Decimal(10) ** 12],
    str: [1, b"x"],
    date: [datetime(2022, 3, 3), AWARE, "2022-03-03", date(1949, 9, 30), date(2200, 1, 1), 20220303],  # noqa: DTZ001
    datetime: [date(2022, 3, 3), AWARE, FINE, "2022-03-03T08:00"],
}


@every_field
def test_a_field_refuses_other_types_and_impossible_values(cls: Any, field: Any) -> None:
    if field.name == "credit_code":
        pytest.skip("has a check of its own")
    type_ = form(cls).types[field.name]
    for value in WRONG.get(type_, ["red", 1, True]):
        with pytest.raises(ValueError, match=field.name):
            cls(**{field.name: value})


@every_field
def test_a_field_may_be_unknown_is_given_by_name_and_is_documented(cls: Any, field: Any) -> None:
    assert field.default is None
    assert field.kw_only
    documented = "\n".join(base.__doc__ or "" for base in cls.__mro__ if issubclass(base, Fact))
    assert re.search(rf"^ +{field.name}: \S", documented, re.MULTILINE), (
        f"{cls.__name__}.{field.name} is not documented"
    )


@every_field
def test_no_field_asks_for_a_persons_name(cls: Any, field: Any) -> None:
    if (cls.__name__, field.name) == ("School", "name"):
        pytest.skip("the name of an institution")
    words = field.name.split("_")
    assert not {"name", "names", "surname", "phone", "email", "address", "birthday", "idcard"} & set(
        words
    ) or field.name.startswith(("is_", "at_", "by_", "shows_", "posts_"))


@every_fact
def test_it_is_frozen_slotted_and_can_be_copied(cls: Any) -> None:
    fact = cls(id="x", place="cn")
    assert not hasattr(fact, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        fact.place = "a"
    assert pickle.loads(pickle.dumps(fact)) == fact == copy.deepcopy(fact) == attrs.evolve(fact)  # noqa: S301  # our own


@every_fact
def test_it_has_a_law_day_and_every_property_can_be_recorded(cls: Any) -> None:
    kept = form(cls)
    if cls.__name__ not in ("OfGrade", "OfPupils", "Fact"):
        assert kept.types[cls.law_day] is date
    for name in kept.types.keys() - kept.fields.keys():
        assert kept.spell(name).leaves("field") <= kept.fields.keys()
        assert getattr(cls, name).__doc__
        nothing_told = False if kept.spell(name).op == "known" else None  # that word never answers None
        assert getattr(cls(), name) is nothing_told


@every_fact
def test_nothing_is_required_and_nothing_is_positional(cls: Any) -> None:
    assert cls() == cls()
    with pytest.raises(TypeError):
        cls("x")


def _values(type_: Any, metadata: Any) -> st.SearchStrategy[Any]:
    low, high = metadata.get("low"), metadata.get("high")
    if isinstance(type_, type) and issubclass(type_, Enum):
        return st.sampled_from(type_)
    if type_ is Decimal:
        return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False)
    kinds: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        str: st.text(max_size=5),
        int: st.integers(low, high),
        Clock: st.integers(low, high),
        date: st.dates(date(1949, 10, 1), date(2199, 12, 31)),
        datetime: st.datetimes(*SPAN).map(lambda m: m.replace(second=0, microsecond=0)),  # local time
    }
    return kinds[type_]


@given(st.data(), st.sampled_from(FACTS))
def test_every_value_its_declaration_allows_is_taken_and_kept(data: st.DataObject, cls: Any) -> None:
    kept = form(cls)
    names = [n for n in kept.fields if n != "credit_code"]
    said = {n: data.draw(st.none() | _values(kept.types[n], kept.fields[n]), label=n) for n in names}
    fact = cls(**said)
    assert {n: getattr(fact, n) for n in names} == said
    assert pickle.loads(pickle.dumps(fact)) == fact  # noqa: S301  # our own
    for name in kept.types.keys() - kept.fields.keys():
        value = getattr(fact, name)
        assert value is None or isinstance(value, int if kept.types[name] is Clock else kept.types[name])


def choices() -> Iterator[Any]:
    yield from (c for c in CLASSES if issubclass(c, Choice))


@pytest.mark.parametrize("cls", list(choices()), ids=lambda c: c.__name__)
def test_an_enumeration_names_its_members_in_text_once(cls: type[Choice]) -> None:
    assert all(isinstance(m.value, str) and m.value for m in cls)
    assert len({m.value for m in cls}) == len(cls)
    assert all(hash(m) == object.__hash__(m) for m in cls)
