"""Recording: a stand-in holds an Expr in every field, a word given one answers with another; what is left is a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NoReturn, TypeVar, cast

import attrs

W = TypeVar("W", bound=Callable[..., Any])


class Misuse(TypeError):  # noqa: N818  # it is the rule that errs; `except Misuse` reads as it is meant
    """A rule says something that cannot be recorded; the message names the word to use."""


@attrs.frozen
class Node:
    """A word and what it was given, nodes or constants: hashable, comparable data."""

    op: str
    args: tuple[Any, ...]

    def walk(self) -> Iterator[Node]:
        """This node and every node below it."""
        yield self
        for arg in self.args:
            if isinstance(arg, Node):
                yield from arg.walk()

    def leaves(self, op: str) -> set[str]:
        """The names that leaves of one kind ("field" or "norm") carry."""
        return {n.args[0] for n in self.walk() if n.op == op}


class Expr:
    """What a field of a stand-in holds: it can be handed to a word, and nothing else."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        """Stand for the value this node would have."""
        self.node = node

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse: a recorded value has no parts."""
        msg = f"{self!r}.{name}: a recorded value has no parts; give the fact class a property instead"
        raise Misuse(msg)

    def __repr__(self) -> str:
        """Show what it stands for."""
        return f"<{self.node.args[0] if self.node.op in ('field', 'norm') else self.node.op}>"


def _trap(hint: str) -> Callable[..., NoReturn]:
    def trap(self: Expr, *_: object) -> NoReturn:
        msg = f"{self!r}: {hint}"
        raise Misuse(msg)

    return trap


_HINTS = {
    "and, or, not, if, in, a < b < c ask for a yes or no now; write all_of, any_of, not_, when, one_of": "bool",
    "write at_most, at_least, no_later_than or no_earlier_than": "lt le gt ge",
    "write equals, exactly or one_of": "eq ne",
    "write one_of(x, a, b) or among(x, options)": "contains iter len",
    "write plus, minus, times, ratio or percent": (
        "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow divmod neg pos abs"
    ),
    "write all_of, any_of or not_": "and rand or ror xor rxor invert",
    "a rule makes no text; the sentence is made from the finding": "format str",
    "a table of numbers is a norm, not a dict": "hash getitem index int float complex round trunc",
}
for _hint, _names in _HINTS.items():
    for _name in _names.split():
        setattr(Expr, f"__{_name}__", _trap(_hint))

WORDS: dict[str, Callable[..., Any]] = {}
"""What every recorded word means, by its name: on values alone, and the reference the readers are compared with."""

_CONDITIONS = {"all_of", "any_of", "choose", "when", "not_", "require", "forbid"}


def word(meaning: W) -> W:
    """Let a plain function on values that may be None also be recorded.

    It keeps its type: a stand-in passes for the answer, which is the one lie of the kernel.
    """
    op = meaning.__name__

    @wraps(meaning)
    def say(*args: object) -> object:
        if not any(isinstance(a, Expr) for a in args):
            return meaning(*args)
        if op in _CONDITIONS and any(isinstance(a, bool) for a in args):
            msg = f"{op}: a condition here does not depend on the record; for `is None` write not_(known(x))"
            raise Misuse(msg)
        if any(a is None for a in args):
            msg = f"{op}: None is no value to write down; an unknown comes from the record alone"
            raise Misuse(msg)
        return Expr(Node(op, tuple(a.node if isinstance(a, Expr) else a for a in args)))

    WORDS[op] = meaning
    return cast("W", say)


def answer(node: Node, leaf: Callable[[Node], Any]) -> Any:
    """The tree read by itself, in the same words: what explanations are built from."""
    if node.op in ("field", "norm"):
        return leaf(node)
    return WORDS[node.op](*(answer(a, leaf) if isinstance(a, Node) else a for a in node.args))
