"""mutmut, and it changes functions whose arguments are checked by `typed` too: ``python -m tests.mutation run``.

It leaves out functions with a decorator, since one that runs again for each copy may do harm; `typed` does none.
"""

from __future__ import annotations

from typing import Any


def main() -> None:
    """Run mutmut; it is there where the nox session for it has installed it."""
    from libcst import matchers as m  # noqa: PLC0415
    from mutmut.__main__ import cli  # noqa: PLC0415
    from mutmut.mutation.file_mutation import MutationVisitor  # noqa: PLC0415

    only_typed = m.FunctionDef(decorators=[m.Decorator(m.Call(m.Name("typed")))])
    usual = MutationVisitor._skip_node_and_children

    def skips(visitor: Any, node: Any) -> bool:
        return not m.matches(node, only_typed) and usual(visitor, node)

    setattr(MutationVisitor, usual.__name__, skips)
    cli()


if __name__ == "__main__":
    main()
