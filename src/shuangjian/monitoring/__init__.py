"""Watching over many records: indicators, what may be published of them, and the loop they drive; pure functions."""
