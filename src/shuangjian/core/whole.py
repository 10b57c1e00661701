"""Words over a group of records, and over what came before one: what derivations are spelled in, and what they mean.

Recorded once; this is their meaning on a list. What is not known of a member stays not known of the group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any, NoReturn, TypeVar

from .expr import Misuse, word

V = TypeVar("V")
N = TypeVar("N", int, Decimal)
O = TypeVar("O", int, Decimal, date, datetime)  # noqa: E741  # what has an order
M = TypeVar("M", date, datetime)


def _only_recorded() -> NoReturn:
    msg = "speaks of a whole group and has a meaning only inside @derive, @window or @join"
    raise Misuse(msg)


# ------------------------------------------------------------------------------------------- words over a group


@word
def total(x: N | None, where: bool | None) -> N | None:
    """The sum over the members for which `where` holds; unknown where that, or the amount, is not."""
    _only_recorded()


@word
def count(where: bool | None) -> int | None:
    """How many members it holds for."""
    _only_recorded()


@word
def distinct(x: object, where: bool | None) -> int | None:
    """How many different values the members have for which `where` holds."""
    _only_recorded()


@word
def some(where: bool | None) -> bool | None:
    """Whether it holds for any member: it does if it is known of one, and does not if it is known not to of each."""
    _only_recorded()


@word
def least(x: O | None) -> O | None:
    """The smallest; unknown if any is."""
    _only_recorded()


@word
def greatest(x: O | None) -> O | None:
    """The largest; unknown if any is."""
    _only_recorded()


@word
def peak(x: int | None, begins: datetime | None, ends: datetime | None) -> int | None:
    """The largest sum over members that run at one time, each from when it begins until just before it ends.

    Unknown if any amount or moment is, or if any member does not end after it begins.
    """
    _only_recorded()


@word
def only(x: V | None) -> V | None:
    """The value all members share; unknown where they do not."""
    _only_recorded()


# ------------------------------------------------------------------------------------------ words over what came before


@word
def previous(x: V | None) -> V | None:
    """The value of the member before this one; None for the first."""
    _only_recorded()


@word
def is_first(order: object) -> bool | None:
    """Whether no member comes before this one."""
    _only_recorded()


@word
def some_before(where: bool | None) -> bool | None:
    """Whether it holds for any member before this one."""
    _only_recorded()


@word
def latest_before(x: M | None, where: bool | None) -> M | None:
    """The latest of the members before this one for which `where` holds; None if there is none.

    Unknown where that is, or the value of one for which it holds.
    """
    _only_recorded()


@word
def latest_seen_before(x: M | None, where: bool | None) -> M | None:
    """The same of the members alone: the latest is no earlier, whichever record of no known group belongs here too."""
    _only_recorded()


@word
def running(x: N | None) -> N | None:
    """The sum up to this member, itself included."""
    _only_recorded()


@word
def running_seen(x: N | None) -> N | None:
    """The same of the members alone: of amounts above nothing the sum is no less, whichever record belongs here too."""
    _only_recorded()


# ------------------------------------------------------------------------------------------- what they mean on a list


def _total(values: Sequence[Any], where: Sequence[bool | None]) -> Any:
    if any(w is None and v != 0 for v, w in zip(values, where, strict=True)):
        return None
    kept = [v for v, w in zip(values, where, strict=True) if w]
    return None if None in kept else sum(kept)


def _count(where: Sequence[bool | None]) -> int | None:
    return None if None in where else sum(1 for w in where if w)


def _distinct(values: Sequence[Any], where: Sequence[bool | None]) -> int | None:
    kept = [v for v, w in zip(values, where, strict=True) if w]
    return None if None in where or None in kept else len(set(kept))


def _some(where: Sequence[bool | None]) -> bool | None:
    return True if True in where else None if None in where else False


def _least(values: Sequence[Any]) -> Any:
    return None if None in values or not values else min(values)


def _greatest(values: Sequence[Any]) -> Any:
    return None if None in values or not values else max(values)


def _peak(amounts: Sequence[int | None], begins: Sequence[Any], ends: Sequence[Any]) -> int | None:
    turns: list[tuple[Any, bool, int]] = []
    for amount, first, last in zip(amounts, begins, ends, strict=True):
        if amount is None or first is None or last is None or last <= first:
            return None
        turns += [(first, True, amount), (last, False, -amount)]  # who leaves at a moment leaves before others come
    return max(accumulate(change for _, _, change in sorted(turns)), default=0)


def _only(values: Sequence[Any]) -> Any:
    return values[0] if len(set(values)) == 1 else None


OVER: Mapping[str, Callable[..., Any]] = {
    "total": _total, "count": _count, "distinct": _distinct, "some": _some, "least": _least, "greatest": _greatest,
    "only": _only, "peak": _peak,
}  # fmt: skip
"""Words over a group: of what each member gives, in any order."""


def _previous(values: Sequence[Any], at: int, turns: Turns) -> Any:
    return values[at - 1] if at and turns.is_known(at) else None


def _is_first(_: Sequence[Any], at: int, turns: Turns) -> bool | None:
    return at == 0 if turns.is_known(at) or (at and turns.is_seen(at)) else None


def _some_before(where: Sequence[bool | None], at: int, turns: Turns) -> bool | None:
    said = _some(where[:at]) if turns.is_seen(at) else None
    return said if said or turns.is_known(at) else None


def _latest_before(values: Sequence[Any], where: Sequence[bool | None], at: int, turns: Turns) -> Any:
    return _latest_seen_before(values, where, at, turns) if turns.is_known(at) else None


def _latest_seen_before(values: Sequence[Any], where: Sequence[bool | None], at: int, turns: Turns) -> Any:
    before = where[:at]
    kept = [v for v, w in zip(values, before, strict=False) if w]
    return None if None in before or not turns.is_seen(at) else _greatest(kept)


def _running(values: Sequence[Any], at: int, turns: Turns) -> Any:
    return _running_seen(values, at, turns) if turns.is_known(at) else None


def _running_seen(values: Sequence[Any], at: int, turns: Turns) -> Any:
    before = values[: at + 1]
    return sum(before) if turns.is_seen(at) and None not in before else None


BEFORE: Mapping[str, Callable[..., Any]] = {
    "previous": _previous, "is_first": _is_first, "some_before": _some_before, "latest_before": _latest_before,
    "latest_seen_before": _latest_seen_before, "running": _running, "running_seen": _running_seen,
}  # fmt: skip
"""Words over what came before: of what each member gives, in their turns, at one of them."""


class Turns:
    """Whose turn is known in a group: of two at one moment with one name nobody knows who came first."""

    def __init__(self, turns: Sequence[tuple[Any, ...]], *, is_whole: bool) -> None:
        """Of the turns of the members, in their order; unknown moments come first.

        Args:
            turns: The turns.
            is_whole: Whether no record whose group is not known may belong to this one.

        """
        tied = next((n for n, (one, next_one) in enumerate(pairwise(turns)) if one == next_one), len(turns))
        self._seen = len(turns) if len(turns) == 1 else 0 if turns[0][0] is None else tied
        self._is_whole = is_whole

    def is_seen(self, at: int) -> bool:
        """Whether it is known which members came before this one: all moments are known, and none is tied so far."""
        return at < self._seen

    def is_known(self, at: int) -> bool:
        """Whether it is known of these and of any other record."""
        return self._is_whole and self.is_seen(at)
