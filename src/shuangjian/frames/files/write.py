"""Findings as a file, streamed by the engine; in a CSV no cell is a formula and no character acts on a terminal."""
# ruff: noqa: S608  # names and literals pass through `name` and `text`

from __future__ import annotations

import shutil
from os import PathLike
from pathlib import Path

import duckdb

from .engine import name, text
from .fault import told
from .taking import Intake

SUFFIXES = (".parquet", ".csv", ".jsonl", ".ndjson")
_HIDDEN = r"[\p{C}\p{Zl}\p{Zp}\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]"
"""What Python does not count as printable, but for characters its version of Unicode does not know."""
_FORMULA = "^ *[=+\\-@|%\uff1d\uff0b\uff0d\uff20]"
_NUMBER = r"-?\d+([./]\d+)?"


def write_findings(taken: Intake, findings: duckdb.DuckDBPyRelation, path: str | PathLike[str]) -> None:
    """Write findings, or any other table made from a file, as Parquet, CSV or JSON Lines by the ending of the path.

    Lists become one cell of a CSV with ``; `` between their members, amounts in JSON are text.

    Args:
        taken: The file they were made from.
        findings: The findings, in its engine.
        path: The file to write; what was in it is lost.

    Raises:
        ValueError: if the ending is none of these.
        FileError: if the engine gives up: it has no room left, or the file was changed meanwhile.
        OSError: if the file cannot be written.

    """
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in SUFFIXES:
        raise ValueError(f"{target.name}: the ending tells no kind of table; name it {', '.join(SUFFIXES)}")
    columns = [(n, str(t)) for n, t in zip(findings.columns, findings.types, strict=True)]
    said = {".parquet": _kept, ".csv": _cell}.get(kind, _member)
    form = {".parquet": "FORMAT parquet", ".csv": "FORMAT csv, HEADER true"}.get(kind, "FORMAT json")
    beside = taken.folder / f"out{kind}"
    findings.create_view("written", replace=True)
    selected = ", ".join(f"{said(name(n), t)} AS {name(n)}" for n, t in columns)
    try:
        with told(taken.file):
            taken.engine.execute(f"COPY (SELECT {selected} FROM written) TO {text(beside)} ({form})")
        shutil.copyfile(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _kept(column: str, _: str) -> str:
    return column


def _member(column: str, engine_type: str) -> str:
    """A member of a JSON object; an exact amount would be read as a float."""
    return _amount(column) if _has_decimals(engine_type) else column


def _cell(column: str, engine_type: str) -> str:
    """A cell of a CSV."""
    if _has_decimals(engine_type):
        return _amount(column)
    if engine_type == "VARCHAR[]":
        return _harmless(_visible(f"array_to_string({column}, '; ')"))
    is_text = engine_type == "VARCHAR" or "(" in engine_type or "[" in engine_type
    return _harmless(_visible(f"{column}::VARCHAR")) if is_text else column


def _has_decimals(engine_type: str) -> bool:
    return engine_type.startswith("DECIMAL(") and not engine_type.endswith(",0)")


def _amount(column: str) -> str:
    return f"rtrim(rtrim({column}::VARCHAR, '0'), '.')"


def _visible(said: str) -> str:
    """The text with what cannot be printed written as Python would."""
    number = "unicode(c)"
    escaped = (
        "CASE c WHEN chr(9) THEN '\\t' WHEN chr(10) THEN '\\n' WHEN chr(13) THEN '\\r' ELSE "
        f"CASE WHEN {number} < 256 THEN printf('\\x%02x', {number}) "
        f"WHEN {number} < 65536 THEN printf('\\u%04x', {number}) ELSE printf('\\U%08x', {number}) END END"
    )
    each = f"lambda c: CASE WHEN regexp_matches(c, {text(_HIDDEN)}) THEN {escaped} ELSE c END"
    spelt = f"array_to_string(list_transform(regexp_extract_all({said}, '(?s).'), {each}), '')"
    return f"CASE WHEN regexp_matches({said}, {text(_HIDDEN)}) THEN {spelt} ELSE {said} END"


def _harmless(said: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    is_formula = f"regexp_matches({said}, {text(_FORMULA)}) AND NOT regexp_full_match({said}, {text(_NUMBER)})"
    return f"CASE WHEN {is_formula} THEN '''' || {said} ELSE {said} END"
