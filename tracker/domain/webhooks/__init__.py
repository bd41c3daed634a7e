"""Webhooks: what is told, where it may be sent, how it is signed, and when it is tried again."""
