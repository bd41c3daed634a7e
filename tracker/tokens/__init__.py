"""Tokens: what lets a program of its owner's reach the interface, for one purpose, until a day."""
