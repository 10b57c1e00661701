"""What does not fit the type it is declared with: every place at once, before anything is done with it."""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from inspect import signature
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, ParamSpec, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from .fact import wrong
from .faults import ManyFaults, shown

P = ParamSpec("P")
R = TypeVar("R")
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_HOLDERS: Final[Mapping[Any, str]] = {
    tuple: "a tuple",
    frozenset: "a frozenset",
    abc.Mapping: "a mapping",
    abc.Iterable: "several, such as a list",
}
"""What holds others, as messages have it."""


def typed(error: type[ManyFaults]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse what does not fit a function's annotations before it runs; what can be read but once is listed first.

    Args:
        error: What is raised then, with every place that does not fit.

    """

    def checked(function: Callable[P, R]) -> Callable[P, R]:
        bind = signature(function).bind

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            bound, hints = bind(*args, **kwargs), _hints(function)
            given = bound.arguments
            given.update({name: tuple(value) for name, value in given.items() if _is_read_once(value)})
            if faults := [fault for name, value in given.items() for fault in misfits(name, value, hints[name])]:
                raise error(faults)
            return function(*bound.args, **bound.kwargs)

        return call

    return checked


def field_misfits(told: attrs.AttrsInstance) -> Iterator[str]:
    """Say which fields of something do not fit, or are out of the range they tell; those with a validator are right."""
    for name, type_, metadata in _fields(type(told)):
        yield from misfits(name, getattr(told, name), type_, metadata)


def misfits(place: str, value: object, type_: Any, metadata: Mapping[str, Any] = _NOTHING) -> Iterator[str]:
    """Say where a value, or what it holds, does not fit a type; what checks itself when it is made is right by then.

    Args:
        place: What the value is called.
        value: The value.
        type_: Its annotation.
        metadata: What a field tells of its numbers, such as the lowest (see `fact.wrong`).

    """
    kind = get_origin(type_) or type_
    if kind in (Union, UnionType):
        yield from _misfits_of_any(place, value, get_args(type_), metadata)
    elif kind in _HOLDERS:
        yield from _misfits_within(place, value, kind, get_args(type_))
    elif kind in (object, Any) or isinstance(kind, TypeVar):
        return
    elif attrs.has(kind):
        if not isinstance(value, kind):
            yield f"{place}: is of type {type(value).__name__}; give {kind.__name__}"
        elif not hasattr(kind, "__attrs_post_init__"):
            yield from (f"{place}.{fault}" for fault in field_misfits(value))
    elif fault := wrong(value, kind, metadata):
        yield f"{place}: {fault}; give one that is"


def _misfits_of_any(place: str, value: object, types: tuple[Any, ...], metadata: Mapping[str, Any]) -> Iterator[str]:
    """What is told where none of several types fits: of the one that must be meant, if that is clear."""
    if value is None and NoneType in types:
        return
    kinds = [type_ for type_ in types if type_ is not NoneType]
    told = {kind: list(misfits(place, value, kind, metadata)) for kind in kinds}
    if not all(told.values()):
        return
    meant = kinds[0] if len(kinds) == 1 else type(value)
    names = " or ".join(kind.__name__ for kind in kinds)
    yield from told.get(meant) or [f"{place}: is of type {type(value).__name__}; give {names}"]


def _misfits_within(place: str, value: object, kind: Any, types: tuple[Any, ...]) -> Iterator[str]:
    """What does not fit of something that holds others, or of these."""
    if not isinstance(value, kind) or isinstance(value, str):
        yield f"{place}: is of type {type(value).__name__}; give {_HOLDERS[kind]}"
        return
    for at, one, type_ in _held(place, value, kind, types):
        yield from misfits(at, one, type_)


def _held(place: str, value: Any, kind: Any, types: tuple[Any, ...]) -> Iterator[tuple[str, object, Any]]:
    """What something holds: where, what, and of which type it has to be."""
    if kind is abc.Mapping:
        for key, one in value.items():
            yield f"{place}: key", key, types[0]
            yield f"{place}.{shown(key)}", one, types[1]
    elif kind is frozenset:
        yield from ((place, one, types[0]) for one in value)
    else:
        yield from ((f"{place}[{at}]", one, types[0]) for at, one in enumerate(value))


def _is_read_once(value: object) -> TypeGuard[Iterator[object]]:
    return isinstance(value, Iterator)


@cache
def _hints(told: Any) -> Mapping[str, Any]:
    return get_type_hints(told)


@cache
def _fields(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, Any, Mapping[str, Any]], ...]:
    """Name, type and metadata of each field that does not check itself."""
    hints = get_type_hints(cls)
    return tuple((a.name, hints[a.name], a.metadata) for a in attrs.fields(cls) if a.validator is None)
