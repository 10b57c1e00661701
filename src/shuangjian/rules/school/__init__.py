"""What schools must hold to (校内)."""
