"""One value of a file as the type its field asks for. Nothing is rounded, guessed or read two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from ..core.dates import days
from ..core.faults import suggestion
from ..core.load import read_value
from ..core.words import Clock
from ..model.grade import Stage
from ..model.institution import LegalForm, Mode, Subject
from .raw import Float, Odd, torn

LONGEST_TEXT = 10_000
LONGEST_ID = 200
_SHOWN = 60
_CONTAINERS: tuple[type[object], ...] = (dict, list)
TERMS: Mapping[type[Enum], Mapping[str, Enum]] = {
    Stage: {"学龄前": Stage.PRESCHOOL, "小学": Stage.PRIMARY, "初中": Stage.JUNIOR, "高中": Stage.SENIOR},
    Subject: {"学科类": Subject.SUBJECT, "非学科类": Subject.NON_SUBJECT},
    Mode: {"线上": Mode.ONLINE, "线下": Mode.OFFLINE},
    LegalForm: {"非营利性": LegalForm.NON_PROFIT, "营利性": LegalForm.FOR_PROFIT},
}
"""Official terms a file may use instead of the value."""
YES, NO = ("true", "yes", "是", "1"), ("false", "no", "否", "0")
"""What a cell may say for true and false."""
DATE, DATETIME = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::00)?"
WHOLE, AMOUNT = r"-?\d{1,18}", r"-?\d{1,18}(?:\.\d{1,6})?"
CLOCK = r"(?:[0-3]?\d|4[0-7]):[0-5]\d"
_OFFSET = r"(?:\.\d+)?(?:Z|z|[+-]\d\d(?::?\d\d)?)"


def shown(raw: object) -> str:
    """A value of any size, short."""
    if isinstance(raw, Odd):
        return raw.text[:_SHOWN]
    if isinstance(raw, dict):
        return "an object"
    if isinstance(raw, list):
        return "a list"
    if raw is None or isinstance(raw, bool):
        return {None: "null", True: "true", False: "false"}[raw]
    text = str(raw)
    text = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return repr(text) if isinstance(raw, str) else text


def fits(pattern: str, raw: object) -> str | None:
    """The text, if it is one of this pattern in ASCII."""
    return raw if isinstance(raw, str) and re.fullmatch(pattern, raw, re.ASCII) else None


def value(raw: object, expected: Any, *, cells: bool) -> Any:  # noqa: ANN401  # the field's type
    """A value as the type its field asks for; None stays None.

    Args:
        raw: What the file says.
        expected: The type of the field, without its None.
        cells: Whether it is a cell of a table, where everything is text.

    Raises:
        ValueError: if it is not of that type, with what to write.

    """
    if raw is None:
        return None
    if isinstance(raw, Odd) and not isinstance(raw, Float):
        raise ValueError(raw.what)  # noqa: TRY004  # one kind of fault for whatever is wrong with a value
    if isinstance(raw, _CONTAINERS):
        raise ValueError(f"is {shown(raw)}; a field holds one value")  # noqa: TRY004
    if isinstance(expected, type) and issubclass(expected, Enum):
        return _member(raw, expected)
    return _READERS[expected](raw, cells)


def identifier(raw: object, *, cells: bool) -> str | None:
    """An id: short, and of characters that can be shown.

    Raises:
        ValueError: if it is none.

    """
    text: str | None = value(raw, str, cells=cells)
    if text is not None and not (0 < len(text) <= LONGEST_ID and text.isprintable() and text.strip()):
        raise ValueError(f"{shown(raw)} is no id; write 1 to {LONGEST_ID} printable characters")
    return text


def _text(raw: object, cells: bool) -> str:  # noqa: ARG001, FBT001  # the readers of all types are called alike
    if not isinstance(raw, str):
        raise ValueError(f'{shown(raw)} is no text; write "{shown(raw)}" in quotes')  # noqa: TRY004
    if torn(raw):
        raise ValueError("holds half a character; write it as UTF-8 or as a full pair of escapes")
    if len(raw) > LONGEST_TEXT:
        raise ValueError(f"has {len(raw)} characters; at most {LONGEST_TEXT} are read")
    if any(ord(c) < 32 or ord(c) == 127 for c in raw):  # noqa: PLR2004  # ASCII's control characters
        raise ValueError(f"{shown(raw)} holds control characters; take them out")
    return raw


def _flag(raw: object, cells: bool) -> bool:  # noqa: FBT001
    if isinstance(raw, bool):
        return raw
    if cells and isinstance(raw, str) and (said := raw[:_SHOWN].lower()) in YES + NO:
        return said in YES
    allowed = f"{', '.join(YES)} or {', '.join(NO)}" if cells else "true or false without quotes"
    raise ValueError(f"{shown(raw)} is not true or false; write {allowed}")


def _whole(raw: object, cells: bool) -> int:  # noqa: FBT001
    if type(raw) is int:
        return raw
    if (text := fits(WHOLE, raw)) and cells:
        return int(text)
    cure = f"{text} without quotes" if text else "digits alone, in the unit the field is named for, such as 60"
    raise ValueError(f"{shown(raw)} is no whole number; write {cure}")


def _amount(raw: object, cells: bool) -> Decimal:  # noqa: FBT001, ARG001
    if type(raw) is int:
        return Decimal(raw)
    if text := fits(AMOUNT, raw):
        return Decimal(text)
    if isinstance(raw, Float):
        raise ValueError(f'{shown(raw)}: {raw.what}; write "{shown(raw)}" in quotes')  # noqa: TRY004
    raise ValueError(f'{shown(raw)} is no exact amount; write "1980.50" or 1980, without signs or separators')


def _clock(raw: object, cells: bool) -> Clock:  # noqa: FBT001, ARG001
    if type(raw) is time and not (raw.second or raw.microsecond):
        return Clock(raw.hour * 60 + raw.minute)
    if text := fits(CLOCK, raw):
        minute: Clock = read_value(text, Clock)
        return minute
    raise ValueError(
        f'{shown(raw)} is no time of day; write "20:30", or "24:10" for ten past midnight of the day after'
    )


def _day(raw: object, cells: bool) -> date:  # noqa: FBT001, ARG001
    if type(raw) is date:
        return raw
    if text := fits(DATE, raw):
        return days(text).first
    raise ValueError(f"{shown(raw)} is no day; write 2026-03-02")


def _moment(raw: object, cells: bool) -> datetime:  # noqa: FBT001, ARG001
    if isinstance(raw, datetime) and raw.tzinfo is None and not (raw.second or raw.microsecond):
        return raw
    if text := fits(DATETIME, raw):
        return datetime.fromisoformat(text)
    if fits(DATETIME + _OFFSET, raw) or (isinstance(raw, datetime) and raw.tzinfo):
        raise ValueError(f"{shown(raw)} has an offset; write the wall clock of the place without one, 2026-03-02T20:30")
    raise ValueError(f"{shown(raw)} is no moment; write 2026-03-02T20:30, in whole minutes")


@cache
def _known(expected: type[Enum]) -> Mapping[str, Enum]:
    """What a file may write for the members of an enumeration."""
    return {**{str(m.value): m for m in expected}, **TERMS.get(expected, {})}


def _member(raw: object, expected: type[Enum]) -> Enum:
    known = _known(expected)
    if isinstance(raw, str) and raw in known:
        return known[raw]
    said = raw[:_SHOWN] if isinstance(raw, str) else ""
    raise ValueError(f"{shown(raw)} is no {expected.__name__}{suggestion(said, known)}")


_READERS: Mapping[Any, Callable[[object, bool], Any]] = {
    bool: _flag,
    int: _whole,
    str: _text,
    Decimal: _amount,
    Clock: _clock,
    date: _day,
    datetime: _moment,
}
