"""Random double selection: the same for everybody, fair, and nobody inspects where they may not."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations, permutations
from math import ceil
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement import draw as drawing
from shuangjian.enforcement.credit import Credit, plan_shares
from shuangjian.enforcement.draw import ALGORITHM, Draw, DrawError, Inspector, Lists, Target, Visit, differences, draw

IDS = st.text(st.characters(categories=["L", "N"], include_characters="-/"), min_size=1, max_size=6)
SEEDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
SHARES = st.fractions(0, 1, max_denominator=50)


@st.composite
def lists(draw_: st.DrawFn) -> Lists:
    targets = [Target(id_, draw_(st.sampled_from(Credit))) for id_ in draw_(st.sets(IDS, max_size=12))]
    barred = st.frozensets(st.sampled_from([t.id for t in targets] or ["p"]), max_size=3 if targets else 0)
    inspectors = [Inspector(f"e{n}", draw_(barred)) for n in range(draw_(st.integers(0, 6)))]
    free = [Inspector("f1"), Inspector("f2")]
    return listed(targets, [*inspectors, *free], {credit: draw_(SHARES) for credit in Credit})


def listed(
    targets: Iterable[Target], inspectors: Iterable[Inspector], shares: Mapping[Credit, Fraction] | None = None
) -> Lists:
    return Lists(tuple(targets), tuple(inspectors), plan_shares() if shares is None else shares)


# ------------------------------------------------------------------------------------------- what a draw owes


@given(given_=lists(), seed=SEEDS)
def test_of_each_grade_its_share_is_drawn_rounded_up_and_nobody_inspects_where_they_may_not(
    given_: Lists, seed: str
) -> None:
    made = draw(given_, seed)
    credit, barred = {t.id: t.credit for t in given_.targets}, {i.id: i.conflicts for i in given_.inspectors}
    listed, drawn = Counter(credit.values()), Counter(credit[v.target] for v in made.visits)
    assert {c: drawn[c] for c in Credit} == {c: ceil(given_.shares[c] * listed[c]) for c in Credit}
    assert [v.target for v in made.visits] == sorted({v.target for v in made.visits})
    for visit in made.visits:
        assert len(set(visit.inspectors)) == len(visit.inspectors) == 2
        assert all(visit.target not in barred[i] for i in visit.inspectors)


@given(given_=lists(), seed=SEEDS, how=st.randoms(use_true_random=False))
def test_the_order_of_the_lists_plays_no_part(given_: Lists, seed: str, how: Any) -> None:
    def shuffled(held: tuple[Any, ...]) -> list[Any]:
        return sorted(held, key=lambda _: how.random())

    mixed = listed(shuffled(given_.targets), shuffled(given_.inspectors), given_.shares)
    assert mixed.digest == given_.digest
    assert draw(mixed, seed).visits == draw(given_, seed).visits


@given(given_=lists(), seed=SEEDS)
def test_a_published_draw_is_the_same_when_drawn_again(given_: Lists, seed: str) -> None:
    assert differences(draw(given_, seed)) == ()


@given(given_=lists(), seed=SEEDS, changed=st.data())
def test_whatever_is_changed_in_a_published_draw_shows(given_: Lists, seed: str, changed: st.DataObject) -> None:
    made = draw(given_, seed)
    others: list[Draw] = [attrs.evolve(made, digest="sha256:0")]
    if made.visits:
        at = changed.draw(st.integers(0, len(made.visits) - 1))
        kept = [v for n, v in enumerate(made.visits) if n != at]
        turned = Visit(made.visits[at].target, made.visits[at].inspectors[::-1])
        others += [
            attrs.evolve(made, visits=tuple(v)) for v in (kept, [*kept, turned], [*made.visits, made.visits[at]])
        ]
    if left := [t.id for t in given_.targets if t.id not in {v.target for v in made.visits}]:
        others.append(attrs.evolve(made, visits=(*made.visits, Visit(left[0], ("f1", "f2")))))
    assert all(differences(other) for other in others)


@given(given_=lists(), seed=SEEDS)
def test_lists_that_differ_have_another_digest(given_: Lists, seed: str) -> None:
    more = attrs.evolve(given_, targets=(*given_.targets, Target("a new one", Credit.A)))
    assert more.digest != given_.digest
    barred = attrs.evolve(more, inspectors=(*given_.inspectors, Inspector("new", frozenset({"a new one"}))))
    free = attrs.evolve(more, inspectors=(*given_.inspectors, Inspector("new")))
    other = attrs.evolve(given_, shares={**given_.shares, Credit.D: (given_.shares[Credit.D] + 1) / 3})
    assert len({given_.digest, more.digest, barred.digest, free.digest, other.digest}) in (4, 5)
    assert (other.digest == given_.digest) == (other.shares == given_.shares)


# ------------------------------------------------------------------------------------------- by whom ever


def test_ten_lines_of_somebody_else_draw_the_same() -> None:
    """Written from the page alone, without a line of ours."""
    targets = [Target(f"p{n:02}", Credit.D) for n in range(30)]
    held = listed(targets, [Inspector(f"e{n}", frozenset({"p07"} if n == 1 else ())) for n in range(5)])
    seed = "the numbers of a lottery"
    key = f"shuangjian-draw/1\n{held.digest}\n{seed}".encode()

    def numbers(name: str) -> Any:
        counts = iter(range(10**6))

        def below(limit: int) -> int:
            for count in counts:
                number = int.from_bytes(hmac.new(key, f"{name}\n{count}".encode(), "sha256").digest()[:8], "big")
                if number < 2**64 // limit * limit:
                    return number % limit
            raise AssertionError

        return below

    ids, below = sorted(t.id for t in targets), numbers("targets D")
    for at in range(12):
        other = at + below(30 - at)
        ids[at], ids[other] = ids[other], ids[at]
    drawn = sorted(ids[:12])
    visits = {}
    for target in drawn:
        may = [f"e{n}" for n in range(5) if (n, target) != (1, "p07")]
        next_one, chosen = numbers(f"inspectors {target}"), list[str]()
        while len(chosen) < 2:
            if (one := may[next_one(len(may))]) not in chosen:
                chosen.append(one)
        visits[target] = tuple(chosen)
    assert {v.target: v.inspectors for v in draw(held, seed).visits} == visits


# ------------------------------------------------------------------------------------------- fair


def chi_square(counts: Counter[Any], of: list[Any]) -> float:
    expected = counts.total() / len(of)
    return sum((counts[one] - expected) ** 2 / expected for one in of)


def test_every_set_of_institutions_has_the_same_chance() -> None:
    """2,000 draws of 3 out of 6: 20 sets, 100 each; beyond 43.8 lies one in a thousand of all such samples."""
    held = listed([Target(f"p{n}", Credit.A) for n in range(6)], [Inspector("a"), Inspector("b")], halves())
    found = Counter(tuple(v.target for v in draw(held, f"seed {n}").visits) for n in range(2000))
    assert chi_square(found, list(combinations((f"p{n}" for n in range(6)), 3))) < 43.8


def test_every_pair_that_may_inspect_has_the_same_chance() -> None:
    """Of 5 one may not: 12 ordered pairs, 200 each; beyond 31.3 lies one in a thousand."""
    inspectors = [Inspector(f"e{n}", frozenset({"p"} if n == 2 else ())) for n in range(5)]
    held = listed([Target("p", Credit.A)], inspectors, halves())
    found = Counter(draw(held, f"seed {n}").visits[0].inspectors for n in range(2400))
    assert chi_square(found, list(permutations(("e0", "e1", "e3", "e4"), 2))) < 31.3


def test_no_number_is_favoured_by_the_remainder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten numbers that can come, 7 to 9 would come down on 0 to 2 once more: they are passed over."""
    monkeypatch.setattr(drawing, "_ROOM", 10)
    come = iter([9, 8, 7, 6])
    monkeypatch.setattr(hmac, "digest", lambda *_: next(come).to_bytes(8, "big"))
    assert drawing._Numbers(b"", "").below(7) == 6  # nothing else could see it


def halves() -> dict[Credit, Fraction]:
    return dict.fromkeys(Credit, Fraction(1, 2))


def test_the_shares_of_the_plan_are_those_of_the_register() -> None:
    assert [plan_shares()[c] for c in Credit] == [Fraction(n, 100) for n in (5, 10, 20, 40)]
    assert listed([], []).shares == plan_shares()


# ------------------------------------------------------------------------------------------- what is wrong


def test_all_that_is_wrong_with_lists_is_told_at_once() -> None:
    with pytest.raises(DrawError) as caught:
        listed(
            [Target("", Credit.A), Target("p", Credit.A), Target("p", Credit.B)],
            [Inspector("\n", frozenset({"p", "x", "y"}))],
            {Credit.A: Fraction(2), Credit.B: Fraction(-1, 9)},
        )
    assert str(caught.value).splitlines() == [
        "targets[0].id: '' is no id; write 1 to 200 visible characters",
        "targets: 'p' stands 2 times; name each once",
        "inspectors[0].id: '\\n' is no id; write 1 to 200 visible characters",
        "inspectors[0].conflicts: 'x' is no target; name one of them, or leave it out",
        "inspectors[0].conflicts: 'y' is no target; name one of them, or leave it out",
        "shares.A: Fraction(2, 1) is no share; write a Fraction from 0 to 1 for each grade",
        "shares.B: Fraction(-1, 9) is no share; write a Fraction from 0 to 1 for each grade",
        "shares.C: None is no share; write a Fraction from 0 to 1 for each grade",
        "shares.D: None is no share; write a Fraction from 0 to 1 for each grade",
    ]
    longest = [Target("x" * 200, Credit.A)]
    assert listed(longest, []).targets == tuple(longest)
    assert listed([Target("\u79c0\u6c34\u3000\u4e1c", Credit.A)], []).targets  # a wide space, as names have it
    with pytest.raises(DrawError, match="is no id"):
        listed([Target("x" * 201, Credit.A)], [])


def test_all_that_is_not_of_its_type_is_told_at_once() -> None:
    with pytest.raises(DrawError) as caught:
        Lists((Target(5, "A"),), (Inspector("a", "xyz"), "b"), {Credit.A: 0.5})  # type: ignore[arg-type, dict-item]
    assert caught.value.faults == (
        "targets[0].id: 5 is not of type str; give one that is",
        "targets[0].credit: 'A' is not of type Credit; give one that is",
        "inspectors[0].conflicts: is of type str; give a frozenset",
        "inspectors[1]: is of type str; give Inspector",
        "shares.A: 0.5 is not of type Fraction; give one that is",
    )
    with pytest.raises(DrawError, match=r"^seed: 7 is not of type str; give one that is$"):
        draw(listed([], []), 7)  # type: ignore[arg-type]
    with pytest.raises(DrawError, match=r"^published: is of type NoneType; give Draw$"):
        differences(None)  # type: ignore[arg-type]


def test_each_institution_too_few_may_inspect_is_told() -> None:
    all_of = dict.fromkeys(Credit, Fraction(1))
    inspectors = [Inspector("a"), Inspector("b", frozenset("qr"))]
    held = listed([Target("p", Credit.A), Target("q", Credit.B), Target("r", Credit.D)], inspectors, all_of)
    with pytest.raises(DrawError) as caught:
        draw(held, "s")
    assert caught.value.faults == tuple(
        f"inspectors: 1 may inspect '{target}', 2 are needed; name more" for target in "qr"
    )


@pytest.mark.parametrize("seed", ["", "x" * 201, "\ud800", "a\nb"])
def test_a_seed_is_a_text_that_can_be_printed(seed: str) -> None:
    with pytest.raises(DrawError, match=r"^seed: "):
        draw(listed([], []), seed)


def test_a_draw_of_another_kind_is_not_judged() -> None:
    with pytest.raises(DrawError, match="'shuangjian-draw/0' is not 'shuangjian-draw/1'"):
        differences(attrs.evolve(draw(listed([], []), "s"), algorithm="shuangjian-draw/0"))
    assert ALGORITHM == "shuangjian-draw/1"


def test_what_differs_is_named() -> None:
    all_of = dict.fromkeys(Credit, Fraction(1))
    held = listed([Target("p", Credit.A), Target("q", Credit.A)], [Inspector("a"), Inspector("b")], all_of)
    made = draw(held, "s")
    one, two = made.visits
    turned = attrs.evolve(
        made, digest="sha256:0", visits=(Visit("p", one.inspectors[::-1]), Visit("z\x1b", ("a", "b")))
    )
    assert differences(turned) == (
        f"digest: published 'sha256:0', is '{held.digest}'",
        "visits: 'p': published {1!r} and {0!r}, drawn again {0!r} and {1!r}".format(*one.inspectors),
        "visits: 'q': published not at all, drawn again {!r} and {!r}".format(*two.inspectors),
        "visits: 'z\\x1b': published 'a' and 'b', drawn again not at all",
    )
    assert differences(attrs.evolve(made, visits=(two, one))) == (
        "visits: an institution stands twice, or they are not ordered by id",
    )
