"""Rows of law that consequences rest on: of the tables beside this package, or of those its rules are made of.

A number stands in one file. Where a rule has it, it is read from the table of the rule and from the layers of places,
by the reader of the rules; their code is not needed for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...core.fact import Fact, form
from ...core.faults import Collector, read_toml
from ...core.layer import Places, load_places
from ...core.load import Target, load_rows
from ...core.norm import NATION, Law, Row
from ...core.register import register

_PACKAGE = Path(__file__).parents[2]
_TRAINING = _PACKAGE / "rules/training"


def _places() -> Places:
    return load_places(_PACKAGE / "places")


def rule_rows(
    family: str, table: str, fact: type[Fact], type_: type | None = None, place: str | None = None
) -> tuple[Row, ...]:
    """The rows of one norm of a rule of training that speak at a place; recalled ones do not.

    Args:
        family: The stem of the rule's module.
        table: Its table there, such as ``withdrawal.days``; the name of the rule alone where it has no number.
        fact: The class of records the rule judges.
        type_: The type of the number, if it has one.
        place: Id of the place; None: the nation's law alone.

    Raises:
        LawError: if the place is not known, or the data cannot be used.

    """
    rows = _rule_rows(family, table, fact, type_)  # type: ignore[arg-type]  # a class can be hashed, as its facts cannot
    return _speaking(rows, _places().chain(place))


@cache
def _rule_rows(family: str, table: str, fact: type[Fact], type_: type | None) -> tuple[Row, ...]:
    path, target = (_TRAINING / family).with_suffix(".toml"), Target(table, table, type_, form(fact).types, None)
    found = [*_read(path, read_toml(path), NATION, target)]
    for place in _places():
        found += _read(Path(place.file), place.rows.get(family, {}), place.id, target)
    return tuple(found)


@cache
def own_rows(path: Path, table: str, type_: type | None = None, **types: type) -> tuple[Row, ...]:
    """The rows of a table of this package that speak; recalled ones do not.

    Args:
        path: The file.
        table: The table in it.
        type_: The type of the number, if it has one.
        types: The facts a row may hang on, with their types.

    Raises:
        LawError: if the data cannot be used.

    """
    return _speaking(_read(path, read_toml(path), NATION, Target(table, table, type_, types, None)), (NATION,))


def _read(path: Path, tables: Mapping[str, Any], place: str, target: Target) -> tuple[Row, ...]:
    faults, part = Collector(str(path)), tables
    for name in target.table.split("."):
        part = part.get(name, {})
    rows = load_rows(target, part, place, register(_PACKAGE / "sources"), faults)
    faults.done()
    return tuple(rows)


def _speaking(rows: tuple[Row, ...], chain: tuple[str, ...]) -> tuple[Row, ...]:
    law = Law(chain)
    return tuple(read for row in rows if (read := row.under(law)) and read.silent is None)
