"""What is held for preschoolers (学前儿童), by a kindergarten, a training institution or anyone else."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice


class Provider(Choice):
    """Who holds something for preschoolers: the laws do not all speak of the same ones."""

    KINDERGARTEN = "kindergarten"
    """幼儿园"""
    TRAINING_INSTITUTION = "training_institution"
    """校外培训机构"""
    OTHER = "other"
    """其他机构或个人"""


@attrs.frozen(kw_only=True)
class PreschoolActivity(Fact):
    """One class, event or other activity for preschoolers, on the day it takes place.

    Attributes:
        date: That day.
        provider: Who holds it.
        teaches_primary_courses: Whether a person judged that courses of primary school are taught (小学课程).
        is_half_or_full_day: Whether a person judged it half-day or full-day training (半日制、全日制); the law gives no
            hours.
        is_unfit_for_age: Whether a person judged it a competition or a commercial activity unfit for the age
            (竞赛类活动、商业性活动).

    """

    date: Date | None = given()
    provider: Provider | None = given()
    teaches_primary_courses: bool | None = judged()
    is_half_or_full_day: bool | None = judged()
    is_unfit_for_age: bool | None = judged()
