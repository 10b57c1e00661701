"""What of the command's input is a table, and what a table cannot be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..records import FACTS
from ..records.batch import LARGEST
from .inputs import files, is_always_table, keep_inputs
from .options import Options, Refused

CSV = ".csv"
WRITTEN = (".parquet", CSV, ".jsonl", ".ndjson")
"""Endings of files that take findings or counts as a table."""
_SIZE = re.compile(r"\d{1,6}(\.\d{1,3})?\s?[KMGT]i?B", re.IGNORECASE)


def is_of_tables(options: Options) -> bool:
    """Whether tables are to be checked; a CSV is one beside another, or if something is asked that only tables have.

    Raises:
        Refused: if tables and records are mixed, or only tables can do what is asked.

    """
    asked = [o for o, given in (("--map", options.map), ("--memory", options.memory)) if given is not None]
    asked += ["--summary"] if options.summary else []
    others = [p for p in options.paths if not is_always_table(p) and p.suffix.lower() != CSV]
    always = [p for p in options.paths if is_always_table(p)]
    if others and (asked or always):
        raise Refused(f"shuangjian: {others[0]}: {_no_table(others[0], asked, always)}")
    return bool(asked or always)


def _no_table(path: Path, asked: Sequence[str], always: Sequence[Path]) -> str:
    """Why a path cannot be checked with what is asked, or beside a table, and what to do."""
    if path.is_dir():
        return "no folder is searched for tables; name each of them"
    kinds = "tables (.parquet, .xlsx, .csv)"
    if asked:
        return f"is no table, and {asked[0]} is for {kinds}; {'check it by itself' if always else 'leave it out'}"
    return f"is no table, and {always[0]} is; check it by itself"


def refuse_large(paths: Iterable[Path]) -> None:
    """Refuse a CSV too large to be read as records, and say how it is read.

    Raises:
        Refused: if there is one.

    """
    for path in paths:
        if path.suffix.lower() == CSV and path.is_file() and path.stat().st_size > LARGEST:
            cure = "as a table it may be of any size: add --record TYPE and --map FILE or --summary"
            raise Refused(f"shuangjian: {path}: is larger than {LARGEST // 2**20} MB; {cure}")


def check_tables(options: Options) -> int:
    """Judge tables one after the other, and only then write.

    Raises:
        Refused: if they cannot be, with everything that is wrong.

    """
    _refuse(options)
    paths = files(options.paths, ())
    keep_inputs(paths, options)
    try:
        from .over_tables import run  # noqa: PLC0415  # loads the engine
    except ImportError as fault:
        cure = 'tables need more libraries: python -m pip install "shuangjian[cli,frames]"'
        raise Refused(f"shuangjian: {cure}") from fault
    return run(paths, options)


def _refuse(options: Options) -> None:
    """Refuse what no table can be asked."""
    faults = list[str]()
    if options.record is None:
        faults.append(f"--record TYPE is needed: a table does not say what its rows are; one of {', '.join(FACTS)}")
    if options.waivers is not None:
        faults.append("--waivers: exceptions are not applied to tables yet; leave it out, or check records")
    if options.memory is not None and not _SIZE.fullmatch(options.memory.strip()):
        faults.append(f"--memory {options.memory!r}: write a number and a unit, such as 800MB or 2GB")
    if (output := options.output) is not None:
        suffix = output.suffix.lower()
        if suffix in (".xlsx", ".xls"):
            faults.append(f"{output}: no workbook is written; name it {', '.join(WRITTEN)}")
        elif options.form == "csv" and suffix in WRITTEN and suffix != CSV:
            faults.append(f"{output}: its ending and --format csv differ; leave one out")
    if faults:
        raise Refused("\n".join(f"shuangjian: {f}" for f in faults))
