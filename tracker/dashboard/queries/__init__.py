"""Queries of the pages that join the features."""
