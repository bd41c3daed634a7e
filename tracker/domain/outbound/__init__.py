"""Rules of what this server sends to others: where to, and what their answers mean."""
