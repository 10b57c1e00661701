"""Reading for pupils (课外读物): one publication, a list a school recommends, and a school year's recommending."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, all_of


class BookEntry(Choice):
    """By which way a publication comes to the pupils of a school."""

    RECOMMENDED = "recommended"
    """推荐"""
    BOOKSHOP = "bookshop"
    """校园书店"""
    DONATED = "donated"
    """捐赠"""


@attrs.frozen(kw_only=True)
class ReadingMaterial(Fact):
    """One publication, digital ones too, for the pupils of one school; no textbook and no teaching aid (教辅).

    Attributes:
        date: The day it comes to the pupils.
        entry: By which way.
        meets_standards: Whether a person judged that it meets the four standards (四项标准).
        has_barred_content: Whether a person judged that it has any of the twelve barred kinds of content (负面清单).
        is_vetted: Whether the school vetted it by the standards of recommended ones.
        is_sold_at_events: Whether it is sold on campus at lectures, training or the like (讲座、培训).

    """

    date: Date | None = given()
    entry: BookEntry | None = given()
    meets_standards: bool | None = judged()
    has_barred_content: bool | None = judged()
    is_vetted: bool | None = given()
    is_sold_at_events: bool | None = given()


@attrs.frozen(kw_only=True)
class ReadingList(Fact):
    """One list of publications a school recommends to pupils (推荐目录).

    Attributes:
        date: The day it was given to pupils.
        is_selected: Whether the books went through a first selection (初选).
        selected_on: The day that ended.
        is_reviewed: Whether the selection was reviewed (评议).
        reviewed_on: The day it was.
        is_confirmed: Whether the list was confirmed (确认).
        confirmed_on: The day it was.
        is_filed: Whether it was filed with the authority (备案).
        filed_on: The day it was.
        keeps_principles: Whether a person judged that it keeps the five principles of recommending: direction,
            breadth, fitness, variety, moderation (方向、全面、适宜、多样、适度).
        is_posted: Whether it was posted for the public.
        is_open_to_parents: Whether parents can see it.
        buying_is_forced: Whether a person judged that anyone is made to buy what is on it, openly or in disguise
            (强制或变相强制购买).
        is_bought_together: Whether the school has pupils buy it all together (统一购买); what it buys for its own
            library is no such purchase.

    """

    date: Date | None = given()
    is_selected: bool | None = given()
    selected_on: Date | None = given()
    is_reviewed: bool | None = given()
    reviewed_on: Date | None = given()
    is_confirmed: bool | None = given()
    confirmed_on: Date | None = given()
    is_filed: bool | None = given()
    filed_on: Date | None = given()
    keeps_principles: bool | None = judged()
    is_posted: bool | None = given()
    is_open_to_parents: bool | None = given()
    buying_is_forced: bool | None = judged()
    is_bought_together: bool | None = given()

    @property
    def took_all_steps(self) -> bool | None:
        """Whether it was selected, reviewed, confirmed and filed."""
        return all_of(self.is_selected, self.is_reviewed, self.is_confirmed, self.is_filed)


@attrs.frozen(kw_only=True)
class ReadingYear(Fact):
    """A school's recommending of publications to pupils in one school year.

    Attributes:
        date: First day of the school year.
        recommendations: How often the school recommended publications in it.

    """

    date: Date | None = given()
    recommendations: int | None = given(low=0, high=1000)
