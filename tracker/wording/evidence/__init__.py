"""What trials and guidelines say, and where it was read."""
