"""Homework (作业): one piece of it, a class's day, week and vacation, a pupil's evening."""

from __future__ import annotations

from datetime import date as Date, datetime  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import given, judged
from ..core.words import Choice, Clock, all_of, clock
from .day import Vacation
from .grade import OfGrade
from .ondate import OnDate, is_taught


class Course(Choice):
    """Subjects of the curriculum (课程)."""

    CHINESE = "chinese"
    MATHS = "maths"
    FOREIGN_LANGUAGE = "foreign_language"
    MORALITY_AND_LAW = "morality_and_law"
    HISTORY = "history"
    GEOGRAPHY = "geography"
    PHYSICS = "physics"
    CHEMISTRY = "chemistry"
    BIOLOGY = "biology"
    SCIENCE = "science"
    PE = "pe"
    ARTS = "arts"
    LABOUR = "labour"
    PRACTICE = "practice"
    OTHER = "other"


class Marker(Choice):
    """Who marks a piece of homework."""

    TEACHER = "teacher"
    PUPIL = "pupil"
    PEER = "peer"
    PARENT = "parent"


class Channel(Choice):
    """How homework is handed out."""

    PAPER = "paper"
    BLACKBOARD = "blackboard"
    PHONE = "phone"
    APP = "app"


@attrs.frozen(kw_only=True)
class HomeworkAssignment(OnDate):
    """One piece of homework one class was given.

    Attributes:
        class_id: Which class, an opaque id.
        course: Which subject set it.
        minutes: Average time it takes the pupils of the class [min].
        is_written: Whether it is written (书面); reading aloud, sport, housework and crafts are not.
        is_home: Whether it is to be done at home; work finished in school is not.
        channel: How it was handed out.
        must_use_mobile: Whether pupils have to use a mobile phone to do it (要求利用手机完成).
        marker: Who marks it.
        all_marked: Whether every pupil's piece was marked (全批全改).
        is_for_parents: Whether parents have to do it, openly or in disguise.
        parents_must_check: Whether parents have to check it.
        parents_must_mark: Whether parents have to mark it.
        parents_must_sign: Whether a parent has to sign that it was done (家长签字).
        is_repetitive: Whether a person judged it repetitive or punitive (重复性, 惩罚性).
        over_standard: Whether a person judged it harder than the national curriculum standard (国家课标).
        is_electronic: Whether it has to be done on an electronic device (电子作业), not on paper.
        is_generated_alone: Whether a person judged that pupils use open-ended content generation for it on their own
            (独自使用开放式内容生成功能), with neither a teacher nor a parent beside.

    """

    class_id: str | None = given()
    course: Course | None = given()
    minutes: int | None = given(low=0, high=1440)
    is_written: bool | None = given()
    is_home: bool | None = given()
    channel: Channel | None = given()
    must_use_mobile: bool | None = given()
    marker: Marker | None = given()
    all_marked: bool | None = given()
    is_for_parents: bool | None = given()
    parents_must_check: bool | None = given()
    parents_must_mark: bool | None = given()
    parents_must_sign: bool | None = given()
    is_repetitive: bool | None = judged()
    over_standard: bool | None = judged()
    is_electronic: bool | None = given()
    is_generated_alone: bool | None = judged()

    @property
    def is_written_home(self) -> bool | None:
        """Whether it is written work to be done at home (书面家庭作业)."""
        return all_of(self.is_written, self.is_home)


@attrs.frozen(kw_only=True)
class HomeworkDay(OnDate):
    """One class on one day, all subjects together. Times are averages over the pupils of the class.

    Attributes:
        class_id: Which class, an opaque id.
        written_minutes: Average time of all written work, wherever it is done [min].
        written_home_minutes: Average time of the written work to be done at home [min].
        home_minutes: Average time of all work to be done at home, written or not [min].
        longest_written_minutes: The slowest pupil's time of all written work, wherever it is done [min].
        longest_written_home_minutes: The slowest pupil's time of the written work to be done at home [min].
        written_subjects: How many subjects set written work.
        is_posted: Whether the day's homework was made public in the school (作业公示).
        finished_in_school: Whether a person judged that pupils could finish enough of the written work in school:
            basically all of it (基本) in primary grades, most of it (大部分) above; no share is fixed.
        electronic_minutes: Average time of all work done on electronic devices (电子作业) [min].
        electronic_filed: Whether that work was reported inside the school (校内报备).

    """

    class_id: str | None = given()
    written_minutes: int | None = given(low=0, high=1440)
    written_home_minutes: int | None = given(low=0, high=1440)
    home_minutes: int | None = given(low=0, high=1440)
    longest_written_minutes: int | None = given(low=0, high=1440)
    longest_written_home_minutes: int | None = given(low=0, high=1440)
    written_subjects: int | None = given(low=0, high=30)
    is_posted: bool | None = given()
    finished_in_school: bool | None = judged()
    electronic_minutes: int | None = given(low=0, high=1440)
    electronic_filed: bool | None = given()

    @property
    def is_school_day(self) -> bool | None:
        """Whether teaching takes place on it."""
        return is_taught(self.day_kind)


@attrs.frozen(kw_only=True)
class HomeworkWeek(OfGrade):
    """One class in one week.

    Attributes:
        date: First day of the week.
        class_id: Which class, an opaque id.
        subject_minutes: Time of homework in the subjects [min].
        all_minutes: Time of all homework, practice and inquiry included [min].
        no_homework_days: Days of the week without any homework (无作业日).

    """

    date: Date | None = given()
    class_id: str | None = given()
    subject_minutes: int | None = given(low=0, high=10080)
    all_minutes: int | None = given(low=0, high=10080)
    no_homework_days: int | None = given(low=0, high=7)


@attrs.frozen(kw_only=True)
class HomeworkVacation(OfGrade):
    """One class in one stretch of days without lessons: a vacation, a break, a weekend or a statutory holiday.

    A local number may be for some of them alone, so `vacation` is told of each: `weekend` for a weekend, `holiday` for
    the days off around a statutory holiday, whatever weekend lies in it.

    Attributes:
        date: Its first day.
        class_id: Which class, an opaque id.
        vacation: Which of them it is.
        written_minutes: Average time of all written work set for the whole of it; practice inside school is not
            counted [min].
        days: How many days it has.

    """

    date: Date | None = given()
    class_id: str | None = given()
    vacation: Vacation | None = given()
    written_minutes: int | None = given(low=0, high=100_000)
    days: int | None = given(low=0, high=200)


@attrs.frozen(kw_only=True)
class HomeworkEvening(OfGrade):
    """One pupil's homework on one evening.

    Attributes:
        date: The evening it began.
        ended_at: When the pupil stopped, finished or not, local wall-clock time.
        made_up: Whether the part left unfinished had to be made up later.

    """

    date: Date | None = given()
    ended_at: datetime | None = given()
    made_up: bool | None = given()

    @property
    def end_clock(self) -> Clock | None:
        """When the pupil stopped on the clock of the evening, also past midnight [min of day]."""
        return clock(self.ended_at, self.date)
