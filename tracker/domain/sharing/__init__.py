"""Who may do what, what a share shows, and what its log tells."""
