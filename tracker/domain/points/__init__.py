"""Acupuncture points: their codes, names and sides, and how a typed list is read."""
