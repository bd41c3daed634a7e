"""Queries of courses as a whole, and of the record of starting weeks."""
