"""What records there are, what contradicts itself, and what the schema says of them."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import shuangjian.model
from shuangjian import records
from shuangjian.core.fact import Fact, form
from shuangjian.core.words import Clock
from shuangjian.records import FACTS, read, schema, template
from shuangjian.records.contradictions import DAY_LONG, FLAGS, NEAR, ORDER, PARTS
from tests.records.drawn import NASTY, wellformed


def faults(record: object) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        return [f.path.removeprefix("records[0].") for f in read(path).faults]


def subclasses(cls: type[Fact]) -> set[type[Fact]]:
    return {deeper for sub in cls.__subclasses__() for deeper in {sub, *subclasses(sub)}}


def test_every_concrete_record_of_the_model_may_stand_in_a_file() -> None:
    for module in pkgutil.iter_modules(shuangjian.model.__path__):
        importlib.import_module(f"shuangjian.model.{module.name}")
    ours = {c for c in subclasses(Fact) if c.__module__.startswith("shuangjian.model.") and "id" in dir(c)}
    assert {c for c in ours if ours.isdisjoint(c.__subclasses__())} == set(FACTS.values())


def test_every_type_goes_by_the_name_of_its_class_in_order() -> None:
    assert {n: c.__name__ for n, c in FACTS.items()} == {n: n for n in sorted(FACTS)}
    assert list(FACTS) == sorted(FACTS)


def test_no_field_asks_for_a_name_of_a_person() -> None:
    asked = {n for cls in FACTS.values() for n in form(cls).fields if re.search(r"name|child|phone|card", n)}
    assert asked == {"name"}
    assert [c for c, cls in FACTS.items() if "name" in form(cls).fields] == ["School"]


def test_the_public_names_are_sorted_and_there() -> None:
    assert records.__all__ == sorted(records.__all__, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    assert all(hasattr(records, name) for name in records.__all__)


def test_without_cattrs_the_extra_is_named_and_the_checker_works() -> None:
    code = """
import sys
sys.modules["cattrs"] = None
import shuangjian.checker
try:
    import shuangjian.records
except ImportError as missing:
    print(missing)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("reading records needs cattrs; pip install 'shuangjian[cli]'\n", "")


# ------------------------------------------------------------------------------------------- contradictions


def in_order(kind: object, small: bool) -> object:
    """A smaller or larger value of a type."""
    values: dict[object, tuple[object, object]] = {
        int: (3, 4), Clock: ("19:10", "19:11"),
    }  # fmt: skip
    default: tuple[object, object] = ("2026-03-02", "2026-03-03")
    if getattr(kind, "__name__", "") == "datetime":
        default = ("2026-03-02T19:10", "2026-03-02T19:11")
    return values.get(kind, default)[0 if small else 1]


@pytest.mark.parametrize(("cls", "first", "second"), [*ORDER, *PARTS])
def test_what_comes_first_is_not_later_and_a_part_is_not_more_than_the_whole(
    cls: type[Fact], first: str, second: str
) -> None:
    kind = form(cls).types[first]
    flags = {"Closure": "is_announced", "Refund": "is_settled", "SetUp": "is_applied"}
    base = {"type": cls.__name__} | ({flags[cls.__name__]: True} if cls.__name__ in flags else {})
    small, large = in_order(kind, small=True), in_order(kind, small=False)
    assert faults(base | {first: small, second: large}) == []
    assert faults(base | {first: large, second: large}) == []
    assert faults(base | {first: large, second: small}) == [first]


@pytest.mark.parametrize(("cls", "field", "flag", "must"), FLAGS)
def test_what_hangs_on_a_flag_is_not_given_without_it(cls: type[Fact], field: str, flag: str, must: bool) -> None:
    value = {"levels": 4, "licensed_mode": "online", "licensed_sector": "arts", "licensed_subject": "subject"}.get(
        field, "2026-03-02"
    )
    base = {"type": cls.__name__, field: value}
    assert faults(base | {flag: True}) == []
    assert faults(base | {flag: False}) == [field]
    assert faults(base) == ([field] if must else [])
    assert faults(base | {flag: "yes"}) == [flag]


@pytest.mark.parametrize(("cls", "moment", "day"), NEAR)
def test_a_moment_lies_on_its_day_or_past_midnight(cls: type[Fact], moment: str, day: str) -> None:
    base = {"type": cls.__name__, day: "2026-03-02"}
    expected = {
        "2026-03-01T23:59": [moment],
        "2026-03-02T00:00": [],
        "2026-03-03T23:59": [],
        "2026-03-04T00:00": [moment],
    }
    assert {at: faults(base | {moment: at}) for at in expected} == expected


@pytest.mark.parametrize(("cls", "start", "end"), DAY_LONG)
def test_nothing_lasts_more_than_a_day(cls: type[Fact], start: str, end: str) -> None:
    base = {"type": cls.__name__, start: "2026-03-02T08:00"}
    assert faults(base | {end: "2026-03-03T08:00"}) == []
    assert faults(base | {end: "2026-03-03T08:01"}) == [end]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"grade": 3, "school_stage": "junior"}, ["school_stage"]),
        ({"grade": 3, "school_stage": "小学"}, []),
        ({"grade": 6, "school_stage": "junior"}, []),
        ({"grade": 6, "system": "六三", "school_stage": "junior"}, ["school_stage"]),
        ({"grade": 6, "system": "五四", "school_stage": "primary"}, ["school_stage"]),
        ({"grade": 6, "school_stage": "senior"}, ["school_stage"]),
        ({"grade": 0, "school_stage": "preschool"}, []),
        ({"school_stage": "senior"}, []),
        ({"type": "Lesson", "grade": 10, "stage": "junior"}, ["stage"]),
        ({"type": "Lesson", "grade": 10, "stage": "senior"}, []),
    ],
)
def test_grade_and_stage_agree_under_some_school_system(fields: dict[str, object], expected: list[str]) -> None:
    assert faults({"type": "Exam"} | fields) == expected


def test_an_inexact_law_day_contradicts_only_what_lies_outside_it() -> None:
    base = {"type": "Refund", "paid_on": "2024-02"}
    assert faults(base | {"asked_on": "2024-02-01"}) == []
    assert faults(base | {"asked_on": "2024-01-31"}) == ["paid_on"]


# ------------------------------------------------------------------------------------------- schema


def meets(value: Any, rule: dict[str, Any]) -> bool:  # noqa: C901, PLR0912  # one branch a word of JSON Schema
    """Whether a value meets a schema, as far as ours go; any other word fails the test."""
    kinds = {"string": str, "integer": int, "boolean": bool, "null": type(None), "object": dict}
    for word, said in rule.items():
        named = [said] if isinstance(said, str) else said
        match word:
            case "type":
                good = any(type(value) is kinds[k] for k in named)
            case "enum":
                good = value in named
            case "const":
                good = value == said
            case "anyOf":
                good = any(meets(value, each) for each in said)
            case "pattern":
                good = not isinstance(value, str) or re.search(said, value, re.ASCII) is not None
            case "minLength" | "maxLength":
                good = not isinstance(value, str) or (len(value) >= said if word == "minLength" else len(value) <= said)
            case "minimum" | "maximum":
                good = not isinstance(value, int) or (value >= said if word == "minimum" else value <= said)
            case "required":
                good = set(said) <= value.keys()
            case "properties":
                good = all(meets(v, said[k]) for k, v in value.items() if k in said)
            case "additionalProperties":
                good = said or value.keys() <= rule["properties"].keys()
            case "$schema" | "title" | "description" | "format":
                good = True
            case _:
                raise AssertionError(word)
        if not good:
            return False
    return True


@given(wellformed(), st.sampled_from(NASTY), st.data())
@settings(max_examples=400)
def test_what_is_read_meets_the_schema_and_what_the_schema_refuses_is_refused(
    record: dict[str, Any], nasty: object, data: st.DataObject
) -> None:
    name = record["type"]
    assert meets(record, schema(name))
    assert meets(template(name), schema(name))
    field = data.draw(st.sampled_from(list(template(name))))
    changed = {**record, field: nasty}
    if not meets(changed, schema(name)):
        assert faults(changed) != []


def test_every_field_is_described_and_a_field_in_minutes_says_so() -> None:
    for name, cls in FACTS.items():
        told: Any = schema(name)
        fields = {a.name for a in attrs.fields(cls)} - {"law_days"}
        assert told["properties"].keys() == fields | {"type"}
        assert [f for f in fields if not told["properties"][f].get("description")] == []
    day: Any = schema("HomeworkDay")
    written = {"type": ["integer", "null"], "minimum": 0, "maximum": 1440}
    text = "Average time of all written work, wherever it is done [min]."
    assert day["properties"]["written_minutes"] == {"description": text, **written}
    assert day["properties"]["day_kind"]["enum"][0] == "school_day"
    assert day["description"].startswith("One class on one day")
    assert json.dumps(day)


@pytest.mark.parametrize("ask", [schema, template])
def test_an_unknown_type_is_told_with_what_was_meant(ask: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="'Lessons' is no type of record; did you mean 'Lesson'"):
        ask("Lessons")
