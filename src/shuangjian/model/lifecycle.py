"""Stations of a training institution: its set-up (筹设), its change to non-profit (营改非), and its closing (终止)."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from typing import ClassVar

import attrs

from ..core.fact import Fact, given
from ..core.words import Choice, choose
from .institution import LegalForm, Mode


class SetUpPhase(Choice):
    """How far the approval of a new institution has come."""

    SET_UP = "set_up"
    """筹设期: its set-up is approved, itself it is not"""
    PENDING = "pending"
    """办学许可证办理中: applied for without such an approval, and not decided"""
    APPROVED = "approved"
    """正式设立: it is approved"""


@attrs.frozen(kw_only=True)
class SetUp(Fact):
    """A training institution that is being set up, on the day it is looked at. "Not yet" is not "not known".

    Attributes:
        date: That day.
        phase: How far its approval has come.
        enrols: Whether it enrols pupils (招生).
        set_up_on: The day its set-up was approved (批准筹设).
        is_applied: Whether formal approval (正式设立) has been applied for.
        applied_on: The day it was.

    """

    date: Date | None = given()
    phase: SetUpPhase | None = given()
    enrols: bool | None = given()
    set_up_on: Date | None = given()
    is_applied: bool | None = given()
    applied_on: Date | None = given()

    @property
    def open_until(self) -> Date | None:
        """The day formal approval was applied for, or the last day it was seen not to be."""
        return choose(self.is_applied, self.applied_on, self.date)


@attrs.frozen(kw_only=True)
class Changeover(Fact):
    """The change of one for-profit institution into a non-profit one (营改非), once it is done.

    Attributes:
        done_on: The day its business licence (营业执照) was changed or cancelled.
        mode: Where it trains.
        licensed_on: The day it was given the new licence to run training (办学许可证).
        registered_on: The day civil affairs registered it as non-profit (民办非企业单位登记).

    """

    law_day: ClassVar[str] = "done_on"
    done_on: Date | None = given()
    mode: Mode | None = given()
    licensed_on: Date | None = given()
    registered_on: Date | None = given()


@attrs.frozen(kw_only=True)
class Closure(Fact):
    """The closing of one training institution by its own will (自行终止办学).

    Attributes:
        closes_on: The day it closes.
        legal_form: How it is registered.
        is_announced: Whether the closing was announced beforehand (公告).
        announced_on: The day it was.
        follows_plan: Whether there is a closing plan (终止方案) and the closing follows it.
        repays_pupils_first: Whether the fees owed back to pupils are paid before anything else (优先退还学费); left out
            until assets are paid out.

    """

    law_day: ClassVar[str] = "closes_on"
    closes_on: Date | None = given()
    legal_form: LegalForm | None = given()
    is_announced: bool | None = given()
    announced_on: Date | None = given()
    follows_plan: bool | None = given()
    repays_pupils_first: bool | None = given()

    @property
    def known_since(self) -> Date | None:
        """The day it was announced; the day of closing itself, where it was not."""
        return choose(self.is_announced, self.announced_on, self.closes_on)
