"""Sharing: who sees which record, since when and until when; share links; and the log of every look."""
