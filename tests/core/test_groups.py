"""Derivations on tables are those on lists: random ones over a trial fact, and each trap by itself."""

# ruff: noqa: E501  # texts of random words; a table has long lines

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from shuangjian.core import whole, words
from shuangjian.core.derive import Derivation, derive, window
from shuangjian.core.fact import Fact, form, given as field
from shuangjian.core.groups import made
from shuangjian.core.whole import distinct, is_first, least, only, previous, running, total
from shuangjian.core.words import Clock
from tests import parity
from tests.core.policy import DAY, Colour, Parcel

ENGINES = ("polars", "duckdb")


@attrs.frozen(kw_only=True)
class Pile(Parcel):
    """A parcel, or what several make together, with a place for whatever may be made."""

    whole: int | None = field()
    truth: bool | None = field()
    hue: Colour | None = field()
    day: Date | None = field()
    moment: datetime | None = field()
    sum: Decimal | None = field()
    o_clock: Clock | None = field()
    text: str | None = field()


# ------------------------------------------------------------------------------------------- tables and lists


def plain(value: Any) -> Any:
    return parity._plain(value)


def columns(cls: type[Fact]) -> list[str]:
    return ["id", "place", *form(cls).fields]


def table(records: Sequence[Fact], cls: type[Fact], names: Sequence[str] = ()) -> pl.DataFrame:
    """The records, one column a field."""
    schema = {n: parity.TYPES.get(form(cls).types.get(n), pl.String) for n in names or columns(cls)}
    return pl.DataFrame([{n: plain(getattr(f, n)) for n in schema} for f in records], schema=schema)


def told(frame: Any, names: Sequence[str]) -> Counter[tuple[Any, ...]]:
    """The rows of a table of any engine, in no order; a column it has not is one of nulls."""
    rows = nw.from_native(frame).lazy().collect("pyarrow").to_native().to_pylist()
    return Counter(tuple(row.get(n) for n in names) for row in rows)


def said(facts: Sequence[Fact], names: Sequence[str]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(plain(getattr(f, n)) for n in names) for f in facts)


def on_table(derivation: Derivation[Any, Any], frame: pl.DataFrame, engine: str, **how: Any) -> tuple[Any, Any]:
    found = made(nw.from_native(parity.native(frame, engine)), derivation, **{"name": "id"} | how)
    return found.facts.to_native(), found.left.to_native()


def agree(derivation: Derivation[Any, Any], records: Sequence[Any], engine: str) -> None:
    """The table says what the list does, of facts made and of records left."""
    expected, names = derivation(records), columns(derivation.target)
    facts, left = on_table(derivation, table(records, derivation.source), engine)
    assert told(facts, names) == said(expected.facts, names)
    assert told(left, columns(derivation.source)) == said(expected.left, columns(derivation.source))


# ------------------------------------------------------------------------------------------- random derivations

_SPACE = {**vars(words), **vars(whole), "Colour": Colour, "Pile": Pile, "attrs": attrs, "Decimal": Decimal}
WHOLE = ("x.n", "x.both", "minus(x.n, x.m)", "minutes_between(x.starts, x.ends)")
TRUTH = ("x.is_big", "x.is_red", "known(x.n)", "at_most(x.n, 1)", "any_of(x.is_big, x.is_ugly)")
VALUES = {
    "whole": WHOLE, "truth": TRUTH, "hue": ("x.colour", "x.shade"), "day": ("x.date", "week_of(x.sent)", "day_of(x.ends)"),
    "moment": ("x.starts", "x.ends"), "sum": ("x.cost",), "o_clock": ("x.minute", "clock(x.ends, x.date)"), "text": ("x.tag",),
}  # fmt: skip
ANY = tuple(v for values in VALUES.values() for v in values)
KEYS = ("tag", "date", "shade", "colour", "n", "both", "minute", "is_red", "cost", "starts")
ORDERS = ("starts", "n", "both", "date", "minute", "cost", "tag", "sent")


def _of(texts: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


def _join(word: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda texts: f"{word}({', '.join(texts)})")


shared = {name: _join("only", _of(values)) for name, values in VALUES.items()}
numbers = st.one_of(
    _join("total", _of(WHOLE), _of(TRUTH)), _join("count", _of(TRUTH)), _join("distinct", _of(ANY), _of(TRUTH)),
    _join("least", _of(WHOLE)), _join("greatest", _of(WHOLE)), shared["whole"],
    _join("peak", _of(WHOLE), _of(["x.starts"]), _of(["x.ends"])),
)  # fmt: skip
_more = _join("plus", numbers, numbers) | _join("minus", numbers, _of(["1"])) | _join("times", numbers, _of(["2"]))
truths = st.one_of(
    shared["truth"], _join("some", _of(TRUTH)), _join("at_least", numbers, numbers | _of(["1"])), _join("known", numbers | st.one_of(*shared.values())),
    _join("equals", shared["hue"], _of(["Colour.RED"])), _join("all_of", shared["truth"], shared["truth"]),
)  # fmt: skip
of_group = {
    **shared, "whole": numbers | _more | _join("choose", truths, numbers, numbers), "truth": truths,
    "hue": shared["hue"] | _join("choose", truths, shared["hue"], _of(["Colour.BLUE"])) | _of(["Colour.GREEN"]),
    "moment": shared["moment"] | _join("greatest", _of(VALUES["moment"])),
    "day": shared["day"] | _join("least", _of(VALUES["day"])) | _join("greatest", _of(VALUES["day"])) | _join("week_of", shared["day"]),
    "sum": shared["sum"] | _join("least", _of(VALUES["sum"])) | _join("total", _of(VALUES["sum"]), _of(TRUTH)),
    "o_clock": shared["o_clock"] | _join("least", _of(VALUES["o_clock"])),
}  # fmt: skip

before = {name: _join("previous", _of(values)) for name, values in VALUES.items()}
so_far = _join("running", _of(WHOLE)) | _join("running_seen", _of(WHOLE))
first = _join("is_first", _of(["x.n"])) | _join("some_before", _of(TRUTH))
most = {
    n: _join("latest_before", _of(VALUES[n]), _of(TRUTH)) | _join("latest_seen_before", _of(VALUES[n]), _of(TRUTH))
    for n in ("day", "moment")
}
before |= {n: before[n] | word for n, word in most.items()}
of_window = {
    **before, "whole": before["whole"] | so_far | _join("minus", so_far, _of(WHOLE)) | _join("choose", first, so_far, _of(WHOLE)),
    "truth": before["truth"] | first | _join("at_least", so_far, _of(["x.m"])) | _join("known", st.one_of(*before.values())),
    "hue": before["hue"] | _of(["Colour.GREEN"]) | _join("choose", first, _of(["x.colour"]), before["hue"]),
    "sum": before["sum"] | _join("running", _of(VALUES["sum"])) | _join("running_seen", _of(VALUES["sum"])),
}  # fmt: skip


def spelled(fields: dict[str, str], *, is_window: bool) -> Callable[..., Any]:
    """A function that makes these fields."""
    given_ = ", ".join(f"{n}={text}" for n, text in fields.items())
    body = f"attrs.evolve(x, {given_})" if is_window else f"Pile({given_})"
    space: dict[str, Any] = {**_SPACE, "__name__": "trial"}
    exec(f"def trial(x: Pile) -> Pile:\n    return {body}\n", space)  # noqa: S102  # a test's own text
    spell: Callable[..., Any] = space["trial"]
    return spell


@st.composite
def drawn(draw: st.DrawFn, *, is_window: bool) -> Derivation[Any, Any]:
    fields = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True))
    texts = {n: draw((of_window if is_window else of_group)[n]) for n in fields}
    by = draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True))
    how = window(*by, order=draw(st.sampled_from(ORDERS))) if is_window else derive(*by)
    made_: Derivation[Any, Any] = how(spelled(texts, is_window=is_window))
    return made_


def moment(minutes: int) -> datetime:
    return datetime(2022, 3, 3 + minutes // 1440, minutes // 60 % 24, minutes % 60)  # noqa: DTZ001  # local time


few = st.none() | st.integers(0, 2)
moments = st.none() | st.sampled_from([moment(1), moment(2), moment(1441)])
days = st.none() | st.sampled_from([DAY, Date(2022, 3, 4)])
maybe = st.none() | st.booleans()
piles = st.builds(
    Pile, id=st.sampled_from([None, "", "9", "10", "é", "z"]), place=st.sampled_from([None, None, "cn", ""]), date=days, sent=days,
    n=few, m=few, cost=st.none() | st.sampled_from([Decimal(0), Decimal("1.5"), Decimal("1.50"), Decimal(2)]),
    starts=moments, ends=moments, minute=st.none() | st.sampled_from([Clock(0), Clock(1500)]),
    colour=st.none() | st.sampled_from(Colour), is_big=maybe, is_ugly=maybe, tag=st.sampled_from(["t", "u", None]),
)  # fmt: skip


def stating(pile: Pile, n: int) -> Pile:
    """One in four says something itself that is made."""
    return attrs.evolve(pile, whole=n) if n % 4 == 0 else pile


many = st.lists(st.builds(stating, piles, st.integers(1, 8)), max_size=9)


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None, max_examples=60)
@given(derivation=drawn(is_window=False), records=many)
def test_groups_of_a_table_are_those_of_the_list(
    engine: str, derivation: Derivation[Any, Any], records: list[Pile]
) -> None:
    agree(derivation, records, engine)


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None, max_examples=60)
@given(derivation=drawn(is_window=True), records=many)
def test_windows_of_a_table_are_those_of_the_list(
    engine: str, derivation: Derivation[Any, Any], records: list[Pile]
) -> None:
    agree(derivation, records, engine)


# ------------------------------------------------------------------------------------------- each trap by itself


@attrs.frozen(kw_only=True)
class Stop(Parcel):
    """A parcel on its round."""

    before: datetime | None = field()
    at: Colour | None = field()


@window("tag", order="starts")
def in_turn(x: Stop) -> Stop:
    """A stop with what came before it."""
    return attrs.evolve(x, before=previous(x.ends), is_big=is_first(x.starts), m=running(x.n), at=previous(x.colour))


@derive("tag", "date")
def heap(x: Parcel) -> Pile:
    """A heap of parcels."""
    return Pile(
        whole=total(x.n, x.is_big), n=least(x.n), m=distinct(x.colour, x.is_big), hue=only(x.colour), tag=only(x.tag)
    )


def stop(**of: Any) -> Stop:
    base: dict[str, Any] = {"date": DAY, "tag": "t", "n": 1}
    return Stop(**base | of)


def parcel(**of: Any) -> Parcel:
    base: dict[str, Any] = {"date": DAY, "tag": "t"}
    return Parcel(**base | of)


BIG, WHO = {"is_big": True}, {"is_big": None}
engines = pytest.mark.parametrize("engine", ENGINES)


def heaps(parcels: Sequence[Parcel], engine: str, *names: str) -> Counter[tuple[Any, ...]]:
    agree(heap, parcels, engine)
    return told(on_table(heap, table(parcels, Parcel), engine)[0], names)


def turns(stops: Sequence[Stop], engine: str, *names: str) -> Counter[tuple[Any, ...]]:
    agree(in_turn, stops, engine)
    return told(on_table(in_turn, table(stops, Stop), engine)[0], names)


@engines
def test_an_unknown_part_makes_the_whole_unknown_unless_it_does_not_matter(engine: str) -> None:
    two, none = parcel(n=2, **BIG), parcel(n=None, **BIG)
    assert heaps([two, none], engine, "whole", "n") == {(None, None): 1}
    assert heaps([two, parcel(n=3, **WHO)], engine, "whole", "n") == {(None, 2): 1}
    assert heaps([two, parcel(n=0, **WHO)], engine, "whole", "n") == {(2, 0): 1}
    assert heaps([two, parcel(n=None, is_big=False)], engine, "whole", "n") == {(2, None): 1}


@engines
def test_a_value_nobody_knows_is_no_kind_and_not_shared(engine: str) -> None:
    red, unknown = parcel(colour=Colour.RED, **BIG), parcel(**BIG)
    small = parcel(is_big=False)
    assert heaps([red, red], engine, "m", "hue") == {(1, "red"): 1}
    assert heaps([red, unknown], engine, "m", "hue") == {(None, None): 1}
    assert heaps([red, small], engine, "m", "hue") == {(1, None): 1}
    assert heaps([small], engine, "m", "hue") == {(0, None): 1}


@engines
def test_no_place_is_a_group_of_its_own_apart_from_the_nation(engine: str) -> None:
    parcels = [parcel(place=p, n=n, **BIG) for n, p in enumerate([None, "cn", "cn", None, ""], 1)]
    assert heaps(parcels, engine, "place", "whole") == {(None, 5): 1, ("cn", 5): 1, ("", 5): 1}
    stops = [stop(id=str(n), place=p, starts=moment(1)) for n, p in enumerate([None, "cn"])]
    assert turns(stops, engine, "id", "is_big") == {("0", True): 1, ("1", True): 1}


@engines
def test_a_tie_is_broken_by_the_name_and_else_leaves_open_what_came_before_those_and_the_next(engine: str) -> None:
    tie = [stop(id=i, starts=moment(1), ends=moment(e)) for i, e in (("10", 2), ("9", 3), (None, 4))]
    assert turns(tie, engine, "id", "before", "m") == {
        (None, None, 1): 1, ("9", moment(4), 2): 1, ("10", moment(3), 3): 1,
    }  # fmt: skip
    twins = [*tie, stop(id="", starts=moment(1)), stop(id="later", starts=moment(2)), stop(tag="u", starts=moment(1))]
    assert turns(twins, engine, "id", "before", "is_big", "m") == {
        (None, None, None, None): 1, ("", None, None, None): 1, ("9", None, None, None): 1,
        ("10", None, None, None): 1, ("later", None, None, None): 1, (None, None, True, 1): 1,
    }  # fmt: skip


@engines
def test_without_names_a_tie_stays_one(engine: str) -> None:
    stops = [
        stop(starts=moment(1)),
        stop(starts=moment(1)),
        stop(tag="u", starts=moment(1)),
        stop(tag="u", starts=moment(2)),
    ]
    facts, _ = on_table(in_turn, table(stops, Stop).drop("id"), engine, name=None)
    assert told(facts, ["tag", "is_big"]) == said(in_turn(stops).facts, ["tag", "is_big"])
    assert told(facts, ["is_big"]) == {(None,): 2, (True,): 1, (False,): 1}


NUMBERS = (-9, -12, 0, 7, 10, -5, 100, -(2**63), 2**63 - 1)


@engines
@pytest.mark.parametrize("dtype", [pl.Int64, pl.String])
def test_numbers_tell_apart_as_their_texts_do(engine: str, dtype: Any) -> None:
    """Those with a minus first, then the shorter."""
    stops = [stop(id=str(n), starts=moment(1)) for n in NUMBERS]
    frame = table(stops, Stop).with_columns(id=pl.Series(NUMBERS, dtype=pl.Int64).cast(dtype))
    facts, _ = on_table(in_turn, frame, engine)
    in_order = sorted(told(facts, ["m", "id"]))
    assert [int(i) for _, i in in_order] == [-5, -9, -12, -(2**63), 0, 7, 10, 100, 2**63 - 1]
    assert {(n, str(i)) for n, i in in_order} == {(x.m, x.id) for x in in_turn(stops).facts}


@engines
def test_unsigned_numbers_and_numbers_nobody_gave_tell_apart_too(engine: str) -> None:
    stops = [stop(id=i, starts=moment(1)) for i in ("0", None, str(2**64 - 1), "5")]
    ids = pl.Series([0, None, 2**64 - 1, 5], dtype=pl.UInt64)
    facts, _ = on_table(in_turn, table(stops, Stop).with_columns(id=ids), engine)
    assert told(facts, ["m", "id"]) == {(1, None): 1, (2, 0): 1, (3, 5): 1, (4, 2**64 - 1): 1}
    twice = table([stop(starts=moment(1))] * 2, Stop).with_columns(id=pl.Series([None, None], dtype=pl.Int64))
    assert told(on_table(in_turn, twice, engine)[0], ["m", "is_big"]) == {(None, None): 2}


@engines
def test_an_unknown_order_opens_the_whole_group_but_not_one_that_is_alone(engine: str) -> None:
    stops = [stop(id="a", starts=moment(1)), stop(id="b"), stop(id="c", starts=moment(2))]
    assert turns(stops, engine, "before", "is_big", "m") == {(None, None, None): 3}
    assert turns([stop(id="a")], engine, "before", "is_big", "m") == {(None, True, 1): 1}


@engines
def test_what_came_before_may_lie_before_midnight_and_its_end_be_unknown(engine: str) -> None:
    stops = [
        stop(id="late", starts=moment(1430), ends=moment(1450)), stop(id="night", starts=moment(1455)), stop(id="dawn", starts=moment(1500)),
    ]  # fmt: skip
    assert turns(stops, engine, "id", "before", "is_big") == {
        ("late", None, True): 1, ("night", moment(1450), False): 1, ("dawn", None, False): 1,
    }  # fmt: skip


@engines
def test_a_row_that_says_itself_what_is_made_is_left_as_it_is(engine: str) -> None:
    stops = [stop(id="a", starts=moment(1), ends=moment(2)), stop(id="b", starts=moment(3), at=Colour.BLUE)]
    assert turns(stops, engine, "id", "before", "is_big", "m", "at") == {
        ("a", None, True, 1, None): 1, ("b", None, None, None, "blue"): 1,
    }  # fmt: skip


@engines
def test_a_sum_so_far_is_unknown_from_the_first_unknown_on(engine: str) -> None:
    stops = [stop(id=i, starts=moment(at), n=n) for at, (i, n) in enumerate(zip("abc", (1, None, 2), strict=True))]
    assert turns(stops, engine, "id", "m") == {("a", 1): 1, ("b", None): 1, ("c", None): 1}


@engines
def test_a_value_that_cannot_be_is_not_known(engine: str) -> None:
    good = [
        stop(id="a", starts=moment(1), ends=moment(2)),
        stop(id="b", starts=moment(3), ends=moment(4)),
        stop(id="c", tag="u"),
    ]
    frame = table(good, Stop).with_columns(
        ends=pl.lit(moment(2).replace(second=1)), colour=pl.lit("mauve"), n=pl.lit(10_001),
        before=pl.lit(moment(2).replace(second=7)), date=pl.Series([DAY, DAY, Date(1800, 1, 1)]),
    )  # fmt: skip
    facts, _ = on_table(in_turn, frame, engine)
    assert told(facts, ["id", "before", "is_big", "m", "at"]) == {
        ("a", None, True, None, None): 1, ("b", None, False, None, None): 1, ("c", None, True, None, None): 1,
    }  # fmt: skip
    odd = frame.with_columns(starts=pl.lit(moment(1).replace(second=1)), before=None)
    assert told(on_table(in_turn, odd, engine)[0], ["is_big"]) == {(None,): 2, (True,): 1}
    last = frame.with_columns(starts=pl.Series([moment(1), moment(3).replace(second=1), None]), before=None)
    assert told(on_table(in_turn, last, engine)[0], ["is_big"]) == {(None,): 2, (True,): 1}
    facts, left = on_table(heap, frame.with_columns(is_big=True), engine)
    assert told(facts, ["whole", "n", "m", "hue"]) == {(None, None, None, None): 1}
    assert told(left, ["id", "date"]) == {("c", Date(1800, 1, 1)): 1}


@engines
def test_fields_without_a_column_are_unknown_and_what_is_made_of_them_has_its_type(engine: str) -> None:
    frame = table([parcel(n=1), parcel(n=2)], Parcel, ["tag", "date", "n"])
    facts, _ = on_table(heap, frame, engine, name=None)
    types = nw.from_native(facts).collect_schema()
    assert told(facts, ["tag", "n", "whole", "m", "hue", "sum"]) == {("t", 1, None, None, None, None): 1}
    assert [types[n] for n in ("whole", "hue", "truth", "day", "moment", "o_clock")] == [
        nw.Int64, nw.String, nw.Boolean, nw.Date, nw.Datetime("us"), nw.Int64,
    ]  # fmt: skip
    assert types["sum"] == nw.Decimal
    nobody, left = on_table(heap, frame.drop("tag"), engine, name=None)
    assert (told(nobody, ["n"]), told(left, ["n"])) == ({}, {(1,): 1, (2,): 1})


@engines
def test_small_numbers_are_wide_enough_to_be_summed(engine: str) -> None:
    frame = table([parcel(n=100, **BIG)] * 3, Parcel).with_columns(pl.col("n").cast(pl.Int8))
    assert told(on_table(heap, frame, engine)[0], ["whole"]) == {(300,): 1}
    frame = table([stop(id=i, starts=moment(1), n=100) for i in "abc"], Stop).with_columns(pl.col("n").cast(pl.Int8))
    assert told(on_table(in_turn, frame, engine)[0], ["m"]) == {(100,): 1, (200,): 1, (300,): 1}


@engines
def test_a_text_kept_as_a_number_is_shared_as_a_text(engine: str) -> None:
    frame = table([parcel(tag="b"), parcel(tag="b")], Parcel)
    by_day = derive("date")(spelled({"text": "only(x.tag)"}, is_window=False))
    for dtype in (pl.Categorical, pl.Enum(["b", "a"])):
        facts, _ = on_table(by_day, frame.cast({"tag": dtype}).with_columns(starts=None), engine)
        assert nw.from_native(facts).collect_schema()["text"] == nw.String
        assert told(facts, ["text"]) == {("b",): 1}
