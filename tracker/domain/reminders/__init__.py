"""Reminders: which calls a person wants, when each is due, and when it is better not to call."""
