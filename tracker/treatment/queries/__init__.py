"""Queries of treatment, of session records, and of visits."""
