"""What things are: flat, frozen facts of schools and training institutions. ``None`` always means "not known"."""
