"""A family's file, its layers and its register: whatever is wrong in them is a LawError with file, table and cure."""

# values of any field or norm

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from shuangjian import Checker
from shuangjian.core.dates import days
from shuangjian.core.faults import LARGEST, LawError, read_toml, suggestion
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
@pytest.mark.parametrize("value", [3, ["x"], {"a": 1}, True, "\0"])
def test_an_absurd_folder_is_a_fault(key: str, value: Any) -> None:
    norms = {"title": TITLE, key: value, "trial": {"title": TITLE, "k": {"unit": "u", "row": [row(value=3)]}}}
    with pytest.raises(LawError):
        _ = rule(norms=norms)(spoken("at_most(x.n, k)", k="int")).norms


def test_a_folder_of_layers_that_is_not_there_is_a_fault() -> None:
    norms = {"places": "nowhere", "trial": {"title": TITLE, "k": {"unit": "u", "row": [row(value=3)]}}}
    with pytest.raises(LawError):
        _ = rule(norms=norms)(spoken("at_most(x.n, k)", k="int")).norms


def test_unknown_tables_of_a_family_are_refused() -> None:
    norms = {"trail": {}, "trial": {"title": TITLE, "k": {"unit": "u", "row": [row(value=3)]}, "q": {"row": []}}}
    with pytest.raises(LawError) as refused:
        _ = rule(norms=norms)(spoken("at_most(x.n, k)", k="int")).norms
    assert [f.what for f in refused.value.faults] == [
        "unknown rule 'trail'; did you mean 'trial'?",
        "unknown norm 'q'; known are k, title",
    ]


def test_a_file_that_is_missing_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * (LARGEST + 1))
    (tmp_path / "latin.toml").write_bytes(b"a = '\xff'")
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5000, "utf-8")
    for name, cure in {"none": "cannot be read", "large": "larger than", "latin": "UTF-8", "deep": "TOML"}.items():
        with pytest.raises(LawError, match=cure):
            read_toml(tmp_path / f"{name}.toml")
    with pytest.raises(LawError, match="cannot be read"):
        read_toml(tmp_path)


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


def test_what_was_probably_meant() -> None:
    assert suggestion("minuts", ["minutes", "days"]) == "; did you mean 'minutes'?"
    assert suggestion("zzz", ["minutes", "days"]) == "; known are minutes, days"
    assert suggestion("zzz", map(str, range(99))) == ""
    assert tomllib.loads("a = 1") == {"a": 1}
