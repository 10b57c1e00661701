"""The rows of a file with the types of their fields, in SQL, and whether the engine is sure of each."""
# ruff: noqa: S608  # names and literals pass through `name` and `text`

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import attrs

from ...core.fact import Fact
from .cells import field, is_text, parsed, typed
from .engine import name, text
from .mapping import TYPE
from .source import BLANKS, Column, Source
from .together import together


@attrs.frozen
class Typed:
    """The rows with the types of their fields; a cell that was not read is null and its row not sound.

    Attributes:
        cls: The type of record.
        source: The file.
        columns: The column of each field.
        known: Ids of places and calendars, where only those are allowed.

    """

    cls: type[Fact]
    source: Source
    columns: Mapping[str, Column]
    known: Mapping[str, Collection[str]]

    def sql(self) -> str:
        """The line, the value of each field, and whether the row is sound."""
        cells = ", ".join(f"{self._cell(f, c)} AS {_cell(f)}" for f, c in self.columns.items())
        values = [f"{self._value(f)} AS {value(f)}" for f in self.columns if f != TYPE]
        kept = [value(f) for f in self.columns if f != TYPE]
        first = f"SELECT line, odd, {self.source.fits} AS fits, {cells} FROM ({self.source.scan})"
        second = f"SELECT {', '.join(['*', *values])} FROM ({first})"
        sound = f"coalesce({' AND '.join(['fits', 'odd IS NULL', *self._sound()])}, false) AS sound"
        return f"SELECT {', '.join(['line', *kept, sound])} FROM ({second})"

    def _cell(self, of: str, column: Column) -> str:
        """The cell, null where it is empty; of text, blanks (not tabs) are taken off its ends."""
        if is_text(column.type):
            return f"nullif(trim({column.value}::VARCHAR), '')"
        return f"{column.value}::VARCHAR" if of == "id" else column.value

    def _value(self, of: str) -> str:
        """The value; of an id what it says even where it is none, because the next one of that name is told of it."""
        if of != "id":
            return self._read(of)
        blank = text(f"^[{BLANKS}]|[{BLANKS}]$")
        stripped = f"nullif(trim({_cell(of)}, {text(BLANKS)}), '')"
        full = f"CASE WHEN regexp_matches({_cell(of)}, {blank}) THEN {stripped} ELSE {_cell(of)} END"
        return f"CASE WHEN fits THEN {full} END"

    def _read(self, of: str) -> str:
        spec = field(self.cls, of)
        if of == "id" or is_text(self.columns[of].type):
            return parsed(self.cls, spec, _cell(of), _cell("system") if "system" in self.columns else None)
        return typed(spec, _cell(of))

    def _sound(self) -> Iterator[str]:
        """Every condition a sound row meets."""
        for of in self.columns:
            said = f"{self._read(of) if of == 'id' else value(of)} IS NOT NULL"
            if of == TYPE:
                said = f"{_cell(of)} = {text(self.cls.__name__)}"
            yield f"({_cell(of)} IS NULL OR {said})"
        for of in self.known:
            if of in self.columns:
                ids = ", ".join(map(text, self.known[of])) or "NULL"
                yield f"({value(of)} IS NULL OR {value(of)} IN ({ids}))"
        yield from together(self.cls, {f: value(f) for f in self.columns if f != TYPE})


def _cell(of: str) -> str:
    """The column of a field's cells; no field has a blank in its name."""
    return name(f"cell {of}")


def value(of: str) -> str:
    """The column of a field's values."""
    return name(f"value {of}")
