"""Imports run one way: cli and checker, records and wording, rules, model and core; core knows none of them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src/shuangjian"
FILES = sorted(SRC.rglob("*.py"))
RANK = {
    "core": 0,
    "model": 1,
    "calendar": 2,
    "enforcement": 3,
    "rules": 3,
    "monitoring": 4,
    "wording": 4,
    "checker": 4,
    "coverage": 4,
    "frames": 5,
    "records": 5,
    "testing": 5,
    "cli": 6,
}
"""A part may import those below it; those of one rank, checker from records and wording, see PEERS."""
PEERS = {("records", "checker"), ("cli", "records"), ("wording", "checker"), ("frames", "records")}
PURE = {"core", "model", "rules", "calendar", "enforcement", "monitoring", "checker", "records", "wording"}
"""Parts that read no clock, no chance and no environment."""
RUNTIME = {"attrs", "dateutil"}
NARWHALS = {
    "columns.py", "engine_words.py", "frame.py", "groups.py", "joined.py", "layout.py", "packed.py", "rows.py",
    "states.py", "strays.py", "tabled.py", "turns.py",
}  # fmt: skip
"""Files of the kernel that speak to engines."""
EXTRAS = {
    "frames": {"narwhals", "polars", "pandas", "pyarrow", "pyspark", "duckdb", "python_calamine"},
    "records": {"cattrs", "rich"},
    "cli": {"click", "rich", "cattrs"},
    "testing": {"hypothesis"},
}


def part_of(path: Path) -> str:
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Level and module of every import, those for type checkers alone left out."""
    tree = ast.parse(path.read_text("utf-8"))
    only_types = {
        id(inner)
        for n in ast.walk(tree)
        if isinstance(n, ast.If) and getattr(n.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(n)
    }
    for node in ast.walk(tree):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module else [a.name for a in node.names]
            yield from ((node.level, str(n)) for n in names)
        elif isinstance(node, ast.Import):
            yield from ((0, a.name) for a in node.names)


def parts_used(path: Path) -> set[str]:
    """The parts of the library a file imports."""
    depth = len(path.relative_to(SRC).parts)
    return {
        name.partition(".")[0] for level, name in imports(path) if level == depth and name.partition(".")[0] in RANK
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    own = part_of(path)
    for used in parts_used(path) - {own} if own in RANK else ():
        assert RANK[used] < RANK[own] or (own, used) in PEERS, f"{own} imports {used}"
        assert used not in ("testing", "cli")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_the_package_names_itself_nowhere_and_uses_only_what_it_declares(path: Path) -> None:
    for level, name in imports(path):
        top = name.partition(".")[0]
        if level == 0 and top not in sys.stdlib_module_names:
            allowed = RUNTIME | EXTRAS.get(part_of(path), set())
            if path.name in NARWHALS:
                allowed = allowed | {"narwhals", "polars"}  # a window of Polars is made by its own sort
            assert top in allowed, f"imports {top}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_relative_import_leaves_the_package(path: Path) -> None:
    depth = len(path.relative_to(SRC).parts)
    assert all(level <= depth for level, _ in imports(path))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_file_reads_a_clock_chance_or_the_environment(path: Path) -> None:
    if part_of(path) in PURE:
        used = {name.partition(".")[0] for level, name in imports(path) if level == 0}
        assert used.isdisjoint({"random", "time", "secrets", "uuid", "socket", "subprocess", "urllib"})
        assert "os" not in used or part_of(path) in ("calendar", "records")  # they open files
        called = {n.attr for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Attribute)}
        assert called.isdisjoint({"today", "now", "utcnow", "environ", "getenv"})


def test_no_file_is_a_giant() -> None:
    long = {str(p.relative_to(SRC)): n for p in FILES if (n := p.read_text("utf-8").count("\n")) > 350}
    assert not long
