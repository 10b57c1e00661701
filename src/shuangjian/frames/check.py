# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Judge a table: its findings, how many rows each rule says what of, and what is missing most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, Unpack

import narwhals as nw

from ..checker import TOLD
from ..core.derive import Derivation
from ..core.fact import Fact
from ..core.layer import Place
from ..core.rule import Rule
from ..core.verdict import Verdict
from ..rules import RULES
from .counts import Work, counts, with_shares, work
from .engine import collected, handed_back
from .findings import findings
from .intake import Intake, taken


class Options(TypedDict, total=False):
    """How a table is judged.

    Attributes:
        columns: The field each column gives, by the column; one that has a field's own name needs no entry.
        unknown: Fields nobody knows: there is no column for them.
        place: Place of the rows that name none.
        calendar: A table of the same engine that tells what a day is: ``date``, ``day_kind``, and where there are
            several calendars ``calendar``, and ``provisional`` if it may still change. What a row says itself stands.
        rules: The rules; ours, or ours and yours.
        layers: Places beside those the rules know.
        profiles: Names of stricter readings to switch on.
        window: A window (`@window`) that completes the rows first by what came before them, as `derive` does; a row
            whose group is not known stays as it is. The key, or else ``id``, tells apart who comes at one moment.
        unverified: Whether rows of law nobody has verified are enforced.

    """

    columns: Mapping[str, str]
    unknown: Iterable[str]
    place: str | None
    calendar: Any
    rules: Sequence[Rule[Any]]
    layers: Iterable[Place]
    profiles: Iterable[str]
    unverified: bool
    window: Derivation[Any, Any] | None


def check(
    table: Any, fact: type[Fact], *, key: str = "id", keep: Iterable[Verdict] = TOLD, **options: Unpack[Options]
) -> Any:
    """Check a table, a row a record, in the engine that holds it.

    Args:
        table: A frame of Polars, DuckDB, PySpark, Ibis, PyArrow, or of pandas with Arrow types.
        fact: What a row is.
        key: The column that names a record.
        keep: The verdicts of which findings are kept.
        options: Those of `Options`.

    Returns:
        A table of the same engine, lazy where it has such, in no order: rule, record, verdict, modality, observed,
        limit, unit, clauses, places, missing, provisional. What a row says that cannot be (a text that is no member, a
        number out of range, a moment with seconds, a place nobody knows) is not known, so the verdict is no pass.

    Raises:
        TableError: before any work, with everything that is wrong with the table or the options.
        LawError: if the place is not known, or a layer cannot be used.

    """
    kept = tuple(keep)
    intake, how = _taken(table, fact, options, key=key, keep=kept)
    return handed_back(table)(findings(intake.judged(**how), kept))


def summarise(table: Any, fact: type[Fact], *, by: Sequence[str] = (), **options: Unpack[Options]) -> Any:
    """Count the verdicts of a table, rule by rule.

    Args:
        table: As for `check`.
        fact: What a row is.
        by: What the counts are told apart by: ``place``, ``month``, or fields and properties of the fact.
        options: Those of `Options`.

    Returns:
        A table of the same engine: rule, what it is told apart by, violated, unknown, satisfied, not_applicable, and
        the share of rows that keep the rule, as far as it is known: ``least`` counts the unknown against it, ``most``
        for it; both are null where the rule is about no row.

    Raises:
        TableError: before any work, with everything that is wrong with the table or the options.
        LawError: if the place is not known, or a layer cannot be used.

    """
    intake, how = _taken(table, fact, options, by=by)
    return handed_back(table)(with_shares(counts(intake.judged(**how), by)))


def worklist(table: Any, fact: type[Fact], **options: Unpack[Options]) -> tuple[Work, ...]:
    """Say what should be found out first: what most unknown verdicts hang on, those that hang on it alone before all.

    The table is read once, at once.

    Args:
        table: As for `check`.
        fact: What a row is.
        options: Those of `Options`.

    Raises:
        TableError: before any work, with everything that is wrong with the table or the options.
        LawError: if the place is not known, or a layer cannot be used.

    """
    intake, how = _taken(table, fact, options)
    told = findings(intake.judged(**how), [Verdict.UNKNOWN], columns=("rule", "missing"))
    return work(collected(told.group_by("rule", "missing").agg(nw.len().alias("n"))), "day_kind")


def _taken(table: Any, fact: type[Fact], options: Options, **asked: Any) -> tuple[Intake, dict[str, Any]]:
    """The table as it is read for what is asked of it, and how the law is."""
    read: dict[str, Any] = {"rules": RULES, **options, **asked}
    how = {"profiles": read.pop("profiles", ()), "unverified": read.pop("unverified", False)}
    return taken(table, fact, **read), how
