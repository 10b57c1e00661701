"""Check records of schools and training institutions against China's 双减 ("double reduction") policy."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checker import Checker, check
    from .core.faults import LawError
    from .core.rule import Rule
    from .core.verdict import Finding, Modality, Reason, Report, Severity, Verdict
    from .rules import RULES
    from .waiver import Waiver

__all__ = [
    "RULES",
    "Checker",
    "Finding",
    "LawError",
    "Modality",
    "Reason",
    "Report",
    "Rule",
    "Severity",
    "Verdict",
    "Waiver",
    "__version__",
    "check",
]

__version__ = "0.1.0"

_HOME = {
    "RULES": "rules",
    "Checker": "checker",
    "Finding": "core.verdict",
    "LawError": "core.faults",
    "Modality": "core.verdict",
    "Reason": "core.verdict",
    "Report": "core.verdict",
    "Rule": "core.rule",
    "Severity": "core.verdict",
    "Verdict": "core.verdict",
    "Waiver": "waiver",
    "check": "checker",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: importing the library alone loads no fact, rule or date."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found: object = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = found
    return found
