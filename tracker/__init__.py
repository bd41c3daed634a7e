"""Sciatica Tracker: a diary of pain and treatment that says honestly whether a course is helping."""

__version__ = "0.1.0"
