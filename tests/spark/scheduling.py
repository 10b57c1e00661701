"""With several workers, the tests of Spark share one of them, and with it one Java.

`--dist=loadgroup` would do, but groups nothing from pytest 9.2 on (pytest-dev/pytest-xdist#1386).
"""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


class SparkTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Each test goes where there is time, those with Spark in their name to one worker, and first, being many."""

    def _split_scope(self, nodeid: str) -> str:
        return "spark" if "spark" in nodeid.lower() else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SparkTogether | None:
    """Only where nobody asked for another way: `-n` alone means `load`."""
    return SparkTogether(config, log) if config.getoption("dist") == "load" else None
