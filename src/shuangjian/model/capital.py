"""Capital (资本) of training institutions: who holds it, what is done with it, and the accounts of a year."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice
from .grade import OfPupils
from .institution import LegalForm, Subject


class TieWay(Choice):
    """How somebody comes to own or to run a training institution."""

    FOUNDING = "founding"
    """举办或参与举办"""
    STOCK_MARKET = "stock_market"
    """股票市场融资投资: money raised on the stock market is put in"""
    SHARE_PURCHASE = "share_purchase"
    """发行股份购买资产: assets are bought with shares"""
    CASH_PURCHASE = "cash_purchase"
    """支付现金购买资产: assets are bought with cash"""
    MERGER = "merger"
    """兼并收购"""
    ENTRUSTED = "entrusted"
    """受托经营"""
    FRANCHISE = "franchise"
    """加盟连锁"""
    VIE = "vie"
    """可变利益实体"""
    OTHER = "other"


class DealKind(Choice):
    """What an institution does with its money in one deal."""

    WITHDRAWAL = "withdrawal"
    """抽回、抽逃出资: capital is taken out"""
    LENDING = "lending"
    """出借资金"""
    FREE_USE = "free_use"
    """资金无偿使用: somebody else has the use of it for nothing"""
    GUARANTEE = "guarantee"
    """为他人提供担保"""
    RETURN = "return"
    """分红等回报: a dividend or another return to founders"""
    OTHER = "other"


@attrs.frozen(kw_only=True)
class CapitalTie(OfPupils):
    """One way in which one investor owns or runs a training institution; what is tied in two ways is two records.

    Attributes:
        date: The day it came about, or a day on which it is looked at.
        subject: What the institution trains.
        way: How the investor comes to it.
        by_listed_company: Whether the investor is a listed company (上市公司).
        by_foreign_capital: Whether the investor is foreign capital (外资).
        by_school: Whether the investor is a primary or secondary school (中小学校).
        has_stake: Whether it gives the investor control of the institution, or a share in it (控股或参股).

    """

    date: Date | None = given()
    subject: Subject | None = given()
    way: TieWay | None = given()
    by_listed_company: bool | None = given()
    by_foreign_capital: bool | None = given()
    by_school: bool | None = given()
    has_stake: bool | None = given()


@attrs.frozen(kw_only=True)
class Deal(Fact):
    """One deal by which a training institution uses its money or binds it.

    Attributes:
        date: The day it was made.
        legal_form: How the institution is registered.
        kind: What is done with the money.
        is_related: Whether the other side is a related party (利益关联方).
        is_disclosed: Whether the deal is disclosed (信息披露).
        is_open_and_fair: Whether a person judged it open and fair (公开、公平).
        is_reviewed: Whether it was reviewed in every year it ran (按年度审查); left out until the first year is over.

    """

    date: Date | None = given()
    legal_form: LegalForm | None = given()
    kind: DealKind | None = given()
    is_related: bool | None = given()
    is_disclosed: bool | None = given()
    is_open_and_fair: bool | None = judged()
    is_reviewed: bool | None = given()


@attrs.frozen(kw_only=True)
class FinanceYear(Fact):
    """One accounting year (会计年度) of a training institution, once it is closed.

    Attributes:
        date: The last day of that year.
        is_audited: Whether the accounts of that year were audited (审计); left out while the audit runs.
        gain_yuan: What the year brought [yuan]: of a non-profit institution the increase in unrestricted net assets
            (非限定性净资产增加额), of a for-profit one the net income (净收益); 0 where there was none.
        fund_yuan: How much of it went into the development fund (发展基金) [yuan].
        goes_to_training: Whether a person judged that money raised and fees taken went mainly to training.

    """

    date: Date | None = given()
    is_audited: bool | None = given()
    gain_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    fund_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    goes_to_training: bool | None = judged()
