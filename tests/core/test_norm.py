"""What decides among rows of law: the strictest of each strength of wording, open, recalled and replaced numbers."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import days
from shuangjian.core.norm import NATION, Cell, Entry, Law, Norm, Row, combine
from shuangjian.core.strict import MEET, Stricter, looser, tighter
from shuangjian.core.verdict import Evidence, Modality, Reason
from shuangjian.core.words import Options, Span
from tests.core.policy import DAY, Colour

BAN, MUST, PRINCIPLE, MAY = Modality.BAN, Modality.MUST, Modality.IN_PRINCIPLE, Modality.MAY
SINCE = days("2020-01-01")
CHAIN = Law(("cn", "a", "b"))


def law_row(value: Any, modality: Modality = MUST, place: str = NATION, **changes: Any) -> Row:
    said: dict[str, Any] = {"start": SINCE, "where": {}, "clauses": (f"{place}-{value}",), "evidence": Evidence.TEXT}
    return Row(place=place, value=value, modality=modality, **said | changes)


def norm(*rows: Row, way: Stricter = Stricter.LOWER, local: str = "tighten") -> Norm:
    return Norm("k", int, "u", way, local, rows)


def decided(made: Norm, law: Law = CHAIN, day: date | None = DAY, **facts: Any) -> list[tuple[Any, Modality]] | None:
    cell = made.under(law).cell(day, dict.fromkeys(made.keys) | facts)
    return None if cell is None else [(e.value, e.modality) for e in cell]


# ------------------------------------------------------------------------------------------- the strictest of several

_spans = st.tuples(st.fractions(0, 9), st.fractions(0, 9)).map(lambda ends: Span(min(ends), max(ends)))
_sets = st.tuples(st.frozensets(st.sampled_from(Colour)), st.frozensets(st.sampled_from(Colour)))
_options = _sets.map(lambda two: Options(two[0], two[1] - two[0]))
VALUES: dict[Stricter, st.SearchStrategy[Any]] = {
    Stricter.LOWER: st.integers(0, 9) | st.fractions(0, 9),
    Stricter.HIGHER: st.integers(0, 9) | st.fractions(0, 9),
    Stricter.FEWER: _options,
    Stricter.MORE: _options,
    Stricter.NARROWER: _spans,
    Stricter.PRESENCE: st.just(True),
    Stricter.SAME: st.just(7),
}
directions = st.sampled_from(sorted(VALUES, key=lambda way: way.value))


@given(st.data(), directions)
def test_strictest_of_is_a_semilattice_in_every_direction(data: st.DataObject, way: Stricter) -> None:
    a, b, c = (data.draw(VALUES[way]) for _ in range(3))
    meet = MEET[way]
    assert meet(a, a) == a
    assert meet(a, b) == meet(b, a)
    assert meet(a, meet(b, c)) == meet(meet(a, b), c)


@given(st.data(), directions)
def test_tighter_than_is_an_order_read_from_the_strictest(data: st.DataObject, way: Stricter) -> None:
    a, b, c = (data.draw(VALUES[way]) for _ in range(3))
    assert tighter(way, a, a)
    assert tighter(way, MEET[way](a, b), a)
    assert not (tighter(way, a, b) and tighter(way, b, a)) or a == b
    assert not looser(way, a, a)
    assert not looser(way, MEET[way](a, b), a)
    assert not (tighter(way, a, b) and tighter(way, b, c)) or tighter(way, a, c)


def test_a_ban_of_something_else_loosens_none() -> None:
    phone, app, both = (Options(frozenset(names)) for names in (["phone"], ["app"], ["phone", "app"]))
    assert not looser(Stricter.MORE, app, phone)
    assert looser(Stricter.MORE, app, both)
    assert looser(Stricter.FEWER, app, phone)
    assert looser(Stricter.LOWER, 6, 5)


def test_what_stricter_means_in_each_direction() -> None:
    red, both = Options(frozenset([Colour.RED])), Options(frozenset([Colour.RED, Colour.BLUE]))
    narrow, wide = Span(Fraction(1), Fraction(2)), Span(Fraction(0), Fraction(3))
    assert tighter(Stricter.LOWER, 1, 2)
    assert tighter(Stricter.HIGHER, 2, 1)
    assert tighter(Stricter.FEWER, red, both)
    assert tighter(Stricter.MORE, both, red)
    assert tighter(Stricter.NARROWER, narrow, wide)
    assert not tighter(Stricter.LOWER, 2, 1)
    assert not tighter(Stricter.HIGHER, 1, 2)
    assert not tighter(Stricter.FEWER, both, red)
    assert not tighter(Stricter.MORE, red, both)
    assert not tighter(Stricter.NARROWER, wide, narrow)


def test_a_member_one_text_allows_and_another_leaves_unsettled_is_unsettled() -> None:
    named, open_ = Options(frozenset([Colour.RED])), Options(frozenset[Colour](), frozenset([Colour.RED]))
    nothing = Options(frozenset[Colour]())
    assert MEET[Stricter.FEWER](named, open_) == open_
    assert MEET[Stricter.FEWER](nothing, open_) == nothing
    assert MEET[Stricter.MORE](named, open_) == named
    assert MEET[Stricter.MORE](nothing, open_) == open_


def test_definitions_that_differ_are_never_settled_silently() -> None:
    with pytest.raises(ValueError, match="neither may change the other"):
        MEET[Stricter.SAME](1, 2)


# ------------------------------------------------------------------------------------------- worked cases

CASES: dict[str, tuple[list[Row], list[tuple[Any, Modality]]]] = {
    "nothing binds": ([], []),
    "one row": ([law_row(60)], [(60, MUST)]),
    "a layer tightens": ([law_row(60), law_row(45, place="a")], [(45, MUST)]),
    "a looser layer is not applied": ([law_row(60), law_row(90, place="a")], [(60, MUST)]),
    "the nearest is no stronger than the strictest": (
        [law_row(60), law_row(45, place="a"), law_row(50, place="b")], [(45, MUST)]
    ),
    "a weaker wording is kept where it is stricter": ([law_row(60, BAN), law_row(45, PRINCIPLE)], [(60, BAN), (45, PRINCIPLE)]),
    "a weaker wording is dropped where it is looser": ([law_row(60, BAN), law_row(90, PRINCIPLE)], [(60, BAN)]),
    "a weaker wording is dropped where it is equal": ([law_row(60, BAN), law_row(60, MAY)], [(60, BAN)]),
    "three strengths": (
        [law_row(60, BAN), law_row(50, MUST), law_row(40, MAY), law_row(45, PRINCIPLE)],
        [(60, BAN), (50, MUST), (45, PRINCIPLE), (40, MAY)],
    ),
    "per strength the strictest": ([law_row(60), law_row(50), law_row(45, MAY), law_row(40, MAY)], [(50, MUST), (40, MAY)]),
    "only open": ([law_row(None, PRINCIPLE)], [(None, PRINCIPLE)]),
    "only open, the strongest asks": ([law_row(None, PRINCIPLE), law_row(None, MUST)], [(None, MUST)]),
    "open lends its strength below": ([law_row(None, PRINCIPLE), law_row(60, MUST, "a")], [(60, PRINCIPLE)]),
    "open lends the strongest of several": (
        [law_row(None, PRINCIPLE), law_row(None, BAN), law_row(60, MUST, "a")], [(60, BAN)]
    ),
    "open lends nothing beside it": ([law_row(None, BAN), law_row(60, MUST)], [(60, MUST)]),
    "open lends nothing above it": ([law_row(60, MUST), law_row(None, BAN, "a")], [(60, MUST)]),
    "a profile sleeps": ([law_row(60), law_row(30, profile="strict")], [(60, MUST)]),
    "another place is none of ours": ([law_row(60), law_row(30, place="z")], [(60, MUST)]),
    "recalled is silent": ([law_row(60), law_row(30, evidence=Evidence.RECALLED)], [(60, MUST)]),
    "recalled alone is open": ([law_row(30, BAN, evidence=Evidence.RECALLED)], [(None, BAN)]),
    "recalled lends no strength": ([law_row(30, BAN, evidence=Evidence.RECALLED), law_row(60, MUST, "a")], [(60, MUST)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_decides(name: str) -> None:
    rows, expected = CASES[name]
    assert decided(norm(*rows)) == expected
    assert decided(norm(*reversed(rows))) == expected


def test_where_a_place_may_replace_the_nearest_speaks_alone_at_every_strength() -> None:
    rows = [law_row(60, BAN), law_row(90, MUST, "a"), law_row(80, MAY, "a"), law_row(None, BAN)]
    assert decided(norm(*rows, local="replace")) == [(80, BAN)]  # the open row lends its strength to both
    assert decided(norm(*rows[:3], local="replace")) == [(90, MUST), (80, MAY)]
    assert decided(norm(*rows[:3], local="replace"), Law()) == [(60, BAN)]


def bounded(*rows: Row, way: Stricter = Stricter.LOWER) -> list[tuple[Any, Modality]] | None:
    """The mildest and the strictest, where the nearest place speaks alone."""
    found = norm(*rows, way=way, local="replace").under(CHAIN).bounds(DAY, {})
    assert found is None or all(len(cell) == 1 for cell in found)
    return None if found is None else [(cell[0].value, cell[0].modality) for cell in found]


MAYBE = {"is_unsettled": True}


def test_where_it_is_in_doubt_who_speaks_the_answer_lies_between_all_who_may() -> None:
    nation = law_row(60, MUST)
    assert bounded(nation, law_row(80, MUST, "a", **MAYBE)) == [(80, MUST), (60, MUST)]
    assert bounded(nation, law_row(40, BAN, "a", **MAYBE)) == [(60, MUST), (40, BAN)]
    assert bounded(nation, law_row(80, MUST, "a", **MAYBE), law_row(40, MUST, "b", **MAYBE)) == [(80, MUST), (40, MUST)]
    assert bounded(nation, law_row(80, MUST, "a", **MAYBE), way=Stricter.HIGHER) == [(60, MUST), (80, MUST)]
    assert bounded(nation, law_row(80, MUST, "a"), law_row(40, MUST, "b", **MAYBE)) == [(80, MUST), (40, MUST)]


def test_it_is_not_told_more_strongly_than_the_weakest_who_may_speak() -> None:
    assert bounded(law_row(60, BAN), law_row(50, PRINCIPLE, "a", **MAYBE)) is None
    assert bounded(law_row(60, PRINCIPLE), law_row(50, BAN, "a", **MAYBE)) == [(60, PRINCIPLE), (50, BAN)]


def test_nothing_lies_between_where_nobody_or_several_may_speak_or_too_many_are_in_doubt() -> None:
    assert bounded(law_row(60, MUST, "a", **MAYBE)) is None
    assert bounded(law_row(None, MUST), law_row(60, MUST, "a", **MAYBE)) is None
    assert bounded(law_row(60, BAN), law_row(50, MUST), law_row(40, MUST, "a", **MAYBE)) is None
    doubtful = [law_row(n, MUST, "a", **MAYBE) for n in range(7)]
    assert bounded(law_row(60, MUST), *doubtful[:6]) == [(60, MUST), (0, MUST)]
    assert bounded(law_row(60, MUST), *doubtful) is None


def test_profiles_and_recalled_rows_are_switched_on_by_the_caller() -> None:
    made = norm(law_row(60), law_row(30, profile="strict"), law_row(20, evidence=Evidence.RECALLED))
    assert decided(made, Law(profiles=frozenset(["strict"]))) == [(30, MUST)]
    assert decided(made, Law(unverified=True)) == [(20, MUST)]
    read = norm(law_row(20, evidence=Evidence.RECALLED), law_row(None), law_row(20)).under(Law()).rows
    assert [(r.value, r.silent) for r in read] == [(None, Reason.UNVERIFIED), (None, Reason.LOCAL_NORM), (20, None)]


def test_ties_cite_every_clause_and_place() -> None:
    made = norm(law_row(60), law_row(60, clauses=("X-02", "X-01")), law_row(60, place="a"), law_row(90, place="b"))
    (entry,) = made.under(CHAIN).decide(made.under(CHAIN).rows)
    assert (set(entry.clauses), entry.places) == ({"cn-60", "X-01", "X-02", "a-60"}, ("cn", "a"))


def test_every_open_row_is_cited_beside_the_number_it_asked_for() -> None:
    made = norm(law_row(None, BAN), law_row(None, MAY, clauses=("X",)), law_row(60, place="a")).under(CHAIN)
    (entry,) = made.decide(made.rows)
    assert (entry.clauses, entry.places) == (("a-60", "cn-None", "X"), ("a",))


def test_where_no_row_alone_is_the_strictest_set_all_are_cited() -> None:
    red_green, green_blue = (Options(frozenset(c)) for c in ([Colour.RED, Colour.GREEN], [Colour.GREEN, Colour.BLUE]))
    made = norm(law_row(red_green), law_row(green_blue, place="a"), way=Stricter.FEWER).under(CHAIN)
    (entry,) = made.decide(made.rows)
    assert entry.value == Options(frozenset([Colour.GREEN]))
    assert entry.places == ("cn", "a")


# ------------------------------------------------------------------------------------------- laws


_modalities = st.sampled_from(Modality)
_law_rows = st.builds(law_row, st.integers(1, 4), _modalities, st.sampled_from(["cn", "a", "b"]))


@given(st.lists(_law_rows, max_size=5), st.sampled_from([Stricter.LOWER, Stricter.HIGHER]), st.randoms())
def test_order_never_matters_and_strengths_fall_while_values_tighten(rows: list[Row], way: Stricter, rng: Any) -> None:
    made = norm(*rows, way=way)
    said = decided(made)
    shuffled = rows[:]
    rng.shuffle(shuffled)
    assert said is not None
    assert decided(norm(*shuffled, way=way)) == said
    for (value, modality), (below, weaker) in pairwise(said):
        assert modality > weaker
        assert tighter(way, below, value)
        assert below != value
    for r in rows:
        assert any(m >= r.modality and tighter(way, v, r.value) for v, m in said)


@given(st.lists(_law_rows, max_size=3), st.lists(_law_rows, min_size=1, max_size=3))
def test_where_a_doubtful_row_makes_no_difference_the_number_stands(sure: list[Row], doubtful: list[Row]) -> None:
    doubt = [attrs.evolve(r, where={"b": frozenset([True])}) for r in doubtful]
    got = decided(norm(*sure, *doubt), b=None)
    sets = chain.from_iterable(combinations(doubtful, n) for n in range(len(doubtful) + 1))
    every = [decided(norm(*sure, *some)) for some in sets]
    if got is not None:
        assert all(one == got for one in every)


# ------------------------------------------------------------------------------------------- several norms


def entries(*said: tuple[Any, Modality]) -> Cell:
    return tuple(Entry(v, m, ()) for v, m in said)


def test_several_norms_are_combined_and_a_weaker_partner_weakens() -> None:
    found = combine([entries((1, BAN), (2, PRINCIPLE)), entries((3, MUST), (4, MAY))])
    assert [(c.values, c.modality) for c in found] == [
        ((1, 3), BAN), ((1, 4), MAY), ((2, 3), PRINCIPLE), ((2, 4), MAY)
    ]  # fmt: skip
    assert all(c.is_complete for c in found)
    assert not combine([entries((None, BAN))])[0].is_complete
