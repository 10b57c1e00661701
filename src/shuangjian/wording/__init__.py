"""Findings and notes as sentences, Chinese and English: the only prose for users. Its words lie in ``wording.toml``."""

from .lack import missing
from .notes import note
from .phrases import Lang, clock, exact, members, place, say, term, value, words, written
from .sentences import sentence
from .shown import Shown, shown

__all__ = [
    "Lang",
    "Shown",
    "clock",
    "exact",
    "members",
    "missing",
    "note",
    "place",
    "say",
    "sentence",
    "shown",
    "term",
    "value",
    "words",
    "written",
]
