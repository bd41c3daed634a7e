"""Daily entries, moments and dated changes."""
