"""The command ``shuangjian``; only this part of the library reads arguments, the environment and the terminal."""

from __future__ import annotations

import sys

_NEEDED = ("click", "rich", "cattrs")


def main() -> None:
    """Run the command and exit with its status: 0, 1, 2 or 3."""
    try:
        from .app import app  # noqa: PLC0415  # so that a missing library can be told in one line
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in _NEEDED:
            raise
        sys.stderr.write('shuangjian: the command needs more libraries: python -m pip install "shuangjian[cli]"\n')
        sys.exit(2)
    app()
