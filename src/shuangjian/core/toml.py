"""Tables and lists of TOML, or Python values of the same form: told apart before anything is read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

Table: TypeAlias = Mapping[str, Any]
"""A table; of its values nothing is known yet."""


def is_table(value: object) -> TypeGuard[Table]:
    """Whether it is a table."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether it is a list."""
    return isinstance(value, list)


def is_series(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether it is a list, or the tuple it may be in Python."""
    return isinstance(value, (list, tuple))


def is_titles(value: object) -> TypeGuard[Mapping[str, str]]:
    """Whether it is a table of texts, as a title by language is."""
    return is_table(value) and all(isinstance(text, str) for text in value.values())
