"""Without Java, or with one that is too old, tests of Spark are skipped and say why; where they must run, they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spark import engine


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path on which there is nothing yet."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(folder: Path, version: str) -> None:
    folder.mkdir(exist_ok=True)
    java = folder / "java"
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", "utf-8")
    java.chmod(0o755)


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.8.0_412", " is 8"),
        ("11.0.23", " is 11"),
        ("16", " is 16"),
        ("17.0.15", None),
        ("21", None),
        ("seventeen", " is 'openjdk version \"seventeen\"\\n'"),
    ],
)
def test_java_must_be_17_or_later(version: str, told: str | None, path: Path) -> None:
    put(path, version)
    assert engine.missing() == (told and f"Spark needs Java 17, and {path / 'java'}{told}")


def test_no_java_on_the_path_is_said(path: Path) -> None:
    assert engine.missing() == "Spark needs Java 17, and there is none on the path"


def test_java_is_looked_for_in_its_home_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path, "17")
    monkeypatch.setenv("JAVA_HOME", str(path / "home"))
    assert engine.missing() == "Spark needs Java 17, and there is none in JAVA_HOME"
    (path / "home").mkdir()
    put(path / "home/bin", "11")
    assert engine.missing() == f"Spark needs Java 17, and {path / 'home/bin/java'} is 11"


def test_tests_are_skipped_without_java_and_fail_where_it_is_needed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(engine.NEEDED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="none on the path"):
        engine.require()
    monkeypatch.setenv(engine.NEEDED, "1")
    with pytest.raises(pytest.fail.Exception, match="none on the path"):
        engine.require()
