"""Places: a layer is read or refused in full, and every chain of places leads up to the nation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.core.faults import Fault, LawError
from shuangjian.core.layer import DEEPEST, NOWHERE, Place, layer, load_places
from tests.core.policy import TITLE, places, row

ID = "a place id is made of lower-case letters, digits and underscores"
TITLES = 'write title = { zh = "…", en = "…" }'
ROWS = "write rows as [family.rule.norm] with row = [ … ]"
REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("no place", {}, [("no place", ID)]),
    ("Anshan", {}, [("Anshan", ID)]),
    ("a", {"title": "鞍山"}, [("title", TITLES)]),
    ("a", {"parent": 3}, [("parent", "write the id of the place above, as text")]),
    ("a", {"trial": 3}, [("trial", ROWS)]),
    ("a", {"trial": {"trial": [row()]}}, [("trial", ROWS)]),
    ("a", {"trial": {"trial": {"row": {}}}}, [("trial", ROWS)]),
    ("a", {"trial": {"trial": {"k": [row()]}}}, [("trial", ROWS)]),
    ("a", {"trial": {"good": {"k": {}}, "bad": {"k": {}, "row": 3}}, "title": 3}, [("title", TITLES), ("trial", ROWS)]),
]


@pytest.mark.parametrize(("place", "table", "faults"), REFUSED)
def test_a_layer_of_another_form_is_refused(place: str, table: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    with pytest.raises(LawError) as refused:
        layer(place, table, "a.toml")
    assert refused.value.faults == tuple(Fault("a.toml", *fault) for fault in faults)


def test_a_layer_has_rows_under_the_names_of_norms_or_for_a_rule_without_one() -> None:
    rows = {"trial": {"with_number": {"k": {"row": [row(value=3)]}}, "without": {"row": [row()]}, "neither": {}}}
    read = layer("a_1", {"title": TITLE, "parent": "b", **rows}, "a_1.toml")
    assert attrs.astuple(read, recurse=False) == ("a_1", TITLE, "b", rows, "a_1.toml")
    assert attrs.astuple(layer("a", {}), recurse=False) == ("a", {}, "cn", {}, "python")


def test_the_layers_of_a_folder_are_read_and_nothing_else_in_it(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('parent = "a"', "utf-8")
    (tmp_path / "a.toml").write_text("", "utf-8")
    (tmp_path / "notes.txt").write_text("no layer", "utf-8")
    read = load_places(tmp_path)
    assert [(p.id, p.parent, p.file) for p in read] == [
        (place, parent, str(tmp_path / f"{place}.toml")) for place, parent in (("a", "cn"), ("b", "a"))
    ]


def at(place: str, parent: str, file: str = "") -> Place:
    return layer(place, {"parent": parent}, file or f"{place}.toml")


LINE = [at(f"p{n}", f"p{n - 1}" if n > 1 else "cn") for n in range(1, DEEPEST + 2)]
TAKEN = "is taken; give the layer an id of its own"
APART: dict[str, tuple[list[Place], list[tuple[str, str, str]]]] = {
    "the nation itself, and nothing follows from that": ([at("cn", "cn"), at("a", "cn")], [("cn.toml", "cn", TAKEN)]),
    "one id twice": ([at("a", "cn"), at("a", "cn", "my/a.toml")], [("my/a.toml", "a", TAKEN)]),
    "no such parent": (
        [at("anshan", "cn"), at("b", "anshn")],
        [("b.toml", "parent", "'anshn' is no known place; did you mean 'anshan'?")],
    ),
    "a circle, and what hangs on it": (
        [at("a", "b"), at("b", "a"), at("c", "b"), at("d", "cn")],
        [(f"{p}.toml", "parent", f"its parents run in a circle: {up!r}") for p, up in ("ab", "ba", "cb")],
    ),
    "above itself": ([at("a", "a")], [("a.toml", "parent", "its parents run in a circle: 'a'")]),
    "too deep": (LINE, [(f"p{DEEPEST + 1}.toml", "parent", f"its parents run in a circle: 'p{DEEPEST}'")]),
    "several": (
        [at("a", "a"), at("cn", "a"), at("b", "x")],
        [
            ("cn.toml", "cn", TAKEN),
            ("b.toml", "parent", "'x' is no known place; known are a, b"),
            ("a.toml", "parent", "its parents run in a circle: 'a'"),
        ],
    ),
}


@pytest.mark.parametrize("name", APART)
def test_places_that_do_not_go_together_are_refused(name: str) -> None:
    layers, faults = APART[name]
    with pytest.raises(LawError) as refused:
        NOWHERE.plus(layers)
    assert refused.value.faults == tuple(Fault(*fault) for fault in faults)


def test_a_layer_read_again_stands_for_what_it_was() -> None:
    again = at("a", "b")
    known = NOWHERE.plus([at("a", "cn"), at("b", "cn")]).plus([again])
    assert next(iter(known)) is again
    assert known.chain("a") == ("cn", "b", "a")


def test_a_chain_runs_from_the_nation_down_as_deep_as_places_go() -> None:
    whole = NOWHERE.plus(LINE[:-1])
    assert whole.chain(f"p{DEEPEST}") == ("cn", *(p.id for p in LINE[:-1]))
    assert [*whole.chains()] == ["cn", *(p.id for p in LINE[:-1])]
    assert whole.chain(None) == whole.chain("cn") == ("cn",)
    with pytest.raises(LawError) as refused:
        places(anshan="cn").chain("anshn")
    assert refused.value.faults == (Fault("places", "anshn", "is no known place; did you mean 'anshan'?"),)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("beijin", "; did you mean 'beijing'?"),
        ("BEIJING", "; did you mean 'beijing'?"),
        ("北京", "; did you mean 'beijing'?"),
        ("北京市", "; did you mean 'beijing'?"),
        ("苏州市", "; did you mean 'suzhou'?"),
        ("苏州工业园区", "; did you mean 'suzhou_industrial_park'?"),
        ("Suzhou Industrial Park", "; did you mean 'suzhou_industrial_park'?"),
        ("chaoyang", "; write the nearest place above it that `shuangjian places` lists, or none"),
    ],
)
def test_the_place_that_was_meant_is_named_by_its_name_or_spelling_and_no_other(said: str, meant: str) -> None:
    told = [("beijing", "北京", "Beijing"), ("changde", "常德", "Changde"), ("suzhou", "苏州", "Suzhou")]
    told += [("suzhou_industrial_park", "苏州工业园区", "Suzhou Industrial Park")]
    known = NOWHERE.plus(layer(at, {"title": {"zh": zh, "en": en}, "parent": "cn"}) for at, zh, en in told)
    with pytest.raises(LawError) as refused:
        known.chain(said)
    assert refused.value.faults == (Fault("places", said, f"is no known place{meant}"),)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["cn", *"abcdef"])))
def test_places_are_refused_or_every_chain_begins_at_the_nation(parents: dict[str, str]) -> None:
    sound = {"cn"}
    for _ in parents:
        sound |= {place for place, parent in parents.items() if parent in sound}
    if not sound >= parents.keys():
        with pytest.raises(LawError):
            places(**parents)
        return
    known = places(**parents)
    for place, chain in known.chains().items():
        assert chain == (*(known.chain(parents[place]) if place != "cn" else ()), place)
