"""A waiver lifts only what is demanded in principle; one of anything stronger is itself reported."""

# values of any field or norm

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shuangjian import Verdict, Waiver, check
from shuangjian.core.verdict import Modality, Note
from tests.core.policy import DAY, Parcel, row, ruled

ALL: dict[str, Any] = {"keep": Verdict}
TWO = ruled(
    "at_least(x.n, k)",
    k=[row(value=10, modality="ban", clauses=["B-1"]), row(value=15, modality="in_principle", clauses=["P-1"])],
)


def waived(n: int, **said: Any) -> Any:
    base: dict[str, Any] = {"rule": "trial.trial", "reason": "flood", "by": "office", "until": DAY}
    waiver = Waiver(**base | said)
    return check(Parcel(id="p", place="cn", date=DAY, n=n), rules=[TWO], waivers=[waiver], **ALL)


def test_a_waiver_lifts_what_is_demanded_in_principle() -> None:
    report = waived(12)
    assert [(f.verdict, f.waived, f.modality) for f in report.findings] == [
        (Verdict.SATISFIED, "flood", Modality.IN_PRINCIPLE)
    ]
    assert (report.by_verdict[Verdict.SATISFIED], report.notes) == (1, ())


def test_a_waiver_of_anything_stronger_is_itself_reported() -> None:
    report = waived(8)
    assert [(f.verdict, f.waived) for f in report.findings] == [(Verdict.VIOLATED, None)]
    assert report.notes == (Note("waiver", ("trial.trial", "p", "office")),)
    assert waived(15).notes == ()


@pytest.mark.parametrize(
    "said", [{"rule": "trial.other"}, {"until": date(2022, 3, 2)}, {"record": "q"}, {"place": "a"}]
)
def test_a_waiver_for_something_else_does_nothing(said: dict[str, Any]) -> None:
    report = waived(12, **said)
    assert [(f.verdict, f.waived) for f in report.findings] == [(Verdict.VIOLATED, None)]
    assert report.notes == ()


def test_a_waiver_for_this_record_and_place_does() -> None:
    assert waived(12, record="p", place="cn", until=DAY).findings[0].waived == "flood"


def test_what_stays_open_under_a_stronger_wording_stays_open_when_the_weaker_is_waived() -> None:
    rows = [row(value=["red"], unsettled=["blue"]), row(value=["red"], modality="in_principle", clauses=["P-1"])]
    made = ruled("among(x.shade, o)", {"o": "Options[Colour]"}, o=rows)
    waiver = Waiver(rule="trial.trial", reason="flood", by="office", until=DAY)
    assert check(Parcel(date=DAY, n=9), rules=[made], waivers=[waiver]).verdict is Verdict.UNKNOWN
