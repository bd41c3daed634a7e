"""Daily entries, moments and life events."""
