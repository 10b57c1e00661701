"""The digest of a receipt is of every row of law that was read, and of no order."""

from __future__ import annotations

from datetime import date
from typing import Any

from shuangjian.receipt import digest
from tests.core.policy import at_places, row, ruled

CHANGES: list[dict[str, Any]] = [
    {"value": 6},
    {"modality": "ban"},
    {"since": date(2020, 1, 2)},
    {"until": date(2030, 1, 1)},
    {"colour": "red"},
    {"clauses": ["X-02"]},
    {"evidence": "report"},
    {"profile": "strict"},
    {"unsettled": True},
    {"value": ..., "open": True},
    {"colour": ["red", "blue"]},
]


def test_the_digest_is_of_every_row_and_of_no_order() -> None:
    first, second = row(value=5), row(value=4, since=date(2021, 1, 1))
    said = digest([ruled("at_most(x.n, k)", k=[first, second])])
    assert digest([ruled("at_most(x.n, k)", k=[second, first])]) == said
    changed = [digest([ruled("at_most(x.n, k)", k=[row(**{"value": 5} | c), second])]) for c in CHANGES]
    replaced = digest([ruled("at_most(x.n, k)", k={"unit": "u", "local": "replace", "row": [first, second]})])
    local = digest([at_places(ruled("at_most(x.n, k)", k=[second]), a=[first])])
    assert len({said, replaced, local, digest([]), *changed}) == 4 + len(CHANGES)
