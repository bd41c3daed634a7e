"""Treatment sessions, courses and medication."""
