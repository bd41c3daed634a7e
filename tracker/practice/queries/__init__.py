"""Queries of a practitioner's own pages."""
