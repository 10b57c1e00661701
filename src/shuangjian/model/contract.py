"""Contracts (合同) on training."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the field of a fact is called date
from typing import ClassVar

import attrs

from ..core.fact import Fact, given, judged
from .institution import Mode


@attrs.frozen(kw_only=True)
class Contract(Fact):
    """One contract on training (培训服务合同): what it tells of the institution, and how fair it is.

    Attributes:
        signed_on: The day it was concluded.
        mode: Where the training takes place.
        shows_licence_number: Whether the number of the licence stands in it.
        shows_licence_expiry: Whether the day the licence runs out stands in it (有效期).
        shows_approving_body: Whether the body that approved the institution stands in it (审批机关).
        shows_icp_number: Whether the internet filing number stands in it (ICP备案号).
        shows_supervision: Whether the mode in which fees are supervised stands in it (预收费监管方式).
        has_unfair_terms: Whether a person judged a standard term of it unfair (不公平格式条款).

    """

    law_day: ClassVar[str] = "signed_on"
    signed_on: Date | None = given()
    mode: Mode | None = given()
    shows_licence_number: bool | None = given()
    shows_licence_expiry: bool | None = given()
    shows_approving_body: bool | None = given()
    shows_icp_number: bool | None = given()
    shows_supervision: bool | None = given()
    has_unfair_terms: bool | None = judged()
