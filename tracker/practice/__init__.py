"""A practitioner's own pages: the patients who share with them, and the brief before a session."""
