"""The pages of fact types: what a record may say, how a real one looks, and which rules read it."""

from __future__ import annotations

import inspect
import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from shuangjian.core.fact import Fact, form
from shuangjian.core.verdict import Reason
from shuangjian.core.words import Clock
from shuangjian.records import FACTS, schema
from shuangjian.rules import RULES
from shuangjian.testing.cases import Case, load_cases
from shuangjian.wording import term

from .text import anchor, rule_link, table

EXAMPLES = Path(__file__).parents[1] / "examples"
TESTS = Path(__file__).parents[2] / "tests"
HEAD = """\
# Fact types

Every record may carry `id` (its own name, repeated in its findings) and `place` (whose law applies). Every field may be
left out: not known. Units stand in square brackets. The field that decides which law is in force is the law day. Where
it is not known exactly, a file writes the month or the interval in this very field; an object has it as `law_days`.

"""
UNREAD = """\
No published case that was found has such a record, and no rule reads one: other records are made of it
([Make facts of facts](../../how-to/derive-facts.md))."""
TREE = """\
```{toctree}
:hidden:
:glob:

facts/*
```

"""
FILLED = {Reason.CALENDAR: "from the calendar", Reason.JUDGEMENT: "judged by a person"}
OWN = ("type", "id", "place", "law_days")
"""What a record says beside the fields of its type."""


def facts_page() -> str:
    """Every fact type on a line, and the enumerations."""
    used = dict.fromkeys(t for cls in FACTS.values() for t in form(cls).types.values() if _is_enum(t))
    lines = [
        [f"[{name}](facts/{name}.md)", _doc(FACTS[name]), str(sum(r.fact is FACTS[name] for r in RULES))]
        for name in sorted(FACTS)
    ]
    kinds = [enum_text(t) for t in sorted(used, key=lambda t: t.__name__)]
    return HEAD + table(["type", "one record is", "rules"], lines) + "## Enumerations\n\n" + "".join(kinds) + TREE


def fact_page(cls: type[Fact]) -> str:
    """A fact type: its fields, an example, and what follows from the fields."""
    kept, told = form(cls), schema(cls.__name__)["properties"]
    assert isinstance(told, dict)  # noqa: S101  # a schema of an object has properties
    fields = [
        [f"`{n}`", type_text(kept.types[n]), _range(kept.fields[n]), told[n].get("description", ""), _read_by(cls, n)]
        for n in kept.fields
    ]
    derived = [[f"`{n}`", type_text(t), _sentence(cls, n)] for n, t in kept.types.items() if n not in kept.fields]
    rules = ", ".join(rule_link(r, "../../rules/") for r in RULES if r.fact is cls) or "none yet"
    text = f"# {cls.__name__}\n\n{_about(cls)}\n\nLaw day: `{cls.law_day}`. Rules: {rules}.\n\n"
    text += table(["field", "type", "values", "meaning", "read by"], fields) + _example(cls)
    return text + ("Derived:\n\n" + table(["property", "type", "meaning"], derived) if derived else "")


def _doc(cls: type[object]) -> str:
    return (inspect.getdoc(cls) or "").partition("\n")[0]


def _about(cls: type[object]) -> str:
    """All that is said of a class before its fields."""
    return (inspect.getdoc(cls) or "").partition("\n\nAttributes:")[0]


def _is_enum(type_: Any) -> bool:  # noqa: ANN401  # the type of any field
    return isinstance(type_, type) and issubclass(type_, Enum)


def type_text(type_: Any) -> str:  # noqa: ANN401  # the type of any field
    """A type in words."""
    names: dict[Any, str] = {
        bool: "yes or no", int: "whole number", str: "text", Clock: "time of day", date: "day", datetime: "moment",
    }  # fmt: skip
    if _is_enum(type_):
        return f"[{type_.__name__}](../facts.md#{anchor(type_.__name__)})"
    return names.get(type_, "exact number")


def _range(metadata: Mapping[str, Any]) -> str:
    low, high, filled = metadata.get("low"), metadata.get("high"), FILLED.get(metadata.get("reason", Reason.FACT), "")
    span = f"{'…' if low is None else low} to {'…' if high is None else high}" if (low, high) != (None, None) else ""
    return "; ".join(filter(None, [span, filled]))


def _read_by(cls: type[Fact], field: str) -> str:
    """The rules that read a field."""
    mine = [r for r in RULES if r.fact is cls]
    readers = [r for r in mine if field in r.inputs]
    return "every rule" if len(readers) == len(mine) > 1 else ", ".join(rule_link(r, "../../rules/") for r in readers)


def _sentence(cls: type[Fact], name: str) -> str:
    return _doc(getattr(cls, name))


def enum_text(kind: type[Enum]) -> str:
    """An enumeration: how its members are written, and their terms."""
    lines = [[f"`{m.value}`", term(m, "zh"), term(m, "en")] for m in kind]
    return f"### {kind.__name__}\n\n{_doc(kind)}\n\n" + table(["written", "中文", "English"], lines)


# ------------------------------------------------------------------------------------------- an example


def _example(cls: type[Fact]) -> str:
    """The record of a real case that says most."""
    found = [(path, record) for path, record in _cases() if record["type"] == cls.__name__]
    if not found:
        return _made(cls)
    path, record = max(found, key=lambda case: len(case[1]))
    order = {name: n for n, name in enumerate([*OWN, *form(cls).fields])}
    said = {name: record[name] for name in sorted(record, key=lambda n: order[n])}
    text = json.dumps(said, ensure_ascii=False, indent=2, default=str)
    return f"A record of the case [{path.stem}](../../examples/{path.name}):\n\n```json\n{text}\n```\n\n"


def _made(cls: type[Fact]) -> str:
    """A hand-worked case that breaks a rule, where no published case has such a record."""
    broken = [c for r in RULES if r.fact is cls for c in _worked(r.family.stem) if c.rule.id == r.id and _is_plain(c)]
    if not broken:
        return f"{UNREAD}\n\n"
    case = max(broken, key=lambda c: len(_written(c.fact)))
    text = json.dumps({"type": cls.__name__, "id": "made", **_written(case.fact)}, ensure_ascii=False, indent=2)
    link, why = rule_link(case.rule, "../../rules/"), case.why
    said = (
        f"No published case that was found has such a record. This one is made: a hand-worked case of {link} ({why}),"
    )
    return f"{said} which\nthe tests judge in every run. It breaks that rule:\n\n```json\n{text}\n```\n\n"


def _is_plain(case: Case) -> bool:
    return case.expected.get("verdict") == "violated" and not case.profiles and not case.unverified


@cache
def _worked(stem: str) -> tuple[Case, ...]:
    """The hand-worked cases of a family."""
    (path,) = TESTS.glob(f"rules/*/{stem}.cases.toml")
    return tuple(load_cases(path, [r for r in RULES if r.family.stem == stem]))


def _written(fact: Fact) -> dict[str, Any]:
    """What a record says, as JSON has it."""
    names = [n for n in OWN[2:] if n != "law_days"] + [*form(type(fact)).fields]
    held = {n: v for n in names if (v := getattr(fact, n)) is not None}
    return {n: _json(v, form(type(fact)).types.get(n)) for n, v in held.items()}


def _json(held: object, type_: object) -> object:
    if type_ is Clock and isinstance(held, int):
        return f"{held // 60:02}:{held % 60:02}"
    if isinstance(held, Enum):
        return held.value
    if isinstance(held, datetime):
        return held.isoformat(timespec="minutes")
    return held if isinstance(held, (bool, int, str)) else str(held)


@cache
def _cases() -> tuple[tuple[Path, Mapping[str, Any]], ...]:
    return tuple((path, record) for path in sorted(EXAMPLES.iterdir()) for record in _records(path))


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    """The records of an example that keeps them in JSON or TOML, each with its type."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        held: Any = [json.loads(line) for line in text.splitlines() if line.strip()]
    elif path.suffix in (".toml", ".json"):
        held = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    else:
        return
    records = held if isinstance(held, list) else held.get("records", [held])
    usual = {} if isinstance(held, list) else {"type": held.get("type")}
    yield from ({**usual, **record} for record in records)
