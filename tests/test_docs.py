"""Generated pages are as their sources, others do what they say, and no code stands in a page that nothing runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import shuangjian
from shuangjian.core.verdict import Verdict
from shuangjian.records import FACTS, read
from shuangjian.rules import RULES
from tests.pages import DOCS, ROOT, blocks, follow

IN_A_COPY = ("how-to/add-a-rule.md", "how-to/change-a-number.md")
IN_A_FOLDER = ("tutorial/first-check.md", "how-to/your-own-policy.md", "how-to/from-a-notice-to-records.md")
GENERATED = "% Made by docs/generate.py"
PAGES = [p for p in sorted(DOCS.rglob("*.md")) if not {"changelog.d", "examples", "_build"} & set(p.parts)]
WRITTEN = [p for p in PAGES if not p.read_text("utf-8").startswith(GENERATED)]
OTHER_TESTS = [p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py") if p != Path(__file__)]
DIRECTIVE, DOCTEST = re.compile(r"\{[\w-]+\}"), "pycon"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a change touches."""
    for name in ("src", "tests", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "_build"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def generate(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "docs/generate.py", *arguments]
    environment = {"PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, encoding="utf-8", check=False)


# ------------------------------------------------------------------------------------------- generated pages


def test_every_generated_page_is_as_its_sources() -> None:
    done = generate(ROOT, "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_page_that_differs_is_missing_or_has_no_source_is_named_and_mended(tree: Path) -> None:
    generate(tree)
    rules = tree / "docs/rules"
    (rules / "school/homework.md").write_text("60", "utf-8")
    (rules / "school/sleep.md").unlink()
    (rules / "school/snoring.md").write_text("a family that is gone", "utf-8")
    done = generate(tree, "--check")
    assert done.returncode == 1
    named = re.findall(r"^docs/rules/school/(\w+).md: differs", done.stdout, re.MULTILINE)
    assert named == ["homework", "sleep", "snoring"]
    assert generate(tree).returncode == 0
    assert generate(tree, "--check").returncode == 0
    assert not (rules / "school/snoring.md").exists()


def test_a_changed_number_changes_its_page(tree: Path) -> None:
    generate(tree)
    numbers = tree / "src/shuangjian/rules/school/homework.toml"
    numbers.write_text(numbers.read_text("utf-8").replace('"junior", is = 90', '"junior", is = 91'), "utf-8")
    assert "docs/rules/school/homework.md: differs" in generate(tree, "--check").stdout


def test_an_act_more_changes_the_pictures_and_the_page_it_is_shown_in(tree: Path) -> None:
    generate(tree)
    life = tree / "src/shuangjian/enforcement/rectification/life.toml"
    text = life.read_text("utf-8")
    (act,) = re.findall(r"\[act\.ban\].*?\n\n", text, re.DOTALL)
    life.write_text(text + "\n" + act.replace("ban", "another", 1), "utf-8")
    done = generate(tree, "--check").stdout
    named = re.findall(r"^docs/reference/life-of-an-institution(\S*): differs", done, re.MULTILINE)
    assert named == ["-orders.svg", ".md", ".svg"]
    generate(tree)
    for part in ("-orders.svg", ".svg"):
        assert "another" in (tree / f"docs/reference/life-of-an-institution{part}").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(FACTS))
def test_the_page_of_a_fact_type_shows_a_record_that_can_be_read(name: str, tmp_path: Path) -> None:
    text = (DOCS / f"reference/facts/{name}.md").read_text("utf-8")
    shown = [b.text for b in blocks(DOCS / f"reference/facts/{name}.md") if b.kind == "json"]
    if not shown:
        assert "no rule reads one" in text
        return
    (tmp_path / "shown.json").write_text(shown[0], "utf-8")
    batch = read(tmp_path / "shown.json")
    assert (len(shown), [str(f) for f in batch.faults], len(batch.facts)) == (1, [], 1)
    made = re.search(r"This one is made: .*?\[([\w.-]+)\].*?It breaks that rule", text, re.DOTALL)
    assert bool(made) != ("A record of the case" in text)
    if made:
        (rule,) = (r for r in RULES if r.id == made[1])
        assert rule(batch.facts[0].fact, rule.law(batch.facts[0].fact.place)).verdict is Verdict.VIOLATED


def test_no_generated_page_shows_a_value_as_python_has_it() -> None:
    shown = "".join(p.read_text("utf-8") for p in PAGES if p not in WRITTEN)
    assert not re.findall(r"Fraction\(|Decimal\(|frozenset|datetime|<[A-Z]\w+\.|Options\(|Span\(|\| None \|", shown)


# ------------------------------------------------------------------------------------------- pages that are followed


@pytest.mark.parametrize("page", IN_A_COPY)
def test_a_change_to_the_rules_made_as_the_page_says_passes_the_gate(page: str, tree: Path) -> None:
    code = [b for b in blocks(DOCS / page) if b.kind != DOCTEST]
    assert follow(DOCS / page, tree, tree / "src") == len(code)


@pytest.mark.parametrize("page", IN_A_FOLDER)
def test_what_a_page_shows_happens(page: str, tmp_path: Path) -> None:
    code = [b for b in blocks(DOCS / page) if b.kind not in (DOCTEST, "sh")]
    assert follow(DOCS / page, tmp_path) == len(code)


@pytest.mark.parametrize(
    ("name", "left_out", "told"),
    [
        ("add-a-rule.md", r'.*"the day after the text".*\n', "end 2018-08-"),
        ("change-a-number.md", r", until = 2027-08-31", "LO-12"),
    ],
)
def test_the_gate_notices_what_a_page_asks_for_and_was_not_done(
    name: str, left_out: str, told: str, tree: Path
) -> None:
    page, text = tree / "page.md", (DOCS / "how-to" / name).read_text("utf-8")
    page.write_text(re.sub(left_out, "", text), "utf-8")
    assert page.read_text("utf-8") != text
    with pytest.raises(AssertionError, match=told):
        follow(page, tree, tree / "src")


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: p.relative_to(DOCS).as_posix())
def test_no_code_stands_in_a_page_that_nothing_runs(page: Path) -> None:
    is_followed = page.relative_to(DOCS).as_posix() in (*IN_A_COPY, *IN_A_FOLDER)
    has_a_test_of_its_own = any(f'"{page.name}"' in text or f"/{page.name}" in text for text in OTHER_TESTS)
    others = [b for b in blocks(page) if b.kind != DOCTEST and not DIRECTIVE.match(b.kind)]
    assert is_followed or has_a_test_of_its_own or not others
    assert all(">>> " in b.text for b in blocks(page) if b.kind == DOCTEST)


def test_the_reference_names_every_public_name() -> None:
    page = (DOCS / "reference/python.md").read_text("utf-8")
    assert [n for n in shuangjian.__all__ if not n.startswith("_") and not re.search(rf"\b{n}\b", page)] == []


def test_the_map_names_whatever_lies_in_the_package() -> None:
    page = (DOCS / "map.md").read_text("utf-8")
    there = [p.name + "/" * p.is_dir() for p in (ROOT / "src/shuangjian").iterdir()]
    plumbing = ("__", "py.typed")
    assert [n for n in there if not n.startswith(plumbing) and f"      {n} " not in page] == []


def test_both_readmes_show_the_same_example() -> None:
    one, other = ([b.text for b in blocks(ROOT / name)] for name in ("README.md", "README.zh.md"))
    assert one == other
