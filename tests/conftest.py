"""Hypothesis profiles: the same examples each time, unless `HYPOTHESIS_PROFILE=explore` asks for new ones."""

import os

from hypothesis import HealthCheck, Phase, settings

from tests.spark.scheduling import pytest_xdist_make_scheduler  # noqa: F401  # Spark's tests all on one worker

settings.register_profile("ci", derandomize=True, database=None, max_examples=100, deadline=None, print_blob=True)
settings.register_profile("explore", max_examples=2000, deadline=None, print_blob=True)
settings.register_profile(  # a mutant needs to fail once, not on the smallest example
    "mutation",
    derandomize=True,
    database=None,
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
