"""Queries of the exported files."""
