"""What changes between two days is what the law says on each of them, key by key, told as few times as that takes."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core.changes import Change, changes
from shuangjian.core.norm import OTHER, Cell, Norm
from shuangjian.core.possible import meeting
from shuangjian.core.rule import Rule
from shuangjian.rules import RULES
from tests.core.policy import Colour, at_places, row, ruled

FIRST, LAST = date(2021, 1, 1), date(2023, 1, 1)


@st.composite
def _days(draw: st.DrawFn, rule: Rule[Any]) -> date:
    """A day about which something changes."""
    days = sorted({d for n in rule.norms for d in n.changes() if d > date.min})
    return draw(st.sampled_from(days or [FIRST])) + timedelta(draw(st.integers(-1, 1)))


def _told(cell: Cell) -> Any:
    return [(e.value, e.modality, e.clauses) for e in cell]


def _binds(norm: Norm, day: date, facts: dict[str, object]) -> tuple[Any, Any]:
    """What is told of the rows that surely bind, and of those with the rows that may."""
    sure = _told(norm.decide([r for r in norm.rows if r.binds(day, facts)]))
    perhaps = _told(norm.decide([r for r in norm.rows if r.binds(day, facts) is not False]))
    return sure, sure if [e[:2] for e in sure] == [e[:2] for e in perhaps] else perhaps


def _about(change: Change, norm: Norm, facts: dict[str, object]) -> bool:
    return change.norm.name == norm.name and all(facts[k] in vs for k, vs in change.where.items())


@settings(max_examples=300)
@given(st.sampled_from(RULES), st.data())
def test_each_change_is_told_once_and_as_the_law_has_it(rule: Rule[Any], data: st.DataObject) -> None:
    law = rule.law(data.draw(st.sampled_from(sorted({r.place for n in rule.norms for r in n.rows} or {"cn"}))))
    earlier, later = sorted([data.draw(_days(rule)), data.draw(_days(rule))])
    found = changes(rule, earlier, later, law)
    for norm in (n.under(law) for n in rule.norms):
        for values in product(*(norm.domain(k, rule.form.types[k]) for k in norm.keys)):
            facts = dict(zip(norm.keys, values, strict=True))
            if not meeting(rule.form, norm)(facts):
                continue
            told = [c for c in found if _about(c, norm, facts)]
            before, after = _binds(norm, earlier, facts), _binds(norm, later, facts)
            assert len(told) == (before != after), facts
            for side, day, binds in [
                (s, d, b) for c in told for s, d, b in ((c.before, earlier, before), (c.after, later, after))
            ]:
                assert (_told(side.sure), _told(side.perhaps)) == binds
                if (cell := norm.cell(day, facts)) is not None and norm.local != "replace":
                    assert side.is_settled
                    assert _told(side.sure) == _told(cell)


def _changes(rule: Rule[Any], place: str = "cn") -> tuple[Change, ...]:
    return changes(rule, FIRST, LAST, rule.law(place))


def _kinds(rule: Rule[Any], place: str = "cn") -> list[tuple[str, dict[str, Any]]]:
    return [(c.kind.value, {k: set(v) for k, v in c.where.items()}) for c in _changes(rule, place)]


OLD, NEW = {"until": date(2022, 2, 28)}, {"since": date(2022, 3, 1)}


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([row(value=1)], []),
        ([row(value=1, **NEW)], ["new"]),
        ([row(value=1, **OLD)], ["ended"]),
        ([row(value=1, **OLD), row(value=2, **NEW)], ["value"]),
        ([row(value=1, **OLD), row(value=1, **NEW, modality="ban")], ["modality"]),
        ([row(value=1, **OLD), row(value=1, **NEW, clauses=["X-02"])], ["clauses"]),
        ([row(value=1, **OLD), row(value=1, **NEW)], []),
        ([row(value=1, since="2023")], ["unsure"]),
        ([row(value=1, since="2021", until="2022")], ["unsure"]),
        ([row(value=1, **NEW), row(value=2, since=date(2000, 1, 1)), row(value=0, since="2023")], ["value"]),
        ([row(value=1, **NEW), row(value=0, since="2000/2030")], ["new"]),
        ([row(value=1), row(value=0, since="2023", until="2024")], ["unsure"]),
    ],
)
def test_the_kind_is_the_first_thing_that_is_different(rows: list[dict[str, Any]], kinds: list[str]) -> None:
    assert [kind for kind, _ in _kinds(ruled("at_most(x.n, a)", a=rows))] == kinds


def test_keys_that_change_alike_are_told_together() -> None:
    two = [row(value=1, **NEW, colour=["red", "blue"]), row(value=1, **OLD, colour="green")]
    assert _kinds(ruled("at_most(x.n, a)", a=two)) == [
        ("new", {"colour": {Colour.RED, Colour.BLUE}}), ("ended", {"colour": {Colour.GREEN}}),
    ]  # fmt: skip
    others = [row(value=2, **NEW), row(value=1, tag="a")]
    assert _kinds(ruled("at_most(x.n, a)", a=others)) == [("new", {"tag": {OTHER}})]
    boxes = [row(value=1, **NEW, colour="red"), row(value=1, **NEW, is_big=True)]
    found = _kinds(ruled("at_most(x.n, a)", a=boxes))
    assert [kind for kind, _ in found] == ["new", "new"]
    assert {"colour": {Colour.RED}, "is_big": {False}} in [where for _, where in found]


def test_what_no_record_can_be_is_not_told() -> None:
    keyed = ruled("at_most(x.n, a)", a=[row(value=1, **NEW, is_red=True), row(value=2, shade="blue")])
    assert _kinds(keyed) == [("new", {"shade": {Colour.RED}})]  # that it is red need not be said
    for place, rule in product(["sichuan", "guangdong"], RULES):
        for change in changes(rule, FIRST, date(2026, 11, 27), rule.law(place)):
            norm = change.norm
            domains = [change.where.get(k, norm.domain(k, rule.form.types[k])) for k in norm.keys]
            can_be = [f for f in product(*domains) if meeting(rule.form, norm)(dict(zip(norm.keys, f, strict=True)))]
            for key, values in change.where.items():
                assert {f[norm.keys.index(key)] for f in can_be} == values, (rule.id, key)


def test_what_surely_binds_is_told_beside_what_may() -> None:
    rows = [row(value=60, since=date(2022, 3, 1), clauses=["X-02"]), row(value=45, since="2000/2030")]
    ((_, before, after),) = ((c.where, c.before, c.after) for c in _changes(ruled("at_most(x.n, a)", a=rows)))
    assert (_told(before.sure), [e.value for e in before.perhaps]) == ([], [45])
    assert ([e.value for e in after.sure], [e.value for e in after.perhaps]) == ([60], [45])
    assert not before.is_settled
    assert not after.is_settled


def test_only_the_law_of_the_place_is_compared() -> None:
    made = at_places(
        ruled("at_most(x.n, a)", a=[row(value=2)]), there=[row(value=1, **NEW)], here=[row(value=2, **NEW)]
    )
    assert _kinds(made) == []
    assert _kinds(made, "there") == [("value", {})]
    assert _kinds(made, "here") == []
