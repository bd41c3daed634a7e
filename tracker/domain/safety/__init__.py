"""Warning signs, cautions, and what to ask before a first session."""
