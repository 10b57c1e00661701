"""Strategies: rules from random text with rows of law, and records in which anything may be unknown."""

# ruff: noqa: E501  # values of any field or norm; a table has long lines

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date, datetime, timedelta  # noqa: N812  # as in the fact
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from shuangjian.core.dates import Days
from shuangjian.core.layer import NOWHERE, layer
from shuangjian.core.norm import Law
from shuangjian.core.rule import Rule, rule
from shuangjian.core.strict import direction
from shuangjian.core.words import Clock
from tests.core.policy import DAY, TITLE, Colour, Parcel, row, spoken

TYPES = {
    "k": "int", "l": "int", "q": "Fraction", "o": "Options[Colour]", "t": "Clock", "w": "Span", "p": "Decimal", "y": "date"
}  # fmt: skip
WHOLE = ("x.n", "x.m", "x.both", "minutes_between(x.starts, x.ends)")
FIELDS = ("x.n", "x.cost", "x.colour", "x.is_big", "x.date", "x.both", "x.shade", "ratio(x.n, x.m)")


def _join(word: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda said: f"{word}({', '.join(said)})")


def _of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


COLOURS = _of("Colour.RED", "Colour.GREEN", "Colour.BLUE")
amounts = _of("x.cost") | _join("plus", _of("x.cost"), _of("x.cost")) | _join("times", _of("x.cost"), _of("x.n", "2"))
shares = _join(
    "ratio", _of("x.n", "x.both", "x.cost"), _of("x.m", "x.both", "x.cost")
) | _join("percent", _of("x.n", "x.m"), _of("x.m", "x.both"))  # fmt: skip
colours = _of("x.colour", "x.shade") | _join("choose", _of("x.is_big", "x.is_red"), COLOURS, _of("x.colour", "x.shade"))
_leaf_conditions = st.one_of(
    _of("x.is_big", "x.is_ugly", "x.is_red"),
    _join("at_most", _of(*WHOLE), _of("k", "l", "3")),
    _join("at_least", _of(*WHOLE), _of("k", "l", "3")),
    _join("at_most", amounts, _of("p", "Decimal(4)")),
    _join("at_least", shares, _of("q")),
    _join("at_most", shares, _of("q")),
    _join("within", shares, _of("w")),
    _join("no_later_than", _of("x.minute", "clock(x.ends, x.date)"), _of("t", "x.minute")),
    _join("no_earlier_than", _of("x.minute", "clock(x.starts, x.date)"), _of("t")),
    _join("no_later_than", _of("x.sent", "add_days(x.sent, x.n)", "add_months(x.sent, k)"), _of("x.date", "y")),
    _join("no_earlier_than", _of("day_of(x.ends)"), _of("x.sent", "y")),
    _join("equals", colours, COLOURS),
    _join("one_of", colours, COLOURS, COLOURS),
    _join("among", colours, _of("o")),
    _join("known", _of(*FIELDS)),
)
ints = st.recursive(
    _of(*WHOLE),
    lambda i: _join("plus", i, i) | _join("minus", i, i) | _join("times", i, _of("2", "3"))
    | _join("choose", _leaf_conditions, i, i | _of("1", "5")),
    max_leaves=4,
)  # fmt: skip


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _join("all_of", inner, inner),
        _join("any_of", inner, inner, inner),
        _join("not_", inner),
        _join("require", inner),
        _join("forbid", inner),
        _join("choose", inner, inner, inner),
        _join("at_most", ints, ints | _of("k", "2")),
        _join("at_least", ints, _of("k", "l")),
        _join("exactly", ints, ints | _of("k", "2")),
    )


conditions = st.recursive(_leaf_conditions, _compound, max_leaves=6)
demands = conditions.map(lambda said: f"require({said})" if said in ("x.is_big", "x.is_ugly") else said)
bodies = demands | _join("when", conditions, demands)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "int": st.integers(0, 6),
    "Decimal": st.integers(0, 6),
    "Fraction": _of("0", "1", "1/2", "50", "100"),
    "Clock": _of("0:00", "20:30", "21:00", "24:10"),
    "Span": st.sampled_from([[0, 1], ["1/2", 2], [1, 60]]),
    "date": st.sampled_from([Date(2022, 3, 1), DAY, Date(2022, 4, 1)]),
    "Options[Colour]": st.lists(_of("red", "green"), unique=True),
}
STARTS: tuple[Any, ...] = (Date(2020, 1, 1), Date(2022, 3, 1), "2022-03", "2021", "2022-02/2022-04")
ENDS: tuple[Any, ...] = (Date(2022, 3, 31), "2022-03", "2023")
WHERE: tuple[dict[str, Any], ...] = (
    {}, {"colour": "red"}, {"is_big": True}, {"shade": ["red", "blue"]}, {"n": [1, 2]}, {"is_red": False}, {"tag": "a"}
)  # fmt: skip


@st.composite
def rows(draw: st.DrawFn, type_: str, value: Any = None) -> dict[str, Any]:
    """A row of law, in force about now, for some records; `value` where every row must have the same."""
    said: dict[str, Any] = {"open": True} if draw(st.integers(0, 7)) == 7 else {}
    if not said:
        said["value"] = draw(VALUES[type_]) if value is None else value
        if type_.startswith("Options") and value is None:
            said["unsettled"] = draw(st.sampled_from([[], ["blue"]]))
    if draw(st.integers(0, 4)) == 4:
        said["until"] = draw(st.sampled_from(ENDS))
    said |= draw(st.sampled_from([*[WHERE[0]] * 6, *WHERE]))
    said["since"] = draw(st.sampled_from([STARTS[0]] * 4 + list(STARTS[:3] if "until" in said else STARTS)))
    said["modality"] = draw(_of("may", "in_principle", "must", "ban"))
    said["evidence"] = draw(_of(*["text"] * 6, "restated", "recalled"))
    said["clauses"] = [f"X-{draw(st.integers(1, 3)):02}"]
    if draw(st.integers(0, 9)) == 9:
        said["profile"] = "strict"
    if draw(st.integers(0, 9)) == 9:
        said["unsettled"] = True
    return row(**said)


@st.composite
def rules(draw: st.DrawFn) -> Rule[Parcel]:
    """A rule with rows of the nation, of a province `a` and of a city `b` in it."""
    body = draw(bodies.filter(lambda said: "x." in said))
    used = {n: t for n, t in TYPES.items() if _speaks_of(body, n)}
    table: dict[str, Any] = {"title": TITLE}
    local: dict[str, dict[str, Any]] = {"a": {}, "b": {}}
    made: Rule[Parcel] = rule(norms={"trial": table}, family="trial")(spoken(body, **used))
    for name, type_ in used.items():
        same = direction(made.tree, name, made.hints[name]) is None
        value = draw(VALUES[type_]) if same else None
        table[name] = {"unit": "u", "same": same, "local": draw(_of("tighten", "tighten", "replace"))}
        table[name]["row"] = draw(st.lists(rows(type_, value), min_size=1, max_size=3))
        for place in local.values():
            place[name] = {"row": draw(st.lists(rows(type_, value), max_size=2))}
    if not used:
        table["row"] = [
            {k: v for k, v in r.items() if k != "is"} for r in draw(st.lists(rows("int"), min_size=1, max_size=3))
        ]
    places = [layer("a", {"trial": {"trial": local["a"]}}), layer("b", {"parent": "a", "trial": {"trial": local["b"]}})]
    return made.under(NOWHERE.plus(places if used else []))


def _speaks_of(body: str, name: str) -> bool:
    return name in body.replace("(", " ").replace(")", " ").replace(",", " ").split()


# ------------------------------------------------------------------------------------------- records

_MIDNIGHT = datetime(2022, 3, 3)  # noqa: DTZ001  # facts hold local wall-clock time
DAYS = [Date(2019, 12, 31), Date(2020, 1, 1), Date(2021, 6, 1), Date(2022, 2, 28), Date(2022, 3, 1), DAY]
DAYS += [Date(2022, 3, 31), Date(2022, 4, 1), Date(2023, 6, 1), Date(2024, 1, 1)]
MOMENTS = [_MIDNIGHT + timedelta(minutes=m) for m in (0, 1, 3, 1229, 1230, 1231, 1260, 1440, 1450)]
_VALUES: dict[str, Sequence[Any]] = {
    "sent": DAYS, "n": range(7), "m": range(7), "cost": [Decimal(0), Decimal("1.5"), Decimal(3), Decimal("3.01")],
    "starts": MOMENTS, "ends": MOMENTS, "minute": [Clock(0), Clock(1230), Clock(1231), Clock(1260), Clock(1450)],
    "colour": list(Colour), "provisional": [True, False], "is_big": [True, False], "is_ugly": [True, False], "tag": "ab",
}  # fmt: skip


def record(rng: Random) -> Parcel:
    """A record in which anything may be unknown, its day perhaps known as an interval only."""
    unknown = rng.choice([0, 0, 0.1, 0.4])
    said = {n: None if rng.random() < unknown else rng.choice(v) for n, v in _VALUES.items()}
    on = None if rng.random() < unknown else rng.choice([DAY, *DAYS])
    span = [rng.choice(DAYS), rng.choice(DAYS)]
    interval = Days(min(span), max(span)) if on is None and rng.random() < 0.5 else None
    return Parcel(date=on, law_days=interval, place=rng.choice([None, "a", "b"]), **said)


records = st.integers(0, 2**32).map(lambda seed: record(Random(seed)))
many_records = st.integers(0, 2**32).map(lambda seed: [record(rng) for rng in [Random(seed)] for _ in range(40)])


def law_of(made: Rule[Parcel], fact: Parcel, profiles: frozenset[str], unverified: bool) -> Law:
    """The law at the record's place, as far as the rule knows it."""
    place = fact.place if fact.place in made.places.known else None
    return made.law(place, profiles, unverified=unverified)
