"""What is read for a device that keeps it."""
