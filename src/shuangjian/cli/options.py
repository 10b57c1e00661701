"""Options the sub-commands share, and the language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from ..core.faults import suggestion
from ..wording import Lang

C = TypeVar("C", bound=Callable[..., Any])


@attrs.frozen(kw_only=True)
class Options:
    """What was asked for on the command line, as click gives it."""

    paths: tuple[Path, ...]
    place: str | None
    calendar: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    profile: tuple[str, ...]
    waivers: Path | None
    include_unverified: bool
    every: bool
    fail_on: str
    rejects: Path | None
    form: str
    lang: str | None
    output: Path | None
    record: str | None
    map: Path | None
    summary: bool
    memory: str | None


class Refused(click.ClickException):
    """Input that cannot be used: one or more lines on stderr, exit status 2."""

    exit_code = 2


def lang_option(command: C) -> C:
    """``--lang zh|en``."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; by default that of the locale.")(
        command
    )


def format_option(*formats: str) -> Callable[[C], C]:
    """``--format``, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the output.",
    )


def language(asked: str | None) -> Lang:
    """The language asked for, else that of the locale, else English."""
    found = asked or next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "zh" if found.lower().startswith("zh") else "en"


def listed(given: Iterable[str]) -> tuple[str, ...]:
    """Ids that were given one by one or with commas between them."""
    return tuple(dict.fromkeys(part for text in given for raw in text.split(",") if (part := raw.strip())))


def known(given: Iterable[str], there: Iterable[str], what: str) -> None:
    """Refuse what there is not, all at once, each with what was probably meant.

    Raises:
        Refused: if any is unknown.

    """
    names: Sequence[str] = sorted(there)
    if odd := [g for g in given if g not in names]:
        raise Refused("\n".join(f"shuangjian: unknown {what} {g!r}{suggestion(g, names)}" for g in odd))
