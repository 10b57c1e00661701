"""What cannot be true together in one row, in SQL, from the tables of ``records.contradictions``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...core.fact import Fact
from ...model.grade import OfGrade, Stage, System
from ...records.contradictions import DAY_LONG, FLAGS, GRADED, NEAR, ORDER, PARTS, stages
from .engine import text

_GRADES = range(13)


def together(cls: type[Fact], values: Mapping[str, str]) -> list[str]:
    """One condition a contradiction, true where there is none.

    Args:
        cls: The type of record.
        values: SQL of the value of each field the file has.

    """
    return [f"coalesce({condition}, true)" for condition in _conditions(cls, values)]


def _conditions(cls: type[Fact], values: Mapping[str, str]) -> Iterator[str]:
    for of, first, second in (*ORDER, *PARTS):
        if issubclass(cls, of) and first in values and second in values:
            yield f"{values[first]} <= {values[second]}"
    for of, field, flag, must in FLAGS:
        if issubclass(cls, of) and field in values:
            stated = values.get(flag, "NULL::BOOLEAN")
            yield f"({values[field]} IS NULL OR {stated} IS {'TRUE' if must else 'NOT FALSE'})"
    for of, moment, day in NEAR:
        if issubclass(cls, of) and moment in values and day in values:
            yield f"{values[moment]}::DATE BETWEEN {values[day]} AND {values[day]} + 1"
    for of, start, end in DAY_LONG:
        if issubclass(cls, of) and start in values and end in values:
            yield f"{values[end]} <= {values[start]} + INTERVAL 1 DAY"
    yield from _stages(cls, values)


def _stages(cls: type[Fact], values: Mapping[str, str]) -> Iterator[str]:
    """The grades that go with a stated stage."""
    stated = "school_stage" if issubclass(cls, OfGrade) else "stage"
    if not issubclass(cls, GRADED) or stated not in values or "grade" not in values:
        return
    system = values.get("system", "NULL") if issubclass(cls, OfGrade) else "NULL"
    cases = [_case(values, stated, stage, system, of) for of in (None, *System) for stage in Stage]
    yield f"CASE {' '.join(cases)} END"


def _case(values: Mapping[str, str], stated: str, stage: Stage, system: str, of: System | None) -> str:
    grades = [str(g) for g in _GRADES if stage in stages(g, of)]
    is_system = f"{system} IS NULL" if of is None else f"{system} = {text(of.value)}"
    allowed = f"{values['grade']} IN ({', '.join(grades)})" if grades else "false"
    return f"WHEN {values[stated]} = {text(stage.value)} AND {is_system} THEN {allowed}"
