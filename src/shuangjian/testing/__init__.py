"""For those who embed us: hand-worked cases and Hypothesis strategies. Nothing else imports this package."""
