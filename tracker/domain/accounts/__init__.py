"""Names and devices, and the acts of the security log."""
