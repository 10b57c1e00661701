"""What a finding tells beside its verdict: what is missing and why, who decided, what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain, combinations
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import Days
from shuangjian.core.fact import Fact
from shuangjian.core.judge import judge
from shuangjian.core.norm import Law
from shuangjian.core.rule import Outcome, Rule, rule
from shuangjian.core.verdict import Finding, Missing, Modality, Reason, Verdict
from shuangjian.core.words import at_most
from tests.core.policy import DAY, TITLE, Colour, Parcel, at_places, row, ruled

CAPPED = ruled("when(x.is_red, at_most(x.n, k))", k=[row(value=5)])


def why(told: Finding) -> list[str]:
    assert told.verdict is Verdict.UNKNOWN
    return [f"{m.reason.value} {m.what}" for m in told.missing]


def silent(made: Rule[Any], **said: Any) -> list[str]:
    return why(made(Parcel(**{"date": DAY} | said)))


def test_a_missing_fact_is_named_by_its_reason() -> None:
    assert silent(CAPPED, colour=Colour.RED) == ["fact n"]
    assert silent(CAPPED, n=1) == ["calendar 2022-03-03"]
    assert silent(CAPPED) == ["calendar 2022-03-03"]
    assert silent(ruled("forbid(x.is_ugly)")) == ["judgement is_ugly"]
    assert why(CAPPED(Parcel(n=1, colour=Colour.RED))) == ["fact date"]
    assert CAPPED(Parcel(n=1, colour=Colour.BLUE)).verdict is Verdict.NOT_APPLICABLE


def test_only_what_keeps_it_open_is_named() -> None:
    both = ruled("all_of(at_most(x.n, k), at_most(x.m, k))", k=[row(value=5)])
    assert silent(both, n=1) == ["fact m"]
    assert silent(both) == ["fact n", "fact m"]
    assert both(Parcel(date=DAY, n=9)).verdict is Verdict.VIOLATED
    chosen = ruled("at_most(choose(x.is_big, x.n, x.m), k)", k=[row(value=5)])
    assert silent(chosen) == ["fact is_big"]
    assert silent(chosen, is_big=True) == ["fact n"]
    assert silent(chosen, is_big=False, n=1) == ["fact m"]


@pytest.mark.parametrize(
    ("body", "said", "missing"),
    [
        ("at_most(choose(known(x.m), x.m, x.n), k)", {}, ["fact m", "fact n"]),  # either would do
        ("at_most(choose(known(x.m), x.m, plus(x.n, 1)), k)", {}, ["fact n"]),
        ("at_most(choose(known(x.m), x.n, x.minute), k)", {"m": 1}, ["fact n"]),
        ("at_most(choose(not_(known(x.m)), x.n, x.minute), k)", {"m": 1}, ["fact minute"]),
    ],
)
def test_of_a_choice_the_side_it_takes_is_asked_for(body: str, said: dict[str, Any], missing: list[str]) -> None:
    assert silent(ruled(body, k=[row(value=5)]), **said) == missing


def test_a_share_of_nothing_asks_for_what_it_is_a_share_of() -> None:
    made = ruled("at_least(percent(x.n, x.m), q)", {"q": "Fraction"}, q=[row(value=50)])
    assert silent(made, n=0, m=0) == ["fact m"]
    constant = ruled("at_least(percent(1, x.m), q)", {"q": "Fraction"}, q=[row(value=50)])
    assert silent(constant, m=0) == ["fact m"]
    assert made(Parcel(date=DAY, n=1, m=2)).verdict is Verdict.SATISFIED


@pytest.mark.parametrize(
    ("n", "verdict"), [(4, Verdict.SATISFIED), (5, Verdict.UNKNOWN), (6, Verdict.VIOLATED)]
)  # fmt: skip
def test_between_the_law_with_a_row_in_doubt_and_without_it_nothing_is_known(n: int, verdict: Verdict) -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5), row(value=4, unsettled=True, clauses=["X-02", "X-03"])])
    told = made(Parcel(date=DAY, n=n))
    assert told.verdict is verdict
    if verdict is Verdict.UNKNOWN:
        assert why(told) == ["unsettled X-02/X-03"]
    assert made(Parcel(date=date(2019, 1, 1), n=n)).verdict is Verdict.NOT_APPLICABLE


def test_whom_a_row_is_about_is_asked_only_once_its_keys_are_known() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5), row(value=4, unsettled=True, is_big=True)])
    assert silent(made, n=5) == ["fact is_big"]
    assert silent(made, n=5, is_big=True) == ["unsettled X-01"]
    assert made(Parcel(date=DAY, n=5, is_big=False)).verdict is Verdict.SATISFIED


def test_an_unsettled_member_an_open_number_and_a_recalled_one_are_named() -> None:
    rows = [row(value=["red"], unsettled=["blue"])]
    among = ruled("among(x.shade, o)", {"o": "Options[Colour]"}, o=rows)
    assert silent(among, colour=Colour.BLUE) == ["unsettled blue"]
    left = "Options(frozenset([Colour.RED]), frozenset([Colour.BLUE]))"
    assert silent(ruled("among(x.tag, Options(frozenset(['a']), frozenset(['b'])))"), tag="b") == ["unsettled b"]
    assert silent(
        ruled(
            f"among(choose(at_most(x.n, k), Colour.RED, Colour.BLUE), {left})",
            k={"unit": "u", "same": True, "row": [row(value=5)]},
        ),
        n=6,
    ) == ["unsettled blue"]
    constant = ruled("any_of(x.is_big, among(Colour.BLUE, o))", {"o": "Options[Colour]"}, o=rows)
    assert silent(constant, is_big=False) == ["unsettled blue"]
    assert silent(ruled("at_most(x.n, k)", k=[row(open=True)]), n=1) == ["local-norm trial.trial k (cn)"]
    assert silent(ruled("at_most(x.n, k)", k=[row(value=1, evidence="recalled")]), n=1) == [
        "unverified trial.trial k (cn)"
    ]
    assert silent(ruled("at_most(x.n, k)", k=[row(value=1, since="2022-03")]), n=1) == [
        "unsettled X-01 2022-03-01/2022-03-31"
    ]
    assert silent(ruled("at_most(x.n, k)", k=[row(value=1, until="2022-03")]), n=1) == [
        "unsettled X-01 2022-03-01/2022-03-31"
    ]


def test_a_row_in_doubt_is_named_by_all_its_clauses_and_the_date_that_is_not_exact() -> None:
    begins = row(value=1, since="2022-03", until=date(2022, 3, 30), clauses=["X-01", "X-02"])
    assert silent(ruled("at_most(x.n, k)", k=[begins]), n=1) == ["unsettled X-01/X-02 2022-03-01/2022-03-31"]


def test_a_row_that_is_surely_not_in_force_asks_for_nothing() -> None:
    over = row(value=1, colour="red", until=date(2021, 1, 1))
    assert silent(ruled("at_most(x.n, k)", k=[over, row(value=2, since="2022-03")]), n=1) == [
        "unsettled X-01 2022-03-01/2022-03-31"
    ]


def test_of_two_numbers_only_the_one_nobody_gave_is_named() -> None:
    made = ruled("all_of(at_most(x.n, k), at_most(x.m, j))", k=[row(value=5)], j=[row(open=True)])
    assert silent(made, n=1, m=1) == ["local-norm trial.trial j (cn)"]


def test_a_day_known_as_an_interval_is_asked_for_only_where_its_days_disagree() -> None:
    made = ruled("when(x.is_big, at_most(x.n, k))", k=[row(value=5)])
    first = date(2020, 1, 1)
    across, inside = Days(date(2019, 12, 1), first), Days(first, date(2020, 1, 31))
    assert silent(made, date=None, law_days=across, n=9, is_big=True) == ["fact date"]
    assert silent(made, date=None, law_days=inside, is_big=True) == ["fact n"]
    assert silent(made, date=None, law_days=inside, n=9) == ["fact is_big"]
    assert made(Parcel(law_days=Days(date(2019, 12, 1), date(2019, 12, 31)), n=9)).verdict is Verdict.NOT_APPLICABLE


def test_an_unknown_key_is_named_by_the_fields_it_is_made_of() -> None:
    made = ruled("at_most(x.m, k)", k=[row(value=1, shade="red"), row(value=2, shade="blue")])
    assert silent(made, m=2) == ["fact n"]
    assert made(Parcel(date=DAY, m=1, n=5)).limit == 2


def test_nothing_applies_before_the_law_and_beside_its_keys() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=1, colour="red")])
    assert made(Parcel(date=DAY, n=9, colour=Colour.BLUE)).verdict is Verdict.NOT_APPLICABLE
    assert made(Parcel(date=date(2019, 12, 31), n=9)).verdict is Verdict.NOT_APPLICABLE
    assert made(Parcel(date=DAY, n=9, colour=Colour.BLUE)).limit is None


def test_a_weaker_wording_surely_broken_outranks_a_stronger_one_left_unsettled() -> None:
    made = at_places(
        ruled("among(x.shade, o)", {"o": "Options[Colour]"}, o=[row(value=["red"], unsettled=["blue"])]),
        a=[row(value=["red"], modality="in_principle")],
    )
    told = made(Parcel(date=DAY, place="a", n=9))
    assert (told.verdict, told.modality, told.places) == (Verdict.VIOLATED, Modality.IN_PRINCIPLE, ("a",))
    assert made.at("a")(Parcel(date=DAY, n=9)) is Verdict.VIOLATED


def test_the_first_strength_broken_is_the_one_that_is_told() -> None:
    made = ruled(
        "at_least(x.n, k)", k=[row(value=3, modality="ban", clauses=["B"]), row(value=5, modality="may", clauses=["M"])]
    )
    told = [made(Parcel(date=DAY, n=n)) for n in (2, 4, 5)]
    assert [(t.verdict.name, t.limit, t.clauses) for t in told] == [
        ("VIOLATED", 3, ("B",)), ("VIOLATED", 5, ("M",)), ("SATISFIED", 3, ("B",))
    ]  # fmt: skip
    assert [t.severity and t.severity.value for t in told] == ["error", "info", "error"]


def test_of_what_is_worded_as_strongly_as_what_is_lifted_nothing_is_said() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5), row(value=3, modality="in_principle")])
    principle = ruled("at_most(x.n, k)", k=[row(value=3, modality="in_principle")])
    march = Days(date(2022, 3, 1), date(2022, 3, 31))
    for dated in (Parcel(date=DAY, n=4), Parcel(law_days=march, n=4)):
        told = [judge(r, dated, Law(), lifted) for r in (made, principle) for lifted in (None, Modality.IN_PRINCIPLE)]
        assert [(t.verdict.name, t.limit) for t in told] == [
            ("VIOLATED", 3), ("SATISFIED", 5), ("VIOLATED", 3), ("NOT_APPLICABLE", None)
        ]  # fmt: skip


def test_a_norm_in_the_scope_is_looked_up_before_it() -> None:
    made = ruled("when(at_most(x.n, k), x.is_big)", k=[row(value=5, colour="red"), row(value=1, colour="blue")])
    assert made(Parcel(date=DAY, n=3, is_big=False, colour=Colour.RED)).verdict is Verdict.VIOLATED
    assert made(Parcel(date=DAY, n=3, is_big=False, colour=Colour.BLUE)).verdict is Verdict.NOT_APPLICABLE
    assert silent(made, n=3, is_big=False) == ["calendar 2022-03-03"]


@pytest.mark.parametrize(("mark", "colour"), [(True, Colour.RED), (None, Colour.RED), (False, Colour.RED)])
def test_only_a_calendar_that_was_read_makes_a_verdict_provisional(mark: bool | None, colour: Colour) -> None:
    fact = Parcel(date=DAY, n=9, colour=colour, provisional=mark)
    assert CAPPED(fact).provisional is (mark is True)
    assert ruled("at_most(x.n, k)", k=[row(value=5)])(fact).provisional is False
    assert ruled("at_most(x.n, k)", k=[row(value=5, colour="red")])(fact).provisional is (mark is True)


def test_a_verdict_left_open_is_provisional_too() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5, colour="red", since="2022-03")])
    for mark in (True, False):
        told = made(Parcel(date=DAY, n=9, colour=Colour.RED, provisional=mark))
        assert (told.verdict, told.provisional) == (Verdict.UNKNOWN, mark)


def test_where_nothing_was_compared_the_finding_says_no_more_than_that() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=5, since="2022-03")])
    before, during = (made(Parcel(id="p7", date=date(2022, m, 3), n=9)) for m in (2, 3))
    assert before == Finding(rule="trial.trial", verdict=Verdict.NOT_APPLICABLE, record="p7", unit="u")
    why_not = (Missing(Reason.UNSETTLED, "X-01 2022-03-01/2022-03-31"),)
    assert during == attrs.evolve(before, verdict=Verdict.UNKNOWN, missing=why_not)


@attrs.frozen(kw_only=True)
class Plain(Fact):
    """Its fields are declared as attrs declares them."""

    law_day = "day"
    day: date | None = None
    size: int | None = None


def test_an_unknown_field_declared_without_a_reason_is_a_fact() -> None:
    @rule(norms={"small": {"title": TITLE, "row": [row()]}}, family="trial")
    def small(x: Plain) -> Outcome:
        return at_most(x.size, 3)

    assert why(small(Plain(day=DAY))) == ["fact size"]
    assert why(small(Plain(size=3))) == ["fact day"]


def test_reasons_are_closed() -> None:
    assert {r.value for r in Reason} == {"fact", "calendar", "local-norm", "unsettled", "unverified", "judgement"}


# ------------------------------------------------------------------------------------------- rows that may not bind

_SAID = st.builds(
    lambda value, modality, place, is_sure: (place, {"value": value, "modality": modality, "is_sure": is_sure}),
    st.integers(1, 4) | st.just("open"), st.sampled_from(["ban", "must", "in_principle", "may"]),
    st.sampled_from(["cn", "a", "b"]), st.booleans(),
)  # fmt: skip


def _with_rows(said: Sequence[tuple[str, dict[str, Any]]], *, is_settled: bool) -> Rule[Parcel]:
    """A rule with these rows; one that is not sure began in the month of the record, nobody knows when."""
    rows: dict[str, list[dict[str, Any]]] = {"cn": [], "a": [], "b": []}
    for place, how in said:
        value = {"open": True, "value": ...} if how["value"] == "open" else {"value": how["value"]}
        since = {} if is_settled or how["is_sure"] else {"since": "2022-03"}
        rows[place].append(row(modality=how["modality"], **value, **since))
    return at_places(
        ruled("at_most(x.n, k)", {"k": "int"}, k=rows["cn"]), a=rows["a"], b=("a", rows["b"]), c=[row(value=1)]
    )


@given(st.lists(_SAID, min_size=1, max_size=5), st.integers(0, 5))
def test_what_every_law_there_may_be_says_is_known(said: list[tuple[str, dict[str, Any]]], n: int) -> None:
    sure, doubtful = ([s for s in said if s[1]["is_sure"] is is_sure] for is_sure in (True, False))
    parcel = Parcel(place="b", date=DAY, n=n)
    some = chain.from_iterable(combinations(doubtful, size) for size in range(len(doubtful) + 1))
    worlds = [_with_rows([*sure, *those], is_settled=True)(parcel) for those in some]
    found = _with_rows(said, is_settled=False)(parcel)
    if found.verdict is not Verdict.UNKNOWN:
        assert {w.verdict for w in worlds} == {found.verdict}
    elif all(how["value"] != "open" for _, how in said):
        assert len({w.verdict for w in worlds}) > 1
    if found.verdict is Verdict.VIOLATED:
        assert min(w.modality or Modality.BAN for w in worlds) >= (found.modality or Modality.BAN)


def test_of_rows_in_doubt_the_mildest_is_told() -> None:
    made = at_places(ruled("at_most(x.n, k)", k=[row(value=60)]), a=[row(value=45, since="2022-03", clauses=["L-01"])])
    told = {n: made(Parcel(place="a", date=DAY, n=n)) for n in (61, 50, 45)}
    assert [(f.verdict.name, f.limit, f.places) for f in (told[61], told[45])] == [
        ("VIOLATED", 60, ("cn",)), ("SATISFIED", 60, ("cn",)),
    ]  # fmt: skip
    assert why(told[50]) == ["unsettled L-01 2022-03-01/2022-03-31"]


def test_where_a_row_in_doubt_may_weaken_the_wording_it_stays_open() -> None:
    asked = row(value=..., open=True, modality="may", since="2022-03")
    made = at_places(ruled("at_most(x.n, k)", {"k": "int"}, k=[asked]), a=[row(value=5)])
    assert made(Parcel(place="a", date=DAY, n=6)).verdict is Verdict.UNKNOWN
    assert made(Parcel(place="a", date=date(2022, 4, 1), n=6)).modality is Modality.MAY


def test_a_scope_that_hangs_on_a_number_in_doubt_stays_open() -> None:
    made = ruled("when(at_least(x.m, k), at_most(x.n, 1))", k=[row(value=5), row(value=4, since="2022-03")])
    assert made(Parcel(date=DAY, m=9, n=9)).verdict is Verdict.UNKNOWN
