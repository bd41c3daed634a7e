"""Writing the security log and what was withdrawn for good."""
