"""Speed as ratios in one run: `python -m benchmarks`. Nothing here is asserted in a test."""
