"""Facts made of other facts: what each word over a group or a window says, unknowns included."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.derive import derive, window
from shuangjian.core.expr import Misuse, Node
from shuangjian.core.fact import Fact, given as field
from shuangjian.core.whole import (
    count,
    distinct,
    is_first,
    latest_before,
    least,
    only,
    previous,
    running,
    total,
)
from shuangjian.core.words import all_of, at_least, at_most, known, minus, plus
from tests.core.policy import DAY, Colour, Parcel


@attrs.frozen(kw_only=True)
class Load(Fact):
    """What several parcels make together."""

    date: Date | None = field()
    tag: str | None = field()
    weight: int | None = field()
    big: int | None = field()
    colours: int | None = field()
    smallest: int | None = field()
    colour: Colour | None = field()
    even_more: int | None = field()
    all_known: bool | None = field()


@derive("tag", "date")
def load(x: Parcel) -> Load:
    """A load."""
    return Load(
        tag=only(x.tag), date=only(x.date), weight=total(x.n, x.is_big), big=count(x.is_big),
        colours=distinct(x.colour, x.is_big), smallest=least(x.n), colour=only(x.colour),
        even_more=plus(total(x.both, x.is_big), 1), all_known=at_least(count(known(x.n)), 2),
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class Stop(Parcel):
    """A parcel on its round."""

    before: datetime | None = field()


@window("tag", order="starts")
def in_turn(x: Stop) -> Stop:
    """A stop with what came before it."""
    return attrs.evolve(x, before=previous(x.ends), is_big=is_first(x.starts), m=running(x.n))


def stop(**said: Any) -> Stop:
    base: dict[str, Any] = {"date": DAY, "tag": "t"}
    return Stop(**base | said)


def parcel(**said: Any) -> Parcel:
    base: dict[str, Any] = {"date": DAY, "tag": "t"}
    return Parcel(**base | said)


def made(*parts: dict[str, Any]) -> Load:
    (one,) = load([parcel(**p) for p in parts]).facts
    return one


BIG, SMALL, WHO = {"is_big": True}, {"is_big": False}, {"is_big": None}


@pytest.mark.parametrize(
    ("parts", "weight"),
    [
        ([{"n": 2, **BIG}, {"n": 3, **BIG}], 5), ([{"n": 2, **BIG}, {"n": 3, **SMALL}], 2), ([{"n": 2, **SMALL}], 0),
        ([{"n": 2, **BIG}, {"n": None, **BIG}], None), ([{"n": 2, **BIG}, {"n": None, **SMALL}], 2),
        ([{"n": 2, **BIG}, {"n": 3, **WHO}], None), ([{"n": 2, **BIG}, {"n": 0, **WHO}], 2),
        ([{"n": 2, **BIG}, {"n": None, **WHO}], None),
    ],
)  # fmt: skip
def test_a_sum_is_unknown_where_a_part_may_or_may_not_belong_to_it(
    parts: list[dict[str, Any]], weight: int | None
) -> None:
    assert made(*parts).weight == weight


@pytest.mark.parametrize(
    ("parts", "big", "colours"),
    [
        ([{"colour": Colour.RED, **BIG}, {"colour": Colour.RED, **BIG}], 2, 1),
        ([{"colour": Colour.RED, **BIG}, {"colour": Colour.BLUE, **BIG}], 2, 2),
        ([{"colour": Colour.RED, **BIG}, {"colour": Colour.BLUE, **SMALL}], 1, 1),
        ([{"colour": Colour.RED, **BIG}, {"colour": None, **SMALL}], 1, 1),
        ([{"colour": Colour.RED, **BIG}, {"colour": None, **BIG}], 2, None),
        ([{"colour": Colour.RED, **BIG}, {"colour": Colour.RED, **WHO}], None, None), ([SMALL], 0, 0),
    ],
)  # fmt: skip
def test_counting_needs_to_know_who_is_counted(
    parts: list[dict[str, Any]], big: int | None, colours: int | None
) -> None:
    assert (made(*parts).big, made(*parts).colours) == (big, colours)


@pytest.mark.parametrize(
    ("numbers", "smallest"), [([3, 2, 5], 2), ([0], 0), ([None], None), ([2, None], None)]
)  # fmt: skip
def test_the_least_is_unknown_if_any_is(numbers: list[int | None], smallest: int | None) -> None:
    assert made(*({"n": n} for n in numbers)).smallest == smallest


def test_what_all_share_is_kept_and_what_they_do_not_is_unknown() -> None:
    red, blue, unknown = ({"colour": c} for c in (Colour.RED, Colour.BLUE, None))
    assert [made(red, red).colour, made(red, blue).colour, made(red, unknown).colour] == [Colour.RED, None, None]
    (shared,) = load([parcel(place="a"), parcel(place="a")]).facts
    apart = load([parcel(place="a"), parcel()]).facts
    assert (shared.place, {f.place for f in apart}) == ("a", {"a", None})


def test_words_over_the_group_go_into_other_words() -> None:
    found = made({"n": 2, "m": 3, **BIG}, {"n": 1, "m": 1, **BIG})
    assert (found.even_more, found.all_known) == (8, True)
    assert made({"n": 2}, {"n": None}).all_known is False


def test_records_whose_group_is_not_known_are_left_and_reported() -> None:
    found = load([parcel(n=1), parcel(n=2, tag=None), parcel(n=3, date=None), parcel(n=4, tag="u")])
    assert [f.tag for f in found.facts] == ["t", "u"]
    assert [x.n for x in found.left] == [2, 3]
    assert (load([]).facts, load([]).left) == ((), ())


@pytest.mark.parametrize(
    ("stray", "known"),
    [
        ({"tag": None}, False), ({"tag": None, "date": None}, False), ({"date": None}, False),
        ({"tag": None, "date": Date(2022, 3, 4)}, True), ({"tag": "u", "date": None}, True),
        ({"tag": None, "place": "a"}, True),
    ],
)  # fmt: skip
def test_of_a_group_a_record_of_none_may_belong_to_only_what_it_cannot_change_is_known(
    stray: dict[str, Any], known: bool
) -> None:
    found = load([parcel(n=2, colour=Colour.RED, **BIG), parcel(**{"n": 1, **BIG} | stray)])
    ((tag, colour, weight, big, smallest),) = ((f.tag, f.colour, f.weight, f.big, f.smallest) for f in found.facts)
    assert (tag, colour) == ("t", Colour.RED)
    assert (weight, big, smallest) == ((2, 1, 2) if known else (None, None, None))
    assert len(found.left) == 1


def moment(minutes: int) -> datetime:
    return datetime(2022, 3, 3 + minutes // 1440, minutes // 60 % 24, minutes % 60)  # noqa: DTZ001  # local time


def turns(*said: dict[str, Any]) -> dict[str | None, Stop]:
    return {x.id: x for x in in_turn([stop(**s) for s in said]).facts}


def test_a_window_is_ordered_also_over_midnight_and_ties_go_by_id() -> None:
    late, night = (
        {"id": "l", "starts": moment(1430), "ends": moment(1450), "n": 1},
        {"id": "n", "starts": moment(1455), "n": 2},
    )
    twin = {"id": "k", "starts": moment(1430), "ends": moment(1440), "n": 4}
    found = turns(night, late, twin)
    assert [found[i].before for i in "kln"] == [None, moment(1440), moment(1450)]
    assert [found[i].is_big for i in "kln"] == [True, False, False]
    assert [found[i].m for i in "kln"] == [4, 5, 7]


def test_an_unknown_order_leaves_the_turns_unknown_unless_one_is_alone() -> None:
    found = turns({"id": "a", "starts": moment(5), "ends": moment(6), "n": 1}, {"id": "b", "n": 2})
    assert [(x.is_big, x.before, x.m) for x in found.values()] == [(None, None, None)] * 2
    alone = turns({"id": "a", "n": 1})["a"]
    assert (alone.is_big, alone.m) == (True, 1)


def test_a_record_that_states_what_came_before_it_is_left_as_it_is() -> None:
    later = {"id": "b", "starts": moment(9), "n": 2}
    found = turns({"id": "a", "starts": moment(5), "ends": moment(6), "n": 1}, later | {"before": moment(8)})
    assert (found["a"].m, found["b"]) == (1, stop(**later, before=moment(8)))
    assert turns({"id": "a", "starts": moment(5), "is_big": False, "n": 1})["a"].m is None


def test_a_running_sum_is_unknown_from_the_first_unknown_on() -> None:
    found = turns(
        *({"id": i, "starts": moment(n), "n": v} for n, (i, v) in enumerate(zip("abc", (1, None, 2), strict=True)))
    )
    assert [found[i].m for i in "abc"] == [1, None, None]


_stops = st.builds(
    Stop, date=st.sampled_from([DAY, Date(2022, 3, 4), None]), tag=st.sampled_from(["t", "u", None]), n=st.none() | st.integers(0, 3),
    colour=st.none() | st.sampled_from(Colour), is_big=st.none() | st.booleans(), starts=st.none() | st.sampled_from([moment(1), moment(2)]),
    place=st.sampled_from([None, "a"]),
)  # fmt: skip


@given(st.lists(_stops, max_size=8), st.randoms())
def test_the_order_of_records_never_matters(stops: list[Stop], rng: Any) -> None:
    named = [attrs.evolve(p, id=f"p{i}") for i, p in enumerate(stops)]
    shuffled = named[:]
    rng.shuffle(shuffled)
    assert load(shuffled).facts == load(named).facts
    assert set(in_turn(shuffled).facts) == set(in_turn(named).facts)
    assert set(load(shuffled).left) == set(load(named).left)


def test_the_order_of_records_without_id_does_not_matter_either() -> None:
    first, second = stop(starts=moment(1), ends=moment(9), n=1), stop(starts=moment(1), ends=moment(5), n=2)
    assert set(in_turn([first, second]).facts) == set(in_turn([second, first]).facts)


def test_keys_that_are_equal_make_one_group_however_they_are_written() -> None:
    by_cost = derive("cost", "tag")(_spell)
    one, same = Decimal(1), Decimal("1.0")
    records = [parcel(cost=c, tag=t, n=n) for n, (c, t) in enumerate([(one, "b"), (same, "a"), (same, "b")])]
    assert [f.weight for f in by_cost(records).facts] == [0, 1]


def test_of_two_at_one_moment_the_one_without_a_name_comes_first_and_of_two_nameless_ones_neither() -> None:
    found = turns({"id": "A", "starts": moment(5), "n": 1}, {"starts": moment(5), "n": 2})
    assert {i: x.m for i, x in found.items()} == {None: 2, "A": 3}
    tied = turns({"id": "", "starts": moment(5), "n": 1}, {"starts": moment(5), "n": 2})
    assert [x.m for x in tied.values()] == [None, None]


def test_a_window_goes_into_other_words_with_the_fields_of_the_record_itself() -> None:
    def after(x: Stop) -> Stop:
        return attrs.evolve(x, m=plus(running(x.n), plus(x.n, 10)), is_big=at_most(x.n, 2), colour=Colour.RED)

    made = window("tag", order="starts")(after)
    found = made([stop(id=i, starts=moment(n), n=n) for n, i in enumerate("abc", 1)]).facts
    assert [(x.m, x.is_big, x.colour, x.n, x.tag) for x in found] == [
        (12, True, Colour.RED, 1, "t"), (15, True, Colour.RED, 2, "t"), (19, False, Colour.RED, 3, "t"),
    ]  # fmt: skip
    assert [x.m for x in made([stop(n=1), stop(n=2)]).facts] == [None, None]


def test_a_value_that_stands_for_itself_is_kept() -> None:
    def red(x: Parcel) -> Load:
        return Load(weight=least(x.n), colour=Colour.RED)

    assert derive("tag")(red)([parcel(n=3)]).facts == (Load(weight=3, colour=Colour.RED),)


def test_a_derivation_knows_what_it_makes_of_what() -> None:
    said = [
        attrs.astuple(made, recurse=False)
        for made in (derive("cost", "tag")(_spell), window("tag", order="starts")(_turn))
    ]
    n = Node("field", ("n",))
    assert said == [
        ("_spell", Parcel, Load, ("cost", "tag"), None, {"weight": Node("least", (n,))}),
        ("_turn", Parcel, Parcel, ("tag",), "starts", {"m": Node("running", (n,))}),
    ]


OVER = "of one member; over a group write only(…) or total(…)"
LATEST = "the latest of what is neither a moment nor a day"


def test_misuse_is_refused_when_the_derivation_is_defined() -> None:
    def bare(x: Parcel) -> Load:
        return Load(tag=only(x.tag), weight=x.n)

    def same(x: Parcel) -> Load:
        return Load(tag=x.tag, weight=least(x.n))

    def inside(x: Parcel) -> Load:
        return Load(weight=plus(least(x.n), plus(x.m, x.both)))

    def branch(x: Parcel) -> Load:
        return Load(weight=total(x.n, x.is_big) if x.is_big else None)

    def number(x: Parcel) -> Parcel:
        return attrs.evolve(x, m=minus(1, latest_before(x.n, x.is_big)))  # type: ignore[type-var]

    refused: list[tuple[Callable[[], object], str]] = [
        (lambda: window("tag", order="n")(number), f"number: m asks for {LATEST}"),
        (lambda: derive("tag")(bare), f"bare: weight takes n {OVER}"),
        (lambda: derive("tag")(same), f"same: tag takes tag {OVER}"),
        (lambda: derive("tag")(inside), f"inside: weight takes m, n, m {OVER}"),
        (lambda: derive("colr", "tag", "size")(_spell), "_spell: Parcel has no colr, size"),
        (lambda: window("tag", order="begins")(_turn), "_turn: Parcel has no begins"),
        (
            lambda: total(1, all_of(True)),
            "speaks of a whole group and has a meaning only inside @derive, @window or @join",
        ),
    ]
    for define, told in refused:
        with pytest.raises(Misuse) as misuse:
            define()
        assert str(misuse.value) == told
    with pytest.raises(Misuse, match="cannot be recorded"):
        derive("tag")(branch)


def _spell(x: Parcel) -> Load:
    return Load(weight=least(x.n))


def _turn(x: Parcel) -> Parcel:
    return attrs.evolve(x, m=running(x.n))
