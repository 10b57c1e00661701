"""What sums of money are reckoned in, so that no rounding of the caller's decimal context can touch them."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context
from typing import Final

EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
"""As many digits as a sum has; nothing is divided in it, which would ask for them all."""
