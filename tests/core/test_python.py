"""The compiled reader says what the function itself says, on any rule, any rows and any record."""

# values of any field or norm

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core.dates import Days
from shuangjian.core.expr import answer
from shuangjian.core.faults import LawError
from shuangjian.core.norm import Law
from shuangjian.core.python import KEPT, Table, bundle
from shuangjian.core.rule import Rule, rule
from shuangjian.core.verdict import Reason, Verdict
from shuangjian.core.words import at_most, choose, plus
from tests.core.drawn import law_of, many_records, records, rules
from tests.core.policy import DAY, TITLE, Colour, Parcel, at_places, row, ruled, spoken


@given(rules(), many_records, st.booleans(), st.booleans())
@settings(max_examples=max(200, settings().max_examples))
def test_compiled_is_the_function_itself(made: Rule[Any], facts: list[Parcel], strict: bool, unverified: bool) -> None:
    for fact in facts:
        law = law_of(made, fact, frozenset(["strict"] if strict else []), unverified)
        compiled = made.at(law=law)
        told = made(fact, law)
        assert compiled(fact) is told.verdict
        assert compiled(fact) is told.verdict  # its tables are warm now
        assert told.verdict is not Verdict.UNKNOWN or told.missing


@given(rules(), many_records, st.data())
def test_what_is_recorded_says_what_is_evaluated(made: Rule[Any], facts: list[Parcel], data: st.DataObject) -> None:
    for fact in facts:
        numbers = {n.name: data.draw(st.sampled_from([None, *(r.value for r in n.rows)])) for n in made.norms if n.type}

        def leaf(node: Any, fact: Parcel = fact, numbers: dict[str, Any] = numbers) -> Any:
            return getattr(fact, node.args[0]) if node.op == "field" else numbers[node.args[0]]

        assert answer(made.tree, leaf) == made.demand(fact, **numbers)


@given(rules(), records, st.permutations(range(3)))
def test_the_order_of_rows_and_places_never_matters(made: Rule[Any], fact: Parcel, order: list[int]) -> None:
    law = law_of(made, fact, frozenset(), unverified=True)
    told = made(fact, law)
    for norm in made.norms:
        turned = [norm.rows[i] for i in [*order, *range(3, len(norm.rows))] if i < len(norm.rows)]
        object.__setattr__(norm, "rows", tuple(turned))
    again = made(fact, law)
    assert (again.verdict, again.modality, again.limit) == (told.verdict, told.modality, told.limit)
    assert (set(again.clauses), set(again.places), set(again.missing)) == (
        set(told.clauses), set(told.places), set(told.missing)
    )  # fmt: skip


def test_hostile_keys_do_not_grow_a_table_without_bound() -> None:
    made = ruled("at_most(x.m, k)", k=[row(value=3, tag="a"), row(value=2, n=[1])])
    check = made.at()
    for n in range(KEPT + 500):
        check(Parcel(date=DAY, tag=f"t{n}", n=1, m=2))
    tables = [t for t in check.__globals__.values() if isinstance(t, Table)]
    assert max(map(len, tables)) == KEPT
    assert check(Parcel(date=DAY, tag="a", n=9, m=4)) is Verdict.VIOLATED
    assert check(Parcel(date=DAY, tag="never met", n=9, m=4)) is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(("n", "verdict"), [(8, "VIOLATED"), (12, "VIOLATED"), (15, "SATISFIED")])
def test_a_cell_of_two_strengths_is_judged_at_each(n: int, verdict: str) -> None:
    rows = [row(value=10, modality="ban"), row(value=15, modality="in_principle")]
    made = ruled("at_least(x.n, k)", k=rows)
    fact = Parcel(date=DAY, n=n)
    assert made.at()(fact).name == made(fact).verdict.name == verdict


def test_a_day_known_as_an_interval_stands_only_where_every_day_agrees() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5, until=date(2022, 3, 31)), row(value=3, since=date(2022, 4, 1))])
    across = Days(date(2022, 3, 1), date(2022, 4, 30))
    for n, verdict in [(3, Verdict.SATISFIED), (4, Verdict.UNKNOWN), (6, Verdict.VIOLATED)]:
        fact = Parcel(law_days=across, n=n)
        assert made.at()(fact) is made(fact).verdict is verdict
    assert made(Parcel(law_days=across, n=4)).missing[0].what == "date"
    inside = Parcel(law_days=Days(date(2022, 4, 1), date(2022, 4, 30)), n=4)
    assert made.at()(inside) is Verdict.VIOLATED


def test_a_row_whose_beginning_is_only_known_by_its_month_is_unsettled_in_it() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5, since="2022-03")])
    said = {
        d: made(Parcel(date=d, n=9))
        for d in (date(2022, 2, 28), date(2022, 3, 1), date(2022, 3, 30), date(2022, 3, 31))
    }
    assert [f.verdict.name for f in said.values()] == ["NOT_APPLICABLE", "UNKNOWN", "UNKNOWN", "VIOLATED"]
    assert said[date(2022, 3, 1)].missing[0].reason is Reason.UNSETTLED
    assert [made.at()(Parcel(date=d, n=9)) for d in said] == [f.verdict for f in said.values()]


def test_a_place_may_replace_a_number_and_the_nearest_speaks_alone() -> None:
    norm = {"unit": "u", "local": "replace", "row": [row(value=5)]}
    made = at_places(ruled("at_most(x.n, k)", k=norm), a=[row(value=9)], b=("a", [row(value=7)]))
    found = {p: [made.at(p)(Parcel(date=DAY, n=n, place=p)).name for n in (5, 6, 8, 10)] for p in (None, "a", "b")}
    assert found[None] == ["SATISFIED", "VIOLATED", "VIOLATED", "VIOLATED"]
    assert found["a"] == ["SATISFIED", "SATISFIED", "SATISFIED", "VIOLATED"]
    assert found["b"] == ["SATISFIED", "SATISFIED", "VIOLATED", "VIOLATED"]


def test_two_norms_are_told_apart_and_one_of_them_open_leaves_it_open() -> None:
    body = "all_of(at_most(x.n, k), at_least(x.m, l))"
    made = ruled(body, {"k": "int", "l": "int"}, k=[row(value=5)], l=[row(value=2), row(open=True, is_big=True)])
    assert made.at()(Parcel(date=DAY, n=5, m=2, is_big=False)) is Verdict.SATISFIED
    assert made.at()(Parcel(date=DAY, n=5, m=1, is_big=False)) is Verdict.VIOLATED
    alone = ruled(body, {"k": "int", "l": "int"}, k=[row(value=5)], l=[row(open=True)])
    found = alone(Parcel(date=DAY, n=5, m=2))
    assert (found.verdict, found.missing[0].reason) == (Verdict.UNKNOWN, Reason.LOCAL_NORM)
    assert alone.at()(Parcel(date=DAY, n=9, m=2)) is Verdict.UNKNOWN


PRINCIPLE = row(value=3, modality="in_principle")
LAWS: dict[str, tuple[dict[str, Any], list[str]]] = {  # n of 2 to 5, and not known; m of 1, 2, and not known
    "one number each": ({"k": [row(value=5)], "l": [row(value=2)]}, ["- - -", "- - -", "- - -", "x + ?", "? ? ?"]),
    "two strengths": (
        {"k": [row(value=5), PRINCIPLE], "l": [row(value=2)]}, ["- - -", "x + ?", "x + ?", "x + ?", "? ? ?"]
    ),
    "the demand open": ({"k": [row(value=5)], "l": [row(open=True)]}, ["- - -", "- - -", "- - -", "? ? ?", "? ? ?"]),
    "the scope open": ({"k": [row(open=True)], "l": [row(value=2)]}, ["? ? ?", "? ? ?", "? ? ?", "? ? ?", "? ? ?"]),
    "one open in one place": (
        {"k": [row(value=4), PRINCIPLE], "l": [row(open=True)]}, ["- - -", "? ? ?", "? ? ?", "? ? ?", "? ? ?"]
    ),
    "the demand in doubt": (
        {"k": [row(value=5)], "l": [row(value=2, tag="t")]}, ["? ? ?", "? ? ?", "? ? ?", "? ? ?", "? ? ?"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAWS)
def test_a_scope_that_needs_a_number_is_told_whatever_else_is_known(name: str) -> None:
    norms, expected = LAWS[name]
    made = ruled("when(at_least(x.n, k), at_least(x.m, l))", **norms)
    facts = [[Parcel(date=DAY, n=n, m=m) for m in (1, 2, None)] for n in (2, 3, 4, 5, None)]
    marks = dict(zip(Verdict, "-+x?", strict=True))
    assert [" ".join(marks[made(f).verdict] for f in line) for line in facts] == expected
    assert [" ".join(marks[made.at()(f)] for f in line) for line in facts] == expected


def test_the_law_day_of_a_record_may_be_no_more_than_an_interval_for_rules_together() -> None:
    rows = [row(value=5, until=date(2022, 3, 31)), row(value=3, since=date(2022, 4, 1))]
    rules: list[Rule[Any]] = [ruled("at_most(x.n, k)", k=rows), ruled("at_least(x.m, k)", k=rows)]
    fact = Parcel(law_days=Days(date(2022, 3, 1), date(2022, 4, 30)), n=4, m=2)
    assert [v.name for v in bundle(rules, Law())(fact)] == ["UNKNOWN", "VIOLATED"]


# ------------------------------------------------------------------------------------------- found wrong


@pytest.mark.parametrize("share", ["ratio(x.n, 0)", "ratio(x.n, -2)", "percent(x.n, -2)"])
def test_a_share_of_a_constant_that_is_not_above_nothing_is_read_alike(share: str) -> None:
    for made in (ruled(f"at_most({share}, 1)"), ruled(f"at_least({share}, 1)")):
        for n in (0, 5):
            fact = Parcel(date=DAY, n=n)
            assert made.at()(fact) is made(fact).verdict


def test_text_is_compared_by_value() -> None:
    fact = Parcel(date=DAY, tag="hello {}".format("world"))
    made = ruled("equals(x.tag, 'hello world')")
    assert made.at()(fact) is made(fact).verdict


def test_a_number_among_constants_is_compared_by_value_or_refused() -> None:
    fact = Parcel(date=DAY, n=int("1000"))
    made = ruled("equals(x.n, 1000)")
    assert made.at()(fact) is made(fact).verdict


def test_a_share_against_a_number_written_in_the_rule_is_compiled() -> None:
    made = ruled("at_most(percent(x.n, x.m), 50)")
    assert made.at()(Parcel(date=DAY, n=1, m=2)) is Verdict.SATISFIED


def test_a_share_of_a_negative_whole_is_read_alike() -> None:
    made = ruled("at_most(ratio(x.n, minus(x.m, 3)), q)", {"q": "Fraction"}, q=[row(value=1)])
    fact = Parcel(date=DAY, n=5, m=0)
    assert made.at()(fact) is made(fact).verdict


def test_a_decimal_that_would_be_rounded_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        Parcel(date=DAY, cost=Decimal("1.00000000000000000000000000000001"), m=1)


def test_unsettled_members_written_in_the_rule_stay_unknown() -> None:
    made = ruled("among(x.colour, Options(frozenset([Colour.RED]), frozenset([Colour.BLUE])))")
    fact = Parcel(date=DAY, colour=Colour.BLUE)
    assert made.at()(fact) is made(fact).verdict


def test_an_end_at_the_end_of_all_days_is_refused_before_anything_is_added_to_it() -> None:
    with pytest.raises(LawError, match="lies outside"):
        ruled("at_most(x.n, k)", k=[row(value=5, until=date(9999, 12, 31))]).at()


@pytest.mark.parametrize("body", ["x.is_big", "when(x.is_red, x.is_big)"])
def test_a_field_alone_is_a_demand(body: str) -> None:
    made = ruled(body)
    assert made(Parcel(date=DAY, is_big=True, colour=Colour.RED)).verdict is Verdict.SATISFIED


def test_rules_compiled_together_share_their_keys_and_each_says_what_it_says_alone() -> None:
    shaded = ruled("at_most(x.m, k)", k=[row(value=1, shade="red"), row(value=2, shade="blue")])
    coloured = ruled("at_least(x.m, k)", k=[row(value=2, colour="red"), row(value=3, colour="blue", shade="red")])
    rules: list[Rule[Any]] = [shaded, coloured]
    law = Law()
    together, alone = bundle(rules, law), [r.at(law=law) for r in rules]
    for n, m, colour in product([None, 1, 3], [None, 1, 2, 3], [None, *Colour]):
        fact = Parcel(date=DAY, n=n, m=m, colour=colour)
        assert together(fact) == tuple(judge(fact) for judge in alone), fact
    none: list[Rule[Parcel]] = []
    assert bundle(none, law)(Parcel()) == ()


@attrs.frozen(kw_only=True)
class Crate(Parcel):
    """A parcel that has a shade of its own."""

    @property
    def shade(self) -> Colour | None:
        """Another choice under the same name."""
        return choose(at_most(self.n, 2), Colour.BLUE, Colour.RED)

    @property
    def weight(self) -> int | None:
        """Something a parcel does not have."""
        return plus(self.n, 1)


def test_rules_of_a_class_and_of_its_subclass_are_bundled_in_any_order() -> None:
    rows = [row(value=3, shade=["red"]), row(value=5, shade=["blue"])]
    table = {"title": TITLE, "k": {"unit": "u", "row": rows}}
    upper = ruled("at_most(x.n, k)", k=rows)
    body = spoken("at_most(x.weight, k)", k="int")
    body.__annotations__["x"] = Crate
    lower: Rule[Any] = rule(norms={"trial": table}, family="crates")(body)
    for n in (1, 2, 3, 4, 5, 6):
        crate = Crate(date=DAY, n=n)
        alone = [upper.at()(crate), lower.at()(crate)]
        assert list(bundle([upper, lower], upper.law())(crate)) == alone
        assert list(bundle([lower, upper], upper.law())(crate)) == alone[::-1]
