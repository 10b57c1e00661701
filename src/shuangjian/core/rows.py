# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""What a derivation asks of the rows of a table, and of what was made of their groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs
import narwhals as nw

from .asker import Asker, code
from .columns import MARK, Columns
from .derive import Derivation
from .expr import Node
from .fact import form
from .graph import Answer, Ask, Graph
from .layout import laid_out
from .words import Clock

TYPES: Mapping[Any, Any] = {
    bool: nw.Boolean(), int: nw.Int64(), Clock: nw.Int64(), date: nw.Date(), datetime: nw.Datetime("us"),
    Decimal: nw.Decimal(18, 2),
}  # fmt: skip
"""The types of columns nothing is known of; the others are texts."""
_ALL = f"{MARK}all"
_NONE: Mapping[str, str] = {}


class Rows:
    """The rows of a table, as a derivation asks them.

    Attributes:
        group: The columns that make a group.

    """

    def __init__(
        self, frame: Any, derivation: Derivation[Any, Any], unknown: Iterable[str], cleaned: Mapping[str, str] = _NONE
    ) -> None:
        """For a frame that may have columns for fields as the law may read them."""
        self.frame, self.derivation, self.form = frame, derivation, form(derivation.source)
        self.schema: Mapping[str, Any] = frame.collect_schema()
        there = {n for n, dtype in self.schema.items() if dtype != nw.Unknown} - set(unknown)
        self.asker = Asker(Graph(), self.form.types, frozenset(self.form.fields) - there)
        self.columns = self.columns_of(self.schema)
        self.columns.made |= {f: name for n, name in cleaned.items() if isinstance(f := self.asker.field(n), Ask)}
        self.keys = {k: self.say(self.form.spell(k)) for k in derivation.by}
        apart = list(dict.fromkeys(map(self._key, self.keys)) or [_ALL])
        apart += ["place"] if "place" in self.schema else []
        self.group = tuple(apart)

    def columns_of(self, schema: Mapping[str, Any]) -> Columns:
        """What reads asks from a frame that has these columns."""
        columns = Columns(self.frame.implementation, self.form.types, self.form.fields, schema, f"{MARK}r")
        columns.reckoned |= {n for n, type_ in self.form.types.items() if type_ in (int, Clock)}
        return columns

    def say(self, node: Any) -> Answer:
        """What a tree comes to in a row."""
        return self.asker.say(node, {})

    def _key(self, name: str) -> str:
        """The column of a key: where the group is known, what a field says can be, and is read as it stands."""
        own = self.columns.made.get(self.keys[name])
        return own or (name if name in self.schema else f"{MARK}by_{name}")

    def named(self, frame: Any, asks: Mapping[str, Answer]) -> tuple[Any, list[str]]:
        """The frame with a column for each ask, and what they are called; one that has a column keeps it."""
        names = {n: self.columns.made.get(x, n) if isinstance(x, Ask) else n for n, x in asks.items()}
        return widened(frame, {n: self.columns(asks[n]) for n in asks if names[n] == n}), list(names.values())

    def key(self, ask: Answer) -> Any:
        """The key that is this ask, read from a group; None if none is."""
        found = next((n for n, key in self.keys.items() if key is ask and isinstance(ask, Ask)), None)
        if found is None:
            return None
        return self.columns_of(self.schema)(ask) if found in self.schema else nw.col(self._key(found))

    def is_keyed(self) -> Answer:
        """Whether the group of a row is known."""
        graph = self.asker.graph
        return graph.both(*map(graph.known, self.keys.values()))

    def parted(self) -> tuple[Any, Any]:
        """The rows whose group is known, and the others."""
        graph = self.asker.graph
        is_keyed = self.is_keyed()
        if isinstance(is_keyed, Ask):
            return tuple(self.frame.filter(self.columns(x)) for x in (is_keyed, graph.no(is_keyed)))
        return (self.frame, self.frame.head(0)) if is_keyed else (self.frame.head(0), self.frame)

    def with_keys(self, frame: Any) -> Any:
        """The frame with a column for each key, and one for the whole where there is no key."""
        spelled = {self._key(n): self.columns(k) for n, k in self.keys.items() if n not in self.schema}
        return widened(frame, spelled if self.keys else {_ALL: nw.lit(1)})


def apart(spelled: Mapping[str, Any], ops: Iterable[str]) -> tuple[dict[str, Any], dict[str, Node]]:
    """The trees with a field for each word over the group, and these words by the names of the fields."""
    names: dict[Node, str] = {}

    def under(node: Any) -> Any:
        if not isinstance(node, Node) or node.op == "field":
            return node
        if node.op in ops:
            return Node("field", (names.setdefault(node, f"{MARK}w{len(names)}"),))
        return Node(node.op, tuple(map(under, node.args)))

    return {name: under(tree) for name, tree in spelled.items()}, {name: node for node, name in names.items()}


def answers_of(rows: Rows, frame: Any, spelled: Mapping[str, Any], words: Iterable[str]) -> tuple[Any, dict[str, Any]]:
    """What is said of the words over the group, as expressions of the frame that has columns for them."""
    schema, types = frame.collect_schema(), form(rows.derivation.target).types
    nowhere = {n for n in words if n not in schema}
    asker = attrs.evolve(rows.asker, graph=Graph(), unknown=rows.asker.unknown | nowhere)
    columns = rows.columns_of(schema)
    said = {name: _plain(asker, asker.say(tree, {}), types[name]) for name, tree in spelled.items()}
    frame = laid_out(frame, columns, list(said.values()))
    return frame, {name: typed(columns(x, dtype_of(types[name])), types[name]) for name, x in said.items()}


def widened(frame: Any, columns: Mapping[str, Any]) -> Any:
    """The frame with these columns, if there are any."""
    return frame.with_columns(**columns) if columns else frame


def _plain(asker: Asker, x: Answer, type_: Any) -> Answer:
    """An answer as a table has it: a member of an enumeration is a text again."""
    if not (isinstance(type_, type) and issubclass(type_, Enum)):
        return x
    return asker.graph.case([(asker.graph.is_one(x, [code(m)]), m.value) for m in type_])


def dtype_of(type_: Any) -> Any:
    """The type of a column for a field of this type."""
    return TYPES.get(type_, nw.String())


def typed(column: Any, type_: Any) -> Any:
    """The column, whole numbers of one width."""
    return column.cast(nw.Int64()) if type_ in (int, Clock) else column


def wide(columns: Columns, x: Answer) -> Any:
    """Numbers wide enough to be summed; texts as plain texts, which alone have an order."""
    dtype = columns.dtype(x) or nw.Int64()
    if dtype.is_integer():
        return columns(x, nw.Int64()).cast(nw.Int64())
    return columns(x).cast(nw.String()) if dtype in (nw.Categorical, nw.Enum) else columns(x)
