"""What does not fit the type it is declared with: every place at once, before anything is done with it.

A check is made of an annotation once. What it finds in a part, the whole only puts the place before: where all fits,
no place is ever written.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, wraps
from inspect import signature
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    ParamSpec,
    TypeAlias,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from .fact import wrong
from .faults import ManyFaults, shown

P = ParamSpec("P")
R = TypeVar("R")
_Check: TypeAlias = Callable[[Any], Sequence[str]]
"""Says of a value what does not fit, each place in it before a colon; empty where all fits."""
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_HOLDERS: Final[Mapping[Any, str]] = {
    tuple: "a tuple",
    frozenset: "a frozenset",
    abc.Mapping: "a mapping",
    abc.Iterable: "several, such as a list",
}
"""What holds others, as messages have it."""


@attrs.frozen
class Range:
    """From what to what a number may run, both included; told in an annotation.

    Attributes:
        low: The smallest; None: any.
        high: The largest; None: any.

    """

    low: int | None = None
    high: int | None = None


def typed(error: type[ManyFaults]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse what does not fit a function's annotations before it runs; what can be read but once is listed first.

    An annotation may tell a range: ``Annotated[int, Range(low=0)]``.

    Args:
        error: What is raised then, with every place that does not fit.

    """

    def checked(function: Callable[P, R]) -> Callable[P, R]:
        bind = signature(function).bind

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            bound, checks = bind(*args, **kwargs), _arguments(function)
            given = bound.arguments
            given.update({name: tuple(value) for name, value in given.items() if _is_read_once(value)})
            told = ((name, fault) for name, check in checks.items() if name in given for fault in check(given[name]))
            if faults := [f"{name}{fault}" for name, fault in told]:
                raise error(faults)
            return function(*bound.args, **bound.kwargs)

        return call

    return checked


def field_misfits(told: attrs.AttrsInstance) -> list[str]:
    """Say which fields of something do not fit, or are out of the range their metadata tells (see `fact.wrong`).

    Fields with a validator are taken as right, and so is within them whatever checks itself when it is made.
    """
    return [f"{name}{fault}" for name, check in _fields(type(told)) for fault in check(getattr(told, name))]


# ------------------------------------------------------------------------------------------- checks, made of types


@cache
def _arguments(function: Callable[..., object]) -> Mapping[str, _Check]:
    return {name: _check(type_, _NOTHING) for name, type_ in get_type_hints(function, include_extras=True).items()}


@cache
def _fields(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, _Check], ...]:
    """The fields that do not check themselves."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple((a.name, _check(hints[a.name], a.metadata)) for a in attrs.fields(cls) if a.validator is None)


def _check_of_hashable(value: object) -> Sequence[str]:
    try:
        hash(value)
    except TypeError:
        return (_of_type(value, "what has a hash"),)
    return ()


_CHECKS: Final[Mapping[Any, _Check]] = {object: lambda _: (), Any: lambda _: (), abc.Hashable: _check_of_hashable}


def _check(type_: Any, metadata: Mapping[str, Any]) -> _Check:
    kind = get_origin(type_) or type_
    if isinstance(kind, TypeVar):
        kind = kind.__bound__ or object
    if kind is Annotated:
        of, told = get_args(type_)
        return _check(of, attrs.asdict(told))
    if kind in (Union, UnionType):
        return _check_of_any(get_args(type_), metadata)
    if kind is abc.Mapping:
        return _check_of_mapping(*get_args(type_))
    if kind in _HOLDERS:
        return _check_of_holder(kind, get_args(type_)[0])
    if kind in _CHECKS:
        return _CHECKS[kind]
    return _check_of_class(kind) if attrs.has(kind) else _check_of_one(kind, metadata)


def _check_of_one(kind: Any, metadata: Mapping[str, Any]) -> _Check:
    def check(value: object) -> Sequence[str]:
        fault = wrong(value, kind, metadata)
        return (f": {fault}; give one that is",) if fault else ()

    return check


def _check_of_class(cls: type[attrs.AttrsInstance]) -> _Check:
    is_right = hasattr(cls, "__attrs_post_init__")

    def check(value: Any) -> Sequence[str]:
        if not isinstance(value, cls):
            return (_of_type(value, cls.__name__),)
        return () if is_right else [f".{fault}" for fault in field_misfits(value)]

    return check


def _check_of_any(types: tuple[Any, ...], metadata: Mapping[str, Any]) -> _Check:
    """Where none fits, what is told is that of the one that must be meant, if that is clear."""
    kinds = [type_ for type_ in types if type_ is not NoneType]
    checks = [_check(kind, metadata) for kind in kinds]
    names = " or ".join(kind.__name__ for kind in kinds)

    def check(value: object) -> Sequence[str]:
        if value is None and NoneType in types:
            return ()
        told = [of_kind(value) for of_kind in checks]
        if not all(told):
            return ()
        meant = [faults for kind, faults in zip(kinds, told, strict=True) if kind is type(value) or len(kinds) == 1]
        return meant[0] if meant else (_of_type(value, names),)

    return check


def _check_of_holder(kind: Any, type_: Any) -> _Check:
    of_one = _check(type_, _NOTHING)

    def check(value: Any) -> Sequence[str]:
        if not isinstance(value, kind) or isinstance(value, str):
            return (_of_type(value, _HOLDERS[kind]),)
        if kind is frozenset:  # has no places, and another order each time
            return sorted(told for one in value for told in of_one(one))
        return [f"[{at}]{told}" for at, one in enumerate(value) for told in of_one(one)]

    return check


def _check_of_mapping(of_keys: Any, of_values: Any) -> _Check:
    of_key, of_value = _check(of_keys, _NOTHING), _check(of_values, _NOTHING)

    def check(value: Any) -> Sequence[str]:
        if not _is_mapping(value):
            return (_of_type(value, _HOLDERS[abc.Mapping]),)
        keys = [f": key{told}" for key in value for told in of_key(key)]
        return [*keys, *(f".{_called(key)}{told}" for key, one in value.items() for told in of_value(one))]

    return check


def _of_type(value: object, wanted: str) -> str:
    return f": is of type {type(value).__name__}; give {wanted}"


def _called(key: object) -> str:
    if isinstance(key, Enum):
        return key.name
    return shown(key)[1:-1] if isinstance(key, str) else shown(key)


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, abc.Mapping)


def _is_read_once(value: object) -> TypeGuard[Iterator[object]]:
    return isinstance(value, Iterator)
