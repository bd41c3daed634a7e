"""Scores of days and weeks: entries, means, the starting week, and how late they were given."""
