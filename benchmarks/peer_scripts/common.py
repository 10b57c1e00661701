"""What every peer does: read the records, judge them several times over, print time and verdicts."""

import json
import sys
from collections.abc import Callable
from statistics import median
from time import process_time_ns
from typing import Any

NA, OK, BAD, OPEN = range(4)
NOTICE = 737888  # 2021-04-08, the day the homework notice came, as an ordinal
RULE = (
    f"(school != null && !school) || (day != null && day < {NOTICE}) || (grade != null && (grade < 3 || grade > 9)) ? 0"
    " : (grade == null || day == null || school == null || minutes == null ? 3"
    " : (minutes > (grade < 7 ? 60 : 90) ? 2 : 1))"
)


def run(judge: Callable[[dict[str, Any]], Any]) -> None:
    records = json.load(sys.stdin)
    rounds = []
    for _ in range(9):
        start = process_time_ns()
        verdicts = [judge(r) for r in records]
        rounds.append((process_time_ns() - start) / len(records))
    json.dump({"ns": median(rounds), "verdicts": [int(v) for v in verdicts]}, sys.stdout)
