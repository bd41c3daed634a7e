"""What is concluded from a course: how it measures up, the record of its starting week, and the reviews held of it."""
