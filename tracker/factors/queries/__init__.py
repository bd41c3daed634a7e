"""Queries of second factors and passkeys."""
