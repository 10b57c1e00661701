"""What a record is made of: the base of all facts, how a field is declared, what the kernel keeps of a fact class."""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import CodeType, UnionType
from typing import Any, ClassVar, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from attrs.validators import instance_of, optional

from .dates import Days
from .expr import Expr, Misuse, Node
from .faults import shown
from .verdict import Reason
from .words import Clock, Options, Span

EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)
"""Dates outside these are slips of the pen, and arithmetic on them could leave the calendar."""


DECIMALS = 6
"""Decimals an amount may have; money has two."""


@attrs.frozen(kw_only=True)
class Fact:
    """One record. Every field may be None, "not known"; every property is written in words, so tables have it too.

    Attributes:
        law_day: Name of the field whose day decides which law is in force.
        id: The record's own name, repeated in its findings.
        place: Id of the place whose law applies; None: the nation's alone.
        law_days: The law day where it is only known to lie between two days; then the field itself is None.

    """

    law_day: ClassVar[str] = "date"
    id: str | None = attrs.field(default=None, validator=optional(instance_of(str)))
    place: str | None = attrs.field(default=None, validator=optional(instance_of(str)))
    law_days: Days | None = attrs.field(default=None, validator=optional(instance_of(Days)))


F = TypeVar("F", bound=Fact)
OUTSIDE = frozenset({"id", "place", "law_days"})
"""Fields no rule may name: they identify a record and choose its law."""


def given(
    *,
    low: int | None = None,
    high: int | None = None,
    reason: Reason = Reason.FACT,
    of: str | None = None,
    provisional: str | None = None,
) -> Any:  # as attrs.field: the annotation beside it is the type
    """Declare a field that may be unknown.

    Args:
        low: Smallest possible value of a number; smaller is refused.
        high: Largest possible value of a number.
        reason: What is missing when it is None: a fact, a calendar or a human judgement.
        of: For a calendar field, the field with the day it describes.
        provisional: For a calendar field, the field that marks it as one that may still change.

    """
    metadata = {"reason": reason, "of": of, "provisional": provisional, "low": low, "high": high}
    return attrs.field(default=None, validator=_exact, metadata=metadata, kw_only=True)


def judged() -> Any:
    """Declare a field that only a person can fill in; unjudged is unknown."""
    return given(reason=Reason.JUDGEMENT)


def _exact(fact: Fact, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not of the declared type: a bool is no int, a float is no amount, a datetime no date."""
    if value is None or isinstance(value, Expr):
        return
    expected = form(type(fact)).types[attribute.name]
    if fault := wrong(value, expected, attribute.metadata):
        msg = f"{type(fact).__name__}.{attribute.name}: {fault}"
        raise ValueError(msg)


def wrong(value: object, expected: Any, metadata: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a value for a field of this type, or None."""
    if type(value) is not (int if expected is Clock else expected):
        return f"{shown(value)} is not of type {expected.__name__}"
    if isinstance(value, datetime):
        return _wrong_moment(value)
    if isinstance(value, date):
        return _wrong_day(value)
    if isinstance(value, Decimal) and not _is_exact(value):
        return f"{shown(value)} is not a number with at most {DECIMALS} decimals"
    return _wrong_number(value, metadata) if isinstance(value, (int, Decimal, Fraction)) else None


def _is_exact(number: Decimal) -> bool:
    """Whether it can be reckoned with exactly: a longer one would be rounded, or take long."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and -DECIMALS <= exponent <= DECIMALS


def _wrong_moment(moment: datetime) -> str | None:
    if moment.tzinfo is not None:
        return f"{moment!r} has a time zone; give local wall-clock time without one"
    if moment.second or moment.microsecond:
        return f"{moment!r} has seconds; the law counts whole minutes, give those"
    return _wrong_day(moment.date())


def _wrong_day(day: date) -> str | None:
    return None if EARLIEST <= day <= LATEST else f"{day} lies outside {EARLIEST} to {LATEST}"


def in_range(number: int | Decimal | Fraction, metadata: Mapping[str, Any]) -> bool:
    """Whether a number can be that of a field."""
    low, high = metadata.get("low"), metadata.get("high")
    return (low is None or number >= low) and (high is None or number <= high)


def _wrong_number(number: int | Decimal | Fraction, metadata: Mapping[str, Any]) -> str | None:
    if in_range(number, metadata):
        return None
    low, high = metadata.get("low"), metadata.get("high")
    told = shown(number) if isinstance(number, int) else number
    return f"{told} is impossible; it runs from {'any' if low is None else low} to {'any' if high is None else high}"


# ------------------------------------------------------------------------------------------- nets against misuse

_BANNED = {*dis.hasjrel, *dis.hasjabs, dis.opmap["IS_OP"], dis.opmap["CONTAINS_OP"]}


def plain(code: CodeType) -> None:
    """Refuse a branch, a loop, `is` and `in`: none of them can be recorded, and `is` would not even fail.

    Reads compiled code, so it works where the source is gone.
    """
    for at in dis.get_instructions(code):
        if at.opcode in _BANNED:
            line = at.positions.lineno if at.positions else None
            msg = (
                f"line {line}: if, and, or, in, is, for and a < b < c cannot be recorded; "
                "write when, choose, all_of, any_of, one_of, known"
            )
            raise Misuse(msg)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            plain(inner)


# ------------------------------------------------------------------------------------------- forms


@attrs.frozen
class Form(Generic[F]):
    """What the kernel keeps of a fact class: bare types, a sample with a value in every field, the stand-in."""

    types: Mapping[str, Any]
    fields: Mapping[str, Any]
    sample: F
    stand_in: F

    def spell(self, name: str) -> Node:
        """The tree of a field or property."""
        node: Node = getattr(self.stand_in, name).node
        return node


_FORMS: dict[type[Any], Form[Any]] = {}


def form(cls: type[F]) -> Form[F]:
    """The form of a fact class, made once.

    Raises:
        Misuse: if a property of the class cannot be recorded, or a field has a type no reader knows.

    """
    if cls not in _FORMS:
        hints = get_type_hints(cls)
        own = {a.name: bare(hints[a.name]) for a in attrs.fields(cls) if a.name not in OUTSIDE}
        made = dict(_properties(cls))
        blank = dict.fromkeys(OUTSIDE)
        probe = _filled(cls, {n: sample(t) for n, t in own.items()} | blank)
        stand_in = _filled(cls, {n: Expr(Node("field", (n,))) for n in own} | blank)
        metadata = {a.name: a.metadata for a in attrs.fields(cls) if a.name not in OUTSIDE}
        _FORMS[cls] = Form(own | made, metadata, probe, stand_in)
    return _FORMS[cls]


def _properties(cls: type[Any]) -> Iterator[tuple[str, Any]]:
    for base in reversed(cls.__mro__):
        for name, prop in vars(base).items():
            if isinstance(prop, property) and prop.fget is not None:
                get: Callable[..., Any] = prop.fget
                plain(get.__code__)
                yield name, bare(get_type_hints(get)["return"])


def _filled(cls: type[F], content: Mapping[str, object]) -> F:
    """A fact whose fields hold what no validator would let in; it never leaves the kernel."""
    fact = cls.__new__(cls)
    for name, held in content.items():
        object.__setattr__(fact, name, held)
    return fact


def bare(hint: Any) -> Any:
    """The type without its None."""
    if get_origin(hint) in (Union, UnionType):
        kept = [t for t in get_args(hint) if t is not type(None)]
        return kept[0] if len(kept) == 1 else hint
    return hint


_SAMPLES: dict[Any, object] = {
    bool: True,
    int: 1,
    str: "x",
    Decimal: Decimal(1),
    Fraction: Fraction(1),
    Clock: Clock(1),
    date: date(2000, 1, 1),
    datetime: datetime(2000, 1, 1),  # noqa: DTZ001  # facts hold local wall-clock time
    Span: Span(Fraction(0), Fraction(1)),
}


def sample(type_: Any) -> object:
    """Some value of a type a field or a norm may have.

    Raises:
        Misuse: if no reader knows the type.

    """
    if get_origin(type_) is Options:
        return Options(frozenset([sample(get_args(type_)[0])]))
    if isinstance(type_, type) and issubclass(type_, Enum):
        return next(iter(type_))
    if type_ not in _SAMPLES:
        known = ", ".join(t.__name__ for t in _SAMPLES)
        msg = f"{type_} is no type of a field or a norm; known are {known} and enumerations"
        raise Misuse(msg)
    return _SAMPLES[type_]
