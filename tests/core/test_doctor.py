"""The doctor names looser rows, rows that never decide, and ranges of which nothing is left."""

# values of any field or norm

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from shuangjian.core.doctor import conflicts, contradictions, idle
from shuangjian.core.rule import Rule
from shuangjian.rules.school import curriculum, homework
from tests.core.policy import at_places, row, ruled


def asked(made: Rule[Any]) -> tuple[Any, Any, list[tuple[str, ...]]]:
    (norm,) = made.norms
    return norm, made.form, list(made.places.chains().values())


def test_what_a_place_says_for_one_stage_does_not_loosen_what_is_said_for_another() -> None:
    """Four PE lessons are of grades 1 and 2; three of a senior school are no less than its two (LO-44)."""
    assert "tianjin" not in {c.place for c in conflicts(*asked(curriculum.pe_lessons))}


def looser(made: Rule[Any]) -> list[tuple[str, Any, Any]]:
    return [(c.place, c.value, c.above) for c in conflicts(*asked(made))]


def never(made: Rule[Any]) -> list[tuple[str, Any]]:
    return [(r.place, r.value) for r in idle(*asked(made))]


def capped(rows: list[dict[str, Any]], local: str = "tighten", **places: Any) -> Rule[Any]:
    return at_places(ruled("at_most(x.n, k)", k={"unit": "u", "local": local, "row": rows}), **places)


def test_the_district_that_is_looser_than_the_nation_is_reported() -> None:
    found = conflicts(*asked(homework.written_minutes))
    assert ("haishu", 120, 90, ("LO-26",)) in [(c.place, c.value, c.above, c.clauses) for c in found]
    assert "anshan" not in {c.place for c in found}


def test_a_row_in_doubt_decides_where_it_would_be_the_strictest() -> None:
    assert never(capped([row(value=5), row(value=4, unsettled=True)])) == []
    assert never(capped([row(value=5), row(value=6, unsettled=True)])) == [("cn", 6)]


LOOSER: dict[str, tuple[list[dict[str, Any]], dict[str, Any], bool]] = {
    "looser": ([row(value=5)], {"a": [row(value=6)]}, True),
    "stricter": ([row(value=5)], {"a": [row(value=4)]}, False),
    "equal": ([row(value=5)], {"a": [row(value=5)]}, False),
    "weaker above": ([row(value=5, modality="may")], {"a": [row(value=6)]}, False),
    "stronger above": ([row(value=5, modality="ban")], {"a": [row(value=6)]}, True),
    "looser than the city above": ([row(value=9)], {"a": [row(value=4)], "b": ("a", [row(value=5)])}, True),
    "for others by what follows": ([row(value=5, is_red=True)], {"a": [row(value=6, shade="blue")]}, False),
    "for some by what follows": ([row(value=5, is_red=False)], {"a": [row(value=6, shade="blue")]}, True),
    "open above": ([row(open=True)], {"a": [row(value=6)]}, False),
    "for others": ([row(value=5, colour="red")], {"a": [row(value=6, colour="blue")]}, False),
    "for some": ([row(value=5, colour="red")], {"a": [row(value=6)]}, True),
    "another time": ([row(value=5, until=date(2021, 1, 1))], {"a": [row(value=6, since=date(2021, 1, 2))]}, False),
    "one day together": ([row(value=5, until=date(2021, 1, 1))], {"a": [row(value=6, since=date(2021, 1, 1))]}, True),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOSER)
def test_a_looser_row_of_a_place_is_a_conflict(name: str) -> None:
    rows, places, expected = LOOSER[name]
    assert bool(looser(capped(rows, **places))) is expected


def test_where_a_place_may_replace_a_looser_value_is_none() -> None:
    assert not looser(capped([row(value=5)], "replace", a=[row(value=6)]))


def test_one_conflict_a_row_however_often_it_shows() -> None:
    rows = [row(value=5, colour="red"), row(value=4, colour="blue"), row(value=3, since=date(2022, 1, 1))]
    made = capped(rows, a=[row(value=6)], b=("a", []), c=[row(value=7, clauses=["X-02", "X-03"])])
    assert [attrs.astuple(c) for c in conflicts(*asked(made))] == [
        ("k", "a", 6, 5, ("X-01",)), ("k", "c", 7, 5, ("X-02", "X-03")),
    ]  # fmt: skip


def test_a_looser_recalled_row_is_silent() -> None:
    assert not looser(capped([row(value=5)], a=[row(value=6, evidence="recalled")]))


IDLE: dict[str, tuple[list[dict[str, Any]], dict[str, Any], list[tuple[str, Any]]]] = {
    "both decide": ([row(value=5), row(value=4, colour="red")], {}, []),
    "never the strictest": ([row(value=5), row(value=6)], {}, [("cn", 6)]),
    "stricter but weaker": ([row(value=5), row(value=4, modality="may")], {}, []),
    "looser and weaker": ([row(value=5), row(value=6, modality="may")], {}, [("cn", 6)]),
    "a tie": ([row(value=5), row(value=5)], {}, []),
    "before the stricter one": ([row(value=6), row(value=5, since=date(2022, 1, 1))], {}, []),
    "hidden by its layer at one place only": ([row(value=6)], {"a": [row(value=5)]}, []),
    "open and answered": ([row(open=True)], {"a": [row(value=5)]}, []),
    "recalled": ([row(value=5), row(value=4, evidence="recalled")], {}, []),
    "a profile": ([row(value=5), row(value=4, profile="strict")], {}, []),
    "in doubt before anything else speaks": (
        [row(value=5, since=date(2022, 1, 1))],
        {"a": [row(value=6, since="2021-01/2022-12", until=date(2021, 12, 31))]},
        [],
    ),
    "in doubt, and never the strictest": ([row(value=5, since="2020"), row(value=6, since="2020")], {}, [("cn", 6)]),
    "looser in a layer": ([row(value=5)], {"a": [row(value=6)]}, [("a", 6)]),
}  # fmt: skip


@pytest.mark.parametrize("name", IDLE)
def test_a_row_that_never_decides_is_idle(name: str) -> None:
    rows, places, expected = IDLE[name]
    assert never(capped(rows, **places)) == expected


def test_a_range_of_which_the_layers_leave_nothing_is_a_contradiction() -> None:
    def told(*rows: dict[str, Any], nation: Any = (), **below: Any) -> list[str]:
        base = ruled("within(ratio(x.n, x.m), k)", {"k": "Span"}, k=[row(value=[1, 3], **dict(nation))])
        return contradictions(*asked(at_places(base, a=list(rows), **below)))

    nothing = "k at {} from {}: the layers leave nothing of the range"
    assert told(row(value=[4, 5])) == [nothing.format("a", "2020-01-01")]
    assert told(row(value=[3, 5])) == told(row(open=True)) == []
    keyed = row(value=[4, 5], colour=["red", "blue"], since=date(2021, 1, 1))
    assert told(keyed) == [nothing.format("a", "2021-01-01")]
    assert told(keyed, nation={"colour": "green"}) == []
    assert told(b=("a", [row(value=[4, 5])])) == [nothing.format("b", "2020-01-01")]
    assert not contradictions(*asked(capped([row(value=5)])))
