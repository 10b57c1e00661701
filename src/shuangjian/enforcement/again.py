"""Within what time of being dealt with the same thing done again weighs more (PEN-03 二年内再次违规)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from ..core.words import months_later

_MONTHS = 12
"""Of a year."""


def weighs_until(dealt_on: date) -> date:
    """Say until when what is done again weighs more (PEN-03); the last day is one of them.

    Args:
        dealt_on: The day the earlier one was dealt with.

    """
    years, _ = _told()
    return months_later(dealt_on, _MONTHS * years)


def weighs_since() -> date:
    """Say since when it does: the first day of the order on penalties (PEN-03)."""
    _, since = _told()
    return since


@cache
def _told() -> tuple[int, date]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return table["years"], table["since"]
