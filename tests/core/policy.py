"""A small policy that is nobody's: a fact type, rules from text, and strategies for rules, rows of law and records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from itertools import count
from typing import Any

import attrs

from shuangjian.core import words
from shuangjian.core.fact import Fact, given, judged
from shuangjian.core.layer import NOWHERE, Place, Places, layer
from shuangjian.core.rule import Limit, Outcome, Rule, rule
from shuangjian.core.verdict import Reason
from shuangjian.core.words import Choice, Clock, at_most, choose, equals, known, plus


class Colour(Choice):
    """Three members, so that one can be named, one unsettled and one neither."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"


@attrs.frozen(kw_only=True)
class Parcel(Fact):
    """A record with a field of each kind."""

    date: Date | None = given()
    sent: Date | None = given()
    n: int | None = given(low=0, high=10_000)
    m: int | None = given(low=0, high=10_000)
    cost: Decimal | None = given(low=0, high=10_000)
    starts: datetime | None = given()
    ends: datetime | None = given()
    minute: Clock | None = given(low=0, high=2879)
    colour: Colour | None = given(reason=Reason.CALENDAR, of="date", provisional="provisional")
    provisional: bool | None = given()
    is_big: bool | None = given()
    is_ugly: bool | None = judged()
    tag: str | None = given()

    @property
    def both(self) -> int | None:
        """A sum."""
        return plus(self.n, self.m)

    @property
    def shade(self) -> Colour | None:
        """A choice over an enumeration."""
        return choose(known(self.colour), self.colour, choose(at_most(self.n, 2), Colour.RED, Colour.BLUE))

    @property
    def is_red(self) -> bool | None:
        """A condition."""
        return equals(self.colour, Colour.RED)


TITLE = {"zh": "试", "en": "trial"}
DAY = Date(2022, 3, 3)
_NAMES = {**vars(words), "Colour": Colour, "Parcel": Parcel, "Limit": Limit, "Outcome": Outcome, "Date": Date}
_NAMES["Decimal"] = Decimal
_FREE = count()


def row(**changes: Any) -> dict[str, Any]:
    """A row of law in force since 2020; `value` stands for `is`, `since` for `from`."""
    said = {"since": Date(2020, 1, 1), "clauses": ["X-01"], "modality": "must", "evidence": "text"} | changes
    spelled = {"value": "is", "since": "from"}
    return {spelled.get(k, k): v for k, v in said.items() if v is not ...}


def spoken(body: str, **types: str) -> Callable[..., Any]:
    """A function that returns this expression, with parameters of these types."""
    space: dict[str, Any] = {"__name__": f"trial_{next(_FREE)}"}
    given_ = ", ".join(["x: Parcel", *(f"{n}: Limit[{t}]" for n, t in types.items())])
    exec(f"def trial({given_}) -> Outcome:\n    'It is tried.'\n    return {body}\n", _NAMES | space, space)  # noqa: S102  # a test's own text
    made: Callable[..., Any] = space["trial"]
    made.__module__ = space["__name__"]
    return made


def ruled(body: str, types: Mapping[str, str] | None = None, **norms: Any) -> Rule[Parcel]:
    """A rule from an expression, with the rows of each of its norms (`row` where it has none)."""
    table: dict[str, Any] = {"title": TITLE}
    kinds = dict(types or dict.fromkeys(norms, "int")) if norms and "row" not in norms else {}
    for name, rows in (norms or {"row": [row()]}).items():
        table[name] = rows if name == "row" or isinstance(rows, dict) else {"unit": "u", "row": rows}
    made: Rule[Parcel] = rule(norms={"trial": table}, family="trial")(spoken(body, **kinds))
    return made


def at_places(made: Rule[Parcel], **local: Any) -> Rule[Parcel]:
    """The rule with local rows of one norm: place -> rows, or (parent, rows)."""
    (norm,) = made.hints or ("row",)
    places: list[Place] = []
    for name, said in local.items():
        parent, rows = said if isinstance(said, tuple) else ("cn", said)
        tables = {"row": rows} if norm == "row" else {norm: {"row": rows}}
        places.append(layer(name, {"parent": parent, "trial": {"trial": tables}}))
    return made.under(NOWHERE.plus(places))


def places(**parents: str) -> Places:
    """Places without rows: id -> parent."""
    return NOWHERE.plus([layer(p, {"parent": parent}) for p, parent in parents.items()])
