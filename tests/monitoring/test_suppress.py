"""What is withheld of small groups cannot be reckoned from what is published, and no more is withheld than needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.monitoring.fault import MonitoringError
from shuangjian.monitoring.indicator import Indicator, Measure, total
from shuangjian.monitoring.suppress import Published, publish_counts, publish_shares

SLEEP = Measure(id="sleep", title={}, counts={}, clauses=("SL-18",))
COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=1)
THRESHOLDS = st.integers(2, 12)


def told(yes: int, no: int, unknown: int = 0) -> Indicator:
    return Indicator(SLEEP, yes, yes + no, unknown)


ROWS = st.builds(told, st.integers(0, 25), st.integers(0, 25), st.integers(0, 3))
SHARES = st.dictionaries(st.sampled_from("abcdef"), ROWS, min_size=1)


def no(indicator: Indicator) -> int:
    return indicator.denominator - indicator.numerator


def size(indicator: Indicator) -> int:
    return indicator.denominator + indicator.unknowns


def names(published: Published[Any]) -> str:
    """The groups that are withheld."""
    return "".join(sorted(name for name, told_ in published.groups.items() if told_ is None))


# ------------------------------------------------------------------------------------------- nothing can be reckoned


def look(published: Published[Any]) -> tuple[Any, ...]:
    """All that a reader of the table sees."""
    return (*(repr(one) for one in published.groups.values()), repr(published.total))


def by_look(
    cells: Iterable[Any], groups: int, publish: Callable[[Any, int], Published[Any]], threshold: int
) -> Iterable[list[dict[str, Any]]]:
    """Every table there can be, those together that look alike when they are published."""
    seen: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in product(cells, repeat=groups):
        table = dict(zip("abcd", row, strict=False))
        seen.setdefault(look(publish(table, threshold)), []).append(table)
    return seen.values()


@pytest.mark.parametrize("threshold", [2, 3, 4])
@pytest.mark.parametrize(("groups", "highest"), [(1, 8), (2, 8), (3, 7), (4, 5)])
def test_no_number_withheld_can_be_reckoned_by_somebody_who_knows_all_there_is_to_know(
    groups: int, highest: int, threshold: int
) -> None:
    """Whoever knows what is published, the threshold and this very program is left with two numbers at least."""
    for alike in by_look(range(highest + 1), groups, publish_counts, threshold):
        published = publish_counts(alike[0], threshold)
        for name in names(published):
            assert len({table[name] for table in alike}) > 1, alike


@pytest.mark.parametrize("threshold", [2, 3])
@pytest.mark.parametrize(("groups", "highest", "unknown"), [(1, 5, 2), (2, 4, 1), (3, 3, 0)])
def test_nor_how_many_do_what_is_asked_how_many_do_not_and_how_large_a_small_group_is(
    groups: int, highest: int, unknown: int, threshold: int
) -> None:
    cells = [told(*row) for row in product(range(highest + 1), range(highest + 1), range(unknown + 1))]
    for alike in by_look(cells, groups, publish_shares, threshold):
        for name in names(publish_shares(alike[0], threshold)):
            assert len({table[name].numerator for table in alike}) > 1, alike
            assert len({no(table[name]) for table in alike}) > 1, alike
            assert len({size(table[name]) for table in alike}) > 1 or size(alike[0][name]) >= threshold, alike


@given(COUNTS, THRESHOLDS)
def test_two_groups_withheld_that_differ_could_be_the_other_way_round(groups: dict[str, int], threshold: int) -> None:
    published = publish_counts(groups, threshold)
    withheld = names(published)
    for one in withheld:
        other = next((name for name in withheld if groups[name] != groups[one]), None)
        assert other or published.total is None
        if other:
            turned = groups | {one: groups[other], other: groups[one]}
            assert look(publish_counts(turned, threshold)) == look(published)


# ------------------------------------------------------------------------------------------- what is published


@given(COUNTS, THRESHOLDS)
def test_what_is_told_is_true_and_nothing_small_is_told(groups: dict[str, int], threshold: int) -> None:
    published = publish_counts(groups, threshold)
    assert [*published.groups] == [*groups]
    for name, number in published.groups.items():
        assert number in (None, groups[name])
        assert number is None or number >= threshold
    assert published.total in (None, sum(groups.values()))
    if published.total is not None and names(published):
        together = sum(groups[name] for name in names(published))
        assert together >= threshold  # which is told by the total and the others
    if min(groups.values()) >= threshold:
        assert (names(published), published.total) == ("", sum(groups.values()))


@given(SHARES, THRESHOLDS)
def test_of_a_share_nobody_stands_alone_on_one_side(groups: dict[str, Indicator], threshold: int) -> None:
    published = publish_shares(groups, threshold)
    assert [*published.groups] == [*groups]
    seen = [(name, one) for name, one in published.groups.items() if one is not None]
    assert all(one == groups[name] for name, one in seen)
    if published.total is not None:
        assert published.total == total(SLEEP, groups.values())
    if published.total is not None and names(published):
        hidden = total(SLEEP, [groups[name] for name in names(published)])
        assert hidden.numerator >= threshold
        assert no(hidden) >= threshold
    for _, one in seen:
        assert size(one) >= threshold
        assert one.numerator == 0 or one.numerator >= threshold
        assert no(one) == 0 or no(one) >= threshold


@given(COUNTS, THRESHOLDS, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_plays_no_part(groups: dict[str, int], threshold: int, how: Any) -> None:
    mixed = {name: groups[name] for name in sorted(groups, key=lambda _: how.random())}
    assert publish_counts(mixed, threshold) == publish_counts(groups, threshold)


@given(COUNTS, THRESHOLDS)
def test_no_group_could_be_told_that_is_withheld_for_the_sake_of_others(groups: dict[str, int], threshold: int) -> None:
    """Of those that are not small the smallest are taken, and with one less the sum would be small or tell each."""
    published = publish_counts(groups, threshold)
    small = {name for name in groups if groups[name] < threshold}
    others = sorted({groups[name] for name in names(published) if name not in small})
    if published.total is None or not others:
        return
    left = [n for name, n in groups.items() if name in small or n in others[:-1]]
    assert sum(left) < threshold or len(set(left)) == 1
    assert all(n > others[-1] for name, n in groups.items() if name not in names(published))


# ------------------------------------------------------------------------------------------- worked by hand


@pytest.mark.parametrize(
    ("groups", "withheld", "sum_"),
    [
        ({"a": 5, "b": 9}, "", 14),  # the threshold itself may be told
        ({"a": 4, "b": 9, "c": 20}, "ab", 33),  # one alone would be the total less the rest
        ({"a": 4, "b": 3, "c": 20}, "ab", 27),  # two that differ, seven together
        ({"a": 1, "b": 3, "c": 20, "d": 30}, "abc", 54),  # four together are still too few
        ({"a": 3, "b": 3, "c": 20, "d": 30}, "abc", 56),  # two threes: each would be half of six
        ({"a": 4, "b": 9, "c": 9, "d": 20}, "abc", 42),  # two that are alike are withheld alike
        ({"a": 0, "b": 9, "c": 20}, "ab", 29),
        ({"a": 4}, "a", None),  # the total would be it
        ({"a": 1, "b": 2}, "ab", None),
        ({"a": 3, "b": 3}, "ab", None),
        ({"a": 4, "b": 9}, "ab", 13),
        ({"a": 7}, "", 7),
    ],
)
def test_counts_with_five_as_threshold(groups: dict[str, int], withheld: str, sum_: int | None) -> None:
    published = publish_counts(groups, 5)
    assert (names(published), published.total) == (withheld, sum_)


@pytest.mark.parametrize(
    ("groups", "withheld", "has_total"),
    [
        ({"a": (20, 10), "b": (5, 5)}, "", True),
        ({"a": (3, 1), "b": (20, 10), "c": (9, 9)}, "ac", True),  # too small, and the smallest for its sake
        ({"a": (4, 0), "b": (20, 10), "c": (9, 9)}, "ac", True),  # all four do it: that would tell it of each
        ({"a": (0, 4), "b": (20, 10), "c": (9, 9)}, "ac", True),
        ({"a": (30, 0), "b": (0, 30)}, "", True),  # large enough for 100 and 0 percent
        ({"a": (36, 4), "b": (20, 10), "c": (40, 0)}, "ab", True),  # four of forty do not
        ({"a": (4, 36), "b": (20, 10), "c": (0, 40)}, "ab", True),
        ({"a": (4, 0), "b": (20, 10), "c": (12, 0)}, "ab", True),  # another 100 percent would be of no use
        ({"a": (4, 0), "b": (20, 0), "c": (12, 0)}, "a", False),  # the total would tell 100 percent of the four
        ({"a": (3, 1), "b": (20, 0), "c": (12, 0)}, "a", False),  # it would tell of the one who does not
        ({"a": (0, 4), "b": (0, 20)}, "a", False),
        ({"a": (4, 0)}, "a", False),
        ({"a": (4, 0), "b": (1, 1)}, "ab", False),
        ({"a": (9, 4), "b": (9, 9)}, "ab", False),  # as many do it in both: each nine would be told
        ({"a": (1, 2, 2), "b": (20, 10)}, "ab", True),  # one of five does it, whatever is unknown
        ({"a": (0, 0, 5), "b": (20, 10)}, "", True),
        ({"a": (0, 0, 4), "b": (20, 10)}, "ab", True),
    ],
)
def test_shares_with_five_as_threshold(groups: dict[str, tuple[int, ...]], withheld: str, has_total: bool) -> None:
    published = publish_shares({name: told(*row) for name, row in groups.items()}, 5)
    assert (names(published), published.total is not None) == (withheld, has_total)


def test_a_large_table_does_not_take_long() -> None:
    groups = {str(n): told(20 + n, 0) for n in range(3000)} | {"small": told(1, 0)}
    published = publish_shares(groups, 10)
    assert (published.groups["small"], published.groups["7"], published.total) == (None, told(27, 0), None)


# ------------------------------------------------------------------------------------------- what is wrong


def test_all_that_is_wrong_with_a_table_is_told_at_once() -> None:
    with pytest.raises(MonitoringError) as caught:
        publish_counts({"a": -1, "b": 3, "c": 1.5}, 1)  # type: ignore[dict-item]
    assert caught.value.faults == (
        "groups.a: -1 is impossible; it runs from 0 to any; give one that is",
        "groups.c: 1.5 is not of type int; give one that is",
        "threshold: 1 is impossible; it runs from 2 to any; give one that is",
    )
    with pytest.raises(MonitoringError) as caught:
        publish_shares({"a": None}, 2.5)  # type: ignore[arg-type, dict-item]
    assert caught.value.faults == (
        "groups.a: is of type NoneType; give Indicator",
        "threshold: 2.5 is not of type int; give one that is",
    )


def test_a_table_without_groups_is_none() -> None:
    for publish in (publish_counts, publish_shares):
        with pytest.raises(MonitoringError, match=r"^groups: there are none; name one or more$"):
            publish({}, 2)


def test_groups_of_two_measures_are_no_table() -> None:
    other = Measure(id="exercise", title={}, counts={}, clauses=("PE-08",))
    with pytest.raises(MonitoringError) as caught:
        publish_shares({"a": told(1, 1), "b": Indicator(other, 1, 2), "c": Indicator(other, 0, 0)}, 2)
    assert caught.value.faults == (
        "groups.b: counts 'exercise', not 'sleep' as the first; publish each by itself",
        "groups.c: counts 'exercise', not 'sleep' as the first; publish each by itself",
    )
