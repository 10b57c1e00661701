"""The public names with the types they have for a user; read by the type checkers, and run once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_type

import shuangjian
from shuangjian.core.rule import Rule
from shuangjian.model.homework import HomeworkDay
from shuangjian.rules.school.homework import written_minutes

day = HomeworkDay(date=date(2026, 3, 3), grade=4, written_minutes=50)
report = assert_type(shuangjian.check([day], place="anshan"), shuangjian.Report)
assert_type(shuangjian.check(day).verdict, shuangjian.Verdict)
assert_type(report.counts, Mapping[str, Mapping[shuangjian.Verdict, int]])
assert_type(written_minutes, Rule[HomeworkDay])
assert_type(written_minutes(day), shuangjian.Finding)
assert_type(written_minutes.at("anshan")(day), shuangjian.Verdict)
assert_type(shuangjian.RULES, tuple[shuangjian.Rule[Any], ...])
assert_type(shuangjian.__version__, str)

waiver = shuangjian.Waiver(rule="homework.posted", reason="flood", by="office", until=date(2026, 3, 3))
checker = shuangjian.Checker(waivers=[waiver], profiles=["absolute-caps"])
for finding in checker(day):
    assert_type(finding, shuangjian.Finding)
    assert_type(finding.modality, shuangjian.Modality | None)
    assert_type(finding.severity, shuangjian.Severity | None)
    for missing in finding.missing:
        assert_type(missing.reason, shuangjian.Reason)
try:
    shuangjian.check(day, place="atlantis")
except shuangjian.LawError as refused:
    assert_type(refused.faults[0].what, str)
