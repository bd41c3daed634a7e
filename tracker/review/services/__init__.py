"""Reading a course with its measure, keeping the record of its starting week, and holding reviews."""
