"""What somebody would write by hand for one rule: the same answers, unknown included, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shuangjian.core.verdict import Verdict
from shuangjian.model.day import DayKind
from shuangjian.model.grade import Stage, System
from shuangjian.model.homework import HomeworkDay
from shuangjian.model.institution import Subject
from shuangjian.model.payment import Payment
from shuangjian.model.school import PupilNight

NA, OK, BAD, OPEN = Verdict
HOMEWORK_NOTICE = date(2021, 4, 8)
SLEEP_NOTICE = date(2021, 3, 30)
NON_SUBJECT_FIRST, NON_SUBJECT_SURE = date(2022, 12, 1), date(2022, 12, 31)
MOST = Decimal(5000)
LATEST = {Stage.PRIMARY: 21 * 60 + 20, Stage.JUNIOR: 22 * 60, Stage.SENIOR: 23 * 60}


def stage_of(grade: int | None, system: System | None, stated: Stage | None) -> Stage | None:
    """The stage as stated, else from grade and system."""
    if stated is not None:
        return stated
    if grade is None:
        return None
    if grade <= 0:
        return Stage.PRESCHOOL
    if grade <= 5:
        return Stage.PRIMARY
    if grade >= 7:
        return Stage.JUNIOR if grade <= 9 else Stage.SENIOR
    if system is None:
        return None
    return Stage.JUNIOR if system is System.FIVE_FOUR else Stage.PRIMARY


def written_minutes(day: HomeworkDay) -> Verdict:
    """homework.written-minutes under the nation's law."""
    kind, on, minutes = day.day_kind, day.date, day.written_minutes
    if kind is not None and kind is not DayKind.SCHOOL_DAY and kind is not DayKind.MAKE_UP_DAY:
        return NA
    if on is not None and on < HOMEWORK_NOTICE:
        return NA
    stage = stage_of(day.grade, day.system, day.school_stage)
    if stage is Stage.PRESCHOOL or stage is Stage.SENIOR:
        return NA
    if stage is Stage.PRIMARY:
        if day.grade is None:
            return OPEN
        if day.grade <= 2:
            return NA
        cap = 60
    elif stage is Stage.JUNIOR:
        cap = 90
    else:
        return OPEN
    if kind is not DayKind.SCHOOL_DAY or on is None or minutes is None:
        return OPEN
    return OK if minutes <= cap else BAD


def yuan(payment: Payment) -> Verdict:
    """prepayment.yuan under the nation's law."""
    on, subject, amount = payment.paid_on, payment.subject, payment.yuan
    if subject is not None and subject is not Subject.NON_SUBJECT:
        return NA
    if on is not None and on < NON_SUBJECT_FIRST:
        return NA
    if subject is None or on is None or on < NON_SUBJECT_SURE or amount is None:
        return OPEN
    return OK if amount <= MOST else BAD


def bedtime(night: PupilNight) -> Verdict:
    """sleep.bedtime under the nation's law."""
    on, bed = night.date, night.bed_at
    if on is not None and on < SLEEP_NOTICE:
        return NA
    stage = stage_of(night.grade, night.system, night.school_stage)
    if stage is Stage.PRESCHOOL:
        return NA
    if stage is None or on is None or bed is None:
        return OPEN
    clock = bed.hour * 60 + bed.minute + (bed.toordinal() - on.toordinal()) * 1440
    return OK if clock <= LATEST[stage] else BAD
