"""Which provisions on penalties may apply to an act, and what authorities show beside them: cards and lists."""
