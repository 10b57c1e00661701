"""The list of commands: `nox -l` shows it, `nox -s NAME` runs one."""

import re
from collections import Counter

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "types", "tests-3.11", "docs"]

PRIMARY = "3.11"
PROJECT = nox.project.load_toml("pyproject.toml")["project"]


def tools(*names: str) -> list[str]:
    """Give the requirements of these tools as the `dev` extra states them."""
    stated = {re.split(r"[\[<>=]", line)[0]: line for line in PROJECT["optional-dependencies"]["dev"]}
    return [stated[name] for name in names]


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run all tests and doctests; arguments go to pytest."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", *(session.posargs or ["-n", "2"]))


@nox.session(python=PRIMARY)
def lint(session: nox.Session) -> None:
    """Check style and formatting; change nothing."""
    session.install(*tools("ruff"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session(python=PRIMARY)
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright, both strict."""
    session.install("-e", ".[test]", *tools("mypy", "nox", "pyright", "types-python-dateutil"))
    session.run("mypy")
    session.run("pyright")


@nox.session(python=PRIMARY)
def docs(session: nox.Session) -> None:
    """Build the documentation into build/docs; a warning is an error."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-b", "html", "docs", "build/docs", *session.posargs)


@nox.session(python=PRIMARY)
def mutation(session: nox.Session) -> None:
    """Change the kernel, enforcement and monitoring in one place at a time; count what the tests notice."""
    session.install("-e", ".[test]", *tools("mutmut"))
    asked = session.posargs or ["--max-children", "1"]
    session.run("python", "-m", "tests.mutation", "run", *asked, env={"HYPOTHESIS_PROFILE": "mutation"})
    told = str(session.run("mutmut", "results", "--all", "true", silent=True))
    found: dict[str, Counter[str]] = {}
    for file, outcome in re.findall(r"shuangjian\.((?:core|enforcement|monitoring)\S*)\.\S+: (.+)", told):
        found.setdefault(file, Counter())[outcome] += 1
    for file, counts in [*sorted(found.items()), ("all", sum(found.values(), Counter[str]()))]:
        noticed, tried = counts["killed"] + counts["timeout"], counts.total() - counts["not checked"]
        rate = f"{noticed / tried:6.1%}" if tried else "not run"
        session.log(f"{file:20}{rate}  " + ", ".join(f"{n} {outcome}" for outcome, n in counts.most_common()))


@nox.session(python=PRIMARY)
def large(session: nox.Session) -> None:
    """Check a CSV larger than the memory the command is given; arguments are gigabytes of the file, and of memory."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.cli.large", *session.posargs)


@nox.session(python=PRIMARY)
def parity(session: nox.Session) -> None:
    """Hold every engine to objects and write the page that says so; the argument is millions of rows, else ten."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.engines", *session.posargs)


@nox.session(python=PRIMARY)
def custody(session: nox.Session) -> None:
    """Hold custody accounts to a plain model over a million random sequences of events, and write the page on it."""
    session.install("-e", ".[test]")
    page = ("--page", "docs/reference/custody-run.md")
    session.run("python", "-m", "benchmarks", "custody", "--sequences", "1000000", *page, *session.posargs)


@nox.session(python=PRIMARY)
def changelog(session: nox.Session) -> None:
    """Show what the fragments would add to CHANGELOG.md."""
    session.install(*tools("towncrier"))
    session.run("towncrier", "build", "--draft", "--version", PROJECT["version"])
