"""Every fault of a table of rows is refused when it is loaded, all at once, with table and cure."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.faults import LawError
from shuangjian.core.load import read_value
from shuangjian.core.rule import rule
from shuangjian.core.words import Clock, Options, Span
from tests.core.policy import TITLE, Colour, at_places, row, ruled, spoken

WHEN = 'is not a date; write 2021-07-24, "2021-07", "2021" or "2024-02/2024-03"'
CITES = 'cites nothing; write clauses = ["…"]'
FAULTY_ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "misspelt field": ({"colur": "red"}, "unknown key or fact 'colur'; did you mean 'colour'?"),
    "misspelt clauses": ({"clauses": ..., "clause": ["X"]}, f"unknown key or fact 'clause'; did you mean 'clauses'?\n{CITES}"),
    "text for a number": ({"value": "3"}, "is: '3' is not of type int"),
    "a float": ({"value": 3.0}, 'is: 3.0: write "3.0", a float never meets a limit'),
    "a truth for a number": ({"value": True}, "is: True is not of type int"),
    "no value": ({"value": ...}, "gives no value; write is = …, or open = true where a place must give it"),
    "both open and is": ({"open": True}, "is open and gives a value; keep one of them"),
    "open of no truth": ({"open": "yes"}, "open = 'yes': write true, or leave it out"),
    "unsettled of a number": ({"unsettled": ["a"]}, "unsettled lists members of a set; write true where the text leaves open whether the row binds"),
    "no clauses": ({"clauses": ...}, CITES),
    "empty clauses": ({"clauses": []}, CITES),
    "an empty clause": ({"clauses": [""]}, CITES),
    "clauses that are no list": ({"clauses": "X-01"}, CITES),
    "no date": ({"since": ...}, "from is not said"),
    "a moment": ({"since": datetime(2022, 3, 3)}, f"from: datetime.datetime(2022, 3, 3, 0, 0) {WHEN}"),  # noqa: DTZ001  # as TOML gives it
    "a number for a day": ({"since": 2022}, f"from: 2022 {WHEN}"),
    "an interval without its end": ({"since": "2020/"}, f"from: '' {WHEN}"),
    "a backward interval": ({"since": "2022-03/2022-02"}, "from: 2022-03/2022-02: the interval runs backwards"),
    "until before from": ({"until": date(2019, 12, 31)}, "until 2019-12-31 lies before from 2020-01-01"),
    "no modality": ({"modality": ...}, "modality is not said"),
    "unknown modality": ({"modality": "shall"}, "modality 'shall': write one of may, in_principle, must, ban"),
    "no evidence": ({"evidence": ...}, "evidence is not said"),
    "unknown evidence": ({"evidence": "rumour"}, "evidence 'rumour': write one of text, report, restated, recalled"),
    "unknown member": ({"colour": "pink"}, "colour: 'pink' is no Colour; known are red, green, blue"),
    "a truth for a key": ({"n": True}, "n: True is not of type int"),
    "a number for a truth": ({"is_big": 1}, "is_big: 1 is not of type bool"),
    "a key without a value": ({"n": []}, "n = []: the row would never bind; name a value, or leave the key out"),
    "profile of no text": ({"profile": 5}, "profile = 5: write a text"),
    "note of no text": ({"note": 5}, "note = 5: write a text"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY_ROWS)
def test_a_faulty_row_is_refused_with_its_place_and_cure(name: str) -> None:
    changes, told = FAULTY_ROWS[name]
    with pytest.raises(LawError) as refused:
        _ = ruled("at_most(x.n, k)", k=[row(value=1), row(**{"value": 3} | changes)]).norms
    assert str(refused.value).splitlines() == [f"python: [trial.k.row[1]] {what}" for what in told.splitlines()]


@pytest.mark.parametrize("day", ["2022-02-30", "2022-13"])
def test_a_day_there_never_is_is_refused(day: str) -> None:
    with pytest.raises(LawError, match=rf"^python: \[trial\.k\.row\[0\]\] from: '{day}': "):
        _ = ruled("at_most(x.n, k)", k=[row(value=1, since=day)]).norms


SETTINGS = "unit and note are texts, same is true or false"
ROWS = "row is a list of tables: row = [ { … } ]"
FAULTY_NORMS: dict[str, tuple[dict[str, Any], str]] = {
    "number without unit": ({"unit": ...}, 'a number needs its unit, such as unit = "min"'),
    "unit of no text": ({"unit": 5}, SETTINGS),
    "note of no text": ({"note": 3}, SETTINGS),
    "same of no truth, and no fault that follows from it": ({"same": "no", "row": [row(value=1), row(value=2)]}, SETTINGS),
    "unknown local": ({"local": "loosen"}, "local = 'loosen': write \"replace\", or leave it out"),
    "local of no text": ({"local": ["replace"]}, "local = ['replace']: write \"replace\", or leave it out"),
    "unknown key": ({"rows": []}, "unknown key 'rows'; did you mean 'row'?"),
    "a title, which a rule has": ({"title": TITLE}, "unknown key 'title'; known are local, note, row, same, unit"),
    "rows that are no list": ({"row": {}}, ROWS),
    "rows of no tables": ({"row": [3]}, ROWS),
    "no row anywhere": (
        {"row": []}, "has no row here or at any place; every norm says from when, for whom and by which clause"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY_NORMS)
def test_a_faulty_norm_is_refused(name: str) -> None:
    changes, told = FAULTY_NORMS[name]
    table = {k: v for k, v in {"unit": "u", "row": [row(value=1)], **changes}.items() if v is not ...}
    with pytest.raises(LawError) as refused:
        _ = ruled("at_most(x.n, k)", k=table).norms
    assert str(refused.value) == f"python: [trial.k] {told}"


def test_a_row_is_read_with_its_remark_and_with_the_day_it_begins_as_its_last() -> None:
    (norm,) = ruled("at_most(x.n, k)", k=[row(value=1, note="seen", until=date(2020, 1, 1)), row(value=2)]).norms
    assert [(r.note, str(r.end)) for r in norm.rows] == [("seen", "2020-01-01"), ("", "None")]


def test_a_norm_without_a_direction_must_say_it_is_a_definition() -> None:
    with pytest.raises(LawError) as refused:
        _ = ruled("exactly(x.n, k)", k=[row(value=1)]).norms
    told = "has no direction in which it is stricter; if it is a definition, write same = true"
    assert str(refused.value) == f"python: [trial.k] {told}"
    assert ruled("exactly(x.n, k)", k={"unit": "u", "same": True, "row": [row(value=1)]}).norms


SAME = {"unit": "u", "same": True}
UNEQUAL: dict[str, tuple[list[dict[str, Any]], bool]] = {
    "together": ([row(value=1), row(value=2)], True),
    "on one day": ([row(value=1, until=date(2021, 1, 1)), row(value=2, since=date(2021, 1, 1))], True),
    "perhaps on one day": ([row(value=1, until="2021-01"), row(value=2, since=date(2021, 1, 31))], True),
    "under one key": ([row(value=1, colour=["red", "blue"]), row(value=2, colour="blue")], True),
    "under keys that may meet": ([row(value=1, colour="red"), row(value=2, is_big=True)], True),
    "one after the other": ([row(value=1, until=date(2021, 1, 1)), row(value=2, since=date(2021, 1, 2))], False),
    "on one day, the later first": ([row(value=2, since=date(2021, 1, 1)), row(value=1, until=date(2021, 1, 1))], True),
    "one after the other, the later first": (
        [row(value=2, since=date(2021, 1, 2)), row(value=1, until=date(2021, 1, 1))], False
    ),
    "for other records": ([row(value=1, colour="red"), row(value=2, colour="blue")], False),
    "equal": ([row(value=1), row(value=1, colour="blue")], False),
    "one of them open": ([row(value=1), row(open=True)], False),
}  # fmt: skip


@pytest.mark.parametrize("name", UNEQUAL)
def test_definitions_in_force_together_must_be_equal(name: str) -> None:
    rows, refused = UNEQUAL[name]
    made = ruled("exactly(x.n, k)", k={**SAME, "row": rows})
    if refused:
        with pytest.raises(LawError, match="must be equal; end one with until"):
            _ = made.norms
    else:
        assert len(made.norms[0].rows) == 2


def test_definitions_of_one_chain_of_places_must_be_equal_and_of_two_need_not() -> None:
    made = ruled("exactly(x.n, k)", k={**SAME, "row": [row(value=1, until=date(2021, 1, 1))]})
    with pytest.raises(LawError, match="must be equal"):
        _ = at_places(
            made, a=[row(value=2, since=date(2022, 1, 1))], b=("a", [row(value=3, since=date(2022, 1, 1))])
        ).norms
    assert at_places(made, a=[row(value=2, since=date(2022, 1, 1))], b=[row(value=3, since=date(2022, 1, 1))]).norms


def test_each_two_definitions_that_differ_are_told_once_also_where_one_direction_is_stricter() -> None:
    rows = [row(value=1), row(value=2), row(value=1), row(value=3)]
    with pytest.raises(LawError) as refused:
        _ = ruled("at_most(x.n, k)", k={**SAME, "row": rows}).norms
    assert [f.what.split(" hold ")[0] for f in refused.value.faults] == [
        f"{a} (cn) and {b} (cn)" for a, b in ((1, 2), (1, 3), (2, 1), (2, 3), (1, 3))
    ]


def test_a_faulty_row_of_a_place_is_compared_with_no_other_and_the_next_one_is() -> None:
    made = ruled("exactly(x.n, k)", k={**SAME, "row": [row(value=1)]})
    with pytest.raises(LawError) as refused:
        _ = at_places(made, a=[row(value=2, colour="pink"), row(value=3)]).norms
    assert {f.table: f.what for f in refused.value.faults} == {
        "trial.k.row[0]": "colour: 'pink' is no Colour; known are red, green, blue",
        "trial.k": "1 (cn) and 3 (a) hold together and must be equal; end one with until",
    }


def test_a_definition_that_a_place_may_replace_may_differ_there_and_not_within_one_place() -> None:
    made = ruled("exactly(x.n, k)", k={**SAME, "local": "replace", "row": [row(value=1)]})
    assert at_places(made, a=[row(value=2)]).norms
    with pytest.raises(LawError, match="must be equal"):
        _ = at_places(made, a=[row(value=2), row(value=3)]).norms


def test_a_ban_has_no_value_and_a_number_for_it_is_refused() -> None:
    with pytest.raises(LawError) as refused:
        _ = ruled("forbid(x.is_big)", row=[row(value=3)]).norms
    assert str(refused.value) == "python: [trial.row[0]] gives a value, but its rule compares with none"
    assert ruled("forbid(x.is_big)", row=[row()]).norms[0].rows[0].value is True


def test_all_faults_are_told_at_once() -> None:
    rows = [row(value="1"), row(valeu=1, value=2.5, modality="mast", clauses=[]), row(value=1, until="2019-13")]
    with pytest.raises(LawError) as refused:
        _ = at_places(ruled("at_most(x.n, k)", k={"row": rows}), a=[row(value="x", colur="red")]).norms
    told = str(refused.value)
    for cure in ("'1' is not", "valeu", 'write "2.5"', "mast", "cites nothing", "until: ", "needs its unit"):
        assert cure in told
    assert len(refused.value.faults) >= 7


def test_faults_of_a_layer_are_told_together_with_those_of_the_family() -> None:
    with pytest.raises(LawError) as refused:
        _ = at_places(ruled("at_most(x.n, k)", k=[row(value="1")]), a=[row(value="x")]).norms
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(
    ("raw", "type_", "value"),
    [
        (3, int, 3), ("20:30", Clock, 1230), ("8:05", Clock, 485), ("24:10", Clock, 1450), ("47:59", Clock, 2879),
        ("12.5", Decimal, Decimal("12.5")), (12, Decimal, Decimal(12)), ("1/3", Fraction, Fraction(1, 3)),
        (50, Fraction, Fraction(50)), ([20, "22.5"], Span, Span(Fraction(20), Fraction(45, 2))),
        ("red", Colour, Colour.RED), (date(2022, 3, 3), date, date(2022, 3, 3)), (True, bool, True),
        (["red"], Options[Colour], Options(frozenset([Colour.RED]))), ([], Options[Colour], Options(frozenset[Colour]())),
    ],
)  # fmt: skip
def test_values_are_read_as_the_type_the_rule_asks_for(raw: Any, type_: Any, value: Any) -> None:
    assert read_value(raw, type_) == value
    assert type(read_value(raw, type_)) is type(value)


@pytest.mark.parametrize(
    ("raw", "type_"),
    [
        ("20.30", Clock), ("48:00", Clock), ("20:60", Clock), ("20:5", Clock), ("-1:00", Clock), (1230, Clock), (":30", Clock),
        ("²0:00", Clock), ("nan", Decimal), ("Infinity", Decimal), ("1e", Decimal), (True, Decimal), ("1/0", Fraction), ("", Fraction),
        ([1], Span), ([2, 1], Span), ("1-2", Span), ([1.0, 2], Span), ("RED", Colour), (0, Colour), (None, Colour), ([], Colour),
        ("red", Options[Colour]), (["pink"], Options[Colour]), ({"red": 1}, Options[Colour]), ([["red"]], Options[Colour]),
        (datetime(2022, 3, 3), date), (1, bool), (3.5, Fraction), (float("nan"), int),  # noqa: DTZ001  # as TOML gives it
    ],
)  # fmt: skip
def test_what_is_not_of_that_type_is_refused(raw: Any, type_: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of the many ways to be wrong, each has its own words
        read_value(raw, type_)


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_names = st.sampled_from(["is", "from", "until", "clauses", "modality", "evidence", "open", "colour", "n", "unsettled"])


@given(st.dictionaries(_names, _junk), st.sampled_from(["int", "Options[Colour]", "Clock", "Span", "Decimal"]))
def test_junk_in_a_row_is_a_fault_or_a_row_and_never_a_traceback(junk: dict[str, Any], type_: str) -> None:
    body = {"int": "at_most(x.n, k)", "Clock": "no_later_than(x.minute, k)", "Span": "within(ratio(x.n, x.m), k)"}
    body |= {"Options[Colour]": "among(x.colour, k)", "Decimal": "at_most(x.cost, k)"}
    made = ruled(body[type_], {"k": type_}, k=[row() | junk])
    with suppress(LawError):
        (norm,) = made.norms
        assert len(norm.rows) == 1


def test_a_rule_outside_a_file_needs_its_norms() -> None:
    with pytest.raises(LawError, match="norms="):
        _ = rule(spoken("require(x.is_big)")).norms
    with pytest.raises(LawError, match="every rule has at least one row"):
        _ = rule(norms={"other": {}})(spoken("require(x.is_big)")).norms
    with pytest.raises(LawError, match="title"):
        _ = rule(norms={"trial": {"title": {"zh": TITLE["zh"]}, "row": [row()]}})(spoken("require(x.is_big)")).norms
