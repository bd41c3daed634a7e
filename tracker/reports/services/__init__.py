"""Exports a record as files and reads such files back."""
