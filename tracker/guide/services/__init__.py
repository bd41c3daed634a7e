"""What the gallery of components shows."""
