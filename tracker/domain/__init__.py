"""The rules a clinician could read: pure functions on plain values, standard library only."""
