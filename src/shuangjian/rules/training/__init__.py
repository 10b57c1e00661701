"""What off-campus training must hold to (校外培训)."""
