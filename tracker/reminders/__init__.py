"""Reminders: what a person wants to be called about, the calls that are due, and how each of them went."""
