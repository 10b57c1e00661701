"""What is being done, on stderr where that is a terminal."""

from __future__ import annotations

import sys
from typing import Any, Self

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from ..wording import Lang, say
from .output import plain


class Progress:
    """A line that says which file is at which step, and how far the engine is with it."""

    def __init__(self, lang: Lang) -> None:
        """Begin with nothing."""
        self._lang: Lang = lang
        self._said = ""
        self._engine: Any = None
        self._spinner = Spinner("dots")
        self._live: Live | None = None

    def step(self, name: str, file: str, engine: Any = None) -> None:  # noqa: ANN401  # only asked how far it is
        """Begin a step with a file; the engine is asked how far it is until the next step begins."""
        self._engine, self._said = None, f"{say('step', name, self._lang)} {plain(file)}"
        if self._live is not None and engine is not None:
            engine.execute("SET enable_progress_bar = true")  # without it the engine does not count
            engine.execute("SET enable_progress_bar_print = false")
            self._engine = engine

    def __enter__(self) -> Self:
        """Show it, where stderr is a terminal."""
        if getattr(sys.stderr, "isatty", bool)():
            console = Console(stderr=True)
            self._live = Live(console=console, get_renderable=self._line, transient=True, refresh_per_second=5)
            self._live.start()
        return self

    def __exit__(self, kind: object, fault: object, trace: object) -> None:
        """Take it away."""
        self._engine = None
        if self._live is not None:
            self._live.stop()

    def _line(self) -> Spinner:
        self._spinner.update(text=Text(f"{self._said}{self._share()}"))
        return self._spinner

    def _share(self) -> str:
        """How much of what the engine does now is done; below nothing where it does not know."""
        engine = self._engine
        done = engine.query_progress() if engine is not None else -1
        return f" {done:.0f}%" if done >= 0 else ""
