"""Makes the people of the demo."""
