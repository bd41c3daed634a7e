"""Making, ending and knowing tokens."""
