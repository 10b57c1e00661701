"""What a record of a type looks like: an empty one to fill in, and its JSON Schema."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from ..core.fact import Fact, form
from ..core.faults import suggestion
from ..core.words import Clock
from .types import FACTS
from .values import AMOUNT, CLOCK, DATE, DATETIME, LONGEST_ID, LONGEST_TEXT, TERMS

_ONE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_ATTRIBUTE = re.compile(r"^    (\w+): (.+?)(?=^    \w+: |^\S|\Z)", re.MULTILINE | re.DOTALL)


def template(type_name: str, *, types: Mapping[str, type[Fact]] = FACTS) -> dict[str, object]:
    """A record with every field of the type, each null: not known.

    Raises:
        ValueError: if there is no such type.

    """
    cls = _known(type_name, types)
    return {"type": type_name, **dict.fromkeys(_names(cls)), "id": f"{type_name}-1"}


def schema(type_name: str, *, types: Mapping[str, type[Fact]] = FACTS) -> dict[str, object]:
    """The JSON Schema (2020-12) of one record that stands by itself in JSON.

    What no schema can say is checked by reading alone: the reader refuses 60.0 for a whole number, ids that occur
    twice, days that are not in the calendar, and records that contradict themselves.

    Raises:
        ValueError: if there is no such type.

    """
    cls = _known(type_name, types)
    told = _descriptions(cls)
    properties: dict[str, object] = {"type": {"const": type_name}}
    for name in _names(cls):
        text = {"description": told[name]} if name in told else {}
        properties[name] = text | _property(cls, name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": type_name,
        "description": (inspect.getdoc(cls) or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": ["type"],
        "additionalProperties": False,
    }


def _known(type_name: str, types: Mapping[str, type[Fact]]) -> type[Fact]:
    if type_name not in types:
        raise ValueError(f"{type_name!r} is no type of record{suggestion(type_name, types)}")
    return types[type_name]


def _names(cls: type[Fact]) -> list[str]:
    return [a.name for a in attrs.fields(cls) if a.name != "law_days"]


def _descriptions(cls: type[Fact]) -> dict[str, str]:
    """What the docstrings say of the fields, those of the base classes included."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__[:-1]):
        listed = inspect.cleandoc(base.__doc__ or "").partition("Attributes:\n")[2]
        found |= {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(listed)}
    return found


def _property(cls: type[Fact], name: str) -> dict[str, object]:
    """What a value of a field may be, besides null."""
    if name in ("id", "place", "calendar") or name.endswith("_id"):
        return {"type": ["string", "null"], "minLength": 1, "maxLength": LONGEST_ID}
    kept = form(cls)
    if name == cls.law_day:
        return {"type": ["string", "null"], "pattern": f"^{_ONE}(?:/{_ONE})?$"}
    expected, bounds = kept.types[name], _bounds(kept.fields[name])
    if name == "grade":
        words = {"type": "string", "maxLength": 20}
        return {"anyOf": [{"type": "integer", **bounds}, words, {"type": "null"}]}
    if expected is Decimal:
        amount = {"type": "string", "pattern": f"^{AMOUNT}$"}
        return {"anyOf": [amount, {"type": "integer", **bounds}, {"type": "null"}]}
    if isinstance(expected, type) and issubclass(expected, Enum):
        return {"enum": [*(m.value for m in expected), *TERMS.get(expected, {}), None]}
    return _SIMPLE[expected] | (bounds if expected is int else {})


def _bounds(metadata: Mapping[str, Any]) -> dict[str, object]:
    found = {"minimum": metadata.get("low"), "maximum": metadata.get("high")}
    return {k: v for k, v in found.items() if v is not None}


_SIMPLE: Mapping[Any, dict[str, object]] = {
    bool: {"type": ["boolean", "null"]},
    int: {"type": ["integer", "null"]},
    str: {"type": ["string", "null"], "maxLength": LONGEST_TEXT},
    Clock: {"type": ["string", "null"], "pattern": f"^{CLOCK}$"},
    date: {"type": ["string", "null"], "format": "date", "pattern": f"^{DATE}$"},
    datetime: {"type": ["string", "null"], "pattern": f"^{DATETIME}$"},
}
