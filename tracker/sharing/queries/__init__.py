"""Queries of shares: what each request needs, grants, links, and what is kept of those that ended."""
