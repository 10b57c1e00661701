"""Other rule engines on the same records: each in an environment of its own, each beside what it cannot express.

The rule is homework.written-minutes under the nation's law, on records reduced to what every peer can read: grade, the
ordinal of the day, whether it is a school day, and minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import attrs

from benchmarks.measure import Measured, alone
from shuangjian.core.verdict import Verdict
from shuangjian.model.day import DayKind
from shuangjian.model.grade import System
from shuangjian.model.homework import HomeworkDay
from shuangjian.rules.school import homework

HERE = Path(__file__).parent / "peer_scripts"
PEERS = {
    "zen_engine": (
        "zen-engine==2.1.3",
        "unknown and not-applicable spelled out by hand; no clause, no date in force, no table engine",
    ),
    "datalogic": ("datalogic-py==5.9.0", "the same, in JSON; a missing fact passes unless every test guards it"),
    "cel_expression": ("common-expression-language==0.10.0", "the same, as an expression"),
    "jsonschema_peer": ("jsonschema-rs==0.60.3", "valid or not: unknown and not-applicable read as satisfied"),
    "pydantic_peer": ("pydantic==2.14.3", "valid or not; the rule itself is Python; unknown reads as satisfied"),
}
RECORDS = 5000


def run() -> Iterator[Measured]:
    """Ours first, then each peer that installs."""
    facts, plain = records()
    judge = homework.written_minutes.at()
    truth = [judge(f).value for f in facts]
    ours = alone(judge, facts)
    yield Measured("shuangjian, one rule", ours, note="four verdicts; places, dates and clauses included")
    for name, (requirement, cannot) in PEERS.items():
        told = _peer(name, requirement, plain)
        if told is None:
            yield Measured(name, float("nan"), note="could not be installed here")
            continue
        same = sum(a == b for a, b in zip(told.verdicts, truth, strict=True)) / len(truth)
        passed = zip(told.verdicts, truth, strict=True)
        wrong = sum(a == Verdict.SATISFIED.value and b == Verdict.UNKNOWN.value for a, b in passed)
        note = f"{same:.1%} the same verdict, {wrong} unknown passed as satisfied; {cannot}"
        yield Measured(requirement, ours, told.ns, ours / told.ns, note=note)


@attrs.frozen
class Told:
    """What a peer answered, and how long it took for a record [ns]."""

    ns: float
    verdicts: list[int]


def records() -> tuple[list[HomeworkDay], list[dict[str, object]]]:
    """The same random records, with nulls, as our facts and as plain tables."""
    rng = Random("peers")
    facts: list[HomeworkDay] = []
    plain: list[dict[str, object]] = []
    for _ in range(RECORDS):
        grade = rng.choice([None, *range(1, 13)])
        on = rng.choice([None, *[date(2021, 3, 1) + timedelta(rng.randrange(1500)) for _ in range(12)]])
        kind = rng.choice([None, *[DayKind.SCHOOL_DAY] * 9, DayKind.REST_DAY])
        minutes = rng.choice([None, *range(0, 120, 10)])
        facts.append(HomeworkDay(grade=grade, system=System.SIX_THREE, date=on, day_kind=kind, written_minutes=minutes))
        school = None if kind is None else kind is DayKind.SCHOOL_DAY
        plain.append({"grade": grade, "day": on.toordinal() if on else None, "school": school, "minutes": minutes})
    return facts, plain


def _peer(name: str, requirement: str, plain: list[dict[str, object]]) -> Told | None:
    """What it says, from a process in an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        steps = [[sys.executable, "-m", "venv", folder], [str(python), "-m", "pip", "install", "-q", requirement]]
        if any(subprocess.run(step, capture_output=True, check=False).returncode for step in steps):
            return None
        done = subprocess.run(
            [str(python), str(HERE / f"{name}.py")], input=json.dumps(plain), capture_output=True, text=True, check=True
        )
        return Told(**json.loads(done.stdout))
