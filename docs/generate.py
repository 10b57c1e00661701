"""Write the pages and pictures made from the rules, their numbers, the clauses, the cases, the fact types and the acts.

``python docs/generate.py`` writes them; with ``--check`` nothing is written and any difference is named.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from generator import pages

DOCS = Path(__file__).parent
MADE_ALONE = ("rules", "reference/facts")
"""Folders in which every page is made."""


def drift(docs: Path = DOCS) -> list[str]:
    """Pages and pictures that differ from their sources, are missing, or have none."""
    wanted = pages()
    there = {p.relative_to(docs).as_posix() for part in MADE_ALONE for p in (docs / part).rglob("*.md")} | {
        p for p in wanted if (docs / p).is_file()
    }
    differing = [p for p in wanted if p not in there or (docs / p).read_text("utf-8") != wanted[p]]
    return sorted({*differing, *(there - wanted.keys())})


def write(docs: Path = DOCS) -> list[str]:
    """Write what differs, remove what has no source; the paths touched."""
    touched = drift(docs)
    for path in touched:
        if (text := pages().get(path)) is None:
            (docs / path).unlink()
        else:
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, "utf-8")
    return touched


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name those that differ."""
    is_check = "--check" in arguments
    touched = drift() if is_check else write()
    for path in touched:
        sys.stdout.write(f"docs/{path}: {'differs; run python docs/generate.py' if is_check else 'written'}\n")
    return int(is_check and bool(touched))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
