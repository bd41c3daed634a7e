"""What everything keeps to that goes out of a record as a file: how much in an hour and at once, and what is shared."""
