"""What is written for a rule, whole: a promise of speed is broken without any verdict changing.

`python -m tests.core.test_written` writes the texts in `written/` anew; what it changes there is to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shuangjian.core import python
from shuangjian.core.norm import Law
from shuangjian.core.python import bundle
from shuangjian.core.rule import Rule
from tests.core.policy import DAY, row, ruled
from tests.core.test_emit import BODIES, spelled

HERE = Path(__file__).parent / "written"
COMMON = (  # what stands in every rule with a number; the shapes show it
    *("def check", "  f_", "  while True:", "    cell = ", "    if cell", "    n_k = ", ": return over"),
    *("  cell = ", "  if cell", "  n_k = ", "  return OPEN"),
)


def shaped() -> dict[str, list[Rule[Any]]]:
    """Rules of every shape: with and without scope, number and key, a scope that needs a number, several at once."""
    both: dict[str, Any] = {"k": [row(value=5)], "l": [row(value=2)]}
    shaded = [row(value=1, shade="red"), row(value=2, shade="blue", since=DAY)]
    keyed = [row(value=2, colour="red"), row(value=3, colour="blue", shade="red")]
    dear = "when(all_of(x.is_red, known(x.tag)), at_most(choose(equals(x.shade, Colour.RED), x.n, x.m), k))"
    return {
        "duty": [ruled("require(x.is_big)")],
        "number": [ruled("at_most(x.n, k)", k=[row(value=5, is_big=True)])],
        "scope": [ruled(dear, k=shaded)],
        "scope_with_a_number": [ruled("when(at_least(x.n, k), at_least(x.m, l))", **both)],
        "together": [ruled("at_most(x.m, k)", k=shaded), ruled(dear, k=shaded), ruled("at_least(x.m, k)", k=keyed)],
    }


def compiled(make: Callable[[], object]) -> list[str]:
    """Every source that is compiled while something is made."""
    found: list[str] = []

    def keep(source: str, file: str, mode: str) -> Any:
        found.append(source)
        return compile(source, file, mode)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(python, "compile", keep, raising=False)
        make()
    return found


def words() -> str:
    """For every body: what sends a record the slow way, the fast way once the law is known, the slow one."""
    said: list[str] = []
    for body in BODIES:
        (source,) = compiled(spelled(body).at)
        ways = source[source.index("def check") :].split("  if f_date is None and x.law_days is not None")
        said += [body, *(line for way in ways for line in way.splitlines() if not line.startswith(COMMON)), ""]
    return "\n".join(said)


def whole(rules: list[Rule[Any]]) -> str:
    """All that is written for one rule, or for several together."""
    return "\n\n".join(compiled(rules[0].at if len(rules) == 1 else lambda: bundle(rules, Law()))) + "\n"


def texts() -> dict[str, str]:
    """What each file holds."""
    return {"words": words()} | {name: whole(rules) for name, rules in shaped().items()}


def test_what_is_written_is_what_was_read_and_found_good() -> None:
    kept = {p.stem: p.read_text("utf-8") for p in HERE.glob("*.txt")}
    for name, text in texts().items():
        assert text == kept.pop(name), name
    assert not kept


if __name__ == "__main__":
    for name_, text_ in texts().items():
        (HERE / f"{name_}.txt").write_text(text_, "utf-8", newline="\n")
