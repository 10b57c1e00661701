"""National competitions for pupils (面向中小学生的全国性竞赛活动)."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal

import attrs

from ..core.fact import Fact, given


@attrs.frozen(kw_only=True)
class Competition(Fact):
    """One national competition for pupils, each time it is held a record; one that a place holds for itself is none.

    Attributes:
        date: The day it is held, of several days the first.
        is_listed: Whether it stands on the list of the Ministry of Education that is in force (竞赛名单).
        held_in_year: How many times it was held in this school year, this time included.
        held_under_list: How many times it was held under this list, this time included.
        fee_yuan: All that one pupil pays to take part, under whatever name [yuan].
        has_linked_training: Whether training or a camp is linked with it.
        serves_admission: Whether it or a result of it serves admission or gives bonus points in the college entrance
            exam (高考加分); for admission to a university, whether it does so against the rules (违规).

    """

    date: Date | None = given()
    is_listed: bool | None = given()
    held_in_year: int | None = given(low=1, high=1000)
    held_under_list: int | None = given(low=1, high=1000)
    fee_yuan: Decimal | None = given(low=0, high=1_000_000)
    has_linked_training: bool | None = given()
    serves_admission: bool | None = given()
