"""Every field that is declared is held against all that must know it: one forgotten anywhere fails here."""
