"""Webhooks: an account's own programs are told that something was saved, and ask for the rest themselves."""
