"""What cannot be true together in one record. A breach of a rule is no contradiction; a record that cannot be is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ..core.dates import DAY, Days
from ..core.fact import Fact
from ..model.book import ReadingList
from ..model.conduct import TrainingClass
from ..model.curriculum import CoursePlan, SchoolTerm, SchoolYear, TimetableWeek
from ..model.exam import Exam
from ..model.game import GameService
from ..model.grade import OfGrade, Stage, System
from ..model.homework import HomeworkDay, HomeworkEvening, HomeworkWeek
from ..model.institution import Institution, Operation
from ..model.lesson import Lesson
from ..model.lifecycle import Closure, SetUp
from ..model.payment import Payment, Refund
from ..model.school import PupilNight, TeachingTime
from ..model.service import EveningStudy, ServiceDay, ServiceSession, ServiceWeek
from ..model.service_fee import ServiceFee
from ..model.staff import StaffMember

ORDER: tuple[tuple[type[Fact], str, str], ...] = (
    (Closure, "announced_on", "closes_on"),
    (EveningStudy, "starts", "ends"),
    (GameService, "starts_at", "ends_at"),
    (Lesson, "starts_at", "ends_at"),
    (Payment, "first_day", "last_day"),
    (PupilNight, "bed_at", "woke_at"),
    (Refund, "paid_on", "asked_on"),
    (Refund, "asked_on", "settled_on"),
    (Refund, "asked_on", "seen_on"),
    (Refund, "settled_on", "seen_on"),
    (SchoolTerm, "date", "last_day"),
    (SchoolTerm, "official_first_day", "official_last_day"),
    (ServiceSession, "starts", "ends"),
    (SetUp, "set_up_on", "applied_on"),
    (SetUp, "set_up_on", "date"),
    (SetUp, "applied_on", "date"),
    (StaffMember, "hired_on", "date"),
    (StaffMember, "records_checked_on", "date"),
)
"""The first is never after the second."""
PARTS: tuple[tuple[type[Fact], str, str], ...] = (
    (CoursePlan, "cross_subject_lessons", "lessons"),
    (CoursePlan, "lessons", "all_lessons"),
    (HomeworkDay, "written_home_minutes", "written_minutes"),
    (HomeworkDay, "written_home_minutes", "longest_written_home_minutes"),
    (HomeworkDay, "written_minutes", "longest_written_minutes"),
    (HomeworkDay, "longest_written_home_minutes", "longest_written_minutes"),
    (HomeworkWeek, "subject_minutes", "all_minutes"),
    (Institution, "full_time_core", "staff"),
    (Payment, "lessons_left", "lessons_open"),
    (ServiceFee, "days_attended", "working_days"),
    (SchoolYear, "teaching_weeks", "weeks"),
    (SchoolYear, "first_term_revision_weeks", "revision_weeks"),
    (SchoolYear, "second_term_revision_weeks", "revision_weeks"),
    (ServiceDay, "sport_sessions", "sessions"),
    (ServiceWeek, "sport_days", "days"),
    (TimetableWeek, "pe_lessons", "lessons"),
    (TeachingTime, "device_minutes", "teaching_minutes"),
)
"""The first is never more than the second."""
FLAGS: tuple[tuple[type[Fact], str, str, bool], ...] = (
    (Closure, "announced_on", "is_announced", True),
    (Exam, "levels", "uses_levels", False),
    (Operation, "licensed_mode", "has_licence", False),
    (Operation, "licensed_sector", "has_licence", False),
    (Operation, "licensed_subject", "has_licence", False),
    (ReadingList, "selected_on", "is_selected", False),
    (ReadingList, "reviewed_on", "is_reviewed", False),
    (ReadingList, "confirmed_on", "is_confirmed", False),
    (ReadingList, "filed_on", "is_filed", False),
    (Refund, "full_refund_until", "agrees_full_refund", False),
    (Refund, "settled_on", "is_settled", True),
    (SetUp, "applied_on", "is_applied", True),
)
"""The first is not known unless the second is true; where the last is false, the second may be left open."""
NEAR: tuple[tuple[type[Fact], str, str], ...] = (
    (GameService, "starts_at", "date"),
    (HomeworkEvening, "ended_at", "date"),
    (Lesson, "starts_at", "date"),
    (PupilNight, "bed_at", "date"),
)
"""The first lies on the second or, past midnight, on the day after it."""
DAY_LONG: tuple[tuple[type[Fact], str, str], ...] = (
    (Lesson, "starts_at", "ends_at"),
    (PupilNight, "bed_at", "woke_at"),
)
"""The second lies at most a day after the first."""

GRADED: tuple[type[OfGrade | Lesson | TrainingClass], ...] = (OfGrade, Lesson, TrainingClass)
"""Those of whose pupils both grade and stage may be stated."""


def contradictions(fact: Fact) -> Iterator[tuple[str, str]]:
    """Every contradiction of a record: the field, and what is wrong."""
    for cls, first, second in ORDER:
        if isinstance(fact, cls) and (pair := _bounds(fact, first, second)) and pair[0][0] > pair[1][1]:
            yield first, f"{_said(fact, first)} is after {second} {_said(fact, second)}; swap or mend them"
    for cls, part, whole in PARTS:
        if isinstance(fact, cls) and (pair := _bounds(fact, part, whole)) and pair[0][0] > pair[1][1]:
            yield part, f"{_said(fact, part)} is more than {whole} {_said(fact, whole)}, of which it is a part"
    for cls, field, flag, must in FLAGS:
        is_true = getattr(fact, flag, None)
        if isinstance(fact, cls) and getattr(fact, field) is not None and (is_true is False or (must and not is_true)):
            yield field, f"is given though {flag} is {'false' if is_true is False else 'not'}; mend one of them"
    yield from _far(fact)
    yield from _stage(fact)


def _bounds(fact: Fact, *names: str) -> list[tuple[Any, Any]] | None:
    """Smallest and largest possible value of each field; None where one is not known."""
    found = [_bound(fact, name) for name in names]
    return None if None in found else [b for b in found if b]


def _bound(fact: Fact, name: str) -> tuple[Any, Any] | None:
    held = getattr(fact, name)
    if held is None and name == fact.law_day and isinstance(fact.law_days, Days):
        return fact.law_days.first, fact.law_days.last
    return None if held is None else (held, held)


def _said(fact: Fact, name: str) -> str:
    held = getattr(fact, name)
    if held is None:
        return str(fact.law_days)
    if name in ("starts", "ends"):
        return f"{held // 60:02}:{held % 60:02}"
    return held.isoformat(timespec="minutes") if isinstance(held, datetime) else str(held)


def _far(fact: Fact) -> Iterator[tuple[str, str]]:
    for cls, moment, day in NEAR:
        if isinstance(fact, cls) and (pair := _bounds(fact, moment, day)):
            on: date = pair[0][0].date()
            if not pair[1][0] <= on <= pair[1][1] + DAY:
                yield moment, f"{on} is neither {day} {_said(fact, day)} nor the day after it"
    for cls, start, end in DAY_LONG:
        if isinstance(fact, cls) and (pair := _bounds(fact, start, end)) and pair[1][0] - pair[0][0] > DAY:
            yield end, f"{_said(fact, end)} is more than a day after {start} {_said(fact, start)}"


def _stage(fact: Fact) -> Iterator[tuple[str, str]]:
    """Grade and stage that no school system brings together."""
    stated = "school_stage" if isinstance(fact, OfGrade) else "stage"
    if not isinstance(fact, GRADED) or (stage := getattr(fact, stated)) is None:
        return
    system = fact.system if isinstance(fact, OfGrade) else None
    possible = stages(fact.grade, system)
    if possible and stage not in possible:
        told = f"grade {fact.grade}" + (f" under {system.value}" if system else "")
        yield stated, f"{stage.value!r} contradicts {told}, which is {' or '.join(sorted(s.value for s in possible))}"


def stages(grade: int | None, system: System | None) -> set[Stage]:
    """The stages a grade may belong to; empty where it is not known."""
    found = {OfGrade(grade=grade, system=s).stage for s in ([system] if system else System)}
    return {s for s in found if s}
