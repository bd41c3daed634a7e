"""Passwords: the one judge of new ones, and how they are hashed and checked; and the secrets that machines keep."""
