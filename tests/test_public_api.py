"""What `import shuangjian` offers is written out, sorted, importable and typed; importing it loads nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import shuangjian

ROOT = Path(__file__).parents[1]
FACE = ROOT / "tests/typing/face.py"


def test_all_is_a_sorted_literal_without_doubles() -> None:
    module = ast.parse(Path(shuangjian.__file__ or "").read_text("utf-8"))
    (literal,) = [
        n.value for n in module.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "__all__"
    ]
    assert ast.literal_eval(literal) == shuangjian.__all__
    assert len(set(shuangjian.__all__)) == len(shuangjian.__all__)
    capitals = [n for n in shuangjian.__all__ if n.isupper()]
    classes = [n for n in shuangjian.__all__ if n[0].isupper() and not n.isupper()]
    rest = [n for n in shuangjian.__all__ if not n[0].isupper()]
    assert [*capitals, *classes, *rest] == shuangjian.__all__
    assert [sorted(part) for part in (capitals, classes, rest)] == [capitals, classes, rest]


@pytest.mark.parametrize("name", shuangjian.__all__)
def test_every_name_is_there_and_is_that_of_its_home(name: str) -> None:
    found = getattr(shuangjian, name)
    if name != "__version__":
        assert found is getattr(import_module(f"shuangjian.{shuangjian._HOME[name]}"), name)


def test_the_table_of_homes_and_the_imports_for_type_checkers_are_the_same() -> None:
    assert {*shuangjian._HOME, "__version__"} == set(shuangjian.__all__)
    module = ast.parse(Path(shuangjian.__file__ or "").read_text("utf-8"))
    (block,) = [n for n in module.body if isinstance(n, ast.If)]
    said = {a.name: n.module for n in block.body if isinstance(n, ast.ImportFrom) for a in n.names}
    assert said == shuangjian._HOME


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = shuangjian.chekc


def test_importing_it_loads_no_fact_no_rule_and_no_date_library() -> None:
    script = "import sys, shuangjian; print(*sorted(m for m in sys.modules if m.partition('.')[0] in "
    script += "('shuangjian', 'attrs', 'attr', 'dateutil', 'datetime')))"
    done = subprocess.run([sys.executable, "-S", "-c", _with_path(script)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["shuangjian"]


def test_a_check_loads_neither_the_records_nor_the_command_nor_a_frame() -> None:
    script = "import sys, shuangjian; shuangjian.check([]); print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"cattrs", "rich", "click", "narwhals", "polars", "duckdb", "hypothesis"}.isdisjoint(done.stdout.split())


def _with_path(script: str) -> str:
    return f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); {script}"


def test_the_face_shows_every_name_and_runs() -> None:
    text = FACE.read_text("utf-8")
    assert [n for n in shuangjian.__all__ if f"shuangjian.{n}" not in text] == []
    exec(compile(text, str(FACE), "exec"), {"__name__": "face"})  # noqa: S102  # our own file


def test_the_face_passes_the_strict_type_checker() -> None:
    api = pytest.importorskip("mypy.api")
    out, err, status = api.run(["--strict", "--follow-imports=silent", "--cache-dir", "/dev/null", str(FACE)])
    assert (status, err) == (0, ""), out
