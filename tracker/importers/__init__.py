"""Reads the exports of other apps into readings: pure, on the standard library, `files` and the domain alone."""
