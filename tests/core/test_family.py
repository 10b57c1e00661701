"""A family's file, its layers and its register: whatever is wrong in them is a LawError with file, table and cure."""

# values of any field or norm

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from shuangjian import Checker
from shuangjian.core.dates import days
from shuangjian.core.family import family_of
from shuangjian.core.faults import Fault, LawError
from shuangjian.core.layer import NOWHERE, layer, load_places
from shuangjian.core.register import Register
from shuangjian.core.rule import Rule, rule
from shuangjian.core.verdict import Verdict
from tests.core.policy import DAY, TITLE, Parcel, at_places, places, row, ruled, spoken

CLAUSE = 'document = "D"\nsays = "s"\nfrom = 2020-01-01\nmodality = "must"\nevidence = "report"\n'
FAMILY = """
title = {{ zh = "试", en = "trial" }}
{settings}
[trial]
title = {{ zh = "试", en = "trial" }}
[trial.k]
unit = "u"
row = [{row}]
"""


def written(
    folder: Path, said: str = '{ is = 3, clauses = ["XY-01"] }', clause: str = CLAUSE, **layers: str
) -> Rule[Any]:
    (folder / "clauses").mkdir(exist_ok=True)
    (folder / "clauses/xy.toml").write_text(f"[XY-01]\n{clause}", "utf-8")
    (folder / "places").mkdir(exist_ok=True)
    for place, text in layers.items():
        (folder / f"places/{place}.toml").write_text(text, "utf-8")
    file = folder / "trial.toml"
    file.write_text(FAMILY.format(settings='places = "places"\nsources = "."', row=said), "utf-8")
    made: Rule[Any] = rule(norms=file)(spoken("at_most(x.n, k)", k="int"))
    return made


def refusal(made: Rule[Any]) -> str:
    with pytest.raises(LawError) as refused:
        _ = made.norms
    return str(refused.value)


def test_what_a_row_does_not_say_the_register_says(tmp_path: Path) -> None:
    (found,) = written(tmp_path).norms[0].rows
    assert (str(found.start), found.modality.name, found.evidence.value) == ("2020-01-01", "MUST", "report")


def test_of_a_clause_that_changed_a_row_takes_what_belongs_to_its_own_beginning(tmp_path: Path) -> None:
    clause = CLAUSE.replace("2020-01-01", "[2020-01-01, 2021-01-01]").replace('"must"', '["may", "must"]')
    said = '{ is = 4, from = 2020-01-01, clauses = ["XY-01"] }, { is = 3, from = 2021-01-01, clauses = ["XY-01"] }'
    rows = written(tmp_path, said, clause).norms[0].rows
    assert [(r.modality.name, r.evidence.value) for r in rows] == [("MAY", "report"), ("MUST", "report")]


FAULTS = {
    '{ is = 3, clauses = ["XY-02"] }': "unknown clause 'XY-02'; did you mean 'XY-01'",
    '{ is = 3, clauses = ["../XY-02"] }': "unknown clause",
    '{ is = 3, clauses = ["ZZ-02"] }': "unknown clause 'ZZ-02'",
    '{ is = 3, clauses = ["XY-01"], modality = "ban" }': "is not the clause's: must",
    '{ is = 3, clauses = ["XY-01"], evidence = "text" }': "better than the register has",
    '{ is = 3, clauses = ["XY-01"], from = 2019-01-01 }': "before XY-01 was in force",
    '{ is = 3, clauses = ["XY-01"], until = 2019-01-01 }': "before from",
}


@pytest.mark.parametrize("said", FAULTS)
def test_the_register_allows_only_what_it_says(said: str, tmp_path: Path) -> None:
    told = refusal(written(tmp_path, said))
    assert FAULTS[said] in told
    assert str(tmp_path / "trial.toml") in told


def test_a_row_may_be_verified_worse_than_its_clause(tmp_path: Path) -> None:
    made = written(tmp_path, '{ is = 3, clauses = ["XY-01"], evidence = "recalled" }')
    assert made(Parcel(date=DAY, n=9)).verdict is Verdict.UNKNOWN


BAD_CLAUSES = ("says = 3", 'modality = ["shall"]\nsays = "x"', 'from = "soon"\nsays = "x"', 'sayz = "x"')


@pytest.mark.parametrize("clause", BAD_CLAUSES)
def test_a_bad_clause_is_a_fault_of_the_register(clause: str, tmp_path: Path) -> None:
    told = refusal(written(tmp_path, clause=clause))
    assert "xy.toml: [XY-01]" in told


LAYERS = {
    "[trial.trail.k]\nrow = []": "unknown rule 'trail'; did you mean 'trial'",
    "[trial.trial.q]\nrow = []": "unknown norm 'q'",
    "[trial.trial.k]\nrows = []": "unknown key 'rows'; did you mean 'row'",
    '[trial.trial.k]\nrow = [{ is = "x", clauses = ["XY-01"] }]': "'x' is not of type int",
    "trial = 3": "write rows as [family.rule.norm]",
    "[trial]\ntrial = 3": "write rows as [family.rule.norm]",
    'parent = "nowhere"': "'nowhere' is no known place",
    "parent = 3": "as text",
    "title = 3": "title",
    "title = {": "is not TOML",
}


@pytest.mark.parametrize("text", LAYERS)
def test_a_bad_layer_is_refused_with_its_own_file(text: str, tmp_path: Path) -> None:
    told = refusal(written(tmp_path, a=text))
    assert LAYERS[text] in told
    assert "a.toml" in told


def test_a_bad_name_of_a_place_and_a_taken_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "No Place.toml").write_text("", "utf-8")
    (tmp_path / "Bad.toml").write_text("parent = 3", "utf-8")
    with pytest.raises(LawError) as refused:
        load_places(tmp_path)
    assert len(refused.value.faults) == 3
    for table in ({"parent": "a"}, {}):
        with pytest.raises(LawError, match="is taken"):
            NOWHERE.plus([layer("a", {}), layer("a", table, "other.toml")])
    with pytest.raises(LawError, match="is taken"):
        NOWHERE.plus([layer("cn", {})])


def test_a_circle_of_places_is_refused() -> None:
    with pytest.raises(LawError):
        places(a="b", b="a").chain("a")


def test_a_circle_of_places_is_refused_when_it_is_loaded_and_called_one() -> None:
    with pytest.raises(LawError, match=r"circle|itself"):
        places(a="b", b="a")


def test_an_unknown_place_is_refused_with_what_was_meant() -> None:
    with pytest.raises(LawError, match="did you mean 'anshan'"):
        places(anshan="cn").chain("anshn")
    assert places(b="a", a="cn").chain("b") == ("cn", "a", "b")
    assert places().chain(None) == places().chain("cn") == ("cn",)


def test_a_misspelt_family_in_a_layer_is_refused() -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=3)])
    with pytest.raises(LawError, match="did you mean 'trial'"):
        Checker(rules=[made], layers=[layer("a", {"trail": {"trial": {"k": {"row": [row(value=1)]}}}})])


@pytest.mark.parametrize("table", [3, [3]])
def test_a_norm_of_a_layer_that_is_no_table_is_refused(table: Any) -> None:
    made = ruled("at_most(x.n, k)", k=[row(value=3)])
    with pytest.raises(LawError):
        _ = made.under(NOWHERE.plus([layer("a", {"trial": {"trial": {"k": table}}})])).norms


@pytest.mark.parametrize("key", ["places", "sources"])
@pytest.mark.parametrize("value", [3, ["x"], {"a": 1}, True, "nowhere", "\0", "x" * 5000])
def test_an_absurd_folder_is_a_fault(key: str, value: Any) -> None:
    norms = {"title": TITLE, key: value, "trial": {"title": TITLE, "k": {"unit": "u", "row": [row(value=3)]}}}
    with pytest.raises(LawError) as refused:
        _ = rule(norms=norms)(spoken("at_most(x.n, k)", k="int")).norms
    assert refused.value.faults == (Fault("python", key, f"{value!r} is no folder beside this file"),)


K, L = ({"unit": "u", "row": [row(value=v)]} for v in (3, 4))
BOTH = "all_of(at_most(x.n, k), at_most(x.m, l))"
SAME = {"unit": "u", "same": True, "row": [row(value=3)]}
NO_TITLE = 'needs title = { zh = "…", en = "…" }'
WHOLE: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    (BOTH, {"trail": {}}, {}, [
        "python: [] unknown rule 'trail'; did you mean 'trial'?",
        "python: [trial] is missing; every rule has at least one row",
    ]),
    (BOTH, {"title": TITLE, "trial": {"title": {"en": "trial"}, "q": {}, "l": 3}}, {}, [
        f"python: [trial] {NO_TITLE}",
        "python: [trial] unknown norm 'q'; known are k, l, title",
        "python: [trial.k] is missing; the rule asks for it",
        "python: [trial.l] is missing; the rule asks for it",
    ]),
    (BOTH, {"trial": {"title": {"zh": "", "en": "trial"}, "k": K | {"row": []}, "l": L}}, {}, [
        f"python: [trial] {NO_TITLE}",
    ]),
    ("at_most(x.n, k)", {"trial": {"title": TITLE, "k": K | {"row": []}}}, {}, [
        "python: [trial.k] has no row here or at any place; every norm says from when, for whom and by which clause",
    ]),
    ("exactly(x.n, k)", {"trial": {"title": TITLE, "k": SAME}}, {"trial": {"k": {"row": [row(value=4)]}}}, [
        "python: [trial.k] 3 (cn) and 4 (a) hold together and must be equal; end one with until",
    ]),
    (BOTH, {"trial": {"title": TITLE, "k": K, "l": L}}, {"trail": {}, "trial": {"q": {}, "l": {"rows": {}}}}, [
        "a.toml: [trial] unknown rule 'trail'; did you mean 'trial'?",
        "a.toml: [trial.trial] unknown norm 'q'; known are k, l",
        "a.toml: [trial.trial.l] unknown key 'rows'; did you mean 'row'?",
    ]),
    ("require(x.is_big)", {"trial": {"title": TITLE, "row": [row()]}}, {"trial": {"k": {"row": []}}}, [
        "a.toml: [trial.trial] unknown norm 'k'; known are row",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "norms", "local", "faults"), WHOLE)
def test_all_faults_are_told_at_once_each_where_it_lies(
    body: str, norms: dict[str, Any], local: dict[str, Any], faults: list[str]
) -> None:
    types = {n: "int" for n in "kl" if f" {n})" in body}
    made = rule(norms=norms, family="trial")(spoken(body, **types))
    assert refusal(made.under(NOWHERE.plus([layer("a", {"trial": local}, "a.toml")]))).splitlines() == faults


def test_a_place_adds_rows_to_a_rule_without_a_number_too() -> None:
    made = at_places(ruled("require(x.is_big)", row=[row(colour="red")]), a=[row()])
    assert [made.at(p)(Parcel(date=DAY, is_big=False)).name for p in (None, "a")] == ["UNKNOWN", "VIOLATED"]
    assert [(r.place, r.value) for r in made.norms[0].rows] == [("cn", True), ("a", True)]


def test_a_rule_belongs_to_the_family_of_its_module_or_brings_one_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shuangjian.core.family._FAMILIES", {})
    module = ModuleType("some.policy.sick_leave")
    module.__file__ = str(tmp_path / "sick_leave.py")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    values = {"title": TITLE}
    asked: list[tuple[str, Any, str | None]] = [
        (module.__name__, None, None),  # a module with a file
        ("some.policy.typed_in", None, None),  # a module without one
        ("some.policy.named", None, "other_name"),
        (module.__name__, values, None),
        (module.__name__, values, "other_name"),
        (module.__name__, tmp_path / "numbers.toml", None),
        (module.__name__, tmp_path / "numbers.toml", "other_name"),  # the file is known by now
    ]
    found = [family_of(*question) for question in asked]
    assert [(f.stem, f.name, f.path, f.values) for f in found] == [
        ("sick_leave", "sick-leave", tmp_path / "sick_leave.toml", None),
        ("typed_in", "typed-in", None, None),
        ("other_name", "other-name", None, None),
        ("sick_leave", "sick-leave", None, values),
        ("other_name", "other-name", None, values),
        ("numbers", "numbers", tmp_path / "numbers.toml", None),
        ("numbers", "numbers", tmp_path / "numbers.toml", None),
    ]
    assert [family_of(*question) is f for question, f in zip(asked, found, strict=True)] == [
        True, True, True, False, False, True, True,
    ]  # fmt: skip
    with pytest.raises(LawError) as refused:
        _ = found[1].table
    assert str(refused.value) == "python: [typed_in] a rule defined outside a file needs @rule(norms={ … })"


_toml = st.text(alphabet="[]{}=\"\n.,#-+0123456789abk: '\\trial_é\x00", max_size=60).map(str.encode) | st.binary(
    max_size=40
)


@given(text=_toml, name=st.sampled_from(["trial.toml", "places/a.toml", "clauses/xy.toml"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_bytes_in_any_file_are_a_fault_and_never_a_traceback(text: bytes, name: str, tmp_path: Path) -> None:
    made = written(tmp_path, a="")
    load_places.cache_clear()
    (tmp_path / name).write_bytes(text)
    made.family.__dict__["register"] = Register(tmp_path)
    with suppress(LawError):
        _ = made.norms


def test_a_place_asked_for_keeps_its_layer_and_others_do_not_have_it() -> None:
    made = at_places(ruled("at_most(x.n, k)", k=[row(value=5)]), a=[row(value=3)])
    assert [made.at(p)(Parcel(date=DAY, n=4)).name for p in (None, "a")] == ["SATISFIED", "VIOLATED"]


@pytest.mark.parametrize("text", ["2020", "2020-02", "2020-02-29", "2020/2021-03"])
def test_days_are_read_back_as_they_are_written(text: str) -> None:
    found = days(text)
    assert days(str(found)) == found
    assert found.first <= found.last


@given(st.text(max_size=12) | st.integers() | st.none())
def test_days_are_read_or_refused(raw: object) -> None:
    try:
        found = days(raw)
    except ValueError:
        return
    assert found.first <= found.last
