"""Pages that can be followed: their files, their changes to files, their commands with what they print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import attrs

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EDIT = re.compile(r"[Ii]n `([^`]+)`, (below|in place of) the line that begins with `([^`]+)`:$")
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@attrs.frozen
class Block:
    """A fenced block with what is said just above it."""

    said: str
    kind: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    content, at = page.read_text("utf-8"), 0
    for found in FENCE.finditer(content):
        said = " ".join(content[at : found.start()].strip().rpartition("\n\n")[2].split())
        yield Block(said, found[1], found[2])
        at = found.end()


def follow(page: Path, folder: Path, package: Path = ROOT / "src") -> int:
    """Do what a page says, in a folder; how many of its blocks that were.

    Raises:
        AssertionError: if a command prints something else than the page shows, or a file is not as the page has it.

    """
    done = 0
    for block in blocks(page):
        if block.kind == "console":
            _run(block.text, folder, {**os.environ, "PYTHONPATH": str(package), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"})
        elif not _change(block, folder):
            continue
        done += 1
    return done


# ------------------------------------------------------------------------------------------- files


def _change(block: Block, folder: Path) -> bool:
    """Write or change the file the text above the block names; whether it names one."""
    if found := re.search(r"[Ww]rite `([^`]+)`:$", block.said):
        (folder / found[1]).write_text(block.text, "utf-8")
    elif found := re.search(r"[Aa]ppend to `([^`]+)`:$", block.said):
        path = folder / found[1]
        gap = "\n\n" if path.suffix == ".py" else "\n"
        path.write_text(path.read_text("utf-8") + gap + block.text, "utf-8")
    elif found := EDIT.search(block.said):
        _edit(folder / found[1], found[3], block.text, keep=found[2] == "below")
    return found is not None


def _edit(path: Path, beginning: str, text: str, *, keep: bool) -> None:
    """Put text below a line or in its place; the line is named by how it begins, and must be the only one."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (at,) = [i for i, line in enumerate(lines) if line.strip().startswith(beginning)]
    lines[at] = (lines[at] if keep else "") + text
    path.write_text("".join(lines), "utf-8")


# ------------------------------------------------------------------------------------------- commands


def _run(text: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Run the lines behind `$`, compare what each prints; one not followed by `echo $?` must succeed."""
    status = 0
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        command, _, expected = part.partition("\n")
        if command == "echo $?":
            assert expected.strip() == str(status), (command, status)
            continue
        done = subprocess.run(
            _words(command), cwd=folder, env=dict(environment), capture_output=True, encoding="utf-8", check=False
        )
        status = done.returncode
        assert after.startswith("echo $?") or status == 0, (command, done.stdout[-3000:], done.stderr[-3000:])
        same = OutputChecker().check_output(expected.strip() + "\n", done.stdout.strip() + "\n", ELLIPSIS)
        assert same or not expected.strip(), (command, done.stdout)


def _words(command: str) -> list[str]:
    """The command with our own interpreter."""
    first, *others = shlex.split(command)
    known = {"python": [sys.executable], "shuangjian": [sys.executable, "-m", "shuangjian"]}
    return [*known[first], *others]
