"""`python -m benchmarks [objects] [imports] [peers] [--json FILE] [--page FILE]`: run, print ratios, keep them.

`python -m benchmarks tables …` is about whole tables, `python -m benchmarks custody …` about custody accounts; both
have options of their own.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib import import_module
from pathlib import Path

import attrs

from benchmarks.measure import Measured

PARTS = ("objects", "imports", "peers")


def main() -> None:
    """Run the parts asked for."""
    if sys.argv[1:2] == ["tables"]:
        import_module("benchmarks.tables.run").main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["custody"]:
        import_module("benchmarks.custody").main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[], metavar="PART")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    found: dict[str, list[Measured]] = {}
    for part in asked.parts or PARTS:
        print(f"\n{part}")
        found[part] = []
        for measured in import_module(f"benchmarks.{part}").run():
            print("  " + line(measured), flush=True)
            found[part].append(measured)
    if asked.json:
        kept = {part: [attrs.asdict(m) for m in rows] for part, rows in found.items()}
        asked.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if asked.page:
        asked.page.write_text(page(found), "utf-8")


def line(m: Measured) -> str:
    """One figure for the eye."""
    against = f"  by hand {m.theirs_ns:8.0f} ns  ratio {m.ratio:5.2f}" if m.theirs_ns is not None and m.ratio else ""
    held = "" if m.holds is None else "  holds" if m.holds else "  DOES NOT HOLD"
    return f"{m.name:52} {m.ours_ns:12.0f} ns{against}  {m.budget}{held}  {m.note}"


def page(found: dict[str, list[Measured]]) -> str:
    """The figures as a page of the documentation."""
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, two cores"
    lines = [
        "# Benchmarks",
        "",
        "Written by `python -m benchmarks --page docs/reference/benchmarks.md`; ratios are medians of interleaved",
        f"rounds in one run ({where}).",
    ]
    head = ["| what | ours | other | ratio | budget | holds | note |", "|---|---|---|---|---|---|---|"]
    for part, rows in found.items():
        lines += ["", f"## {part.capitalize()}", "", *head]
        for m in rows:
            held = "" if m.holds is None else "yes" if m.holds else "**no**"
            theirs = "" if m.theirs_ns is None else f"{m.theirs_ns:.0f} ns"
            ratio = "" if m.ratio is None else f"{m.ratio:.2f}"
            lines.append(f"| {m.name} | {m.ours_ns:.0f} ns | {theirs} | {ratio} | {m.budget} | {held} | {m.note} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
