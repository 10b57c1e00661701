"""Off-campus training institutions (校外培训机构), their licences, and what they run on one day."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from decimal import Decimal
from typing import ClassVar

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, all_of, any_of, at_least, choose, equals, known, one_of
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


class TrainingSector(Choice):
    """The sectors of non-subject training, each with an authority and an approval of its own (LIC-10)."""

    SPORT = "sport"
    """体育类"""
    ARTS = "arts"
    """文化艺术类"""
    SCIENCE = "science"
    """科技类"""


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
        compulsory_subject: Whether it gives subject training to grades 1 to 9, where stage and kind do not tell.
        serves_other_stages: Whether it trains preschoolers or senior-high pupils beside grades 1 to 9.
        trains_for_art_exam: Whether it trains for the arts part of the college entrance exam (艺考培训).
        enrols: Whether it enrols pupils (招生).
        takes_fees: Whether it takes training fees (收费).
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
        is_listed: Whether it is listed on a stock market to raise money (上市融资).
        is_capital_operation: Whether a person judged it run as a capital operation (资本化运作).
        fees_in_filed_account: Whether every fee goes through an account filed with the authority (备案账户).
        income_in_settlement_account: Whether all its income goes into its own settlement account (结算账户).
        has_full_time_teachers: Whether it has full-time teachers (专任教师) at all.
        full_time_teachers: How many full-time teachers it has.
        has_teacher_each_subject: Whether it has a full-time teacher for each subject it teaches.
        head_is_chinese: Whether the head of its decision body (决策机构负责人) is a Chinese national.
        head_lives_in_china: Whether that head lives in China.
        head_has_record: Whether that head has a record of intentional crime, or a bad record in education.
        head_is_of_good_conduct: Whether a person judged that head of good conduct (品行良好).
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
    compulsory_subject: bool | None = given()
    serves_other_stages: bool | None = given()
    trains_for_art_exam: bool | None = given()
    enrols: bool | None = given()
    takes_fees: bool | None = given()
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
    is_listed: bool | None = given()
    is_capital_operation: bool | None = judged()
    fees_in_filed_account: bool | None = given()
    income_in_settlement_account: bool | None = given()
    has_full_time_teachers: bool | None = given()
    full_time_teachers: int | None = given(low=0, high=1_000_000)
    has_teacher_each_subject: bool | None = given()
    head_is_chinese: bool | None = given()
    head_lives_in_china: bool | None = given()
    head_has_record: bool | None = given()
    head_is_of_good_conduct: bool | None = judged()
    uses_custody: bool | None = given()
    agreement_is_filed: bool | None = given()
    bank_charges: bool | None = given()
    bank_uses_money: bool | None = given()
    has_monopoly: bool | None = judged()

    @property
    def is_compulsory_subject(self) -> bool | None:
        """Whether it gives subject training to grades 1 to 9: as stated, else by its stage and kind."""
        from_kind = all_of(one_of(self.stage, Stage.PRIMARY, Stage.JUNIOR), equals(self.subject, Subject.SUBJECT))
        return choose(known(self.compulsory_subject), self.compulsory_subject, from_kind)


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
        institution_id: Who runs it, an opaque id.
        venue_id: In which venue, an opaque id.
        mode: Where it trains.
        subject: Kind of training.
        sector: Sector of non-subject training.
        enrols: Whether it enrols pupils (招生).
        is_paid: Whether it takes money.
        has_licence: Whether it holds a licence to run training (办学许可证).
        is_registered: Whether it is registered as a legal person (business licence, 民非 or 事业单位).
        licensed_subject: What kind the licence it trains under allows.
        licensed_sector: What sector the licence it trains under is for.
        licensed_mode: Where the licence it trains under allows it to train.
        is_beyond_range: Whether a person judged that it trains something or somebody its licence does not allow
            (超出许可范围).
        at_licensed_address: Whether the address stands on a licence that is in force on the day.
        is_institution: Whether it is a training institution (校外培训机构), where the source says so or an authority
            held it to be one.
        is_branch: Whether it is a branch school (分校) of an institution that has its licence elsewhere.
        branch_has_licence: Whether the branch holds a licence of its own from the authority where it is.
        branch_is_filed: Whether the branch is filed with the authority that approved the institution (备案).
        has_dedicated_place: Whether it has a place of its own offline, or a site or app of its own online.
        staff: How many people work in it.
        is_organised: Whether a person judged that there is organisation and division of work.
        is_disguised: Whether a person judged it subject training in disguise (隐形变异): under another name, in a
            home or another such place, or in another form.

    """

    date: Date | None = given()
    institution_id: str | None = given()
    venue_id: str | None = given()
    mode: Mode | None = given()
    subject: Subject | None = given()
    sector: TrainingSector | None = given()
    enrols: bool | None = given()
    is_paid: bool | None = given()
    has_licence: bool | None = given()
    is_registered: bool | None = given()
    licensed_subject: Subject | None = given()
    licensed_sector: TrainingSector | None = given()
    licensed_mode: Mode | None = given()
    is_beyond_range: bool | None = judged()
    at_licensed_address: bool | None = given()
    is_institution: bool | None = given()
    is_branch: bool | None = given()
    branch_has_licence: bool | None = given()
    branch_is_filed: bool | None = given()
    has_dedicated_place: bool | None = given()
    staff: int | None = given(low=0, high=1_000_000)
    is_organised: bool | None = judged()
    is_disguised: bool | None = judged()

    @property
    def acts_as_institution(self) -> bool | None:
        """Whether it is a training institution: as stated, else licensed, a legal person, or so equipped (P17)."""
        by_what_it_has = all_of(self.has_dedicated_place, at_least(self.staff, 2), self.is_organised)
        as_found = any_of(self.has_licence, self.is_registered, by_what_it_has)
        return choose(known(self.is_institution), self.is_institution, as_found)
