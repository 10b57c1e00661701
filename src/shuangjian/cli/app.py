"""The sub-commands together, and the last resort: whatever happens, one line and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from .. import __version__
from ..calendar import CalendarError
from ..core.faults import LawError
from .check import check
from .diff import diff
from .doctor import doctor
from .draw import draw, verify_draw
from .law import coverage, places, rule, rules
from .output import complain
from .types import schema, template

USAGE = 2
"""Exit status of bad input or usage."""


class App(click.Group):
    """A group that never shows a traceback."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  # as in click
        """Run, tell what went wrong, and exit."""
        extra["standalone_mode"] = False
        run = super().main
        sys.exit(_guarded(lambda: run(*args, **extra)))


def _guarded(run: Callable[[], object]) -> int:
    """The exit status of a run."""
    try:
        status = run()
    except click.UsageError as fault:
        complain(_usage(fault))
    except click.ClickException as fault:
        complain(fault.format_message())
    except (click.Abort, KeyboardInterrupt):
        complain("shuangjian: interrupted")
    except (LawError, CalendarError) as fault:
        complain(str(fault))
    except OSError as fault:
        complain(f"shuangjian: {fault.strerror or type(fault).__name__}: {fault.filename or 'output'}")
    except Exception as fault:  # noqa: BLE001  # a traceback helps no user; the class of the error helps us
        complain(f"shuangjian: internal error ({type(fault).__name__}); nothing was written")
    else:
        return status if isinstance(status, int) else 0
    return USAGE


def _usage(fault: click.UsageError) -> str:
    """How the command is used, and what was wrong; without any argument, its help alone."""
    said = fault.format_message()
    if said.startswith("Usage:") or fault.ctx is None:
        return said
    return f"{fault.ctx.get_usage()}\nshuangjian: {said}"


@click.group(cls=App, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shuangjian", message="%(prog)s %(version)s")
def app() -> None:
    """Check records of schools and training institutions against China's 双减 policy."""


for _command in (check, rules, rule, diff, places, coverage, doctor, template, schema, draw, verify_draw):
    app.add_command(_command)
