"""What was brought along from other apps: each import, what it took the place of, and mappings that are remembered."""
