"""The least guarantee deposit (风险保证金) of an institution whose prepaid fees no bank holds in custody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import attrs

from ...core.verdict import Evidence, Missing, Reason
from ...core.words import months_later
from ...model.payment import Payment
from .law import own_rows
from .money import Sum

_NUMBERS = Path(__file__).with_suffix(".toml")


@attrs.frozen
class Deposit:
    """The least deposit for one charging cycle.

    Attributes:
        last_day: Last day of the cycle.
        least: What the deposit may not be below (最低额度) [yuan].
        clauses: Ids of the clauses that ask for it.
        evidence: How well these were verified.

    """

    last_day: date
    least: Sum
    clauses: tuple[str, ...]
    evidence: Evidence


def least_deposit(payments: Iterable[Payment], first_day: date) -> Deposit | None:
    """Add up what was taken from all pupils in one charging cycle (PRE-12 风险保证金最低额度).

    What belongs to a cycle is read as what was taken in it. Each payment counts whole, also one that was paid back.

    Args:
        payments: Every payment the institution took, in any order; those outside the cycle are passed over.
        first_day: First day of the cycle; how many months it has, the clause says.

    Returns:
        None before any clause asked for a deposit. The sum is unknown where the day or the amount of a payment is.

    Raises:
        LawError: if the data of the law cannot be used.

    """
    row = next((r for r in own_rows(_NUMBERS, "cycle", int) if r.in_force(first_day)), None)
    if row is None:
        return None
    last_day = months_later(first_day, row.value) - timedelta(1)
    found, missing = Decimal(), list[Missing]()
    for at, payment in enumerate(payments):
        if payment.paid_on is None:
            missing.append(Missing(Reason.FACT, f"payments[{at}].paid_on"))
        elif first_day <= payment.paid_on <= last_day:
            if payment.yuan is None:
                missing.append(Missing(Reason.FACT, f"payments[{at}].yuan"))
            found += payment.yuan or 0
    return Deposit(last_day, Sum(None if missing else found, tuple(missing)), row.clauses, row.evidence)
