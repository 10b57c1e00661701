"""Texts and digests of what is published: written in one way, so that anybody can make them again."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Final

_WIDE_SPACE: Final = "\u3000"
LONGEST_TEXT: Final = 200
"""Characters an id, a seed or a demand may have."""


def is_text(text: str) -> bool:
    """Whether a text can be published: what is printed in one way is read in one way; a wide space is printed wide."""
    return 1 <= len(text) <= LONGEST_TEXT and text.replace(_WIDE_SPACE, " ").isprintable()


def digest(*told: Any) -> str:  # whatever JSON can hold
    """SHA-256 of JSON without blanks, keys in the order of code points, behind ``sha256:``."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(text.encode(errors='surrogatepass')).hexdigest()}"
