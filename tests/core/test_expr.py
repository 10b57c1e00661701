"""A stand-in can be handed to a word and nothing else; whatever else is tried names the word to use."""

# values of any field or norm

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest

from shuangjian.core.expr import WORDS, Expr, Misuse, Node, _trap, answer, word
from shuangjian.core.words import all_of, at_most, choose, known, not_, plus, when


def _x() -> Any:
    return Expr(Node("field", ("x",)))


def _y() -> Any:
    return Expr(Node("field", ("y",)))


TRAPS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "bool": (bool, "all_of"),
    "not": (operator.not_, "not_"),
    "and": (lambda x: x and _y(), "all_of"),
    "or": (lambda x: x or _y(), "any_of"),
    "<": (lambda x: x < 1, "at_most"),
    "<=": (lambda x: x <= 1, "at_most"),
    ">": (lambda x: x > 1, "at_least"),
    ">=": (lambda x: x >= 1, "at_least"),
    "chained": (lambda x: 0 <= x <= 1, "at_"),
    "==": (lambda x: x == 1, "equals"),
    "!=": (lambda x: x != 1, "equals"),
    "1 ==": (lambda x: x == 1, "exactly"),
    "in": (lambda x: 1 in x, "one_of"),
    "iter": (iter, "one_of"),
    "len": (len, "among"),
    "in list": (lambda x: x in [1, 2], "one_of"),
    "+": (lambda x: x + 1, "plus"),
    "1+": (lambda x: 1 + x, "plus"),
    "-": (lambda x: x - 1, "minus"),
    "1-": (lambda x: 1 - x, "minus"),
    "*": (lambda x: x * 2, "times"),
    "2*": (lambda x: 2 * x, "times"),
    "/": (lambda x: x / 2, "ratio"),
    "2/": (lambda x: 2 / x, "ratio"),
    "//": (lambda x: x // 2, "ratio"),
    "%": (lambda x: x % 2, "percent"),
    "**": (lambda x: x**2, "times"),
    "divmod": (lambda x: divmod(x, 2), "ratio"),
    "neg": (operator.neg, "minus"),
    "pos": (operator.pos, "plus"),
    "abs": (abs, "minus"),
    "&": (lambda x: x & _y(), "all_of"),
    "|": (lambda x: x | _y(), "any_of"),
    "^": (lambda x: x ^ _y(), "any_of"),
    "~": (operator.invert, "not_"),
    "True &": (lambda x: True & x, "all_of"),
    "f-string": (lambda x: f"{x}", "no text"),
    "str": (str, "no text"),
    "format": (lambda x: format(x, ".2f"), "no text"),
    "hash": (hash, "norm, not a dict"),
    "dict key": (lambda x: {1: 2}[x], "norm, not a dict"),
    "x[1]": (lambda x: x[1], "norm, not a dict"),
    "list[x]": (lambda x: [1, 2][x], "norm, not a dict"),
    "int": (int, "norm, not a dict"),
    "float": (float, "norm, not a dict"),
    "complex": (complex, "norm, not a dict"),
    "round": (round, "norm, not a dict"),
    "trunc": (__import__("math").trunc, "norm, not a dict"),
    "max": (lambda x: max(x, 1), "at_most"),
    "sum": (lambda x: sum([x]), "plus"),
    "sorted": (lambda x: sorted([x, _y()]), "at_most"),
    "set": (lambda x: {x}, "norm, not a dict"),
    "any": (lambda x: any([x]), "any_of"),
    ".year": (lambda x: x.year, "property"),
    "call": (lambda x: x.date(), "property"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_python_itself_is_refused_with_the_word_to_use(name: str) -> None:
    tried, hint = TRAPS[name]
    with pytest.raises(Misuse, match=hint):
        tried(_x())


def test_it_can_be_shown_without_being_refused() -> None:
    assert [repr(_x()), repr(Expr(Node("norm", ("k",)))), repr(at_most(_x(), 1))] == ["<x>", "<k>", "<at_most>"]


def test_a_tree_is_data_that_can_be_walked_compared_and_hashed() -> None:
    tree: Any = all_of(at_most(_x(), 1), known(_y()))
    again: Any = all_of(at_most(_x(), 1), known(_y()))
    assert tree.node == again.node
    assert hash(tree.node) == hash(again.node)
    assert [n.op for n in tree.node.walk()] == ["all_of", "at_most", "field", "known", "field"]
    assert tree.node.leaves("field") == {"x", "y"}
    assert tree.node.leaves("norm") == set()


@pytest.mark.parametrize(
    "said",
    [
        lambda: all_of(True, _x()),
        lambda: when(False, _x()),
        lambda: choose(True, _x(), _y()),
        lambda: when(_x(), True),
    ],
)
def test_a_condition_that_is_already_decided_is_refused(said: Callable[[], object]) -> None:
    with pytest.raises(Misuse, match="does not depend on the record"):
        said()


@pytest.mark.parametrize(
    "said", [lambda: all_of(None, _x()), lambda: choose(None, _x(), _y()), lambda: not_(all_of(_x(), None))]
)
def test_an_unknown_written_down_as_a_condition_is_refused(said: Callable[[], object]) -> None:
    with pytest.raises(Misuse):
        said()


def test_the_tree_read_by_itself_says_what_the_words_say() -> None:
    tree: Any = when(known(_x()), at_most(plus(_x(), 1), _y()))
    facts = {"x": 2, "y": 3}
    assert answer(tree.node, lambda leaf: facts[leaf.args[0]]) is True
    assert answer(tree.node, lambda leaf: {"x": 3, "y": 3}[leaf.args[0]]) is False


def test_a_word_on_values_keeps_its_name_and_its_sentence() -> None:
    assert all(w.__name__ == op and w.__doc__ for op, w in WORDS.items())


def test_a_function_on_values_becomes_a_word_that_can_be_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shuangjian.core.expr.WORDS", {})

    @word
    def twice(n: Any) -> Any:
        """Double it."""
        return n * 2

    recorded = twice(_x())
    assert recorded.node == Node("twice", (Node("field", ("x",)),))
    assert twice(3) == answer(recorded.node, lambda _: 3) == 6
    assert (twice.__name__, twice.__doc__) == ("twice", "Double it.")


def test_a_trap_tells_what_was_touched_and_what_to_write() -> None:
    with pytest.raises(Misuse) as refused:
        _trap("write plus")(_x(), 1)
    assert str(refused.value) == "<x>: write plus"
