"""Queries of shares: grants and invitations, links and the log of looks, and what is kept of shares that ended."""
