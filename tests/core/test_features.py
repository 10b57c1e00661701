"""What a row comes to by its states is what the asks come to; a chain of tables leads where its tree does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core.chain import chain, shared
from shuangjian.core.features import NOWHERE, Feature, Features, Shown, Stretch
from shuangjian.core.forks import Fork, Forks, Tree, ends
from shuangjian.core.graph import Answer, Ask, Graph
from shuangjian.core.guards import Guard, guards
from shuangjian.core.packed import Packed
from tests import parity


class Colour(Enum):
    """Three colours."""

    RED = "red"
    BLUE = "blue"
    GREEN = "green"


TYPES: Mapping[str, Any] = {"colour": Colour, "grade": int, "minutes": int, "more": int, "day": date, "is_so": bool}
FIELDS: Mapping[str, Mapping[str, int]] = {
    "colour": {}, "grade": {"low": 0, "high": 12}, "minutes": {"low": 0, "high": 1440}, "more": {}, "day": {},
    "is_so": {},
}  # fmt: skip
FIRST = date(2021, 1, 1)
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "colour": st.integers(0, 2), "grade": st.integers(0, 12), "minutes": st.integers(0, 3), "more": st.integers(-1, 3),
    "day": st.integers(0, 3).map(lambda n: FIRST + timedelta(n)), "is_so": st.booleans(),
}  # fmt: skip
PLACES = ("cn", "here", "there", "yonder")
ROWS = st.fixed_dictionaries(
    {name: st.none() | values for name, values in VALUES.items()}
    | {"place": st.sampled_from([None, *PLACES, "nowhere"])}
)
NUMBERS = ("grade", "minutes", "more")


@st.composite
def _truths(draw: st.DrawFn, graph: Graph, depth: int) -> Answer:
    """A condition over the fields; some of it constant, some of it not known of any row."""
    if depth == 0:
        return draw(_tests(graph))
    under = _truths(graph, depth - 1)
    kind = draw(st.sampled_from(["both", "either", "no", "known", "case", "choose", "test"]))
    if kind in ("both", "either"):
        return getattr(graph, kind)(*draw(st.lists(under, min_size=1, max_size=3)))
    if kind in ("no", "known"):
        return getattr(graph, kind)(draw(under))
    if kind == "case":
        return graph.case(draw(st.lists(st.tuples(under, under), max_size=2)), draw(under))
    return graph.choose(*(draw(under) for _ in range(3))) if kind == "choose" else draw(_tests(graph))


@st.composite
def _tests(draw: st.DrawFn, graph: Graph) -> Answer:  # noqa: PLR0911  # one line a word
    kind = draw(
        st.sampled_from(["field", "at_most", "at_least", "exactly", "since", "is_one", "place", "known", "const"])
    )
    if kind == "const":
        return draw(st.sampled_from([True, False, None]))
    if kind == "field":
        return graph.ask("field", "is_so")
    if kind == "since":
        return graph.word("since", graph.ask("field", "day"), draw(VALUES["day"]))
    if kind == "is_one":
        name = draw(st.sampled_from(["colour", *NUMBERS]))
        return graph.is_one(graph.ask("field", name), draw(st.lists(VALUES[name], max_size=3)))
    if kind == "place":
        asked = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))
        place = graph.ask("place")
        return graph.is_one(place, asked) if draw(st.booleans()) else graph.ask("is_place", place, PLACES)
    if kind == "known":
        return graph.known(graph.ask("field", draw(st.sampled_from(sorted(VALUES)))))
    left, right = draw(_numbers(graph)), draw(_numbers(graph))
    return graph.word(kind, left, right) if isinstance(left, Ask) or isinstance(right, Ask) else None


@st.composite
def _numbers(draw: st.DrawFn, graph: Graph) -> Answer:
    """A field, a constant, or one or the other as another field has it."""
    plain = st.integers(0, 3) | st.sampled_from(NUMBERS).map(lambda name: graph.ask("field", name))
    if draw(st.booleans()):
        return draw(plain)
    return graph.case([(graph.ask("field", "is_so"), draw(plain))], draw(plain))


def _answer(x: Answer, row: Mapping[str, Any]) -> Any:  # noqa: PLR0911  # one line a word
    """What an ask comes to in a row, word by word."""
    if not isinstance(x, Ask):
        return x
    if x.op in ("field", "place"):
        return row[x.args[0] if x.args else "place"]
    if x.op == "case":
        *steps, rest = x.args
        taken = next((value for test, value in steps if _answer(test, row) is True), rest)
        return _answer(taken, row)
    given = [_answer(a, row) for a in x.args if not isinstance(a, tuple)]
    if x.op == "known":
        return given[0] is not None
    if x.op == "is_place":
        return given[0] is None or given[0] in x.args[1]
    if x.op in ("both", "either"):
        decides = x.op == "either"
        return decides if decides in given else None if None in given else not decides
    if None in given:
        return None
    if x.op == "is_one":
        return given[0] in x.args[1]
    return _WORDS[x.op](*given)


_WORDS: Mapping[str, Callable[..., bool]] = {
    "no": lambda a: not a,
    "at_most": lambda a, b: a <= b,
    "at_least": lambda a, b: a >= b,
    "since": lambda a, b: a >= b,
    "exactly": lambda a, b: a == b,
}


def _state(feature: Feature, row: Mapping[str, Any]) -> int:
    """The number of the state a row is in."""
    value = _answer(feature.ask, row)
    if value is None:
        return 0
    if feature.is_of_places:
        return next((n for n, group in enumerate(feature.same, 1) if value in group), feature.states.index(NOWHERE))
    if isinstance(feature.states[-1], Stretch):
        past = [
            s.start is None or value > s.start[0] or (value == s.start[0] and not s.start[1])
            for s in feature.states[1:]
        ]
        return sum(past)
    return feature.states.index(value)


def _end(tree: Tree, states: list[int]) -> Any:
    while isinstance(tree, Fork):
        tree = tree.trees[states[tree.level]]
    return tree


@settings(max_examples=400)
@given(st.data(), st.lists(ROWS, min_size=1, max_size=30))
def test_by_states_is_word_by_word(data: st.DataObject, rows: list[dict[str, Any]]) -> None:
    graph = Graph()
    asks = data.draw(st.lists(_truths(graph, 3), min_size=1, max_size=3))
    late = data.draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=2))
    features = Features(TYPES, FIELDS, asks, late)
    assert [not f.fields.isdisjoint(late) for f in features.found] == [
        n >= features.late for n in range(len(features.found))
    ]
    for row in rows:
        states = [_state(f, row) for f in features.found]
        assert [_end(features.tree(x), states) for x in asks] == [_answer(x, row) for x in asks], row


@st.composite
def _trees(draw: st.DrawFn, forks: Forks, sizes: tuple[int, ...], level: int = 0) -> Tree:
    if level == len(sizes) or draw(st.integers(0, 4)) == 0:
        return forks.end(draw(st.sampled_from(["a", "b", "c", None])))
    here = _trees(forks, sizes, level + 1)
    return forks.of(level, tuple(range(sizes[level])), tuple(draw(here) for _ in range(sizes[level])))


@settings(max_examples=200)
@given(st.data(), st.lists(st.integers(2, 3), min_size=1, max_size=4).map(tuple), st.integers(1, 40))
def test_a_chain_leads_where_its_tree_does(data: st.DataObject, sizes: tuple[int, ...], most: int) -> None:
    forks = Forks()
    trees = data.draw(st.lists(_trees(forks, sizes), min_size=1, max_size=3))
    late = data.draw(st.integers(0, len(sizes)))
    first, left = shared(trees, sizes[:late], most)
    chains = [chain(at, sizes, most, late) for at in left]
    for states in _every(sizes):
        begun = 0
        for step in first:
            begun = step.table[_at(step.levels, sizes, states, begun)]
        for tree, made in zip(trees, chains, strict=True):
            at = begun
            for step in made.steps:
                at = step.table[_at(step.levels, sizes, states, at)]
            assert made.ends[at] == _end(tree, list(states))
    for step in (*first, *(s for c in chains for s in c.steps)):
        assert len(step.levels) < 2 or len(step.table) <= most  # more than one level
        assert len({level < late for level in step.levels}) < 2  # what is late has tables of its own


@settings(max_examples=100)
@given(st.data(), st.lists(st.integers(2, 3), min_size=1, max_size=3).map(tuple), st.integers(0, 12))
def test_trees_put_together_say_what_each_says(data: st.DataObject, sizes: tuple[int, ...], most: int) -> None:
    forks = Forks()
    trees = data.draw(st.lists(_trees(forks, sizes), min_size=1, max_size=4))
    bundles = forks.bundled(trees, most)
    for states in map(list, _every(sizes)):
        assert [end for b in bundles for end in _end(b, states)] == [_end(t, states) for t in trees]
    assert len(forks.bundled(trees, 10**6)) == 1
    for bundle in bundles:
        apart = Forks()
        apart.turned(bundle, lambda end: end)
        assert len(ends(bundle)[0]) == 1 or apart.count <= most


@settings(max_examples=200)
@given(st.data(), st.lists(st.integers(2, 3), min_size=1, max_size=4).map(tuple))
def test_what_a_guard_keeps_back_does_not_matter(data: st.DataObject, sizes: tuple[int, ...]) -> None:
    forks = Forks()
    trees = data.draw(st.lists(_trees(forks, sizes), min_size=1, max_size=3))
    guarded = data.draw(st.sets(st.integers(0, len(sizes) - 1)))
    found = guards(trees, sorted(guarded), {n: size for n, size in enumerate(sizes) if n not in guarded})
    for states in _every(sizes):
        known = [0 if n in found and states[found[n].level] not in found[n].states else s for n, s in enumerate(states)]
        assert [_end(t, known) for t in trees] == [_end(t, list(states)) for t in trees]


def test_a_guard_is_what_lets_the_fewest_states_pass() -> None:
    forks = Forks()
    text = forks.of(2, ("x", "y"), ("a", "b"))
    tree = forks.of(0, (0, 1, 2), ("a", text, text))
    by_one = forks.of(1, (0, 1, 2, 3), ("a", text, "a", "b"))
    assert guards([tree], [2], {0: 3, 1: 4}) == {}  # at two states of three, and the other is not looked at
    few = forks.of(0, (0, 1, 2), ("a", text, "b"))
    assert guards([few, "c"], [2], {0: 3, 1: 4}) == {2: Guard(0, (1,))}
    assert guards([few, text], [2], {0: 3, 1: 4}) == {}  # one tree always looks at it
    assert guards([forks.of(0, (0, 1, 2), ("a", by_one, by_one))], [2], {1: 4}) == {2: Guard(1, (1,))}


@given(st.data(), st.lists(st.integers(1, 5000), min_size=1, max_size=8))
def test_numbers_that_were_packed_are_the_same_again(data: st.DataObject, limits: list[int]) -> None:
    names = [f"n{at}" for at in range(len(limits))]
    rows = data.draw(st.lists(st.tuples(*(st.integers(0, limit - 1) for limit in limits)), max_size=5))
    rows += [tuple(limit - 1 for limit in limits), (0,) * len(limits)]
    packed = Packed(dict(zip(names, limits, strict=True)))
    table = pl.DataFrame(rows, dict.fromkeys(names, pl.Int32), orient="row")
    for engine in ("polars", "duckdb"):
        carried = packed.packed(nw.from_native(parity.native(table, engine)))
        found = packed.unpacked(carried).select(*names).lazy().collect("polars").to_native()
        assert sorted(found.rows()) == sorted(rows)


def _every(sizes: tuple[int, ...]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for size in sizes:
        found = [(*states, n) for states in found for n in range(size)]
    return found


def _at(levels: tuple[int, ...], sizes: tuple[int, ...], states: tuple[int, ...], at: int) -> int:
    for level in levels:
        at = at * sizes[level] + states[level]
    return at


def test_places_the_law_takes_for_the_same_are_one_state() -> None:
    graph = Graph()
    place = graph.ask("place")
    asks = [graph.is_one(place, ["here"]), graph.ask("is_place", place, PLACES)]
    (feature,) = Features({}, {}, asks).found
    assert feature.same == (frozenset(["here"]), frozenset(["cn", "there", "yonder"]))
    assert feature.states == (None, "here", "cn", NOWHERE)


def test_what_is_shown_is_left_to_the_engine() -> None:
    graph = Graph()
    minutes = graph.ask("field", "minutes")
    text = graph.ask("text", minutes)
    features = Features(
        TYPES, FIELDS, [listed := graph.ask("listed", graph.case([(graph.known(minutes), text)]), "more")]
    )
    assert ends(features.tree(listed)) == ["more", Shown((text, "more"))]


def test_an_ask_that_hangs_on_too_much_is_not_small(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph()
    asks = [graph.both(*(graph.word("at_most", graph.ask("field", name), 3) for name in NUMBERS))]
    assert Features(TYPES, FIELDS, asks).is_small(asks)
    monkeypatch.setattr("shuangjian.core.features._MOST", 2)
    assert not Features(TYPES, FIELDS, asks).is_small(asks)
