"""Lists and draws as JSON: read strictly, all faults at once, and written so that whoever has them can draw again."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.v import format_exception

from ..enforcement.credit import Credit
from ..enforcement.draw import Draw, DrawError, Lists
from .inputs import text_of
from .options import Refused

T = TypeVar("T", Lists, Draw)
LARGEST = 200_000_000
"""Bytes a file may have."""
MOST_TOLD = 20
"""Faults of one file that are listed."""


def read(path: Path, wanted: type[T]) -> T:
    """Lists, or a draw, from a file.

    Raises:
        Refused: with everything that is wrong in the file.

    """
    faults: list[str]
    try:
        table = json.loads(text_of(path, LARGEST), object_pairs_hook=_members, parse_constant=_no_number)
        _refuse_all_but_objects(table)
        return _CONVERTER.structure(table, wanted)
    except BaseValidationError as group:
        told = transform_error(group, format_exception=_fault)
        faults = [line.replace(" @ $.", " at ").removesuffix(" @ $") for each in told for line in each.splitlines()]
    except DrawError as fault:
        faults = list(fault.faults)
    except (ValueError, RecursionError) as fault:
        faults = [f"is no such JSON: {str(fault)[:200]}"]
    if len(faults) > MOST_TOLD:
        faults[MOST_TOLD:] = [f"and {len(faults) - MOST_TOLD} more"]
    raise Refused("\n".join(f"{path}: {fault}" for fault in faults))


def written(made: Draw) -> str:
    """A draw as it is published."""
    return json.dumps(_CONVERTER.unstructure(made), ensure_ascii=False, indent=1) + "\n"


def _refuse_all_but_objects(table: object) -> None:
    if not isinstance(table, dict):
        msg = "an object is wanted, in braces"
        raise ValueError(msg)  # noqa: TRY004  # told with whatever else is no such JSON


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            msg = f"the key {key[:50]!a} stands twice in one object"
            raise ValueError(msg)
        table[key] = value
    return table


def _no_number(text: str) -> None:
    msg = f"{text} is no number"
    raise ValueError(msg)


def _text(raw: Any, _: type[str]) -> str:  # noqa: ANN401  # what JSON has
    if not isinstance(raw, str):
        msg = "text is wanted"
        raise TypeError(msg)
    return raw


def _share(raw: Any, _: type[Fraction]) -> Fraction:  # noqa: ANN401
    if not isinstance(raw, str) or not re.fullmatch(r"\d{1,9}(\.\d{1,9}|/[1-9]\d{0,8})?", raw, re.ASCII):
        msg = 'a share is wanted, such as "0.05" or "1/20"'
        raise ValueError(msg)
    return Fraction(raw)


def _fault(fault: BaseException, wanted: type | None) -> str:
    """What is wrong with one value, and what to write."""
    if wanted is Credit:
        return f"no credit grade; write {', '.join(c.value for c in Credit)}"
    if isinstance(fault, DrawError):
        return str(fault)
    if isinstance(fault, KeyError):
        return "required field missing"
    if isinstance(fault, AttributeError):  # of a number or a text that is asked for its keys
        return "an object is wanted, in braces"
    return str(fault) if wanted in (str, Fraction) else format_exception(fault, wanted)


_CONVERTER = Converter(forbid_extra_keys=True, unstruct_collection_overrides={frozenset: sorted})
_CONVERTER.register_structure_hook(str, _text)
_CONVERTER.register_structure_hook(Fraction, _share)
_CONVERTER.register_unstructure_hook(Fraction, str)
