"""Which provisions on penalties may apply to an act, element by element, and between which amounts (行政处罚).

A penalty is never a verdict of a rule. What is answered is whether the elements of a provision are there as far as the
facts go; whether it is applied, an authority decides (PEN-02). The draft regulations (校外培训管理条例) are no law and
are not here; nor is what was only recalled (see `Assessment.left_open`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import attrs

from ...core.toml import Table
from ...core.typed import typed
from ...core.verdict import Evidence, Missing, Modality, Reason
from ..exact import EXACT
from .act import Act, Band, illegal_gains
from .assessment import Assessment, Bearer, Circumstance, Citation, Consequence, Effect, Element, Measure, Provision
from .elements import element, in_time, together
from .fault import ActError
from .left_open import Open


@typed(ActError)
def assess(act: Act) -> Assessment:
    """Hold an act against every provision on penalties that was verified (P17, P18, P-comp, P-help, P-gen, PEN-03 …).

    Raises:
        ActError: if it is no act; what is wrong within one is told when it is made.

    """
    law = _law()
    return Assessment(
        provisions=tuple(_provision(id_, row, act) for id_, row in law["provisions"].items()),
        circumstances=tuple(_circumstance(id_, row, act) for id_, row in law["circumstances"].items()),
        gains=illegal_gains(act),
        left_open=tuple(Open(**row) for row in law["open"]),
    )


@cache
def _law() -> Table:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _provision(id_: str, row: Table, act: Act) -> Provision:
    elements = _elements(row, act)
    return Provision(
        cited=_cited(id_, row),
        is_reading=row.get("is_reading", False),
        status=together(elements),
        elements=elements,
        consequences=tuple(_consequence(each, act) for each in row["consequences"]),
    )


def _circumstance(id_: str, row: Table, act: Act) -> Circumstance:
    elements = _elements(row, act)
    return Circumstance(
        cited=_cited(id_, row), effect=Effect(row["effect"]), status=together(elements), elements=elements
    )


def _cited(id_: str, row: Table) -> Citation:
    return Citation(
        id=id_,
        document=row["document"],
        article=row.get("article", ""),
        clauses=tuple(row["clauses"]),
        evidence=Evidence(row["evidence"]),
    )


def _elements(row: Table, act: Act) -> tuple[Element, ...]:
    """The time of the text, then what it asks."""
    start: date = row["from"]
    return (in_time(act, start, is_first_text=row["is_first"]), *(element(e, act) for e in row["elements"]))


# ------------------------------------------------------------------------------------------- consequences

_BASES: Final[Mapping[str, tuple[str, ...]]] = {
    "gains": ("received_yuan", "refunded_yuan"),
    "cost": ("advertising_yuan",),
}
"""What is multiplied, and the fields it hangs on."""
_UNITS: Final = {"yuan": "yuan", "years": "year", "gains": "gains", "cost": "cost"}


def _consequence(row: Table, act: Act) -> Consequence:
    elements = tuple(element(e, act) for e in row.get("when", ()))
    band = next((Band(*_ends(row[key]), unit) for key, unit in _UNITS.items() if key in row), None)
    hangs_on = _BASES.get(band.unit, ()) if band else ()
    unsettled = tuple(m for e in elements for m in e.missing if m.reason is Reason.UNSETTLED) if hangs_on else ()
    return Consequence(
        measures=tuple(Measure(m) for m in row["measures"]),
        bearer=Bearer(row.get("on", "actor")),
        modality=Modality.MAY if row.get("is_optional") else None,
        status=together(elements),
        elements=elements,
        band=band,
        amount=_in_yuan(band, _before_refunds(act) if unsettled else act) if band else None,
        missing=(*(Missing(Reason.FACT, f) for f in hangs_on if getattr(act, f) is None), *unsettled),
    )


def _before_refunds(act: Act) -> Act:
    """The act as if what was given back were not known: then a multiple is of anything up to all that was received."""
    return attrs.evolve(act, refunded_yuan=None)


def _ends(number: int | list[int]) -> tuple[Decimal, Decimal]:
    """From one to another; a single number is a most."""
    least, most = number if isinstance(number, list) else (0, number)
    return Decimal(least), Decimal(most)


def _in_yuan(band: Band, act: Act) -> Band | None:
    """What a band comes to in yuan; a number of years comes to nothing."""
    if band.unit == "yuan":
        return band
    base = _base(band.unit, act)
    return base and Band(EXACT.multiply(band.least, base.least), EXACT.multiply(band.most, base.most))


def _base(unit: str, act: Act) -> Band | None:
    """What a multiple is of."""
    if unit == "gains":
        return illegal_gains(act)
    if unit == "cost" and act.advertising_yuan is not None:
        return Band(act.advertising_yuan, act.advertising_yuan)
    return None
