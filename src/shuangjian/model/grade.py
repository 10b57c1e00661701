"""Grades: which school year, of which school system, and what stage and band follow from them."""

from __future__ import annotations

import re
from typing import ClassVar

import attrs

from ..core.fact import Fact, given
from ..core.words import Choice, all_of, at_least, at_most, choose, equals, known, one_of


class System(Choice):
    """How the nine years are split (学制): six primary and three junior (六三), or five and four (五四)."""

    SIX_THREE = "六三"
    FIVE_FOUR = "五四"


class Stage(Choice):
    """Stage of schooling (学段)."""

    PRESCHOOL = "preschool"
    """学龄前"""
    PRIMARY = "primary"
    """小学"""
    JUNIOR = "junior"
    """初中"""
    SENIOR = "senior"
    """高中"""


class Band(Choice):
    """The bands homework law speaks of."""

    PRESCHOOL = "preschool"
    """学龄前"""
    PRIMARY_1_2 = "primary_1_2"
    """小学一二年级"""
    PRIMARY_3_UP = "primary_3_up"
    """小学其他年级"""
    JUNIOR = "junior"
    """初中"""
    SENIOR = "senior"
    """高中"""


@attrs.frozen(kw_only=True)
class OfGrade(Fact):
    """A record about a class: its stage follows from grade and school system, unless it is stated.

    Attributes:
        grade: School year, 1 to 12; 0 before school.
        system: School system; without it the stage of grade 6 is not known.
        school_stage: Stage where the source states it (an alternative to grade and system).

    """

    grade: int | None = given(low=0, high=12)
    system: System | None = given()
    school_stage: Stage | None = given()

    @property
    def stage(self) -> Stage | None:
        """The stage as stated, else as it follows from grade and system."""
        last_primary = choose(equals(self.system, System.FIVE_FOUR), 5, 6)
        junior = choose(at_most(self.grade, 9), Stage.JUNIOR, Stage.SENIOR)
        sixth = choose(at_most(self.grade, last_primary), Stage.PRIMARY, junior)
        upper = choose(at_least(self.grade, 7), junior, sixth)
        primary = choose(at_most(self.grade, 5), Stage.PRIMARY, upper)
        from_grade = choose(at_most(self.grade, 0), Stage.PRESCHOOL, primary)
        return choose(known(self.school_stage), self.school_stage, from_grade)

    @property
    def band(self) -> Band | None:
        """The band of homework law; known from the stage alone where that is enough."""
        eldest = choose(equals(self.stage, Stage.SENIOR), Band.SENIOR, Band.PRESCHOOL)
        older = choose(equals(self.stage, Stage.JUNIOR), Band.JUNIOR, eldest)
        lower = choose(at_most(self.grade, 2), Band.PRIMARY_1_2, Band.PRIMARY_3_UP)
        return choose(equals(self.stage, Stage.PRIMARY), lower, older)

    @property
    def is_compulsory(self) -> bool | None:
        """Whether it is compulsory education (义务教育), grades 1 to 9: known of grade 6 under either system."""
        from_grade = all_of(at_least(self.grade, 1), at_most(self.grade, 9))
        return choose(known(self.school_stage), one_of(self.school_stage, Stage.PRIMARY, Stage.JUNIOR), from_grade)


@attrs.frozen(kw_only=True)
class OfPupils(Fact):
    """A record of training: whom it is for.

    Attributes:
        stage: Stage of the pupils.
        compulsory: Whether they are of compulsory education (义务教育), where the source says no more than that.

    """

    stage: Stage | None = given()
    compulsory: bool | None = given()

    @property
    def is_compulsory(self) -> bool | None:
        """Whether they are of compulsory education: by their stage, else as stated."""
        return choose(known(self.stage), one_of(self.stage, Stage.PRIMARY, Stage.JUNIOR), self.compulsory)


def _is_a_year(_: object, attribute: attrs.Attribute[int], number: int) -> None:
    if type(number) is not int or not 1 <= number <= 12:  # noqa: PLR2004  # school years
        msg = f"{attribute.name}: {number!r} is no school year, 1 to 12"
        raise ValueError(msg)


@attrs.frozen
class Grade:
    """A grade as people write it; facts hold its number and system.

    Attributes:
        number: School year, 1 to 12.
        system: School system, where it is known.

    """

    number: int = attrs.field(validator=_is_a_year)
    system: System | None = None

    _YEARS: ClassVar[dict[str, int]] = {c: i for i, c in enumerate("一二三四五六七八九", 1)}

    @property
    def stage(self) -> Stage | None:
        """The stage, where number and system tell it."""
        return OfGrade(grade=self.number, system=self.system).stage

    @property
    def band(self) -> Band | None:
        """The band, where number and system tell it."""
        return OfGrade(grade=self.number, system=self.system).band

    @classmethod
    def parse(cls, text: str | int, system: System | None = None) -> Grade:
        """Read a grade: ``3``, ``"三年级"``, ``"小学五年级"``, ``"初二"``, ``"高一"``, ``"G8"``, ``"grade 8"``.

        Args:
            text: What is written.
            system: School system; needed for 初一 to 初四, which count from the start of junior school.

        Raises:
            ValueError: if it is no grade, or needs the system and has none.

        """
        if type(text) is int:
            return cls(text, system)
        written = str(text).strip().lower().replace(" ", "")
        if found := re.fullmatch(r"(?:g|grade|year)?([1-9]|1[0-2])(?:年级)?", written, re.ASCII):
            return cls(int(found[1]), system)
        if found := re.fullmatch(r"(小学)?([一二三四五六七八九])年级", written):
            last = 5 if system is System.FIVE_FOUR else 6
            if not found[1] or cls._YEARS[found[2]] <= last:
                return cls(cls._YEARS[found[2]], system)
        if found := re.fullmatch(r"初中([六七八九])年级", written):
            return cls(cls._YEARS[found[1]], system)
        if found := re.fullmatch(r"(初|高)中?([一二三四])(?:年级)?", written):
            return cls(cls._from_stage(found[1], cls._YEARS[found[2]], written, system), system)
        msg = f"{text!r} is no grade; write 3, 三年级, 初二, 高一 or G8"
        raise ValueError(msg)

    @staticmethod
    def _from_stage(stage: str, year: int, written: str, system: System | None) -> int:
        """School year of the n-th year of junior or senior school."""
        if stage == "高":
            if year <= 3:  # noqa: PLR2004  # senior school has three years
                return 9 + year
        elif system is None:
            msg = f"{written!r} hangs on the school system; say 六三 or 五四"
            raise ValueError(msg)
        elif year <= (4 if system is System.FIVE_FOUR else 3):
            return (5 if system is System.FIVE_FOUR else 6) + year
        msg = f"{written!r} is no year of that school"
        raise ValueError(msg)
