"""What somebody can learn from their own days, with what chance alone would do beside it."""
