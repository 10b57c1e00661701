"""``shuangjian template`` and ``shuangjian schema``: what a record looks like."""

from __future__ import annotations

import click

from .. import records
from .options import known
from .output import as_json, emit


@click.command()
@click.argument("name", metavar="TYPE")
def template(name: str) -> None:
    """Print an empty record of a type, to fill in."""
    known([name], records.FACTS, "record type")
    _emit(records.template(name))


@click.command()
@click.argument("name", metavar="TYPE")
def schema(name: str) -> None:
    """Print the JSON schema of a type of record."""
    known([name], records.FACTS, "record type")
    _emit(records.schema(name))


def _emit(made: object) -> None:
    emit(made if isinstance(made, str) else as_json(made))
