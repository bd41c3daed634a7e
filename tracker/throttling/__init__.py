"""Limits on guessing: the table of limits, the tries that count, and the browsers that are known."""
