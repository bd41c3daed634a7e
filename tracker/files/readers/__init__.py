"""Reads exported files back into checked records: pure functions on the standard library and the domain alone."""
