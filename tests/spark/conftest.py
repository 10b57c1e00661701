"""One session for all tests of Spark, which say why they are skipped where it cannot run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from tests.spark import engine


@pytest.fixture(scope="session")
def java() -> None:
    """Skip what needs Java where there is none, or fail where there must be."""
    engine.require()


@pytest.fixture(scope="session")
def spark(java: None) -> Iterator[SparkSession]:
    """A small session on this machine."""
    with engine.session() as started:
        yield started
