"""``draw`` and ``verify-draw``: the guide does what it says, and what is wrong is told in its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.cli.helpers import run
from tests.pages import DOCS, follow

LISTS: dict[str, Any] = {
    "targets": [{"id": "p", "credit": "A"}, {"id": "q", "credit": "D"}],
    "inspectors": [{"id": "a", "conflicts": ["q"]}, {"id": "b"}, {"id": "c"}],
}


def written(folder: Path, held: object) -> Path:
    path = folder / "held.json"
    path.write_text(held if isinstance(held, str) else json.dumps(held), "utf-8")
    return path


def published(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("draw", written(folder, LISTS), "--seed", "s").stdout)
    return found


def test_the_guide_does_what_it_says(tmp_path: Path) -> None:
    assert follow(DOCS / "how-to/run-a-public-draw.md", tmp_path) == 4


def test_a_draw_that_was_changed_is_told_with_what_differs(tmp_path: Path) -> None:
    made = published(tmp_path)
    assert run("verify-draw", written(tmp_path, made)).exit_code == 0
    made["visits"][0]["inspectors"].reverse()
    found = run("verify-draw", written(tmp_path, made), "--lang", "en")
    first, last = found.stdout.splitlines()
    assert found.exit_code == 1
    assert first.startswith("visits: 'p': published ")
    assert last == f"drawn again, it differs ({made['digest']})"


def test_the_digest_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    path, output = written(tmp_path, LISTS), tmp_path / "digest.txt"
    said = run("draw", path).stdout
    assert run("draw", path, "--output", str(output)).stdout == ""
    assert output.read_text("utf-8") == said


def test_a_seed_changes_what_is_drawn_and_not_the_digest(tmp_path: Path) -> None:
    targets = [{"id": f"p{n}", "credit": "D"} for n in range(40)]
    path = written(tmp_path, LISTS | {"targets": targets, "inspectors": [{"id": id_} for id_ in "abc"]})
    one, other = (json.loads(run("draw", path, "--seed", seed).stdout) for seed in ("s", "s "))
    assert run("draw", path).stdout == f"{one['digest']}\n" == f"{other['digest']}\n"
    assert one["visits"] != other["visits"]


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (LISTS | {"targets": [{"id": 5, "credit": "E"}]}, [
            "text is wanted at targets[0].id", "no credit grade; write A, B, C, D at targets[0].credit",
        ]),
        (LISTS | {"shares": {"A": 0.5}}, ["a share is wanted, such as \"0.05\" or \"1/20\" at shares['A']"]),
        (LISTS | {"shares": {"A": "1e999999999"}}, ["a share is wanted, such as \"0.05\" or \"1/20\" at shares['A']"]),
        (LISTS | {"shares": {"A": "1/0"}}, ["a share is wanted, such as \"0.05\" or \"1/20\" at shares['A']"]),
        (LISTS | {"shares": {}}, [f"shares.{c}: None is no share" for c in "ABCD"]),
        (LISTS | {"seed": "x"}, ["extra fields found (seed)"]),
        ({"targets": []}, ["required field missing"]),
        (LISTS | {"inspectors": [{"id": "a"}, {"id": "a"}]}, ["inspectors: 'a' stands 2 times; name each once"]),
        ('{"targets": [], "targets": []}', ["is no such JSON: the key 'targets' stands twice in one object"]),
        ('{"targets": NaN}', ["is no such JSON: NaN is no number"]),
        ("[" * 100_000, ["is no such JSON: "]),
        ("[]", ["is no such JSON: an object is wanted"]),
        ("null", ["is no such JSON: an object is wanted"]),
        (LISTS | {"targets": [5]}, ["an object is wanted, in braces at targets[0]"]),
        ("", ["is no such JSON: "]),
        (LISTS | {"targets": [{"id": n, "credit": "A"} for n in range(30)]}, ["text is wanted"] * 20 + ["and 10 more"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_lists_is_told(tmp_path: Path, held: object, told: list[str]) -> None:
    found = run("draw", written(tmp_path, held), "--seed", "s")
    lines = found.stderr.splitlines()
    assert found.exit_code == 2
    assert len(lines) == len(told)
    assert [line for line, wanted in zip(lines, told, strict=True) if f"held.json: {wanted}" not in line] == []


def test_what_cannot_be_drawn_or_is_no_draw_of_ours_is_refused(tmp_path: Path) -> None:
    few = run("draw", written(tmp_path, LISTS | {"inspectors": [{"id": "a"}]}), "--seed", "s")
    assert (few.exit_code, few.stdout) == (2, "")
    assert "inspectors: 1 may inspect 'p', 2 are needed" in few.stderr
    assert run("draw", written(tmp_path, LISTS), "--seed", "").exit_code == 2
    other = run("verify-draw", written(tmp_path, published(tmp_path) | {"algorithm": "x"}))
    assert other.exit_code == 2
    assert "algorithm: 'x' is not 'shuangjian-draw/1'" in other.stderr
    assert run("verify-draw", written(tmp_path, published(tmp_path) | {"seed": ""})).exit_code == 2
    assert run("verify-draw", tmp_path / "none.json").exit_code == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5),
    lambda under: st.lists(under, max_size=3) | st.dictionaries(st.sampled_from([*LISTS, "id", "credit"]), under),
    max_leaves=12,
)


@given(held=JSON, command=st.sampled_from(["draw", "verify-draw"]))
def test_no_file_makes_it_fall(tmp_path_factory: pytest.TempPathFactory, held: object, command: str) -> None:
    assert run(command, written(tmp_path_factory.mktemp("f"), held)).exit_code in (0, 2)
