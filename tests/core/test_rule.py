"""What cannot be recorded is refused when the rule is defined, with the word to use."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from shuangjian.core.expr import Misuse
from shuangjian.core.fact import Fact, form, given
from shuangjian.core.load import Target
from shuangjian.core.norm import Law
from shuangjian.core.rule import Limit, Outcome, Rule, rule
from shuangjian.core.strict import Stricter
from shuangjian.core.verdict import Verdict
from shuangjian.core.whole import total
from shuangjian.core.words import at_most
from tests.core.policy import DAY, TITLE, Colour, Parcel, at_places, row, ruled, spoken

BAD = {
    "at_most(x.n, k) and x.is_big": "all_of",
    "x.is_big or at_most(x.n, k)": "any_of",
    "not at_most(x.n, k)": "cannot be recorded|not_",
    "not_(not x.is_big)": "cannot be recorded|not_",
    "x.colour in (Colour.RED, Colour.BLUE)": "one_of",
    "1 not in (x.n, k)": "one_of",
    "at_most(x.n, k) if x.is_big else True": "choose",
    "0 <= x.n <= k": "cannot be recorded",
    "all_of(x.n is None, at_most(x.m, k))": "known",
    "all_of(x.n is not None, at_most(x.m, k))": "known",
    "at_most(plus(x.n, x.m is None), k)": "cannot be recorded",
    "require(f'{x.n}' == '3')": "no text",
    "require(str(x.n) == '3')": "no text",
    "at_most(x.n + 1, k)": "plus",
    "at_most(-x.n, k)": "minus",
    "at_most(max(x.n, x.m), k)": "at_most",
    "at_most(sum([x.n, x.m]), k)": "plus",
    "at_most({1: 2}.get(x.n, 3), k)": "norm, not a dict",
    "at_most([1, 2][x.n], k)": "norm, not a dict",
    "at_most(len(x.tag), k)": "one_of",
    "at_most(x.date.year, k)": "property",
    "at_most(x.date, k)": "not supported between",
    "no_later_than(x.date, k)": "not supported between",
    "at_most(x.starts, x.date)": "compare",
    "at_most(plus(x.cost, ratio(k, 1)), k)": "unsupported operand",
    "equals(x.colour, Verdict.UNKNOWN)": "can never",
    "at_most(x.nn, k)": "nn",
    "at_most(x.n, k) == True": "equals",
    "at_most(x.n, k) & x.is_big": "all_of",
    "True": "does not depend",
    "at_most(1, k)": "does not depend",
    "at_most(x.n, 3)": "never compares",
    "when(isinstance(x.n, int), at_most(x.n, k))": "does not depend",
    "all_of(x.is_big, when(x.is_big, at_most(x.n, k)))": "root",
    "all_of(*[at_most(m, k) for m in (x.n,)])": "cannot be recorded",
    "(lambda: at_most(x.n, k) and x.is_big)()": "cannot be recorded|all_of",
    "[at_most(x.n, k), x.is_big]": "does not depend",
    "at_most(x.n, k).node": "bool|property|attribute|part",
    "total(x.n, at_most(x.m, k))": "inside @derive",
    "at_most(x.place, k)": "comes from the record alone",
    "all_of(known(x.id), at_most(x.n, k))": "does not depend",
}


@pytest.mark.parametrize(("body", "hint"), BAD.items(), ids=list(BAD))
def test_misuse_fails_where_it_is_defined_and_names_the_cure(body: str, hint: str) -> None:
    demand = spoken(body, k="int")
    demand.__globals__.update(Verdict=Verdict, total=total)
    with pytest.raises(Misuse, match=hint) as refused:
        rule(norms={"trial": {"title": TITLE, "k": {"unit": "u", "row": [row(value=1)]}}})(demand)
    assert demand.__module__ in str(refused.value)


MISUSES = {
    "True": "its answer does not depend on the record",
    "at_most(k, l)": "its answer does not depend on the record",
    "require(x.is_big)": "asks for k, l and never compares with it",
    "not_(when(at_most(x.n, k), at_most(x.n, l)))": "when is the root of a rule, never a part of it; "
    "write all_of, any_of",
}


@pytest.mark.parametrize("body", MISUSES)
def test_a_refused_rule_is_named_and_told_in_full(body: str) -> None:
    demand = spoken(body, k="int", l="int")
    with pytest.raises(Misuse) as refused:
        rule(norms={})(demand)
    assert str(refused.value) == f"{demand.__module__}.trial: {MISUSES[body]}"


def test_a_scope_inside_a_scope_is_refused() -> None:
    with pytest.raises(Misuse, match="root"):
        ruled("when(x.is_big, when(x.is_red, at_most(x.n, k)))", k=[row(value=1)])


def test_statements_are_refused_as_branches_in_expressions_are() -> None:
    def with_if(x: Parcel) -> Outcome:
        if x.is_big:
            return x.is_red
        return x.is_ugly

    def with_loop(x: Parcel, k: Limit[int]) -> Outcome:
        held = True
        for n in (x.n, x.m):
            held = at_most(n, k)  # type: ignore[assignment]
        return held

    for demand in (with_if, with_loop):
        with pytest.raises(Misuse, match="cannot be recorded"):
            rule(norms={})(demand)


@attrs.frozen(kw_only=True)
class Branching(Fact):
    date: date | None = given()
    n: int | None = given()

    @property
    def is_small(self) -> bool | None:
        """A property that says what cannot be recorded."""
        return None if self.n is None else at_most(self.n, 3)


@attrs.frozen(kw_only=True)
class Typeless(Fact):
    date: date | None = given()
    weight: float | None = given()


def test_a_fact_class_with_a_branch_in_a_property_or_a_float_is_refused() -> None:
    def branch(x: Branching) -> Outcome:
        return at_most(x.n, 1)

    def typeless(x: Typeless) -> Outcome:
        return at_most(x.weight, 1)  # type: ignore[type-var]

    def double(x: Parcel, k: Limit[int | str]) -> Outcome:
        return at_most(x.n, k)  # type: ignore[type-var]

    def nothing() -> Outcome:
        return None

    def silent(x: Parcel):  # type: ignore[no-untyped-def]  # noqa: ANN202  # what it answers need not be said
        return at_most(x.n, 1)

    assert rule(norms={})(silent).fact is Parcel
    untyped: Any = lambda x: at_most(x.n, 1)  # noqa: E731  # what has no name has no types either
    for odd in (nothing, untyped):
        with pytest.raises(Misuse, match=f"{odd.__name__}: takes a fact and then norms, each with its type"):
            rule(norms={})(odd)  # type: ignore[arg-type]
    with pytest.raises(Misuse, match="cannot be recorded"):
        rule(norms={})(branch)
    with pytest.raises(Misuse, match="float"):
        rule(norms={})(typeless)
    with pytest.raises(Misuse, match=r"int.*str.*None.* is no type"):
        rule(norms={})(double)


def test_the_law_day_must_be_a_date_of_the_fact() -> None:
    for law_day in ("n", "starts", "nothing"):
        with pytest.raises(Misuse, match=law_day):
            rule(norms={}, law_day=law_day)(spoken("require(x.is_big)"))


def test_a_rule_may_name_another_law_day_than_its_fact() -> None:
    norms: Any = {"trial": {"title": TITLE, "row": [row()]}}
    made: Rule[Parcel] = rule(norms=norms, law_day="sent")(spoken("require(x.is_big)"))
    old, new = date(2019, 1, 1), DAY
    assert made(Parcel(date=old, sent=new, is_big=True)).verdict is Verdict.SATISFIED
    assert made.at()(Parcel(date=new, sent=old, is_big=True)) is Verdict.NOT_APPLICABLE
    assert made(Parcel(date=new, is_big=True)).missing[0].what == "sent"


def test_a_rule_says_who_it_is() -> None:
    made = ruled("when(x.is_red, at_most(plus(x.n, x.m), k))", k=[row(value=5, is_big=True)])
    assert (made.id, made.sentence, made.unit, made.clauses) == ("trial.trial", "It is tried.", "u", ("X-01",))
    assert made.inputs == {"colour", "n", "m", "is_big", "date"}
    assert made.title == TITLE
    assert made.under(made.places) is made


def test_the_tables_of_a_rule_are_those_of_its_numbers_or_its_own() -> None:
    types = form(Parcel).types
    with_numbers = ruled("all_of(at_most(x.n, k), at_least(x.m, l))", k=[row(value=5)], l=[row(value=1)])
    assert list(ruled("require(x.is_big)").targets()) == [Target("trial", "row", None, types, Stricter.PRESENCE)]
    assert list(with_numbers.targets()) == [
        Target("trial.k", "k", int, types, Stricter.LOWER),
        Target("trial.l", "l", int, types, Stricter.HIGHER),
    ]


def test_the_law_of_a_rule_is_that_of_a_place_as_it_is_asked_for() -> None:
    made = at_places(ruled("at_most(x.n, k)", k=[row(value=5)]), a=[row(value=3)], b=("a", []))
    assert made.law() == Law(("cn",), frozenset(), unverified=False)
    assert made.law("b", frozenset({"strict"}), unverified=True) == Law(
        ("cn", "a", "b"), frozenset({"strict"}), unverified=True
    )


def test_a_finding_tells_what_was_seen_and_what_was_allowed() -> None:
    made = ruled("when(x.is_red, at_most(plus(x.n, x.m), k))", k=[row(value=5)])
    told = made(Parcel(id="p7", date=DAY, colour=Colour.RED, n=4, m=2, provisional=True))
    assert (told.rule, told.record, told.observed, told.limit, told.unit) == ("trial.trial", "p7", 6, 5, "u")
    assert (told.clauses, told.places, told.provisional) == (("X-01",), ("cn",), True)
    assert told.severity is not None
    assert told.severity.value == "error"
