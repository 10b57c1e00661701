"""One engine, in a process of its own: told what to do as JSON on the command line, it answers in JSON.

`{"engine": …, "table": …, "rows": …, "output": …, "folder": …}` with `"rounds": n` times both sides in turn, with
`"side": …` runs one side alone, so that the memory is its own, with `"check": true` compares the answers, with
`"make": true` writes the table.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.tables import data, reference
from benchmarks.tables.engines import ENGINES, Engine

CHECKED = 20_000


def main() -> None:
    """Do what is asked."""
    asked: dict[str, Any] = json.loads(sys.argv[1])
    does = {"make": _made, "check": _checked, "side": _alone}
    told = next((do for name, do in does.items() if name in asked), _compared)(asked)
    print(json.dumps(told))


def _made(asked: dict[str, Any]) -> dict[str, Any]:
    """The tables, written once: making them takes memory of its own."""
    return {"paths": [str(path) for path in _paths(asked).values()]}


def _compared(asked: dict[str, Any]) -> dict[str, Any]:
    """Rounds of both sides in turn, the order changing; first once each, which is not counted; then the scan."""
    engine, table, output = _engine(asked), asked["table"], asked["output"]
    runs = {side: engine.run(side, table, output) for side in ("ours", "by_hand")}
    times: dict[str, list[tuple[float, float]]] = {"ours": [], "by_hand": [], "scan": []}
    for run in runs.values():
        run()
    for n in range(asked["rounds"]):
        for side in ("ours", "by_hand") if n % 2 else ("by_hand", "ours"):
            gc.collect()
            times[side].append(engine.timed(runs[side]))
    times["scan"] = [engine.timed(engine.run("", table, "scan")) for _ in range(5)][1:]
    return {"times": times, "same_counts": engine.counts("ours", table) == engine.counts("by_hand", table)}


def _alone(asked: dict[str, Any]) -> dict[str, Any]:
    """One side, thrice: the times, and the most memory the process had."""
    engine = _engine(asked)
    base = engine.peak_mib()
    run = engine.run(asked["side"], asked["table"], asked["output"])
    times = [engine.timed(run) for _ in range(asked.get("rounds", 3))]
    return {"times": times, "base_mib": base, "peak_mib": engine.peak_mib()}


def _checked(asked: dict[str, Any]) -> dict[str, Any]:
    """Both sides against the object path, on rows of the table and on rows that are seldom alike."""
    table, folder, engine = asked["table"], Path(asked["folder"]), asked["engine"]
    samples = {"table": _drawn(table, folder, asked["rows"]), "rare": rare(table, CHECKED)}
    return {
        f"{side}, {name} rows": told
        for name, sample in samples.items()
        for side, told in held_to_objects(engine, table, sample, folder / name).items()
    }


Sample = tuple[pl.DataFrame, pl.DataFrame]
"""Rows of a table, and the days of the calendars they name."""


def held_to_objects(engine: str, table: str, sample: Sample, folder: Path) -> dict[str, dict[str, Any]]:
    """What an engine says of a sample, by our code and by that written by hand, against the object path."""
    rows, days = sample
    folder.mkdir(exist_ok=True)
    paths = {table: folder / f"{table}.parquet", "calendar": folder / "calendar.parquet"}
    rows.write_parquet(paths[table])
    days.write_parquet(paths["calendar"])
    objects = (rows.to_dicts(), days.to_dicts()) if table == "lessons" else (rows.to_dicts(),)
    findings, counts = getattr(reference, table)(*objects)
    opened, told = ENGINES[engine](paths), {}
    for side in ("ours", "by_hand"):
        wrong = list(reference.differences(findings, opened.findings(side, table)))
        told[side] = {
            "verdicts": sum(counts.values()),
            "findings": len(findings),
            "different": len(wrong),
            "same_counts": opened.counts(side, table) == counts,
            "examples": wrong[:5],
        }
    return told


def rare(table: str, rows: int) -> Sample:
    """Rows drawn so that every branch of the law is met."""
    return _frame(getattr(data, f"rare_{table}")(rows)), _frame(data.rare_calendar())


def _drawn(table: str, folder: Path, rows: int) -> Sample:
    """Whole classes of the large table, from anywhere in it."""
    path, classes = getattr(data, table)(folder, rows), rows // 50
    in_sample = (pl.col("record") - data.FIRST_ID) // 50 * 7919 % classes < CHECKED // 50
    return pl.scan_parquet(path).filter(in_sample).collect(), pl.read_parquet(data.calendar(folder))


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """With the types the large tables have."""
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.with_columns(pl.col(pl.Int64).exclude("record").cast(pl.Int32))


def _engine(asked: dict[str, Any]) -> Engine:
    return ENGINES[asked["engine"]](_paths(asked))


def _paths(asked: dict[str, Any]) -> dict[str, Path]:
    folder, table = Path(asked["folder"]), asked["table"]
    paths = {table: getattr(data, table)(folder, asked["rows"])}
    return paths | ({"calendar": data.calendar(folder)} if table == "lessons" else {})


if __name__ == "__main__":
    main()
