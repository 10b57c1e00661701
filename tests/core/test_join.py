"""Joins: what is known of a record by the others that share its key, on lists and on tables alike."""

# ruff: noqa: E501  # texts of random words

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from typing import Any

import attrs
import narwhals as nw
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core import whole, words
from shuangjian.core.expr import Misuse
from shuangjian.core.fact import Fact, given as field
from shuangjian.core.join import Join, join
from shuangjian.core.joined import joined
from shuangjian.core.whole import count, greatest, only, some, total
from shuangjian.core.words import at_least, known, minus, not_, plus
from tests import parity
from tests.core.policy import DAY, Colour, Parcel
from tests.core.test_groups import (
    ANY,
    ENGINES,
    KEYS,
    TRUTH,
    VALUES,
    WHOLE,
    Pile,
    columns,
    piles,
    said,
    stating,
    table,
    told,
)

engines = pytest.mark.parametrize("engine", ENGINES)


@attrs.frozen(kw_only=True)
class Stamp(Fact):
    """A mark of a register."""

    date: Date | None = field()
    tag: str | None = field()
    is_valid: bool | None = field()
    worth: int | None = field(low=0)


@join("tag", "date")
def stamped(x: Pile, stamp: Stamp) -> Pile:
    """A pile with what its stamps say."""
    return attrs.evolve(
        x, truth=some(stamp.is_valid), whole=minus(total(stamp.worth, stamp.is_valid), x.n), text=only(stamp.tag)
    )


PILE = Pile(id="p", tag="t", date=DAY, n=1)
VALID, VOID, UNSURE = (Stamp(tag="t", date=DAY, is_valid=v, worth=3) for v in (True, False, None))
NOWHERE = Stamp(date=DAY, is_valid=True, worth=1)


def on_tables(derivation: Join[Any, Any], records: Sequence[Fact], others: Sequence[Fact], engine: str) -> Any:
    frames = (table(records, derivation.source), table(others, derivation.other))
    frame, others_ = (nw.from_native(parity.native(f, engine)) for f in frames)
    return joined(frame, others_, derivation)


def agree(derivation: Join[Any, Any], records: Sequence[Any], others: Sequence[Any], engine: str) -> None:
    expected, found, names = derivation(records, others), on_tables(derivation, records, others, engine), columns(Pile)
    assert told(found.facts.to_native(), names) == said(expected.facts, names)
    assert told(found.left.to_native(), names) == said(expected.left, names)


@engines
@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], (False, -1, None)),
        ([VALID], (True, 2, "t")),
        ([VOID], (False, -1, "t")),
        ([VALID, VALID, VOID], (True, 5, "t")),
        ([UNSURE], (None, None, "t")),
        ([UNSURE, VALID], (True, None, "t")),
        ([attrs.evolve(VALID, date=Date(2020, 1, 1))], (False, -1, None)),
        ([NOWHERE], (None, None, None)),
        ([NOWHERE, VALID], (True, None, None)),
    ],
)
def test_what_matches_completes_a_record(engine: str, others: list[Stamp], expected: tuple[Any, ...]) -> None:
    (found,) = stamped([PILE], others).facts
    assert (found.truth, found.whole, found.text) == expected
    agree(stamped, [PILE], others, engine)


@engines
def test_a_record_without_a_key_or_that_says_so_itself_stays_as_it_is(engine: str) -> None:
    keyless, stating_ = attrs.evolve(PILE, tag=None), attrs.evolve(PILE, truth=False)
    found = stamped([keyless, stating_], [VALID])
    assert (found.facts, found.left) == ((keyless, stating_), (keyless,))
    agree(stamped, [keyless, stating_], [VALID], engine)


@engines
def test_places_are_not_compared(engine: str) -> None:
    there = attrs.evolve(VALID, place="anshan")
    (found,) = stamped([attrs.evolve(PILE, place="cn")], [there]).facts
    assert (found.truth, found.place) == (True, "cn")
    agree(stamped, [attrs.evolve(PILE, place="cn")], [there], engine)


def test_it_reads_the_fields_of_keys_and_of_what_is_made() -> None:
    assert stamped.reads == {"tag", "date", "n"}
    assert stamped.reads_of_others == {"tag", "date", "is_valid", "worth"}


def test_misuse_is_refused_when_the_join_is_defined() -> None:
    def bare(x: Pile, stamp: Stamp) -> Pile:
        return attrs.evolve(x, whole=stamp.worth)

    def inside(x: Pile, stamp: Stamp) -> Pile:
        return attrs.evolve(x, whole=total(x.n, stamp.is_valid))

    def branch(x: Pile, stamp: Stamp) -> Pile:
        return attrs.evolve(x, whole=total(stamp.worth, stamp.is_valid) if stamp.is_valid else None)

    with pytest.raises(Misuse, match="bare: whole takes worth where it cannot"):
        join("tag")(bare)
    with pytest.raises(Misuse, match="inside: whole takes n where it cannot"):
        join("tag")(inside)
    with pytest.raises(Misuse, match="cannot be recorded"):
        join("tag")(branch)
    with pytest.raises(Misuse, match="Stamp has no n"):
        join("n")(bare)


# ------------------------------------------------------------------------------------------- random joins

_SPACE = {**vars(words), **vars(whole), "Colour": Colour, "Pile": Pile, "attrs": attrs}


def _others(text: str) -> str:
    return text.replace("x.", "y.")


def _of(texts: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([_others(t) for t in texts])


def _word(name: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda texts: f"{name}({', '.join(texts)})")


_amount = st.one_of(
    _word("total", _of(WHOLE), _of(TRUTH)), _word("count", _of(TRUTH)), _word("distinct", _of(ANY), _of(TRUTH)),
    _word("least", _of(WHOLE)), _word("greatest", _of(WHOLE)), _word("only", _of(WHOLE)),
    _word("peak", _of(["x.n"]), _of(["x.starts"]), _of(["x.ends"])),
)  # fmt: skip
_truth = _word("some", _of(TRUTH)) | _word("at_least", _amount, st.sampled_from(["1", "x.n"]))
made = {
    "whole": _amount | _word("plus", _amount, st.sampled_from(["1", "x.m"])) | _word("choose", _truth, _amount, _amount),
    "truth": _truth | _word("known", _amount) | _word("any_of", _truth, st.sampled_from(["x.is_big", "x.is_ugly"])),
    "hue": _word("only", _of(VALUES["hue"])), "day": _word("only", _of(VALUES["day"])) | _word("least", _of(VALUES["day"])),
    "moment": _word("greatest", _of(VALUES["moment"])), "text": _word("only", _of(VALUES["text"])),
}  # fmt: skip


@st.composite
def drawn(draw: st.DrawFn) -> Join[Any, Any]:
    fields = draw(st.lists(st.sampled_from(sorted(made)), min_size=1, max_size=3, unique=True))
    given_ = ", ".join(f"{n}={draw(made[n])}" for n in fields)
    space: dict[str, Any] = {**_SPACE, "__name__": "trial"}
    exec(f"def trial(x: Pile, y: Pile) -> Pile:\n    return attrs.evolve(x, {given_})\n", space)  # noqa: S102  # a test's own text
    by = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True))
    made_: Join[Any, Any] = join(*by)(space["trial"])
    return made_


some_piles = st.lists(st.builds(stating, piles, st.integers(1, 8)), max_size=7)


@engines
@settings(deadline=None, max_examples=60)
@given(derivation=drawn(), records=some_piles, others=some_piles)
def test_a_join_of_tables_is_that_of_lists(
    engine: str, derivation: Join[Any, Any], records: list[Pile], others: list[Pile]
) -> None:
    agree(derivation, records, others, engine)


@given(derivation=drawn(), records=some_piles, others=some_piles, data=st.data())
def test_the_order_of_either_list_does_not_matter(
    derivation: Join[Any, Any], records: list[Pile], others: list[Pile], data: st.DataObject
) -> None:
    shuffled = derivation(data.draw(st.permutations(records)), data.draw(st.permutations(others)))
    assert said(shuffled.facts, columns(Pile)) == said(derivation(records, others).facts, columns(Pile))


@join("tag")
def of_all(x: Pile, parcel: Parcel) -> Pile:
    """A pile with what its parcels come to."""
    return attrs.evolve(
        x, whole=plus(greatest(parcel.n), x.m), truth=not_(at_least(count(known(parcel.n)), 2))
    )  # fmt: skip


@engines
def test_a_name_may_be_a_text_in_one_table_and_a_number_in_the_other(engine: str) -> None:
    piles_ = table([Pile(id="a", tag="7", m=1), Pile(id="b", tag="8", m=1)], Pile)
    parcels = table([Parcel(tag="7", n=4)], Parcel)
    parcels = parcels.with_columns(tag=parcels["tag"].cast(int))
    frame, others = (nw.from_native(parity.native(f, engine)) for f in (piles_, parcels))
    assert told(joined(frame, others, of_all).facts.to_native(), ["id", "whole", "truth"]) == {
        ("a", 5, True): 1,
        ("b", None, True): 1,
    }
