"""``draw`` and ``verify-draw``: a random double selection anybody can repeat."""

from __future__ import annotations

from pathlib import Path

import click

from ..enforcement.draw import Draw, DrawError, Lists, differences, draw as drawn_from
from ..wording import say
from .options import Refused, lang_option, language
from .output import deliver, emit
from .published import read, written

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("lists", type=_FILE)
@click.option("--seed", metavar="TEXT", help="What was made public after the lists were closed.")
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Write it there.")
def draw(lists: Path, seed: str | None, output: Path | None) -> None:
    """Draw institutions and inspectors from LISTS; without a seed, print the digest to make public before."""
    given = read(lists, Lists)
    try:
        deliver(f"{given.digest}\n" if seed is None else written(drawn_from(given, seed)), output)
    except DrawError as fault:
        raise Refused(str(fault)) from fault


@click.command("verify-draw")
@click.argument("published", type=_FILE)
@lang_option
def verify_draw(published: Path, lang: str | None) -> int:
    """Draw again from what PUBLISHED says it was drawn from; exit 1 where it differs."""
    told = read(published, Draw)
    try:
        found = differences(told)
    except DrawError as fault:
        raise Refused(f"{published}: {fault}") from fault
    verdict = say(
        "draw", "differs" if found else "same", language(lang), visits=len(told.visits), digest=told.lists.digest
    )
    emit("".join(f"{line}\n" for line in [*found, verdict]))
    return 1 if found else 0
