"""Measurements of speed and size, read as ratios within one run."""
