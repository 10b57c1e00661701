"""Staff (从业人员) of training institutions."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date

import attrs

from ..core.fact import Fact, given, judged
from ..core.words import Choice, all_of, any_of, choose, known, no_later_than
from .institution import Mode, Subject


class Role(Choice):
    """Kinds of staff (STA-01)."""

    TEACHING = "teaching"
    """教学人员"""
    RESEARCH = "research"
    """教研人员"""
    OTHER = "other"
    """其他人员: assistants and class minders too"""


class Qualification(Choice):
    """What a trainer shows as qualification, the professional proof before the teacher certificate."""

    PROOF = "proof"
    """职业（专业）能力证明"""
    CERTIFICATE = "certificate"
    """教师资格证"""
    NONE = "none"


@attrs.frozen(kw_only=True)
class StaffMember(Fact):
    """One person on the staff, by an opaque id, on the day the staff is looked at.

    Attributes:
        date: That day.
        role: What the person does.
        subject: Kind of training the person works in.
        has_certificate: Whether the person holds a matching teacher certificate (教师资格证).
        has_proof: Whether the person holds matching professional proof (职业能力证明).
        is_posted: Whether the certificate is posted at venue and site.
        is_serving_teacher: Whether the person teaches at a school or kindergarten (在职教师).
        is_foreigner: Whether the person is a foreign national.
        is_abroad: Whether the person works from outside China.
        mode: Where the person trains.
        keeps_foreigner_rules: Whether a person judged that the state's rules on foreigners who teach and work in China
            are kept for this one, such as those on work permits (外国人工作许可).
        is_blacklisted: Whether the person stands on the staff blacklist.
        is_barred_by_sentence: Whether the person is deprived of political rights, or was sentenced to fixed-term
            imprisonment or more for an intentional crime.
        hired_on: The day the person began to work there.
        records_checked: Whether police records were ever asked for by that day; the day alone says so too.
        records_checked_on: The day they were last asked for, up to the day of the record.
        checked_before_hiring: Whether they were asked for before the person was hired; the two days alone may say so.
        crossed_red_line: Whether a person judged that one of the eleven red lines for staff (红线) was crossed, from
            harm to pupils and false information to drugs, cults and illegal preaching.
        has_contract: Whether the person has a written labour or service contract (劳动合同或劳务合同).

    """

    date: Date | None = given()
    role: Role | None = given()
    subject: Subject | None = given()
    has_certificate: bool | None = given()
    has_proof: bool | None = given()
    is_posted: bool | None = given()
    is_serving_teacher: bool | None = given()
    is_foreigner: bool | None = given()
    is_abroad: bool | None = given()
    mode: Mode | None = given()
    keeps_foreigner_rules: bool | None = judged()
    is_blacklisted: bool | None = given()
    is_barred_by_sentence: bool | None = given()
    hired_on: Date | None = given()
    records_checked: bool | None = given()
    records_checked_on: Date | None = given()
    checked_before_hiring: bool | None = given()
    crossed_red_line: bool | None = judged()
    has_contract: bool | None = given()

    @property
    def qualification(self) -> Qualification | None:
        """The qualification the person shows."""
        other = choose(self.has_certificate, Qualification.CERTIFICATE, Qualification.NONE)
        return choose(self.has_proof, Qualification.PROOF, other)

    @property
    def was_checked(self) -> bool | None:
        """Whether police records were ever asked for by the day of the record."""
        by_then = all_of(known(self.records_checked_on), no_later_than(self.records_checked_on, self.date))
        return any_of(by_then, self.records_checked)

    @property
    def has_last_check(self) -> bool | None:
        """Whether there is a last day on which they were asked for; one after the day of the record is none."""
        by_then = no_later_than(self.records_checked_on, self.date)
        return choose(known(self.records_checked_on), by_then, self.records_checked)

    @property
    def was_checked_first(self) -> bool | None:
        """Whether they were asked for by the day the person was hired."""
        by_then = all_of(known(self.records_checked_on), no_later_than(self.records_checked_on, self.hired_on))
        unless_never = all_of(self.checked_before_hiring, self.records_checked)
        stated = choose(known(self.checked_before_hiring), self.checked_before_hiring, unless_never)
        return any_of(by_then, stated)
