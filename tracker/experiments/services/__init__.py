"""Planning and stopping experiments, and reading them with what they came to."""
