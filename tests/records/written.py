"""Files written for a test, and what reading them says."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

from shuangjian.records import Batch, read


def batch(content: str | bytes, name: str = "f.json", **options: Any) -> Batch:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, **options)


def told(content: str | bytes, name: str = "f.json", **options: Any) -> list[str]:
    """The faults without the folder, in one line each."""
    faults = batch(content, name, **options).faults
    assert all(len(str(f).splitlines()) == 1 and str(f).isprintable() for f in faults)
    return [str(f).partition(f"{name}:")[2] for f in faults]


def one(**fields: Any) -> Any:  # its class is the test's business
    """The only record of a file, which has to be sound."""
    found = batch(json.dumps(fields))
    assert found.faults == ()
    return found.facts[0].fact


def wrong(**fields: Any) -> list[str]:
    """What is wrong with the only record of a file, as field and sentence."""
    return [t.removeprefix("1: records[0]").removeprefix(".") for t in told(json.dumps(fields))]


def toml(records: list[dict[str, Any]]) -> str:
    lines = (
        f"[[records]]\n{''.join(f'{k} = {json.dumps(v, ensure_ascii=False)}{chr(10)}' for k, v in r.items())}"
        for r in records
    )
    return "".join(lines)


def table(records: list[dict[str, Any]]) -> str:
    columns = sorted({k for r in records for k in r})
    text = io.StringIO()
    rows = csv.DictWriter(text, columns)
    rows.writeheader()
    rows.writerows(records)
    return text.getvalue()
