"""Where output goes, whole or not at all, and what of it a terminal may see."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from io import StringIO
from pathlib import Path
from tempfile import mkstemp

import click
from rich.console import Console
from rich.text import Text

_HIDDEN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""What JSON lets through and a terminal or an encoder should not get."""
Writer = Callable[[Path], object]


def plain(text: str) -> str:
    """The text on one line, with every character a terminal would act on made visible."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def complain(*texts: str) -> None:
    """Write lines to stderr; a closed one is no reason to fail."""
    with suppress(OSError, ValueError):
        for line in "\n".join(texts).split("\n"):
            click.echo(plain(line), err=True)


def as_json(value: object) -> str:
    """JSON that can be read, and shown on any terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


class Page:
    """Lines for people, with colours where a terminal is attached."""

    def __init__(self, *, to_file: bool = False) -> None:
        """Begin an empty page."""
        self._buffer = StringIO()
        is_coloured = not to_file and _is_terminal()
        self._console = Console(file=self._buffer, force_terminal=True, highlight=False) if is_coloured else None

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """A line of parts, each plain or with a style; nothing in them is read as markup."""
        said = [(p, "") if isinstance(p, str) else p for p in parts]
        if self._console is None:
            self._buffer.write(f"{' ' * indent}{''.join(plain(text) for text, _ in said)}\n")
            return
        styled = Text(" " * indent)
        for text, style in said:
            styled.append(plain(text), style)
        self._console.print(styled, soft_wrap=True)

    def text(self) -> str:
        """The whole page."""
        return self._buffer.getvalue()


def _is_terminal() -> bool:
    return bool(getattr(sys.stdout, "isatty", bool)())


def emit(text: str) -> None:
    """Write to stdout; JSON and CSV are UTF-8 everywhere, and so is text unless the terminal says otherwise."""
    emit_all([text])


def emit_all(pieces: Iterable[str]) -> None:
    """The same of a text in pieces."""
    encoding = (getattr(sys.stdout, "encoding", None) if _is_terminal() else None) or "utf-8"
    try:
        for text in pieces:
            click.echo(text.encode(encoding, "backslashreplace"), nl=False)
    except OSError as fault:
        _give_up_stdout()
        if not isinstance(fault, BrokenPipeError):
            raise


def _give_up_stdout() -> None:
    """Nobody reads it any more: let the interpreter's last flush go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_whole(writers: Mapping[Path, Writer]) -> None:
    """Write files, each beside its place first; only when all are written are they put there.

    Raises:
        OSError: if one cannot be written; then none is.

    """
    with ExitStack() as stack:
        ready: list[tuple[Path, Path]] = []
        for path, write in writers.items():
            handle, name = mkstemp(prefix=".shuangjian-", suffix=path.suffix, dir=path.parent)
            os.close(handle)
            beside = Path(name)
            stack.callback(beside.unlink, missing_ok=True)
            write(beside)
            beside.chmod(_mode(path))
            ready.append((beside, path))
        for beside, path in ready:
            beside.replace(path)


def _mode(path: Path) -> int:
    """That of the file it replaces, else what a new file gets."""
    if path.is_file():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def deliver(text: str, output: Path | None, others: Mapping[Path, Writer] | None = None) -> None:
    """Write the text to a file or to stdout, after everything else that is to be written has been.

    Raises:
        OSError: if it cannot be written.

    """
    writers: dict[Path, Writer] = dict(others or {})
    if output is not None:
        writers[output] = lambda beside: beside.write_bytes(text.encode("utf-8", "backslashreplace"))
    write_whole(writers)
    if output is None:
        emit(text)
