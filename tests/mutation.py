"""mutmut, and it changes functions whose arguments are checked by `typed` too: ``python -m tests.mutation run``.

It leaves out functions with a decorator, since one that runs again for each copy may do harm; `typed` does none.
"""

from __future__ import annotations

from typing import Any

from libcst import matchers as m
from mutmut.__main__ import cli
from mutmut.mutation.file_mutation import MutationVisitor

ONLY_TYPED = m.FunctionDef(decorators=[m.Decorator(m.Call(m.Name("typed")))])
SKIPS = MutationVisitor._skip_node_and_children


def skips(visitor: MutationVisitor, node: Any) -> bool:
    """Whether something is left out."""
    return not m.matches(node, ONLY_TYPED) and SKIPS(visitor, node)


if __name__ == "__main__":
    setattr(MutationVisitor, SKIPS.__name__, skips)
    cli()
