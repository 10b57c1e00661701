"""What follows from a violation, as pure functions: state in, new state out; no clock, no hidden randomness."""
