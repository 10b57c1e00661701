"""What may be published of small groups, so that nobody can be singled out in a table with a total.

No clause gives the size below which a group is small: whoever publishes gives it. What is withheld cannot be reckoned
from the rest, not even by somebody who knows how it was chosen: groups that are alike are withheld alike, so that two
that are withheld and differ could as well be the other way round.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Generic, TypeAlias, TypeVar

import attrs

from ..core.typed import Range, typed
from .fault import MonitoringError, refuse
from .indicator import Count, Indicator, total

T = TypeVar("T")
Threshold: TypeAlias = Annotated[int, Range(low=2)]
"""The smallest number that may be told: with 1 only nought would be small, and to withhold it would be to tell it."""
_Row: TypeAlias = tuple[int, ...]
_SIDES = 2
"""How many numbers of a row say something of a pupil: the yes and the no; the unknown after them does not."""


@attrs.frozen
class Published(Generic[T]):
    """A table as it may be published.

    Attributes:
        groups: What is told of each group; None: withheld.
        total: What is told of all together; None: withheld.

    """

    groups: Mapping[str, T | None]
    total: T | None


@typed(MonitoringError)
def publish_counts(groups: Mapping[str, Count], threshold: Threshold) -> Published[int]:
    """Publish how many people there are in each group.

    A group below the threshold is withheld, an empty one too; and as many more, the smallest first, as it takes for
    what they come to together not to be small either, and for no number of them to be reckoned. Where all groups
    together are too few for that, the total is withheld.

    Args:
        groups: How many people, by group; each in one group only.
        threshold: The smallest number that may be told, 2 or more.

    Raises:
        MonitoringError: with every number that cannot be.

    """
    refuse(_none(groups))
    rows = {name: (number,) for name, number in groups.items()}
    withheld, without_total = _withheld(rows.values(), threshold)
    told = {name: None if rows[name] in withheld else number for name, number in groups.items()}
    return Published(told, None if without_total else sum(groups.values()))


@typed(MonitoringError)
def publish_shares(groups: Mapping[str, Indicator], threshold: Threshold) -> Published[Indicator]:
    """Publish what one measure came to in each group.

    A group is withheld whole if it is below the threshold, so that a share of 0 or 100 percent tells of nobody in it
    what they do; or if some do what is asked or some do not, but fewer than the threshold. More are withheld for its
    sake, as of counts: how many in it do and how many do not cannot be reckoned, nor how large a small group is. Where
    all that can be told lies on one side, all yes or all no, the total would tell it of the small groups too: there the
    total is withheld, and no group for its sake.

    Args:
        groups: Indicators of one measure, by group; each of the people counted in one group only.
        threshold: The smallest number of people that may be told of, 2 or more.

    Raises:
        MonitoringError: if there is no group, the groups are of two measures, or the threshold cannot be.

    """
    refuse([*_none(groups), *_strangers(groups)])
    rows = {name: (i.numerator, i.denominator - i.numerator, i.unknowns) for name, i in groups.items()}
    together = total(next(iter(groups.values())).measure, groups.values())
    withheld, without_total = _withheld(rows.values(), threshold)
    told = {name: None if rows[name] in withheld else indicator for name, indicator in groups.items()}
    return Published(told, None if without_total else together)


def _withheld(rows: Collection[_Row], threshold: int) -> tuple[Collection[_Row], bool]:
    """Which rows are withheld, and whether the total is."""
    small = {row for row in rows if _is_small(row, threshold)}
    if not small:
        return small, False
    others = sorted(set(rows) - small, key=_by_use)

    def is_enough(more: int) -> bool:
        withheld = small.union(others[:more])
        return _is_safe([row for row in rows if row in withheld], threshold)

    more = bisect_left(range(len(others) + 1), x=True, key=is_enough)  # what is enough stays so with more
    if more <= len(others):
        return small.union(others[:more]), False
    is_one_sided = 0 in _sides(_summed(row for row in rows if row not in small))
    return small if is_one_sided else set(rows), True


def _by_use(row: _Row) -> tuple[bool, int, _Row]:
    """What is withheld first for the sake of others: rows with both a yes and a no, of them the smallest."""
    return 0 in _sides(row), sum(row), row


def _is_small(row: _Row, threshold: int) -> bool:
    """Whether it tells of fewer people than may be told of: in all, or on one side."""
    return sum(row) < threshold or any(0 < number < threshold for number in _sides(row))


def _is_safe(rows: Sequence[_Row], threshold: int) -> bool:
    """Whether rows can be withheld while their sum is known: it is not small, and they differ on each side."""
    differ = all(len(set(numbers)) > 1 for numbers in zip(*map(_sides, rows), strict=True))
    return differ and not _is_small(_summed(rows), threshold)


def _sides(row: _Row) -> _Row:
    return row[:_SIDES]


def _summed(rows: Iterable[_Row]) -> _Row:
    return tuple(map(sum, zip(*rows, strict=True)))


def _none(groups: Mapping[str, object]) -> Iterator[str]:
    if not groups:
        yield "groups: there are none; name one or more"


def _strangers(groups: Mapping[str, Indicator]) -> Iterator[str]:
    """The groups that are of another measure than the first."""
    measures = {name: indicator.measure for name, indicator in groups.items()}
    first = next(iter(measures.values()), None)
    for name, measure in measures.items():
        if first is not None and measure != first:
            yield f"groups.{name}: counts {measure.id!r}, not {first.id!r} as the first; publish each by itself"
