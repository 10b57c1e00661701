"""Provisions on penalties: element by element, never more than the facts tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from enum import Enum
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, get_type_hints

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.dates import days
from shuangjian.core.fact import bare
from shuangjian.core.register import register
from shuangjian.core.verdict import Evidence, Modality, Reason
from shuangjian.enforcement.penalties import elements as asked, provisions as penalties
from shuangjian.enforcement.penalties.act import Act, Actor, Band, Form, Gravity, illegal_gains
from shuangjian.enforcement.penalties.assessment import (
    Assessment,
    Bearer,
    Effect,
    Element,
    Measure,
    Outcome,
    Status,
)
from shuangjian.enforcement.penalties.deeds import Deed
from shuangjian.enforcement.penalties.fault import ActError
from shuangjian.enforcement.penalties.provisions import assess
from shuangjian.model.institution import Subject

SOURCES = Path(penalties.__file__).parents[2] / "sources"
CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("provisions.cases.toml").read_text("utf-8"))[
    "case"
]
LAW = tomllib.loads(Path(penalties.__file__).with_suffix(".toml").read_text("utf-8"))
TESTS = tomllib.loads(Path(asked.__file__).with_suffix(".toml").read_text("utf-8"))
CITED = {**LAW["provisions"], **LAW["circumstances"]}
ORDER_BEGINS = date(2023, 10, 15)

DAYS = st.dates(date(2018, 6, 1), date(2029, 1, 1)) | st.sampled_from(
    [ORDER_BEGINS + timedelta(n) for n in (-1, 0, 1)] + [row["from"] for row in CITED.values()]
)
YUAN = st.decimals(0, 2_000_000, places=2) | st.sampled_from([Decimal(0), Decimal(1_000_000)])
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "actor": st.sampled_from(Actor),
    "subject": st.sampled_from(Subject),
    "form": st.sampled_from(Form),
    "gravity": st.sampled_from(Gravity),
    "staff": st.integers(0, 4),
    "penalised_on": st.lists(DAYS, max_size=3).map(tuple),
    "advertising_yuan": YUAN,
}
PAIRS = {"began_on": DAYS, "ended_on": DAYS, "found_on": DAYS, "received_yuan": YUAN, "refunded_yuan": YUAN}
FLAGS = [a.name for a in attrs.fields(Act) if a.name not in {*VALUES, *PAIRS, "deeds"}]
FACTS = [a.name for a in attrs.fields(Act) if a.name != "deeds"]
TYPES = {name: bare(hint) for name, hint in get_type_hints(Act).items()}


@st.composite
def whole_acts(draw: st.DrawFn) -> Act:
    """An act of which everything is told."""
    began, *later = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    ended, found = draw(st.permutations(later))
    refunded, received = sorted(draw(st.tuples(YUAN, YUAN)))
    told: dict[str, Any] = {name: draw(values) for name, values in VALUES.items()}
    told |= {name: draw(st.booleans()) for name in FLAGS}
    deeds = draw(st.frozensets(st.sampled_from(Deed), min_size=1, max_size=3) | st.just(frozenset({Deed.TRAINING})))
    return Act(
        deeds=deeds,
        began_on=began,
        ended_on=ended,
        found_on=found,
        received_yuan=received,
        refunded_yuan=refunded,
        **told,
    )


LESS = st.sets(st.sampled_from(FACTS), max_size=len(FACTS))


def without(act: Act, names: set[str]) -> Act:
    nothing: dict[str, Any] = dict.fromkeys(names)
    return attrs.evolve(act, **nothing)


def everything(told: Assessment) -> Iterator[Any]:
    yield from told.provisions
    yield from told.circumstances


def elements(told: Assessment) -> dict[tuple[str, ...], Status]:
    """Every status that is told, by where it is told."""
    found: dict[tuple[str, ...], Status] = {}
    for each in everything(told):
        found[each.cited.id,] = each.status
        found |= {(each.cited.id, e.name): e.status for e in each.elements}
    for provision in told.provisions:
        for at, consequence in enumerate(provision.consequences):
            found[provision.cited.id, str(at), ""] = consequence.status
            found |= {(provision.cited.id, str(at), e.name): e.status for e in consequence.elements}
    return found


# ------------------------------------------------------------------------------------------- what penalties owe


@given(act=whole_acts(), first=LESS, second=LESS)
def test_leaving_facts_out_opens_elements_and_never_turns_one(act: Act, first: set[str], second: set[str]) -> None:
    more, less = without(act, first), without(act, first | second)
    before, after = elements(assess(more)), elements(assess(less))
    assert before.keys() == after.keys()
    assert {at: s for at, s in after.items() if s not in (before[at], Status.UNKNOWN)} == {}


@given(act=whole_acts(), first=LESS, second=LESS)
def test_the_less_is_known_the_wider_the_amounts(act: Act, first: set[str], second: set[str]) -> None:
    more, less = assess(without(act, first)), assess(without(act, first | second))
    for known, open_ in zip(amounts(more), amounts(less), strict=True):
        assert open_ is None or (known is not None and open_.least <= known.least and known.most <= open_.most)


def amounts(told: Assessment) -> list[Band | None]:
    return [
        told.gains,
        *(c.amount for p in told.provisions for c in p.consequences if c.band and c.band.unit != "year"),
    ]


def hangs_on(name: str) -> tuple[str, ...]:
    """The facts an element hangs on, as its table tells."""
    if name == "in_time":
        return ("began_on", "ended_on")
    of = [fact for other in TESTS[name].get("of", ()) for fact in hangs_on(other)]
    return tuple(dict.fromkeys([*TESTS[name].get("facts", ()), *of]))


@given(act=whole_acts(), left_out=LESS)
def test_an_unknown_says_what_is_missing_and_nothing_else_does(act: Act, left_out: set[str]) -> None:
    told = assess(without(act, left_out))
    for element in every_element(told):
        assert element.facts == hangs_on(element.name)
        assert bool(element.missing) == (element.status is Status.UNKNOWN)
        for missing in element.missing:
            is_left_out = missing.what in left_out and missing.what in element.facts
            is_law = missing.reason in (Reason.UNSETTLED, Reason.UNVERIFIED) and missing.what == element.name
            assert is_left_out != is_law
            assert (missing.reason is Reason.UNVERIFIED) == (element.name == "top_band_exists")
            assert (missing.reason is Reason.JUDGEMENT) == (missing.what in ("form", "gravity", "is_organised"))
    for provision in told.provisions:
        for consequence in provision.consequences:
            law = [m for m in consequence.missing if m.reason is Reason.UNSETTLED]
            facts = [m for m in consequence.missing if m.reason is Reason.FACT]
            assert [*facts, *law] == list(consequence.missing)
            assert all(m.what in left_out for m in facts)
            assert not law or (not facts and is_all_given_back(act) and consequence.status is not Status.MET)
            hangs_on_facts = consequence.band is not None and consequence.band.unit in ("gains", "cost")
            assert hangs_on_facts or not consequence.missing
            assert consequence.amount is not None or not hangs_on_facts or consequence.missing


def is_all_given_back(act: Act) -> bool:
    return act.received_yuan == act.refunded_yuan != 0


def every_element(told: Assessment) -> Iterator[Element]:
    for each in everything(told):
        yield from each.elements
    for provision in told.provisions:
        for consequence in provision.consequences:
            yield from consequence.elements


@given(act=whole_acts(), left_out=LESS)
def test_what_is_told_of_the_whole_follows_from_its_elements(act: Act, left_out: set[str]) -> None:
    told = assess(without(act, left_out))
    for each in [*everything(told), *(c for p in told.provisions for c in p.consequences)]:
        found = [e.status for e in each.elements]
        is_met, lacks = all(s is Status.MET for s in found), Status.NOT_MET in found
        assert each.status is (Status.MET if is_met else Status.NOT_MET if lacks else Status.UNKNOWN)
    statuses = {p.status for p in told.provisions}
    assert (told.outcome is Outcome.MATCHED) == (Status.MET in statuses)
    assert (told.outcome is Outcome.NO_ARTICLE_MATCHED) == (statuses == {Status.NOT_MET})
    assert [p for s in Status for p in told.of(s)] == sorted(
        told.provisions, key=lambda p: list(Status).index(p.status)
    )


@given(act=whole_acts(), left_out=LESS)
def test_nothing_of_the_order_before_its_day(act: Act, left_out: set[str]) -> None:
    earlier = attrs.evolve(
        act,
        began_on=min(act.began_on or ORDER_BEGINS, date(2023, 10, 1)),
        ended_on=date(2023, 10, 14),
        found_on=None,
    )
    for told in (earlier, without(earlier, left_out - {"ended_on"})):
        of_the_order = [x for x in everything(assess(told)) if x.cited.document == "D53"]
        assert len(of_the_order) == 8
        assert all(x.status is Status.NOT_MET for x in of_the_order)


@given(act=whole_acts(), left_out=LESS)
def test_unauthorised_running_and_disguise_never_both(act: Act, left_out: set[str]) -> None:
    told = {p.cited.id: p.status for p in assess(without(act, left_out)).provisions}
    assert not told["order-53-17"] is told["order-53-18"] is Status.MET


@given(act=whole_acts())
def test_a_whole_act_is_open_only_where_the_law_is(act: Act) -> None:
    unknown = {e.name for e in every_element(assess(act)) if e.status is Status.UNKNOWN}
    gains = {"gains", "no_gains"} if is_all_given_back(act) else set[str]()
    assert unknown <= {"in_time", "paid", "again", "unfound", "top_band_exists"} | gains


@given(act=whole_acts(), yuan=YUAN.filter(bool))
def test_whether_there_are_gains_where_all_was_given_back_is_open_and_the_fine_may_be_of_all(
    act: Act, yuan: Decimal
) -> None:
    """PEN-07: the overcharge goes back first; of the band without gains no source says that it is meant then."""
    back = assess(attrs.evolve(act, received_yuan=yuan, refunded_yuan=yuan))
    unknown_refund = assess(attrs.evolve(act, received_yuan=yuan, refunded_yuan=None))
    for id_ in ("price-9", "price-7"):
        (told,), (wider,) = ([p for p in t.provisions if p.cited.id == id_] for t in (back, unknown_refund))
        for one, other in zip(told.consequences, wider.consequences, strict=True):
            names = {e.name: e for e in one.elements}
            for name in names.keys() & {"gains", "no_gains"}:
                assert [(m.reason, m.what) for m in names[name].missing] == [(Reason.UNSETTLED, name)]
                assert one.status is not Status.MET
                assert one.amount == other.amount
                assert bool(one.missing) == (name == "gains")
    assert back.gains == Band(Decimal(0), Decimal(0))
    (running,) = [p for p in back.provisions if p.cited.id == "order-53-17"]
    assert running.consequences[2].amount == Band(Decimal(0), Decimal(0))


@given(act=whole_acts(), left_out=LESS, digits=st.integers(1, 9))
def test_no_amount_hangs_on_the_decimal_context_of_the_caller(act: Act, left_out: set[str], digits: int) -> None:
    told = assess(without(act, left_out))
    with localcontext(Context(prec=digits, traps=[Inexact, Rounded])):
        again = assess(without(act, left_out))
    assert again == told
    gains = told.gains
    for amount, band in bands(told):
        if band.unit == "gains" and gains and not is_all_given_back(act):
            assert amount is not None
            assert Fraction(amount.least) == Fraction(band.least) * Fraction(gains.least)
            assert Fraction(amount.most) == Fraction(band.most) * Fraction(gains.most)


def test_the_largest_and_smallest_sums_lose_no_digit() -> None:
    least = Decimal("0.000001")
    act = Act(deeds=frozenset({Deed.MINORS_ONLINE}), received_yuan=10_000_000_000 - least, refunded_yuan=least)
    told = assess(act)
    assert told.gains == Band(Decimal("9999999999.999998"), Decimal("9999999999.999998"))
    (online,) = [p for p in told.provisions if p.cited.id == "minors-127"]
    assert online.consequences[2].amount == Band(Decimal("9999999999.999998"), Decimal("99999999999.99998"))


def bands(told: Assessment) -> list[tuple[Band | None, Band]]:
    return [(c.amount, c.band) for p in told.provisions for c in p.consequences if c.band]


@given(act=whole_acts(), left_out=LESS)
def test_the_gains_are_what_was_received_less_what_was_given_back(act: Act, left_out: set[str]) -> None:
    gains = illegal_gains(without(act, left_out))
    received, refunded = act.received_yuan, act.refunded_yuan
    assert received is not None
    assert refunded is not None
    if "received_yuan" in left_out:
        assert gains is None
    elif "refunded_yuan" in left_out:
        assert gains == Band(Decimal(0), received)
    else:
        assert gains == Band(received - refunded, received - refunded)


# ------------------------------------------------------------------------------------------- hand-worked acts


def act_of(row: Mapping[str, Any]) -> Act:
    """The act a case tells."""

    def read(name: str, value: Any) -> Any:
        if name == "deeds":
            return frozenset(map(Deed, value))
        if name == "penalised_on":
            return tuple(value)
        type_ = TYPES[name]
        return type_(value) if issubclass(type_, (Enum, Decimal)) else value

    return Act(**{name: read(name, value) for name, value in row.items()})


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_a_hand_worked_act(case: dict[str, Any]) -> None:
    told = assess(act_of(case["act"]))
    provisions = {p.cited.id: p for p in told.provisions}
    assert told.outcome.value == case["outcome"]
    found = {id_: p.status.value for id_, p in provisions.items()}
    assert {i: s for i, s in found.items() if s != "not_met"} == case["provisions"]
    for id_, expected in case.get("elements", {}).items():
        stated = {e.name: e.status.value for e in provisions[id_].elements}
        assert stated | expected == stated
    for id_, expected in case.get("missing", {}).items():
        missing = {
            e.name: [f"{m.reason.value}: {m.what}" for m in e.missing] for e in provisions[id_].elements if e.missing
        }
        assert missing == expected
    for id_, expected in case.get("consequences", {}).items():
        assert {at: provisions[id_].consequences[int(at)].status.value for at in expected} == expected
    for id_, expected in case.get("yuan", {}).items():
        assert {at: ends(provisions[id_].consequences[int(at)].amount) for at in expected} == {
            at: [Decimal(d) for d in digits] for at, digits in expected.items()
        }
    circumstances = {c.cited.id: c.status.value for c in told.circumstances}
    assert circumstances | case.get("circumstances", {}) == circumstances
    if "gains" in case:
        assert ends(told.gains) == [Decimal(d) for d in case["gains"]]


def ends(band: Band | None) -> list[Decimal]:
    assert band is None or band.unit == "yuan"
    return [band.least, band.most] if band else []


def test_in_the_case_of_xiangtan_one_article_of_the_order_applies_whatever_is_not_told() -> None:
    """ENF-20 tells neither licence, place nor order; whichever it was, unauthorised running or disguise is met."""
    (case,) = [c for c in CASES if "Xiangtan" in c["why"]]
    act = attrs.evolve(act_of(case["act"]), began_on=date(2025, 9, 1))
    for has_licence, has_place, is_organised in product([True, False], repeat=3):
        whole = attrs.evolve(act, has_licence=has_licence, has_dedicated_place=has_place, is_organised=is_organised)
        met = [p.cited.id for p in assess(whole).of(Status.MET) if p.cited.document == "D53"]
        is_running = (has_licence, has_place, is_organised) == (False, True, True)
        assert met == (["order-53-17"] if is_running else ["order-53-18"])


def test_every_provision_and_circumstance_is_met_in_some_case_and_unknown_or_not_in_another() -> None:
    found: dict[str, set[Status]] = {}
    for case in CASES:
        for each in everything(assess(act_of(case["act"]))):
            found.setdefault(each.cited.id, set()).add(each.status)
    assert {id_ for id_, seen in found.items() if not seen > {Status.MET}} == set()


def test_every_consequence_is_told_as_the_table_has_it() -> None:
    """The bands by themselves, whole: what each provision names, for whom, and in which unit."""
    told = {p.cited.id: p for p in assess(Act(deeds=frozenset({Deed.TRAINING}))).provisions}

    def shown(id_: str) -> list[str]:
        return [
            "/".join(m.value for m in c.measures)
            + (f" {c.band.least}-{c.band.most} {c.band.unit}" if c.band else "")
            + (f" on {c.bearer.value}" if c.bearer is not Bearer.ACTOR else "")
            + (" may" if c.modality is Modality.MAY else "")
            + "".join(f" +{e.name}" for e in c.elements)
            for c in told[id_].consequences
        ]

    serious = "stop_enrolling/revocation +serious"
    law_62 = ["correct", "warning", "refund", "confiscation 1-1 gains", serious]
    multiples = ["stop", "refund", "fine 1-5 gains on founder"]
    assert {id_: shown(id_) for id_ in told} == {
        "order-53-17": multiples,
        "order-53-18": [
            "correct",
            "refund",
            "warning/criticism",
            "fine 0-50000 yuan +just_serious",
            "fine 50000-100000 yuan +most_serious",
        ],
        "order-53-competition": [
            "correct",
            "refund",
            "warning/criticism",
            "fine 0-50000 yuan +just_serious",
            "fine +most_serious +top_band_exists",
        ],
        "order-53-help": ["correct", "warning/criticism +uncorrected"],
        "order-53-prepayment": ["confiscation 1-1 gains", serious],
        "promotion-law-62": law_62,
        "promotion-law-64": multiples,
        "regulation-62": [
            "correct on founder",
            "refund on founder",
            "confiscation 1-1 gains on founder",
            "career_ban 1-5 year on founder +just_serious",
            "career_ban_for_life on founder +most_serious",
        ],
        "regulation-63": law_62,
        "regulation-65": multiples,
        "preschool-law-78": multiples,
        "price-9": [
            "refund",
            "correct",
            "confiscation 1-1 gains",
            "fine 0-5 gains +gains",
            "fine 50000-500000 yuan +no_gains +no_natural_person +not_heavy",
            "fine 500000-2000000 yuan +no_gains +no_natural_person +heavy",
            "fine 0-100000 yuan +no_gains +natural_person",
            "suspension +serious",
        ],
        "price-13": ["refund", "confiscation 1-1 gains", "fine 0-5000 yuan may"],
        "price-7": [
            "refund",
            "fine 0-5 gains +gains",
            "fine 50000-500000 yuan +no_gains +no_natural_person",
            "fine 0-100000 yuan +no_gains +natural_person",
        ],
        "advertising-58": [
            "stop",
            "undo",
            "fine 1-3 cost +not_serious +clear_cost",
            "fine 100000-200000 yuan +not_serious +unclear_cost",
            "fine 3-5 cost +serious +clear_cost",
            "fine 200000-1000000 yuan +serious +unclear_cost",
            "revocation may +serious",
        ],
        "advertising-55": [
            "fine 3-5 cost +not_serious +clear_cost",
            "fine 200000-1000000 yuan +not_serious +unclear_cost",
            "fine 5-10 cost +serious +clear_cost",
            "fine 1000000-2000000 yuan +serious +unclear_cost",
        ],
        "fire-60": ["fine 5000-50000 yuan"],
        "fire-58": ["stop", "fine 30000-300000 yuan"],
        "fire-67": ["correct", "warning on persons_in_charge +uncorrected"],
        "minors-126": [
            "correct",
            "warning",
            "fine 0-50000 yuan +neither_of_them",
            "stop/revocation +refused_or_grave",
            "fine 50000-500000 yuan +refused_or_grave",
        ],
        "minors-127": [
            "warning",
            "confiscation 1-1 gains",
            "fine 1-10 gains +million_gains",
            "fine 100000-1000000 yuan +less_gains",
            "fine 10000-100000 yuan on persons_in_charge",
        ],
        "staff-measures": [
            "correct",
            "stop_enrolling +repeated",
            "no_training +repeated",
            "revocation +uncorrected",
        ],
        "video-29": ["correct", "fine 0-10000 yuan +uncorrected"],
        "video-13": ["correct"],
    }
    assert {m for p in told.values() for c in p.consequences for m in c.measures} == set(Measure)
    bans = told["regulation-62"].consequences
    assert [c.amount for c in bans[3:]] == [None, None]


# ------------------------------------------------------------------------------------------- what the law says


@pytest.mark.parametrize("id_", CITED)
def test_dates_and_evidence_are_those_of_the_register(id_: str) -> None:
    row, documents = CITED[id_], tomllib.loads((SOURCES / "documents.toml").read_text("utf-8"))
    clauses = [register(SOURCES).clause(clause) for clause in row["clauses"]]
    own = clauses[0]
    assert None not in clauses
    assert own is not None
    assert row["document"] in own.documents
    assert row["evidence"] in {e.value for e in own.evidence}
    assert row["evidence"] != Evidence.RECALLED.value
    assert days(row["from"]) in own.starts
    assert documents[row["document"]]["from"] == row["from"]
    assert documents[row["document"]]["status"] == "in-force"
    assert not row.get("article") or int(row["article"].removeprefix("art. ")) in articles(own.article)


def articles(told: str) -> set[int]:
    """The numbers that are told, those between two as well."""
    pairs = re.findall(r"(\d+)(?:-(\d+))?", told)
    return {n for first, last in pairs for n in range(int(first), int(last or first) + 1)}


@pytest.mark.parametrize("id_", CITED)
def test_before_the_day_of_a_text_nothing_is_met_and_where_an_earlier_one_stood_nothing_is_known(id_: str) -> None:
    row = CITED[id_]
    eve = row["from"] - timedelta(1)
    for ended, began in ((eve, None), (None, row["from"])):
        told = assess(Act(deeds=frozenset(Deed), began_on=began, ended_on=ended))
        (found,) = [x for x in everything(told) if x.cited.id == id_]
        before = Status.NOT_MET if row["document"] in ("D53", "DSTA", "DVID", "DLPRE") else Status.UNKNOWN
        assert found.elements[0].name == "in_time"
        assert found.elements[0].status is (before if ended else Status.MET)


def test_each_gravity_falls_where_it_should() -> None:
    names = ["slight", "not_heavy", "heavy", "not_serious", "serious", "just_serious", "most_serious"]
    met = {
        gravity.value: [n for n in names if asked.element(n, graded(gravity)).status is Status.MET]
        for gravity in Gravity
    }
    assert met == {
        "slight": ["slight", "not_heavy", "not_serious"],
        "ordinary": ["not_heavy", "not_serious"],
        "heavy": ["heavy", "not_serious"],
        "serious": ["heavy", "serious", "just_serious"],
        "most_serious": ["heavy", "serious", "most_serious"],
    }


def graded(gravity: Gravity) -> Act:
    return Act(deeds=frozenset({Deed.PRICE}), gravity=gravity)


@pytest.mark.parametrize(
    ("received", "refunded", "status"),
    [
        ("0", "0", Status.NOT_MET),
        ("0", None, Status.NOT_MET),
        ("0.01", "0", Status.MET),
        ("1.01", "1", Status.MET),
        ("1", "1", Status.UNKNOWN),
        ("1", None, Status.UNKNOWN),
        (None, "1", Status.UNKNOWN),
        (None, None, Status.UNKNOWN),
    ],
)
def test_a_fen_that_was_kept_is_a_gain(received: str | None, refunded: str | None, status: Status) -> None:
    got, back = (None if told is None else Decimal(told) for told in (received, refunded))
    act = Act(deeds=frozenset({Deed.PRICE}), received_yuan=got, refunded_yuan=back)
    assert asked.element("gains", act).status is status
    opposite = {Status.MET: Status.NOT_MET, Status.NOT_MET: Status.MET, Status.UNKNOWN: Status.UNKNOWN}
    assert asked.element("no_gains", act).status is opposite[status]


def test_what_few_elements_decide_is_asked_whole() -> None:
    told = {p.cited.id: [e.name for e in p.elements[1:]] for p in assess(Act(deeds=frozenset(Deed))).provisions}
    limbs = ["unapproved", "dedicated_place", "several_staff", "organised"]
    assert told["order-53-17"] == ["trains", "for_pupils", *limbs]
    assert told["promotion-law-64"] == ["trains", *limbs]
    assert told["order-53-competition"] == ["holds_competition", "for_pupils"]


def test_every_element_of_a_circumstance_is_asked() -> None:
    told = assess(Act(deeds=frozenset({Deed.TRAINING})))
    assert {c.cited.id: [e.name for e in c.elements[1:]] for c in told.circumstances} == {
        "serving-teacher": ["trains", "subject_training", "serving_teacher"],
        "again": ["again"],
        "resisting": ["resisting"],
        "slight-and-corrected": ["slight", "corrected"],
        "first-and-slight": ["never_before", "slight"],
        "unfound": ["unfound"],
    }


def test_every_test_fact_and_member_that_is_named_exists_and_is_used() -> None:
    names = {f.name: f for f in attrs.fields(Act)}
    used = {e for row in CITED.values() for e in row["elements"]} | {
        e for row in LAW["provisions"].values() for c in row["consequences"] for e in c.get("when", ())
    }
    used |= {other for name in used for other in TESTS[name].get("of", ())}
    used |= {other for name in used for other in TESTS[name].get("of", ())}
    assert used == set(TESTS)
    assert {row["test"] for row in TESTS.values()} == {*vars(asked)["_TESTS"], "not_all"}
    for row in TESTS.values():
        assert set(row.get("facts", ())) <= set(names)
        if row["test"] == "one_of":
            (fact,) = row["facts"]
            assert set(row["values"]) <= {m.value for m in TYPES[fact]}
    deeds = [Deed(d) for row in TESTS.values() for d in row.get("deeds", ())]
    assert set(deeds) == set(Deed)
    assert {f for row in TESTS.values() for f in row.get("facts", ())} | {"advertising_yuan"} == set(FACTS)


def test_what_is_open_is_told_and_the_draft_is_nowhere_else() -> None:
    told = assess(Act(deeds=frozenset(Deed)))
    about = [o.what.split(" ")[0].rstrip(":") for o in told.left_open]
    assert about == ["D53"] * 4 + ["DREGP", "DPRF", "DADL", "DREG"]
    assert all(o.why for o in told.left_open)
    assert all(register(SOURCES).clause(c) for o in told.left_open for c in o.clauses)
    assert told.left_open[0].clauses == ("P-gen",)
    assert "DREG" not in {x.cited.document for x in everything(told)}


def test_what_is_our_reading_is_marked() -> None:
    told = assess(Act(deeds=frozenset(Deed)))
    assert {p.cited.id for p in told.provisions if p.is_reading} == {
        "promotion-law-62",
        "preschool-law-78",
        "price-9",
        "price-13",
        "price-7",
    }
    assert {p.is_reading for p in told.provisions} == {True, False}
    assert {c.cited.id: c.effect for c in told.circumstances} == {
        "serving-teacher": Effect.HEAVIER,
        "again": Effect.HEAVIER,
        "resisting": Effect.HEAVIER,
        "slight-and-corrected": Effect.NONE,
        "first-and-slight": Effect.PERHAPS_NONE,
        "unfound": Effect.NONE,
    }
    one = told.provisions[0].cited
    assert (one.document, one.article, one.clauses, one.evidence) == (
        "D53",
        "art. 17",
        ("P17", "PEN-00"),
        Evidence.TEXT,
    )
    assert told.provisions[2].cited.article == ""
    assert told.provisions[2].cited.evidence is Evidence.REPORT


# ------------------------------------------------------------------------------------------- what is wrong


def test_all_that_is_wrong_with_an_act_is_told_at_once() -> None:
    wrong: Any = {
        "deeds": frozenset[Deed](),
        "began_on": date(2025, 2, 1),
        "ended_on": date(2025, 1, 1),
        "found_on": date(2025, 1, 2),
        "staff": -1,
        "is_paid": 1,
        "form": Gravity.SLIGHT,
        "received_yuan": Decimal(5),
        "refunded_yuan": Decimal(6),
        "advertising_yuan": Decimal("NaN"),
        "penalised_on": (date(2025, 1, 1), "2025"),
    }
    with pytest.raises(ActError) as caught:
        Act(**wrong)
    cure = "; give one that is"
    assert str(caught.value).splitlines() == [
        f"staff: -1 is impossible; it runs from 0 to 1000000{cure}",
        f"form: <Gravity.SLIGHT: 'slight'> is not of type Form{cure}",
        f"is_paid: 1 is not of type bool{cure}",
        f"penalised_on[1]: '2025' is not of type date{cure}",
        f"advertising_yuan: Decimal('NaN') is not a number with at most 6 decimals{cure}",
        "deeds: is empty; name at least one thing that was done",
        "ended_on: 2025-01-01 cannot be where began_on is 2025-02-01; mend the one that is wrong",
        "found_on: 2025-01-02 cannot be where began_on is 2025-02-01; mend the one that is wrong",
        "received_yuan: 5 cannot be where refunded_yuan is 6; mend the one that is wrong",
    ]


@pytest.mark.parametrize(
    ("deeds", "told"),
    [
        ({Deed.TRAINING}, "deeds: is of type set; give a frozenset"),
        (frozenset({"training"}), "deeds: 'training' is not of type Deed; give one that is"),
        (None, "deeds: is of type NoneType; give a frozenset"),
        (frozenset[Deed](), "deeds: is empty; name at least one thing that was done"),
    ],
)
def test_deeds_are_a_set_of_deeds(deeds: Any, told: str) -> None:
    with pytest.raises(ActError) as caught:
        Act(deeds=deeds)
    assert caught.value.faults == (told,)


@pytest.mark.parametrize("days_", [date(2025, 1, 1), [date(2025, 1, 1)]])
def test_earlier_decisions_are_a_tuple(days_: Any) -> None:
    with pytest.raises(ActError, match=rf"^penalised_on: is of type {type(days_).__name__}; give a tuple$"):
        Act(deeds=frozenset({Deed.HELP}), penalised_on=days_)


@pytest.mark.parametrize("none", [None, {"deeds": "help"}, frozenset({Deed.HELP})])
@pytest.mark.parametrize("asks", [assess, illegal_gains])
def test_what_is_no_act_is_told(asks: Any, none: Any) -> None:
    with pytest.raises(ActError, match=rf"^act: is of type {type(none).__name__}; give Act$"):
        asks(none)


def test_what_is_no_status_is_told() -> None:
    none: Any = "met"
    with pytest.raises(ActError, match=r"^status: 'met' is not of type Status; give one that is$"):
        assess(Act(deeds=frozenset({Deed.HELP}))).of(none)


def test_what_is_wrong_by_itself_is_not_compared() -> None:
    wrong: Any = {
        "began_on": "2025-01-01T08:00",
        "ended_on": date(2024, 1, 1),
        "received_yuan": -1,
        "refunded_yuan": Decimal(1),
    }
    with pytest.raises(ActError) as caught:
        Act(deeds=frozenset({Deed.HELP}), **wrong)
    assert [f.partition(":")[0] for f in caught.value.faults] == ["began_on", "received_yuan"]


@pytest.mark.parametrize("yuan", [Decimal(10_000_000_001), Decimal("-0.01"), Decimal("0.0000001")])
@pytest.mark.parametrize("name", ["received_yuan", "refunded_yuan", "advertising_yuan"])
def test_an_amount_is_one_that_can_be_reckoned_with_exactly(name: str, yuan: Decimal) -> None:
    with pytest.raises(ActError, match=rf"^{name}: "):
        Act(deeds=frozenset({Deed.HELP}), **{name: yuan})  # type: ignore[arg-type]  # one field by its name
    assert Act(deeds=frozenset({Deed.HELP}), received_yuan=Decimal(10_000_000_000)).received_yuan


def test_equal_days_and_amounts_are_no_fault() -> None:
    day = date(2025, 1, 1)
    act = Act(
        deeds=frozenset({Deed.HELP}),
        began_on=day,
        ended_on=day,
        found_on=day,
        received_yuan=Decimal(3),
        refunded_yuan=Decimal(3),
        penalised_on=(day,),
        staff=0,
    )
    assert illegal_gains(act) == Band(Decimal(0), Decimal(0))
