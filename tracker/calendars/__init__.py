"""Calendars: appointments for the calendar of a phone or a clinic, by a secret address or as a file."""
