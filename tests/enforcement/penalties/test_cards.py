"""Cards and lists: the Ministry's ladder step by step, and no step nobody tells of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from shuangjian.core.register import register
from shuangjian.enforcement.penalties import cards
from shuangjian.enforcement.penalties.cards import (
    Breach,
    Card,
    CardError,
    Listing,
    Shown,
    Standing,
    cards_left_open,
    listing,
    show,
    standing,
)

DAY = date(2021, 11, 1)
BREACHES = st.lists(
    st.builds(Breach, st.integers(0, 60).map(lambda n: DAY + timedelta(n)), st.booleans()), max_size=8
).map(lambda held: sorted(held, key=lambda b: b.on))


def found(*extreme: bool) -> list[Breach]:
    """A breach a day."""
    return [Breach(DAY + timedelta(n), is_extreme) for n, is_extreme in enumerate(extreme)]


def shown(now: Standing) -> list[tuple[int, str]]:
    return [((one.on - DAY).days, one.card.value) for one in now.shown]


# ------------------------------------------------------------------------------------------- what cards owe


@given(breaches=BREACHES)
def test_a_plain_telling_of_the_ladder_comes_to_the_same(breaches: list[Breach]) -> None:
    expected: list[Shown] = []
    closure: bool | None = False
    for breach in breaches:
        kinds = [one.card for one in expected]
        if Card.RED in kinds:
            break
        if breach.is_extreme:
            expected.append(Shown(breach.on, Card.RED))
            closure = None
        elif not kinds:
            expected.append(Shown(breach.on, Card.REMINDER))
        elif kinds == [Card.REMINDER]:
            expected.append(Shown(breach.on, Card.YELLOW))
        else:
            expected += [Shown(breach.on, Card.YELLOW), Shown(breach.on, Card.RED)]
            closure = True
    now = standing(breaches)
    assert now == Standing(tuple(expected))
    assert now.closure_is_ordered is closure
    assert now.card is (expected[-1].card if expected else None)


@given(breaches=BREACHES, at=st.integers(0, 8))
def test_a_fold_may_be_broken_off_and_taken_up_again(breaches: list[Breach], at: int) -> None:
    now = standing(breaches[:at])
    for breach in breaches[at:]:
        before = now
        now = show(now, breach)
        assert now.shown[: len(before.shown)] == before.shown
    assert now == standing(breaches)


def test_each_rung_by_hand() -> None:
    assert (shown(standing([])), standing([]).card) == ([], None)
    assert shown(standing(found(False))) == [(0, "reminder")]
    assert shown(standing(found(False, False))) == [(0, "reminder"), (1, "yellow")]
    two = standing(found(False, False, False))
    assert shown(two) == [(0, "reminder"), (1, "yellow"), (2, "yellow"), (2, "red")]
    assert two.closure_is_ordered is True
    assert standing(found(False, False)).closure_is_ordered is False
    assert standing(found(False, False, False, True)) == two


def test_an_extreme_case_is_red_at_once_and_of_closure_nothing_is_told() -> None:
    for before in ([], [False], [False, False]):
        now = standing(found(*before, True))
        assert (now.card, now.closure_is_ordered) == (Card.RED, None)
        assert len(now.shown) == len(before) + 1


def test_two_on_one_day_are_two() -> None:
    assert shown(standing([Breach(DAY, is_extreme=False), Breach(DAY, is_extreme=False)])) == [
        (0, "reminder"),
        (0, "yellow"),
    ]


# ------------------------------------------------------------------------------------------- lists


@pytest.mark.parametrize("has_offended", [True, False, None])
def test_offenders_are_on_the_black_list_and_only_a_licence_may_bring_one_on_the_white(
    has_offended: bool | None,
) -> None:
    assert listing(has_offended=has_offended, has_licence=False) == Listing(has_offended, white=False)
    assert listing(has_offended=has_offended, has_licence=True) == Listing(has_offended, white=None)
    assert listing(has_offended=has_offended, has_licence=None) == Listing(has_offended, white=None)


def test_what_no_source_tells_is_told_as_open() -> None:
    law = register(Path(cards.__file__).parents[2] / "sources")
    assert [o.clauses for o in cards_left_open()] == [("ENF-08",), ("ENF-08",), ("ENF-09",), ("ENF-07",)]
    assert all(law.clause(c) for o in cards_left_open() for c in o.clauses)
    assert all(o.why and o.what for o in cards_left_open())


# ------------------------------------------------------------------------------------------- what is wrong


def test_every_breach_before_an_earlier_one_is_told() -> None:
    days = [DAY + timedelta(n) for n in (1, 0, 2, 1, 2)]
    with pytest.raises(CardError) as caught:
        standing(Breach(day, is_extreme=False) for day in days)
    assert caught.value.faults == (
        "breaches[1].on: 2021-11-01 lies before 2021-11-02, which is told before it; give them in their order",
        "breaches[3].on: 2021-11-02 lies before 2021-11-03, which is told before it; give them in their order",
    )


def test_a_breach_before_the_last_card_leaves_everything_as_it_was() -> None:
    now = standing(found(False, False))
    for earlier in (standing(found(False, False)[1:]), now, standing(found(False, False, False))):
        with pytest.raises(CardError) as caught:
            show(earlier, Breach(DAY, is_extreme=False))
        last = earlier.shown[-1].on
        assert caught.value.faults == (
            f"breach.on: 2021-11-01 lies before {last}, which is told before it; give them in their order",
        )
    assert shown(now) == [(0, "reminder"), (1, "yellow")]


def test_on_the_day_of_the_last_card_one_more_may_be_shown() -> None:
    assert shown(show(standing(found(False)), found(False)[0])) == [(0, "reminder"), (0, "yellow")]


def told(make: Callable[[], object]) -> tuple[str, ...]:
    """What is told of something that cannot be."""
    with pytest.raises(CardError) as caught:
        make()
    return caught.value.faults


NONE: Any = "x"
MOMENT: Any = datetime(2021, 11, 2)  # noqa: DTZ001  # a moment is no day
UNKNOWN: Any = None


@pytest.mark.parametrize(
    ("make", "faults"),
    [
        (lambda: Breach(NONE, is_extreme=NONE), (
            "on: 'x' is not of type date; give one that is",
            "is_extreme: 'x' is not of type bool; give one that is",
        )),
        (lambda: Breach(MOMENT, is_extreme=False), (
            "on: datetime.datetime(2021, 11, 2, 0, 0) is not of type date; give one that is",
        )),
        (lambda: Breach(DAY, is_extreme=UNKNOWN), ("is_extreme: None is not of type bool; give one that is",)),
        (lambda: Shown(NONE, NONE), (
            "on: 'x' is not of type date; give one that is",
            "card: 'x' is not of type Card; give one that is",
        )),
        (lambda: Standing(NONE), ("shown: is of type str; give a tuple",)),
        (lambda: Standing(tuple(Shown(DAY, card) for card in (Card.REMINDER, Card.YELLOW, Card.YELLOW))), (
            "shown: the yellow cards make a red one; add it",
        )),
        (lambda: Standing(tuple(Shown(DAY, c) for c in (Card.YELLOW, Card.REMINDER, Card.YELLOW, Card.YELLOW))), (
            "shown[0].card: yellow cannot follow; write reminder or red",
            "shown[1].card: reminder cannot follow; write yellow or red",
            "shown[3].card: yellow cannot follow; write red",
            "shown: the yellow cards make a red one; add it",
        )),
        (lambda: Standing((NONE,)), ("shown[0]: is of type str; give Shown",)),
        (lambda: Standing((Shown(DAY, Card.REMINDER), Shown(DAY - timedelta(1), Card.RED))), (
            "shown[1].on: 2021-10-31 lies before 2021-11-01, which is told before it; give them in their order",
        )),
        (lambda: Standing(tuple(Shown(DAY, card) for card in (Card.RED, Card.YELLOW, Card.RED))), (
            "shown[1].card: a red card stays; leave out what is told after it",
            "shown[2].card: a red card stays; leave out what is told after it",
        )),
        (lambda: Standing((Shown(DAY, Card.RED), Shown(DAY - timedelta(1), Card.RED))), (
            "shown[1].on: 2021-10-31 lies before 2021-11-01, which is told before it; give them in their order",
            "shown[1].card: a red card stays; leave out what is told after it",
        )),
        (lambda: standing([NONE, *found(False), NONE]), (
            "breaches[0]: is of type str; give Breach",
            "breaches[2]: is of type str; give Breach",
        )),
        (lambda: standing(UNKNOWN), ("breaches: is of type NoneType; give several, such as a list",)),
        (lambda: show(NONE, NONE), (
            "standing: is of type str; give Standing",
            "breach: is of type str; give Breach",
        )),
        (lambda: listing(has_offended=NONE, has_licence=NONE), (
            "has_offended: 'x' is not of type bool; give one that is",
            "has_licence: 'x' is not of type bool; give one that is",
        )),
    ],
)  # fmt: skip
def test_all_that_does_not_fit_is_told(make: Callable[[], object], faults: tuple[str, ...]) -> None:
    assert told(make) == faults


def test_whether_a_case_was_extreme_is_never_taken_for_granted() -> None:
    with pytest.raises(TypeError, match="is_extreme"):
        Breach(DAY)  # type: ignore[call-arg]
