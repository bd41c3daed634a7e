"""Keeping what was entrusted: backups and restores, jobs by the clock, and whether the database can be written to."""
