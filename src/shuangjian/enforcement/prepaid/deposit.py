"""The least guarantee deposit (风险保证金) of an institution whose prepaid fees no bank holds in custody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs

from ...core.dates import DAY
from ...core.faults import ManyFaults
from ...core.typed import typed
from ...core.verdict import Evidence, Missing, Reason
from ...core.words import months_later
from ...model.payment import Payment
from .law import own_rows
from .money import Sum, added, part_of_a_fen

_NUMBERS = Path(__file__).with_suffix(".toml")


class DepositError(ManyFaults):
    """What a deposit is reckoned from is wrong.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


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


@typed(DepositError)
def least_deposit(payments: Iterable[Payment], first_day: date) -> Deposit | None:
    """Add up what was taken from all pupils in one charging cycle (PRE-12 风险保证金最低额度).

    What belongs to a cycle is read as what was taken in it. Each payment counts whole, also one that was paid back.

    Args:
        payments: Every payment the institution took, in any order; those outside the cycle are passed over.
        first_day: First day of the cycle; how many months it has, the clause says.

    Returns:
        None before any clause asked for a deposit. The sum is unknown where the day or the amount of a payment is.

    Raises:
        DepositError: with all that does not fit its type; else with every sum that has parts of a fen.
        LawError: if the data of the law cannot be used.

    """
    listed = tuple(payments)
    if faults := [f for at, one in enumerate(listed) for f in part_of_a_fen(f"payments[{at}].yuan", one.yuan)]:
        raise DepositError(faults)
    row = next((r for r in own_rows(_NUMBERS, "cycle", int) if r.in_force(first_day)), None)
    if row is None:
        return None
    # months count from the first day or the day before, as in the rule on how many may be paid in advance
    last_day = max(months_later(first_day, row.value) - DAY, months_later(first_day - DAY, row.value))
    taken = tuple(_taken(listed, first_day, last_day))
    missing = tuple(one for one in taken if isinstance(one, Missing))
    found = added(*(one for one in taken if isinstance(one, Decimal)))
    return Deposit(last_day, Sum(None if missing else found, missing), row.clauses, row.evidence)


def _taken(payments: Iterable[Payment], first_day: date, last_day: date) -> Iterator[Decimal | Missing]:
    """What was taken from a day to another, payment by payment, or what is not known of it."""
    for at, payment in enumerate(payments):
        if payment.paid_on is None:
            yield Missing(Reason.FACT, f"payments[{at}].paid_on")
        elif first_day <= payment.paid_on <= last_day:
            yield Missing(Reason.FACT, f"payments[{at}].yuan") if payment.yuan is None else payment.yuan
