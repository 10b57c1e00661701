"""Off-campus training institutions (校外培训机构), their licences, and what they run on one day."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from typing import ClassVar

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice
from .grade import OfPupils, Stage

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Subject(Choice):
    """Kind of training; what is what, four labels and a person decide (CLS-04)."""

    SUBJECT = "subject"
    """学科类"""
    NON_SUBJECT = "non_subject"
    """非学科类"""


class Mode(Choice):
    """Where training takes place; each lesson of a hybrid course is one or the other."""

    ONLINE = "online"
    """线上"""
    OFFLINE = "offline"
    """线下"""


class LegalForm(Choice):
    """Legal form of an institution."""

    NON_PROFIT = "non_profit"
    """非营利性"""
    FOR_PROFIT = "for_profit"
    """营利性"""
    NONE = "none"
    """no registration at all"""


def credit_code_fault(code: str) -> str | None:
    """Say what is wrong with a unified social credit code (统一社会信用代码, GB 32100-2015), or None.

    Eighteen characters, the last a check character over the seventeen before it.
    """
    if len(code) != 18 or any(c not in _ALPHABET for c in code):  # noqa: PLR2004  # as the standard says
        return f"{code!r} is no unified social credit code: 18 digits or capitals without I, O, S, V, Z"
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    expected = _ALPHABET[-total % 31]
    return None if code[17] == expected else f"{code!r}: the check character should be {expected}"


def _credit_code(fact: Fact, attribute: attrs.Attribute[str | None], code: str | None) -> None:
    if code is None:
        return
    fault = credit_code_fault(code) if type(code) is str else f"{code!r} is no text"
    if fault:
        msg = f"{type(fact).__name__}.{attribute.name}: {fault}"
        raise ValueError(msg)


@attrs.frozen(kw_only=True)
class Institution(Fact):
    """A training institution on the day it is looked at.

    Attributes:
        date: That day.
        credit_code: Unified social credit code (统一社会信用代码), checked.
        legal_form: How it is registered.
        stage: Whom it trains, where that is one stage.
        subject: What it is licensed for.
        staff: Everybody employed.
        full_time_core: Full-time teaching and research staff (专职教学、教研人员).
        uses_model_contract: Whether it uses the model contract throughout (示范文本).
        posts_prices: Whether fee items and standards are posted at venue and site.
        fees_in_supervised_account: Whether every prepaid fee goes into the dedicated account (收费专用账户).
        offers_loans: Whether pupils are led to pay by loan (培训贷).
        uses_deposit: Whether it keeps a risk guarantee deposit (风险保证金).
        deposit_yuan: How much lies in that deposit [yuan].
        cycle_yuan: Fees collected from all pupils for one charging cycle [yuan].
        on_platform: Whether it runs on the national platform (全国校外教育培训监管与服务综合平台).
        uses_custody: Whether a bank holds its prepaid fees in custody (银行托管).
        agreement_is_filed: Whether the agreement on custody or deposit is filed with the authority (备案).
        bank_charges: Whether the bank charges it or its pupils for that.
        bank_uses_money: Whether the bank makes use of the money (挪用).
        has_monopoly: Whether a person judged it a monopoly (行业垄断).

    """

    date: Date | None = given()
    credit_code: str | None = attrs.field(default=None, validator=_credit_code)
    legal_form: LegalForm | None = given()
    stage: Stage | None = given()
    subject: Subject | None = given()
    staff: int | None = given(low=0, high=1_000_000)
    full_time_core: int | None = given(low=0, high=1_000_000)
    uses_model_contract: bool | None = given()
    posts_prices: bool | None = given()
    fees_in_supervised_account: bool | None = given()
    offers_loans: bool | None = given()
    uses_deposit: bool | None = given()
    deposit_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    cycle_yuan: Decimal | None = given(low=0, high=10_000_000_000)
    on_platform: bool | None = given()
    uses_custody: bool | None = given()
    agreement_is_filed: bool | None = given()
    bank_charges: bool | None = given()
    bank_uses_money: bool | None = given()
    has_monopoly: bool | None = judged()


@attrs.frozen(kw_only=True)
class Licence(OfPupils):
    """One licence to run training (办学许可证).

    Attributes:
        approved_on: The day it was approved.
        number: Its number.
        subject: What it allows to train.
        mode: Where it allows to train.
        is_reissue: Whether it re-issues a licence that was held before; that is no new approval.

    """

    law_day: ClassVar[str] = "approved_on"
    approved_on: Date | None = given()
    number: str | None = given()
    subject: Subject | None = given()
    mode: Mode | None = given()
    is_reissue: bool | None = given()


@attrs.frozen(kw_only=True)
class Operation(OfPupils):
    """What one provider, licensed or not, runs on one day.

    Attributes:
        date: The day.
        mode: Where it trains.
        subject: Kind of training.
        is_paid: Whether it takes money.
        has_licence: Whether it holds a licence to run training (办学许可证).
        is_registered: Whether it is registered as a legal person (business licence, 民非 or 事业单位).
        licensed_subject: What kind the licence it trains under allows.
        licensed_mode: Where the licence it trains under allows it to train.
        at_licensed_address: Whether the address stands on a licence.
        has_dedicated_place: Whether it has a place of its own offline, or a site or app of its own online.
        staff: How many people work in it.
        is_organised: Whether a person judged that there is organisation and division of work.
        is_disguised: Whether a person judged it subject training under another name (隐形变异).

    """

    date: Date | None = given()
    mode: Mode | None = given()
    subject: Subject | None = given()
    is_paid: bool | None = given()
    has_licence: bool | None = given()
    is_registered: bool | None = given()
    licensed_subject: Subject | None = given()
    licensed_mode: Mode | None = given()
    at_licensed_address: bool | None = given()
    has_dedicated_place: bool | None = given()
    staff: int | None = given(low=0, high=1_000_000)
    is_organised: bool | None = judged()
    is_disguised: bool | None = judged()
